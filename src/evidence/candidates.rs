//! Goes through the words of a page, collects the readings that may be better, and asks for the edits.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use crate::tokens::is_technical;

use super::{Evidence, Gate, Reading, Token};
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Safety;
use crate::signs::Signs;
use crate::vocabulary::Form;

/// A place in the text with a reading that may be better than what stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What the reading takes the place of.
    pub range: Range<usize>,
    /// The reading.
    pub reading: Reading,
    /// Two lines may have been joined here.
    pub at_seam: bool,
}

/// Where a token stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// It may begin a sentence, so that a capital says nothing.
    pub starts_sentence: bool,
    /// The line is much longer than the column, and the column ends about here: an extractor that joins a word that was
    /// broken at a line end joins the lines with it.
    pub at_seam: bool,
}

impl Candidate {
    /// Asks for the change from what stands there to the reading, and for no more than what differs.
    pub fn ask(self, page: &Page<'_>, edits: &mut Edits<'_>, safety: Safety) {
        let before = &page.text()[self.range.clone()];
        let after = self.reading.text.as_str();
        let same = |(one, two): &(char, char)| one == two;
        let start: usize = before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (rest, reading) = (&before[start..], &after[start..]);
        let end: usize =
            rest.chars().rev().zip(reading.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let range = self.range.start + start..self.range.end - end;
        edits.replace_as(safety, range, &reading[..reading.len() - end], self.reading.reason);
    }
}

/// Words of a page, passage by passage; passages that are no English prose are left out.
pub fn english_prose<'d>(page: &Page<'d>) -> impl Iterator<Item = (usize, &'d str)> {
    page.english_prose().iter().map(|&index| (page.passages()[index].range.start, page.passage_text(index)))
}

/// Passages of English prose that have one of these signs: where each begins, and its text.
pub fn english_prose_with<'d>(page: &Page<'d>, signs: Signs) -> impl Iterator<Item = (usize, &'d str)> {
    let passages = page.english_prose().iter().filter(move |&&index| page.signs_of(index).has(signs));
    passages.map(|&index| (page.passages()[index].range.start, page.passage_text(index)))
}

/// The readings of single tokens. `wanted` is asked of each different word, and `read` gets the tokens of those that are:
/// without the marks around them, and with where they stand.
pub fn of_tokens<'d>(
    page: &Page<'d>,
    wanted: impl Fn(&Form) -> bool,
    read: impl Fn(&Evidence<'d>, &str, Place) -> Option<Reading>,
) -> Vec<Candidate> {
    let wanted: Vec<bool> = page.forms().iter().map(|form| form.text.len() >= SHORTEST_WORD && wanted(form)).collect();
    if !wanted.contains(&true) {
        return Vec::new();
    }
    let evidence = Evidence::of(page);
    // The same word at such a place is read once, however often it stands there.
    let mut readings: HashMap<(u32, Place), Option<Reading>> = HashMap::new();
    let mut candidates = Vec::new();
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        let mut seams = Seams::new(text, page.survey().column());
        for token in tokens.iter().filter(|token| wanted[token.form as usize] && !token.technical) {
            let place = Place { starts_sentence: token.starts_sentence, at_seam: seams.has(&token.core) };
            let core = token.core_of(text);
            let reading = readings.entry((token.form, place)).or_insert_with(|| read(&evidence, core, place));
            // Dialect: `walkin’`.
            let clipped = || core.ends_with("in") && text[token.core.end..token.range.end].starts_with(['\'', '’']);
            if let Some(reading) = reading.as_ref().filter(|_| !clipped()) {
                let range = start + token.core.start..start + token.core.end;
                candidates.push(Candidate { range, reading: reading.clone(), at_seam: place.at_seam });
            }
        }
    }
    candidates
}

/// A word of fewer bytes than this is not read.
const SHORTEST_WORD: usize = 3;

/// The places of a passage where two lines may have been joined.
struct Seams<'t> {
    text: &'t str,
    column: Option<usize>,
    /// The line looked at last.
    line: Range<usize>,
    /// Its length in characters.
    length: usize,
}

impl<'t> Seams<'t> {
    fn new(text: &'t str, column: Option<usize>) -> Self {
        Self { text, column, line: 0..0, length: 0 }
    }

