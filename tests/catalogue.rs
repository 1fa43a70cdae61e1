//! Every rule of the catalogue does with its examples what it says, and does it once.

use copydesk::render::{PlainOptions, plain};
use copydesk::rule::Example::{Keeps, KeepsPage, Repairs, RepairsPage};
use copydesk::rule::{Rule, Safety};
use copydesk::rules::RULES;
use copydesk::{Format, Options, Outcome, Selection, clean, convert};

/// Rules one of whose examples does not hold yet, and why.
const GAPS: &[(&str, &str)] = &[
    ("running-head", "alone, it does not see a head behind a page number"),
    ("page-break", "a cut with nothing in it is not joined"),
    ("hard-wrap", "a short stanza of uneven lines is joined"),
];

#[test]
fn examples_hold() {
    let mut faults = Vec::new();
    for rule in RULES {
        let known = GAPS.iter().find(|(id, _)| *id == rule.id);
        let before = faults.len();
        for example in rule.examples {
            let fault = match *example {
                Repairs(before, after) => repairs(rule, before, after, Format::Text),
                Keeps(text) => keeps(rule, text, Format::Text),
                RepairsPage(before, after) => repairs(rule, before, after, Format::Html),
                KeepsPage(text) => keeps(rule, text, Format::Html),
            };
            faults.extend(fault.err().map(|why| format!("{}: {why}", rule.id)));
        }
        match known {
            Some(_) if faults.len() > before => faults.truncate(before),
            Some((id, reason)) => faults.push(format!("{id} holds by now; take it off the gaps, which say: {reason}")),
            None => {}
        }
    }
    assert!(faults.is_empty(), "{} examples do not hold:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_shows_what_it_repairs_and_what_it_keeps() {
    for rule in RULES {
        let repairs = rule.examples.iter().any(|example| matches!(example, Repairs(..) | RepairsPage(..)));
        let keeps = rule.examples.iter().any(|example| matches!(example, Keeps(_) | KeepsPage(_)));
        assert!(keeps, "{} shows no text it keeps", rule.id);
        assert!(repairs || rule.safety == Safety::Report, "{} shows no text it repairs", rule.id);
    }
}

#[test]
fn every_rule_says_what_it_is_in_whole_sentences() {
    for rule in RULES {
        for (what, text) in [("cause", rule.cause), ("holds back", rule.holds_back)] {
            assert!(text.ends_with('.') && text.trim() == text, "{}: {what} is no sentence: {text:?}", rule.id);
        }
        let summary = rule.summary;
        assert!(!summary.is_empty() && !summary.ends_with('.') && !summary.contains('\n'), "{}: {summary:?}", rule.id);
    }
}

/// The rule alone makes the second text of the first, and nothing more of the second.
fn repairs(rule: &Rule, before: &str, after: &str, from: Format) -> Result<(), String> {
    let outcome = alone(rule, before, from);
    let (made, meant) = (text_of(&outcome), text_of(&convert(after, &Options { from, ..Options::default() })));
    if made != meant {
        return Err(format!("{before:?} became {made:?}, not {meant:?}"));
    }
    let replayed = copydesk::repair::replay(outcome.as_read(), &outcome.record().applied);
    if replayed.as_deref() != Some(outcome.draft().text()) {
        return Err(format!("the record of {before:?} replays as {replayed:?}"));
    }
    keeps(rule, &made, Format::Text)
}

/// The rule alone leaves the text as it is, but for what it only suggests.
fn keeps(rule: &Rule, text: &str, from: Format) -> Result<(), String> {
    match alone(rule, text, from).record().applied.iter().find(|repair| repair.safety == Safety::Safe) {
        None => Ok(()),
        Some(repair) => Err(format!("of {text:?} it makes {:?} of {:?}", repair.after, repair.before)),
    }
}

fn alone(rule: &Rule, text: &str, from: Format) -> Outcome {
    let selection = Selection { select: Some(vec![rule.id.to_owned()]), ..Selection::default() };
    clean(text, &Options { from, selection, ..Options::default() })
}

fn text_of(outcome: &Outcome) -> String {
    plain(outcome.document(), &PlainOptions::default())
}
