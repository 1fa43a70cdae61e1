//! Takes out the space that a ligature left inside a word.

use crate::edits::Edits;
use crate::evidence::candidates::of_joints;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "ligature-space",
    group: Group::Words,
    summary: "Take out the space beside a ligature inside a word",
    cause: "The font sets fi, fl and ff as one glyph, and the extractor puts a space beside it.",
    holds_back: "The space must stand beside one of these letter groups; together a common word, and apart no two words.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs("The fi rst of fi ce in the harbour.\n", "The first office in the harbour.\n"),
        Repairs("An ine ff ective and insuffi cient map.\n", "An ineffective and insufficient map.\n"),
        Keeps("A stiff competition of staff officers.\n"),
        Keeps("The chief is off shore, if ever.\n"),
        Keeps("A sci fi reader and his wi fi.\n"),
    ],
    repair,
};

/// The least log-odds to act on.
const LEAST: f64 = 10.0;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let candidates = of_joints(page, |evidence, tokens, pieces| {
        // A hyphen in a token would have left a part of it out.
        let is_whole = || pieces.iter().zip(tokens).all(|(piece, token)| piece.len() == token.core.len());
        let is_plain = || pieces.iter().all(|piece| piece.chars().all(char::is_alphabetic));
        if !beside_ligature(pieces) || !is_whole() || !is_plain() {
            return None;
        }
        evidence.split_word(pieces, tokens[0].starts_sentence)
    });
    for candidate in candidates {
        if candidate.reading.log_odds >= LEAST {
            candidate.ask(page, edits, Safety::Safe);
        }
    }
}

/// Whether a ligature stands at each of the spaces.
fn beside_ligature(pieces: &[&str]) -> bool {
    pieces.windows(2).all(|pair| is_beside_ligature(pair[0], pair[1]))
}

/// Whether one word ends in a ligature, or the other begins with one: the longer ones hold the shorter.
fn is_beside_ligature(first: &str, second: &str) -> bool {
    matches!(first.as_bytes(), [.., b'f', b'i' | b'l' | b'f'])
        || matches!(second.as_bytes(), [b'f', b'i' | b'l' | b'f', ..])
}
