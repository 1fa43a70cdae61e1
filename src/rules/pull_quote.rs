//! Takes out a pull quote that an extractor put in the midst of the text it repeats.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::layout::cues::{self, End, Start};
use crate::layout::lines::width;
use crate::page::{Line, Page};
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "pull-quote",
    group: Group::Pages,
    summary: "Take out a pull quote that cuts the text it repeats",
    cause: "A pull quote floats over the columns, and the extractor reads it where it stands, often in mid-sentence.",
    holds_back: "A passage whose words do not all stand elsewhere in one piece, in a longer passage; one that cuts no sentence is \
                 only suggested; headings, lists and verse.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The harbour master said that nobody in the town had asked for the new bridge and that\n\nNobody in the town had \
             asked for the new bridge\n\nhe would say so again.\n",
            "The harbour master said that nobody in the town had asked for the new bridge and that\n\nhe would say so again.\n",
        ),
        Keeps(
            "The harbour master said that nobody in the town had asked for the new bridge.\n\nNobody in the town had asked for \
             the new bridge\n\nHe would say so again.\n",
        ),
        Keeps(
            "Row, row, row your boat gently down the stream\n\nAnd then\n\nRow, row, row your boat gently down the stream\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    if page.passages().len() < 3 {
        return;
    }
    let letters = Letters::of(page);
    let (mut sure, mut likely) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < page.lines().len() {
        let Some((quote, holder)) = letters.repeated_lines(page, first) else {
            first += 1;
            continue;
        };
        first = quote.end;
        let whole = holder.is_longer && covers_passages(page, &quote);
        let cuts = cuts_a_sentence(page, &quote) && (whole || is_sentence(page, &quote));
        if cuts || letters.is_body(&holder.lines) && is_set_narrower(page, &letters, &quote, &holder.lines) {
            sure.push(quote);
        } else if whole {
            likely.push((quote, holder.lines));
        }
    }
    for quote in &sure {
        take_out(page, edits, quote, Safety::Safe);
    }
    // Of two places with the same words one stays.
    let is_gone = |lines: &Range<usize>| sure.iter().any(|quote| quote.start < lines.end && lines.start < quote.end);
    for (quote, _) in likely.iter().filter(|(_, holder)| !is_gone(holder)) {
        take_out(page, edits, quote, Safety::Suggested);
    }
}

/// Whether the lines begin and end as a sentence does.
fn is_sentence(page: &Page<'_>, quote: &Range<usize>) -> bool {
    let text = |line: usize| &page.text()[page.lines()[line].range.clone()];
    cues::start_of(text(quote.start)) != Start::Lower && cues::end_of(text(quote.end - 1)) == End::Terminal
}

/// Takes lines out: whole passages where they are whole, else the lines with their line ends.
fn take_out(page: &Page<'_>, edits: &mut Edits<'_>, quote: &Range<usize>, safety: Safety) {
    let reason = "its words stand in one piece in a longer passage";
    let lines = &page.lines()[quote.clone()];
    for lines in lines.chunk_by(|one, two| one.passage == two.passage) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
        let passage = &page.passages()[first.passage].range;
        if first.range.start == passage.start && last.range.end == passage.end {
            edits.drop_passage_as(safety, first.passage, reason);
        } else {
            // Its line end goes with a line; at a passage's end that is the one before it.
            let rest = &page.text()[last.range.end..passage.end];
            let end = last.range.end + (rest.len() - rest.trim_start().len());
            let before = &page.text()[passage.start..first.range.start];
            let start = if end == passage.end { passage.start + before.trim_end().len() } else { first.range.start };
            edits.replace_as(safety, start..end, "", reason);
        }
    }
}

/// Whether the lines are one or more whole passages.
fn covers_passages(page: &Page<'_>, quote: &Range<usize>) -> bool {
    let lines = page.lines();
    let begins = quote.start == 0 || lines[quote.start - 1].passage != lines[quote.start].passage;
    let ends = lines.get(quote.end).is_none_or(|next| next.passage != lines[quote.end - 1].passage);
    begins && ends
}

