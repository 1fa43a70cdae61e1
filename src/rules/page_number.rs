//! Takes page numbers off the text.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::layout::seams::Kind;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-number",
    group: Group::Pages,
    summary: "Take page numbers off the text",
    cause: "An extractor reads a page's number as a line of the text.",
    holds_back: "A lone number that neither counts on from another nor stands at a form feed nor cuts a sentence; numbers \
                 in rows, which are data.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The vote was close.\n\n4\n\nNobody left.\n\n5\n\nIt was late.\n",
            "The vote was close.\n\nNobody left.\n\nIt was late.\n",
        ),
        Repairs(
            "They waited for the deci-1-\n\u{c}sion of the court.\n",
            "They waited for the deci-\n\u{c}sion of the court.\n",
        ),
        Repairs("The vote was close.\n\nPage 4 of 9\n\u{c}Nobody left.\n", "The vote was close.\n\nNobody left.\n"),
        Keeps("The winning number was\n\n4\n\nNobody had guessed it.\n"),
        Keeps("Goals\n\n12\n\n7\n\n31\n"),
        Keeps("1984\n\nIt was a bright cold day.\n"),
        Keeps("Add 1/2 of the flour.\n\n1/2\n\nStir.\n"),
    ],
    repair,
};

/// A page number between dashes, drawn up to the hyphen of the word before it.
static GLUED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"-\d{1,3}-$").expect("a fixed pattern"));

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    super::drop_page_furniture(page, edits, Kind::PageNumber);
    for gap in page.gaps().filter(|gap| page.text()[gap.range.clone()].contains('\u{c}')) {
        let before = page.passage_text(gap.before);
        if let Some(found) = GLUED.find(before) {
            let start = page.passages()[gap.before].range.start + found.start() + 1;
            edits.delete(start..gap.range.start, "a page number set against the hyphen of the page's last word");
        }
    }
}
