//! Parts two words that lost the space between them.

use crate::edits::Edits;
use crate::evidence::Gate;
use crate::evidence::candidates::{is_damaged, of_tokens};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::vocabulary::Form;

/// The rule.
pub static RULE: Rule = Rule {
    id: "run-together",
    group: Group::Words,
    summary: "Part two words that lost their space",
    cause: "The extractor missed a narrow space, or joined two lines without one.",
    holds_back: "A token that is a word or stands more than twice in the document; one of the two words must be a common \
                 function word. Safe only in a document that shows many such cases; otherwise suggested.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs("They came to themeeting and left theUS.\n", "They came to the meeting and left the US.\n"),
        Keeps("They came to the meeting, nonetheless and notwithstanding.\n"),
        Keeps("Into, onto, within, without, inasmuch, insofar.\n"),
        Keeps("He watched McDonald on YouTube with his iPhone.\n"),
    ],
    repair,
};

/// When run-together words are acted on.
const GATE: Gate = Gate { always: 6.0, damaged: 3.0, strong: 8.0, cases: 3, per_thousand: 1.0 };

/// The words of the lists up to this one are common: none of them is two words.
const COMMON: u8 = 60;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let candidates =
        of_tokens(page, may_be_two_words, |evidence, token, place| evidence.run_together(token, place.starts_sentence));
    let damaged = is_damaged(page, &GATE, &candidates);
    for candidate in candidates {
        if candidate.reading.log_odds >= GATE.least(damaged) {
            candidate.ask(page, edits, if damaged { Safety::Safe } else { Safety::Suggested });
        }
    }
}

/// Whether a word may be two: it is no common one, or it has a capital inside.
fn may_be_two_words(form: &Form) -> bool {
    let has_capital_inside = || form.text.chars().skip(1).any(char::is_uppercase);
    (form.level() > COMMON || has_capital_inside()) && !form.text.contains('-')
}
