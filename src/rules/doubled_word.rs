//! Tells of a small word that stands twice.

use crate::edits::Edits;
use crate::evidence::candidates::english_prose;
use crate::page::Page;
use crate::rule::Example::Keeps;
use crate::rule::{Example, Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "doubled-word",
    group: Group::Words,
    summary: "Tell of a small word that stands twice in a row",
    cause: "A slip of the author, or two pieces of a text that overlap.",
    holds_back: "Told, not repaired: which of the two is right, or whether another word was meant, only the author knows. \
                 Words that may stand twice (`had had`, `that that`) are not told.",
    safety: Safety::Report,
    signs: Signs::ANY,
    examples: EXAMPLES,
    repair,
};

const EXAMPLES: &[Example] = &[
    Keeps("The harbour of the the town.\n"),
    Keeps("She had had enough of all that that day.\n"),
    Keeps("Duran Duran played in Baden Baden.\n"),
];

/// Words that stand twice in good English.
const TWICE: [&str; 8] = ["had", "that", "is", "was", "do", "in", "on", "her"];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        for pair in tokens.windows(2) {
            let (first, second) = (pair[0].core_of(text), pair[1].core_of(text));
            let gap = &text[pair[0].core.end..pair[1].core.start];
            if first == second
                && gap == " "
                && page.lexicon().is_function_word(second)
                && second.starts_with(char::is_lowercase)
                && !TWICE.contains(&second)
            {
                edits.delete(start + pair[0].core.end..start + pair[1].core.end, format!("`{second}` stands twice"));
            }
        }
    }
}
