//! `golden review`: each difference on the terminal, to be accepted or rejected with a key.

use std::fmt::Write as _;

use console::Term;
use copydesk::golden::Mismatch;

use super::cases::{Cases, Run};
use super::report::push_mismatch;
use super::write::{accept, mismatches, refusal, reject};
use super::{CaseArguments, refuse_in_ci};
use crate::End;
use crate::output;
use crate::trouble::Trouble;

/// How many differences are shown at first; `d` shows all.
const SHOWN: usize = 6;

/// What the keys do.
const KEYS: &str = "a accept  r reject  s skip  d show all  A R S the same for all that follow  q quit";

/// What is done with a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Accept,
    Reject,
    Skip,
    Quit,
}

/// Goes through the differences. Without a terminal there is nobody to ask.
pub fn review(arguments: &CaseArguments) -> Result<End, Trouble> {
    refuse_in_ci("review")?;
    let terminal = Term::stdout();
    if !terminal.features().is_attended() {
        return Err(Trouble::Usage("golden review needs a terminal; use `golden check` and `golden bless`".to_owned()));
    }
    let cases = Cases::find(arguments)?;
    cases.refuse_unknown_gaps()?;
    let runs = cases.run(arguments.jobs, false);
    let all: usize = runs.iter().map(|run| mismatches(run).len()).sum();
    let (mut number, mut for_all, mut counts) = (0, None, [0_usize; 3]);
    'cases: for run in &runs {
        for (index, mismatch) in mismatches(run) {
            number += 1;
            output::print_styled(&shown(run, index, mismatch, SHOWN, (number, all)))?;
            let choice = match for_all {
                Some(choice) => choice,
                None => ask(&terminal, run, index, mismatch, &mut for_all)?,
            };
            match choice {
                Choice::Accept if refusal(run).is_none() => accept(&run.case, mismatch)?,
                Choice::Reject => reject(&run.case, mismatch)?,
                Choice::Accept | Choice::Skip => {}
                Choice::Quit => break 'cases,
            }
            let done = if choice == Choice::Accept && refusal(run).is_some() { Choice::Skip } else { choice };
            counts[done as usize] += 1;
        }
    }
    let [accepted, rejected, skipped] = counts;
    output::print_styled(&format!("{accepted} accepted, {rejected} rejected, {skipped} skipped\n"))?;
    Ok(End::Done)
}

fn shown(run: &Run, index: usize, mismatch: &Mismatch, limit: usize, (number, all): (usize, usize)) -> String {
    let mut out = format!("\n{number} of {all}  {}\n", run.parts[index].name);
    push_mismatch(mismatch, run.blames.get(index).and_then(Option::as_ref), limit, &mut out);
    if let Some(why) = refusal(run) {
        let _ = writeln!(out, "    cannot be accepted: {why}");
    }
    out
}

/// Waits for a key. A capital letter decides for all that follow.
fn ask(
    terminal: &Term,
    run: &Run,
    index: usize,
    mismatch: &Mismatch,
    for_all: &mut Option<Choice>,
) -> Result<Choice, Trouble> {
    let name = std::path::Path::new("-");
    loop {
        output::print_styled(&format!("{KEYS}\n"))?;
        let key = terminal.read_char().map_err(|error| Trouble::reading(name, error))?;
        let choice = match key.to_ascii_lowercase() {
            'a' => Choice::Accept,
            'r' => Choice::Reject,
            's' => Choice::Skip,
            'q' | '\u{3}' | '\u{1b}' => return Ok(Choice::Quit),
            'd' => {
                output::print_styled(&shown(run, index, mismatch, usize::MAX, (1, 1)))?;
                continue;
            }
            _ => continue,
        };
        if key.is_ascii_uppercase() {
            *for_all = Some(choice);
        }
        return Ok(choice);
    }
}
