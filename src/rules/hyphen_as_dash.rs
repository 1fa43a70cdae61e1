//! Makes a dash inside a word the hyphen it was.

use std::cell::LazyCell;

use crate::edits::Edits;
use crate::evidence::candidates::english_prose_with;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "hyphen-as-dash",
    group: Group::Hyphen,
    summary: "Make a dash inside a compound the hyphen it was",
    cause: "A program that makes dashes of hyphens, or an OCR program, took a hyphen for a dash.",
    holds_back: "The compound must be known with its hyphen or closed, one of its parts must be a prefix or no word, and the \
                 document's other dashes must not stand close.",
    safety: Safety::Suggested,
    signs: Signs::DASH_IN_WORD,
    examples: &[
        Repairs("The re—establishment of the harbour office.\n", "The re-establishment of the harbour office.\n"),
        Keeps("He knew the harbour—old and grey—like nobody else.\n"),
        Keeps("It was over—all over.\n"),
        Keeps("The pilot—the old one—re—entered the harbour—again.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let is_only = LazyCell::new(|| is_only_dash(page));
    for (start, text) in english_prose_with(page, RULE.signs) {
        for (at, dash) in text.match_indices('—') {
            let before = &text[..at];
            let after = &text[at + dash.len()..];
            let left = &before[before.trim_end_matches(char::is_alphabetic).len()..];
            let right = &after[..after.len() - after.trim_start_matches(char::is_alphabetic).len()];
            let lower = right.chars().nth(1).is_some() && right.chars().all(char::is_lowercase);
            if left.is_empty() || !lower || page.survey().has_close_dashes() && !*is_only {
                continue;
            }
            let lexicon = page.lexicon();
            let (joined, compound) = (format!("{left}{right}"), format!("{left}-{right}"));
            let bound = matches!(&*left.to_lowercase(), "re" | "non" | "anti" | "pre" | "semi" | "multi" | "ex" | "co")
                || !lexicon.is_word(left)
                || !lexicon.is_word(right);
            if bound && (lexicon.hyphenated(&compound).is_some() || lexicon.is_word(&joined)) {
                edits.replace(start + at..start + at + dash.len(), "-", format!("`{compound}` is one word"));
            }
        }
    }
}

/// Whether the text has no other close dash that could be the author's.
fn is_only_dash(page: &Page<'_>) -> bool {
    memchr::memmem::find_iter(page.text().as_bytes(), "—").count() == 1
}