/// Whether the passage before has no end mark and the one behind goes on in lower case.
fn cuts_a_sentence(page: &Page<'_>, quote: &Range<usize>) -> bool {
    let lines = page.lines();
    let (Some(before), Some(after)) = (quote.start.checked_sub(1), lines.get(quote.end)) else { return false };
    let before = &page.text()[lines[before].range.clone()];
    // What ends in a bracket is as often finished: `(#511)`.
    if before.ends_with([')', ']']) {
        return false;
    }
    let before = cues::end_of(before);
    let after = cues::start_of(&page.text()[after.range.clone()]);
    before != End::Terminal && (after == Start::Lower || before == End::Hyphen)
}

/// Whether the quote's lines are clearly shorter than those of the text it repeats, as a pull quote's are.
///
/// A heading of several lines is short too, but does not end as a sentence does.
fn is_set_narrower(page: &Page<'_>, letters: &Letters, quote: &Range<usize>, holder: &Range<usize>) -> bool {
    let text = |line: &Line| &page.text()[line.range.clone()];
    // A last line is short whatever the measure is.
    let widest = |lines: &Range<usize>| {
        let full = lines.start..(lines.end - 1).max(lines.start + 1);
        page.lines()[full].iter().map(|line| width(text(line))).fold(0.0, f32::max)
    };
    let sentence = cues::end_of(text(&page.lines()[quote.end - 1])) == End::Terminal;
    // The text itself may stand in short lines beside a quote whose words an extractor joined to a long one.
    let measure = widest(holder).min(letters.measure(page));
    sentence && quote.len() >= 2 && holder.len() >= 2 && widest(quote) < NARROWER * measure
}

/// A pull quote is set in lines of at most this share of the text's.
const NARROWER: f32 = 0.88;
/// Within so many letters of the text's start stands its header.
const HEADER: usize = 60;
/// Within so many letters of the text's start stands no text that a pull quote was taken from.
const STANDFIRST: usize = 320;
/// A pull quote has at least this many letters and digits,
const FEWEST: usize = 24;
/// and at most this many,
const MOST: usize = 400;
/// and takes at most this many lines.
const MOST_LINES: usize = 12;

/// So many letters of a word tell whether a line may begin with it,
const HEAD: usize = 6;
/// by a table of this many words of bits.
const HEADS: usize = 1024;

/// The letters and digits of a page, in lower case, without what stands between them.
struct Letters {
    letters: Vec<char>,
    /// Where each line's letters lie.
    lines: Vec<Range<usize>>,
    /// Where words begin that begin as a line does, by the hash of the letters from there.
    starts: HashMap<u64, Vec<usize>>,
    /// How wide the text's lines are: a quarter are wider. Measured when it is asked for.
    measure: OnceCell<f32>,
}

