//! How the lines of a bare text hang together: which line ends are only wraps, and which part two passages.
//!
//! Works on text alone and knows no draft and no rule. Extractors differ in every cue they leave: a blank line after
//! each paragraph, after each line or never; indents or none; a blank at the end of a wrapped line. So each cue is
//! weighed by what it means in this very document: line ends that are certain (a hyphen, or a sentence that goes on in
//! lower case) teach how often a wrapped line carries the cue, and all others are judged by that.

use std::ops::Range;

pub mod cues;
pub mod faces;
mod header;
mod items;
pub mod lines;
pub mod lists;
pub mod measure;
mod rhythm;
pub mod seams;
mod series;
mod single;

use crate::limits::Watch;
use cues::{Boundary, End, Start};
use lines::Line;

/// What the lines of a text are.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The lines that hold anything, in order.
    pub lines: Vec<Line>,
    /// The groups the lines form, in order.
    pub groups: Vec<Group>,
    /// Whether paragraphs are broken into lines.
    pub wrapped: bool,
}

/// Lines that form one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The lines, as a range of [`Layout::lines`].
    pub lines: Range<usize>,
    /// What they form.
    pub kind: GroupKind,
}

/// What a group of lines forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// A paragraph, or part of one.
    Paragraph,
    /// Lines that are the author's: verse, an address.
    Lines,
    /// An item of a list.
    Item(lists::Marker),
    /// Columns, code or a log: nothing in it is touched.
    Verbatim,
    /// A line of a page's head or foot, or one that may be.
    Seam,
    /// A scene break.
    Rule,
}

/// Tells how the lines of `text` hang together; nothing is told once a limit is met that `watch` holds.
pub fn analyse(text: &str, watch: &Watch) -> Layout {
    let lines = lines::split(text);
    let wrapped = cues::is_wrapped(&lines, text);
    if watch.is_over() {
        return Layout::default();
    }
    let seams = seams::candidates(text, &lines);
    if watch.is_over() {
        return Layout::default();
    }
    let joined = if wrapped { cues::joins(text, &lines, &seams) } else { whole_lines(text, &lines, &seams) };
    if watch.is_over() {
        return Layout::default();
    }
    // Where paragraphs were wrapped, white space inside of lines is the setter's.
    let verbatim = !wrapped && lines.iter().any(|line| line.indent == 0);
    let groups = group(text, &lines, &seams, &joined, verbatim);
    Layout { lines, groups, wrapped }
}

/// What becomes of the boundary between a line and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The line ends only because the measure was full.
    Wrap,
    /// The line end is the author's, and the passage goes on.
    LineEnd,
    /// The passage ends.
    Part,
}

/// The joints of a text whose paragraphs stand on a line each.
fn whole_lines(text: &str, lines: &[Line], seams: &[bool]) -> Vec<Joint> {
    let tight = lines.windows(2).filter(|pair| pair[1].blanks == 0 && is_long(&pair[0]) && is_long(&pair[1])).count();
    let loose = lines.windows(2).filter(|pair| pair[1].blanks > 0 && is_long(&pair[0]) && is_long(&pair[1])).count();
    let line_per_paragraph = tight > loose;
    let mut joints = Vec::with_capacity(lines.len());
    for index in 0..lines.len().saturating_sub(1) {
        let boundary = Boundary::of(text, lines, index);
        let joint = if seams[index] || seams[index + 1] || boundary.blanks > 0 || boundary.feed {
            Joint::Part
        } else if line_per_paragraph {
            let in_cut = joints.last() == Some(&Joint::Wrap);
            if inline_cut(text, lines, index, in_cut) { Joint::Wrap } else { Joint::Part }
        } else {
            Joint::LineEnd
        };
        joints.push(joint);
    }
    joints
}

/// A line that can only be a paragraph: too long for verse or an address.
fn is_long(line: &Line) -> bool {
    line.columns >= 100
}

/// Whether an extractor cut the line at an inline tag: `… gathered from`, `surveys`, `, interviews and …`.
///
/// `in_cut` says that the line itself goes on from such a cut.
fn inline_cut(text: &str, lines: &[Line], index: usize, in_cut: bool) -> bool {
    let boundary = Boundary::of(text, lines, index);
    if matches!(boundary.start, Start::Marker) || boundary.end == End::Terminal {
        return false;
    }
    let continues = |start: Start| matches!(start, Start::Lower | Start::Mark);
    // No paragraph and no heading ends in `the`, and behind a cut none in a comma; only what a link covers can follow.
    let open_word = text[lines[index].range.clone()].ends_with(char::is_alphabetic);
    if boundary.end == End::Open && (open_word || in_cut || is_long(&lines[index])) {
        return true;
    }
    if continues(boundary.start) {
        return in_cut || is_long(&lines[index]) || is_long(&lines[index + 1]) || boundary.start == Start::Mark;
    }
    // Behind the name the sentence goes on, if it has not ended: `(its short form) set out to …`.
    if in_cut && lines[index].columns < 80 && boundary.start == Start::Opening {
        return true;
    }
    // A linked name in mid-sentence starts with a capital; what follows it goes on as a sentence does.
    is_long(&lines[index])
        && lines.get(index + 2).is_some_and(|next| {
            next.blanks == 0 && continues(Boundary::of(text, lines, index + 1).start) && lines[index + 1].columns < 80
        })
}

/// Groups the lines by their joints.
fn group(text: &str, lines: &[Line], seams: &[bool], joints: &[Joint], verbatim: bool) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut start = 0;
    for index in 0..lines.len() {
        let joint = joints.get(index).copied().unwrap_or(Joint::Part);
        if joint != Joint::Part {
            continue;
        }
        push_groups(text, lines, seams, joints, start..index + 1, verbatim, &mut groups);
        start = index + 1;
    }
    lists::hold_to_sequence(lines, &mut groups);
    groups
}

fn push_groups(
    text: &str,
    lines: &[Line],
    seams: &[bool],
    joints: &[Joint],
    range: Range<usize>,
    verbatim: bool,
    groups: &mut Vec<Group>,
) {
    if seams[range.start] {
        groups.push(Group { lines: range, kind: GroupKind::Seam });
        return;
    }
    if range.len() == 1 && lines::is_scene_break(&text[lines[range.start].range.clone()]) {
        groups.push(Group { lines: range, kind: GroupKind::Rule });
        return;
    }
    if verbatim && lines::is_verbatim(text, &lines[range.clone()]) {
        groups.push(Group { lines: range, kind: GroupKind::Verbatim });
        return;
    }
    // A list's items stand on a line each, whatever stands before them.
    let mut start = range.start;
    for index in range.clone() {
        let next_is_item = index + 1 < range.end && lines[index + 1].marker.is_some();
        if index + 1 == range.end || next_is_item {
            let lines_of = start..index + 1;
            let kind = match lines[start].marker {
                Some(marker) => GroupKind::Item(marker),
                None if joints[start..index].contains(&Joint::LineEnd) => GroupKind::Lines,
                None => GroupKind::Paragraph,
            };
            groups.push(Group { lines: lines_of, kind });
            start = index + 1;
        }
    }
}
