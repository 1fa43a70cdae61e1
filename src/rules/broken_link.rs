//! Makes links of `[text](address)` whose address was broken at a line's end.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "broken-link",
    group: Group::Markup,
    summary: "Make a link of `[text](address)` whose address was broken at a line's end",
    cause: "A converter to Markdown breaks long lines, and an address at its hyphens too; with a line end in it, it is \
            no link's address any more.",
    holds_back: "Addresses that are whole; a line end behind anything but a hyphen; brackets that hold no address; code.",
    safety: Safety::Safe,
    signs: Signs::SQUARE,
    examples: &[
        Repairs(
            "The clerk wrote a [list of ferries](https://example.org/ferries-of-the-\nwhole-coast.html), and it is long.\n",
            "The clerk wrote a list of ferries, and it is long.\n",
        ),
        Repairs(
            "The clerk wrote a [list of ferries](/ferries-\nof-the-whole-\ncoast).\n",
            "The clerk wrote a list of ferries.\n",
        ),
        Keeps("The clerk wrote a [list] (of the ferries-\nin-waiting), and it is long.\n"),
        Keeps("The clerk wrote a [list](of the ferries-\nin-waiting), and it is long.\n"),
        Keeps("The clerk wrote a list (https://example.org/ferries-\nof-the-coast), and it is long.\n"),
    ],
    repair,
};

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(\[)[^\[\]\n]{1,200}(?:\n[^\[\]\n]{1,200}){0,4}",
        r"(\]\(((?:https?://|mailto:|/)[^\s()<>]*-(?:\n[^\s()<>]*-){0,6}\n[^\s()<>]+)\))"
    ))
    .expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if memchr::memmem::find(text.as_bytes(), b"](").is_none() {
        return;
    }
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) {
            continue;
        }
        let start = passage.range.start;
        for found in LINK.captures_iter(page.passage_text(index)) {
            let (Some(open), Some(close), Some(address)) = (found.get(1), found.get(2), found.get(3)) else { continue };
            edits.link(
                start + open.start()..start + open.end(),
                start + close.start()..start + close.end(),
                address.as_str().replace('\n', ""),
                "a line end in the address of a link",
            );
        }
    }
}
