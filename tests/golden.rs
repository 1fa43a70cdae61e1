//! The golden cases of `golden/` and `examples/`: one test for each golden, and one for the promises of each case.
//!
//! `known-gaps.toml` in each of the two lists what does not come out right yet, with the reason; a name that is on the
//! list must fail, and one that is not must pass. With `COPYDESK_BLESS=1` the names that pass by now are taken off.

use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock};

use copydesk::golden::{Case, Corpus, Ledger, Part, Stray, Verdict, diff};
use libtest_mimic::{Arguments, Failed, Trial};

/// The places of a difference that a failing test shows.
const SHOWN: usize = 6;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = vec![];
    let ledgers = [("golden", ""), ("examples", "examples/")].map(|(folder, prefix)| {
        let path = top.join(folder);
        let known = Arc::new(Known { ledger: Ledger::of(&path), closed: Mutex::default() });
        collect(&path, prefix, &known, &mut trials);
        (path.join(Ledger::NAME), known)
    });
    let conclusion = libtest_mimic::run(&arguments, trials);
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        for (path, known) in ledgers {
            known.shorten(&path);
        }
    }
    conclusion.exit_code()
}

/// What is known to fail, and what of it turned out to pass.
struct Known {
    ledger: Result<Ledger, String>,
    closed: Mutex<Vec<String>>,
}

impl Known {
    /// The verdict once the ledger is taken into account.
    fn judge(&self, name: &str, verdict: &Verdict) -> Verdict {
        let verdict = verdict.clone();
        let verdict = match &self.ledger {
            Ok(ledger) => ledger.judge(name, verdict),
            Err(_) => verdict,
        };
        if matches!(verdict, Verdict::UnexpectedPass(_)) {
            self.closed.lock().expect("no test panics while it holds the lock").push(name.to_owned());
        }
        verdict
    }

    /// Takes the gaps that are closed off the ledger.
    fn shorten(&self, path: &Path) {
        let closed = self.closed.lock().expect("no test panics while it holds the lock");
        let is_closed = |line: &str| closed.iter().any(|name| line.starts_with(&format!("\"{name}\" =")));
        if closed.is_empty() {
            return;
        }
        let text = std::fs::read_to_string(path).expect("the ledger can be read");
        let kept: String = text.split_inclusive('\n').filter(|line| !is_closed(line)).collect();
        std::fs::write(path, kept).expect("the ledger can be written");
    }
}

/// A test for each part of each case below `folder`, and one that the ledger names no other. A case is run once, by the
/// first of its tests that runs.
fn collect(folder: &Path, prefix: &str, ledger: &Arc<Known>, trials: &mut Vec<Trial>) {
    let corpus = Corpus::find(folder);
    for part in corpus.strays.iter().map(Stray::part) {
        let name = format!("{prefix}{}", part.name);
        trials.push(Trial::test(name, move || judged(&part.verdict)));
    }
    let parts: Vec<String> = corpus.cases.iter().flat_map(Case::parts).collect();
    let known = Arc::clone(ledger);
    trials.push(Trial::test(format!("{prefix}the_ledger_names_what_exists"), move || match &known.ledger {
        Err(why) => Err(why.into()),
        Ok(ledger) => match ledger.names().find(|name| !parts.iter().any(|part| part == name)) {
            Some(name) => Err(format!("there is no case `{name}`; take it off the ledger").into()),
            None => Ok(()),
        },
    }));
    for case in corpus.cases {
        let names = case.parts();
        let parts: Arc<OnceLock<Vec<Part>>> = Arc::default();
        let case = Arc::new(case);
        for (index, name) in names.into_iter().enumerate() {
            let (case, parts, ledger) = (Arc::clone(&case), Arc::clone(&parts), Arc::clone(ledger));
            trials.push(Trial::test(format!("{prefix}{name}"), move || {
                let verdict = &parts.get_or_init(|| case.run())[index].verdict;
                judged(&ledger.judge(&name, verdict))
            }));
        }
    }
}

fn judged(verdict: &Verdict) -> Result<(), Failed> {
    let what = match verdict {
        _ if verdict.is_fine() => return Ok(()),
        Verdict::Mismatch(mismatch) => {
            diff::explain(&String::from_utf8_lossy(&mismatch.expected), &mismatch.actual, SHOWN)
        }
        Verdict::BrokenInvariant(broken) => broken.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        Verdict::UnexpectedPass(reason) => format!("take it off the ledger, which says: {reason}"),
        Verdict::Error(why) => why.clone(),
        _ => String::new(),
    };
    Err(format!("{}\n{what}", verdict.name()).into())
}
