//! Takes the site's note on the author off the page's tail.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "author-note",
    group: Group::Furniture,
    summary: "Take the site's note on the author off the page's tail",
    cause: "A box that the site puts under every article of an author is read as its last paragraph.",
    holds_back: "A page that shows fewer than three other kinds of furniture; a note before the article's end; a note without a heading.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nAbout the author\n\nIna Marlow writes about ships.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
            "Skip to main content\n\n• Home\n• World\n• Business\n• Sport\n\nSign in Subscribe Search\n\nLate Again\n\nThe ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nShare Facebook Twitter Copy link\n\n• About us\n• Contact\n• Privacy policy\n• Terms of use\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nAbout the author\n\nIna Marlow writes about ships.\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nIna Marlow writes about ships.\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Author);
}
