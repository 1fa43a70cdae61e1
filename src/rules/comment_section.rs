//! Takes the comments of readers off the page's end.

use crate::edits::Edits;
use crate::furniture::outline::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "comment-section",
    group: Group::Furniture,
    summary: "Take the comments of readers off the page's end",
    cause: "A scraper reads the comments, with names and buttons, as if they went on with the article.",
    holds_back: "No heading over them; fewer than two buttons or requests to log in close to each other.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nComments (2)\n\nreader_one 3 hours ago\n\nHigh time.\n\nReply Report\n\nAda 1 day ago\n\nNot in my harbour.\n\nReply Report\n\nPlease log in to leave a comment.\n",
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n",
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the harbour office is surprised.\n\nThe company says that a new timetable will be ready before the first of next month.\n\nComments\n\nThe mayor had none, and neither had the company when it was asked on Friday.\n",
        ),
        Keeps("Ada: Are you coming?\n\nBen: In an hour.\n\nAda: Good.\n\nBen: Reply when you are there.\n"),
        Keeps(
            "Dear editor,\n\nYour report on the ferry left out the passengers, who have waited for years.\n\nYours,\n\nIna Marlow, Port Ansel\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_surroundings(page, edits, Kind::Comments);
}
