//! Joins the lines of a paragraph that was broken at a fixed width.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "hard-wrap",
    group: Group::Lines,
    summary: "Join the lines of a paragraph that was broken at a fixed width",
    cause: "An extractor or a mail program ends a line where the column was full.",
    holds_back: "Lines that end early, as those of verse and addresses do; lists, tables, code; hard breaks of Markdown.",
    safety: Safety::Safe,
    signs: Signs::LINE_FEED,
    examples: &[
        Repairs(
            "The talks in the harbour office went on for the whole of\nthe night and ended without a result. Nobody was\nsurprised by \
             that.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result. Nobody was surprised by \
             that.\n",
        ),
        Keeps("Low tide\nand the boats lean over,\neach on its\nown hip.\n"),
        Keeps("Harbour Office\n3 Quay Street\nLower Town\n"),
        Keeps("- 2 eggs\n- a cup of flour\n- salt\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if passage.kind != Kind::Paragraph {
            continue;
        }
        let text = page.passage_text(index);
        for at in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let place = passage.range.start + at;
            if page.is_hard_break(place) {
                continue;
            }
            let before = text[..at].trim_end_matches([' ', '\t']).len();
            let after = at + 1 + (text[at + 1..].len() - text[at + 1..].trim_start_matches([' ', '\t']).len());
            edits.replace(
                passage.range.start + before..passage.range.start + after,
                " ",
                "the line ends where the column was full",
            );
        }
    }
}
