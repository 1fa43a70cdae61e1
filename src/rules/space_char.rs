//! Writes odd spaces as the ordinary one where they are this text's spaces.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "space-char",
    group: Group::Encoding,
    summary: "Write no-break and other odd spaces as ordinary ones where the text uses them for all",
    cause: "Editors and extractors put no-break spaces or spaces of a set width between all words, or no-break spaces \
            between some.",
    holds_back: "Odd spaces that are rarer than ordinary ones are the author's, but for no-break spaces between words \
                 that nobody binds, where a text has several of these: `10 000`, `Mr Smith`; before a mark in French; \
                 code.",
    safety: Safety::Safe,
    signs: Signs::ODD_SPACE,
    examples: &[
        Repairs(
            "The\u{a0}ferry\u{a0}is\u{a0}late\u{a0}again.\u{a0}It\u{a0}left at\u{a0}ten.\n",
            "The ferry is late again. It left at ten.\n",
        ),
        Repairs("The\u{2002}ferry\u{2002}is\u{2002}late\u{2002}again.\n", "The ferry is late again.\n"),
        Repairs("The ferry\u{a0} is late. Or\u{a0} early?\n", "The ferry is late. Or early?\n"),
        Repairs("One line\u{2028}and another\n", "One line\nand another\n"),
        Repairs(
            "The old ferry\u{a0}makes its last crossing\u{a0}on Friday, now that the\u{a0}harbour board\u{a0}has found \
             the\u{a0}hull of it past repair, at 5\u{a0}km from Mr\u{a0}Bell’s quay.\n",
            "The old ferry makes its last crossing on Friday, now that the harbour board has found the hull of it past \
             repair, at 5\u{a0}km from Mr\u{a0}Bell’s quay.\n",
        ),
        Keeps("The old ferry makes its last crossing on\u{a0}Friday, with the\u{a0}hull of it past all\u{a0}repair.\n"),
        Keeps("The ferry is late for 10\u{a0}000 people and Mr\u{a0}Smith.\n"),
        Keeps("A thin space: 5\u{202f}km, “\u{2009}‘so’\u{2009}”.\n"),
        Keeps("The ferry is late.\n"),
        Keeps("10\u{a0}000\u{a0}000\n"),
    ],
    repair,
};

/// Fewer than this say nothing about what a text's space is.
const ENOUGH: usize = 4;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let of_document = usual(page.text());
    let is_strewn = is_strewn(page);
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) {
            continue;
        }
        let text = page.passage_text(index);
        let of_passage = usual(text);
        let mut before = None;
        for (at, c) in text.char_indices() {
            let start = passage.range.start + at;
            let range = start..start + c.len_utf8();
            let after = text[at + c.len_utf8()..].chars().next();
            match c {
                '\u{2028}' => _ = edits.replace(range, "\n", "a line separator"),
                '\u{2029}' => _ = edits.replace(range, "\n\n", "a paragraph separator"),
                // Editors write a no-break space beside an ordinary one to show both; it is one blank.
                '\u{a0}' if (before == Some(' ') || after == Some(' ')) && !is_kept(before, after) => {
                    edits.delete(range, "a no-break space beside an ordinary one");
                }
                '\u{a0}' if is_strewn && may_part(&text[..at], after) => {
                    edits.replace(range, " ", "such spaces stand at random between the words of this text");
                }
                c if is_odd(c) && !is_kept(before, after) && (of_document == Some(c) || of_passage == Some(c)) => {
                    edits.replace(range, " ", "here this is the space between all words");
                }
                _ => {}
            }
            before = Some(c);
        }
    }
}

/// Whether no-break spaces stand at random between words: several between two words that no author binds. The last two
/// of a paragraph are bound to keep the last one from a line of its own.
fn is_strewn(page: &Page<'_>) -> bool {
    let is_free = |text: &str, at: usize| {
        let is_word = |letters: &mut dyn Iterator<Item = char>| {
            letters.take_while(|c| c.is_alphabetic()).take(3).filter(|c| c.is_lowercase()).count() == 3
        };
        let behind = &text[at + '\u{a0}'.len_utf8()..];
        is_word(&mut text[..at].chars().rev()) && is_word(&mut behind.chars()) && behind.contains([' ', '\u{a0}'])
    };
    let prose = page.passages_with(RULE.signs).filter(|(index, _)| page.is_prose(*index));
    let free = prose.flat_map(|(index, _)| {
        let text = page.passage_text(index);
        text.match_indices('\u{a0}').filter(move |(at, _)| is_free(text, *at))
    });
    free.take(ENOUGH).count() == ENOUGH
}

/// Whether a space parts two words that need not be bound, where what stands before it ends in one, and the other one
/// begins with this character.
fn may_part(before: &str, after: Option<char>) -> bool {
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic()).take(4).count();
    after.is_some_and(|after| letters > 1 && after.is_lowercase() || letters == 4 && after.is_alphabetic())
}

/// The odd space that is commoner in the text than the ordinary one.
fn usual(text: &str) -> Option<char> {
    let mut ordinary = 0;
    let mut odd: Vec<(char, usize)> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if c == ' ' {
            ordinary += 1;
        } else if is_odd(c) && !is_kept(before, text[at + c.len_utf8()..].chars().next()) {
            match odd.iter_mut().find(|(known, _)| *known == c) {
                Some((_, count)) => *count += 1,
                None => odd.push((c, 1)),
            }
        }
        before = Some(c);
    }
    let (space, count) = odd.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= ENOUGH && count > ordinary).then_some(space)
}

/// The spaces of Unicode that are not the ordinary one. The ideographic space belongs to its script.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Whether a space is where authors put a no-break one: in a number, and before or after a mark as French has it.
fn is_kept(before: Option<char>, after: Option<char>) -> bool {
    let digits = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
    digits || before == Some('«') || after.is_some_and(|c| matches!(c, '»' | ':' | ';' | '!' | '?' | '%' | '€'))
}
