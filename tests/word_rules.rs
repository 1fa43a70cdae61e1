//! Every rule about hyphens and words does with its examples what it says.

use copydesk::rule::Example::{Keeps, Repairs};
use copydesk::rule::{Group, Rule};
use copydesk::rules::RULES;
use copydesk::{Options, Selection, clean};

#[test]
fn examples_hold() {
    for rule in RULES.iter().filter(|rule| matches!(rule.group, Group::Hyphen | Group::Words)) {
        for example in rule.examples {
            match *example {
                Repairs(before, after) => check(rule, before, after),
                Keeps(text) => check(rule, text, text),
                other => panic!("{}: a rule about words is shown on plain text, not on {other:?}", rule.id),
            }
        }
    }
}

#[track_caller]
fn check(rule: &Rule, before: &str, after: &str) {
    let selection = Selection { select: Some(vec![rule.id.to_owned()]), ..Selection::default() };
    let outcome = clean(before, &Options { selection, ..Options::default() });
    assert_eq!(outcome.draft().text(), after, "{}", rule.id);
}
