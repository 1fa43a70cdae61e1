//! Writes ligatures that a font drew as the letters they stand for.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "ligature-char",
    group: Group::Encoding,
    summary: "Write the ligatures ﬀ, ﬁ, ﬂ, ﬃ, ﬄ, ﬅ, ﬆ as letters",
    cause: "A font drew two or three letters as one glyph, and the extractor kept the glyph.",
    holds_back: "Letters of a language that look like ligatures: æ, œ, ß, ĳ; code.",
    safety: Safety::Safe,
    signs: Signs::LIGATURE,
    examples: &[
        Repairs("The oﬃce ﬁled it ﬁrst, in Pﬂug’s aﬀairs.\n", "The office filed it first, in Pflug’s affairs.\n"),
        Repairs("The weﬆern waﬄe ﬅand\n", "The western waffle stand\n"),
        Keeps("Œuvre, æon, Straße, ĳs\n"),
        Keeps("10³ m² and ½\n"),
        Keeps("It is at https://example.org/ﬁle.\n"),
    ],
    repair,
};

/// What each ligature from U+FB00 on stands for.
const LETTERS: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for at in memchr::memmem::find_iter(page.text().as_bytes(), b"\xEF\xAC") {
        let index = usize::from(page.text().as_bytes()[at + 2] - 0x80);
        if let Some(letters) = LETTERS.get(index) {
            edits.replace(at..at + 3, *letters, format!("one glyph for {letters}"));
        }
    }
}
