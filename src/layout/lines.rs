//! The lines of a text, and how wide they are.

use std::collections::HashSet;
use std::ops::Range;

use super::cues;
use super::lists::{self, Marker};

/// A line that holds anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it lies, white space at its ends left out.
    pub range: Range<usize>,
    /// How many columns it is indented.
    pub indent: usize,
    /// How many columns it has, without its indent.
    pub columns: usize,
    /// How wide it is set in a proportional face, in ems, without its indent.
    pub width: f32,
    /// How many gaps it has between its words.
    pub gaps: usize,
    /// Whether its gaps are wider than a blank, as a setter spread it over the column.
    pub spread: bool,
    /// How many blank lines stand before it.
    pub blanks: usize,
    /// Whether a form feed stands before it.
    pub feed: bool,
    /// Whether a blank stands at its end.
    pub trailing_blank: bool,
    /// The list marker it starts with.
    pub marker: Option<Marker>,
}

/// Splits a text into its lines.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut at, mut blanks, mut feed) = (0, 0, false);
    for raw in text.split_inclusive(['\n', '\u{c}']) {
        let body = raw.trim_end_matches(['\n', '\u{c}']);
        let trimmed = body.trim();
        if trimmed.is_empty() {
            blanks += usize::from(raw.ends_with('\n'));
        } else {
            let start = at + (body.len() - body.trim_start().len());
            let range = start..start + trimmed.len();
            let (gaps, spread) = gaps_of(trimmed);
            lines.push(Line {
                gaps,
                spread,
                indent: columns_of_indent(&body[..start - at]),
                columns: trimmed.chars().count(),
                width: width(trimmed),
                blanks,
                feed,
                trailing_blank: body.ends_with([' ', '\u{a0}']),
                marker: lists::marker(trimmed),
                range,
            });
            (blanks, feed) = (0, false);
        }
        feed |= raw.ends_with('\u{c}');
        at += raw.len();
    }
    drop_false_markers(text, &mut lines);
    lines
}

/// An item of a list takes hardly more lines than this.
const ITEM_LINES: usize = 8;

/// A dash at a line's start is no bullet where the sentence of the line before goes on in it, nor is a number that
/// counts with no other: `after August`, `15. There are`.
fn drop_false_markers(text: &str, lines: &mut [Line]) {
    let numbers: HashSet<u32> = lines.iter().filter_map(|line| line.marker?.number).collect();
    for index in 1..lines.len() {
        let goes_on =
            |before: &Line| before.marker.is_none() && cues::end_of(&text[before.range.clone()]) != cues::End::Terminal;
        if let Some(number) = lines[index].marker.and_then(|marker| marker.number) {
            let counts = numbers.contains(&(number + 1)) || number > 0 && numbers.contains(&(number - 1));
            if number > 1 && !counts && lines[index].blanks == 0 && goes_on(&lines[index - 1]) {
                lines[index].marker = None;
            }
            continue;
        }
        let sign = |line: &Line| {
            line.marker.filter(|marker| marker.number.is_none()).and_then(|_| text[line.range.clone()].chars().next())
        };
        let own = sign(&lines[index]);
        if !matches!(own, Some('-' | '*' | '+' | '·')) || lines[index].blanks > 0 {
            continue;
        }
        // An item of several lines ends as it likes; another bullet of its kind nearby shows the list.
        let near = index.saturating_sub(ITEM_LINES)..(index + ITEM_LINES + 1).min(lines.len());
        let in_list = near
            .filter(|other| *other != index)
            .any(|other| sign(&lines[other]) == own && lines[other].indent.abs_diff(lines[index].indent) <= 1);
        if goes_on(&lines[index - 1]) && !in_list {
            lines[index].marker = None;
        }
    }
}

