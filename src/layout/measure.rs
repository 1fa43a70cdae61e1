//! How wide the column is at each line of a text.

use super::cues;
use super::faces::Face;
use super::lines::Line;

/// The width of the column at each line, in the widths of the face that fits the text best.
#[derive(Clone, Debug)]
pub struct Measure {
    face: Face,
    /// How wide each line is.
    own: Vec<f32>,
    /// How wide the column is at each line.
    widths: Vec<f32>,
    /// Where the wraps around a line tell the width.
    exact: Vec<bool>,
}

impl Measure {
    /// Measures by the width that most lines near each line have; nothing need be known of the lines' ends.
    pub fn of_lines(lines: &[Line]) -> Self {
        let (face, own): (Face, Vec<f32>) = if is_monospaced(lines) {
            (Face::Columns, lines.iter().map(|line| line.columns as f32).collect())
        } else {
            (Face::Mean, lines.iter().map(|line| line.width).collect())
        };
        let widths = widths_near(&own);
        Self { face, exact: vec![false; own.len()], own, widths }
    }

    /// Measures by the lines that can only have been wrapped, in order.
    ///
    /// Such a line fits into the column and would not have with the first word of the next. So each gives bounds to the
    /// width of the column, and the width that most of those nearby allow is the measure. In the widths of the face the
    /// text was set in more of them agree than in those of any other. Where too few agree, the width is that which most
    /// lines near a line have.
    pub fn of_wraps(text: &str, lines: &[Line], wraps: &[usize]) -> Self {
        if wraps.len() < FEWEST {
            return Self::of_lines(lines);
        }
        let fits = Face::ALL.map(|face| (face, Fit::of(text, lines, wraps, face)));
        let [first, rest @ ..] = fits;
        let (face, fit) =
            rest.into_iter().fold(first, |best, next| if next.1.agree > best.1.agree { next } else { best });
        let own: Vec<f32> = lines.iter().map(|line| face.width(&text[line.range.clone()])).collect();
        let mut widths = widths_near(&own);
        let mut exact = vec![false; own.len()];
        for index in 0..own.len() {
            let place = wraps.partition_point(|wrap| *wrap < index);
            let close = |wrap: &usize| wrap.abs_diff(index) <= FURTHEST;
            let near = wraps[place..].first().is_some_and(close) || wraps[..place].last().is_some_and(close);
            if let (true, Some(width)) = (near, fit.widths[place]) {
                (widths[index], exact[index]) = (width, true);
            }
        }
        Self { face, own, widths, exact }
    }

    /// Whether the width of the column at a line is known from the wraps around it.
    pub fn is_exact(&self, index: usize) -> bool {
        self.exact[index]
    }

    /// How full the line `index` would be with the first word of the next line, as a share of the measure.
    ///
    /// One or more says the word had no room: the line end may be a wrap. Well below one says it had, and the line was
    /// ended for another reason.
    pub fn fill(&self, text: &str, lines: &[Line], index: usize) -> f32 {
        let Some(next) = lines.get(index + 1) else { return 0.0 };
        let room = self.face.width_of(' ') + self.face.width(first_word(&text[next.range.clone()]));
        let measure = self.widths[index].max(1.0);
        (last_line(self.own[index], measure, cues::end_of(&text[lines[index].range.clone()])) + room) / measure
    }

    /// How much each gap of a line would have to grow for it to be as wide as the column, as a share of a blank.
    pub fn slack(&self, line: &Line, index: usize) -> f32 {
        (self.widths[index] - self.own[index]) / (line.gaps.max(1) as f32 * self.face.width_of(' '))
    }

    /// How full the line itself is, as a share of the measure.
    pub fn share(&self, index: usize) -> f32 {
        self.own[index] / self.widths[index].max(1.0)
    }
}

