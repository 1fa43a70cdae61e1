//! Takes lists of other articles off the text.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "related-stories",
    group: Group::Furniture,
    summary: "Take lists of other articles off the text",
    cause: "Lists of what others read stand beside or under the article, and a scraper reads them as part of it.",
    holds_back: "A page that shows fewer than three kinds of furniture; a list without a heading of the closed list; items that are sentences; bylines and dates.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nMost read\n\n1. Bridge closed for a week\n2. Harbour master to retire\n3. Two seals seen at the pier\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nMost read\n\n1. Bridge closed for a week\n2. Harbour master to retire\n3. Two seals seen at the pier\n",
        ),
        Keeps(
            "Five books for the ferry\n\n1. The Captain's Table\n2. A Year at the Pier\n3. Low Water\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Latest\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Related);
}
