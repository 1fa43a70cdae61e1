//! The repair of a line, character by character, with the place each came from.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::badness::is_bad;
use super::charmap::{CHARMAPS, Charmap, clue};

/// A character and the bytes of the line that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The character.
    pub character: char,
    /// Where it came from.
    pub range: Range<usize>,
}

/// More rounds than any text was read wrongly.
const ROUNDS: usize = 12;

/// The characters of a line, repaired.
pub fn repaired(line: &str) -> Vec<Cell> {
    let cells =
        line.char_indices().map(|(at, character)| Cell { character, range: at..at + character.len_utf8() }).collect();
    fixed(cells)
}

fn fixed(mut cells: Vec<Cell>) -> Vec<Cell> {
    for _ in 0..ROUNDS {
        match step(&cells) {
            Some(next) if !same(&next, &cells) => cells = next,
            _ => break,
        }
    }
    cells
}

fn same(one: &[Cell], other: &[Cell]) -> bool {
    one.iter().map(|cell| cell.character).eq(other.iter().map(|cell| cell.character))
}

/// One round: the whole read as UTF-8, or the runs that can be, or lone controls read as windows-1252.
fn step(cells: &[Cell]) -> Option<Vec<Cell>> {
    let text: String = cells.iter().map(|cell| cell.character).collect();
    if text.is_ascii() || !is_bad(&text) {
        return None;
    }
    CHARMAPS
        .iter()
        .find_map(|charmap| decoded(cells, charmap))
        .or_else(|| Some(run_by_run(cells)).filter(|next| !same(next, cells)))
        .or_else(|| Some(cells.iter().map(without_control).collect()))
}

fn without_control(cell: &Cell) -> Cell {
    let character = match cell.character {
        control @ '\u{80}'..='\u{9f}' => {
            let byte = [u32::from(control) as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or(control)
        }
        character => character,
    };
    Cell { character, range: cell.range.clone() }
}

/// Bytes with the places they came from.
struct Bytes {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
}

/// UTF-8 in which byte A0 became a blank; which sequences may be meant is ftfy's choice.
static BLANKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u)[\xc2\xc3\xc5\xce\xd0\xd9] ",
        r"|[\xe2\xe3] [\x80-\x84\x86-\x9f\xa1-\xbf]|[\xe0-\xe3][\x80-\x84\x86-\x9f\xa1-\xbf] ",
        r"|\xf0 [\x80-\xbf][\x80-\xbf]|\xf0[\x80-\xbf] [\x80-\xbf]|\xf0[\x80-\xbf][\x80-\xbf] ",
    ))
    .expect("a fixed pattern")
});
/// What is left of a mark at the end of a quotation whose last byte was lost.
static CUT_QUOTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?-u)\xe2\x80").expect("a fixed pattern"));
const OPENING_QUOTE: &[u8] = "“".as_bytes();
const CLOSING_QUOTE: &[u8] = "”".as_bytes();
/// `Ã ` as a word or the end of one is `à ` whose no-break space was taken for the blank after it.
static GRAVE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?-u)\xc3 ").expect("a fixed pattern"));
/// UTF-8, also of surrogates, in which bytes were lost.
static LOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u)[\xc2-\xdf]\x1a|[\xc2-\xc3]\?",
        r"|\xed[\xa0-\xaf][\x1a?]\xed[\xb0-\xbf][\x1a?\x80-\xbf]|\xed[\xa0-\xaf][\x1a?\x80-\xbf]\xed[\xb0-\xbf][\x1a?]",
        r"|[\xe0-\xef][\x1a?][\x1a\x80-\xbf]|[\xe0-\xef][\x1a\x80-\xbf][\x1a?]",
        r"|[\xf0-\xf4][\x1a?][\x1a\x80-\xbf][\x1a\x80-\xbf]|[\xf0-\xf4][\x1a\x80-\xbf][\x1a?][\x1a\x80-\xbf]",
        r"|[\xf0-\xf4][\x1a\x80-\xbf][\x1a\x80-\xbf][\x1a?]|\x1a",
    ))
    .expect("a fixed pattern")
});

