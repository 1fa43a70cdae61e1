//! How long this document's paragraphs are, and what that says of a sentence that ends where the line is full.
//!
//! Where the last line of a paragraph happens to fill the measure, no cue is left at its end but the text itself. A
//! sentence of a paragraph ends at a line's end by chance, as often as at any other word; so the sentences that end in
//! the midst of lines tell how many wraps stand behind a full stop, and the paragraphs that end in short lines tell how
//! many end in full ones.

use super::cues::{Boundary, End, Start};
use super::lines::Line;

/// What the paragraphs of a document that end visibly tell of those that may not.
pub(super) struct Rhythm {
    /// The logarithm of how many paragraphs end in full lines for each sentence that does within one.
    odds: f32,
    /// How many lines a paragraph has.
    typical: f32,
    /// The share of words with a capital, of those that do not begin a line.
    capitals: f32,
}

impl Rhythm {
    /// Learns from `lines`, the boundaries between them, and which of these end a paragraph visibly.
    pub(super) fn of(text: &str, lines: &[Line], boundaries: &[Boundary], visible: &[bool]) -> Self {
        let words: usize = lines.iter().map(|line| text[line.range.clone()].split_whitespace().count()).sum();
        let inner: usize = lines.iter().map(|line| sentences_within(&text[line.range.clone()])).sum();
        let of_lines = lines.iter().map(|line| capitals(&text[line.range.clone()]));
        let (capital, all) = of_lines.fold((0, 0), |(capital, all), (more, words)| (capital + more, all + words));
        let capitals = capital as f32 / all.max(1) as f32;
        let places = (words as f32 / lines.len().max(1) as f32 - 1.0).max(1.0);
        let ends = visible.iter().zip(boundaries).filter(|(ends, boundary)| **ends && is_open_question(boundary));
        let full = |count: usize| count as f32 / places + UNSEEN;
        // A line by itself is as likely a heading.
        let paragraphs = visible.split_inclusive(|ends| *ends).map(<[bool]>::len).filter(|lines| *lines > 1);
        let (lines, count) = paragraphs.fold((0, 0), |(lines, count), length| (lines + length, count + 1));
        let typical = if count == 0 { TYPICAL_LINES } else { lines as f32 / count as f32 };
        Self { odds: (full(ends.count()) / full(inner)).ln(), typical, capitals }
    }

    /// The logarithm of the odds that a paragraph ends behind line `index`, which ends a sentence and is full.
    ///
    /// `length` counts the lines of the paragraph up to it, itself included; `over` tells whether the next word would
    /// have stood out beyond doubt. The weights were fitted to 1,233 such lines of extracted print pages, by documents
    /// held out in turn; two of three are told rightly by them.
    pub(super) fn odds_of_part(&self, text: &str, lines: &[Line], index: usize, length: u32, over: bool) -> f32 {
        let (line, next) = (&text[lines[index].range.clone()], &text[lines[index + 1].range.clone()]);
        let opens = next.starts_with(['"', '“', '„', '«', '»', '‘']);
        let closes = line.ends_with(['"', '”', '’', '»', '«']);
        let asks = line.trim_end_matches(['"', '”', '’', '»', '«', ' ', '\u{a0}']).ends_with('?');
        let length = (length as f32 / self.typical).ln();
        let mut odds = BASE + 0.76 * self.odds + 0.6 * length;
        odds -= if over { 0.94 } else { 0.0 };
        odds -= if carries_on(next) { 1.74 } else { 0.0 };
        let (capital, words) = capitals(next);
        odds += 2.2 * (capital as f32 / words.max(FEWEST_WORDS) as f32 - self.capitals);
        odds += if opens { 0.91 } else { 0.0 };
        odds += if closes { 0.73 } else { 0.0 };
        odds + if asks { 1.88 } else { 0.0 }
    }
}

/// The odds of a paragraph's end at a line that is just full, all else being even. A little more than half of what
/// is even counts as an end: a paragraph parted wrongly spoils one, two joined wrongly spoil both.
const BASE: f32 = 2.1;
/// What stands for the sentences and paragraphs of a text too short to show any.
const UNSEEN: f32 = 0.3;
/// How many lines a paragraph has where none is seen to end.
const TYPICAL_LINES: f32 = 5.0;

