//! Takes off what a browser prints around each page: title, address, date and time, and the page's number.

use crate::edits::Edits;
use crate::layout::seams::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "print-footer",
    group: Group::Pages,
    summary: "Take off the address, date and time a browser prints at each page's edge",
    cause: "A web page was printed to a file, and the lines the browser adds were read as text.",
    holds_back: "An address or a time without a page number, another printed line or a form feed beside it.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The ferry is late again.\n\nhttps://gazette.example/ferry 3/5\n\n19/06/2023, 14:02\n\nNobody is surprised.\n",
            "The ferry is late again.\n\nNobody is surprised.\n",
        ),
        Keeps("Write to us here:\n\nhttps://gazette.example/letters\n\nWe answer each letter.\n"),
        Keeps(
            "The last ferry leaves at a new time.\n\n19/06/2023, 14:02\n\nNobody is surprised by that at all.\n\nThe pier is shut.\n\nBuses run.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_page_furniture(page, edits, Kind::PrintFooter);
}
