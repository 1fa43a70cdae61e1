//! Joins a paragraph that a page break cut in two.

use crate::edits::Edits;
use crate::layout::cues::{self, End, Start};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-break",
    group: Group::Pages,
    summary: "Join a paragraph that a page break cut in two",
    cause: "A paragraph goes on over a page break, and the extractor ends it there, often with a page number, a running \
            head or a label in the cut.",
    holds_back: "A first part of sixty characters or fewer, or one that ends in an end mark; a second part that starts \
                 with a capital, a list mark or a name written in lower case; two parts in different quotes or lists; \
                 anything between them that is not furniture.",
    safety: Safety::Safe,
    examples: &[
        Repairs(
            "The talks in the harbour office went on for the whole of the night and\n\nended without a result.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result.\n",
        ),
        Repairs(
            "The talks in the harbour office went on for the whole of the night and\n\n12\n\nended without a result.\n",
            "The talks in the harbour office went on for the whole of the night and ended without a result.\n",
        ),
        Keeps("The talks in the harbour office went on for the whole of the night.\n\nthey ended without a result.\n"),
        Keeps("What the visitors should bring along\n\nsturdy shoes and a coat.\n"),
        Keeps(
            "The makers said that the new model would go on sale before the summer and\n\niPhone owners would be first.\n",
        ),
        Keeps("The talks in the harbour office went on for the whole of the night and\n\nEnded without a result.\n"),
        Keeps(
            "“I have stood here in this harbour for the whole of the night,” she said, “and I wrote to them that\n\n• nobody came\n• nobody called\n",
        ),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let mut first = 0;
    while first < page.passages().len() {
        let second = next_of_article(page, first);
        if let Some(second) = second
            && let Some((reason, glue)) = goes_on(page, first, second)
        {
            edits.join_passages(first, second, &glue, reason);
        }
        first = second.unwrap_or(page.passages().len());
    }
}

/// The next passage that is not a page's furniture.
fn next_of_article(page: &Page<'_>, first: usize) -> Option<usize> {
    (first + 1..page.passages().len()).find(|index| page.survey().page_furniture(&page.passages()[*index]).is_none())
}

/// Whether a sentence goes on from one passage to the other; then why, and what stands between them afterwards.
fn goes_on(page: &Page<'_>, first: usize, second: usize) -> Option<(String, String)> {
    if !page.is_prose(first) || !page.is_prose(second) || !in_one_place(page, first, second) {
        return None;
    }
    let (before, after) = (page.passage_text(first), page.passage_text(second));
    let shortest = if at_page_edge(page, first, second) { SHORTEST_AT_EDGE } else { SHORTEST };
    if before.chars().count() <= shortest || cues::start_of(after) != Start::Lower || is_brand(after) {
        return None;
    }
    match cues::end_of(before) {
        End::Terminal => None,
        End::Hyphen => None,
        End::Open | End::Word => Some((between(page, first, second), " ".to_owned())),
    }
}

/// A first part must have more characters than this,
const SHORTEST: usize = 60;
/// or than this, where a page is known to end.
const SHORTEST_AT_EDGE: usize = 24;

/// Whether a page ends between two passages: a form feed or sure furniture stands there.
fn at_page_edge(page: &Page<'_>, first: usize, second: usize) -> bool {
    let gap = &page.text()[page.passages()[first].range.end..page.passages()[second].range.start];
    second > first + 1 || gap.contains('\u{c}')
}

/// Whether nothing begins between the two: same quotes, same list item.
fn in_one_place(page: &Page<'_>, first: usize, second: usize) -> bool {
    let (one, two) = (&page.passages()[first], &page.passages()[second]);
    one.kind == two.kind
        && (one.containers == two.containers || two.containers.is_empty() && one.kind == crate::draft::Kind::Paragraph)
}

/// `iPhone`, `eBay`: a small letter that starts a name.
fn is_brand(text: &str) -> bool {
    let mut letters = text.chars();
    let (Some(_), Some(second)) = (letters.next(), letters.next()) else { return false };
    second.is_uppercase()
}

fn between(page: &Page<'_>, first: usize, second: usize) -> String {
    let tail = page.passage_text(first).rsplit(' ').next().unwrap_or_default();
    let head = page.passage_text(second).split(' ').next().unwrap_or_default();
    let furniture = second - first - 1;
    let over = if furniture > 0 { " over what belongs to the page" } else { "" };
    format!("no end mark after `{tail}`, and `{head}` goes on in lower case{over}")
}
