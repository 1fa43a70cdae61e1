//! Gives a drop cap back to the word it begins.

use std::ops::Range;

use crate::draft::{Change, Kind};
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "drop-cap",
    group: Group::Lines,
    summary: "Give a drop cap back to the word it begins",
    cause: "The large first letter of a text is a piece of its own on the page, and is read apart or elsewhere nearby.",
    holds_back: "A rest that is a word by itself (`A nation`), unless a text begins with it in lower case or it is one of few \
                 (`T he`); a letter and a \
                 rest that make no word; one letter among others that stand alone; words of other languages than English that the text has nowhere else.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs("F ishermen were quiet that morning.\n", "Fishermen were quiet that morning.\n"),
        Repairs("T\n\nhe harbour was quiet that morning.\n", "The harbour was quiet that morning.\n"),
        Repairs(
            "F\n\nA Quiet Morning in the Harbour\n\nishermen were quiet that morning, and nobody said a word.\n",
            "A Quiet Morning in the Harbour\n\nFishermen were quiet that morning, and nobody said a word.\n",
        ),
        Repairs("T\nhere was no wind that morning.\n", "There was no wind that morning.\n"),
        Repairs(
            "T\nA Quiet Morning\n\nhe harbour was quiet that morning.\n",
            "A Quiet Morning\n\nThe harbour was quiet that morning.\n",
        ),
        Repairs(
            "A\n\nA Quiet Morning in the Harbour\n\nferry with nobody aboard came in at noon, and nobody said a word.\n",
            "A Quiet Morning in the Harbour\n\nA ferry with nobody aboard came in at noon, and nobody said a word.\n",
        ),
        Repairs(
            "ishermen were quiet that morning in\nF the harbour, and nobody said a word.\n",
            "Fishermen were quiet that morning in\nthe harbour, and nobody said a word.\n",
        ),
        Keeps(
            "A\n\nA Quiet Morning in the Harbour\n\nB\n\nferry with nobody aboard came in at noon, and nobody said a word.\n",
        ),
        Keeps(
            "O\n\nA Quiet Morning in the Harbour\n\nferry with nobody aboard came in at noon, and nobody said a word.\n",
        ),
        Repairs(
            "T he harbour was quiet that morning, and nobody on the quay said a word.\n",
            "The harbour was quiet that morning, and nobody on the quay said a word.\n",
        ),
        Keeps("A nation of fishermen has lost its fish.\n"),
        Keeps("I was there when the boats came in.\n"),
        Keeps("O porto de Harlow foi encerrado na segunda-feira, depois de um navio ter encalhado no molhe.\n"),
        Keeps("B ryx was the name of the boat.\n"),
        Keeps("Vitamin\n\nC\n\nhelps in winter.\n"),
    ],
    repair,
};

/// A passage of so many bytes is no heading.
const RUNNING_TEXT: usize = 60;
/// A sentence of so many bytes that has its end mark is none either.
const SENTENCE: usize = 20;
/// A letter read elsewhere stands within this many passages of its word.
const REACH: usize = 12;
/// How much commoner a word must be than its rest, where the letter is a word too: `O`, `ur`.
const COMMONER: u32 = 10;
/// So much commoner than its rest a word is read whatever stands around it: `How`, `ow`.
const MUCH_COMMONER: u32 = 100;

/// Letters and rests that are words by themselves and begin no text together but as one.
const CAPS: [(char, &str); 10] = [
    ('S', "he"),
    ('T', "he"),
    ('T', "hen"),
    ('T', "here"),
    ('T', "his"),
    ('T', "hose"),
    ('W', "hat"),
    ('W', "hen"),
    ('W', "here"),
    ('W', "hose"),
];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let is_only_one = (0..page.passages().len()).filter(|index| lone_letter(page, *index).is_some()).count() == 1;
    for (index, passage) in page.passages().iter().enumerate() {
        if !is_text(&passage.kind) {
            continue;
        }
        let text = page.passage_text(index);
        if text.starts_with(char::is_uppercase)
            && let Some(letter) = text.chars().next()
            && let Some(body) = text[letter.len_utf8()..].strip_prefix([' ', '\n'])
            && let Some(word) = makes_word(page, letter, body.trim_start(), text[letter.len_utf8()..].starts_with('\n'))
        {
            let start = passage.range.start + letter.len_utf8();
            let end = passage.range.end - body.trim_start().len();
            edits.replace(start..end, "", reason(letter, word));
        } else if let Some((letter, range)) = lone_letter(page, index) {
            give_back(page, edits, index, (letter, range), is_only_one);
        } else if text.starts_with(char::is_lowercase) {
            take_from_next_line(page, edits, index);
        }
    }
}

fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::Lines)
}

/// The letter that is all there is of a passage, or of its first or last line; with the range that goes with it.
fn lone_letter(page: &Page<'_>, index: usize) -> Option<(char, Range<usize>)> {
    let passage = &page.passages()[index];
    let text = page.passage_text(index);
    let letter_of = |line: &str| {
        let letter = line.chars().next().filter(|letter| letter.is_alphabetic())?;
        (line.len() == letter.len_utf8()).then_some(letter)
    };
    let (start, end) = (passage.range.start, passage.range.end);
    let (first, last) = (text.split('\n').next()?, text.rsplit('\n').next()?);
    if text.len() > RUNNING_TEXT * 2 || !is_text(&passage.kind) {
        None
    } else if first.len() == text.len() {
        letter_of(text).map(|letter| (letter, start..end))
    } else if let Some(letter) = letter_of(first) {
        Some((letter, start..start + first.len() + 1))
    } else {
        letter_of(last).map(|letter| (letter, end - last.len() - 1..end))
    }
}

