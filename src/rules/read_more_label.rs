//! Takes pointers to other articles out of the text.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "read-more-label",
    group: Group::Furniture,
    summary: "Take pointers to other articles out of the text",
    cause: "A site puts a link to another article between two paragraphs, and a scraper reads it as text.",
    holds_back: "A page that shows fewer than three kinds of furniture; a pointer that is a whole sentence.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nRead more: Bridge closed for a week\n\nThe company says that a new timetable will be ready before the first of next month.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nRead more: Bridge closed for a week\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "See also: Annex 3, on the timetable.\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::ReadMore);
}
