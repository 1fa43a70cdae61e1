//! `check`: what `clean` would repair, with its place and the reason.

mod formats;
mod sarif;

use std::path::PathBuf;
use std::sync::Arc;

use anstream::eprintln;
use copydesk::config::Settings;
use copydesk::render::{Positions, StoredRepair};
use copydesk::{Format, Outcome};
use rayon::prelude::*;

use crate::End;
use crate::arguments::{CheckArguments, Voice};
use crate::configuration::{Configuration, Flags};
use crate::input::{Source, Text};
use crate::trouble::{Trouble, name_of};
use crate::{input, output};

/// A source that was looked at.
struct Checked {
    /// The file; `-` for standard input.
    path: PathBuf,
    /// What was found in it, by its places, or why it could not be read.
    found: Result<Vec<Finding>, String>,
}

/// Something that was found.
struct Finding {
    repair: StoredRepair,
    /// Line and column where its place ends, from 1.
    end: (usize, usize),
    /// What stands around it in its line, before and behind.
    around: (String, String),
    /// Whether `clean` would repair it unasked.
    applied: bool,
    /// Whether the bytes of the source may be replaced as the repair says: no markup stands between them.
    exact: bool,
}

/// Runs `check`.
pub fn check(arguments: &CheckArguments, voice: Voice) -> Result<End, Trouble> {
    let print = formats::printer(arguments.output_format, arguments.statistics)?;
    let sources = input::sources(&arguments.input, true, voice)?;
    let flags = Flags::default().rules(&arguments.rules)?.reading(&arguments.input.reading)?;
    let settings = Configuration::new(&arguments.config, flags, voice).settings(&sources)?;
    let limits = arguments.input.limits.limits();
    let one = |(source, settings): (&Source, &Arc<Settings>)| {
        let text = input::read(source, limits.size, settings)?;
        let options = input::options_for(text.format, &arguments.input, &settings.options);
        let outcome = copydesk::clean_within(&text.text, &options, &limits)
            .map_err(|exceeded| Trouble::exceeding(&source.path, exceeded))?;
        let mut notes = [text.notes.clone(), output::amiss(&text, &outcome)].concat();
        notes.extend((voice == Voice::Verbose).then(|| output::about(&text, &outcome)));
        Ok((findings(&text, &outcome), notes))
    };
    let pool = input::pool(arguments.input.jobs)?;
    let results: Vec<Result<_, Trouble>> = pool.install(|| sources.par_iter().zip(&settings).map(one).collect());
    let mut checked = Vec::with_capacity(results.len());
    for (source, result) in sources.iter().zip(results) {
        let found = match result {
            Ok((found, notes)) => {
                for note in notes.iter().filter(|_| voice > Voice::Quiet) {
                    eprintln!("copydesk: {}: {note}", name_of(&source.path));
                }
                Ok(found)
            }
            Err(error) => {
                eprintln!("copydesk: {error}");
                Err(error.to_string())
            }
        };
        checked.push(Checked { path: source.path.clone(), found });
    }
    output::print_styled(&print(&checked))?;
    Ok(end(&checked))
}

fn end(checked: &[Checked]) -> End {
    if checked.iter().any(|one| one.found.is_err()) {
        End::Trouble
    } else if checked.iter().all(|one| one.found.as_ref().is_ok_and(Vec::is_empty)) {
        End::Done
    } else {
        End::Findings
    }
}

fn findings(text: &Text, outcome: &Outcome) -> Vec<Finding> {
    let source = text.text.as_str();
    let positions = Positions::of(source);
    let record = outcome.record();
    let all =
        record.applied.iter().map(|repair| (repair, true)).chain(record.found.iter().map(|repair| (repair, false)));
    let mut findings: Vec<Finding> = all
        .map(|(repair, applied)| {
            let end = positions.range(repair.source.end..repair.source.end);
            Finding {
                around: around(source, repair.source.start, repair.source.end),
                repair: output::stored(repair, &positions),
                end: (end.line, end.column),
                applied,
                exact: text.format == Format::Text && source.get(repair.source.clone()) == Some(&repair.before),
            }
        })
        .collect();
    findings.sort_by_key(|finding| finding.repair.source.start);
    findings
}

/// How many characters of a line are shown on either side.
const WINDOW: usize = 40;

/// What stands before and behind a place in the source, as far as its lines reach.
fn around(text: &str, start: usize, end: usize) -> (String, String) {
    // One character more than is shown tells whether there are more; a line can be as long as the text.
    let before = text.get(..start).unwrap_or_default().chars().rev().take_while(|c| *c != '\n').take(WINDOW + 1);
    let behind = text.get(end..).unwrap_or_default().chars().take_while(|c| *c != '\n').take(WINDOW + 1);
    let (mut before, mut behind): (Vec<char>, Vec<char>) = (before.collect(), behind.collect());
    for side in [&mut before, &mut behind] {
        if side.len() > WINDOW {
            side[WINDOW] = '…';
        }
    }
    (before.into_iter().rev().collect(), behind.into_iter().collect())
}
