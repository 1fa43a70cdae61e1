//! Takes a note that was printed over a line of the text out from between its words.

use std::cmp::Reverse;
use std::ops::Range;

use crate::edits::Edits;
use crate::furniture::is_cookie_note;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "overprinted-note",
    group: Group::Furniture,
    summary: "Take a note that was printed over a line of the text out from between its words",
    cause: "A cookie note that stays at the window's edge is printed over the text of each page, and an extractor that \
            keeps the layout sets the words of both by where they stand, some of them as one.",
    holds_back: "A note that stands nowhere by itself; words that do not make up the whole note from left to right; text \
                 whose columns were not kept.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            concat!(
                "The ferry to the islands is late again, and nobody in the\n",
                "We use cookies\n",
                "office is      tosurprised\n",
                "                    improve by\n",
                "                                it. this site.\n",
                "\nWe use cookies to improve this site.\n",
            ),
            concat!(
                "The ferry to the islands is late again, and nobody in the\n",
                "office is surprised by it.\n",
                "\nWe use cookies to improve this site.\n",
            ),
        ),
        Keeps(
            "The ferry to the islands is late again, and nobody in the\nWe use cookies\noffice\nto improve\nis surprised\n\
             this site.\n\nWe use cookies to improve this site.\n",
        ),
        Keeps("We use cookies to improve\n  this site.\n\nWe use cookies to improve this site.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if memchr::memmem::find_iter(text.as_bytes(), b"ookie").take(2).count() < 2 {
        return;
    }
    let rows = rows(text);
    let Some(note) = whole_note(&rows) else { return };
    let wanted: Vec<&str> = note.words.iter().map(|(_, word)| *word).collect();
    let mut at = 0;
    while at < rows.len() {
        let Some((window, line)) = overprinted(page, &rows, at, &wanted) else {
            at += 1;
            continue;
        };
        let range = rows[window.start].range.start..rows[window.end - 1].range.end;
        edits.replace(range, line, "a note that stands elsewhere by itself, printed over these words");
        at = window.end;
    }
}

/// Words with the columns they stand at.
type Words<'t> = Vec<(usize, &'t str)>;

/// A line of the text with the columns its words stand at.
struct Row<'t> {
    text: &'t str,
    /// From the line's start, its indent and all, to its last letter.
    range: Range<usize>,
    words: Words<'t>,
}

impl Row<'_> {
    fn ends(&self) -> bool {
        self.text.ends_with(['.', '!', '?'])
    }

    fn first_column(&self) -> usize {
        self.words.first().map_or(0, |(column, _)| *column)
    }

    fn last_column(&self) -> usize {
        self.words.last().map_or(0, |(column, word)| column + word.chars().count())
    }
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{c}']) {
        let body = line.trim_end();
        let (mut words, mut word, mut column) = (Vec::new(), None, 0);
        for (at, c) in body.char_indices() {
            match (c.is_whitespace(), word) {
                (false, None) => word = Some((column, at)),
                (true, Some((first, from))) => {
                    words.push((first, &body[from..at]));
                    word = None;
                }
                _ => {}
            }
            column += 1;
        }
        words.extend(word.map(|(first, from)| (first, &body[from..])));
        rows.push(Row { text: body.trim_start(), range: start..start + body.len(), words });
        start += line.len();
    }
    rows
}

/// The row that holds the note by itself: of all that look like notes the one that comes most, and of those the shortest.
///
/// The end of a note over which a line was printed may look like a note too, but begins in lower case.
fn whole_note<'r, 't>(rows: &'r [Row<'t>]) -> Option<&'r Row<'t>> {
    let is_note = |row: &&Row<'_>| {
        let whole = row.words.len() >= LEAST_WORDS && row.ends() && row.text.starts_with(char::is_uppercase);
        whole && is_cookie_note(row.text)
    };
    let notes: Vec<&Row<'_>> = rows.iter().filter(is_note).take(MOST_NOTES).collect();
    let count = |row: &Row<'_>| notes.iter().filter(|other| other.text == row.text).count();
    notes.iter().copied().max_by_key(|row| (count(row), Reverse(row.words.len())))
}

