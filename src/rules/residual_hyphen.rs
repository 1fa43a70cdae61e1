//! Takes out a hyphen that a line end left inside a word.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::evidence::candidates::{Candidate, are_neighbours, english_prose, is_damaged, of_tokens};
use crate::evidence::{Decision, Evidence, Gate, Token};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::is_hyphen;

/// The rule.
pub static RULE: Rule = Rule {
    id: "residual-hyphen",
    group: Group::Hyphen,
    summary: "Take out a hyphen, or a hyphen and a space, that a line end left inside a word",
    cause: "Lines were joined with the hyphens at their ends, with a space behind them or without.",
    holds_back: "A compound that is known or stands elsewhere in the document; two parts that are words; a prefix; a \
                 suspended hyphen. Many certain cases in a document lower the bar for the others.",
    safety: Safety::Safe,
    signs: Signs::HYPHEN,
    examples: &[
        Repairs("The rela-tions of the two towns.\n", "The relations of the two towns.\n"),
        Repairs("The rela- tions of the two towns.\n", "The relations of the two towns.\n"),
        Repairs("There was no prog\u{ad} ress in the harbour.\n", "There was no progress in the harbour.\n"),
        Repairs("The pilot is well- known here.\n", "The pilot is well-known here.\n"),
        Repairs("It was anoth-er day in the harbour.\n", "It was another day in the harbour.\n"),
        Keeps("The web-site of the town, and the web-pages of the harbour, and a web-page for the ferry.\n"),
        Keeps("They speak of a hier-archy: a hier-archy is ruled by somebody.\n"),
        Keeps("“That makes me ve-ry an-gry,” said the pilot of the ferry.\n"),
        Keeps("The short- and long-term loans of both towns.\n"),
        Keeps("They met for face-to-face talks about a re-election.\n"),
        Keeps("The anti-aircraft boat and the tug-of-war.\n"),
        Keeps("He bought a 5- or 6-metre boat - on credit.\n"),
        Keeps("“Wh-what was that?” he st-stammered.\n"),
    ],
    repair,
};

/// When a hyphen inside a token is acted on.
const INSIDE: Gate = Gate { always: 11.0, damaged: 3.0, strong: 7.0, cases: 2, per_thousand: 1.5 };
/// When a hyphen and a space are taken out.
const JOINED: Gate = Gate { always: 3.0, damaged: 1.2, strong: 3.0, cases: 3, per_thousand: 1.0 };
/// When a space behind a hyphen is taken out; the cases that show the damage are those of [`JOINED`].
const KEPT: Gate = Gate { always: 5.0, damaged: 1.0, strong: 3.0, cases: 3, per_thousand: 1.0 };

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let hyphens = page.text().chars().any(is_hyphen);
    if !hyphens {
        return;
    }
    let candidates =
        of_tokens(page, |form| form.text.contains('-'), |evidence, token, _| evidence.residual_hyphen(token));
    let evidence = Evidence::of(page);
    let token = |candidate: &Candidate| &page.text()[candidate.range.clone()];
    // `web-page` and `news-group` are an author's way; only what is no word tells of line ends.
    let broken: Vec<Candidate> =
        candidates.iter().filter(|candidate| evidence.has_fragment(token(candidate))).cloned().collect();
    let damaged = is_damaged(page, &INSIDE, &broken);
    for candidate in candidates {
        // What stands so more than once is meant, unless the document is damaged; two whole words are, too.
        let lone = page.survey().count_hyphenated(token(&candidate)) < 2 && evidence.has_fragment(token(&candidate));
        let meant = !damaged && (!lone || is_spelt_out(page, &candidate)) || is_verse(page, &candidate);
        if candidate.reading.log_odds >= INSIDE.least(damaged) && !meant {
            candidate.ask(page, edits, Safety::Safe);
        }
    }
    let (joined, kept): (Vec<_>, Vec<_>) =
        with_space(page).into_iter().partition(|(decision, _)| *decision == Decision::Join);
    let joined: Vec<Candidate> = joined.into_iter().map(|(_, candidate)| candidate).collect();
    let damaged = is_damaged(page, &JOINED, &joined);
    for candidate in joined {
        if candidate.reading.log_odds >= JOINED.least(damaged) {
            candidate.ask(page, edits, Safety::Safe);
        }
    }
    for (_, candidate) in kept {
        if candidate.reading.log_odds >= KEPT.least(damaged) {
            candidate.ask(page, edits, Safety::Safe);
        }
    }
}

/// Words that stand beside another lie within so many bytes of it.
const NEAR: usize = 48;

/// Somebody speaks word by word: `ve-ry an-gry`.
fn is_spelt_out(page: &Page<'_>, candidate: &Candidate) -> bool {
    let text = page.text();
    let parted = |word: Option<&str>| {
        let word = word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let letters = word.split('-').all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic));
        word.contains('-') && letters && page.lexicon().hyphenated(word).is_none()
    };
    let start = text.floor_char_boundary(candidate.range.start.saturating_sub(NEAR));
    let end = text.ceil_char_boundary((candidate.range.end + NEAR).min(text.len()));
    let (before, after) = (&text[start..candidate.range.start], &text[candidate.range.end..end]);
    let before = before.trim_end().rsplit(char::is_whitespace).next();
    let after = after.split_whitespace().find(|word| word.contains(char::is_alphabetic));
    parted(before) || parted(after)
}

/// Verse parts words to keep its measure: `compa-ny`.
fn is_verse(page: &Page<'_>, candidate: &Candidate) -> bool {
    page.passage_at(candidate.range.start).is_some_and(|passage| page.passages()[passage].kind == Kind::Lines)
}

/// The hyphens with a space behind them: from the last part before it to the first part behind it.
fn with_space(page: &Page<'_>) -> Vec<(Decision, Candidate)> {
    let evidence = Evidence::of(page);
    let mut found = Vec::new();
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        for index in 0..tokens.len().saturating_sub(1) {
            let (left, right) = (&tokens[index], &tokens[index + 1]);
            if is_open(text, left) && are_neighbours(tokens, index, 2) {
                let (before, after) = (left.core_of(text), right.core_of(text));
                let Some((decision, reading)) = evidence.hyphen_and_space(before, after) else { continue };
                let Some((first, second)) = parts(before, after) else { continue };
                let range = start + left.core.end - first..start + right.core.start + second;
                found.push((decision, Candidate { range, reading, at_seam: false }));
            }
        }
    }
    found
}

/// Whether a token is one or more words with a hyphen behind.
fn is_open(text: &str, token: &Token) -> bool {
    let core = token.core_of(text);
    let mut marks = core.chars().rev();
    marks.next().is_some_and(is_hyphen) && marks.next().is_some_and(char::is_alphanumeric)
}

/// The lengths of the last part before a hyphen, with the hyphen, and of the first part behind it.
fn parts(before: &str, after: &str) -> Option<(usize, usize)> {
    let (hyphen, _) = before.char_indices().next_back()?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let first = before[..hyphen]
        .rfind(|c| !is_part(c))
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let second = after.find(|c| !is_part(c)).unwrap_or(after.len());
    (second > 0).then_some((before.len() - first, second))
}