/// Puts a letter that stands alone before the word that lacks it.
fn give_back(
    page: &Page<'_>,
    edits: &mut Edits<'_>,
    index: usize,
    (letter, range): (char, Range<usize>),
    is_only_one: bool,
) {
    let is_whole = range == page.passages()[index].range;
    let near = index + 1..(index + 1 + REACH).min(page.passages().len());
    for other in near {
        let text = page.passage_text(other);
        // Running text does not begin in lower case, whatever word it begins with.
        let is_next = other == index + 1 && is_whole;
        let (glue, why) = if let Some(word) = makes_word(page, letter, text, is_next || is_running(text)) {
            ("", reason(letter, word))
        } else if is_only_one && is_running(text) && lacks_word(page, letter, text) {
            (" ", format!("`{letter}` is the word that the text lacks at its start"))
        } else {
            continue;
        };
        let to = page.passages()[other].range.start;
        if is_next {
            edits.replace(range.end..to, glue, why);
        } else {
            let changes = vec![
                Change { range, after: String::new() },
                Change { range: to..to, after: format!("{letter}{glue}") },
            ];
            edits.group(changes, why);
        }
        return;
    }
}

/// Moves a letter up that is as tall as two lines and was read with the second one.
fn take_from_next_line(page: &Page<'_>, edits: &mut Edits<'_>, index: usize) {
    let text = page.passage_text(index);
    let Some((first, second)) = text.split_once('\n') else { return };
    let Some(letter) = second.chars().next().filter(|letter| letter.is_uppercase()) else { return };
    if !second[letter.len_utf8()..].starts_with(' ') {
        return;
    }
    if let Some(word) = makes_word(page, letter, text, false) {
        let start = page.passages()[index].range.start;
        let at = start + first.len() + 1;
        let changes = vec![
            Change { range: start..start, after: letter.to_string() },
            Change { range: at..at + letter.len_utf8() + 1, after: String::new() },
        ];
        edits.group(changes, reason(letter, word));
    }
}

/// Whether a passage is running text and no heading, name or date.
fn is_running(text: &str) -> bool {
    text.len() >= RUNNING_TEXT || text.len() >= SENTENCE && text.ends_with(['.', '!', '?'])
}

/// Whether a text begins as none does, and the letter is the word before: `A`, `female teacher was`.
fn lacks_word(page: &Page<'_>, letter: char, text: &str) -> bool {
    let word = first_word(text);
    let is_lower =
        word.starts_with(char::is_lowercase) && word.chars().nth(1).is_some() && page.lexicon().is_word(word);
    let is_figure = text.starts_with(|c: char| c.is_ascii_digit());
    match letter {
        'A' => (is_lower && !word.starts_with(['a', 'e', 'i', 'o'])) || is_figure,
        'I' => is_lower,
        _ => false,
    }
}

/// The first word of `body`, if it is none by itself and becomes one with the letter.
///
/// A letter on a line of its own before a line in lower case needs no more: `T`, `here was no wind`.
fn makes_word<'t>(page: &Page<'_>, letter: char, body: &'t str, alone: bool) -> Option<&'t str> {
    let rest = first_word(body);
    let word = format!("{letter}{rest}");
    let seen = page.survey().count(&word) > 0;
    // `ASA’s` in a text about NASA.
    let stem = rest.split(['\'', '’']).next().unwrap_or(rest);
    let shouted = stem.chars().nth(1).is_some() && stem.chars().all(char::is_uppercase);
    let seen = seen || shouted && page.survey().count(&format!("{letter}{stem}")) > 0;
    let begins_amiss = rest.starts_with(char::is_lowercase) || shouted && alone && seen;
    if !begins_amiss || letter.is_lowercase() && !seen {
        return None;
    }
    let lexicon = page.lexicon();
    if page.survey().language != Language::English && !seen {
        return None;
    }
    // `O porto`, `A corn`: what begins with a word that is a letter must be no name.
    let is_letter_word = !alone && matches!(letter, 'A' | 'I' | 'O');
    if is_letter_word && !seen && !lexicon.facts(&word).is_some_and(|facts| facts.lower) {
        return None;
    }
    let is_word = lexicon.is_word(rest) && rest.chars().nth(1).is_some();
    let count = |word: &str| lexicon.facts(word).map_or(0, |facts| facts.count);
    let times = |factor: u32| count(&word) > factor * count(rest).max(1);
    let is_commoner = !matches!(letter, 'A' | 'I' | 'O') || times(COMMONER);
    // `T he`: a letter that is no word, before a rest that is one.
    let is_opening = CAPS.contains(&(letter, rest)) && body.len() >= RUNNING_TEXT;
    if is_word && !is_opening && !(alone && is_commoner || times(MUCH_COMMONER) && body.len() >= SENTENCE) {
        return None;
    }
    (seen || lexicon.is_word(&word)).then_some(rest)
}

/// The letters a text begins with, with the apostrophes between them.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')).unwrap_or(text.len());
    text[..end].trim_end_matches(['\'', '’'])
}

fn reason(letter: char, rest: &str) -> String {
    format!("`{letter}` and `{rest}` are one word")
}
