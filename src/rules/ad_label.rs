//! Takes the labels of advertisements off the text.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "ad-label",
    group: Group::Furniture,
    summary: "Take the labels of advertisements off the text",
    cause: "The label over an advertisement is read as text; the advertisement itself was a picture.",
    holds_back: "A label that is only part of a passage; a heading, an item of a list or the first passage, and one away from the article's sentences, on a page that shows no other furniture.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nStory continues below advertisement\n\nThe company says that a new timetable will be ready before the first of next month.\n",
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Repairs(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nAnzeige\n\nThe company says that a new timetable will be ready before the first of next month.\n",
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe advertisement that started it all was a small one.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps("Advertisement\n\nWanted: a boat with a dry cabin and a quiet owner, by the end of the month.\n"),
        Keeps("• Advertisement\n• Sponsoring\n• Donations\n"),
        Keeps("Advertising\n\nThe paper sells half a page a day, and the office would like to sell a whole one.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Advertisement);
}
