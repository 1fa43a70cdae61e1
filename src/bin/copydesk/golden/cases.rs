//! The cases that the arguments name, run with all processors and told in their order.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use copydesk::golden::blame::{Blame, Inquiry};
use copydesk::golden::{Case, Cleaned, Corpus, Ledger, Matter, Part, Stray, Verdict};

use super::CaseArguments;
use super::workers::{self, Work};
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
    /// As it was asked for; else the cases say it.
    time_limit: Option<Duration>,
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

impl Cases {
    /// Finds the cases.
    pub fn find(arguments: &CaseArguments) -> Result<Self, Trouble> {
        let time_limit = arguments.time_limit.map(Duration::from_secs);
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
    pub fn run(&self, jobs: usize, fail_fast: bool) -> Vec<Run> {
        let threads = match jobs {
            0 => thread::available_parallelism().map_or(1, NonZero::get),
            jobs => jobs,
        };
        let order = Order { cases: self.cases.clone(), fail_fast };
        workers::run(&Arc::new(order), threads, self.time_limit())
    }

    /// The time that a case may take: as it was asked for, or the most that one of the cases is given.
    fn time_limit(&self) -> Duration {
        let settings = self.cases.iter().filter_map(|(case, _)| case.settings.as_ref().ok());
        self.time_limit.or_else(|| settings.filter_map(|settings| settings.time_limit).max()).unwrap_or(TIME_LIMIT)
    }
}

/// The time that a case may take where nobody says more.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// The cases that are to be run.
struct Order {
    cases: Vec<(Arc<Case>, Arc<Ledger>)>,
    fail_fast: bool,
}

impl Work for Order {
    type Product = Run;

    fn count(&self) -> usize {
        self.cases.len()
    }

    fn one(&self, index: usize) -> Run {
        let (case, ledger) = &self.cases[index];
        one(Arc::clone(case), ledger)
    }

    fn given_up(&self, index: usize, why: &str) -> Run {
        let (case, _) = &self.cases[index];
        Run::failed(Arc::clone(case), &format!("{}: {why}", case.input.display()))
    }

    fn is_last(&self, run: &Run) -> bool {
        self.fail_fast && !run.is_fine()
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
