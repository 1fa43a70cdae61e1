//! Takes newsletter boxes off the text.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "newsletter-label",
    group: Group::Furniture,
    summary: "Take newsletter boxes off the text",
    cause: "A box that invites to a newsletter stands in the middle of the article and is read as part of it.",
    holds_back: "One sentence or heading alone, on a page that shows fewer than three kinds of furniture; reports about newsletters.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nSign up for our newsletter\n\nGet the harbour news in your inbox every Friday.\n\nSubscribe\n\nBy subscribing you agree to our terms.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "The newsletter was founded in 1911 and is still printed in the harbour.\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Newsletter\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nGet the ferry times in your inbox by writing to the office.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Newsletter);
}