/// How wide the last of the lines is that an extractor drew together when it drew up the rest of a hyphenated word.
///
/// Only an end of a sentence is looked at so: a headline's lines are wider than the measure too.
fn last_line(own: f32, measure: f32, end: cues::End) -> f32 {
    let lines = own / measure;
    if end != cues::End::Terminal || lines < DRAWN_TOGETHER {
        return own;
    }
    // A full line is a little narrower than the measure, and lost its hyphen.
    let full = (lines + 0.12).floor();
    measure * if lines < full { 1.0 } else { lines - full }
}

/// A line of so many measures holds more than one.
const DRAWN_TOGETHER: f32 = 1.25;

fn first_word(line: &str) -> &str {
    line.split([' ', '\u{a0}', '\t']).next().unwrap_or_default()
}

/// How well the widths of a face explain where lines were wrapped.
struct Fit {
    /// The width of the column before each wrap and behind the last, where enough of those nearby agree.
    widths: Vec<Option<f32>>,
    /// The share of wraps that agree with those nearby.
    agree: f32,
}

/// What a wrapped line tells of the column: it is as wide as the line, and not as wide as the line with one more word.
#[derive(Clone, Copy)]
struct Bounds {
    least: f32,
    most: f32,
}

impl Bounds {
    fn allow(self, width: f32) -> bool {
        self.least <= width * (1.0 + SLACK) && width * (1.0 - SLACK) < self.most
    }
}

impl Fit {
    fn of(text: &str, lines: &[Line], wraps: &[usize], face: Face) -> Self {
        let bounds: Vec<Bounds> = wraps.iter().map(|wrap| bounds(text, lines, *wrap, face)).collect();
        let mut widths = Vec::with_capacity(wraps.len() + 1);
        let (mut agreeing, mut all) = (0.0, 0.0);
        for place in 0..=bounds.len() {
            let first = place.saturating_sub(NEAR);
            let near = &bounds[first..(place + NEAR).min(bounds.len())];
            let weight = |index: usize| {
                let away = if first + index < place { place - first - index - 1 } else { first + index - place };
                FADING.powf(away as f32)
            };
            let total: f32 = (0..near.len()).map(weight).sum();
            let (agree, width) = best_width(near, weight);
            agreeing += agree;
            all += total;
            let count = near.iter().filter(|bounds| bounds.allow(width)).count();
            widths.push((count >= FEWEST && agree >= LEAST_AGREEING * total).then_some(width));
        }
        Self { widths, agree: if all > 0.0 { agreeing / all } else { 0.0 } }
    }
}

fn bounds(text: &str, lines: &[Line], wrap: usize, face: Face) -> Bounds {
    let line = &text[lines[wrap].range.clone()];
    let next = lines.get(wrap + 1).map_or("", |next| first_word(&text[next.range.clone()]));
    let least = face.width(line);
    let parted = line.ends_with(['-', '\u{ad}', '\u{2010}']);
    let space = if parted { 0.0 } else { face.width_of(' ') };
    Bounds { least, most: least + space + face.width(next) }
}

/// The width that most of these bounds allow, by weight: the least such, which is the widest of the lines it allows.
fn best_width(near: &[Bounds], weight: impl Fn(usize) -> f32) -> (f32, f32) {
    let mut best = (0.0_f32, 0.0_f32);
    for width in near.iter().map(|bounds| bounds.least) {
        let allowing = near.iter().enumerate().filter(|(_, bounds)| bounds.allow(width));
        let agree: f32 = allowing.map(|(index, _)| weight(index)).sum();
        if agree > best.0 || agree >= best.0 && width > best.1 {
            best = (agree, width);
        }
    }
    best
}

/// So many wraps on either side of a line say how wide the column is,
const NEAR: usize = 10;
/// each less than the one nearer to the line,
const FADING: f32 = 0.8;
/// and none where the nearest is further away than this many lines.
const FURTHEST: usize = 24;
/// At least this many wraps must agree,
const FEWEST: usize = 4;
/// and this share of those nearby, by weight.
const LEAST_AGREEING: f32 = 0.6;
/// Kerning and rounded widths move a line's end by this share.
const SLACK: f32 = 0.002;

