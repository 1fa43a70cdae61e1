//! Takes log-in and subscription labels off the page's head.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "login-label",
    group: Group::Furniture,
    summary: "Take log-in and subscription labels off the page's head",
    cause: "The corner of a page with its buttons for logging in, subscribing and searching is read as text.",
    holds_back: "One label alone, on a page that shows fewer than three kinds of furniture; a label after the article has begun.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Sign in Subscribe Search\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Search\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Sign in at the harbour office.\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nSubscribe\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Login);
}