/// The characters as UTF-8 that was read in this encoding; nothing if they are not.
fn decoded(cells: &[Cell], charmap: &Charmap) -> Option<Vec<Cell>> {
    let bytes: Vec<u8> = cells.iter().map(|cell| charmap.byte(cell.character)).collect::<Option<_>>()?;
    let mut bytes = Bytes { bytes, ranges: cells.iter().map(|cell| cell.range.clone()).collect() };
    // Byte 9D is no character of Windows-1252 and is often lost; where a quotation was opened its end is meant.
    if charmap.blanks && memchr::memmem::find(&bytes.bytes, OPENING_QUOTE).is_some() {
        bytes = bytes.replaced(&CUT_QUOTE, |found, after| {
            let blanks = after.starts_with(b"  ");
            let is_cut = after.first().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
            if is_cut && !blanks { CLOSING_QUOTE.to_vec() } else { found.to_vec() }
        });
    }
    if charmap.blanks && BLANKED.is_match(&bytes.bytes) {
        bytes = bytes.replaced(&GRAVE, |found, after| {
            let word = [" ".as_bytes(), b"quele", b"quela", b"quilo", b"s "].iter().any(|word| after.starts_with(word));
            if word { found.to_vec() } else { b"\xc3\xa0 ".to_vec() }
        });
        bytes = bytes
            .replaced(&BLANKED, |found, _| found.iter().map(|byte| if *byte == b' ' { 0xA0 } else { *byte }).collect());
    }
    if charmap.lossy {
        bytes = bytes.replaced(&LOST, |_, _| "\u{fffd}".as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(bytes.bytes.len());
    let mut at = 0;
    while at < bytes.bytes.len() {
        let (character, length) = first_character(&bytes.bytes[at..])?;
        out.push(Cell { character, range: bytes.ranges[at].start..bytes.ranges[at + length - 1].end });
        at += length;
    }
    Some(out)
}

impl Bytes {
    /// The bytes with what `pattern` finds replaced. What comes covers the place of what goes.
    fn replaced(self, pattern: &Regex, by: impl Fn(&[u8], &[u8]) -> Vec<u8>) -> Self {
        let mut out =
            Self { bytes: Vec::with_capacity(self.bytes.len()), ranges: Vec::with_capacity(self.bytes.len()) };
        let mut from = 0;
        for found in pattern.find_iter(&self.bytes) {
            out.bytes.extend_from_slice(&self.bytes[from..found.start()]);
            out.ranges.extend_from_slice(&self.ranges[from..found.start()]);
            let after = by(found.as_bytes(), &self.bytes[found.end()..]);
            let last = found.end() - 1;
            for index in 0..after.len() {
                // The last byte of both is the same one; what is put in has no place of its own.
                let range = match found.start() + index {
                    _ if index + 1 == after.len() => self.ranges[last].clone(),
                    old if old < last => self.ranges[old].clone(),
                    _ => self.ranges[last].start..self.ranges[last].start,
                };
                out.ranges.push(range);
            }
            out.bytes.extend(after);
            from = found.end();
        }
        out.bytes.extend_from_slice(&self.bytes[from..]);
        out.ranges.extend_from_slice(&self.ranges[from..]);
        out
    }
}

/// The first character of UTF-8 and its length; surrogates in pairs (CESU-8) and Java's long NUL are read too.
fn first_character(bytes: &[u8]) -> Option<(char, usize)> {
    let length = match bytes.first()? {
        0x00..=0x7F => 1,
        0xC0 if bytes.get(1) == Some(&0x80) => return Some(('\0', 2)),
        0xC2..=0xDF => 2,
        0xED if matches!(bytes.get(1), Some(0xA0..=0xAF)) => return surrogates(bytes),
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let text = std::str::from_utf8(bytes.get(..length)?).ok()?;
    Some((text.chars().next()?, length))
}

fn surrogates(bytes: &[u8]) -> Option<(char, usize)> {
    let &[0xED, high @ 0xA0..=0xAF, middle @ 0x80..=0xBF, 0xED, low @ 0xB0..=0xBF, last @ 0x80..=0xBF] =
        bytes.get(..6)?
    else {
        return None;
    };
    let bits = |byte: u8, mask: u8, shift: u32| u32::from(byte & mask) << shift;
    let code = bits(high, 0x0F, 16) + bits(middle, 0x3F, 10) + bits(low, 0x0F, 6) + bits(last, 0x3F, 0) + 0x1_0000;
    Some((char::from_u32(code)?, 6))
}

/// Reads each run again that looks like UTF-8 and is bad for itself, where the line as a whole can't be.
fn run_by_run(cells: &[Cell]) -> Vec<Cell> {
    let mut out = Vec::with_capacity(cells.len());
    let mut at = 0;
    while at < cells.len() {
        let strict = at > 0 && clue(cells[at - 1].character).strictly;
        let length = if strict { 0 } else { run_length(&cells[at..]) };
        let run = &cells[at..at + length];
        // A run as long as the line has been tried.
        if length > 0 && length < cells.len() && is_bad(&run.iter().map(|cell| cell.character).collect::<String>()) {
            out.extend(fixed(run.to_vec()));
        } else {
            out.extend_from_slice(&cells[at..at + length.max(1)]);
        }
        at += length.max(1);
    }
    out
}

/// How many characters from the first on look like sequences of UTF-8.
fn run_length(cells: &[Cell]) -> usize {
    let mut length = 0;
    while let Some(first) = cells.get(length) {
        let sequence = usize::from(clue(first.character).length);
        let whole = cells.get(length + 1..length + sequence.max(1));
        if sequence == 0 || !whole.is_some_and(|rest| rest.iter().all(|cell| clue(cell.character).continues)) {
            break;
        }
        length += sequence;
    }
    length
}
