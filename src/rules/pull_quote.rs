//! Takes out a pull quote that an extractor put in the midst of the text it repeats.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::layout::cues::{self, End, Start};
use crate::layout::lines::width;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "pull-quote",
    group: Group::Pages,
    summary: "Take out a pull quote that cuts the text it repeats",
    cause: "A pull quote floats over the columns, and the extractor reads it where it stands, often in mid-sentence.",
    holds_back: "A passage whose words do not all stand elsewhere in one piece, in a longer passage; one that cuts no sentence is \
                 only suggested; headings, lists and verse.",
    safety: Safety::Safe,
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
    let mut first = 1;
    while first + 1 < page.passages().len() {
        match letters.repeated_group(page, first) {
            Some((group, holder)) => {
                let after = group.end;
                let sure = cuts_a_sentence(page, &group) || is_set_narrower(page, &group, holder);
                let safety = if sure { Safety::Safe } else { Safety::Suggested };
                for index in group {
                    edits.drop_passage_as(safety, index, "its words stand in one piece in a longer passage");
                }
                first = after;
            }
            None => first += 1,
        }
    }
}

/// Whether the quote's lines are clearly shorter than those of the text it repeats, as a pull quote's are.
fn is_set_narrower(page: &Page<'_>, group: &Range<usize>, holder: usize) -> bool {
    let measure = |index: usize| page.passage_text(index).lines().map(|line| width(line.trim())).fold(0.0, f32::max);
    let lines: usize = group.clone().map(|index| page.passage_text(index).lines().count()).sum();
    let widest = group.clone().map(measure).fold(0.0, f32::max);
    lines >= 2 && page.passage_text(holder).lines().count() >= 3 && widest < NARROWER * measure(holder)
}

/// A pull quote is set in lines of at most this share of the text's.
const NARROWER: f32 = 0.88;

/// Whether the passage before has no end mark and the one behind goes on in lower case.
fn cuts_a_sentence(page: &Page<'_>, group: &Range<usize>) -> bool {
    let before = cues::end_of(page.passage_text(group.start - 1));
    let Some(after) = page.passages().get(group.end).map(|_| cues::start_of(page.passage_text(group.end))) else {
        return false;
    };
    before != End::Terminal && (after == Start::Lower || before == End::Hyphen)
}

/// Within so many letters of the text's start stands its header.
const HEADER: usize = 60;
/// A pull quote has at least this many letters and digits,
const FEWEST: usize = 24;
/// and at most this many,
const MOST: usize = 400;
/// and lies in at most this many passages, where its lines were read apart.
const MOST_PASSAGES: usize = 10;

/// The letters and digits of a page, in lower case, without what stands between them.
struct Letters {
    letters: Vec<char>,
    /// Where each passage's letters lie.
    passages: Vec<Range<usize>>,
    /// Where words begin, by the hash of the letters from there.
    starts: HashMap<u64, Vec<usize>>,
}

impl Letters {
    fn of(page: &Page<'_>) -> Self {
        let mut letters = Vec::new();
        let mut passages = Vec::with_capacity(page.passages().len());
        let mut words = Vec::new();
        for index in 0..page.passages().len() {
            let start = letters.len();
            let mut inside = false;
            for c in page.passage_text(index).chars() {
                if c.is_alphanumeric() {
                    if !inside {
                        words.push(letters.len());
                    }
                    letters.extend(c.to_lowercase());
                }
                inside = c.is_alphanumeric();
            }
            passages.push(start..letters.len());
        }
        let mut starts: HashMap<u64, Vec<usize>> = HashMap::new();
        for at in words {
            if let Some(window) = letters.get(at..at + FEWEST) {
                starts.entry(hash(window)).or_default().push(at);
            }
        }
        Self { letters, passages, starts }
    }

    /// The passages from `first` on that together stand elsewhere in one piece, and the longer passage they stand in.
    fn repeated_group(&self, page: &Page<'_>, first: usize) -> Option<(Range<usize>, usize)> {
        let start = self.passages[first].start;
        // A headline stands again in running heads and page titles, and is none the less the headline.
        if start < HEADER {
            return None;
        }
        let places = self.starts.get(&hash(self.letters.get(start..start + FEWEST)?))?;
        // Where the same words come over and over, as in a list, nothing is quoted.
        if places.len() > MOST_PASSAGES {
            return None;
        }
        let last = (first + MOST_PASSAGES).min(self.passages.len() - 1);
        (first..last).rev().find_map(|index| {
            let own = start..self.passages[index].end;
            let fits = own.len() >= FEWEST && own.len() <= MOST && (first..=index).all(|at| is_plain(page, at));
            let holder = places.iter().find_map(|place| self.holder_at(*place, &own))?;
            fits.then_some((first..index + 1, holder))
        })
    }

    /// The passage, longer than `own`, in which the same letters stand at `place`.
    fn holder_at(&self, place: usize, own: &Range<usize>) -> Option<usize> {
        let other = place..place + own.len();
        if other.end > own.start && other.start < own.end {
            return None;
        }
        let holder = self.passages.partition_point(|passage| passage.end <= place);
        let longer = self.passages.get(holder).is_some_and(|passage| passage.len() > own.len());
        let same = self.letters.get(other).is_some_and(|letters| *letters == self.letters[own.clone()]);
        (longer && same).then_some(holder)
    }
}

fn is_plain(page: &Page<'_>, index: usize) -> bool {
    let passage = &page.passages()[index];
    matches!(passage.kind, Kind::Paragraph) && passage.containers.is_empty()
}

fn hash(letters: &[char]) -> u64 {
    // FNV-1a: quick, and the letters themselves are compared afterwards.
    letters.iter().fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(*c as u32)).wrapping_mul(0x0100_0000_01b3))
}
