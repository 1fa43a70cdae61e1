//! Joins the pieces of a word that was split by a space.

use std::collections::HashMap;

use crate::edits::Edits;
use crate::evidence::candidates::{is_damaged, of_joints};
use crate::evidence::{Evidence, Gate, Reading};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "split-word",
    group: Group::Words,
    summary: "Join the pieces of a word that a space splits",
    cause: "The extractor took the kerning between two letters, or the gap at a line end, for a space.",
    holds_back: "Together a common word or one that stands elsewhere in the document, and apart no two words. Safe where \
                 hardly anything else is possible, or in a document that shows several such cases; otherwise suggested.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs("The gov ernment of the town.\n", "The government of the town.\n"),
        Repairs("T ransportation w as put on hold.\n", "Transportation was put on hold.\n"),
        Repairs("An in vestiga tive report by the town.\n", "An investigative report by the town.\n"),
        Repairs(
            "It is in a w ay a matter of the gov ernment, in an other w ay of the to wn.\n",
            "It is in a way a matter of the government, in an other way of the town.\n",
        ),
        Keeps("The government of the town is in to win.\n"),
        Keeps("The zornfn is here. An asyn zornx fn waits. A zorn fn, a zorn fn and a zorn fn.\n"),
        Keeps("He can not be there, may be never.\n"),
        Keeps("Vitamin C is in Plan B of team A.\n"),
        Keeps("Ludwig van Beek and Wang Yi met Li Na.\n"),
    ],
    repair,
};

/// When splits are acted on.
const GATE: Gate = Gate { always: 7.0, damaged: 2.0, strong: 9.0, cases: 2, per_thousand: 1.0 };
/// Log-odds that need no other case beside them.
const CERTAIN: f64 = 15.0;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let candidates = of_joints(page, |evidence, tokens, pieces| {
        let reading = read(evidence, pieces, tokens[0].starts_sentence)?;
        (!parts_a_word_behind_another(page, pieces)).then_some(reading)
    });
    let damaged = is_damaged(page, &GATE, &candidates);
    let mut times: HashMap<String, u32> = HashMap::new();
    for candidate in &candidates {
        *times.entry(candidate.reading.text.clone()).or_default() += 1;
    }
    for candidate in candidates {
        // What no list has, and what stands apart more often than as one, is written apart: `async fn`.
        let text = &candidate.reading.text;
        if !page.lexicon().is_word(text) && page.survey().count(text) < times[text] {
            continue;
        }
        if candidate.reading.log_odds >= GATE.least(damaged) {
            let safe = damaged || candidate.reading.log_odds >= CERTAIN;
            candidate.ask(page, edits, if safe { Safety::Safe } else { Safety::Suggested });
        }
    }
}

/// `a w ay`: a small word, and another in two pieces.
fn parts_a_word_behind_another(page: &Page<'_>, pieces: &[&str]) -> bool {
    let [first, rest @ ..] = pieces else { return false };
    rest.len() > 1 && page.lexicon().is_function_word(first) && page.lexicon().is_word(&rest.concat())
}

/// Reads pieces as one word where their capitals are those of one word.
fn read(evidence: &Evidence<'_>, pieces: &[&str], starts_sentence: bool) -> Option<Reading> {
    let capitals = |piece: &str| piece.chars().all(char::is_uppercase);
    let whole = capitals(pieces[0]) && pieces[1..].iter().all(|piece| capitals(piece));
    let lower = pieces[1..].iter().all(|piece| piece.starts_with(char::is_lowercase));
    let acronym = capitals(pieces[0]) && pieces[0].chars().nth(1).is_some();
    if lower && !acronym || whole { evidence.split_word(pieces, starts_sentence) } else { None }
}
