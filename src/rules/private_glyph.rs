//! Writes glyphs from the private use area as the characters they show.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "private-glyph",
    group: Group::Encoding,
    summary: "Write private glyphs of Symbol, Wingdings and Adobe fonts as characters",
    cause: "Old fonts keep their signs in the private use area, where the extractor left them.",
    holds_back: "Glyphs that are in no table: only their font says what they show; code.",
    safety: Safety::Safe,
    signs: Signs::PRIVATE,
    examples: &[
        Repairs("\u{f0b7} The ferry\n\u{f0b7} The bus\n", "• The ferry\n• The bus\n"),
        Repairs("\u{f0a7} The ferry\n\u{f0a7} The bus\n", "▪ The ferry\n▪ The bus\n"),
        Repairs("in \u{f731}\u{f739}\u{f738}\u{f734}, 20 \u{f0b0}C \u{f0b1} 2\n", "in 1984, 20 °C ± 2\n"),
        Repairs("the o\u{f001}cial \u{f6d9} sign\n", "the oficial © sign\n"),
        Keeps("An unknown glyph \u{e123} or \u{f8ff}\n"),
        Keeps("• The ferry\n"),
    ],
    repair,
};

/// Glyphs by code point, sorted: the Symbol encoding and the bullets of Wingdings at U+F000 plus the byte, and the
/// corporate use area of the Adobe Glyph List.
const GLYPHS: [(char, &str); 51] = [
    ('\u{f001}', "fi"),
    ('\u{f002}', "fl"),
    ('\u{f02b}', "+"),
    ('\u{f02d}', "−"),
    ('\u{f03d}', "="),
    ('\u{f061}', "α"),
    ('\u{f062}', "β"),
    ('\u{f06d}', "μ"),
    ('\u{f06e}', "■"),
    ('\u{f070}', "π"),
    ('\u{f071}', "❑"),
    ('\u{f073}', "σ"),
    ('\u{f075}', "◆"),
    ('\u{f076}', "❖"),
    ('\u{f09f}', "•"),
    ('\u{f0a2}', "′"),
    ('\u{f0a3}', "≤"),
    ('\u{f0a5}', "∞"),
    ('\u{f0a7}', "▪"),
    ('\u{f0a8}', "◻"),
    ('\u{f0ae}', "→"),
    ('\u{f0b0}', "°"),
    ('\u{f0b1}', "±"),
    ('\u{f0b2}', "″"),
    ('\u{f0b3}', "≥"),
    ('\u{f0b4}', "×"),
    ('\u{f0b7}', "•"),
    ('\u{f0b9}', "≠"),
    ('\u{f0bb}', "≈"),
    ('\u{f0d6}', "√"),
    ('\u{f0d7}', "⋅"),
    ('\u{f0d8}', "➢"),
    ('\u{f0de}', "⇒"),
    ('\u{f0e0}', "→"),
    ('\u{f0e5}', "∑"),
    ('\u{f0fc}', "✓"),
    ('\u{f0fe}', "☒"),
    ('\u{f6d9}', "©"),
    ('\u{f6da}', "®"),
    ('\u{f6db}', "™"),
    ('\u{f6dc}', "1"),
    ('\u{f730}', "0"),
    ('\u{f731}', "1"),
    ('\u{f732}', "2"),
    ('\u{f733}', "3"),
    ('\u{f734}', "4"),
    ('\u{f735}', "5"),
    ('\u{f736}', "6"),
    ('\u{f737}', "7"),
    ('\u{f738}', "8"),
    ('\u{f739}', "9"),
];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    // U+F000 to U+FFFF begin with EF.
    for at in memchr::memchr_iter(0xEF, text.as_bytes()) {
        let Some(glyph) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if let Ok(index) = GLYPHS.binary_search_by_key(&glyph, |(known, _)| *known) {
            let shown = GLYPHS[index].1;
            let reason = format!("U+{:04X} shows {shown} in the fonts that have it", u32::from(glyph));
            edits.replace(at..at + glyph.len_utf8(), shown, reason);
        }
    }
}
