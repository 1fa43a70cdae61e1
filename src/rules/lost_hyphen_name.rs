//! Puts the hyphen back into a name.

use crate::edits::Edits;
use crate::evidence::candidates::of_tokens;
use crate::evidence::{CERTAIN, Evidence};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::vocabulary::Form;

/// The rule.
pub static RULE: Rule = Rule {
    id: "lost-hyphen-name",
    group: Group::Hyphen,
    summary: "Put back the hyphen of a name",
    cause: "A name was broken at its hyphen, and the extractor joined the parts: `JeanLuc`, `COVID19`.",
    holds_back: "The hyphenated form must stand elsewhere in the document, or be known, or two \
                 lines must have been joined here, or the name be one of few that everyone writes with a hyphen; \
                 names with a capital inside stay.",
    safety: Safety::Suggested,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "In the morning Jean-Luc came, and in the evening JeanLuc left.\n",
            "In the morning Jean-Luc came, and in the evening Jean-Luc left.\n",
        ),
        Repairs(
            "They said it was COVID-19, and COVID19 it was.\n",
            "They said it was COVID-19, and COVID-19 it was.\n",
        ),
        Keeps("He put it on YouTube and on GitHub.\n"),
        Repairs("JeanLuc left.\n", "Jean-Luc left.\n"),
        Keeps("AnnLuc left.\n"),
        Keeps("McDonald met MacArthur in Room B12.\n"),
    ],
    repair,
};

/// The least log-odds to act on.
const LEAST: f64 = 7.0;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let mixed = |form: &Form| form.text.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric());
    for candidate in of_tokens(page, mixed, Evidence::lost_hyphen_name) {
        if candidate.reading.log_odds >= LEAST {
            let safety = if candidate.at_seam || candidate.reading.log_odds >= CERTAIN {
                Safety::Safe
            } else {
                Safety::Suggested
            };
            candidate.ask(page, edits, safety);
        }
    }
}
