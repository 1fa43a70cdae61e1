//! The words of a document: the document is its own dictionary.

use std::collections::{HashMap, HashSet};

use crate::draft::{Draft, Kind};
use crate::lexicon::filter::{self, Hash};
use crate::lexicon::{Facts, facts, is_compound, key};

/// Whether this character is a hyphen, or stands where an extractor found one: the hyphens of Unicode, the soft hyphen,
/// the not sign of some OCR programs, and the two characters by which `PDFium` marks a hyphen at a line end.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '¬' | '\u{2}' | '\u{fffe}')
}

/// What the soft hyphens inside the lines of a document are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SoftHyphen {
    /// Places where a word may be broken: nothing that was printed.
    #[default]
    Invisible,
    /// The hyphens of the print: the font of a PDF named its hyphen so.
    Painted,
}

/// Word counts of a document, without regard to capitals and possessives. What was cut at a line end is not counted.
#[derive(Clone, Debug, Default)]
pub struct WordCounts {
    pub(super) plain: HashMap<String, u32>,
    pub(super) hyphenated: HashMap<String, u32>,
    /// How many different compounds begin with this part.
    pub(super) first_parts: HashMap<String, u32>,
    /// Words with a capital where no sentence begins.
    pub(super) names: HashMap<String, u32>,
    /// Words with a capital inside, as they stand.
    pub(super) camel: HashSet<String>,
    pub(super) total: u32,
    pub(super) soft_hyphen: SoftHyphen,
    /// Line ends inside of passages, and those with a hyphen.
    pub(super) line_ends: u32,
    pub(super) line_end_hyphens: u32,
    /// The length in characters that four of five lines of running text do not exceed, where there are enough of them.
    pub(super) column: Option<usize>,
    /// Line-end hyphens between two halves that are no words but make one.
    pub(super) broken_words: u32,
    /// Dashes between words without spaces less those with spaces.
    pub(super) close_dashes: i32,
    /// British spellings less American ones; each word counts twice at most.
    pub(super) british: i32,
    /// Which words `plain` may have.
    pub(super) filter: Vec<u8>,
}

/// A word that was met of late, and how often: most words come again soon, and are counted in the tables once for many.
#[derive(Clone, Debug, Default)]
struct Recent<'t> {
    word: &'t str,
    times: u32,
    /// How often where no sentence begins.
    inside: u32,
}

/// How many words are kept so.
const KEPT: usize = 4096;

impl WordCounts {
    /// Counts the words of all prose of a draft.
    pub fn of(draft: &Draft) -> Self {
        let passages = || {
            draft
                .passages()
                .iter()
                .filter(|passage| !matches!(passage.kind, Kind::Code { .. } | Kind::Html | Kind::Rule))
                .map(|passage| &draft.text()[passage.range.clone()])
        };
        let mut counts = Self { soft_hyphen: soft_hyphen(passages()), ..Self::default() };
        let mut cut = false;
        let mut lengths = Vec::new();
        let mut recent = vec![Recent::default(); KEPT];
        for passage in passages() {
            counts.add(passage, &mut cut, &mut lengths, &mut recent);
        }
        for word in recent {
            counts.count(&word);
        }
        counts.column = column(lengths);
        for compound in counts.hyphenated.keys() {
            if let Some((first, _)) = compound.split_once('-') {
                *counts.first_parts.entry(first.to_owned()).or_default() += 1;
            }
        }
        counts.filter = filter::for_words(counts.plain.len());
        for (word, count) in &counts.plain {
            filter::put(&mut counts.filter, Hash::of(word.as_bytes()));
            if let Some(facts) = facts(word).filter(|facts| word.len() > 3 && facts.level <= 60) {
                counts.british += dialect(facts) * (*count).min(2).cast_signed();
            }
        }
        counts
    }

