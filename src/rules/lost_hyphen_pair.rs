//! Puts the hyphen back between two words that make a compound.

use crate::edits::Edits;
use crate::evidence::Gate;
use crate::evidence::candidates::{Candidate, is_damaged, of_tokens};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "lost-hyphen-pair",
    group: Group::Hyphen,
    summary: "Put back the hyphen of a compound of two words",
    cause: "A compound was broken at its hyphen, and the extractor took the hyphen for a typesetter's and joined the parts.",
    holds_back: "Safe only where the second part never fuses with a first one (`data-driven`), or where the document shows \
                 the damage: by several such cases, or by a line much longer than the others; otherwise suggested. A joined form that is a \
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
    let candidates = of_tokens(page, single, |evidence, token, place| {
        let seam = if place.at_seam { evidence.lost_hyphen_at_seam(token) } else { None };
        seam.or_else(|| evidence.lost_hyphen(token, place.starts_sentence))
    });
    let damaged = is_damaged(page, &GATE, &candidates);
    for candidate in candidates {
        let log_odds = candidate.reading.log_odds;
        let shown = damaged || candidate.at_seam;
        let safe = shown || is_certain(page, &candidate);
        if log_odds >= GATE.least(shown) {
            candidate.ask(page, edits, if safe { Safety::Safe } else { Safety::Suggested });
        }
    }
}

/// Whether nobody has the joined form, and compounds with such a second part keep their hyphen.
fn is_certain(page: &Page<'_>, candidate: &Candidate) -> bool {
    let joined = &page.text()[candidate.range.clone()];
    let last = candidate.reading.text.rsplit('-').next().unwrap_or("");
    page.lexicon().facts(joined).is_none() && page.lexicon().is_unfused_part(last)
}
