//! Takes out blanks at the inside of quotation marks.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "spaced-quote",
    group: Group::Punctuation,
    summary: "Take out blanks inside of quotation marks",
    cause: "Words and marks were put together from tokens, or OCR saw a gap.",
    holds_back: "Languages other than English; passages in which the marks do not pair up afterwards; code. Safe for curled \
                 double marks with a blank on both sides; else suggested.",
    safety: Safety::Suggested,
    signs: Signs::QUOTE,
    examples: &[
        Repairs("\" Hello , \" he said.\n", "\"Hello ,\" he said.\n"),
        Repairs("She said “ so ” and ‘ more ’.\n", "She said “so” and ‘more’.\n"),
        Repairs("She said \"so \" and left\n", "She said \"so\" and left\n"),
        Keeps("She said \"so\" and \"more\".\n"),
        Keeps("A board of 5\" and one of 6 \" more and \" again\n"),
        Keeps("“ ‘So it is,’ ” she said, ‘and “so” ’ he.\n"),
        Keeps("She said “so, and left it open. \n"),
        Keeps("La dame a dit “ non ” et « oui », puis elle est partie sans dire un mot de plus à personne.\n"),
    ],
    repair,
};

static CURLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(—–])[“‘]( +)[^\s“‘”’]|[^\s“‘”’]( +)[”’](?:[\s.,;:!?)]|\z)").expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) || page.language(index) != Language::English {
            continue;
        }
        let text = page.passage_text(index);
        let start = passage.range.start;
        let spaced = ["“ ", "‘ ", " ”", " ’"].iter().any(|sign| text.contains(sign));
        if spaced && text.matches('“').count() == text.matches('”').count() && text.contains(['“', '‘']) {
            let single = text.contains("‘ ");
            let mut at = 0;
            while let Some(found) = CURLED.captures_at(text, at) {
                let Some(blanks) = found.get(1).or_else(|| found.get(2)) else { break };
                at = blanks.end();
                // A single mark may be an apostrophe.
                let opened = found.get(1).is_some() || text[blanks.end()..].starts_with('”') || single;
                if opened {
                    // A curled mark itself says on which side its word stands; a lone blank may be the author's slip.
                    let both = !single && is_spaced_on_both_sides(text, blanks.start());
                    let safety = if both { Safety::Safe } else { Safety::Suggested };
                    let range = start + blanks.start()..start + blanks.end();
                    edits.replace_as(safety, range, "", "a blank inside of quotation marks");
                }
            }
        }
        straight(text, start, edits);
    }
}

/// Whether the quotation around a place has a blank inside of both its marks.
fn is_spaced_on_both_sides(text: &str, at: usize) -> bool {
    let quotation = text[..at].rfind('“').and_then(|open| text[open..].split('”').next());
    quotation.is_some_and(|quotation| quotation.starts_with("“ ") && quotation.ends_with(' '))
}

/// Straight marks open and close in turn, if there is an even number of them and each reads as one or the other.
fn straight(text: &str, start: usize, edits: &mut Edits<'_>) {
    let marks: Vec<usize> = memchr::memchr_iter(b'"', text.as_bytes()).collect();
    if marks.is_empty() || marks.len() % 2 == 1 {
        return;
    }
    let blank = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([—–-".contains(c));
    let opens = |at: usize| blank(text[..at].chars().next_back());
    let closes =
        |at: usize| text[at + 1..].chars().next().is_none_or(|c| c.is_whitespace() || ".,;:!?)]—–-".contains(c));
    if !marks.chunks(2).all(|pair| opens(pair[0]) && closes(pair[1])) {
        return;
    }
    for pair in marks.chunks(2) {
        let inside = &text[pair[0] + 1..pair[1]];
        let (before, after) = (inside.len() - inside.trim_start().len(), inside.trim_end().len());
        if inside.trim().is_empty() || (before == 0 && after == inside.len()) {
            continue;
        }
        let reason = "a blank inside of quotation marks";
        if before > 0 {
            edits.delete(start + pair[0] + 1..start + pair[0] + 1 + before, reason);
        }
        if after < inside.len() {
            edits.delete(start + pair[0] + 1 + after..start + pair[1], reason);
        }
    }
}
