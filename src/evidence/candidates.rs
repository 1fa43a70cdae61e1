//! Goes through the words of a page, collects the readings that may be better, and asks for the edits.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use crate::tokens::is_technical;

use super::{Evidence, Gate, Reading, Token};
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Safety;

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

impl Place {
    /// How many kinds of places there are.
    const COUNT: usize = 4;

    /// A number below [`Place::COUNT`] for each kind of place.
    fn index(self) -> usize {
        usize::from(self.starts_sentence) * 2 + usize::from(self.at_seam)
    }
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

/// The readings of single tokens. `read` gets a token without the marks around it, and where it stands.
pub fn of_tokens<'d>(
    page: &Page<'d>,
    wanted: impl Fn(&str) -> bool,
    read: impl Fn(&Evidence<'d>, &str, Place) -> Option<Reading>,
) -> Vec<Candidate> {
    let evidence = Evidence::of(page);
    let mut looked_at = vec![false; page.english_forms() * Place::COUNT];
    let mut readings: HashMap<usize, Reading> = HashMap::new();
    let mut candidates = Vec::new();
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        let mut seams = Seams::new(text, page.survey().column());
        for token in tokens {
            if token.core.len() < 3 || token.technical {
                continue;
            }
            let place = Place { starts_sentence: token.starts_sentence, at_seam: seams.has(&token.core) };
            // The same word at such a place is read once, however often it stands there.
            let known = token.form as usize * Place::COUNT + place.index();
            let core = token.core_of(text);
            if !std::mem::replace(&mut looked_at[known], true)
                && wanted(core)
                && let Some(reading) = read(&evidence, core, place)
            {
                readings.insert(known, reading);
            }
            // Dialect: `walkin’`.
            let clipped = || core.ends_with("in") && text[token.core.end..token.range.end].starts_with(['\'', '’']);
            if !readings.is_empty()
                && let Some(reading) = readings.get(&known).filter(|_| !clipped())
            {
                let range = start + token.core.start..start + token.core.end;
                candidates.push(Candidate { range, reading: reading.clone(), at_seam: place.at_seam });
            }
        }
    }
    candidates
}

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

/// The readings of tokens that follow one another with a space between them; where two overlap the likelier one stays.
///
/// `read` gets the text of the passage, its tokens and the index of the first one, and answers how many tokens the
/// reading takes: from the last part of the first to the first part of the last, where these have hyphens.
pub fn of_neighbours<'d>(
    page: &Page<'d>,
    read: impl Fn(&Evidence<'d>, &str, &[Token], usize) -> Option<(usize, Reading)>,
) -> Vec<Candidate> {
    let evidence = Evidence::of(page);
    let mut candidates = Vec::new();
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        for index in 0..tokens.len().saturating_sub(1) {
            if let Some((count, reading)) = read(&evidence, text, tokens, index) {
                let (first, last) = (&tokens[index], &tokens[index + count - 1]);
                let from = start + first.core.end - last_part(first.core_of(text)).len();
                let to = start + last.core.start + first_part(last.core_of(text)).len();
                candidates.push(Candidate { range: from..to, reading, at_seam: false });
            }
        }
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
fn without_overlap(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
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
