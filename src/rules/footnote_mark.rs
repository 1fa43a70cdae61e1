//! Takes out footnote numbers that stand behind a word or sentence as if they were text.

use crate::draft::MarkKind;
use crate::edits::Edits;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "footnote-mark",
    group: Group::Markup,
    summary: "Take out footnote numbers behind a sentence (`said.2 Then`)",
    cause: "Raised numbers of footnotes come out as plain digits.",
    holds_back: "Numbers that do not go up one by one; a lone one; powers and units (10³, m²); addresses; code.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs("So he said.1 Then he went.2 She stayed.\n", "So he said. Then he went. She stayed.\n"),
        Repairs("So he said.¹ Then he went.² She stayed.\n", "So he said. Then he went. She stayed.\n"),
        Repairs("“So,”3 he said, “we go.”4\n", "“So,” he said, “we go.”\n"),
        Keeps("So he said.1 Then he went.\n"),
        Keeps("So he said.7 Then he went.2 She stayed.\n"),
        Keeps("An area of 5 m² or 10³ in version v2.1 and v2.2 of it.\n"),
        Keeps("Chapter 1. Chapter 2. Chapter 3.\n"),
    ],
    repair,
};

/// A number right behind a mark that ends a clause after a small letter, and before a blank or the end.
static NUMBER: Pattern =
    Pattern::new(|| r#"\p{Ll}[)”’"']?[.,;:!?][)”’"']?([1-9][0-9]?|[¹²³⁴-⁹][⁰¹²³⁴-⁹]?)(?:\s|\z)"#.to_owned());

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let numbers = page.signs().has(Signs::FIGURE_BEHIND_MARK).then(|| NUMBER.captures_iter(text));
    let mut found: Vec<(std::ops::Range<usize>, u32)> = numbers
        .into_iter()
        .flatten()
        .filter_map(|number| number.get(1))
        .filter(|number| page.passage_at(number.start()).is_some_and(|passage| page.is_prose(passage)))
        .filter_map(|number| Some((number.range(), value(number.as_str())?)))
        .collect();
    // Raised numbers of the source count wherever they stand behind a word.
    let raised = page.marks().iter().filter(|mark| mark.kind == MarkKind::Superscript);
    found.extend(raised.filter_map(|mark| {
        let before = text[..mark.range.start].chars().next_back()?;
        let behind = before.is_lowercase() || ".,;:!?)”’\"'".contains(before);
        behind.then_some((mark.range.clone(), value(&text[mark.range.clone()])?))
    }));
    found.sort_by_key(|(range, _)| range.start);
    found.dedup_by(|one, other| one.0.start < other.0.end);
    // The longest row of numbers that go up one by one; others are left.
    for row in found.chunk_by(|(_, one), (_, next)| one + 1 == *next).filter(|row| row.len() > 1) {
        for (range, number) in row {
            edits.delete(range.clone(), format!("footnote {number} of a row that counts up"));
        }
    }
}

fn value(digits: &str) -> Option<u32> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| c.to_digit(10).or_else(|| RAISED.iter().position(|raised| *raised == c).map(|at| at as u32));
    let digits = digits.chars().map(digit).collect::<Option<Vec<u32>>>()?;
    (1..=3).contains(&digits.len()).then(|| digits.iter().fold(0, |number, digit| number * 10 + digit))
}
