//! Tells of commas that may be full stops: a sentence seems to begin after them.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::Keeps;
use crate::rule::{Group, Rule, Safety};
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "comma-for-period",
    group: Group::Punctuation,
    summary: "Tell of a comma before `He`, `They`, `This` and the like, which may be a full stop",
    cause: "A full stop was read as a comma.",
    holds_back: "Languages other than English; clauses of fewer than three words. It only tells: a title or a quotation \
                 may begin there.",
    safety: Safety::Report,
    examples: &[
        Keeps("The talks have ended, They will go on in May with more people.\n"),
        Keeps("The talks have ended, they say, and will go on in May.\n"),
        Keeps("Well, He is who He is.\n"),
    ],
    repair,
};

static COMMA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\p{Ll}+ \p{L}+ \p{Ll}+(,) (?:He|She|It|They|We|You|This|That|These|Those|There|However|But|And|Then)(?: \p{Ll}+){2}",
    )
    .expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for found in COMMA.captures_iter(page.text()) {
        let Some(comma) = found.get(1) else { continue };
        let english = page
            .passage_at(comma.start())
            .is_some_and(|passage| page.is_prose(passage) && page.language(passage) == Language::English);
        if english {
            edits.replace(comma.range(), ".", "a sentence seems to begin after the comma");
        }
    }
}
