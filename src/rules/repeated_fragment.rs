//! Takes out the first half of a word that stands once more in full.

use crate::edits::Edits;
use crate::evidence::candidates::english_prose;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "repeated-fragment",
    group: Group::Hyphen,
    summary: "Take out a broken-off word that stands again in full right behind",
    cause: "A word was broken at the end of a line or page, and the extractor gives its first half and then the whole word.",
    holds_back: "A fragment of three letters or fewer, which may be a stammer; one that is a word; a second word that does \
                 not begin with it.",
    safety: Safety::Safe,
    signs: Signs::HYPHEN_BEFORE_BLANK,
    examples: &[
        Repairs("She read the Quoti- Quotidien on the pier.\n", "She read the Quotidien on the pier.\n"),
        Keeps("“Wha- what was that?” he said.\n"),
        Keeps("Over- overcast skies.\n"),
        Keeps("A quoti- dian matter.\n"),
        Keeps("The short- shortest way.\n"),
    ],
    repair,
};

/// A fragment must have more letters than this.
const STAMMER: usize = 3;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    if !page.text().contains("- ") && !page.text().contains("-\n") {
        return;
    }
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        for pair in tokens.windows(2) {
            let (first, second) = (&pair[0], &pair[1]);
            let Some(fragment) = first.core_of(text).strip_suffix('-') else { continue };
            let word = second.core_of(text);
            let longer = word.len() > fragment.len() && word.to_lowercase().starts_with(&fragment.to_lowercase());
            let plain = fragment.chars().count() > STAMMER && fragment.chars().all(char::is_alphabetic);
            if longer && plain && !second.is_opened() && !page.lexicon().is_word(fragment) {
                let reason = format!("`{fragment}` is the beginning of `{word}` behind it");
                edits.delete(start + first.core.start..start + second.core.start, reason);
            }
        }
    }
}
