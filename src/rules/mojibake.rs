//! Reads text again that was UTF-8 and was read as an encoding of one byte a character.
//!
//! The method is that of ftfy 6.3.1 by Robyn Speer (Apache-2.0, see the notice): a line is looked at only where it
//! holds sequences that no language writes; then it is encoded as it may have been read, and decoded as UTF-8, as a
//! whole or, failing that, run by run; and again, as long as it still looks wrong.

use std::ops::Range;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

mod badness;
mod charmap;
mod repair;

use badness::badness;
use repair::Cell;

/// The rule.
pub static RULE: Rule = Rule {
    id: "mojibake",
    group: Group::Encoding,
    summary: "Read UTF-8 again that was read as another encoding (`â€™`, `Ã©`)",
    cause: "UTF-8 was read as windows-1252, ISO 8859-1, Mac Roman or the like, once or several times.",
    holds_back: "Lines without a sequence that no language writes, and repairs that make more of them; addresses; code.",
    safety: Safety::Safe,
    signs: Signs::FOREIGN,
    examples: &[
        Repairs("The quayâ€™s cafÃ© â€“ â€œopenâ€\u{9d}.\n", "The quay’s café – “open”.\n"),
        Repairs("A café beside the cafÃ©, heâ€™d say.\n", "A café beside the café, he’d say.\n"),
        Repairs("The quayÃ¢â‚¬â„¢s cafÃƒÂ©\n", "The quay’s café\n"),
        Repairs("The quayâ\u{80}\u{99}s cafÃ©\n", "The quay’s café\n"),
        Repairs("The quay‚Äôs caf√© of Mac Roman\n", "The quay’s café of Mac Roman\n"),
        Repairs("The oï¬ƒce, and 20 Â°C, and Â£5\n", "The oﬃce, and 20 °C, and £5\n"),
        Repairs("Ð\u{9f}Ñ\u{80}Ð¸Ð²ÐµÑ\u{82}\n", "Привет\n"),
        Repairs("ðŸ˜€ is a face\n", "😀 is a face\n"),
        Keeps("The café’s naïve façade – “open”, 20 °C, £5, ½ and 10³.\n"),
        Keeps("SÃO PAULO and CÔTE D’IVOIRE… É… Ó…\n"),
        Keeps("Ångström, Ærø, Łódź, Čeština, Привет, Ελλάδα, 日本語, العربية\n"),
        Keeps("¯\\_(ツ)_/¯ and ( ͡° ͜ʖ ͡°)\n"),
        Keeps("It cost 5 × €3 ± 2 ‰ † ‡.\n"),
        Keeps("See https://example.org/cafÃ© there.\n"),
    ],
    repair,
};

/// Longer lines are looked at in parts of about this many bytes, parted at a blank.
const PART: usize = 1 << 16;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if text.is_ascii() {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(part_length(rest));
            if !part.is_ascii() {
                ask(part, start, edits);
            }
            start += part.len();
            rest = after;
        }
    }
}

fn part_length(line: &str) -> usize {
    if line.len() <= PART {
        return line.len();
    }
    let blank = memchr::memrchr(b' ', &line.as_bytes()[..PART]).filter(|at| *at > 0);
    let mut end = blank.unwrap_or(PART);
    while !line.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// Asks for one edit a run of characters that were read wrongly.
fn ask(part: &str, start: usize, edits: &mut Edits<'_>) {
    let found = badness(part);
    if found == 0 {
        return;
    }
    let cells = repair::repaired(part);
    let fixed: String = cells.iter().map(|cell| cell.character).collect();
    if badness(&fixed) > found {
        return;
    }
    for run in runs(part, &cells) {
        let before = &part[run.range.clone()];
        let range = start + run.range.start..start + run.range.end;
        edits.replace(range, run.after, format!("`{before}` is UTF-8 read as another encoding"));
    }
}

/// A run of changed characters.
struct Run {
    range: Range<usize>,
    after: String,
}

/// The runs in which `cells` differ from the text they came from.
fn runs(part: &str, cells: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    for cell in cells {
        let before = &part[at.min(cell.range.start)..cell.range.end];
        let same = before.chars().eq([cell.character]);
        // A lone control is for `c1-control` to read.
        let control = before.chars().count() == 1 && before.chars().all(|c| ('\u{80}'..='\u{9f}').contains(&c));
        if !same && !control {
            match runs.last_mut() {
                Some(run) if run.range.end == at => {
                    run.range.end = cell.range.end;
                    run.after.push(cell.character);
                }
                _ => runs.push(Run { range: at..cell.range.end, after: cell.character.to_string() }),
            }
        }
        at = cell.range.end;
    }
    runs
}
