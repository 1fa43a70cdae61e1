//! Takes out the marks of a wiki: `[12]`, `[edit]`, `[citation needed]`.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "wiki-mark",
    group: Group::Markup,
    summary: "Take out `[12]`, `[edit]`, `[citation needed]`",
    cause: "A page of a wiki was copied with its references and buttons.",
    holds_back: "One lone number in brackets; brackets after a blank, which belong to the sentence; code.",
    safety: Safety::Suggested,
    signs: Signs::SQUARE,
    examples: &[
        Repairs("The ferry[1] is late.[2][3] It was.[a]\n", "The ferry is late. It was.\n"),
        Repairs("History[edit]\n\nThe ferry came.[citation needed]\n", "History\n\nThe ferry came.\n"),
        Repairs("History [edit]\n", "History\n"),
        Keeps("The ferry[1] is late.\n"),
        Keeps("as shown in [12] and [13], and “he [the boy] came”\n"),
        Keeps("an array a[i] and “[edit] a page”\n"),
        Keeps("The f[e]rry and the b[o]at\n"),
    ],
    repair,
};

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"[\p{L}\p{N}.,;:!?)”"’']((?:\[(?:[0-9]{1,3}|note [0-9]{1,2})\])+)(?:[\s.,;:!?)”"’'—–]|\z)"#,
        r#"|[.,;:!?)”"’]((?:\[[a-z]\])+)(?:\s|\z)"#,
        r"|[\p{L}\p{N}.,;:!?)]( ?\[(?:edit|citation needed|clarification needed|when\?|who\?|update)\])",
    ))
    .expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let begins =
        |at: usize| text.as_bytes().get(at + 1).is_some_and(|&byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    if !memchr::memchr_iter(b'[', text.as_bytes()).any(begins) {
        return;
    }
    let mut found = Vec::new();
    let mut at = 0;
    let mut proofs = 0;
    while let Some(mark) = MARK.captures_at(text, at) {
        let Some(range) = mark.iter().skip(1).flatten().next().map(|mark| mark.range()) else { break };
        at = range.end;
        if page.passage_at(range.start).is_none_or(|passage| !page.is_prose(passage)) {
            continue;
        }
        let words = mark.get(3).is_some();
        // A button stands at the end of its line.
        let button = text[range.end..].starts_with(['\n', '.', ' ', ',']) || range.end == text.len();
        let blank = text[range.clone()].starts_with(' ');
        let at_end = text[range.end..].starts_with('\n') || range.end == text.len();
        if !words || (button && (!blank || at_end)) {
            proofs += if words { 2 } else { text[range.clone()].matches('[').count() };
            found.push(range);
        }
    }
    if proofs >= 2 {
        for range in found {
            edits.delete(range, "a reference or button of a wiki");
        }
    }
}
