//! Joins words whose ligature was set off as if it were emphasis.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "split-emphasis",
    group: Group::Markup,
    summary: "Join words such as `o** ffi **cial`, whose ligature was taken for emphasis",
    cause: "The ligature comes from another font than the word, and an extractor took the font for emphasis.",
    holds_back: "All but ligatures (ff, fi, fl, ffi, ffl) between letters; code.",
    safety: Safety::Safe,
    signs: Signs::EMPHASIS,
    examples: &[
        Repairs("The o** ffi **cial o_ffi_cer\n", "The official officer\n"),
        Repairs("a di** ff **erent in*fl*uence\n", "a different influence\n"),
        Keeps("an **official** and *fi*nal word\n"),
        Keeps("in**for**mation is so** un **known\n"),
        Keeps("a ** ffi ** b\n"),
        Keeps("my_ff_name is 2*fi*3\n"),
    ],
    repair,
};

/// The underscore alone is a common letter of names: it needs the longer ligatures.
static SPLIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{L}(\*\* ?(f[fil]|ff[il]) ?\*\*|\* ?(f[fil]|ff[il]) ?\*|__ ?(ff[il]) ?__|_ ?(ff[il]) ?_)\p{Ll}")
        .expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    // A ligature begins with an f, behind the signs and perhaps a blank.
    let text = page.text().as_bytes();
    let begins = |at: usize| text.get(at + 1) == Some(&b'f') || text.get(at + 1..at + 3) == Some(b" f");
    if !memchr::memchr2_iter(b'*', b'_', text).any(begins) {
        return;
    }
    for found in SPLIT.captures_iter(page.text()) {
        let mut groups = found.iter().skip(1).flatten();
        if let (Some(whole), Some(ligature)) = (groups.next(), groups.next()) {
            edits.replace(whole.range(), ligature.as_str(), "a ligature set off as emphasis inside a word");
        }
    }
}
