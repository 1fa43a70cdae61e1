//! Decodes character references that were left in the text.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "html-entity",
    group: Group::Encoding,
    summary: "Decode character references such as `&amp;` and `&#8217;`",
    cause: "HTML was encoded twice, or its text was taken without being decoded.",
    holds_back: "References without a semicolon or with an unknown name; one that stands alone in quotes, \
                 being written about; addresses; code.",
    safety: Safety::Safe,
    signs: Signs::AMPERSAND,
    examples: &[
        Repairs("Marks &amp; Spencer&rsquo;s caf&eacute;\n", "Marks & Spencer’s café\n"),
        Repairs("It&#8217;s &#x201C;so&#x201D; &mdash; truly\n", "It’s “so” — truly\n"),
        Repairs("Doubly &amp;amp;quot;encoded&amp;quot;\n", "Doubly \"encoded\"\n"),
        Repairs("It&#146;s windows-1252\n", "It’s windows-1252\n"),
        Repairs("10&nbsp;000 people &lt; 20&nbsp;000\n", "10\u{a0}000 people < 20\u{a0}000\n"),
        Repairs("&#38;amp; once\n", "& once\n"),
        Keeps("AT&T; R&D; Q&A\n"),
        Keeps("Smith &amp Sons, without a semicolon\n"),
        Keeps("See https://example.org/?a=1&amp;b=2 there.\n"),
        Keeps("if line.startswith(\"&gt;\") or line == '&amp;': write `&lt;`\n"),
        Keeps("An impossible one: &#xD800; or &#0; or &#1114112;\n"),
        Keeps("this & that; so & on;\n"),
    ],
    repair,
};

/// Ampersands encoded once more stand before the rest: `&amp;amp;quot;`.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:(?:amp|#0*38|#[xX]0*26);)*(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
        .expect("a fixed pattern")
});

/// The names of HTML5, without ampersand and semicolon, as the crate `entities` lists them.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let names = entities::ENTITIES.iter().filter_map(|entity| {
        let name = entity.entity.strip_prefix('&')?.strip_suffix(';')?;
        Some((name, entity.characters))
    });
    names.collect()
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    for found in REFERENCE.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        if is_quoted(&text[..whole.start()], &text[whole.end()..]) {
            continue;
        }
        if let Some(characters) = meaning(name.as_str()) {
            edits.replace(whole.range(), characters, "a character reference left undecoded");
        }
    }
}

/// Whether the reference alone stands in quotes as programs have them: then the text is about it.
fn is_quoted(before: &str, after: &str) -> bool {
    ['"', '\'', '`'].iter().any(|quote| before.ends_with(*quote) && after.starts_with(*quote))
}

/// What a reference stands for, by its name or number.
fn meaning(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else { return NAMES.get(name).map(|&characters| characters.to_owned()) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0 => None,
        // A carriage return is half of a line end, the other half is written too.
        13 => Some(String::new()),
        // HTML reads these as windows-1252.
        0x80..=0x9F => {
            let byte = [code as u8];
            let (meant, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            Some(meant.into_owned())
        }
        _ => char::from_u32(code).map(String::from),
    }
}