    /// Counts a passage; `cut` says whether the text before it ended in a hyphen, and comes back for the next one;
    /// `lengths` takes the lengths of the lines that end in it, and `recent` the words that are yet to be counted.
    fn add<'t>(&mut self, text: &'t str, cut: &mut bool, lengths: &mut Vec<usize>, recent: &mut [Recent<'t>]) {
        for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            self.line_ends += 1;
            let line = line.trim_end();
            lengths.push(line.chars().count());
            let word = line.trim_end_matches(is_hyphen);
            self.line_end_hyphens += u32::from(word.len() < line.len() && word.ends_with(char::is_alphanumeric));
        }
        let (mut sentence_start, mut last) = (true, "");
        let mut from = 0;
        for range in super::words(text) {
            let gap = &text[from..range.start];
            if gap != " " {
                self.close_dashes += dash(gap);
                sentence_start |= gap.contains(['.', '!', '?', ':', '“', '"', '\n']);
            }
            from = range.end;
            self.total += 1;
            let after_cut = std::mem::replace(cut, ends_cut(&text[range.end..]));
            if !after_cut && !*cut {
                let word = &text[range.clone()];
                let place = &mut recent[Hash::of(word.as_bytes()).mixed() % KEPT];
                if place.word != word {
                    self.count(&std::mem::replace(place, Recent { word, ..Recent::default() }));
                }
                place.times += 1;
                place.inside += u32::from(!sentence_start);
            }
            if after_cut {
                self.broken_words += u32::from(is_broken_word(last, &text[range.clone()]));
            }
            last = &text[range];
            sentence_start = false;
        }
    }

    fn count(&mut self, recent: &Recent<'_>) {
        let Recent { word, times, inside } = *recent;
        if times == 0 {
            return;
        }
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            // As most words are: nothing to fold.
            match self.plain.get_mut(word) {
                Some(count) => *count += times,
                None => {
                    self.plain.insert(word.to_owned(), times);
                }
            }
            return;
        }
        let plain = self.without_hyphen_signs(word);
        let key = key(&plain).into_owned();
        if key.contains('-') {
            *self.hyphenated.entry(key).or_default() += times;
            return;
        }
        let mut capitals = plain.char_indices().filter(|(_, c)| c.is_uppercase());
        if let Some((at, _)) = capitals.next() {
            let lower = plain.chars().any(char::is_lowercase);
            if lower && (at > 0 || capitals.next().is_some()) {
                self.camel.insert(plain);
            } else if inside > 0 {
                *self.names.entry(key.clone()).or_default() += inside;
            }
        }
        *self.plain.entry(key).or_default() += times;
    }

    /// The word with `-` for every hyphen, without the soft hyphens that were not printed.
    fn without_hyphen_signs(&self, word: &str) -> String {
        word.chars()
            .filter(|&c| c != '\u{ad}' || self.soft_hyphen == SoftHyphen::Painted)
            .map(|c| if is_hyphen(c) { '-' } else { c })
            .collect()
    }
}

/// Whether two parts at a line end are one word, and one of them is none.
fn is_broken_word(left: &str, right: &str) -> bool {
    let (left, right) = (last_letters(left), first_letters(right));
    right.starts_with(char::is_lowercase) && !(is_known(left) && is_known(right)) && is_known(&format!("{left}{right}"))
}

/// Whether the text begins with a hyphen that nothing but a line end follows.
fn ends_cut(text: &str) -> bool {
    // Most words have a blank behind them.
    if text.starts_with(' ') {
        return false;
    }
    let mut rest = text.chars();
    rest.next().is_some_and(is_hyphen) && rest.find(|&c| c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n')
}

/// The length that four of five lines do not exceed.
fn column(mut lengths: Vec<usize>) -> Option<usize> {
    const ENOUGH: usize = 8;
    let place = lengths.len() * 4 / 5;
    (lengths.len() >= ENOUGH).then(|| *lengths.select_nth_unstable(place).1)
}

/// More than nothing for a dash close to the words beside it, less for one with spaces; `between` is what stands
/// between two words.
fn dash(between: &str) -> i32 {
    match between {
        "—" | "--" => 1,
        " — " | " -- " | " – " => -1,
        _ => 0,
    }
}

fn dialect(facts: Facts) -> i32 {
    i32::from(facts.british) - i32::from(facts.american)
}

/// What most of the soft hyphens inside lines are.
fn soft_hyphen<'t>(passages: impl Iterator<Item = &'t str>) -> SoftHyphen {
    let mut painted = 0;
    for text in passages {
        for at in memchr::memmem::find_iter(text.as_bytes(), "\u{ad}") {
            painted += soft_hyphen_vote(&text[..at], &text[at + '\u{ad}'.len_utf8()..]);
        }
    }
    if painted > 0 { SoftHyphen::Painted } else { SoftHyphen::Invisible }
}

/// More than nothing for a soft hyphen that was printed, less for one that was not.
fn soft_hyphen_vote(before: &str, after: &str) -> i32 {
    let (left, right) = (last_letters(before), first_letters(after));
    if left.is_empty() || right.is_empty() {
        return 0;
    }
    let shouted = |word: &str| word.chars().all(char::is_uppercase);
    let digit = left.ends_with(char::is_numeric) || right.starts_with(char::is_numeric);
    if digit || right.starts_with(char::is_uppercase) && !(shouted(left) && shouted(right)) {
        return 2;
    }
    if is_known(&format!("{left}{right}")) {
        return if is_compound(&format!("{left}-{right}")) { 0 } else { -1 };
    }
    // A word that no list has is marked too, but hardly where both its halves are words.
    if is_known(left) && is_known(right) { 2 } else { 0 }
}

fn is_known(word: &str) -> bool {
    facts(word).is_some_and(|facts| facts.level <= 70)
}

/// The letters and digits a text ends in.
fn last_letters(text: &str) -> &str {
    &text[text.trim_end_matches(char::is_alphanumeric).len()..]
}

/// The letters and digits a text begins with.
fn first_letters(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(char::is_alphanumeric).len()]
}
