//! The ledger of known gaps: what does not come out right yet, and why.

use std::collections::BTreeMap;
use std::path::Path;

use super::run::Verdict;

/// Parts of cases that are known to fail, each with the reason.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    reasons: BTreeMap<String, String>,
}

impl Ledger {
    /// The name of the file at the top of a corpus.
    pub const NAME: &'static str = "known-gaps.toml";

    /// Reads the ledger of a corpus; where there is none, nothing is known to fail.
    ///
    /// # Errors
    /// A sentence that begins with the file's name: unreadable, no TOML, an entry without a reason.
    pub fn of(corpus: &Path) -> Result<Self, String> {
        let path = corpus.join(Self::NAME);
        if !path.is_file() {
            return Ok(Self::default());
        }
        let name = path.display();
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        Self::parse(&text).map_err(|why| format!("{name}: {why}"))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let reasons: BTreeMap<String, String> =
            toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        match reasons.iter().find(|(_, reason)| reason.trim().is_empty()) {
            Some((name, _)) => Err(format!("`{name}` has no reason")),
            None => Ok(Self { reasons }),
        }
    }

    /// The names in the ledger.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.reasons.keys().map(String::as_str)
    }

    /// The verdict on a part once what is known is taken into account: a failure on the ledger is a known gap, a pass on
    /// it is unexpected.
    pub fn judge(&self, name: &str, verdict: Verdict) -> Verdict {
        match (self.reasons.get(name), verdict) {
            (Some(reason), Verdict::Pass) => Verdict::UnexpectedPass(reason.clone()),
            (Some(reason), Verdict::Mismatch(_) | Verdict::WhiteSpace(_) | Verdict::BrokenInvariant(_)) => {
                Verdict::KnownGap(reason.clone())
            }
            (_, verdict) => verdict,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_gaps_and_says_when_one_is_closed() {
        let ledger = Ledger::parse("\"lines/tide.md\" = \"verse is joined\"\n").unwrap();
        let judged = |name: &str, verdict| ledger.judge(name, verdict);
        let gap = || Verdict::BrokenInvariant(Vec::new());
        assert_eq!(judged("lines/tide.md", gap()), Verdict::KnownGap("verse is joined".to_owned()));
        assert_eq!(judged("lines/tide.md", Verdict::Pass), Verdict::UnexpectedPass("verse is joined".to_owned()));
        assert_eq!(judged("lines/tide.txt", gap()), gap());
        assert_eq!(judged("lines/tide.md", Verdict::Missing), Verdict::Missing);
        assert!(Ledger::parse("\"lines/tide.md\" = \"\"").is_err());
    }
}
