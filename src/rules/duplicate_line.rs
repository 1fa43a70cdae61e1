//! Takes out a line that two pages, or two scans of one, have in common.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "duplicate-line",
    group: Group::Pages,
    summary: "Take out a long line that stands twice where a page ends",
    cause: "The last line of a page is printed again at the head of the next one, or two scans overlap.",
    holds_back: "Lines of thirty characters or fewer; lines that differ in anything; verse and lists. Where no page is known \
                 to end it is only suggested.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "The ferry goes to the outer island in summer,\nand in winter it stays in the harbour for\n\u{c}and in winter it stays in the harbour for\nas long as the ice is there.\n",
            "The ferry goes to the outer island in summer,\nand in winter it stays in the harbour for\n\u{c}as long as the ice is there.\n",
        ),
        Repairs(
            "The ferry goes to the outer island in summer,\nand in winter it stays in the harbour for\nand in winter it stays in the harbour for\nas long as the ice is there.\n",
            "The ferry goes to the outer island in summer,\nand in winter it stays in the harbour for\nas long as the ice is there.\n",
        ),
        Keeps("Row, row, row your boat\nRow, row, row your boat\nGently down the stream\n"),
        Keeps(
            "The ferry goes to the outer island in summer,\nand in winter it stays in the harbour for\n\u{c}and in summer it stays in the harbour for\nas long as the ice is there.\n",
        ),
    ],
    repair,
};

/// A line of so many characters or fewer may stand twice by chance.
const LONGEST_BY_CHANCE: usize = 30;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let lines: Vec<_> = page
        .lines()
        .iter()
        .filter(|line| {
            let passage = &page.passages()[line.passage];
            !line.range.is_empty()
                && passage.kind == Kind::Paragraph
                && passage.containers.is_empty()
                && page.survey().page_furniture(passage).is_none()
        })
        .collect();
    for pair in lines.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let line = &text[second.range.clone()];
        if text[first.range.clone()] != *line || line.chars().nth(LONGEST_BY_CHANCE).is_none() {
            continue;
        }
        let furniture = (first.passage + 1..second.passage)
            .any(|between| page.survey().page_furniture(&page.passages()[between]).is_some());
        let at_edge = furniture || text[first.range.end..second.range.start].contains('\u{c}');
        let safety = if at_edge { Safety::Safe } else { Safety::Suggested };
        let passage = &page.passages()[second.passage].range;
        let rest = &text[second.range.end..passage.end];
        let reason = "the line before says the same";
        if rest.trim().is_empty() && second.range.start == passage.start {
            edits.drop_passage_as(safety, second.passage, reason);
        } else {
            let next = second.range.end + (rest.len() - rest.trim_start().len());
            edits.replace_as(safety, second.range.start..next, "", reason);
        }
    }
}
