//! The golden cases of `golden/` and `examples/`: one test for each golden, and one for the promises of each case.
//!
//! `golden/known-gaps.toml` lists what does not come out right yet, with the reason; a name that is on the list must
//! fail, and one that is not must pass.

use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use copydesk::golden::{Corpus, Ledger, Part, Verdict, diff};
use libtest_mimic::{Arguments, Failed, Trial};

/// The places of a difference that a failing test shows.
const SHOWN: usize = 6;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ledger = Arc::new(Ledger::of(&top.join("golden")));
    let mut trials = vec![];
    for (folder, prefix) in [("golden", ""), ("examples", "examples/")] {
        collect(&top.join(folder), prefix, &ledger, &mut trials);
    }
    let names: Vec<String> = trials.iter().map(|trial| trial.name().to_owned()).collect();
    trials.push(Trial::test("the_ledger_names_what_exists", move || match ledger.as_ref() {
        Err(why) => Err(why.into()),
        Ok(ledger) => match ledger.names().find(|name| !names.iter().any(|known| known == name)) {
            Some(name) => Err(format!("there is no case `{name}`; take it off the ledger").into()),
            None => Ok(()),
        },
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A test for each part of each case below `folder`. A case is run once, by the first of its tests that runs.
fn collect(folder: &Path, prefix: &str, ledger: &Arc<Result<Ledger, String>>, trials: &mut Vec<Trial>) {
    let corpus = Corpus::find(folder);
    for part in corpus.stray_parts() {
        let name = format!("{prefix}{}", part.name);
        trials.push(Trial::test(name, move || judged(part.verdict)));
    }
    for case in corpus.cases {
        let names = case.parts();
        let parts: Arc<OnceLock<Vec<Part>>> = Arc::default();
        let case = Arc::new(case);
        for (index, name) in names.into_iter().enumerate() {
            let (case, parts, ledger) = (Arc::clone(&case), Arc::clone(&parts), Arc::clone(ledger));
            let name = format!("{prefix}{name}");
            trials.push(Trial::test(name.clone(), move || {
                let verdict = parts.get_or_init(|| case.run())[index].verdict.clone();
                let mut part = Part { name, verdict };
                if let Ok(ledger) = ledger.as_ref() {
                    ledger.judge(&mut part);
                }
                judged(part.verdict)
            }));
        }
    }
}

fn judged(verdict: Verdict) -> Result<(), Failed> {
    let what = match &verdict {
        _ if verdict.is_fine() => return Ok(()),
        Verdict::Mismatch(mismatch) => {
            diff::explain(&String::from_utf8_lossy(&mismatch.expected), &mismatch.actual, SHOWN)
        }
        Verdict::BrokenInvariant(broken) => broken.iter().map(|broken| format!("{broken}\n")).collect(),
        Verdict::UnexpectedPass(reason) => format!("take it off the ledger, which says: {reason}"),
        Verdict::Error(why) => why.clone(),
        _ => String::new(),
    };
    Err(format!("{}\n{what}", verdict.name()).into())
}
