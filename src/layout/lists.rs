//! List markers in bare text: bullets, and numbers that count.

use super::lines::Line;
use super::{Group, GroupKind};

/// The marker of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The sign the item starts with; `1` for numbers.
    pub sign: char,
    /// The number of an ordered list's item.
    pub number: Option<u32>,
    /// How many bytes the marker and the blanks behind it take.
    pub length: usize,
}

/// Glyphs that are nothing but bullets.
const GLYPHS: [char; 11] = ['•', '▪', '◦', '‣', '●', '○', '■', '□', '∙', '➢', '►'];
/// Signs that are bullets only before a blank.
const SIGNS: [char; 6] = ['-', '*', '+', '–', '·', '—'];

/// Whether a character is a bullet and nothing else.
pub fn is_glyph(c: char) -> bool {
    GLYPHS.contains(&c)
}

/// The list marker a line starts with; the line comes without its indent.
pub fn marker(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let behind = &line[first.len_utf8()..];
    let body = behind.trim_start();
    let length = line.len() - body.len();
    if GLYPHS.contains(&first) && !body.is_empty() {
        return Some(Marker { sign: first, number: None, length });
    }
    // A dash of dialogue is no bullet: a line of speech ends or goes on as a sentence does, which cannot be told here.
    if SIGNS.contains(&first) && behind.starts_with([' ', '\t']) && starts_text(body) && !matches!(first, '—' | '–')
    {
        return Some(Marker { sign: first, number: None, length });
    }
    ordinal(line)
}

fn ordinal(line: &str) -> Option<Marker> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let behind = line[digits..].strip_prefix(['.', ')'])?;
    let body = behind.trim_start();
    if body.len() == behind.len() || !starts_text(body) {
        return None;
    }
    let number = line[..digits].parse().ok()?;
    Some(Marker { sign: '1', number: Some(number), length: line.len() - body.len() })
}

fn starts_text(body: &str) -> bool {
    body.chars().next().is_some_and(|c| !c.is_whitespace() && !SIGNS.contains(&c))
}

/// Takes numbers that do not count for what they are, a paragraph's first word.
///
/// A numbered item stays one where another of the same list counts up to it or on from it, items of other paragraphs
/// between; a lone `1.` or a `3.` that follows nothing is text.
pub fn hold_to_sequence(lines: &[Line], groups: &mut [Group]) {
    let numbered: Vec<(usize, u32)> = groups
        .iter()
        .enumerate()
        .filter_map(|(index, group)| match group.kind {
            GroupKind::Item(Marker { number: Some(number), .. }) => Some((index, number)),
            _ => None,
        })
        .collect();
    let follows =
        |one: &(usize, u32), two: &(usize, u32)| one.1 + 1 == two.1 && items_touch(lines, groups, one.0, two.0);
    let loose: Vec<usize> = numbered
        .iter()
        .enumerate()
        .filter(|&(index, item)| {
            let before = index.checked_sub(1).is_some_and(|before| follows(&numbered[before], item));
            let after = numbered.get(index + 1).is_some_and(|after| follows(item, after));
            !before && !after
        })
        .map(|(_, item)| item.0)
        .collect();
    for index in loose {
        groups[index].kind = GroupKind::Paragraph;
    }
}

/// Whether nothing but furniture stands between two items: what is parted by paragraphs is a row of numbered headings.
fn items_touch(_lines: &[Line], groups: &[Group], one: usize, two: usize) -> bool {
    groups[one + 1..two].iter().all(|group| group.kind == GroupKind::Seam)
}
