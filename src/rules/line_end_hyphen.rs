//! Closes a word that was broken at a line end: takes the hyphen out, or keeps it.

use std::ops::Range;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::evidence::{Decision, line_end};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::is_hyphen;

/// The rule.
pub static RULE: Rule = Rule {
    id: "line-end-hyphen",
    group: Group::Hyphen,
    summary: "Close a word that was broken at a line end, with its hyphen or without",
    cause: "A typesetter breaks words at the end of a line, and the extractor keeps the hyphen and the line end.",
    holds_back: "A hyphen with a space before it, which is a dash; a line that goes on with a mark; lines of verse; \
                 addresses. Where nothing speaks for the one or the other reading the hyphen stays.",
    safety: Safety::Safe,
    signs: Signs::LINE_FEED,
    examples: &[
        Repairs(
            "The harbour was closed by the town gov-\nernment after the storm.\n",
            "The harbour was closed by the town government after the storm.\n",
        ),
        Repairs(
            "The harbour was closed by the town gov\u{ad}\nernment after the storm.\n",
            "The harbour was closed by the town government after the storm.\n",
        ),
        Repairs(
            "The pilot, who was well-\nknown in the harbour, stayed ashore.\n",
            "The pilot, who was well-known in the harbour, stayed ashore.\n",
        ),
        Repairs(
            "They wanted many more loans, both short-\nand long-term, for the boats.\n",
            "They wanted many more loans, both short- and long-term, for the boats.\n",
        ),
        Repairs(
            "The old ferry that goes to the outer island takes 10-\n20 cars at a time, and nobody has ever had to wait for\nmore than half an hour.\n",
            "The old ferry that goes to the outer island takes 10-20 cars at a time, and nobody has ever had to wait for\nmore than half an hour.\n",
        ),
        Repairs(
            "Please bring along a warm coat and/\nor an umbrella to the pier.\n",
            "Please bring along a warm coat and/or an umbrella to the pier.\n",
        ),
        Repairs(
            "The harbour was closed by the town on Monday, and nobody in the whole of the county was in any doubt about the reasons, least of all Jean-\nLuc Holm.\n",
            "The harbour was closed by the town on Monday, and nobody in the whole of the county was in any doubt about the reasons, least of all Jean-Luc Holm.\n",
        ),
        Keeps("A boat on the blue-\ngreen sea,\nA gull on the grey,\nAnd nobody with me\nTo call it a day.\n"),
        Repairs(
            "As a boy he had sailed to China—\nor so he said.\n",
            "As a boy he had sailed to China—or so he said.\n",
        ),
        Keeps("As a boy he had sailed to China -\nor so he said.\n"),
        Keeps("The list was at https://example.org/boats/\nand it was long.\n"),
        Keeps("The pilot said pre-\n“storm” when he meant it.\n"),
        Keeps("The harbour was closed\nafter the storm.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !matches!(passage.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Lines) {
            continue;
        }
        let text = page.passage_text(index);
        for at in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let before = text[..at].trim_end();
            let after = text[at + 1..].trim_start();
            let is_meant = passage.kind == Kind::Lines || page.is_hard_break(passage.range.start + at);
            if is_meant && !cuts_a_word(page, before, after) {
                continue;
            }
            let Some((mark, last)) = before.char_indices().next_back() else { continue };
            let gap = passage.range.start + before.len()..passage.range.start + text.len() - after.len();
            if is_close_dash(page, last, after) {
                edits.delete(gap, "the dashes of this text stand close");
                continue;
            }
            if !after.starts_with(char::is_alphanumeric) {
                continue;
            }
            if is_hyphen(last) {
                close_hyphen(page, edits, &text[..mark], after, passage.range.start + mark..gap.end);
            } else {
                close_mark(page, edits, before, gap);
            }
        }
    }
}

/// Longer lines, in bytes, are paragraphs.
const LONGEST_LINE: usize = 120;

