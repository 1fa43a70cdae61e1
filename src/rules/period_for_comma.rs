//! Puts back a comma that was read as a full stop before a word that cannot begin the sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "period-for-comma",
    group: Group::Punctuation,
    summary: "Put a comma for a full stop before a lower-case `with`, `and`, `but`, `which` and the like",
    cause: "A comma of a small or blurred type was read as a full stop.",
    holds_back: "Languages other than English; an abbreviation, a number, an initial or an address before the stop; \
                 clauses of fewer than three words; texts that begin their sentences in lower case.",
    safety: Safety::Safe,
    signs: Signs::SMALL_BEHIND_STOP,
    examples: &[
        Repairs(
            "The talks have foundered. with the union asking for more. The ferry is late.\n",
            "The talks have foundered, with the union asking for more. The ferry is late.\n",
        ),
        Repairs(
            "They came by the first boat. which was late as ever. Nobody minded.\n",
            "They came by the first boat, which was late as ever. Nobody minded.\n",
        ),
        Repairs(
            "The talks broke up late on Friday. with the delegates gone. It rained.\n",
            "The talks broke up late on Friday, with the delegates gone. It rained.\n",
        ),
        Keeps("The firm was sold to the Warner Bros. and then to the town.\n"),
        Keeps("They met him on Sunday, Oct. 5, and Rev. and Mrs. Holm on the day of the 3rd. or so.\n"),
        Keeps("The talks have foundered. With the union asking for more, they left.\n"),
        Keeps("They sold nuts, oil, etc. and went home by the last boat.\n"),
        Keeps("They rose at 5 a.m. and went home by the last boat.\n"),
        Keeps("The firm of Holm Bros. and two more were sold to the town.\n"),
        Keeps("See the plan on p. 5. and the notes that go with it.\n"),
        Keeps("It stands at example.org. which is a site for nobody.\n"),
        Keeps("It rained. and how it did rain all day.\n"),
        Keeps("They came by the first boat. which was.\n"),
        Keeps("They came by the first boat. the second one never left.\n"),
        Keeps("i went down to the sea. and the sea was there. but it was cold. so i came back.\n"),
        Keeps("Nith athel omala garren, ti velemash korra vesh. with ven ashelin domorath.\n"),
        Keeps("Sie kamen alle mit dem Schiff. als es regnete und niemand da war, um sie zu sehen.\n"),
    ],
    repair,
};

/// Words that go on with a sentence and begin none.
const LINKS: [&str; 20] = [
    "with",
    "and",
    "but",
    "which",
    "who",
    "whose",
    "whom",
    "where",
    "while",
    "as",
    "or",
    "nor",
    "than",
    "because",
    "although",
    "though",
    "including",
    "whereas",
    "despite",
    "whilst",
];

/// A full stop, one blank, and such a word.
static STOP: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(r"\. (?:{})[ \n,]", LINKS.join("|"));
    Regex::new(&pattern).expect("a fixed pattern")
});

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let mut in_lower_case = None;
    for found in STOP.find_iter(text) {
        let stop = found.start();
        let Some(passage) = page.passage_at(stop) else { continue };
        let range = page.passages()[passage].range.clone();
        if !page.is_prose(passage) || page.language(passage) != Language::English || found.end() > range.end {
            continue;
        }
        let next = found.end() - 1;
        if !ends_clause(page.lexicon(), &text[range.start..stop])
            || !is_clause(&text[stop + 2..range.end], next - stop - 2)
        {
            continue;
        }
        if !is_english(&text[range.start..stop], &text[next..range.end]) {
            continue;
        }
        // Where sentences begin in lower case a stop before such a word is a stop.
        if *in_lower_case.get_or_insert_with(|| begins_in_lower_case(page)) {
            return;
        }
        let word = &text[stop + 2..next];
        edits.replace(stop..stop + 1, ",", format!("no sentence begins with a lower-case `{word}`"));
    }
}

/// How far a clause is read to count its words, in bytes.
const REACH: usize = 200;

/// Words without which hardly a sentence of English is made, and that are rare elsewhere.
const COMMON: [&str; 34] = [
    "are", "at", "be", "been", "by", "for", "from", "had", "has", "have", "he", "her", "his", "in", "is", "it", "its",
    "not", "of", "on", "our", "she", "that", "the", "their", "they", "this", "to", "was", "we", "were", "will", "with",
    "you",
];

/// Whether the sentence around the stop has a common word of English, for where the language is but a guess.
fn is_english(before: &str, after: &str) -> bool {
    let common = |word: &str| COMMON.binary_search(&word.to_lowercase().as_str()).is_ok();
    before.split_whitespace().rev().take(WORDS).any(common) || after.split_whitespace().take(WORDS).any(common)
}

/// How many words on either side are looked at.
const WORDS: usize = 15;

/// Whether what stands before the stop is a clause of three words or more that ends in a word of lower-case letters.
fn ends_clause(lexicon: &Lexicon, before: &str) -> bool {
    let mut from = before.len().saturating_sub(REACH);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let clause = before[from..].rsplit(['.', '!', '?', ':', ';', '\u{2026}']).next().unwrap_or_default();
    let mut words = clause.split_whitespace().rev();
    let Some(last) = words.next() else { return false };
    // An opening bracket or quote may stand before the word; a dot or digit in it may not.
    let last = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let letters = last.chars().filter(|c| !matches!(c, '-' | '\'' | '’'));
    // A name may end a clause; short ones with a capital are abbreviations more often than not.
    let small = letters.clone().skip(1).all(char::is_lowercase);
    let plain = small && letters.clone().count() > if last.starts_with(char::is_lowercase) { 1 } else { 3 };
    // The word reaches back to a blank: no host or name with a dot in it.
    let whole = before[..before.len() - last.len()].ends_with(|c: char| !c.is_alphanumeric() && c != '.' && c != '/');
    plain && whole && !lexicon.is_running_abbreviation(last) && words.take(2).count() == 2
}

/// Whether three words or more follow before the sentence ends, the first of them as long as `first`.
fn is_clause(after: &str, first: usize) -> bool {
    let rest = after[first..].split(['.', '!', '?', ';', ':']).next().unwrap_or_default();
    rest.split_whitespace().take(3).count() >= 2
}

/// Whether sentences begin in lower case here: so do passages, or sentences with other words than those looked for.
fn begins_in_lower_case(page: &Page<'_>) -> bool {
    let text = page.text();
    let (mut lower, mut upper) = (0, 0);
    let mut count = |rest: &str| match rest.chars().take(8).find(|c| c.is_alphabetic()) {
        Some(c) if c.is_lowercase() => lower += 1,
        Some(_) => upper += 1,
        None => {}
    };
    for at in memchr::memmem::find_iter(text.as_bytes(), b". ") {
        let word = text[at + 2..].split([' ', '\n', ',']).next().unwrap_or_default();
        if !LINKS.contains(&word) {
            count(&text[at + 2..]);
        }
    }
    for (index, _) in page.passages().iter().enumerate().filter(|(index, _)| page.is_prose(*index)) {
        count(page.passage_text(index));
    }
    lower > upper
}
