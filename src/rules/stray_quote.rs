//! Takes out quotation marks that OCR saw at the start of a line and that close nowhere.

use std::collections::HashSet;
use std::ops::Range;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "stray-quote",
    group: Group::Lines,
    summary: "Take out a single quotation mark at a line's start that closes nowhere",
    cause: "OCR takes a speck at the margin, or the serif of a capital, for a quotation mark.",
    holds_back: "A mark that closes in its paragraph; a word that is written with an apostrophe (`’tis`); a text that sets \
                 speech between single marks; verse and texts that are not broken into lines. One such mark alone is only \
                 suggested.",
    safety: Safety::Suggested,
    signs: Signs::QUOTE_AT_LINE,
    examples: &[
        Repairs(
            "The harbour was quiet that morning, and you\n‘want to know why.\n",
            "The harbour was quiet that morning, and you\nwant to know why.\n",
        ),
        Repairs(
            "‘The harbour was quiet that morning, and\nnobody said a word.\n\n‘The ferry came in at noon with nobody\naboard \
             but her crew.\n",
            "The harbour was quiet that morning, and\nnobody said a word.\n\nThe ferry came in at noon with nobody\naboard \
             but her crew.\n",
        ),
        Repairs(
            "‘The harbour was quiet that morning, and\nnobody said a word.\n",
            "The harbour was quiet that morning, and\nnobody said a word.\n",
        ),
        Keeps("The harbour was quiet that morning, and\n‘want’ was a word that nobody knew.\n"),
        Keeps("The harbour was quiet that morning, for\n'twas late, and nobody said a word.\n"),
        Keeps(
            "The harbour was quiet that morning, and\n‘we went in.\n\n‘Nobody saw us,’ she said to the man at\nthe quay.\n",
        ),
        Keeps("The harbour was quiet, and\n\n‘nobody said a word.\n"),
    ],
    repair,
};

/// Words that are written with an apostrophe at their start, in order.
const ELISIONS: [&str; 19] = [
    "bout", "cause", "cept", "coz", "cuz", "em", "ere", "fraid", "gainst", "hood", "kay", "neath", "nother", "nuff",
    "round", "til", "till", "tis", "twas",
];

/// What closes speech between single marks.
const CLOSED_SPEECH: [&str; 8] = [",’", ".’", "!’", "?’", ",'", ".'", "!'", "?'"];

/// So many words with marks that close nowhere show what these are.
const CASES: usize = 2;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if !text.contains(['‘', '\'']) || CLOSED_SPEECH.iter().any(|closed| text.contains(closed)) {
        return;
    }
    let found: Vec<(Range<usize>, &str)> =
        (0..page.passages().len()).flat_map(|index| open_marks(page, index)).collect();
    // One word may be an elision that no list has: `‘scopes`.
    let words: HashSet<&str> = found.iter().map(|(_, word)| *word).collect();
    let safety = if words.len() >= CASES { Safety::Safe } else { Safety::Suggested };
    for (range, _) in found {
        edits.replace_as(safety, range, "", "a quotation mark at a line's start that closes nowhere");
    }
}

/// The marks at the starts of a passage's lines that close nowhere in it, each with the word behind it.
fn open_marks<'d>(page: &Page<'d>, index: usize) -> Vec<(Range<usize>, &'d str)> {
    let passage = &page.passages()[index];
    let text = page.passage_text(index);
    let is_wrapped = passage.kind == Kind::Paragraph && text.contains('\n') && page.is_prose(index);
    if !is_wrapped || closes(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(mark) = line.chars().next().filter(|c| matches!(c, '‘' | '\'')) {
            let rest = &line[mark.len_utf8()..];
            let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let is_elision = ELISIONS.binary_search(&word.to_lowercase().as_str()).is_ok();
            if !is_elision && page.lexicon().is_word(word) {
                let start = passage.range.start + at;
                found.push((start..start + mark.len_utf8(), word));
            }
        }
        at += line.len();
    }
    found
}

/// Whether a single mark stands behind a word and before none: it may close a quotation.
fn closes(text: &str) -> bool {
    text.match_indices(['’', '\'']).any(|(at, mark)| {
        let behind = text[at + mark.len()..].chars().next();
        let before = text[..at].chars().next_back();
        behind.is_none_or(|c| !c.is_alphanumeric()) && before.is_some_and(|c| !c.is_whitespace())
    })
}
