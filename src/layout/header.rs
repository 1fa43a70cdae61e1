//! Headings of several lines: the measure of the text does not hold for them.

use std::ops::Range;

use super::Joint;
use super::cues::{Boundary, End, Start, end_of};
use super::lines::Line;
use super::measure::Measure;
use crate::furniture::TITLE_MARKS;

/// Settles the joints inside of headings that were broken into lines, and parts lines that stand for themselves.
pub(super) fn settle(
    text: &str,
    lines: &[Line],
    boundaries: &[Boundary],
    measure: &Measure,
    parted: &[bool],
    joints: &mut [Joint],
) {
    for run in short_runs(lines, measure, joints) {
        let widest_of = |run: Range<usize>| run.map(|index| lines[index].width).fold(1.0, f32::max);
        let widest_of_run = widest_of(run.clone());
        for index in run.start..run.end.saturating_sub(1) {
            // A headline of several lines has a measure of its own.
            let block = block_of(text, lines, parted, &run, index);
            let own = index < TOP && block.len() >= BLOCK;
            let widest = if own { widest_of(block) } else { widest_of_run };
            if parted[index] {
                continue;
            }
            let goes_on = goes_on(&boundaries[index], lines, index, text, (widest, own))
                || own
                    && index > run.start
                    && joints[index - 1] == Joint::Wrap
                    && is_last_word(text, lines, index, widest);
            joints[index] = if goes_on { Joint::Wrap } else { Joint::Part };
        }
    }
    proven_by_repeats(text, lines, parted, joints);
    for index in 0..joints.len() {
        let (line, next) = (&text[lines[index].range.clone()], &text[lines[index + 1].range.clone()]);
        // A drop cap that was read before all else is no part of what stands below it.
        let drop_cap = line.chars().count() == 1 && boundaries[index].start == Start::Upper;
        let byline_goes_on = next.starts_with("and ") || next.starts_with("und ");
        if is_date(line) || is_date(next) || is_byline(next) || is_byline(line) && !byline_goes_on || drop_cap {
            joints[index] = Joint::Part;
        }
    }
}

/// The lines of the run around `index` that no blank line parts, and no date or byline.
fn block_of(text: &str, lines: &[Line], parted: &[bool], run: &Range<usize>, index: usize) -> Range<usize> {
    let touches = |at: &usize| {
        let ends_header = |at: usize| ends_header(&text[lines[at].range.clone()]);
        lines[*at].blanks == 0 && !parted[*at - 1] && !ends_header(*at) && !ends_header(*at - 1)
    };
    let least = run.start.max(index.saturating_sub(LONGEST_HEADING));
    let most = run.end.min(index + 1 + LONGEST_HEADING);
    let before = (least + 1..=index).rev().take_while(touches).count();
    let after = (index + 1..most).take_while(touches).count();
    index - before..index + 1 + after
}

/// Whether a date or a byline stands in a line.
fn ends_header(line: &str) -> bool {
    is_date(line) || is_byline(line)
}

/// From so many lines on a block shows how wide its lines may be.
const BLOCK: usize = 3;

