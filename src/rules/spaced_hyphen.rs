//! Closes the spaces around the hyphens of a compound.

use crate::edits::Edits;
use crate::evidence::Token;
use crate::evidence::candidates::{english_prose, is_technical};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "spaced-hyphen",
    group: Group::Hyphen,
    summary: "Close the spaces around the hyphens of a compound",
    cause: "The extractor took the kerning at a hyphen for a space, or a program put spaces around every hyphen.",
    holds_back: "The compound with its hyphens must be known or stand elsewhere in the document; else it is a dash. Safe where \
                 the hyphen stands close to the part behind it, as no dash does; otherwise suggested.",
    safety: Safety::Suggested,
    signs: Signs::HYPHEN_BEHIND_BLANK,
    examples: &[
        Repairs("They met for face - to - face talks.\n", "They met for face-to-face talks.\n"),
        Repairs("The ex -president and his well -known boat.\n", "The ex-president and his well-known boat.\n"),
        Repairs("The 20-year -old pilot left.\n", "The 20-year-old pilot left.\n"),
        Keeps("They met - to talk - in the harbour.\n"),
        Keeps("The clock has a -z option.\n"),
        Keeps("The harbour - old and grey - was shut.\n"),
        Keeps("The ferry leaves at 9 - 10 if at all.\n"),
    ],
    repair,
};

/// A chain of more parts than this is no compound.
const MOST_PARTS: usize = 4;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    if !page.text().contains(" -") {
        return;
    }
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        let mut index = 0;
        while index + 1 < tokens.len() {
            // What follows a part of such a chain begins with its hyphen.
            let next = &tokens[index + 1];
            let chain = match text.as_bytes().get(next.core.start) {
                Some(b'-') => longest_chain(page, text, &tokens[index..]),
                _ => None,
            };
            match chain {
                Some((count, compound)) => {
                    let (first, last) = (&tokens[index], &tokens[index + count - 1]);
                    let reason = format!("`{}` known", compound.to_lowercase());
                    let range = first.core.start..last.core.end;
                    // A letter alone may be a name of something: `plan B - version C`.
                    let is_long = compound.split('-').all(|part| part.chars().nth(1).is_some());
                    let is_close = is_long && !text[range.clone()].contains("- ");
                    let safety = if is_close { Safety::Safe } else { Safety::Suggested };
                    edits.replace_as(safety, start + range.start..start + range.end, compound, reason);
                    index += count;
                }
                None => index += 1,
            }
        }
    }
}

/// The longest known compound that begins with the first token and has spaces at its hyphens: how many tokens it takes.
fn longest_chain(page: &Page<'_>, text: &str, tokens: &[Token]) -> Option<(usize, String)> {
    let mut compound = tokens[0].core_of(text).to_owned();
    if tokens[0].is_closed() || !is_part(&compound) {
        return None;
    }
    let (mut found, mut count, mut parts) = (None, 1, 1);
    while parts < MOST_PARTS
        && count < tokens.len()
        && &text[tokens[count - 1].range.end..tokens[count].range.start] == " "
    {
        let next = tokens[count].core_of(text);
        let (taken, part) = match next.strip_prefix('-') {
            Some("")
                if count + 1 < tokens.len() && &text[tokens[count].range.end..tokens[count + 1].range.start] == " " =>
            {
                (2, tokens[count + 1].core_of(text))
            }
            Some(part) => (1, part),
            None => break,
        };
        let last = &tokens[count + taken - 1];
        // `a -d` is an option of a command.
        let is_option = taken == 1 && part.chars().nth(1).is_none();
        if tokens[count].is_opened() || last.is_opened() || is_option || !is_part(part) {
            break;
        }
        compound = format!("{compound}-{part}");
        count += taken;
        parts += 1;
        let known = page.lexicon().hyphenated(&compound).is_some()
            || page.survey().count_hyphenated(&compound) > 0
            || counts_a_measure(page, &compound);
        if known {
            found = Some((count, compound.clone()));
        }
        if last.is_closed() {
            break;
        }
    }
    found
}

/// `20-year-old`: a number before a known compound.
fn counts_a_measure(page: &Page<'_>, compound: &str) -> bool {
    let Some((number, rest)) = compound.split_once('-') else { return false };
    number.bytes().all(|byte| byte.is_ascii_digit())
        && rest.split('-').next().is_some_and(|unit| page.lexicon().is_measure(unit))
        && page.lexicon().hyphenated(rest).is_some()
}

fn is_part(token: &str) -> bool {
    let numbered = token.split_once('-').is_some_and(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    (token.starts_with(char::is_alphabetic) || numbered)
        && token.ends_with(char::is_alphanumeric)
        && !is_technical(token)
}
