//! Joins contractions that were parted at the apostrophe.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "spaced-apostrophe",
    group: Group::Punctuation,
    summary: "Join contractions such as `it 's`, `do n't`, `we' re`",
    cause: "Words were parted into tokens, or OCR saw a gap beside the apostrophe.",
    holds_back: "Languages other than English; all but a closed list of contractions; a noun before `'s` is only \
                 suggested; code.",
    safety: Safety::Safe,
    signs: Signs::PARTED_APOSTROPHE,
    examples: &[
        Repairs("It 's late, and they do n't care.\n", "It's late, and they don't care.\n"),
        Repairs("We ’re here; I ’ll go, she ’d said.\n", "We’re here; I’ll go, she’d said.\n"),
        Repairs("It' s late, I can' t go, you' re here.\n", "It's late, I can't go, you're here.\n"),
        Repairs("The company 's boats\n", "The company's boats\n"),
        Keeps("Press the 's' key, or press 's' again.\n"),
        Keeps("It’s late, they don’t care: 'tis so.\n"),
        Keeps("He said it 'd rather', no less.\n"),
        Keeps("the boats' s-shaped wake, the buses' route\n"),
        Keeps("Rock 'n' roll, the '90s and the 'sixties\n"),
    ],
    repair,
};

static PARTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:",
        r"(?:it|he|she|that|what|there|here|who|let|where|how)(?: ['’]|['’] )s",
        r"|(?:do|does|did|is|are|was|were|have|has|had|could|would|should|wo|ca|must|need|ai|might|sha) n['’]t",
        r"|(?:don|doesn|didn|isn|aren|wasn|weren|haven|hasn|hadn|couldn|wouldn|shouldn|won|can|ain)(?: ['’]|['’] )t",
        r"|(?:you|we|they)(?: ['’]|['’] )(?:re|ve)|(?:I|you|he|she|it|we|they)(?: ['’]|['’] )(?:ll|d)|I(?: ['’]|['’] )(?:m|ve)",
        r"|(\p{Ll}{3,} ['’]s)",
        r")\b",
    ))
    .expect("a fixed pattern")
});

/// What stands behind the apostrophe.
const ENDINGS: [&str; 7] = ["s", "t", "re", "ve", "ll", "d", "m"];

/// Whether a text has what [`PARTED`] needs, which is dear: one of these endings behind an apostrophe, and a blank between
/// them or before.
fn may_be_parted(text: &str) -> bool {
    text.match_indices(['\'', '’']).any(|(at, mark)| {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let ending = after.strip_prefix(' ').unwrap_or(after);
        let is_parted = ending.len() < after.len() || [" ", " n", " N"].iter().any(|blank| before.ends_with(blank));
        let end = ending.find(|c: char| !c.is_alphanumeric()).unwrap_or(ending.len());
        is_parted && ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(&ending[..end]))
    })
}

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (index, passage) in page.passages_with(RULE.signs) {
        if !page.is_prose(index) || page.language(index) != Language::English {
            continue;
        }
        let text = page.passage_text(index);
        if !may_be_parted(text) {
            continue;
        }
        for found in PARTED.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            // What goes on is another word or a quotation: `'s' key`, `'d rather'`.
            let goes_on = text[whole.end()..].starts_with(['\'', '’', '-']);
            let quoted = closes_soon(&text[whole.end()..]);
            let Some(blank) = whole.as_str().find(' ') else { continue };
            if goes_on || (quoted && whole.as_str()[blank..].starts_with(" '")) {
                continue;
            }
            let at = passage.range.start + whole.start() + blank;
            let safety = if found.get(1).is_some() { Safety::Suggested } else { Safety::Safe };
            edits.replace_as(safety, at..at + 1, "", "a contraction parted at the apostrophe");
        }
    }
}

/// How far the end of a quotation is looked for, in characters.
const REACH: usize = 120;

/// Whether a straight mark closes something in the sentence: then the one before the letters may have opened it.
fn closes_soon(rest: &str) -> bool {
    let mut characters = rest.chars().take(REACH).take_while(|c| !matches!(c, '.' | '\n')).peekable();
    while let Some(c) = characters.next() {
        if c == '\'' && characters.peek().is_none_or(|next| !next.is_alphanumeric()) {
            return true;
        }
    }
    false
}
