//! Puts back a full stop that was read as a comma before a word that begins a sentence.

use std::ops::Range;

use crate::draft::Kind;
use crate::edits::Edits;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Example, Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "comma-for-period",
    group: Group::Punctuation,
    summary: "Put a full stop for a comma before `He`, `They`, `This` and the like, where a text has several such commas",
    cause: "A full stop of a small or blurred type was read as a comma.",
    holds_back: "One case alone is only told: a title or a quotation may begin there. Languages other than English; \
                 clauses of fewer than three words; verse, or a text where such commas are many.",
    safety: Safety::Report,
    signs: Signs::ANY,
    examples: EXAMPLES,
    repair,
};

const EXAMPLES: &[Example] = &[
    Repairs(
        "The talks have ended, They will go on in May. We know it. The rain is over, This is what counts. It may be. Nobody knows. We stay. They go. It is late. So be it. All is well. The end is near.\n",
        "The talks have ended. They will go on in May. We know it. The rain is over. This is what counts. It may be. Nobody knows. We stay. They go. It is late. So be it. All is well. The end is near.\n",
    ),
    Repairs("The plan of Mr, Holm was late.\n", "The plan of Mr. Holm was late.\n"),
    Keeps("The talks have ended, They will go on in May with more people.\n"),
    Keeps("The talks have ended, they say, and will go on in May.\n"),
    Keeps("Some titles are not gendered (Dr, Rev, Major), and some are.\n"),
    Keeps("Well, He is who He is.\n"),
    Keeps(
        "He wrote of the harbour for the paper, The Courier. She read the town's own paper, The Bell. We did not. They go. It is late. So be it. All is well. The end is near.\n",
    ),
    Keeps(
        "Leggett, George, The cheka and the state. It is late, And other essays of all kinds. Hutton, Will, The state we are in. We stay. They go. It is late. So be it. All is well. The end is near.\n",
    ),
    Keeps("The sea is wide, And wide the land, The sky is high, And high the sand.\n"),
];

static TITLE: Pattern = Pattern::new(|| r"\b(?:Mr|Mrs|Ms|Dr|Prof)(,) \p{Lu}\p{Ll}".to_owned());

/// A paragraph of fewer words may be the head of a letter or a list.
const SHORTEST: usize = 8;

/// Words that hardly ever have a capital within a sentence, and that are no function words.
const OPENERS: [&str; 8] = ["according", "also", "furthermore", "however", "instead", "meanwhile", "moreover", "using"];

/// So many cases, and so many in a thousand words, show that full stops were misread.
const CASES: usize = 2;
const PER_THOUSAND: f64 = 1.0;

/// So many sentences must end in a full stop for each that seems to end in a comma: verse has a capital in each line.
const STOPS: usize = 2;

/// A comma before a word with a capital.
#[expect(clippy::struct_excessive_bools, reason = "each is a cue by itself")]
struct Comma<'t> {
    mark: Range<usize>,
    word: &'t str,
    /// The word opens a sentence, or is a name.
    opens: bool,
    /// The word before the comma is in small letters: no name, and no figure.
    after_small: bool,
    /// The word behind the one with a capital is in small letters.
    before_small: bool,
    /// The comma ends a paragraph of more than one sentence.
    is_last: bool,
}

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    titles(page, edits);
    let mut found = commas(page);
    found.extend(last_commas(page));
    let is_case = |comma: &Comma<'_>| comma.opens && comma.before_small;
    let cases = found.iter().filter(|comma| is_case(comma) || comma.is_last || is_before_common(page, comma)).count();
    let within = memchr::memmem::find_iter(text.as_bytes(), b". ");
    let within = within.filter(|at| text[at + 2..].starts_with(char::is_uppercase)).count();
    let at_ends = (0..page.passages().len()).filter(|index| page.passage_text(*index).ends_with('.')).count();
    let stops = within + at_ends;
    // A list of books has commas behind names only.
    let in_sentence =
        found.iter().any(|comma| is_case(comma) && comma.after_small) && found.iter().any(|comma| !comma.is_last);
    let shown = cases >= CASES
        && in_sentence
        && stops >= STOPS * cases
        && 1000.0 * cases as f64 >= PER_THOUSAND * f64::from(page.survey().total());
    for comma in found {
        if is_case(&comma) {
            let safety = if shown { Safety::Safe } else { Safety::Report };
            edits.replace_as(safety, comma.mark, ".", format!("a sentence begins with `{}`", comma.word));
        } else if shown && is_likely(page, &comma) {
            let what = if comma.is_last { "ends the paragraph before" } else { "is no name" };
            let reason = format!("`{}` {what}, and other full stops of this text were read as commas", comma.word);
            edits.replace_as(Safety::Safe, comma.mark, ".", reason);
        }
    }
}

/// `Mr, Holm`: a title has a full stop, or nothing.
fn titles(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let mut commas = memchr::memmem::find_iter(text.as_bytes(), b", ");
    if !commas.any(|at| ["Mr", "Mrs", "Ms", "Dr", "Prof"].iter().any(|title| text[..at].ends_with(title))) {
        return;
    }
    for title in TITLE.captures_iter(text).filter_map(|found| found.get(1)) {
        // A list of titles has commas: `(Dr, Rev, Major)`.
        let title_word = page.text()[..title.start()].rsplit(char::is_whitespace).next();
        let listed = title_word.is_some_and(|word| word.starts_with('('));
        if is_english_prose(page, title.start()) && !listed {
            edits.replace_as(Safety::Safe, title.range(), ".", "a title before a name");
        }
    }
}

