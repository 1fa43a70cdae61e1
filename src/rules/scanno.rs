//! Reads a word again whose letters an OCR program took for others.

use crate::edits::Edits;
use crate::evidence::Reading;
use crate::evidence::candidates::of_tokens;
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
    holds_back: "The token must be no word, and the document must have the corrected word at least twice.",
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
        Keeps("A govemment office.\n"),
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

/// How often the document must have the corrected word.
const ELSEWHERE: u32 = 2;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let wanted = |form: &Form| {
        form.facts.is_none()
            && form.text.chars().skip(1).all(|c| c.is_lowercase() || c.is_numeric())
            && form.text.chars().filter(|c| c.is_lowercase()).count() >= 3
            && page.survey().count(&form.text) <= 1
    };
    for candidate in of_tokens(page, wanted, |_, token, _| read(page, token)) {
        candidate.ask(page, edits, Safety::Suggested);
    }
}

/// The one word that the token may have been, if it is one of the document's.
fn read(page: &Page<'_>, token: &str) -> Option<Reading> {
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
