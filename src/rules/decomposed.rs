//! Writes letters with loose accents as the one character that Unicode has for both.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "decomposed",
    group: Group::Encoding,
    summary: "Write a letter and its loose accent as one character (normal form C)",
    cause: "File systems and PDF writers part letters from their accents.",
    holds_back: "Accents for which there is no one character; scripts other than Latin, Greek and Cyrillic; look-alikes \
                 that normal form KC would change (10³, ﬁ); code.",
    safety: Safety::Safe,
    signs: Signs::COMBINING,
    examples: &[
        Repairs("The cafe\u{301} in A\u{30a}re and Go\u{308}teborg\n", "The café in Åre and Göteborg\n"),
        Repairs("Vie\u{302}\u{323}t Nam\n", "Việt Nam\n"),
        Keeps("The café in Åre and Göteborg\n"),
        Keeps("10³ m², ½, the \u{212b} sign and ﬁ\n"),
        Keeps("x\u{304} is a mean\n"),
        Keeps("שָׁלוֹם\n"),
        Keeps("( ͡° ͜ʖ ͡°)\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let mut from = 0;
    // The marks from U+0300 to U+036F begin with CC or CD.
    while let Some(found) = memchr::memchr2(0xCC, 0xCD, &text.as_bytes()[from..]) {
        let at = from + found;
        let marks: usize = text[at..].chars().take_while(|c| is_combining_mark(*c)).map(char::len_utf8).sum();
        from = at + marks.max(2);
        let Some(base) = text[..at].chars().next_back() else { continue };
        let plain = base.is_alphabetic() && (base < '\u{530}' || ('\u{1e00}'..'\u{2000}').contains(&base));
        if marks == 0 || !plain {
            continue;
        }
        let range = at - base.len_utf8()..at + marks;
        let composed: String = text[range.clone()].nfc().collect();
        if composed.chars().count() < text[range.clone()].chars().count() {
            edits.replace(range, composed, "a letter and its accent in two");
        }
    }
}
