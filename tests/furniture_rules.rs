//! Holds each rule of the group `furniture` to the texts it carries, and all of them to texts that look like furniture.

use copydesk::rule::Example::{Keeps, KeepsPage, Repairs, RepairsPage};
use copydesk::rule::Group;
use copydesk::rules::RULES;
use copydesk::{Options, Outcome, Selection, clean, convert};

#[test]
fn every_rule_does_what_its_examples_say() {
    for rule in RULES.iter().filter(|rule| rule.group == Group::Furniture) {
        for example in rule.examples {
            match *example {
                Repairs(before, after) => check(rule.id, before, after),
                Keeps(text) => check(rule.id, text, text),
                // A page's article is found in the page; the test of the catalogue holds the rule to it.
                RepairsPage(..) | KeepsPage(..) => assert_eq!(rule.id, "page-chrome"),
            }
        }
    }
}

#[test]
fn what_looks_like_furniture_stays() {
    for text in KEPT {
        for rule in RULES.iter().filter(|rule| rule.group == Group::Furniture) {
            check(rule.id, text, text);
        }
    }
}

/// The rule alone, applying what it is sure of, makes one text of the other; white space between passages is not judged.
#[track_caller]
fn check(id: &str, before: &str, after: &str) {
    let others = RULES.iter().filter(|rule| rule.id != id).map(|rule| rule.id.to_owned()).collect();
    let selection = Selection { ignore: others, ..Selection::default() };
    let outcome = clean(before, &Options { selection, ..Options::default() });
    assert_eq!(lines(&outcome), lines(&convert(after, &Options::default())), "{id} on {before:?}");
}

/// The lines of all passages.
fn lines(outcome: &Outcome) -> Vec<String> {
    let draft = outcome.draft();
    let passages = draft.passages().iter().map(|passage| &draft.text()[passage.range.clone()]);
    passages.flat_map(str::lines).map(|line| line.trim().to_owned()).collect()
}

/// Whole texts that have labels' words, short lines or lists, and are the author's to the last word.
const KEPT: &[&str] = &[
    // A short notice.
    "Ferry cancelled\n\nThe seven o'clock ferry does not run today.\n",
    // An interview with answers of one line.
    "Are you leaving?\n\nYes.\n\nWhen?\n\nOn Friday.\n\nAnd the comments?\n\nI do not read them.\n\nWhy not?\n\nMore work.\n",
    // A list article.
    "Five things to do in Port Ansel\n\n1. Travel\n\nTake the ferry to the islands early, before the fog comes in from the west and hides them.\n\n2. Food\n\nEat at the pier, where the boats land what the kitchens of the town will cook in the evening.\n\n3. Music\n\nListen to the band at the Anchor, which plays every Friday until the last guest has gone home.\n",
    // A poem.
    "Search\n\nHome\nis more\nthan weather.\n\nBack\nto the sea,\nto the sea.\n",
    // Questions and answers.
    "Q: How do I log in?\n\nA: With the card that the office sent you.\n\nQ: Where do I sign up?\n\nA: At the harbour office, any day but Sunday.\n",
    // A recipe.
    "Pier cake\n\nButter\nSugar\nFlour\nEggs\n\nMix\n\nStir the butter and the sugar until they are white, then add the eggs one by one.\n\nBake\n\nPut it in the oven for an hour and leave it in its tin until it is cold.\n",
    // An article about advertising and cookies.
    "Advertising\n\nThe paper now sells half of its pages, and the office would like to sell one more of them.\n\nCookies\n\nA site that uses cookies has to ask, the court said, and a line at the foot of it will not do.\n\nNewsletters\n\nThe third of its incomes is a letter that goes to nine hundred inboxes every Friday morning.\n",
    // A letter with its signature.
    "Dear Mr Hale,\n\nThank you for your letter about the timetable, which we read at the meeting on Monday.\n\nWe will write again.\n\nYours sincerely,\n\nIna Marlow\n\nContact\n\nHarbour Office, 3 Pier Road, Port Ansel\n",
    // A chat.
    "Ada, 9:12: Are you there?\n\nBen, 9:13: Here.\n\nAda, 9:13: Share the list?\n\nBen, 9:15: Reply to my mail and I send it.\n",
    // An article about networks.
    "The town has accounts on four of them:\n\n• Facebook\n• Twitter\n• Reddit\n• LinkedIn\n\nNobody reads any of them, the mayor said, and the council will close three before the summer.\n",
    // Sections of a report with names of sections.
    "The budget in short\n\nHealth\n\nThe clinic on the hill gets a new roof, which it has needed since the storm of last year.\n\nEducation\n\nThe school keeps its second teacher, and the children keep the bus that brings them to her.\n\nTravel\n\nThe ferry costs more, and the bridge will not be built before the next council has been elected.\n",
];
