//! Puts an ellipsis whose dots stand apart back together.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "spaced-ellipsis",
    group: Group::Punctuation,
    summary: "Join the dots of an ellipsis that stand apart",
    cause: "Typesetters part the dots of an ellipsis with spaces, and extractors keep the spaces.",
    holds_back: "Fewer than three dots; a line that holds nothing else, which is a scene break; code.",
    safety: Safety::Safe,
    examples: &[
        Repairs("He paused . . . then left.\n", "He paused … then left.\n"),
        Keeps("One . . two.\n"),
        Keeps("It was over.\n\n. . .\n\nA year went by.\n"),
    ],
    repair,
};

static DOTS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.(?:[ \u{a0}]\.){2,}").expect("a fixed pattern"));

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    if memchr::memmem::find(page.text().as_bytes(), b". .").is_none() {
        return;
    }
    for dots in DOTS.find_iter(page.text()) {
        let Some(passage) = page.passage_at(dots.start()) else { continue };
        if page.is_prose(passage) && page.passage_text(passage).chars().any(char::is_alphanumeric) {
            edits.replace(dots.range(), "…", "three dots with spaces between");
        }
    }
}