    /// Whether a token, which stands behind all those asked for before, stands at one.
    fn has(&mut self, token: &Range<usize>) -> bool {
        let Some(column) = self.column else { return false };
        if token.start >= self.line.end {
            let start = self.text[..token.start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.text[token.start..].find('\n').map_or(self.text.len(), |at| token.start + at);
            self.line = start..end;
            self.length = self.text[start..end].chars().count();
        }
        // A line over a quarter longer than the column, and the token behind six tenths of it.
        4 * self.length > 5 * column && 10 * (token.end - self.line.start) > 6 * column
    }
}

/// The readings of pieces that spaces split, as one word: for each place the likeliest, and of two that overlap the
/// likelier one.
///
/// `read` gets the tokens, and the text of each: of the first its last part, and of the last its first part, where these
/// have hyphens.
pub fn of_joints<'d>(
    page: &Page<'d>,
    read: impl Fn(&Evidence<'d>, &[Token], &[&str]) -> Option<Reading>,
) -> Vec<Candidate> {
    let evidence = Evidence::of(page);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut last = None;
    for joint in page.joints() {
        let passage = page.english_prose()[joint.passage];
        let (start, text) = (page.passages()[passage].range.start, page.passage_text(passage));
        let tokens = &page.english_tokens()[joint.passage][joint.first..joint.first + joint.count];
        let mut pieces = [""; 3];
        let pieces = &mut pieces[..joint.count];
        for (piece, token) in pieces.iter_mut().zip(tokens) {
            *piece = token.core_of(text);
        }
        pieces[0] = last_part(pieces[0]);
        pieces[joint.count - 1] = first_part(pieces[joint.count - 1]);
        let Some(reading) = read(&evidence, tokens, pieces) else { continue };
        let from = tokens[0].core.end - pieces[0].len();
        let to = tokens[joint.count - 1].core.start + pieces[joint.count - 1].len();
        let candidate = Candidate { range: start + from..start + to, reading, at_seam: false };
        match candidates.last_mut().filter(|_| last == Some((joint.passage, joint.first))) {
            Some(best) if best.reading.log_odds >= candidate.reading.log_odds => {}
            Some(best) => *best = candidate,
            None => candidates.push(candidate),
        }
        last = Some((joint.passage, joint.first));
    }
    without_overlap(candidates)
}

/// Whether the tokens from `index` on stand one space apart, with no mark between them.
pub fn are_neighbours(tokens: &[Token], index: usize, count: usize) -> bool {
    index + count <= tokens.len() && tokens[index..index + count - 1].iter().all(|token| token.has_neighbour)
}

/// What stands behind the last hyphen of a token.
pub fn last_part(token: &str) -> &str {
    token.rsplit('-').next().unwrap_or(token)
}

/// What stands before the first hyphen of a token.
pub fn first_part(token: &str) -> &str {
    token.split('-').next().unwrap_or(token)
}

/// Of candidates that overlap, the likelier ones.
pub fn without_overlap(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut best_first: Vec<usize> = (0..candidates.len()).collect();
    best_first.sort_by(|&one, &two| candidates[two].reading.log_odds.total_cmp(&candidates[one].reading.log_odds));
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut kept = HashSet::new();
    for index in best_first {
        let range = &candidates[index].range;
        let before = taken.range(..range.end).next_back();
        if before.is_none_or(|(_, &end)| end <= range.start) {
            taken.insert(range.start, range.end);
            kept.insert(index);
        }
    }
    let mut index = 0;
    candidates.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
    candidates
}

/// Whether a hyphen was put back that words of the document had lost when it was looked over: it was copied or extracted,
/// and its other marks may have suffered.
pub fn lost_hyphens(page: &Page<'_>) -> bool {
    let survey = page.survey();
    page.words().iter().any(|word| {
        let word = &page.text()[word.range.clone()];
        if !word.contains('-') || word.len() > LONGEST_COMPOUND || survey.count_hyphenated(word) > 0 {
            return false;
        }
        let joined = |at: usize| format!("{}{}", &word[..at], &word[at + 1..]);
        word.match_indices('-').any(|(at, _)| {
            let joined = joined(at);
            if joined.contains('-') { survey.count_hyphenated(&joined) > 0 } else { survey.count(&joined) > 0 }
        })
    })
}

/// A compound longer than this, in bytes, is none.
const LONGEST_COMPOUND: usize = 64;

/// Whether the candidates show that the document is damaged.
pub fn is_damaged(page: &Page<'_>, gate: &Gate, candidates: &[Candidate]) -> bool {
    let cases = candidates.iter().map(|candidate| (&page.text()[candidate.range.clone()], candidate.reading.log_odds));
    gate.is_damaged(cases, page.survey().total())
}