/// The rows from `at` on that hold the note and a line of the text, and that line.
fn overprinted(page: &Page<'_>, rows: &[Row<'_>], at: usize, note: &[&str]) -> Option<(Range<usize>, String)> {
    let starts = rows[at].words.first().is_some_and(|(_, word)| *word == note[0]);
    if !starts
        || rows[at].words.len() >= note.len() && rows[at].words.iter().map(|(_, word)| *word).eq(note.iter().copied())
    {
        return None;
    }
    let last_words = &note[note.len() - 2..];
    let near = rows[at..].iter().take(MOST_ROWS).take_while(|row| !row.words.is_empty()).count();
    let ends = |row: &Row<'_>| {
        row.words.iter().map(|(_, word)| *word).skip(row.words.len().saturating_sub(2)).eq(last_words.iter().copied())
    };
    let last_row = at + rows[at..at + near].iter().position(ends)?;
    let (mut end, mut left) = (last_row + 1..=at + near).take(ROWS_BEHIND + 1).find_map(|end| {
        let columns_kept = rows[at..end].iter().any(|row| row.first_column() > 0);
        // Both the note and the line were set from left to right.
        let mut words: Vec<(usize, &str)> = rows[at..end].iter().flat_map(|row| row.words.iter().copied()).collect();
        words.sort_by_key(|(column, _)| *column);
        Some((end, without_note(page, &words, note).filter(|_| columns_kept)?))
    })?;
    let (first, last) = (left.first()?.0, left.last().map(|(column, word)| column + word.chars().count())?);
    // The ends of the line may stand in rows of their own.
    let mut start = at;
    if let Some(before) = start.checked_sub(1).map(|before| &rows[before])
        && !before.words.is_empty()
        && before.last_column() < first
    {
        start -= 1;
        left.splice(0..0, before.words.iter().copied());
    }
    if let Some(after) = rows.get(end)
        && !after.words.is_empty()
        && after.first_column() > last
    {
        end += 1;
        left.extend(after.words.iter().copied());
    }
    let indent = left.first().map_or(0, |(column, _)| *column);
    let line: Vec<&str> = left.iter().map(|(_, word)| *word).collect();
    Some((start..end, " ".repeat(indent) + &line.join(" ")))
}

/// The words that are left when the note's are taken out in order, whole or as parts of words that were set as one.
///
/// Of all ways to find the note the one is taken that parts the fewest words and leaves the fewest that are none.
fn without_note<'t>(page: &Page<'_>, words: &[(usize, &'t str)], note: &[&str]) -> Option<Words<'t>> {
    if words.len() > MOST_WORDS {
        return None;
    }
    let width = note.len() + 1;
    let mut costs = vec![u32::MAX; (words.len() + 1) * width];
    let mut ways: Vec<Option<(usize, Words<'t>)>> = vec![None; costs.len()];
    costs[0] = 0;
    for (index, (column, word)) in words.iter().enumerate() {
        for taken in 0..width {
            let cost = costs[index * width + taken];
            if cost == u32::MAX {
                continue;
            }
            let mut reach = |more: usize, cost: u32, left: Words<'t>| {
                let to = (index + 1) * width + taken + more;
                if cost < costs[to] {
                    costs[to] = cost;
                    ways[to] = Some((more, left));
                }
            };
            reach(0, cost, vec![(*column, *word)]);
            if note.get(taken) == Some(word) {
                reach(1, cost, Vec::new());
            }
            for more in 1..=MOST_IN_ONE.min(note.len() - taken) {
                for from_end in [false, true] {
                    let left = parts_left(*column, word, &note[taken..taken + more], from_end);
                    let Some(left) = left else { continue };
                    let unknown = left.iter().filter(|(_, part)| !is_known(page, part)).count() as u32;
                    reach(more, cost + 1 + 2 * unknown, left);
                }
            }
        }
    }
    let mut left = Vec::new();
    let mut taken = note.len();
    for index in (1..=words.len()).rev() {
        let (more, parts) = ways[index * width + taken].take()?;
        left.extend(parts.into_iter().rev());
        taken -= more;
    }
    left.reverse();
    (!left.is_empty()).then_some(left)
}

/// What is left of a word when some others are taken out of it, one after another; nothing if they are not all in it.
///
/// Each is taken where it stands first, or last where `from_end` says so.
fn parts_left<'t>(column: usize, word: &'t str, others: &[&str], from_end: bool) -> Option<Words<'t>> {
    let mut taken = Vec::with_capacity(others.len());
    let (mut from, mut to) = (0, word.len());
    for index in 0..others.len() {
        let other = others[if from_end { others.len() - 1 - index } else { index }];
        let inner = &word[from..to];
        let at = from + if from_end { inner.rfind(other) } else { inner.find(other) }?;
        taken.push(at..at + other.len());
        (from, to) = if from_end { (from, at) } else { (at + other.len(), to) };
    }
    taken.sort_by_key(|range| range.start);
    let starts = std::iter::once(0).chain(taken.iter().map(|range| range.end));
    let ends = taken.iter().map(|range| range.start).chain(std::iter::once(word.len()));
    let left = starts.zip(ends).filter(|(start, end)| start < end);
    let left: Vec<_> = left.map(|(start, end)| (column + word[..start].chars().count(), &word[start..end])).collect();
    (!left.is_empty()).then_some(left)
}

/// Whether a part is a word, with marks at its ends, or a number.
fn is_known(page: &Page<'_>, part: &str) -> bool {
    let word = part.trim_matches(|c: char| !c.is_alphanumeric());
    word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) || page.lexicon().is_word(word)
}

/// A note has at least so many words.
const LEAST_WORDS: usize = 6;
/// So many rows that look like notes are compared.
const MOST_NOTES: usize = 60;
/// A line and a note that were printed over one another take at most so many rows,
const MOST_ROWS: usize = 14;
/// of which at most so many stand below the note's last words,
const ROWS_BEHIND: usize = 2;
/// with at most so many words.
const MOST_WORDS: usize = 100;
/// So many words of a note may have been set as one with a word of the text.
const MOST_IN_ONE: usize = 2;
