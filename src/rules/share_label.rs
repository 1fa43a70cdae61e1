//! Takes share bars off the text.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "share-label",
    group: Group::Furniture,
    summary: "Take share bars off the text",
    cause: "The buttons that pass an article on are read as a line of text, or as one line each.",
    holds_back: "Fewer than three labels, on a page that shows fewer than three kinds of furniture; a row that names networks and says nothing to do; words beside the labels.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Late Again\n\nShare Facebook Twitter Copy link\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
            "Late Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Repairs(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nTeilen\n\nFacebook\n\nWhatsApp\n\nLink kopieren\n",
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Share prices fell on Monday.\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "• Facebook\n• Twitter\n• LinkedIn\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Email\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Share);
}
