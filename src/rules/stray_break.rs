//! Makes line ends and blank lines of the tags that stand for them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "stray-break",
    group: Group::Markup,
    summary: "Make line ends and blank lines of `<br>`, `<p>`, `<div>` left in the text",
    cause: "A page was taken apart as text, and its tags for lines and blocks stayed in.",
    holds_back: "Texts that write about the tags; tags that Markdown may hold as blocks; code.",
    safety: Safety::Safe,
    signs: Signs::ANGLE,
    examples: &[
        Repairs("The ferry<br>is late.\n", "The ferry is late.\n"),
        Repairs("The ferry <br/>\nis late.\n", "The ferry\nis late.\n"),
        Repairs("12 Quay Street<br>Holm\n", "12 Quay Street\nHolm\n"),
        Repairs("The ferry is late.<br><br />The bus is not.\n", "The ferry is late.\n\nThe bus is not.\n"),
        Repairs("<p>The ferry is late.</p><p>The bus is not.</p>\n", "The ferry is late.\n\nThe bus is not.\n"),
        Repairs("<div class=\"a\"><p>The ferry is late.</p>\n\n</div>\n", "The ferry is late.\n\n\n"),
        Repairs("The ferry is late.<P>The bus is not.\n", "The ferry is late.\n\nThe bus is not.\n"),
        Keeps("The <br> tag ends a line, and a <p> starts a paragraph.\n"),
        Keeps("If a <b or p> c, then so be it.\n"),
        Keeps("<pre> and <Player> are no breaks.\n"),
        Keeps("The ferry is late.\n"),
    ],
    repair,
};

/// A run of tags for lines and blocks, with the blanks between and around them.
static BREAKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)[ \t\u{a0}]*\n?[ \t]*(?:</?(?:br|p|div|section|article|h[1-6]|li|ul|ol|blockquote|center)",
        r#"(?:\s+[a-z-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?>\s*)+"#,
    ))
    .expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) || is_cell(page, index) {
            continue;
        }
        for found in BREAKS.find_iter(page.passage_text(index)) {
            let range = passage.range.start + found.start()..passage.range.start + found.end();
            ask(page, edits, &passage.range, range);
        }
    }
}

/// In a cell of a table the tag is the one way to write a line end.
fn is_cell(page: &Page<'_>, passage: usize) -> bool {
    let containers = &page.passages()[passage].containers;
    containers.iter().any(|container| matches!(container, crate::draft::Container::Cell { .. }))
}

fn ask(page: &Page<'_>, edits: &mut Edits<'_>, passage: &Range<usize>, range: Range<usize>) {
    let text = page.text();
    let tags = text[range.clone()].to_ascii_lowercase();
    let before = text[passage.start..range.start].trim_end();
    let after = text[range.end..passage.end].trim_start();
    let one = tags.matches('<').count() == 1;
    if one && is_written_about(before, after) {
        return;
    }
    let lines = tags.matches("<br").count() + tags.matches("</br").count();
    let sentence_ends = before.ends_with(['.', '!', '?', '”', '"', ':', '…', ')']);
    let capital = after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"‘'—–•".contains(c));
    if before.is_empty() || after.is_empty() {
        edits.delete(range, "a tag for a block or line at its edge");
    } else if lines > 1 || (lines == 0 && (!one || (sentence_ends && capital))) {
        edits.replace(range, "\n\n", "tags that part blocks");
    } else if tags.contains('\n') && lines == 1 {
        // The line end is there already; the tag goes with the blanks at its side.
        edits.replace(range, "\n", "a tag for a line end beside a line end");
    } else if lines == 1 && capital && (sentence_ends || is_short(before, after)) {
        edits.line_break(range, "a tag for a line end");
    } else {
        edits.replace(range, " ", "a tag for a line end inside a sentence");
    }
}

/// Whether the text speaks of the tag: `the <br> tag`, `a <p>`.
fn is_written_about(before: &str, after: &str) -> bool {
    let article = ["the", "a", "an"].iter().any(|article| {
        let words = before.len().checked_sub(article.len()).and_then(|at| before.split_at_checked(at));
        words.is_some_and(|(rest, word)| {
            word.eq_ignore_ascii_case(article) && !rest.ends_with(|c: char| c.is_alphanumeric())
        })
    });
    let noun = ["tag", "element", "attribute"].iter().any(|noun| after.starts_with(noun));
    article || noun
}

/// Whether both lines are as short as those of an address or of verse.
fn is_short(before: &str, after: &str) -> bool {
    let line = |text: &str| text.chars().count() < 60;
    line(before.rsplit(['\n', '>']).next().unwrap_or_default())
        && line(after.split(['\n', '<']).next().unwrap_or_default())
}
