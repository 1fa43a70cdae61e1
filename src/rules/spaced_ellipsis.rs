//! Puts an ellipsis whose dots stand apart back together.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;
use regex::Regex;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "spaced-ellipsis",
    group: Group::Punctuation,
    summary: "Join the dots of an ellipsis that stand apart",
    cause: "Typesetters part the dots of an ellipsis with spaces, and extractors keep the spaces.",
    holds_back: "Fewer than three dots; a line that holds nothing else, which is a scene break; more than four dots, \
                 which lead the eye to a page number; lines that are the author's; code.",
    safety: Safety::Safe,
    signs: Signs::BLANK_BEFORE_MARK,
    examples: &[
        Repairs("He paused . . . then left.\n", "He paused … then left.\n"),
        Repairs("“If that did not do it . . .”\n", "“If that did not do it …”\n"),
        Repairs("He left. . . . Then it rained.\n", "He left. … Then it rained.\n"),
        Repairs("He left . . . . Then it rained.\n", "He left …. Then it rained.\n"),
        Repairs("Well... he paused . . . then left.\n", "Well... he paused ... then left.\n"),
        Repairs("He paused .\u{a0}.\u{a0}. then left.\n", "He paused … then left.\n"),
        Repairs("He paused . .. then left.\n", "He paused … then left.\n"),
        Repairs("A course [ . . .] on storms . . .then.\n", "A course […] on storms…then.\n"),
        Keeps("One . . two.\n"),
        Keeps("It was over.\n\n. . .\n\nA year went by.\n"),
        Keeps("Chapter one . . . . . . . . . 12\n"),
        Keeps("He left. ... Then it rained, he said…\n"),
        Keeps("He paused … then left... at last.\n"),
    ],
    repair,
};

static DOTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\.(?:[ \u{a0}\u{2009}\u{202f}]?\.)+").expect("a fixed pattern"));

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let bytes = text.as_bytes();
    let apart = [b". .".as_slice(), ".\u{a0}.".as_bytes(), ".\u{2009}.".as_bytes(), ".\u{202f}.".as_bytes()];
    if apart.iter().all(|dots| memmem::find(bytes, dots).is_none()) {
        return;
    }
    let ellipsis = style(bytes);
    for found in DOTS.find_iter(text) {
        let Some(passage) = page.passage_at(found.start()) else { continue };
        let dots = found.as_str().bytes().filter(|byte| *byte == b'.').count();
        let apart = dots < found.as_str().chars().count() && !found.as_str().contains("...");
        let prose = page.is_prose(passage) && page.passages()[passage].kind != Kind::Lines;
        if !apart || !(3..=4).contains(&dots) || !prose {
            continue;
        }
        if !page.passage_text(passage).chars().any(char::is_alphanumeric) {
            continue;
        }
        let touches = text[..found.start()].chars().next_back().is_some_and(|c| !c.is_whitespace());
        let (range, after) = match (dots, touches) {
            (3, _) => (without_blank(text, found.range()), ellipsis.to_owned()),
            // The dot at the word is its full stop; else the last one is.
            (_, true) => (found.range(), format!(". {ellipsis}")),
            (_, false) => (found.range(), format!("{ellipsis}.")),
        };
        edits.replace(range, after, "dots of an ellipsis with spaces between");
    }
}

/// The dots, and the blank before them where the author had none: behind a bracket that opens, and before a word that
/// stands close. Nobody writes `behaviour …is`.
fn without_blank(text: &str, dots: Range<usize>) -> Range<usize> {
    let before = &text[..dots.start];
    let Some(word) = before.strip_suffix(' ') else { return dots };
    let close = text[dots.end..].starts_with(char::is_alphanumeric) && word.ends_with(char::is_alphanumeric);
    if close || word.ends_with(['[', '(']) { word.len()..dots.end } else { dots }
}

/// How the document writes its other ellipses; one character where that says nothing.
fn style(bytes: &[u8]) -> &'static str {
    let three = memmem::find_iter(bytes, b"...").count();
    let one = memmem::find_iter(bytes, "…".as_bytes()).count();
    if three > one { "..." } else { "…" }
}
