//! Goes through the words of a page, collects the readings that may be better, and asks for the edits.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Evidence, Gate, Reading, Token, tokens};
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Safety;
use crate::survey::Language;

/// A place in the text with a reading that may be better than what stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What the reading takes the place of.
    pub range: Range<usize>,
    /// The reading.
    pub reading: Reading,
    /// A line ends behind the last token, or the last but for one.
    pub at_line_end: bool,
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
    page.passages().iter().enumerate().filter_map(|(index, passage)| {
        (page.is_prose(index) && page.language(index) == Language::English)
            .then(|| (passage.range.start, page.passage_text(index)))
    })
}

/// The readings of single tokens. `read` gets a token without the marks around it, and whether it may begin a sentence.
pub fn of_tokens<'d>(
    page: &Page<'d>,
    wanted: impl Fn(&str) -> bool,
    read: impl Fn(&Evidence<'d>, &str, bool) -> Option<Reading>,
) -> Vec<Candidate> {
    let evidence = Evidence::of(page);
    let mut known: HashMap<(&str, bool), Option<Reading>> = HashMap::new();
    let mut candidates = Vec::new();
    for (start, text) in english_prose(page) {
        for token in tokens(text, page.lexicon()) {
            let core = token.core_of(text);
            // Dialect: `walkin’`.
            let clipped = core.ends_with("in") && text[token.core.end..token.range.end].starts_with(['\'', '’']);
            if core.len() < 3 || clipped || is_technical(core) || !wanted(core) {
                continue;
            }
            let reading = known
                .entry((core, token.starts_sentence))
                .or_insert_with(|| read(&evidence, core, token.starts_sentence));
            if let Some(reading) = reading.clone() {
                let range = start + token.core.start..start + token.core.end;
                let at_line_end = text[token.range.end..].trim_start_matches([' ', '\t']).starts_with('\n');
                candidates.push(Candidate { range, reading, at_line_end });
            }
        }
    }
    candidates
}

/// The readings of tokens that follow one another with a space between them; where two overlap the likelier one stays.
///
/// `read` gets the text of the passage, its tokens and the index of the first one, and answers how many tokens the
/// reading takes.
pub fn of_neighbours<'d>(
    page: &Page<'d>,
    read: impl Fn(&Evidence<'d>, &str, &[Token], usize) -> Option<(usize, Reading)>,
) -> Vec<Candidate> {
    let evidence = Evidence::of(page);
    let mut candidates = Vec::new();
    for (start, text) in english_prose(page) {
        let tokens = tokens(text, page.lexicon());
        for index in 0..tokens.len().saturating_sub(1) {
            if let Some((count, reading)) = read(&evidence, text, &tokens, index) {
                let last = &tokens[index + count - 1];
                candidates.push(Candidate {
                    range: start + tokens[index].core.start..start + last.core.end,
                    reading,
                    at_line_end: false,
                });
            }
        }
    }
    without_overlap(candidates)
}

/// Whether the tokens from `index` on stand one space apart, with no mark between them.
pub fn are_neighbours(text: &str, tokens: &[Token], index: usize, count: usize) -> bool {
    index + count <= tokens.len()
        && tokens[index..index + count].iter().all(|token| !token.core.is_empty())
        && tokens[index..index + count].windows(2).all(|pair| {
            matches!(&text[pair[0].core.end..pair[1].core.start], " " | "\u{a0}")
                && !is_technical(pair[0].core_of(text))
                && !is_technical(pair[1].core_of(text))
        })
}

/// Signs of addresses, file names, formulas and code, or a stop inside.
pub fn is_technical(token: &str) -> bool {
    let mut stop = false;
    for c in token.chars() {
        match c {
            '/' | '@' | '\\' | '=' | '_' | '<' | '>' | '#' | '{' | '}' | '|' | '~' | '^' | '*' | '+' | '$' | '%'
            | '&' => {
                return true;
            }
            '.' => stop = true,
            c if stop && c.is_alphanumeric() => return true,
            _ => {}
        }
    }
    false
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

/// Whether the candidates show that the document is damaged.
pub fn is_damaged(page: &Page<'_>, gate: &Gate, candidates: &[Candidate]) -> bool {
    let cases = candidates.iter().map(|candidate| (&page.text()[candidate.range.clone()], candidate.reading.log_odds));
    gate.is_damaged(cases, page.survey().total())
}
