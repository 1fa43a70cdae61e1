//! Joins numbers that were parted at their comma or point.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "spaced-number",
    group: Group::Punctuation,
    summary: "Join numbers such as `1 , 000` and `3 . 5`",
    cause: "Words and marks were put together from tokens, or OCR saw a gap.",
    holds_back: "A blank on one side only, as in a list or at the end of a sentence; groups that are no thousands; code.",
    safety: Safety::Suggested,
    signs: Signs::BLANK_BEFORE_MARK,
    examples: &[
        Repairs("It cost 1 , 000 , 000 or 3 . 5 million.\n", "It cost 1,000,000 or 3.5 million.\n"),
        Keeps("the years 1 , 2 , 3 and 4\n"),
        Keeps("It was 1999. 5 came. In 3, 500 left.\n"),
        Keeps("It cost 1,000 or 3.5 million.\n"),
        Keeps("Route 1 . 5 . 7 of many\n"),
    ],
    repair,
};

static PARTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[0-9]{1,3}(?: , [0-9]{3})+\b|\b[0-9]+ \. [0-9]+\b(?: \. [0-9]+\b)*").expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text().as_bytes();
    if memchr::memmem::find(text, b" , ").is_none() && memchr::memmem::find(text, b" . ").is_none() {
        return;
    }
    for found in PARTED.find_iter(page.text()) {
        let prose = page.passage_at(found.start()).is_some_and(|passage| page.is_prose(passage));
        // More than one point is a list or a version, not a number.
        if !prose || found.as_str().matches('.').count() > 1 {
            continue;
        }
        let joined = found.as_str().replace(' ', "");
        edits.replace(found.range(), joined, "a number parted at its mark");
    }
}
