//! Makes half a dash at a lost line end the whole it was.

use memchr::memmem;

use crate::edits::Edits;
use crate::evidence::candidates::english_prose_with;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "halved-dash",
    group: Group::Hyphen,
    summary: "Make the half of a typed dash `--` whole again",
    cause: "A dash of two hyphens stood at a line end, and the extractor took the second one for a typesetter's and joined \
            the lines.",
    holds_back: "The document's other dashes must be ` -- `. A function word with a capital must follow, or another word \
                 with a capital after two such cases: `-Wall` is an option.",
    safety: Safety::Safe,
    signs: Signs::DASH_OF_HYPHENS,
    examples: &[
        Repairs(
            "The boat -- the old one -- left. We waited -How could we not? -- and saw it go -And it went -I saw it.\n",
            "The boat -- the old one -- left. We waited -- How could we not? -- and saw it go -- And it went -- I saw it.\n",
        ),
        Keeps("The boat -- the old one -- is built with -Wall and -Old.\n"),
        Keeps("We waited -How could we not? It went.\n"),
        Keeps("The boat -- the old one -- left at minus -5 with an -ed form.\n"),
    ],
    repair,
};

/// A hyphen close to a word with a capital, perhaps with a quotation mark between.
static HALF: Pattern = Pattern::new(|| r#"[\p{L}\d.,!?”"’'] (-)["“‘]?(\p{Lu}\p{L}+|I\b)"#.to_owned());

/// So many whole dashes show how the document writes them.
const WHOLE: usize = 2;

/// After so many certain cases any word with a capital is one.
const CASES: usize = 2;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    if memmem::find_iter(page.text().as_bytes(), b" -- ").take(WHOLE).count() < WHOLE {
        return;
    }
    let mut found = Vec::new();
    for (start, text) in english_prose_with(page, Signs::HYPHEN_BEHIND_BLANK) {
        for half in HALF.captures_iter(text) {
            let (Some(hyphen), Some(word)) = (half.get(1), half.get(2)) else { continue };
            // `-I` is an option too.
            let function = word.as_str() != "I" && page.lexicon().is_function_word(word.as_str());
            found.push((start + hyphen.start(), function, word.as_str()));
        }
    }
    let certain = found.iter().filter(|(_, function, _)| *function).count();
    for (at, function, word) in found {
        if function || certain >= CASES && page.lexicon().is_word(word) {
            edits.replace(at..at + 1, "-- ", "the dashes of this text are `--` between blanks");
        }
    }
}
