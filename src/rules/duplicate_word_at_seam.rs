//! Takes out a small word that stands at the end of a line or page and again at the head of the next.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "duplicate-word-at-seam",
    group: Group::Pages,
    summary: "Take out a small word that ends a line and begins the next one",
    cause: "The old catchword of a page was taken for text, or a slip at a line end, where nobody sees it.",
    holds_back: "Languages other than English; words that may stand twice (`had had`, `that that`); a mark between the two; \
                 all but function words.",
    safety: Safety::Suggested,
    signs: Signs::LINE_FEED,
    examples: &[
        Repairs(
            "The ferry goes to the outer island in the middle of the\nthe summer, and stays in the harbour for the winter.\n",
            "The ferry goes to the outer island in the middle of the\nsummer, and stays in the harbour for the winter.\n",
        ),
        Repairs(
            "The ferry goes to the outer island in the middle of the\n\u{c}the summer, and stays in the harbour for the winter.\n",
            "The ferry goes to the outer island in the middle of the\n\u{c}summer, and stays in the harbour for the winter.\n",
        ),
        Keeps(
            "She was sure that the ferry had been late, and that\nthat day had been no other; she had\nhad enough.\n",
        ),
        Keeps("The harbour of the the town is the one they went to.\n"),
        Keeps(
            "They came to the ferry and the boat they went in.\nIn the harbour it was late, and they had the time.\n",
        ),
        Keeps("We walked along the quay of Baden\nBaden in the evening, and it was late for the two.\n"),
    ],
    repair,
};

/// Words that may stand twice in good English.
const TWICE: [&str; 9] = ["had", "that", "is", "was", "do", "in", "on", "her", "very"];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    for pair in page.lines().windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let plain = |passage: usize| page.passages()[passage].kind == Kind::Paragraph;
        if !plain(first.passage) || !plain(second.passage) || page.language(first.passage) != Language::English {
            continue;
        }
        let gap = &text[first.range.end..second.range.start];
        if first.passage != second.passage && !gap.contains('\u{c}') {
            continue;
        }
        let last = last_word(&text[first.range.clone()]);
        let (line, head) = (&text[second.range.clone()], first_word(&text[second.range.clone()]));
        let same = !head.is_empty() && last == head && head.starts_with(char::is_lowercase);
        if same && page.lexicon().is_function_word(head) && !TWICE.contains(&head) {
            let rest = &line[head.len()..];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                let end = second.range.start + head.len() + blank;
                edits.delete(second.range.start..end, format!("`{head}` ends the line before"));
            }
        }
    }
}

/// The letters a line ends in, or nothing if it ends in a mark.
fn last_word(line: &str) -> &str {
    &line[line.trim_end_matches(char::is_alphabetic).len()..]
}

/// The letters a line begins with.
fn first_word(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches(char::is_alphabetic).len()]
}