/// Whether a line that the author seems to have ended ends within a word all the same: a part of it is no word, and the
/// whole is one.
fn cuts_a_word(page: &Page<'_>, before: &str, after: &str) -> bool {
    let Some(before) = before.strip_suffix(is_hyphen) else { return false };
    if before.len() - before.rfind('\n').map_or(0, |at| at + 1) > LONGEST_LINE {
        // No line of verse and no entry of a list is so long.
        return before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
    }
    let left = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let right = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let lexicon = page.lexicon();
    let fragment = !lexicon.is_word(left) && !lexicon.is_prefix(left) || !lexicon.is_word(right);
    right.chars().nth(1).is_some()
        && left.chars().nth(1).is_some()
        && right.chars().all(char::is_lowercase)
        && fragment
        && lexicon.is_word(&format!("{left}{right}"))
        && line_end(&format!("{before}-"), after, page).decision == Decision::Join
}

/// Whether the next line begins with a dash that stood close to both words in a text whose dashes do.
fn is_close_dash(page: &Page<'_>, last: char, after: &str) -> bool {
    let mut next = after.chars();
    next.next() == Some('—')
        && next.next().is_some_and(char::is_alphanumeric)
        && last.is_alphanumeric()
        && page.survey().has_close_dashes()
}

/// Closes a line end behind a hyphen; `range` is from the hyphen to the next line.
fn close_hyphen(page: &Page<'_>, edits: &mut Edits<'_>, before: &str, after: &str, range: Range<usize>) {
    if !before.ends_with(char::is_alphanumeric) {
        if before.ends_with(' ') {
            close_apart(page, edits, before, after, range);
        } else if before.ends_with('-') && before.trim_end_matches('-').ends_with(char::is_alphanumeric) {
            close_dash(page, edits, range.start + 1..range.end);
        }
        return;
    }
    let verdict = line_end(before, after, page);
    edits.replace(range, verdict.glue(), verdict.reason);
}

/// Log-odds beyond which two parts that are words themselves are taken for one in spite of a space.
const STRONG: f64 = 5.0;

/// Closes a line end behind a hyphen with a space before it, where that is no dash: `refriger -⏎ator`.
fn close_apart(page: &Page<'_>, edits: &mut Edits<'_>, before: &str, after: &str, range: Range<usize>) {
    let word = before.trim_end();
    let verdict = line_end(word, after, page);
    let lexicon = page.lexicon();
    let left = word.rsplit(char::is_whitespace).next().unwrap_or("");
    let right = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let fragment = !lexicon.is_word(left) || !lexicon.is_word(right);
    if verdict.decision == Decision::Join
        && (fragment || verdict.log_odds > STRONG)
        && lexicon.is_word(&format!("{left}{right}"))
    {
        edits.delete(range.start - (before.len() - word.len())..range.end, verdict.reason);
    }
}

/// Closes a line end behind a slash or a dash that stands close to the word before it; `gap` is what goes.
fn close_mark(page: &Page<'_>, edits: &mut Edits<'_>, before: &str, gap: Range<usize>) {
    let mut marks = before.chars().rev();
    let (Some(last), Some(word)) = (marks.next(), marks.next()) else { return };
    if word.is_whitespace() {
        return;
    }
    match last {
        '/' if word.is_alphanumeric() => {
            let token = before.rsplit(char::is_whitespace).next().unwrap_or("");
            let plain =
                token.trim_end_matches('/').chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
            if plain && token.len() > 2 {
                edits.delete(gap, "a slash between two words");
            }
        }
        '—' | '–' => close_dash(page, edits, gap),
        _ => {}
    }
}

fn close_dash(page: &Page<'_>, edits: &mut Edits<'_>, gap: Range<usize>) {
    let reason = if page.survey().has_close_dashes() {
        "the dashes of this text stand close"
    } else {
        "no space before the dash"
    };
    edits.delete(gap, reason);
}