/// How wide the column around each line is: the width most lines near it have.
fn widths_near(own: &[f32]) -> Vec<f32> {
    let around = |index: usize| {
        let mut around = own[index.saturating_sub(REACH)..(index + REACH + 1).min(own.len())].to_vec();
        around.sort_by(f32::total_cmp);
        commonest(&around)
    };
    (0..own.len()).map(around).collect()
}

/// The upper end of the widths that most of these sorted lines have, give or take a twelfth.
///
/// A line may be longer than the measure where an extractor drew up the rest of a hyphenated word, with all behind it.
fn commonest(sorted: &[f32]) -> f32 {
    let mut best = (0.0_f32, 0.0_f32);
    let mut start = 0;
    for (end, width) in sorted.iter().enumerate() {
        while sorted[start] < width * 0.92 {
            start += 1;
        }
        // Short lines are often alike too; the wider of two groups is the measure.
        let weight = (end - start + 1) as f32 * width.sqrt();
        if weight >= best.0 {
            best = (weight, *width);
        }
    }
    best.1
}

/// How many lines before and after say how wide a column is where wraps don't.
const REACH: usize = 12;

/// Whether the full lines differ less when counted in columns than when set in a proportional face.
fn is_monospaced(lines: &[Line]) -> bool {
    let spread = |extent: &dyn Fn(&Line) -> f32| {
        let mut all: Vec<f32> = lines.iter().map(extent).collect();
        all.sort_by(f32::total_cmp);
        let upper = &all[all.len() / 2..all.len() - all.len() / 20];
        match (upper.first(), upper.last()) {
            (Some(low), Some(high)) if *high > 0.0 => (high - low) / high,
            _ => 0.0,
        }
    };
    spread(&|line| line.columns as f32) < spread(&|line| line.width)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    const WORDS: &str = "the ferry to the islands is late again and nobody in the harbour office is surprised by it since \
                         the company has sold two of its boats and the third one lies in the yard while a new timetable \
                         will be ready before the first of next month as the clerk at the window says to all who ask";

    /// The words set in lines of a face, as wide as they fit into a column.
    fn set(face: Face, column: f32) -> String {
        let mut text = String::new();
        let mut line = String::new();
        for word in WORDS.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if face.width(&longer) > column {
                text += &line;
                text.push('\n');
                line = word.to_owned();
            } else {
                line = longer;
            }
        }
        text + &line + "\n"
    }

    fn measured(text: &str) -> (Vec<Line>, Measure) {
        let lines = lines::split(text);
        let wraps: Vec<usize> = (0..lines.len() - 1).collect();
        let measure = Measure::of_wraps(text, &lines, &wraps);
        (lines, measure)
    }

    #[test]
    fn wrapped_lines_have_no_room_for_the_next_word_and_are_no_wider_than_the_column() {
        for (face, column) in [(Face::Times, 16.0), (Face::Helvetica, 20.0), (Face::Columns, 38.0)] {
            let text = set(face, column);
            let (lines, measure) = measured(&text);
            assert!(lines.len() >= 7, "{text}");
            for index in 0..lines.len() - 1 {
                assert!(measure.is_exact(index), "line {index} of {text}");
                assert!(measure.fill(&text, &lines, index) >= 0.999, "{face:?}, line {index} of {text}");
                assert!(measure.share(index) <= 1.001, "{face:?}, line {index} of {text}");
            }
        }
    }

    #[test]
    fn a_line_that_ended_early_had_room() {
        let text = set(Face::Times, 16.0).replace("\nand ", " and\n").replace(" the third", "\nthe third");
        let (lines, measure) = measured(&text);
        let early = (0..lines.len() - 1).filter(|index| measure.fill(&text, &lines, *index) < 0.9).count();
        assert!(early >= 1, "{text}");
    }

    #[test]
    fn few_wraps_tell_nothing_exactly() {
        let text = "The ferry to the islands\nis late again.\n\nNobody is surprised.\n";
        let lines = lines::split(text);
        assert!(!Measure::of_wraps(text, &lines, &[0]).is_exact(0));
    }
}