impl Letters {
    fn of(page: &Page<'_>) -> Self {
        let mut letters: Vec<char> = Vec::with_capacity(page.text().len());
        let mut words = Vec::with_capacity(page.text().len() / 5);
        let mut lines = Vec::with_capacity(page.lines().len());
        for line in page.lines() {
            let start = letters.len();
            let mut inside = false;
            for c in page.text()[line.range.clone()].chars() {
                let is_letter = if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() };
                if is_letter {
                    if !inside {
                        words.push(letters.len());
                    }
                    if c.is_ascii() {
                        letters.push(c.to_ascii_lowercase());
                    } else {
                        letters.extend(c.to_lowercase());
                    }
                }
                inside = is_letter;
            }
            lines.push(start..letters.len());
        }
        // Only what stands again at the start of a line is asked for.
        let window = |at: usize| letters.get(at..at + FEWEST);
        let of_lines = lines.iter().filter(|line| line.start >= HEADER).filter_map(|line| window(line.start));
        let mut starts: HashMap<u64, Vec<usize>> = of_lines.map(|window| (hash(window), Vec::new())).collect();
        let mut heads: Vec<u64> = vec![0; HEADS];
        for line in &lines {
            if let Some(head) = letters.get(line.start..line.start + HEAD) {
                let head = hash(head) as usize % (HEADS * 64);
                heads[head / 64] |= 1 << (head % 64);
            }
        }
        for at in words {
            let Some(window) = window(at) else { break };
            let head = hash(&window[..HEAD]) as usize % (HEADS * 64);
            // Most words begin no line: a few letters tell.
            if heads[head / 64] & (1 << (head % 64)) != 0
                && let Some(places) = starts.get_mut(&hash(window))
            {
                places.push(at);
            }
        }
        Self { letters, lines, starts, measure: OnceCell::new() }
    }

    fn measure(&self, page: &Page<'_>) -> f32 {
        *self.measure.get_or_init(|| {
            let lines = page.lines().iter();
            let mut widths: Vec<f32> = lines.map(|line| width(&page.text()[line.range.clone()])).collect();
            widths.sort_by(f32::total_cmp);
            widths.get(widths.len() * 3 / 4).copied().unwrap_or_default()
        })
    }

    /// Whether lines stand below the header: a standfirst is set wider than the columns, and says what they say again.
    fn is_body(&self, lines: &Range<usize>) -> bool {
        self.lines[lines.start].start >= STANDFIRST
    }

    /// The lines from `first` on that together stand elsewhere in one piece, and the lines they stand in.
    fn repeated_lines(&self, page: &Page<'_>, first: usize) -> Option<(Range<usize>, Holder)> {
        let start = self.lines[first].start;
        // A headline stands again in running heads and page titles, and is none the less the headline.
        if start < HEADER {
            return None;
        }
        let places = self.starts.get(&hash(self.letters.get(start..start + FEWEST)?))?;
        // Where the same words come over and over, as in a list, nothing is quoted.
        if places.len() > MOST_LINES {
            return None;
        }
        let last = (first + MOST_LINES).min(self.lines.len());
        (first..last).rev().find_map(|index| {
            let own = start..self.lines[index].end;
            let fits = !self.lines[index].is_empty()
                && own.len() >= FEWEST
                && own.len() <= MOST
                && (first..=index).all(|at| is_plain(page, at));
            let holder = places.iter().find_map(|place| self.holder_at(page, *place, &own))?;
            fits.then_some((first..index + 1, holder))
        })
    }

    /// The lines in which the same letters stand at `place`.
    fn holder_at(&self, page: &Page<'_>, place: usize, own: &Range<usize>) -> Option<Holder> {
        let other = place..place + own.len();
        if other.end > own.start && other.start < own.end {
            return None;
        }
        let same = self.letters.get(other).is_some_and(|letters| *letters == self.letters[own.clone()]);
        let first = self.lines.partition_point(|line| line.end <= place);
        let last = self.lines.partition_point(|line| line.end < place + own.len());
        let holder = page.lines().get(first)?.passage;
        let is_longer = page.passage_text(holder).chars().filter(|c| c.is_alphanumeric()).count() > own.len();
        same.then(|| Holder { lines: first..(last + 1).min(self.lines.len()), is_longer })
    }
}

/// Where the words of a quote stand once more.
struct Holder {
    /// The lines they stand in.
    lines: Range<usize>,
    /// Whether the passage has more than those words.
    is_longer: bool,
}

fn is_plain(page: &Page<'_>, line: usize) -> bool {
    let passage = &page.passages()[page.lines()[line].passage];
    matches!(passage.kind, Kind::Paragraph) && passage.containers.is_empty()
}

fn hash(letters: &[char]) -> u64 {
    // FNV-1a: quick, and the letters themselves are compared afterwards.
    letters.iter().fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(*c as u32)).wrapping_mul(0x0100_0000_01b3))
}
