//! Takes menus and the site's name off both ends of the page.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "navigation",
    group: Group::Furniture,
    summary: "Take menus and the site's name off both ends of the page",
    cause: "The sections of the site stand before the article and its terms after it, and a scraper reads both as text.",
    holds_back: "A run or list of fewer than four sections; a list of which most items are no labels of menus; a section that stands alone before the headline, which is the kicker; lines of rights, which are the footer.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "• Home\n• World\n• Business\n• Sport\n• Culture\n\nBusiness\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
            "Business\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "Business\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "What to pack:\n\n• Shoes\n• Books\n• Music\n• Food for a day\n• A coat\n• Patience\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps("Ink\n\nThe sea at night\nis a page\nand nobody\nreads it.\n"),
        Keeps(
            "Flour\nButter\nSugar\nEggs\n\nStir the butter and the sugar until they are white, then add the eggs one by one.\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nContact\n\nThe harbour office, Port Ansel\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Navigation);
}
