//! Gives a drop cap back to the word it begins.

use crate::draft::{Change, Kind};
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "drop-cap",
    group: Group::Lines,
    summary: "Give a drop cap back to the word it begins",
    cause: "The large first letter of a text is a piece of its own on the page, and is read apart or elsewhere nearby.",
    holds_back: "A rest that is a word by itself (`A nation`); a letter and a rest that make no word; a letter away from a \
                 passage's start.",
    safety: Safety::Safe,
    examples: &[
        Repairs("F ishermen were quiet that morning.\n", "Fishermen were quiet that morning.\n"),
        Repairs("T\n\nhe harbour was quiet that morning.\n", "The harbour was quiet that morning.\n"),
        Repairs(
            "F\n\nA Quiet Morning in the Harbour\n\nishermen were quiet that morning, and nobody said a word.\n",
            "A Quiet Morning in the Harbour\n\nFishermen were quiet that morning, and nobody said a word.\n",
        ),
        Repairs("T\nhere was no wind that morning.\n", "There was no wind that morning.\n"),
        Keeps("A nation of fishermen has lost its fish.\n"),
        Keeps("I was there when the boats came in.\n"),
        Keeps("B ryx was the name of the boat.\n"),
        Keeps("Vitamin\n\nC\n\nhelps in winter.\n"),
    ],
    repair,
};

/// A passage of so many bytes is no heading.
const RUNNING_TEXT: usize = 60;
/// A letter read elsewhere stands within this many passages of its word.
const REACH: usize = 12;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages().iter().enumerate() {
        if !matches!(passage.kind, Kind::Paragraph | Kind::Lines) {
            continue;
        }
        let text = page.passage_text(index);
        let mut letters = text.chars();
        let Some(letter) = letters.next().filter(|letter| letter.is_uppercase()) else { continue };
        let rest = letters.as_str();
        if rest.is_empty() {
            give_back(page, edits, index, letter);
        } else if let Some(body) = rest.strip_prefix([' ', '\n'])
            && let Some(word) = makes_word(page, letter, body.trim_start(), rest.starts_with('\n'))
        {
            let start = passage.range.start + letter.len_utf8();
            let end = passage.range.end - body.trim_start().len();
            edits.replace(start..end, "", reason(letter, word));
        }
    }
}

/// Puts a letter that stands alone before the word that lacks it.
fn give_back(page: &Page<'_>, edits: &mut Edits<'_>, index: usize, letter: char) {
    let near = index + 1..(index + 1 + REACH).min(page.passages().len());
    for other in near {
        let text = page.passage_text(other);
        // Running text does not begin in lower case, whatever word it begins with.
        let alone = other == index + 1 || text.len() >= RUNNING_TEXT;
        let Some(word) = makes_word(page, letter, text, alone) else { continue };
        let (from, to) = (&page.passages()[index], &page.passages()[other]);
        let mut end = from.range.end;
        if other == index + 1 {
            end = to.range.start;
            edits.replace(from.range.start + letter.len_utf8()..end, "", reason(letter, word));
        } else {
            let changes = vec![
                Change { range: from.range.start..end, after: String::new() },
                Change { range: to.range.start..to.range.start, after: letter.to_string() },
            ];
            edits.group(changes, reason(letter, word));
        }
        return;
    }
}

/// The first word of `body`, if it is none by itself and becomes one with the letter.
///
/// A letter on a line of its own before a line in lower case needs no more: `T`, `here was no wind`.
fn makes_word<'t>(page: &Page<'_>, letter: char, body: &'t str, alone: bool) -> Option<&'t str> {
    let end = body.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).unwrap_or(body.len());
    let rest = body[..end].trim_end_matches(['\'', '’']);
    let is_word = page.lexicon().is_word(rest) && rest.chars().count() > 1;
    let both_words = is_word && (!alone || matches!(letter, 'A' | 'I' | 'O'));
    if !rest.chars().next()?.is_lowercase() || both_words {
        return None;
    }
    let mut word = letter.to_string();
    word.push_str(rest);
    let seen = page.survey().count(&word) > 0;
    (seen || page.lexicon().is_word(&word)).then_some(rest)
}

fn reason(letter: char, rest: &str) -> String {
    format!("`{letter}` and `{rest}` are one word")
}
