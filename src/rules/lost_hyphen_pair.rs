//! Puts the hyphen back between two words that make a compound.

use std::collections::HashSet;

use crate::edits::Edits;
use crate::evidence::candidates::{Candidate, Place, is_damaged, of_tokens};
use crate::evidence::{Evidence, Gate, Rank};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::vocabulary::Form;

/// The rule.
pub static RULE: Rule = Rule {
    id: "lost-hyphen-pair",
    group: Group::Hyphen,
    summary: "Put back the hyphen of a compound of two words",
    cause: "A compound was broken at its hyphen, and the extractor took the hyphen for a typesetter's and joined the parts.",
    holds_back: "Safe only where the joined form is in no list and the second part never fuses with a first one \
                 (`data-driven`), or the document has the compound; after a case of that kind, or one of `face-toface`, or where \
                 pages have cut the paragraphs, also where the compound is known; and at a line much longer than the others. Otherwise suggested. A prefix, \
                 a joined form that is a common word, or one that stands more than twice, stays.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs("The pilot is wellknown here.\n", "The pilot is well-known here.\n"),
        Repairs(
            "A threeyear plan by a Norwegianborn pilot; his three-year plan.\n",
            "A three-year plan by a Norwegian-born pilot; his three-year plan.\n",
        ),
        Repairs(
            "It is a Bahrainbased and customeroriented firm with a lefthand drive.\n",
            "It is a Bahrain-based and customer-oriented firm with a left-hand drive.\n",
        ),
        Repairs(
            "They met Ban Ki-moon for face-toface talks, and Ki-moon spoke; Ban Kimoon left with a longterm plan.\n",
            "They met Ban Ki-moon for face-toface talks, and Ki-moon spoke; Ban Ki-moon left with a long-term plan.\n",
        ),
        Repairs("Ban Kimoon spoke.\n", "Ban Ki-moon spoke.\n"),
        Keeps("The pilot is well known here.\n"),
        Keeps("The boatyard has a newborn and a breakwater.\n"),
        Keeps("She typed harbourmaster and tidepool and mooringpost.\n"),
        Keeps("Osborn and Sanborn nonetheless had a breakneck plan to reroute the ferry.\n"),
        Keeps("They trust Tailscale, and tailscale was built for them by Tailscale, a firm.\n"),
    ],
    repair,
};

/// When pairs are acted on that have nothing but their odds.
const GATE: Gate = Gate { always: 5.5, damaged: 5.0, strong: 6.0, cases: 2, per_thousand: 0.5 };

/// How many certain cases in a thousand words show that a document has lost hyphens.
const PER_THOUSAND: f64 = 0.3;

/// The log-odds of a chain that shows the same.
const CHAIN: f64 = 5.0;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let single = |form: &Form| may_be_pair(form) && !form.text.contains('-');
    let candidates = of_tokens(page, single, |evidence, token, place| {
        let seam = if place.at_seam { evidence.lost_hyphen_at_seam(token) } else { None };
        seam.or_else(|| evidence.lost_hyphen(token, place.starts_sentence))
            .or_else(|| evidence.lost_hyphen_behind_name(token, place.starts_sentence))
            .or_else(|| evidence.lost_hyphen_in_name(token))
    });
    if candidates.is_empty() {
        return;
    }
    let evidence = Evidence::of(page);
    let ranks: Vec<Rank> = candidates.iter().map(|candidate| rank(page, &evidence, candidate)).collect();
    let shown = shows_losses(page, &candidates, &ranks);
    let unwrapped = !shown && ranks.contains(&Rank::Shown) && was_unwrapped(page);
    let damaged = is_damaged(page, &GATE, &candidates);
    for (candidate, rank) in candidates.into_iter().zip(ranks) {
        let log_odds = candidate.reading.log_odds;
        let likely = log_odds >= GATE.least(damaged || candidate.at_seam);
        let safe = rank == Rank::Certain
            || rank == Rank::Shown && (shown || unwrapped && evidence.is_common_compound(&candidate.reading.text))
            || likely && (damaged || candidate.at_seam);
        if safe || likely || rank > Rank::Likely {
            candidate.ask(page, edits, if safe { Safety::Safe } else { Safety::Suggested });
        }
    }
}

/// Whether a word may have lost a hyphen: it is not to be expected as it stands.
fn may_be_pair(form: &Form) -> bool {
    form.facts.is_none_or(|facts| facts.expected() <= crate::evidence::EXPECTED)
}

/// Lines of more characters are whole paragraphs.
const WIDEST: usize = 160;

/// Whether the lines of a printed page were joined to paragraphs before: pages cut them, or line ends left their hyphens,
/// and yet no line is wrapped. Whatever joined them took hyphens along.
fn was_unwrapped(page: &Page<'_>) -> bool {
    if page.survey().column().is_some_and(|columns| columns <= WIDEST) {
        return false;
    }
    let left = |evidence: &Evidence<'_>, token: &str, _: Place| {
        evidence.residual_hyphen(token).filter(|reading| reading.log_odds >= CHAIN && evidence.has_fragment(token))
    };
    page.was_mended_by(&["page-break", "page-number", "print-footer", "running-head"]) || {
        let residual = of_tokens(page, |form| form.text.contains('-'), left).len();
        residual > 0 && 1000 * residual >= page.survey().total() as usize
    }
}

fn rank(page: &Page<'_>, evidence: &Evidence<'_>, candidate: &Candidate) -> Rank {
    if candidate.reading.log_odds >= crate::evidence::CERTAIN {
        return Rank::Certain;
    }
    evidence.rank_of_pair(&page.text()[candidate.range.clone()], &candidate.reading.text)
}

/// Whether certain cases, of pairs or of chains, show that the document has lost hyphens.
fn shows_losses(page: &Page<'_>, candidates: &[Candidate], ranks: &[Rank]) -> bool {
    let chains = of_tokens(
        page,
        |form| form.text.contains('-'),
        |evidence, token, place| evidence.lost_hyphen(token, place.starts_sentence),
    );
    let chains = chains.iter().filter(|chain| chain.reading.log_odds >= CHAIN);
    let certain = candidates.iter().zip(ranks).filter(|(_, rank)| **rank == Rank::Certain).map(|(pair, _)| pair);
    let different: HashSet<&str> = certain.chain(chains).map(|one| one.reading.text.as_str()).collect();
    !different.is_empty() && 1000.0 * different.len() as f64 >= PER_THOUSAND * f64::from(page.survey().total())
}