/// How many words of a line begin with a capital, and of how many; those that begin a sentence do not count.
///
/// Who and what a paragraph is about is named in its first sentence, and taken up by other words in the ones behind.
fn capitals(line: &str) -> (usize, usize) {
    let (mut capital, mut all, mut begins) = (0, 0, true);
    for word in line.split_whitespace() {
        if let Some(first) = word.chars().find(|c| c.is_alphanumeric()).filter(|_| !begins) {
            capital += usize::from(first.is_uppercase());
            all += 1;
        }
        begins = word.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '?', '!', '…']);
    }
    (capital, all)
}

/// Of fewer words the share says little.
const FEWEST_WORDS: usize = 3;

/// Whether a sentence ends and another may start here: the text alone cannot tell whether a paragraph does.
pub(super) fn is_open_question(boundary: &Boundary) -> bool {
    boundary.end == End::Terminal && matches!(boundary.start, Start::Upper | Start::Opening)
}

/// How many sentences end within a line, another behind them.
fn sentences_within(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line;
    while let Some(at) = rest.find(['.', '?', '!', '…']) {
        let behind = rest[at..].trim_start_matches(['.', '?', '!', '…', '"', '”', '’', '\'', ')', ']', '»']);
        let next = behind.trim_start();
        let opens = next.trim_start_matches(['"', '“', '„', '«', '‘', '\'', '(', '[', '¿', '¡']);
        let starts = opens.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        count += usize::from(next.len() < behind.len() && starts);
        rest = next;
    }
    count
}

/// Whether a sentence starts with a word that takes up the one before: a pronoun, a conjunction.
fn carries_on(sentence: &str) -> bool {
    let start = sentence.trim_start_matches(['"', '“', '„', '«', '‘', '\'', '(', '[']);
    let word = start.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    CARRIES_ON.binary_search(&word).is_ok()
}

/// Pronouns and conjunctions a sentence starts with in the midst of a thought, in the languages whose words are known.
const CARRIES_ON: [&str; 123] = [
    "Aber", "Allora", "Alors", "Als", "Also", "And", "Auch", "Aussi", "Because", "Both", "But", "Cela", "Ces", "Cet",
    "Cette", "Cuando", "Da", "Daarom", "Dabei", "Daher", "Damit", "Dann", "Das", "Denn", "Dennoch", "Depois",
    "Deshalb", "Dies", "Diese", "Dieser", "Dit", "Doch", "Donc", "Dus", "Ela", "Elas", "Ele", "Eles", "Ella", "Ellas",
    "Elle", "Elles", "Ellos", "Entonces", "Então", "Er", "Es", "Esa", "Eso", "Esse", "Esta", "Este", "Esto", "Et",
    "Eux", "He", "Her", "Hij", "His", "However", "I", "If", "Ihr", "Il", "Ils", "Isso", "Isto", "It", "Its", "Lei",
    "Loro", "Lorsque", "Luego", "Lui", "Ma", "Maar", "Mais", "Many", "Mas", "Most", "Noi", "Nosotros", "Nous", "Nun",
    "Ook", "Or", "Pero", "Però", "Poi", "Puis", "Quand", "Quando", "She", "Sie", "So", "Some", "Su", "Such", "Suo",
    "Sus", "También", "That", "Their", "Then", "There", "These", "They", "This", "Those", "Toch", "Toen", "Und",
    "Vous", "Wanneer", "We", "Wenn", "When", "Wij", "Wir", "You", "Ze", "Zij", "Él",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_carry_on_are_sorted() {
        assert!(CARRIES_ON.is_sorted(), "{CARRIES_ON:?}");
    }

    #[test]
    fn sentences_are_counted_where_another_starts_behind_them() {
        assert_eq!(sentences_within("It rained. “Go home!” she said. They went, at 3.30 p.m. or so."), 3 - 1);
        assert_eq!(sentences_within("costs 3.50 and no more."), 0);
    }
}
