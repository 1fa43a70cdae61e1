//! Subheads: short lines between paragraphs that a source without markup leaves bare.

use std::ops::Range;

use super::byline;
use super::passage::{Known, Passage};
use super::shape::{Case, End};

/// Finds the subheads among the passages of the body. Where the source marks headings, it has marked them all.
pub(super) fn find(passages: &[Passage], body: Range<usize>) -> Vec<usize> {
    if passages.iter().any(|passage| passage.level.is_some()) {
        return Vec::new();
    }
    let mut found: Vec<usize> = Vec::new();
    // From the end, since a line may be followed by another subhead.
    for index in body.clone().rev() {
        let follower = found.last().copied();
        if may_be_subhead(&passages[index])
            && is_after_text(passages, &body, index)
            && is_before_text(passages, body.end, index, follower)
        {
            found.push(index);
        }
    }
    found.reverse();
    without_others(passages, &body, found)
}

/// Takes out what turns out to be no subhead once all are known.
fn without_others(passages: &[Passage], body: &Range<usize>, mut found: Vec<usize>) -> Vec<usize> {
    let is_question = |index: &usize| passages[*index].shape.end == End::Question;
    let questions = found.iter().filter(|index| is_question(index)).count();
    let asked = passages[body.clone()].iter().filter(|passage| passage.shape.end == End::Question).count();
    // An interview asks all through; a text with headings asks now and then.
    if questions * 2 > found.len() || asked >= questions + 3 {
        found.retain(|index| !is_question(index));
    }
    let paragraphs = passages[body.clone()].iter().filter(|passage| passage.shape.words >= 12).count();
    if found.len() > paragraphs {
        found.clear();
    }
    // Alone in a text, a longer line is as well a caption or a torn-off line.
    if let [only] = found[..]
        && passages[only].shape.words > 7
    {
        found.clear();
    }
    found
}

fn may_be_subhead(passage: &Passage) -> bool {
    let (text, shape) = (passage.text.as_str(), &passage.shape);
    let begins =
        text.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric() || "¿¡".contains(first));
    let is_open = match &passage.known {
        Known::Nothing => true,
        Known::Byline(byline) => byline.form == byline::Form::Name && !byline::is_likely_name(byline),
        _ => false,
    };
    begins
        && is_open
        && !passage.is_repeated
        && (1..=10).contains(&shape.words)
        && shape.length <= 80
        && matches!(shape.end, End::Bare | End::Question)
        && shape.case != Case::Lower
        && text.chars().any(char::is_alphabetic)
        && !["http", "www.", "@", "  "].iter().any(|part| text.contains(part))
}

/// Whether what stands before is finished: a subhead begins something new.
fn is_after_text(passages: &[Passage], body: &Range<usize>, index: usize) -> bool {
    if index == body.start {
        return true;
    }
    let before = &passages[index - 1];
    match before.known {
        Known::Inside | Known::Caption(_) | Known::Furniture | Known::Dateline(_) => true,
        Known::Byline(_) => false,
        Known::Nothing => !matches!(before.shape.end, End::Bare | End::Open) || may_be_subhead(before),
    }
}

/// Whether text follows that it can stand over.
fn is_before_text(passages: &[Passage], end: usize, index: usize, follower: Option<usize>) -> bool {
    let Some(next) = passages[..end].get(index + 1) else { return false };
    match next.known {
        Known::Inside => true,
        Known::Caption(_) => passages[..end].get(index + 2).is_some_and(|passage| passage.shape.words >= 12),
        Known::Nothing if follower == Some(index + 1) => true,
        Known::Nothing => next.shape.words >= 10 && next.shape.end != End::Bare,
        _ => false,
    }
}
