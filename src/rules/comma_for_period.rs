//! Puts back a full stop that was read as a comma before a word that begins a sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Example, Group, Rule, Safety};
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "comma-for-period",
    group: Group::Punctuation,
    summary: "Put a full stop for a comma before `He`, `They`, `This` and the like, where a text has several such commas",
    cause: "A full stop of a small or blurred type was read as a comma.",
    holds_back: "One case alone is only told: a title or a quotation may begin there. Languages other than English; \
                 clauses of fewer than three words; a name or a figure before the comma; verse, or a text where such commas \
                 are many.",
    safety: Safety::Report,
    examples: EXAMPLES,
    repair,
};

const EXAMPLES: &[Example] = &[
    Repairs(
        "The talks have ended, They will go on in May. We know it. The rain is over, This is what counts. It may be. Nobody knows. We stay. They go. It is late. So be it. All is well. The end is near.\n",
        "The talks have ended. They will go on in May. We know it. The rain is over. This is what counts. It may be. Nobody knows. We stay. They go. It is late. So be it. All is well. The end is near.\n",
    ),
    Keeps("The talks have ended, They will go on in May with more people.\n"),
    Keeps("The talks have ended, they say, and will go on in May.\n"),
    Keeps("Well, He is who He is.\n"),
    Keeps(
        "He wrote of the harbour for the paper, The Courier. She read the town's own paper, The Bell. We did not. They go. It is late. So be it. All is well. The end is near.\n",
    ),
    Keeps("The sea is wide, And wide the land, The sky is high, And high the sand.\n"),
];

/// Three words, the last in small letters, a comma, a word with a capital, and two in small letters.
static COMMA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"[\p{L}'’-]+ [\p{L}'’-]+ [\p{Ll}'’-]*\p{Ll}{2}(,)["”]? (\p{Lu}\p{Ll}*) \p{Ll}+,? [\p{Ll}\d]+"#)
        .expect("a fixed pattern")
});

/// Words that hardly ever have a capital within a sentence, and that are no function words.
const OPENERS: [&str; 8] = ["according", "also", "furthermore", "however", "instead", "meanwhile", "moreover", "using"];

/// So many cases, and so many in a thousand words, show that full stops were misread.
const CASES: usize = 2;
const PER_THOUSAND: f64 = 1.5;

/// So many sentences must end in a full stop for each that seems to end in a comma: verse has a capital in each line.
const STOPS: usize = 4;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    if !has_capital_behind_comma(text) {
        return;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(comma) = COMMA.captures_at(text, at) {
        let (Some(mark), Some(word)) = (comma.get(1), comma.get(2)) else { break };
        at = mark.end();
        let prose = page.passage_at(mark.start()).is_some_and(|passage| {
            page.is_prose(passage)
                && page.passages()[passage].kind != Kind::Lines
                && page.language(passage) == Language::English
        });
        if prose && word.as_str() != "I" {
            found.push((mark.range(), word.as_str()));
        }
    }
    let opens = |word: &str| {
        page.lexicon().is_function_word(word) || OPENERS.binary_search(&word.to_lowercase().as_str()).is_ok()
    };
    let cases = found.iter().filter(|(_, word)| opens(word)).count();
    let stops = memchr::memmem::find_iter(text.as_bytes(), b". ")
        .filter(|at| text[at + 2..].starts_with(char::is_uppercase))
        .count();
    let shown = cases >= CASES
        && stops >= STOPS * cases
        && 1000.0 * cases as f64 >= PER_THOUSAND * f64::from(page.survey().total());
    for (range, word) in found {
        if opens(word) {
            let safety = if shown { Safety::Safe } else { Safety::Report };
            edits.replace_as(safety, range, ".", format!("a sentence begins with `{word}`"));
        } else if shown && is_common(page, word) {
            let reason = format!("`{word}` is no name, and other full stops of this text were read as commas");
            edits.replace_as(Safety::Safe, range, ".", reason);
        }
    }
}

/// Whether anywhere a small letter, a comma and a capital follow one another, as every case has them.
fn has_capital_behind_comma(text: &str) -> bool {
    memchr::memchr_iter(b',', text.as_bytes()).any(|at| {
        let rest = text[at + 1..].trim_start_matches(['"', '”']);
        text[..at].ends_with(char::is_lowercase)
            && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
    })
}

/// Whether a word with a capital is a common one in lower case, and no name.
fn is_common(page: &Page<'_>, word: &str) -> bool {
    page.lexicon().facts(word).is_some_and(|facts| facts.lower && !facts.proper && facts.level <= 35)
}
