//! Takes out the space that a ligature left inside a word.

use crate::edits::Edits;
use crate::evidence::candidates::{are_neighbours, of_neighbours};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "ligature-space",
    group: Group::Words,
    summary: "Take out the space beside a ligature inside a word",
    cause: "The font sets fi, fl and ff as one glyph, and the extractor puts a space beside it.",
    holds_back: "The space must stand beside one of these letter groups; together a common word, and apart no two words.",
    safety: Safety::Safe,
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
    let candidates = of_neighbours(page, |evidence, text, tokens, index| {
        if !is_beside_ligature(tokens[index].core_of(text), tokens[index + 1].core_of(text)) {
            return None;
        }
        let mut best = None;
        for count in [2, 3] {
            if !are_neighbours(tokens, index, count) {
                break;
            }
            let mut pieces = [""; 3];
            let pieces = &mut pieces[..count];
            for (piece, token) in pieces.iter_mut().zip(&tokens[index..]) {
                *piece = token.core_of(text);
            }
            let opened = tokens[index + 1..index + count].iter().any(crate::evidence::Token::is_opened);
            let plain = || pieces.iter().all(|piece| piece.chars().all(char::is_alphabetic));
            if opened || !beside_ligature(pieces) || !plain() || !evidence.may_be_word(pieces) {
                continue;
            }
            let Some(reading) = evidence.split_word(pieces, tokens[index].starts_sentence) else { continue };
            let better = |(_, found): &(usize, crate::evidence::Reading)| reading.log_odds > found.log_odds;
            if best.as_ref().is_none_or(better) {
                best = Some((count, reading));
            }
        }
        best
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
