//! The cases that the arguments name, run with all processors and told in their order.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use copydesk::golden::blame::{Blame, Inquiry};
use copydesk::golden::{Case, Cleaned, Corpus, Ledger, Matter, Part, Stray, Verdict};
use rayon::prelude::*;

use super::CaseArguments;
use crate::trouble::Trouble;

/// All cases with their ledgers.
pub struct Cases {
    /// The cases, each with its ledger.
    cases: Vec<(Arc<Case>, Arc<Ledger>)>,
    /// What belongs to no case.
    pub strays: Vec<Stray>,
    /// What the ledgers name and no case has.
    stale: Vec<Part>,
    /// What is wrong with a ledger: then nobody knows what may fail.
    ledger_trouble: Option<String>,
    time_limit: Duration,
}

/// A case that was run.
pub struct Run {
    /// The case.
    pub case: Arc<Case>,
    /// Its parts, with what is known to fail taken into account.
    pub parts: Vec<Part>,
    /// Which rules each of the parts is owed to, where it is a mismatch; as many as parts.
    pub blames: Vec<Option<Blame>>,
    /// The cleaned text, where the case could be run.
    pub cleaned: Option<Cleaned>,
}

impl Run {
    /// Whether there is nothing to do.
    pub fn is_fine(&self) -> bool {
        self.parts.iter().all(|part| part.verdict.is_fine())
    }

    /// Whether a promise is broken that holds for every text.
    pub fn is_broken(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.verdict, Verdict::BrokenInvariant(_)))
    }

    /// A case that could not be run, and why.
    fn failed(case: Arc<Case>, why: &str) -> Self {
        let verdicts = case.parts().iter().map(|_| Verdict::Error(why.to_owned())).collect();
        let parts = case.judged(verdicts);
        Self { blames: vec![None; parts.len()], parts, case, cleaned: None }
    }
}

/// How many cases are run before it is asked whether one has failed.
const BATCH: usize = 32;

impl Cases {
    /// Finds the cases.
    pub fn find(arguments: &CaseArguments) -> Result<Self, Trouble> {
        let time_limit = arguments.time_limit();
        let mut found =
            Self { cases: Vec::new(), strays: Vec::new(), stale: Vec::new(), ledger_trouble: None, time_limit };
        for path in &arguments.paths {
            found.take(path, arguments.filter.as_deref());
        }
        if found.cases.is_empty() && found.strays.is_empty() {
            let what = arguments.filter.as_ref().map_or_else(
                || "there are no cases; make one with `copydesk golden add FILE`".to_owned(),
                |filter| format!("no case's name contains `{filter}`"),
            );
            return Err(Trouble::Usage(what));
        }
        Ok(found)
    }

    /// Takes the cases below a folder, or that of one file.
    fn take(&mut self, path: &Path, filter: Option<&str>) {
        let wanted = |name: &str| filter.is_none_or(|filter| name.contains(filter));
        let corpus = Corpus::find(path);
        let ledger = if path.is_dir() { Ledger::of(path) } else { Ok(Ledger::default()) };
        let ledger = ledger.unwrap_or_else(|why| {
            self.ledger_trouble = Some(why.clone());
            let (name, matter) = (Ledger::NAME.to_owned(), Matter::Trouble(why));
            self.strays.push(Stray { name, path: path.join(Ledger::NAME), matter });
            Ledger::default()
        });
        if filter.is_none() {
            let known: BTreeSet<String> = corpus.cases.iter().flat_map(Case::parts).collect();
            let stale = ledger.names().filter(|name| !known.contains(*name));
            let part =
                |name: &str| Part { name: name.to_owned(), path: path.join(Ledger::NAME), verdict: Verdict::StaleGap };
            self.stale.extend(stale.map(part));
        }
        let ledger = Arc::new(ledger);
        let cases = corpus.cases.into_iter().filter(|case| wanted(&case.name));
        self.cases.extend(cases.map(|case| (Arc::new(case), Arc::clone(&ledger))));
        self.strays.extend(corpus.strays.into_iter().filter(|stray| wanted(&stray.name)));
    }

    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// What belongs to no case, as parts.
    pub fn loose_parts(&self) -> Vec<Part> {
        self.strays.iter().map(Stray::part).chain(self.stale.iter().cloned()).collect()
    }

    /// Refuses to go on where a ledger can't be read: what it knows to fail would be written over.
    pub fn refuse_unknown_gaps(&self) -> Result<(), Trouble> {
        self.ledger_trouble.as_ref().map_or(Ok(()), |why| Err(Trouble::Usage(why.clone())))
    }

    /// Runs all cases, or those up to the first that fails, in their order.
    pub fn run(&self, jobs: usize, fail_fast: bool) -> Result<Vec<Run>, Trouble> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let pool = pool.map_err(|error| Trouble::Usage(format!("--jobs: {error}")))?;
        let size = if fail_fast { BATCH } else { self.cases.len().max(1) };
        let mut runs: Vec<Run> = Vec::with_capacity(self.cases.len());
        for batch in self.cases.chunks(size) {
            let done: Vec<Run> = pool
                .install(|| batch.par_iter().map(|(case, ledger)| in_time(case, ledger, self.time_limit)).collect());
            let failed = done.iter().position(|run| !run.is_fine()).filter(|_| fail_fast);
            runs.extend(done.into_iter().take(failed.map_or(size, |at| at + 1)));
            if failed.is_some() {
                break;
            }
        }
        Ok(runs)
    }
}

/// Runs a case and gives it up once it takes longer than the limit.
///
/// A thread can't be stopped from outside: the one that takes too long is left behind and ends with the program.
fn in_time(case: &Arc<Case>, ledger: &Arc<Ledger>, limit: Duration) -> Run {
    let (sender, receiver) = mpsc::channel();
    let (own, known) = (Arc::clone(case), Arc::clone(ledger));
    let begun = Instant::now();
    thread::spawn(move || {
        // Nobody waits any more for what comes too late.
        let _ = sender.send(one(own, &known));
    });
    let name = case.input.display();
    match receiver.recv_timeout(limit) {
        Ok(run) if begun.elapsed() <= limit => run,
        Ok(_) | Err(mpsc::RecvTimeoutError::Timeout) => {
            let seconds = limit.as_secs();
            let advice = "split it, or raise --time-limit";
            Run::failed(Arc::clone(case), &format!("{name}: was given up after {seconds} s; {advice}"))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let why = format!("{name}: the program failed at it, which is a fault of ours; please report it");
            Run::failed(Arc::clone(case), &why)
        }
    }
}

fn one(case: Arc<Case>, ledger: &Ledger) -> Run {
    let cleaned = match case.clean() {
        Ok(cleaned) => cleaned,
        Err(why) => return Run::failed(case, &why),
    };
    let mut parts = case.judged(case.verdicts(&cleaned));
    for part in &mut parts {
        let verdict = std::mem::replace(&mut part.verdict, Verdict::Pass);
        part.verdict = ledger.judge(&part.name, verdict);
    }
    let inquiry = Inquiry::new(&cleaned);
    let blames = parts.iter().map(|part| part.verdict.mismatch().map(|mismatch| inquiry.blame(mismatch)));
    let blames = blames.collect();
    Run { case, blames, parts, cleaned: Some(cleaned) }
}
