//! Takes out control characters and terminal escapes, which have no place in a text.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "control-char",
    group: Group::Encoding,
    summary: "Take out control characters, terminal escapes and byte order marks",
    cause: "Programs write colours for a terminal, overstrike letters, or copy bytes that are no text.",
    holds_back: "Tab and line feed; form feed and U+0002, which tell where a page or a line was cut.",
    safety: Safety::Safe,
    signs: Signs::CONTROL,
    examples: &[
        Repairs("\u{feff}The ferry\u{0} is late.\n", "The ferry is late.\n"),
        Repairs("The \u{1b}[1;31mferry\u{1b}[0m is late.\n", "The ferry is late.\n"),
        Repairs("The f\u{8}fe\u{8}erry is late.\n", "The ferry is late.\n"),
        Repairs("One line\rand another\n", "One line\nand another\n"),
        Repairs("A well\u{1e}known ferry\n", "A well-known ferry\n"),
        Repairs("A stray\u{9d} byte\u{7f}\n", "A stray byte\n"),
        Keeps("The ferry\tis late.\n"),
        Keeps("The end of a page.\n\n\u{c}The next page.\n"),
        Keeps("A line cut at a hy\u{2}phen\n"),
        Keeps("An escape as text: \\x1b[0m and [31m\n"),
        Keeps("Two\u{feff}words: for zero-width to say.\n"),
    ],
    repair,
};

/// Terminal escapes as ECMA-48 has them, an overstruck letter, and lone characters; the second half of C1 is what
/// `c1-control` could not read.
static CONTROL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]",
        r"|[^\n\x08]\x08|\r+\n?|[\x00\x01\x03-\x08\x0b\x0e-\x1f\x7f-\x9f]|\A\u{feff}",
    ))
    .expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0c | 0x02) || byte == 0x7f;
    let has_upper = || memchr::memchr_iter(0xC2, text.as_bytes()).any(|at| text.as_bytes()[at + 1] < 0xA0);
    if !text.starts_with('\u{feff}') && !text.bytes().any(is_control) && !has_upper() {
        return;
    }
    for found in CONTROL.find_iter(text) {
        let (after, reason) = match found.as_str() {
            "\u{feff}" => ("", "a byte order mark".into()),
            "\u{b}" => ("\n", "a vertical tab, which parts lines".into()),
            "\u{1e}" => ("-", "Word’s code for a fixed hyphen".into()),
            control if control.starts_with('\r') => line_end(control),
            control if control.starts_with('\u{1b}') && control.len() > 1 => ("", "a terminal escape".into()),
            control if control.ends_with('\u{8}') && control.len() > 1 => ("", "a letter struck over".into()),
            control => ("", format!("U+{:04X}, a control", control.chars().next().map_or(0, u32::from)).into()),
        };
        edits.replace(found.range(), after, reason);
    }
}

fn line_end(control: &str) -> (&'static str, std::borrow::Cow<'static, str>) {
    match control.bytes().filter(|byte| *byte == b'\r').count() {
        1 => ("\n", "a carriage return that ends a line".into()),
        _ if control.ends_with('\n') => ("\n", "carriage returns before a line feed".into()),
        _ => ("\n\n", "carriage returns that part paragraphs".into()),
    }
}