/// Runs of short lines outside of paragraphs, where headings stand.
fn short_runs(lines: &[Line], measure: &Measure, joints: &[Joint]) -> Vec<Range<usize>> {
    let in_paragraph = |index: usize| {
        // A line belongs to running text if it is joined to another and either is full.
        let before = index > 0 && joints[index - 1] == Joint::Wrap && measure.share(index - 1) > FULL;
        let after = joints.get(index) == Some(&Joint::Wrap) && measure.share(index) > FULL;
        before || after
    };
    let mut runs = Vec::new();
    let mut start = None;
    for index in 0..=lines.len() {
        let short = index < lines.len() && !in_paragraph(index) && lines[index].marker.is_none();
        match (short, start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                if index - first >= 2 {
                    runs.push(first..index);
                }
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// From this share of the measure on a line counts as running text.
const FULL: f32 = 0.8;

/// Whether the heading at `index` goes on in the next line: it could not have ended, or there was no room.
///
/// `block` tells that the line stands in a headline's block of lines, whose widest is `widest`.
fn goes_on(boundary: &Boundary, lines: &[Line], index: usize, text: &str, (widest, block): (f32, bool)) -> bool {
    let (line, next) = (&text[lines[index].range.clone()], &text[lines[index + 1].range.clone()]);
    let full = is_full(text, lines, index, widest);
    // In a headline of several lines, a line may end in a question or a colon: `What’s in a Name?`, `Markets in Town`.
    let asks = block && full && line.ends_with(['?', ':', '!']) && boundary.blanks == 0 && is_title_case(next);
    if asks && is_title_case(line) {
        return true;
    }
    if boundary.blanks > 0 || boundary.end == End::Terminal && boundary.start != Start::Lower {
        return boundary.blanks <= 1 && boundary.end == End::Open && boundary.start == Start::Lower;
    }
    if matches!(boundary.start, Start::Lower | Start::Mark) || matches!(boundary.end, End::Open | End::Hyphen) {
        return true;
    }
    full && (is_title_case(line) || !is_title_case(next))
}

/// Whether the next line is the last word of a headline of several lines: one word is no byline and no standfirst.
fn is_last_word(text: &str, lines: &[Line], index: usize, widest: f32) -> bool {
    let (line, next) = (&text[lines[index].range.clone()], &text[lines[index + 1].range.clone()]);
    let ends = lines.get(index + 2).is_none_or(|line| line.blanks > 0 || ends_header(&text[line.range.clone()]));
    ends && lines[index + 1].blanks == 0
        && !next.contains(' ')
        && end_of(line) == End::Word
        && is_full(text, lines, index, widest)
}

/// Whether the first word of the next line had no room in the line.
fn is_full(text: &str, lines: &[Line], index: usize, widest: f32) -> bool {
    let first_word = text[lines[index + 1].range.clone()].split(' ').next().unwrap_or_default();
    lines[index].width + super::lines::width(first_word) + 0.26 > widest * 0.97
}

/// Whether most longer words start with a capital.
fn is_title_case(line: &str) -> bool {
    let (mut capitals, mut words) = (0, 0);
    for word in line.split_whitespace().filter(|word| word.chars().count() > 3) {
        words += 1;
        capitals += usize::from(word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase));
    }
    capitals * 3 >= words * 2
}

/// Joins lines at the text's head that stand elsewhere as one line: a running head, a page title.
fn proven_by_repeats(text: &str, lines: &[Line], parted: &[bool], joints: &mut [Joint]) {
    let head = lines.len().min(HEAD);
    for first in 0..head {
        let mut joined = text[lines[first].range.clone()].to_owned();
        let is_joined = joints.get(first) == Some(&Joint::Wrap) && joined.len() >= 15;
        if is_joined && lines.iter().take(SEARCHED).any(|line| is_titled(text, line, &joined)) {
            joints[first] = Joint::Part;
        }
        for last in first + 1..(first + LONGEST_HEADING).min(head) {
            if parted[last - 1] {
                break;
            }
            // `Believing—` and `Augmented` stand elsewhere without a blank between them.
            if !joined.ends_with('—') || joined.ends_with(" —") {
                joined.push(' ');
            }
            joined.push_str(&text[lines[last].range.clone()]);
            let elsewhere = |(index, line): (usize, &Line)| {
                !(first..=last).contains(&index)
                    && line.range.len() >= joined.len()
                    && text[line.range.clone()].contains(&joined)
            };
            let mut found = lines.iter().enumerate().take(SEARCHED).filter(|line| elsewhere(*line)).peekable();
            if joined.len() >= 15 && found.peek().is_some() {
                joints[first..last].fill(Joint::Wrap);
                if last < joints.len() && lines.iter().take(SEARCHED).any(|line| is_titled(text, line, &joined)) {
                    joints[last] = Joint::Part;
                }
                // What stands elsewhere in the midst of a line may begin in mid-sentence here too.
                let is_whole = found.any(|(_, line)| begins_piece(&text[line.range.clone()], &joined));
                if first > 0 && !parted[first - 1] && is_whole {
                    joints[first - 1] = Joint::Part;
                }
            }
        }
    }
}

/// Whether a line is `headline` with an outlet behind it, as a page's title is.
fn is_titled(text: &str, line: &Line, headline: &str) -> bool {
    let line = &text[line.range.clone()];
    let behind = line.find(headline).map_or("", |at| &line[at + headline.len()..]);
    line.len() <= LONGEST_TITLE && TITLE_MARKS.iter().any(|mark| behind.starts_with(mark))
}

/// A page's title has at most so many bytes, with the time before it.
const LONGEST_TITLE: usize = 300;

/// Whether `piece` begins a line, or stands in it behind a time, a number or a mark.
fn begins_piece(line: &str, piece: &str) -> bool {
    let before = line.find(piece).map_or("", |at| line[..at].trim_end());
    before.is_empty()
        || before.ends_with(|c: char| c.is_numeric() || !c.is_alphanumeric() && c != '—')
        || ["AM", "PM", "am", "pm"].iter().any(|half| before.ends_with(half))
}

/// A headline stands among this many lines at the top.
const TOP: usize = 16;
/// A headline is looked for among this many lines,
const HEAD: usize = 40;
/// has at most this many lines,
const LONGEST_HEADING: usize = 6;
/// and is looked for again in this many.
const SEARCHED: usize = 2000;

fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    words.len() <= 12
        && words.iter().all(|word| {
            word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
                || matches!(*word, "and" | "in" | "of" | "de" | "van" | "von" | "for")
        })
}

fn is_date(line: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.len() <= 5
        && words.len() >= 2
        && words.iter().any(|word| MONTHS.contains(word))
        && words
            .iter()
            .all(|word| MONTHS.contains(word) || word.bytes().all(|b| b.is_ascii_digit()) || word.ends_with("day"))
}
