//! Puts a space back behind a comma or a full stop.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::evidence::candidates::english_prose;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};

/// The rule.
pub static RULE: Rule = Rule {
    id: "space-lost-after-mark",
    group: Group::Words,
    summary: "Put back the space behind a comma, a semicolon or a full stop",
    cause: "The extractor missed a narrow space, or joined two lines or blocks without one.",
    holds_back: "Words on both sides; no address, host, file name, version or initial. Behind a full stop a capital must \
                 follow that starts a known word, and a word of two letters or more in lower case must stand before it.",
    safety: Safety::Safe,
    examples: &[
        Repairs(
            "The ferry was late,and the pilot knew;nobody said.They left.\n",
            "The ferry was late, and the pilot knew; nobody said. They left.\n",
        ),
        Keeps("See example.Com and read.Me and Node.Js on the list.\n"),
        Keeps("It costs 1,000 or 2,500 e.g. in the U.S.A. today.\n"),
        Keeps("The set {a,b,c} of the x,y plane.\n"),
        Keeps("Ask J.R. and Ph.D. students at data.Gov for main.Rs files.\n"),
    ],
    repair,
};

static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(\pL[\pL’'-]*)([,;.!?])(\pL[\pL’'-]*)").expect("a fixed pattern"));

/// Endings of hosts and files that are words too or look like them.
const ENDINGS: [&str; 30] = [
    "app", "biz", "blog", "cc", "co", "com", "dev", "doc", "edu", "exe", "gov", "html", "in", "info", "int", "io",
    "is", "it", "js", "me", "mil", "net", "no", "org", "pdf", "rs", "to", "tv", "txt", "us",
];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for (start, text) in english_prose(page) {
        for found in MARK.captures_iter(text) {
            let part = |index: usize| found.get(index).expect("a group that is always there");
            let (before, mark, after) = (part(1), part(2), part(3));
            let edge =
                |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '”' | ')' | '(' | '—'));
            let next = text[after.end()..].chars().next();
            let free = edge(text[..before.start()].chars().next_back())
                && next.is_none_or(|c| {
                    c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '”' | '"' | ')' | '—')
                });
            // A stop behind the second word is one of several stops only where no letter follows.
            let inside = text[after.end()..].chars().nth(1).is_some_and(char::is_alphanumeric);
            if !free || inside && next.is_some_and(|c| !c.is_whitespace()) {
                continue;
            }
            if are_words(page, before.as_str(), mark.as_str(), after.as_str()) {
                let reason = format!("`{}` and `{}` are words", before.as_str(), after.as_str());
                edits.insert(start + mark.end(), " ", reason);
            }
        }
    }
}

/// Whether the mark stands between two words of a sentence.
fn are_words(page: &Page<'_>, before: &str, mark: &str, after: &str) -> bool {
    let lexicon = page.lexicon();
    let words = lexicon.is_word(before) && lexicon.is_word(after);
    let long = before.chars().nth(1).is_some() && (after.chars().nth(1).is_some() || matches!(after, "a" | "A" | "I"));
    if !words || !long {
        return false;
    }
    match mark {
        "." => {
            before.chars().all(char::is_lowercase)
                && after.starts_with(char::is_uppercase)
                && after.chars().skip(1).all(|c| !c.is_uppercase())
                && !lexicon.is_abbreviation(before)
                && ENDINGS.binary_search(&after.to_lowercase().as_str()).is_err()
        }
        _ => after.chars().skip(1).all(|c| !c.is_uppercase()),
    }
}
