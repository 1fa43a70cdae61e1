//! Takes out characters without width that part words for no reader.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "zero-width",
    group: Group::Encoding,
    summary: "Take out zero-width spaces, joiners and direction marks that do nothing",
    cause: "Web pages put them in as places to break a line, as watermarks, or by way of an editor.",
    holds_back: "Scripts that are written with them (Arabic, Indic, Thai …), emoji, and marks of direction where a \
                 text has letters that run from right to left; a word joiner that is not inside a word.",
    safety: Safety::Safe,
    signs: Signs::FORMAT,
    examples: &[
        Repairs("The har\u{200b}bour\u{200b} is open.\n", "The harbour is open.\n"),
        Repairs("The har\u{2060}bour and\u{feff} the quay\n", "The harbour and the quay\n"),
        Repairs("The har\u{200c}bour\u{200d}\n", "The harbour\n"),
        Repairs("The\u{200e} harbour\u{202a} is open\u{202c}\n", "The harbour is open\n"),
        Keeps("می\u{200c}خواهم and क\u{94d}\u{200d}ष\n"),
        Keeps("A family: \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\n"),
        Keeps("ภาษา\u{200b}ไทย\n"),
        Keeps("The word שלום\u{200f} is Hebrew.\n"),
        Keeps("10\u{2060}\u{2013}\u{2060}20 stay on one line\n"),
        Keeps("a co\u{ad}operative\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let bytes = text.as_bytes();
    // U+2000 to U+20FF begin with E2 80 or E2 81; U+FEFF is EF BB BF.
    let mut right_to_left = None;
    for at in memchr::memchr2_iter(0xE2, 0xEF, bytes) {
        let Some(mark) = text[at..].chars().next() else { continue };
        let end = at + mark.len_utf8();
        let idle = match mark {
            '\u{200b}' | '\u{feff}' => !around(text, at, end, needs_breaks),
            '\u{200c}' | '\u{200d}' => !around(text, at, end, |c| !is_plain(c)),
            '\u{2060}'..='\u{2064}' => inside_word(text, at, end),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                !*right_to_left.get_or_insert_with(|| text.chars().any(is_right_to_left))
            }
            _ => false,
        };
        if idle {
            edits.delete(at..end, format!("U+{:04X} does nothing here", u32::from(mark)));
        }
    }
}

/// Whether the character before or the one after is of this sort; other marks without width are looked through.
fn around(text: &str, start: usize, end: usize, sort: impl Fn(char) -> bool) -> bool {
    let shown = |c: &char| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    // More than a few of them in a row are no writing.
    let before = text[..start].chars().rev().take(8).find(shown);
    let after = text[end..].chars().take(8).find(shown);
    before.is_some_and(&sort) || after.is_some_and(&sort)
}

fn inside_word(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && is_plain(c));
    letter(text[..start].chars().next_back()) && letter(text[end..].chars().next())
}

/// Latin, Greek and Cyrillic letters and what is common to all scripts: joiners mean nothing between these.
fn is_plain(c: char) -> bool {
    c < '\u{590}' || ('\u{1e00}'..='\u{206f}').contains(&c)
}

/// Scripts without spaces, in which a zero-width space parts words: Thai to Khmer, and East Asia.
fn needs_breaks(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}' | '\u{2e80}'..='\u{d7ff}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}')
}
