//! Tells which rules a difference is owed to: repairs that were made and should not have been, and the other way round.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};

use super::diff::{self, Change};
use super::run::{Cleaned, Mismatch, Rendering};
use crate::Selection;
use crate::render::{StoredRepair, read_json};
use crate::repair::Repair;

/// How many repairs each rule gained and lost against a golden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blame {
    /// Repairs that the golden knows nothing of, by rule.
    pub gained: BTreeMap<String, usize>,
    /// Repairs that the golden shows and that were not made, by rule.
    pub lost: BTreeMap<String, usize>,
    /// Differences that no rule answers for: they come from the layout, the structure or the writers.
    pub other: usize,
}

impl Blame {
    /// Takes in what was found elsewhere.
    pub fn add(&mut self, other: &Self) {
        for (into, from) in [(&mut self.gained, &other.gained), (&mut self.lost, &other.lost)] {
            for (rule, count) in from {
                *into.entry(rule.clone()).or_default() += count;
            }
        }
        self.other += other.other;
    }

    /// One line for people: `gained hard-wrap (2); lost lost-hyphen (1); 3 by no rule`.
    pub fn line(&self) -> String {
        let counted = |what: &str, counts: &BTreeMap<String, usize>| {
            let counts: Vec<String> = counts.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
            (!counts.is_empty()).then(|| format!("{what} {}", counts.join(", ")))
        };
        let other = (self.other > 0).then(|| format!("{} by no rule", self.other));
        let parts = [counted("gained", &self.gained), counted("lost", &self.lost), other];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }
}

/// Asks which rules the differences of one text are owed to.
pub struct Inquiry<'c> {
    cleaned: &'c Cleaned,
    /// The repairs that all rules together would make and that were not made; looked up once for all goldens.
    left_out: OnceCell<Vec<Repair>>,
}

impl<'c> Inquiry<'c> {
    /// An inquiry into a cleaned text.
    pub fn new(cleaned: &'c Cleaned) -> Self {
        Self { cleaned, left_out: OnceCell::new() }
    }

    /// Which rules a difference is owed to.
    ///
    /// A golden in JSON says itself which repairs belong to it. For any other, a rule has gained a repair where what it
    /// took away is in the golden and what it put in is not; it has lost one where that is the other way round, among
    /// the repairs that are only suggested or whose rules are off.
    pub fn blame(&self, mismatch: &Mismatch) -> Blame {
        let expected = String::from_utf8_lossy(&mismatch.expected);
        if mismatch.rendering == Rendering::Json
            && let (Ok((_, old)), Ok((_, new))) = (read_json(&expected), read_json(&mismatch.actual))
        {
            let rules = |repairs: Vec<StoredRepair>| repairs.into_iter().map(|repair| repair.rule);
            return counts(rules(old), rules(new));
        }
        let made = &self.cleaned.outcome.record().applied;
        let left = self.left_out.get_or_init(|| left_out(self.cleaned, made));
        let mut blame = Blame::default();
        for change in diff::changes(&expected, &mismatch.actual) {
            let gained = answering(made, &change.expected_around(), &change.actual_around());
            let lost = answering(left, &change.actual_around(), &change.expected_around());
            if gained.is_empty() && lost.is_empty() {
                blame.other += 1;
            }
            for rule in gained {
                *blame.gained.entry(rule.to_owned()).or_default() += 1;
            }
            for rule in lost {
                *blame.lost.entry(rule.to_owned()).or_default() += 1;
            }
        }
        blame
    }
}

fn counts(old: impl Iterator<Item = String>, new: impl Iterator<Item = String>) -> Blame {
    let mut balance: BTreeMap<String, i64> = BTreeMap::new();
    for rule in new {
        *balance.entry(rule).or_default() += 1;
    }
    for rule in old {
        *balance.entry(rule).or_default() -= 1;
    }
    let mut blame = Blame::default();
    for (rule, count) in balance {
        let into = if count > 0 { &mut blame.gained } else { &mut blame.lost };
        if count != 0 {
            into.insert(rule, count.unsigned_abs() as usize);
        }
    }
    blame.other = usize::from(blame.gained.is_empty() && blame.lost.is_empty());
    blame
}

/// The repairs that all rules together would make and that were not made.
fn left_out(cleaned: &Cleaned, made: &[Repair]) -> Vec<Repair> {
    let known: HashSet<(&str, usize, &str)> =
        made.iter().map(|repair| (repair.rule, repair.source.start, repair.before.as_str())).collect();
    let everything = cleaned.with_rules(Selection { suggested: true, ..Selection::default() });
    let applied = everything.outcome.record().applied.iter();
    applied
        .filter(|repair| !known.contains(&(repair.rule, repair.source.start, repair.before.as_str())))
        .cloned()
        .collect()
}

/// The rules of the repairs that make `after` of `before`.
fn answering<'r>(repairs: &'r [Repair], before: &str, after: &str) -> Vec<&'r str> {
    let mut rules: Vec<&str> = repairs
        .iter()
        .filter(|repair| {
            let (gone, come) = (repair.before.as_str(), repair.after.as_str());
            // A piece that lies in the other says nothing: `&` is in `&amp;` too.
            gone != come
                && (come.contains(gone) || is_more(before, after, gone))
                && (gone.contains(come) || is_more(after, before, come))
        })
        .map(|repair| repair.rule)
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Whether a piece occurs more often in `one` than in `two`.
fn is_more(one: &str, two: &str, piece: &str) -> bool {
    one.matches(piece).count() > two.matches(piece).count()
}

impl Change {
    /// What was expected, with what stands around it.
    fn expected_around(&self) -> String {
        format!("{}{}{}", self.before, self.expected, self.after)
    }

    /// What came, with what stands around it.
    fn actual_around(&self) -> String {
        format!("{}{}{}", self.before, self.actual, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    #[track_caller]
    fn check(source: &str, settings: &Settings, expected: &str, line: &str) {
        let cleaned = Cleaned::new(source.to_owned(), "case.txt", settings);
        let actual = cleaned.render(Rendering::Text);
        let mismatch = Mismatch { rendering: Rendering::Text, expected: expected.as_bytes().to_vec(), actual };
        assert_eq!(Inquiry::new(&cleaned).blame(&mismatch).line(), line);
    }

    #[test]
    fn names_the_rule_that_is_off_and_the_one_that_goes_too_far() {
        let source = "They met . . . and left, &amp; came back.\n";
        let mut off = Settings::default();
        off.options.selection.ignore = vec!["spaced-ellipsis".to_owned()];
        check(source, &off, "They met … and left, & came back.\n", "lost spaced-ellipsis (1)");
        check(source, &Settings::default(), "They met … and left, &amp; came back.\n", "gained html-entity (1)");
        check(source, &Settings::default(), "They ate … and left, & came back.\n", "1 by no rule");
    }

    #[test]
    fn counts_the_repairs_of_a_golden_in_json() {
        let rules = |rules: &[&str]| rules.iter().map(ToString::to_string).collect::<Vec<_>>().into_iter();
        let blame = counts(rules(&["hard-wrap", "hard-wrap", "scanno"]), rules(&["hard-wrap", "mojibake"]));
        assert_eq!(blame.line(), "gained mojibake (1); lost hard-wrap (1), scanno (1)");
    }
}
