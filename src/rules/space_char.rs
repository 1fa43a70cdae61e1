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
    cause: "Editors and extractors put no-break spaces or spaces of a set width between all words.",
    holds_back: "Odd spaces that are rarer than ordinary ones are the author's: `10 000`, `Mr Smith`; before a mark \
                 in French; code.",
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
                c if is_odd(c) && !is_kept(before, after) && (of_document == Some(c) || of_passage == Some(c)) => {
                    edits.replace(range, " ", "here this is the space between all words");
                }
                _ => {}
            }
            before = Some(c);
        }
    }
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
