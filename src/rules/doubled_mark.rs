//! Makes one mark of two that stand where one is meant.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "doubled-mark",
    group: Group::Punctuation,
    summary: "Make one mark of `,,`, `;;`, `..` and `. ,`",
    cause: "A page or line was joined twice, or a speck was read as a mark.",
    holds_back: "Ellipses; the comma after an abbreviation (`etc.,`, `U.S.,`); low quotes written as two commas; paths \
                 and ranges; code.",
    safety: Safety::Suggested,
    signs: Signs::DOUBLED_MARK.or(Signs::BLANK_BEFORE_MARK),
    examples: &[
        Repairs("The ferry,, it seems, is late..\n", "The ferry, it seems, is late.\n"),
        Repairs("The ferry, , it seems;; is late. , but goes\n", "The ferry, it seems; is late, but goes\n"),
        Keeps("He paused... and left.... Then\n"),
        Keeps("boats, buses, etc., and the U.S., too\n"),
        Keeps("Er sagte ,,nein'' und ging.\n"),
        Keeps("cd ../.. and 1..5, or a..b\n"),
        Keeps("The U.S. , it seems\n"),
        Keeps("for (;;) { }\n"),
    ],
    repair,
};

static DOUBLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\p{L}[\p{L}’'-]*)(,[ ]?,|;[ ]?;|\.\.|\.[ ],)(?:\s|\z)").expect("a fixed pattern"));

/// What every case has.
const SIGNS: [&str; 6] = [",,", ", ,", ";;", "; ;", "..", ". ,"];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) {
            continue;
        }
        let text = page.passage_text(index);
        if !SIGNS.iter().any(|sign| text.contains(sign)) {
            continue;
        }
        for found in DOUBLED.captures_iter(text) {
            let (Some(word), Some(marks)) = (found.get(1), found.get(2)) else { continue };
            let after = match marks.as_str() {
                // A full stop that belongs to an abbreviation stays, and so does the comma.
                ". ," if text[..word.start()].ends_with('.') || word.len() < 4 => continue,
                ". ," => ",",
                marks => &marks[..1],
            };
            let range = passage.range.start + marks.start()..passage.range.start + marks.end();
            edits.replace(range, after, format!("`{}` where one mark is meant", marks.as_str()));
        }
    }
}
