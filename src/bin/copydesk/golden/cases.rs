//! The cases that the arguments name, run with all processors and told in their order.

use copydesk::golden::blame::{Blame, Inquiry};
use copydesk::golden::{Case, Cleaned, Corpus, Ledger, Part, Stray, Verdict};
use rayon::prelude::*;

use super::CaseArguments;
use crate::trouble::Trouble;

/// All cases with their ledgers.
pub struct Cases {
    /// The cases, each with the number of its ledger.
    cases: Vec<(Case, usize)>,
    ledgers: Vec<Ledger>,
    /// What belongs to no case.
    pub strays: Vec<Stray>,
}

/// A case that was run.
pub struct Run<'c> {
    /// The case.
    pub case: &'c Case,
    /// Its parts, with what is known to fail taken into account.
    pub parts: Vec<Part>,
    /// Which rules each of the parts is owed to, where it is a mismatch; as many as parts.
    pub blames: Vec<Option<Blame>>,
    /// The cleaned text, where the case could be run.
    pub cleaned: Option<Cleaned>,
}

impl Run<'_> {
    /// Whether there is nothing to do.
    pub fn is_fine(&self) -> bool {
        self.parts.iter().all(|part| part.verdict.is_fine())
    }

    /// Whether a promise is broken that holds for every text.
    pub fn is_broken(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.verdict, Verdict::BrokenInvariant(_)))
    }
}

/// How many cases are run before it is asked whether one has failed.
const BATCH: usize = 32;

impl Cases {
    /// Finds the cases.
    pub fn find(arguments: &CaseArguments) -> Result<Self, Trouble> {
        let wanted = |name: &str| arguments.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()));
        let mut found = Self { cases: Vec::new(), ledgers: Vec::new(), strays: Vec::new() };
        for path in &arguments.paths {
            let corpus = Corpus::find(path);
            let ledger = if path.is_dir() { Ledger::of(path).map_err(Trouble::Usage)? } else { Ledger::default() };
            let number = found.ledgers.len();
            found.ledgers.push(ledger);
            let cases = corpus.cases.into_iter().filter(|case| wanted(&case.name));
            found.cases.extend(cases.map(|case| (case, number)));
            found.strays.extend(corpus.strays.into_iter().filter(|stray| wanted(&stray.name)));
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

    /// How many cases there are.
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Runs all cases, or those up to the first that fails, in their order.
    pub fn run(&self, jobs: usize, fail_fast: bool) -> Result<Vec<Run<'_>>, Trouble> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let pool = pool.map_err(|error| Trouble::Usage(format!("--jobs: {error}")))?;
        let size = if fail_fast { BATCH } else { self.cases.len().max(1) };
        let mut runs: Vec<Run<'_>> = Vec::with_capacity(self.cases.len());
        for batch in self.cases.chunks(size) {
            let done: Vec<Run<'_>> =
                pool.install(|| batch.par_iter().map(|(case, ledger)| one(case, &self.ledgers[*ledger])).collect());
            let failed = done.iter().position(|run| !run.is_fine()).filter(|_| fail_fast);
            runs.extend(done.into_iter().take(failed.map_or(size, |at| at + 1)));
            if failed.is_some() {
                break;
            }
        }
        Ok(runs)
    }
}

fn one<'c>(case: &'c Case, ledger: &Ledger) -> Run<'c> {
    let Ok(cleaned) = case.clean() else {
        return Run { case, blames: Vec::new(), parts: case.run(), cleaned: None };
    };
    let mut parts = case.judged(case.verdicts(&cleaned));
    for part in &mut parts {
        let verdict = std::mem::replace(&mut part.verdict, Verdict::Pass);
        part.verdict = ledger.judge(&part.name, verdict);
    }
    let inquiry = Inquiry::new(&cleaned);
    let blames = parts.iter().map(|part| match &part.verdict {
        Verdict::Mismatch(mismatch) => Some(inquiry.blame(mismatch)),
        _ => None,
    });
    let blames = blames.collect();
    Run { case, blames, parts, cleaned: Some(cleaned) }
}