fn columns_of_indent(indent: &str) -> usize {
    indent.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// How wide a text is in a common proportional face, in ems.
///
/// The widths are rounded means over the Adobe metrics of Times, Helvetica and Palatino, by groups of letters: enough
/// to tell a full line from a short one.
pub fn width(text: &str) -> f32 {
    without_padding(text).map(width_of).sum()
}

/// The characters of a line, of each row of blanks only the first: the others were put in to fill the measure.
pub fn without_padding(text: &str) -> impl Iterator<Item = char> {
    let mut before = '\0';
    text.chars().filter(move |c| {
        let padding = *c == ' ' && before == ' ';
        before = *c;
        !padding
    })
}

/// How many gaps a line has, and whether nearly all are wider than a blank.
fn gaps_of(line: &str) -> (usize, bool) {
    let (mut gaps, mut wide) = (0, 0);
    let mut at = 0;
    let bytes = line.as_bytes();
    while let Some(found) = memchr::memchr(b' ', &bytes[at..]) {
        let blanks = bytes[at + found..].iter().take_while(|byte| **byte == b' ').count();
        gaps += 1;
        wide += usize::from(blanks > 1);
        at += found + blanks;
    }
    (gaps, gaps >= FEWEST_GAPS && wide * 5 >= gaps * 4)
}

/// A line with fewer gaps may have wide ones for any reason.
const FEWEST_GAPS: usize = 2;

/// How wide a character is in a common proportional face, in ems.
pub fn width_of(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '’' | '‘' | '.' | ',' | ':' | ';' | '|' | '!' | ' ' | '\u{a0}' => 0.26,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '\u{2010}' | '/' | '\u{ad}' => 0.34,
        's' | 'c' | 'z' | 'J' => 0.44,
        'a' | 'e' | 'k' | 'v' | 'x' | 'y' | 'g' | '“' | '”' | '"' => 0.48,
        'b' | 'd' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | '0'..='9' | '–' => 0.52,
        'w' => 0.72,
        'm' | 'M' | 'W' => 0.84,
        'A'..='Z' => 0.66,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '—' | '…' | '\u{1100}'.. => 1.0,
        _ => 0.52,
    }
}

/// Whether a line parts two scenes: `* * *`, `. . .`, `***`, `---`, `⁂`.
pub fn is_scene_break(line: &str) -> bool {
    const MOST: usize = 80;
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    if matches!(first, '⁂' | '❦') {
        return marks.next().is_none();
    }
    if !matches!(first, '*' | '-' | '_' | '~' | '#' | '.' | '•' | '=' | '—' | '–') {
        return false;
    }
    let mut count = 1;
    marks.all(|c| {
        count += 1;
        c == first && count <= MOST
    }) && count >= 3
}

/// Whether lines stand in columns, or are code: then the white space in them is the author's.
pub fn is_verbatim(text: &str, lines: &[Line]) -> bool {
    lines.iter().all(|line| line.indent >= CODE_INDENT && line.marker.is_none())
        || lines.len() >= 2 && (stand_in_columns(text, lines) || look_like_code(text, lines))
}

/// From this indent on a block is set off as code is, in a text whose other blocks are not indented.
const CODE_INDENT: usize = 4;

/// Whether gaps of two blanks or more stand at the same column in most lines.
fn stand_in_columns(text: &str, lines: &[Line]) -> bool {
    let mut stops: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    for line in lines {
        let content = &text[line.range.clone()];
        let (mut found, mut gap, mut words) = (Vec::new(), 0, 1);
        for (column, c) in content.chars().enumerate() {
            if c == ' ' || c == '\t' {
                gap += if c == '\t' { 2 } else { 1 };
            } else {
                if gap >= 2 {
                    found.push(line.indent + column);
                }
                words += usize::from(gap > 0);
                gap = 0;
            }
        }
        // A justified line that was padded out has wide gaps between most of its words.
        if found.len() > 3 && found.len() * 2 > words {
            found.clear();
        }
        stops.push(found);
    }
    let with_stops = stops.iter().filter(|stops| !stops.is_empty()).count();
    let agreeing = stops
        .windows(2)
        .filter(|pair| pair[0].iter().any(|stop| pair[1].iter().any(|s| s.abs_diff(*stop) <= 1)))
        .count();
    with_stops >= 2 && with_stops * 2 > lines.len() && agreeing * 2 >= lines.len() - 1
}

/// Whether most lines end or begin as those of a program or a log do.
fn look_like_code(text: &str, lines: &[Line]) -> bool {
    let code = lines
        .iter()
        .filter(|line| {
            let content = &text[line.range.clone()];
            let ends = content.ends_with(['{', '}'])
                || content.ends_with(';') && content.contains(['(', '=', '<', '{', '.']) && !content.contains(", ");
            ends && line.marker.is_none()
                || content.starts_with(['{', '}', '$'])
                || content.starts_with("//")
                || content.contains(" = ")
                || content.contains("();")
        })
        .count();
    code * 2 > lines.len()
}
