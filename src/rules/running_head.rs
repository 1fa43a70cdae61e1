//! Takes running heads and feet off the text.

use crate::edits::Edits;
use crate::layout::seams::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "running-head",
    group: Group::Pages,
    summary: "Take running heads and feet off the text",
    cause: "The line at each page's head or foot, with the outlet's name or the headline, is read as text.",
    holds_back: "A line that comes once and is not the headline; a line away from page numbers and form feeds, unless it \
                 comes again a page further on and cuts a sentence, as no heading does; the first of equal lines, which \
                 may be the real heading.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The Harbour Gazette\n\nThe ferry is late again.\n\n2\n\u{c}The Harbour Gazette\n\nNobody is surprised.\n\n3\n\u{c}The \
             Harbour Gazette\n\nThe bridge is closed too.\n",
            "The Harbour Gazette\n\nThe ferry is late again.\n\n2\n\nNobody is surprised.\n\n3\n\nThe bridge is closed too.\n",
        ),
        Keeps("Yes.\n\nWhy did you stay?\n\nYes.\n\nAnd now?\n\nYes.\n"),
        Keeps("The Ferry\n\nIt is late again.\n\n4\n\nThe Bridge\n\nIt is closed.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_page_furniture(page, edits, Kind::RunningHead);
}
