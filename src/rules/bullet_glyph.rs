//! Writes odd bullets at the start of lines as the common one, by which lists are known.

use std::collections::HashMap;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "bullet-glyph",
    group: Group::Markup,
    summary: "Write odd bullets at the start of two lines or more as `•`",
    cause: "Bullets are set in fonts of signs, and come out as whatever sign has their number.",
    holds_back: "A sign that begins one line only; signs that are letters or dashes of dialogue; code.",
    safety: Safety::Safe,
    signs: Signs::FOREIGN,
    examples: &[
        Repairs("❖ The ferry\n❖ The bus\n", "• The ferry\n• The bus\n"),
        Repairs("· The ferry\n· The bus\n· The tram\n", "• The ferry\n• The bus\n• The tram\n"),
        Repairs("Here:\n\n➤ The ferry\n\n➤ The bus\n", "Here:\n\n• The ferry\n\n• The bus\n"),
        Keeps("❖ The ferry is late.\n"),
        Keeps("• The ferry\n• The bus\n"),
        Keeps("— So he said.\n— So she said.\n"),
        Keeps("The ❖ one\nand ❖ two\n"),
        Keeps("❖\n\nA scene.\n\n❖\n\nAnother.\n"),
    ],
    repair,
};

/// Signs that stand for bullets and nothing else at the start of a line.
const GLYPHS: &str = "·⁃∙⦁⚫⬤◆◇◼◾❖❑❒➔➜➤➣➧✦✧★☆✓✔✗☐☑⇒\u{f0b7}\u{f0a7}";

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if text.is_ascii() {
        return;
    }
    let mut found: HashMap<char, Vec<usize>> = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let mut characters = line.trim().chars();
        if let (Some(glyph), Some(' ' | '\t' | '\u{a0}')) = (characters.next(), characters.next())
            && GLYPHS.contains(glyph)
        {
            found.entry(glyph).or_default().push(start);
        }
    }
    for (glyph, starts) in found {
        if starts.len() > 1 {
            for start in starts {
                edits.replace(start..start + glyph.len_utf8(), "•", "a bullet at the start of several lines");
            }
        }
    }
}
