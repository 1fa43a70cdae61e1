//! Subheads: short lines between paragraphs that a source without markup leaves bare.
//!
//! Two looks: the first takes only what can hardly be anything else; where that has found a few, the second takes the
//! lines that look as they do but for one thing.

use std::ops::Range;

use super::byline;
use super::passage::{Known, Passage};
use super::shape::{Case, End, Shape, is_result};

/// How many subheads must be certain before weaker ones count.
const FEW: usize = 2;

/// Finds the subheads among the passages of the body. Where the source marks headings, it has marked them all.
///
/// A name that the title has is a caption or a speaker.
pub(super) fn find(passages: &[Passage], body: Range<usize>, title: Option<&str>) -> Vec<usize> {
    if passages.iter().any(|passage| passage.level.is_some()) {
        return Vec::new();
    }
    let certain = look(passages, &body, title, false);
    let paragraphs = passages[body.clone()].iter().filter(|passage| passage.shape.words >= 12).count();
    let found = if certain.len() >= FEW { look(passages, &body, title, true) } else { certain };
    // As many lines as paragraphs: a list, a poem, a programme.
    if found.len() > paragraphs {
        return Vec::new();
    }
    // Alone in a text, a longer line is as well a caption or a torn-off line.
    match found[..] {
        [only] if passages[only].shape.words > 7 => Vec::new(),
        _ => without_questions_of_an_interview(passages, &body, found),
    }
}

fn look(passages: &[Passage], body: &Range<usize>, title: Option<&str>, is_second: bool) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    // A byline or date ends a header; without one the line below a headline may be a part of it.
    let is_ended = passages[..body.start].last().is_some_and(|last| last.is_anchor() || last.is_caption());
    let is_trusted = title.is_some() && (is_second || is_ended);
    // From the end, since a line may be followed by another subhead.
    for index in body.clone().rev() {
        let passage = &passages[index];
        let is_named =
            matches!(passage.known, Known::Byline(_)) && title.is_some_and(|title| title.contains(&passage.text));
        let follower = found.last().copied();
        if may_be_subhead(passage, is_second)
            && (is_second || !is_named)
            && is_below_text(passages, body, index, is_trusted)
            && is_after_text(passages, body, index, is_second)
            && is_before_text(passages, body.end, index, follower)
        {
            found.push(index);
        }
    }
    found.reverse();
    without_rows(&found)
}

/// Of three lines or more in a row only the last can stand over text; the others are a list.
fn without_rows(found: &[usize]) -> Vec<usize> {
    let rows = found.chunk_by(|one, two| one + 1 == *two);
    rows.flat_map(|row| if row.len() > 2 { &row[row.len() - 1..] } else { row }).copied().collect()
}

/// An interview asks all through; a text with headings asks now and then.
fn without_questions_of_an_interview(passages: &[Passage], body: &Range<usize>, mut found: Vec<usize>) -> Vec<usize> {
    let is_question = |passage: &Passage| passage.is_open() && passage.shape.end == End::Question;
    let questions = found.iter().filter(|&&index| is_question(&passages[index])).count();
    let asked =
        passages[body.clone()].iter().filter(|passage| is_question(passage) && passage.shape.words <= 40).count();
    // Who is asked is spoken to.
    let to_someone =
        passages[body.clone()].iter().filter(|passage| is_question(passage) && speaks_to_someone(&passage.text));
    if questions > found.len() - questions + 1 || asked >= questions + 3 || to_someone.count() >= 3 {
        found.retain(|&index| !is_question(&passages[index]));
    }
    found
}

/// Words that no subhead ends with: the line goes on elsewhere.
const GOES_ON: &[&str] = &[
    "a", "an", "and", "the", "of", "or", "is", "are", "was", "were", "as", "that", "had", "has", "und", "oder", "der",
    "die", "das", "et", "ou", "le", "la", "les", "de", "y", "o", "el", "los", "e", "il", "het", "een", "“", "„", "(",
];

fn speaks_to_someone(text: &str) -> bool {
    let second = ["you", "your", "sie", "ihr", "ihre", "vous", "votre", "usted", "lei", "u", "uw", "você"];
    crate::survey::words(text).any(|range| second.contains(&text[range].to_lowercase().as_str()))
}

fn may_be_subhead(passage: &Passage, is_second: bool) -> bool {
    let (text, shape) = (passage.text.as_str(), &passage.shape);
    let begins =
        text.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric() || "¿¡".contains(first));
    let is_open = match &passage.known {
        Known::Nothing => true,
        Known::Byline(byline) => byline.form != byline::Form::Named && !byline::is_likely_name(byline),
        _ => false,
    };
    let most = if is_second { 14 } else { 10 };
    begins
        && is_open
        // What stands there again is who speaks, or a label.
        && passage.times == 1
        && (1..=most).contains(&shape.words)
        && shape.length <= 90
        && (shape.end == End::Bare || (is_second && shape.end == End::Question))
        && shape.case != Case::Lower
        && text.chars().any(char::is_alphabetic)
        && !is_result(text)
        && !text.split_whitespace().next_back().is_some_and(|last| GOES_ON.contains(&last))
        // `Q: Favourite boats?`
        && text.chars().nth(1) != Some(':')
        && !["http", "www.", "  "].iter().any(|part| text.contains(part))
        && !text.split_whitespace().any(|word| word.len() > 1 && word.contains('@'))
}

/// Whether running text stands above: the lines above the first paragraph are the header's, or nothing. Right below a
/// header a line counts where it is sure that the header has ended.
fn is_below_text(passages: &[Passage], body: &Range<usize>, index: usize, is_trusted: bool) -> bool {
    // No more than a header's lines are looked at; further down there is text above.
    index > body.start + 12
        || is_trusted
        || passages[body.start..index].iter().any(|passage| {
            matches!(passage.known, Known::Inside) || (passage.shape.words >= 5 && passage.shape.end != End::Bare)
        })
}

/// Whether what stands before is finished: a subhead begins something new.
fn is_after_text(passages: &[Passage], body: &Range<usize>, index: usize, is_second: bool) -> bool {
    if index == body.start {
        return true;
    }
    let before = &passages[index - 1];
    match before.known {
        Known::Inside | Known::Hinted | Known::Caption(_) | Known::Furniture | Known::Dateline(_) => true,
        Known::Byline(_) | Known::Nothing => match before.shape.end {
            End::Bare => may_be_subhead(before, is_second),
            End::Open => is_second && before.shape.words >= 12,
            _ => true,
        },
    }
}

/// Whether text follows that it can stand over.
fn is_before_text(passages: &[Passage], end: usize, index: usize, follower: Option<usize>) -> bool {
    let is_text = |shape: &Shape| shape.words >= 4 && shape.end != End::Bare;
    // An advertisement may stand between a subhead and its text.
    let rest = passages[..end].iter().skip(index + 1);
    let Some(next) = rest.clone().take(6).find(|passage| !matches!(passage.known, Known::Furniture)) else {
        return false;
    };
    match next.known {
        Known::Inside => true,
        // A credit alone makes a caption of the line before it.
        Known::Caption(ref caption) if caption.credit.as_ref().is_some_and(|credit| credit.start == 0) => false,
        Known::Caption(_) => rest.clone().nth(1).is_some_and(|passage| passage.shape.words >= 12),
        Known::Nothing | Known::Byline(_) => follower == Some(index + 1) || is_text(&next.shape),
        _ => false,
    }
}
