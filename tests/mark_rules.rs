//! Every rule about encoding, markup and punctuation does with its examples what it says, and does it once.

use copydesk::rule::Example::{Keeps, Repairs};
use copydesk::rule::{Group, Rule};
use copydesk::rules::RULES;
use copydesk::{Options, Selection, clean};

#[test]
fn examples_hold() {
    let groups = [Group::Encoding, Group::Markup, Group::Punctuation];
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| groups.contains(&rule.group)) {
        for example in rule.examples {
            wrong.extend(match *example {
                Repairs(before, after) => fault(rule, before, after),
                Keeps(text) => fault(rule, text, text),
            });
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with what the rule makes of `before`: it should be `after`, a second run should change nothing, and
/// the record should replay.
fn fault(rule: &Rule, before: &str, after: &str) -> Option<String> {
    let selection = Selection { select: Some(vec![rule.id.to_owned()]), ..Selection::default() };
    let options = Options { selection, ..Options::default() };
    let outcome = clean(before, &options);
    let text = outcome.draft().text();
    if text != after {
        return Some(format!("{}: {before:?} became {text:?}, not {after:?}", rule.id));
    }
    let replayed = copydesk::repair::replay(outcome.as_read(), &outcome.record().applied);
    if replayed.as_deref() != Some(after) {
        return Some(format!("{}: the record of {before:?} replays as {replayed:?}", rule.id));
    }
    let again = clean(after, &options);
    let text = again.draft().text();
    (text != after).then(|| format!("{}: {after:?} became {text:?} when run again", rule.id))
}
