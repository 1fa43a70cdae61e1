//! Writes quotation marks typed for TeX as quotation marks.

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "tex-quotes",
    group: Group::Punctuation,
    summary: "Write ``so'' as “so”",
    cause: "The text was typed for TeX, or its quotation marks were made from it.",
    holds_back: "Passages in which the two do not pair up; code.",
    safety: Safety::Suggested,
    signs: Signs::BACKTICKS,
    examples: &[
        Repairs("He said ``so'' and ``more of it.''\n", "He said “so” and “more of it.”\n"),
        Keeps("He said ``so and left it open.\n"),
        Keeps("It measures 5' by 6'' at most.\n"),
        Keeps("He said ''so`` the wrong way round.\n"),
        Keeps("He said “so” and \"more\".\n"),
    ],
    repair,
};

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        let text = page.passage_text(index);
        if !page.is_prose(index) || text.contains("```") {
            continue;
        }
        let opening: Vec<usize> = text.match_indices("``").map(|(at, _)| at).collect();
        let closing: Vec<usize> = text.match_indices("''").map(|(at, _)| at).collect();
        let in_turn = opening.iter().zip(&closing).all(|(open, close)| open < close)
            && closing.iter().zip(opening.iter().skip(1)).all(|(close, open)| close < open);
        if opening.len() != closing.len() || !in_turn {
            continue;
        }
        for (marks, after) in [(opening, "“"), (closing, "”")] {
            for at in marks {
                let start = passage.range.start + at;
                edits.replace(start..start + 2, after, "a quotation mark as TeX has it");
            }
        }
    }
}
