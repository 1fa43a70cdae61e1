//! Takes off what is no part of the article of a scraped page.

use std::ops::Range;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{KeepsPage, RepairsPage};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-chrome",
    group: Group::Furniture,
    summary: "Take off what surrounds the article of a scraped page",
    cause: "A page holds menus, forms, advertisements, other stories and comments beside its article.",
    holds_back: "A fragment, what the clipboard holds, a page that is nothing but an article; `--extract never`; a page in which no article is found.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        RepairsPage(
            "<!DOCTYPE html><html><head><title>Late Again</title></head><body><nav><ul><li><a href=/>Home</a></li><li><a href=/sea>Sea</a></li></ul></nav><main><h1>Late Again</h1><p>The ferry to the islands is late again, and nobody in the harbour office is surprised, or says so.</p><p>The company says that a new timetable will be ready before the first of next month, wind permitting.</p></main><aside class=related><p><a href=/gull>Gull steals letter</a></p></aside><form><button>Search</button></form></body></html>",
            "<h1>Late Again</h1><p>The ferry to the islands is late again, and nobody in the harbour office is surprised, or says so.</p><p>The company says that a new timetable will be ready before the first of next month, wind permitting.</p>",
        ),
        KeepsPage(
            "<ul><li><a href=/>Home</a></li><li><a href=/sea>Sea</a></li></ul><p>The ferry to the islands is late again.</p>",
        ),
        KeepsPage(
            "<html><head><title>Late Again</title></head><body><article><h1>Late Again</h1><p class=byline>By Nora Whitcombe</p><p>The ferry to the islands is late again.</p></article><footer><p>© 2024 The Gull</p></footer></body></html>",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let mut parts: Vec<(Range<usize>, &'static str)> = Vec::new();
    for (range, why) in page.left_out() {
        match parts.last_mut() {
            // What lies side by side in a line goes as one, with the blanks between.
            Some((last, _)) if last.end == range.start && !page.text()[range.start..].starts_with('\n') => {
                last.end = range.end;
            }
            _ => parts.push((range.clone(), *why)),
        }
    }
    for (range, why) in parts {
        let (range, glue) = cut(page, range);
        if !range.is_empty() {
            edits.drop_part(range, glue, why);
        }
    }
}

/// What is to go for a part of the page, and what comes in its place, so that the text on both sides keeps one space
/// where it has one, and none where a passage begins or ends.
fn cut(page: &Page<'_>, part: Range<usize>) -> (Range<usize>, &'static str) {
    let text = page.text();
    let inner = text[part.clone()].trim_matches('\n');
    let start = part.start + (text[part.clone()].len() - text[part].trim_start_matches('\n').len());
    let range = start..start + inner.len();
    let is_start = range.start == 0 || text[..range.start].ends_with('\n');
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    if is_start {
        let blank = text[range.end..].len() - text[range.end..].trim_start_matches(' ').len();
        return (range.start..range.end + blank, "");
    }
    match (before, after) {
        (Some(before), Some(after)) if before.is_alphanumeric() && after.is_alphanumeric() && !range.is_empty() => {
            (range, " ")
        }
        (_, Some(after)) if !after.is_whitespace() && text[range.clone()].starts_with(' ') => {
            (range.start + 1..range.end, "")
        }
        _ => (range, ""),
    }
}
