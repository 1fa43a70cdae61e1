//! Decodes the escapes of e-mail (`=E2=80=99`) that were left in the text.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "quoted-printable",
    group: Group::Encoding,
    summary: "Decode escapes of e-mail such as `=E2=80=99` and `=20`",
    cause: "A message was saved or quoted in the form it was sent in (RFC 2045).",
    holds_back: "Fewer than two characters of UTF-8 so written; escapes that are no UTF-8; addresses; code.",
    safety: Safety::Suggested,
    signs: Signs::EQUALS,
    examples: &[
        Repairs("It=E2=80=99s a caf=C3=A9, 1 =3D 1\n", "It’s a café, 1 = 1\n"),
        Repairs("It=E2=80=99s a long=\n line of a caf=C3=A9\n", "It’s a long line of a café\n"),
        Keeps("It=E2=80=99s but one\n"),
        Keeps("x=20 and y=3D\n"),
        Keeps("a=FF=FE and b=80=81\n"),
        Keeps("https://example.org/?a=C3=A9&b=C3=A9 there\n"),
    ],
    repair,
};

static ESCAPES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:=[0-9A-F]{2})+|=[ \t]*\n").expect("a fixed pattern"));

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let mut found = Vec::new();
    let mut proofs = 0;
    for escapes in ESCAPES.find_iter(text) {
        if page.is_protected(&escapes.range()) {
            continue;
        }
        // A line end that is no part of the text stands behind the sign.
        let meant = if escapes.as_str().ends_with('\n') { Some(String::new()) } else { decoded(escapes.as_str()) };
        if let Some(meant) = meant {
            proofs += usize::from(!meant.is_ascii());
            found.push((escapes.range(), meant));
        }
    }
    if proofs >= 2 {
        for (range, meant) in found {
            edits.replace(range, meant, "an escape of e-mail");
        }
    }
}

fn decoded(escapes: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = escapes.split('=').skip(1).map(|byte| u8::from_str_radix(byte, 16).ok()).collect();
    let text = String::from_utf8(bytes?).ok()?;
    (!text.chars().any(|c| c.is_control() && c != '\n')).then_some(text)
}
