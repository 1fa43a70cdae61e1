//! Puts back a comma that was read as a full stop before any word in lower case.

use crate::draft::Kind;
use crate::edits::Edits;
use crate::evidence::candidates::lost_hyphens;
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "period-for-comma-weak",
    group: Group::Punctuation,
    summary: "Put a comma for a full stop before a lower-case word",
    cause: "A comma of a small or blurred type was read as a full stop.",
    holds_back: "One case alone, in a text that has lost no hyphens besides, is only suggested: it may be a slip of the author. Languages other than English; an \
                 abbreviation, a number, an initial or an address before the stop; a name that begins in lower case \
                 (`iPhone`) or a word that no list has behind it; texts that begin their sentences in lower case.",
    safety: Safety::Suggested,
    signs: Signs::SMALL_BEHIND_STOP,
    examples: &[
        Repairs(
            "They came by the first boat. the second one never left. Nobody minded. It rained. So it goes.\n",
            "They came by the first boat, the second one never left. Nobody minded. It rained. So it goes.\n",
        ),
        Repairs(
            "In May. the ferry was late. It rained. Nobody minded. They came by boat. all of them. It was over. So it goes. We left. They stayed.\n",
            "In May. the ferry was late. It rained. Nobody minded. They came by boat, all of them. It was over. So it goes. We left. They stayed.\n",
        ),
        Repairs(
            "However. they left. It rained. Nobody minded. They came by boat. all of them. It was over. So it goes. We left. They stayed.\n",
            "However, they left. It rained. Nobody minded. They came by boat, all of them. It was over. So it goes. We left. They stayed.\n",
        ),
        Keeps("They came by the first boat. The second one never left.\n"),
        Keeps("They all had an old phone. iPhones came later. It rained. So it goes.\n"),
        Keeps("They all liked tools. rustfmt is one. It rained. crates.io is another. So it goes.\n"),
        Keeps("They rose at 5 a.m. the next day and went. It rained. So it goes.\n"),
        Keeps("They sold nuts, oil etc. on the quay all day. It rained. So it goes.\n"),
        Keeps("we went down to the sea. the sea was there. so we stayed. it was fine.\n"),
    ],
    repair,
};

/// A word, perhaps a quotation mark, a full stop, one blank, and a word of small letters with what follows.
static STOP: Pattern = Pattern::new(|| {
    r#"([\p{L}][\p{L}'’-]*\p{Ll})["”’)]?(\.) (\p{Ll}[\p{Ll}'’-]*)(?:[ ,;)]|[.:!?]?(?:\s|\z))"#.to_owned()
});

/// So many cases, and so many in a thousand words, show that commas were misread: in clean prose no text has two.
const CASES: usize = 2;
const PER_THOUSAND: f64 = 1.0;

/// So many sentences must begin with a capital for each that does not.
const CAPITALS: usize = 4;

/// Rules that mend what copying and extracting does to a text, and no author.
const COPIED: [&str; 6] =
    ["page-break", "page-number", "residual-hyphen", "running-head", "space-lost-after-mark", "stray-tag"];

/// One paragraph in so many may begin in lower case.
const LOWER: usize = 10;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    // Few texts have a small letter behind a full stop.
    let mut stops = memchr::memmem::find_iter(text.as_bytes(), b". ");
    if !stops.any(|at| text[at + 2..].starts_with(char::is_lowercase)) {
        return;
    }
    let mut found = Vec::new();
    let mut at = 0;
    let pattern = STOP.of(text);
    while let Some(stop) = pattern.captures_at(text, at) {
        let (Some(before), Some(mark), Some(after)) = (stop.get(1), stop.get(2), stop.get(3)) else { break };
        at = mark.end();
        let prose = page.passage_at(mark.start()).is_some_and(|passage| {
            page.is_prose(passage)
                && page.passages()[passage].kind != Kind::Lines
                && page.language(passage) == Language::English
        });
        let joined = text[..before.start()].ends_with(['.', '@', '/', '-', '_', '’', '\'']);
        if prose
            && !joined
            && ends_clause(page.lexicon(), before.as_str())
            && (goes_on(page.lexicon(), after.as_str()) || follows_adverb(text, mark.start()))
            && !page.is_protected(&after.range())
        {
            found.push((mark.range(), after.as_str()));
        }
    }
    if found.is_empty() {
        return;
    }
    // Where many sentences begin in lower case they are meant to.
    let capitals = memchr::memmem::find_iter(text.as_bytes(), b". ")
        .filter(|at| text[at + 2..].starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘')))
        .count();
    let several =
        found.len() >= CASES && 1000.0 * found.len() as f64 >= PER_THOUSAND * f64::from(page.survey().total());
    // A text that has lost hyphens besides, or was cut up by pages, was copied or extracted, not typed.
    let copied = || lost_hyphens(page) || page.was_mended_by(&COPIED);
    let misread = several && !begins_in_lower_case(page);
    let shown = capitals >= CAPITALS * found.len() && (misread || copied());
    for (range, after) in found {
        if follows_adverb(text, range.start) && capitals > 0 {
            edits.replace_as(Safety::Safe, range, ",", "an adverb that opens a sentence makes none by itself");
        } else if shown && (misread || !may_begin(text, range.start, after)) {
            let reason = format!("no sentence begins with a lower-case `{after}` here, and it is not the only damage");
            edits.replace_as(Safety::Safe, range, ",", reason);
        } else if capitals > 0 {
            edits.replace(range, ",", "no sentence begins in lower case here");
        }
    }
}