/// Whether a place lies in English prose that is no verse.
fn is_english_prose(page: &Page<'_>, at: usize) -> bool {
    page.passage_at(at).is_some_and(|passage| {
        page.is_prose(passage)
            && page.passages()[passage].kind != Kind::Lines
            && page.language(passage) == Language::English
    })
}

/// The commas in which a paragraph of some length ends, where the next one begins with a capital.
fn last_commas<'d>(page: &Page<'d>) -> Vec<Comma<'d>> {
    let mut found = Vec::new();
    for (index, pair) in page.passages().windows(2).enumerate() {
        let (text, next) = (page.passage_text(index), page.passage_text(index + 1));
        let plain = pair.iter().all(|passage| passage.kind == Kind::Paragraph && passage.containers.is_empty());
        let Some(sentence) = text.strip_suffix(',') else { continue };
        if !plain || !is_english_prose(page, pair[0].range.start) || sentence.split(' ').nth(SHORTEST).is_none() {
            continue;
        }
        let mut words = next.split([' ', '\n']);
        let word = words.next().unwrap_or_default();
        let word = word.trim_start_matches(['"', '“', '‘', '\'']).split(['\'', '’']).next().unwrap_or_default();
        if !word.starts_with(char::is_uppercase) || !word.chars().all(char::is_alphabetic) {
            continue;
        }
        let end = pair[0].range.end;
        found.push(Comma {
            mark: end - 1..end,
            word,
            opens: word != "I" && opens(page, word),
            after_small: sentence.rsplit(' ').next().is_some_and(|last| last.chars().all(char::is_lowercase)),
            before_small: words.next().is_some_and(|second| second.starts_with(char::is_lowercase)),
            is_last: sentence.contains(". "),
        });
    }
    found
}

/// Whether a word begins a sentence where it has a capital.
fn opens(page: &Page<'_>, word: &str) -> bool {
    page.lexicon().is_function_word(word) || OPENERS.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// The commas of all prose in English that may be full stops.
fn commas<'d>(page: &Page<'d>) -> Vec<Comma<'d>> {
    let text = page.text();
    let mut found = Vec::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b", ") {
        let Some((word, next)) = capital_behind(&text[at + 2..]) else { continue };
        let Some(before) = third_word(&text[from..at]) else { continue };
        from = at + 1;
        let two = before.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2;
        if is_english_prose(page, at) && word != "I" {
            found.push(Comma {
                mark: at..at + 1,
                word,
                opens: opens(page, word),
                after_small: before.starts_with(char::is_lowercase) && two,
                before_small: next.is_lowercase(),
                is_last: false,
            });
        }
    }
    found
}

/// The word with a capital that a text begins with, and what the next word begins with, one blank behind.
fn capital_behind(text: &str) -> Option<(&str, char)> {
    let mut letters = text.chars();
    letters.next().filter(|c| c.is_uppercase())?;
    let rest = letters.as_str().trim_start_matches(char::is_lowercase);
    let word = &text[..text.len() - rest.len()];
    // `He’s`, `She’ll`.
    let ending = rest.strip_prefix(['\'', '’']).filter(|ending| ending.starts_with(char::is_lowercase));
    let behind = ending.map_or(rest, |ending| ending.trim_start_matches(char::is_lowercase));
    let next = behind.strip_prefix(' ')?.chars().next()?;
    (next.is_alphabetic() || next.is_numeric()).then_some((word, next))
}

/// The last of three words that a text ends in, one blank between each two.
fn third_word(text: &str) -> Option<&str> {
    let is_inner = |c: char| c.is_alphabetic() || c.is_numeric() || matches!(c, '\'' | '’' | '-');
    let (first, third) = text.rsplit_once(' ')?;
    let starts_well = third.starts_with(|c: char| c.is_alphabetic() || c.is_numeric());
    if !starts_well || !third.chars().all(is_inner) {
        return None;
    }
    let (first, second) = first.rsplit_once(' ')?;
    (!second.is_empty() && second.chars().all(is_inner) && first.ends_with(is_inner)).then_some(third)
}

/// Whether a comma of a text with misread full stops is one of them: before a word that opens sentences, after a name or
/// a figure or before a name; before any common word between words in small letters; or at a paragraph's end.
fn is_likely(page: &Page<'_>, comma: &Comma<'_>) -> bool {
    comma.is_last || comma.opens && (comma.after_small || comma.before_small) || is_before_common(page, comma)
}

/// Whether the comma stands before a common word with a capital, between words in small letters.
fn is_before_common(page: &Page<'_>, comma: &Comma<'_>) -> bool {
    comma.after_small && comma.before_small && is_common(page, comma.word)
}

/// Whether a word with a capital is a common one in lower case, and no name.
fn is_common(page: &Page<'_>, word: &str) -> bool {
    page.lexicon().facts(word).is_some_and(|facts| facts.lower && !facts.proper && facts.level <= 35)
}
