//! Puts the hyphen back between two words that make a compound.

use crate::edits::Edits;
use crate::evidence::Gate;
use crate::evidence::candidates::{is_damaged, of_tokens};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "lost-hyphen-pair",
    group: Group::Hyphen,
    summary: "Put back the hyphen of a compound of two words",
    cause: "A compound was broken at its hyphen, and the extractor took the hyphen for a typesetter's and joined the parts.",
    holds_back: "Safe only where the document shows the damage: by the same compound with its hyphen elsewhere, by many \
                 such cases, or by line ends that have lost all their hyphens; otherwise suggested. A joined form that is a \
                 word, or stands so more than twice, stays.",
    safety: Safety::Suggested,
    examples: &[
        Repairs("The pilot is wellknown here.\n", "The pilot is well-known here.\n"),
        Repairs(
            "A threeyear plan by a Danishborn pilot; his three-year plan.\n",
            "A three-year plan by a Danishborn pilot; his three-year plan.\n",
        ),
        Keeps("The pilot is well known here.\n"),
        Keeps("The boatyard has a newborn and a breakwater.\n"),
        Keeps("She typed harbourmaster and tidepool and mooringpost.\n"),
    ],
    repair,
};

/// When pairs are acted on.
const GATE: Gate = Gate { always: 5.5, damaged: 4.0, strong: 6.0, cases: 2, per_thousand: 0.5 };

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let single = |token: &str| !token.contains('-');
    let candidates = of_tokens(page, single, |evidence, token, start| evidence.lost_hyphen(token, start));
    let damaged = is_damaged(page, &GATE, &candidates);
    for candidate in candidates {
        let log_odds = candidate.reading.log_odds;
        let joined_here = candidate.at_line_end && page.survey().lost_line_end_hyphens();
        let elsewhere = page.survey().count_hyphenated(&candidate.reading.text) > 0;
        if log_odds >= GATE.always && (damaged || elsewhere) || log_odds >= GATE.damaged && (damaged || joined_here) {
            candidate.ask(page, edits, Safety::Safe);
        } else if log_odds >= GATE.always {
            candidate.ask(page, edits, Safety::Suggested);
        }
    }
}
