//! Takes the count of comments off the text.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "comment-count",
    group: Group::Furniture,
    summary: "Take the count of comments off the text",
    cause: "A link to the comments beside the headline is read as text.",
    holds_back: "A page that shows fewer than three kinds of furniture; words beside the count.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\n12 comments\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
        ),
        Keeps(
            "12 comments\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "The plan drew 12 comments.\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::CommentCount);
}
