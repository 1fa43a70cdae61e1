//! Puts back the letters of a ligature that an extractor dropped.

use crate::edits::Edits;
use crate::evidence::candidates::{Candidate, english_prose, of_tokens, without_overlap};
use crate::evidence::{Reading, Token};
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::vocabulary::Form;

/// The rule.
pub static RULE: Rule = Rule {
    id: "ligature-dropped",
    group: Group::Words,
    summary: "Put back the letters of a ligature that was dropped",
    cause: "The font sets fi, fl and ff as one glyph, and the extractor drops the glyph or gives one letter for it.",
    holds_back: "Exactly one of fi, fl, ff, ffi and ffl must make a common word of what is none, and the document must show \
                 two such places or more; four make it safe.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs("He classi es artifcial flies.\n", "He classifies artificial flies.\n"),
        Repairs(
            "The classi ed report was nancially signi cant, and artifcial.\n",
            "The classified report was financially significant, and artificial.\n",
        ),
        Keeps("He said artifcial flies.\n"),
        Keeps("He classifies artificial flies in his office.\n"),
        Keeps("The xyzzy and the plugh of the harbour.\n"),
    ],
    repair,
};

const LIGATURES: [&str; 5] = ["fi", "fl", "ff", "ffi", "ffl"];

/// So many different words leave no doubt: in nearly four million words of clean text no document had even two.
const SURE: usize = 4;

/// How many different places show that ligatures were dropped.
const CASES: usize = 2;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let lexicon = page.lexicon();
    let mut candidates = of_tokens(page, is_unknown, |_, token, _| in_token(lexicon, token));
    candidates.extend(of_gaps(page));
    let cases: std::collections::HashSet<&str> =
        candidates.iter().map(|candidate| candidate.reading.text.as_str()).collect();
    if cases.len() < CASES {
        return;
    }
    let safety = if cases.len() >= SURE { Safety::Safe } else { Safety::Suggested };
    for candidate in candidates {
        candidate.ask(page, edits, safety);
    }
}

/// Whether a word may have lost a ligature: it is in small letters, and nobody has it.
fn is_unknown(form: &Form) -> bool {
    form.facts.is_none() && form.is_small && form.text.len() >= 4
}

/// The readings of two tokens that are not both words.
fn of_gaps(page: &Page<'_>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for ((start, _), tokens) in english_prose(page).zip(page.english_tokens()) {
        for pair in tokens.windows(2).filter(|pair| pair[0].has_neighbour) {
            let (first, second) = (page.form(&pair[0]), page.form(&pair[1]));
            let is_pair = !(first.is_word && second.is_word) && first.is_small && second.is_small;
            if is_pair
                && !pair.iter().any(Token::is_opened)
                && let Some(reading) = in_gap(page.lexicon(), &first.text, &second.text)
            {
                let range = start + pair[0].core.start..start + pair[1].core.end;
                candidates.push(Candidate { range, reading, at_seam: false });
            }
        }
    }
    without_overlap(candidates)
}

/// No word that has lost a ligature is longer than this, in bytes.
const LONGEST_WORD: usize = 40;

/// `artifcial`, `artcial`: one letter of the ligature is left, or none.
fn in_token(lexicon: &Lexicon, token: &str) -> Option<Reading> {
    if token.len() > LONGEST_WORD {
        return None;
    }
    let mut words = Vec::new();
    for (at, c) in token.char_indices() {
        let rest = if c == 'f' { at + 1 } else { at };
        for ligature in LIGATURES {
            words.push(format!("{}{ligature}{}", &token[..at], &token[rest..]));
        }
    }
    only_word(lexicon, token, words)
}

/// `classi es`: a space is left of the ligature, and the two are not both words.
fn in_gap(lexicon: &Lexicon, first: &str, second: &str) -> Option<Reading> {
    let both = format!("{first} {second}");
    if lexicon.facts(&format!("{first}{second}")).is_some() || both.len() < 5 {
        return None;
    }
    only_word(lexicon, &both, LIGATURES.iter().map(|ligature| format!("{first}{ligature}{second}")).collect())
}

/// The one common word among these.
fn only_word(lexicon: &Lexicon, token: &str, mut words: Vec<String>) -> Option<Reading> {
    words.retain(|word| lexicon.facts(word).is_some_and(|facts| facts.lower_level() <= 50 && facts.count > 0));
    words.dedup();
    let [text] = words.as_slice() else { return None };
    let reason = format!("`{token}` is no word, `{text}` is");
    Some(Reading { text: text.clone(), log_odds: 5.0, reason })
}
