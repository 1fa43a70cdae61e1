//! Suggests a comma for a full stop before any word in lower case.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "period-for-comma-weak",
    group: Group::Punctuation,
    summary: "Suggest a comma for a full stop before a lower-case word",
    cause: "A comma of a small or blurred type was read as a full stop.",
    holds_back: "Languages other than English; an abbreviation, a number, an initial or an address before the stop; \
                 names that begin in lower case (`iPhone`); texts that begin their sentences in lower case.",
    safety: Safety::Suggested,
    examples: &[
        Repairs(
            "They came by the first boat. the second one never left. Nobody minded. It rained. So it goes.\n",
            "They came by the first boat, the second one never left. Nobody minded. It rained. So it goes.\n",
        ),
        Keeps("They came by the first boat. The second one never left.\n"),
        Keeps("They all had an old phone. iPhones came later. It rained. So it goes.\n"),
        Keeps("They rose at 5 a.m. the next day and went. It rained. So it goes.\n"),
        Keeps("They sold nuts, oil etc. on the quay all day. It rained. So it goes.\n"),
        Keeps("we went down to the sea. the sea was there. so we stayed. it was fine.\n"),
    ],
    repair,
};

/// Three words, a full stop, and two words of small letters.
static STOP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{L}+[ ’'-]\p{L}+,? (\p{Ll}{3,})(\.) \p{Ll}+[ ,]").expect("a fixed pattern"));
const ABBREVIATIONS: [&str; 14] =
    ["approx", "assn", "assoc", "bros", "corp", "dept", "etc", "govt", "inc", "incl", "ltd", "misc", "univ", "vol"];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(stop) = STOP.captures_at(text, at) {
        let (Some(word), Some(mark)) = (stop.get(1), stop.get(2)) else { break };
        at = mark.end();
        let prose = page
            .passage_at(mark.start())
            .is_some_and(|passage| page.is_prose(passage) && page.language(passage) == Language::English);
        if prose && ABBREVIATIONS.binary_search(&word.as_str()).is_err() {
            found.push(mark.range());
        }
    }
    // Where many sentences begin in lower case they are meant to.
    let capitals = memchr::memmem::find_iter(text.as_bytes(), b". ")
        .filter(|at| text[at + 2..].starts_with(char::is_uppercase))
        .count();
    if found.len() <= capitals {
        for range in found {
            edits.replace(range, ",", "no sentence begins in lower case here");
        }
    }
}
