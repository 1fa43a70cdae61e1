//! Reads control codes from the upper half of a byte as the characters that windows-1252 has in their place.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "c1-control",
    group: Group::Encoding,
    summary: "Read control codes U+0080 to U+009F as windows-1252",
    cause: "A windows-1252 text was read as ISO 8859-1, which has controls where the other has quotes and dashes.",
    holds_back: "The five bytes that windows-1252 leaves unassigned; code.",
    safety: Safety::Safe,
    signs: Signs::CONTROL,
    examples: &[
        Repairs("\u{93}Well\u{94}, he said \u{97} and left\u{85}\n", "“Well”, he said — and left…\n"),
        Repairs("It\u{92}s \u{80}5.\n", "It’s €5.\n"),
        Keeps("An unassigned byte\u{81} stays.\n"),
        Keeps("“Well”, he said — and left…\n"),
        Keeps("©£½ÿ are no controls.\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let bytes = page.text().as_bytes();
    // In UTF-8 the controls are C2 80 to C2 9F.
    for at in memchr::memchr_iter(0xC2, bytes) {
        let Some(&byte) = bytes.get(at + 1).filter(|byte| (0x80..=0x9F).contains(*byte)) else { continue };
        let (meant, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
        if !meant.chars().any(char::is_control) {
            let reason = format!("byte {byte:02X} is {meant} in windows-1252");
            edits.replace(at..at + 2, meant.into_owned(), reason);
        }
    }
}
