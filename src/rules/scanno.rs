//! Reads a word again whose letters an OCR program took for others.

use crate::edits::Edits;
use crate::evidence::candidates::{Place, of_tokens};
use crate::evidence::{CERTAIN, Evidence, Reading};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::vocabulary::Form;

/// The rule.
pub static RULE: Rule = Rule {
    id: "scanno",
    group: Group::Words,
    summary: "Read letters again that an OCR program took for others",
    cause: "Letters that look alike are mistaken: `rn` for `m`, `cl` for `d`, `1` for `l`, `0` for `o`.",
    holds_back: "The token must be in no list, and stand once. Safe where one common word alone can be meant, for letters that \
                 no typist takes for each other; else suggested, if the document has the corrected word at least twice. \
                 Names and short words stay.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The harbour, the old harbour, and the liarbour; a harbour.\n",
            "The harbour, the old harbour, and the harbour; a harbour.\n",
        ),
        Repairs(
            "The modem ferry docked. A govemment office, a new government, an old government.\n",
            "The modem ferry docked. A government office, a new government, an old government.\n",
        ),
        Repairs("Her concems were about the govemment.\n", "Her concerns were about the government.\n"),
        Repairs("The plan involyes the pnblic and the coast.\n", "The plan involves the pnblic and the coast.\n"),
        Keeps("Mr Govemment and his sparc, for soit and fait.\n"),
        Keeps("The tool yast has mode1 and mode2.\n"),
        Keeps("The modern ferry, the modern pier, the modem.\n"),
        Keeps("Room l0 and Room 10 and Room 10.\n"),
    ],
    repair,
};

/// What stands, and what it may have been.
const LOOK_ALIKE: [(&str, &str); 12] = [
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("d", "cl"),
    ("li", "h"),
    ("h", "li"),
    ("1", "l"),
    ("0", "o"),
    ("vv", "w"),
    ("ii", "u"),
    ("tlie", "the"),
    ("c", "e"),
];

/// Of them those that no typist takes for each other, with the length from which on a word that no list has is none by
/// itself: in nearly four million words of clean text none was such a word of another.
const SURE: [(&str, &str, usize); 11] = [
    ("rn", "m", 5),
    ("m", "rn", 5),
    ("cl", "d", 5),
    ("li", "h", 5),
    ("vv", "w", 4),
    ("ii", "u", 5),
    ("nn", "m", 6),
    ("y", "v", 6),
    ("c", "e", 6),
    ("e", "c", 6),
    ("f", "l", 6),
];

/// A word that was counted so often is a common one.
const COMMON: u32 = 20;

/// How often the document must have the corrected word.
const ELSEWHERE: u32 = 2;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let wanted = |form: &Form| {
        form.facts.is_none()
            && form.text.chars().skip(1).all(|c| c.is_lowercase() || c.is_numeric())
            && form.text.chars().filter(|c| c.is_lowercase()).count() >= 3
            && page.survey().count(&form.text) <= 1
    };
    let read =
        |_: &Evidence<'_>, token: &str, _: Place| read_by_itself(page, token).or_else(|| read_by_document(page, token));
    for candidate in of_tokens(page, wanted, read) {
        let safety = if candidate.reading.log_odds >= CERTAIN { Safety::Safe } else { Safety::Suggested };
        candidate.ask(page, edits, safety);
    }
}

/// The one common word that a token in small letters can be, whatever else the document says.
fn read_by_itself(page: &Page<'_>, token: &str) -> Option<Reading> {
    if !token.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let mut found: Option<String> = None;
    for (wrong, right, _) in SURE.into_iter().filter(|(_, _, shortest)| token.len() >= *shortest) {
        for (at, _) in token.match_indices(wrong) {
            let word = format!("{}{right}{}", &token[..at], &token[at + wrong.len()..]);
            let Some(facts) = page.lexicon().facts(&word) else { continue };
            let common = facts.lower && facts.level <= 35 && facts.count >= COMMON;
            // Another word, however rare, may be meant as well.
            if !common || found.as_ref().is_some_and(|found| *found != word) {
                return None;
            }
            found = Some(word);
        }
    }
    let text = found?;
    let reason = format!("`{token}` is no word, and no other than `{text}` looks like it");
    Some(Reading { text, log_odds: CERTAIN, reason })
}

/// The one word that the token may have been, if it is one of the document's.
fn read_by_document(page: &Page<'_>, token: &str) -> Option<Reading> {
    let mut found: Option<String> = None;
    for (wrong, right) in LOOK_ALIKE {
        for (at, _) in token.match_indices(wrong) {
            let word = format!("{}{right}{}", &token[..at], &token[at + wrong.len()..]);
            if page.survey().count(&word) >= ELSEWHERE && page.lexicon().is_word(&word) {
                if found.as_ref().is_some_and(|found| *found != word) {
                    return None;
                }
                found = Some(word);
            }
        }
    }
    let text = found?;
    let reason = format!("`{token}` is no word, and `{text}` stands {} times in this text", page.survey().count(&text));
    Some(Reading { text, log_odds: 5.0, reason })
}
