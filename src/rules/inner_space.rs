//! Takes doubled blanks out of running text.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "inner-space",
    group: Group::Lines,
    summary: "Make one blank of several in running text",
    cause: "Justified lines and removed tags leave runs of blanks.",
    holds_back: "Columns, code, and lines that are the author's, whose blanks may be meant.",
    safety: Safety::Safe,
    signs: Signs::BLANKS,
    examples: &[
        Repairs("The  ferry   is late.\n", "The ferry is late.\n"),
        Keeps("The ferry is late. The bus is not.\n"),
        Keeps("Monday   8.30   9.30\nTuesday  8.45   9.45\n"),
        Keeps("10\u{a0}000 people\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !matches!(passage.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Term) {
            continue;
        }
        let text = page.passage_text(index);
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr2(b' ', b'\t', &bytes[at..]) {
            let start = at + found;
            let end = start + bytes[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if end - start > 1 || bytes[start] == b'\t' {
                let range = passage.range.start + start..passage.range.start + end;
                edits.replace(range, " ", "a run of blanks in running text");
            }
            at = end;
        }
    }
}