/// Whether a sentence may begin with a word behind a stop, whose capital the author forgot: a subject, behind a clause
/// that is long enough to be a sentence.
fn may_begin(text: &str, stop: usize, word: &str) -> bool {
    const SUBJECTS: [&str; 8] = ["he", "it", "she", "there", "they", "this", "we", "you"];
    const CLAUSE: usize = 6;
    let clause = text[..stop].rsplit(['.', '!', '?', '\n', ',', ';', ':']).next().unwrap_or_default();
    SUBJECTS.contains(&word) && clause.split_whitespace().nth(CLAUSE).is_some()
}

/// Whether many paragraphs begin in lower case, as in notes and in what people type to each other: sentences do there too.
fn begins_in_lower_case(page: &Page<'_>) -> bool {
    let prose = (0..page.passages().len()).filter(|index| page.is_prose(*index));
    let (mut all, mut lower) = (0, 0);
    for index in prose {
        all += 1;
        lower += usize::from(page.passage_text(index).starts_with(char::is_lowercase));
    }
    lower * LOWER > all
}

/// `However. they left`: a sentence of one adverb that only opens sentences.
fn follows_adverb(text: &str, stop: usize) -> bool {
    const ADVERBS: [&str; 7] =
        ["Additionally", "Consequently", "Furthermore", "However", "Moreover", "Nevertheless", "Therefore"];
    let word = text[..stop].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let before = text[..stop - word.len()].trim_end();
    ADVERBS.binary_search(&word).is_ok() && (before.is_empty() || before.ends_with(['.', '!', '?', '”', '"']))
}

/// Whether a word may end a clause: no abbreviation, and a known one or a name.
fn ends_clause(lexicon: &Lexicon, word: &str) -> bool {
    let letters = word.chars().count();
    let capital = word.starts_with(char::is_uppercase);
    let plain = word.chars().skip(1).any(char::is_lowercase);
    let known = capital || lexicon.is_word(word.rsplit('-').next().unwrap_or(word));
    let short = letters < if capital { 4 } else { 3 };
    plain && known && !short && !lexicon.is_abbreviation(word) && !lexicon.is_running_abbreviation(word)
}

/// Whether a word may go on with a sentence: one of a list, without a hyphen that makes it a name.
fn goes_on(lexicon: &Lexicon, word: &str) -> bool {
    let first = word.split('-').next().unwrap_or(word);
    let first = first.split(['\'', '’']).next().unwrap_or(first);
    let single = matches!(first, "a" | "i");
    lexicon.facts(first).is_some_and(|facts| facts.lower_level() <= 60) && (single || first.chars().nth(1).is_some())
}

#[cfg(test)]
mod tests {
    /// Whether a text that lost a hyphen besides has a comma for this stop.
    fn is_repaired(sentences: &str) -> bool {
        let rest = "Nobody minded. It rained. So it goes. We left. They stayed.";
        let text = format!("The rela-tions of the two towns were never good. {sentences} {rest}\n");
        let outcome = crate::clean(&text, &crate::Options::default());
        outcome.record().applied.iter().any(|repair| repair.rule == super::RULE.id)
    }

    #[test]
    fn a_subject_may_begin_a_sentence_whose_capital_is_missing() {
        assert!(is_repaired("They came to the island by the first boat of the day. all of them stayed."));
        assert!(!is_repaired("They came to the island by the first boat of the day. they stayed."));
    }
}
