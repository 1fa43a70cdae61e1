//! Puts a space back behind a comma or a full stop.

use crate::edits::Edits;
use crate::evidence::candidates::english_prose_with;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "space-lost-after-mark",
    group: Group::Words,
    summary: "Put back the space behind a comma, a semicolon or a full stop",
    cause: "The extractor missed a narrow space, or joined two lines or blocks without one.",
    holds_back: "Words on both sides; no address, host, file name, version or initial. Behind a full stop a capital must \
                 follow that starts a known word, and a word of two letters or more in lower case must stand before it.",
    safety: Safety::Safe,
    signs: Signs::LETTER_BEHIND_MARK,
    examples: &[
        Repairs(
            "The ferry was late,and the pilot knew;nobody said.They left.\n",
            "The ferry was late, and the pilot knew; nobody said. They left.\n",
        ),
        Repairs(
            "The pier,the boat,and the ferry.However, Dr.Lee left.\n",
            "The pier, the boat, and the ferry. However, Dr. Lee left.\n",
        ),
        Repairs(
            "He did not finish the survey.In these cases,Dr.Nabeel came post-season.This was late,it seems.\n",
            "He did not finish the survey. In these cases, Dr. Nabeel came post-season. This was late, it seems.\n",
        ),
        Repairs("The ferry,the bus,the leagues.the cup.\n", "The ferry, the bus, the leagues. the cup.\n"),
        Repairs(
            "They met for the talks,U.S. envoys said of Ricci v.Holm on Friday.\n",
            "They met for the talks, U.S. envoys said of Ricci v. Holm on Friday.\n",
        ),
        Repairs(
            "In 2020,and again in 2021,the company made a profit.\n",
            "In 2020, and again in 2021, the company made a profit.\n",
        ),
        Keeps("The set 2020,x and 2021,y are 3020,and so on.\n"),
        Keeps("Look into leagues.the and at Built.In for more.\n"),
        Keeps("See example.Com and read.Me and Node.Js on the list.\n"),
        Keeps("It costs 1,000 or 2,500 e.g. in the U.S.A. today.\n"),
        Keeps("The set {a,b,c} of the x,y plane.\n"),
        Keeps("Ask J.R. and Ph.D. students at data.Gov for main.Rs files.\n"),
    ],
    repair,
};

/// Endings of hosts and files that are words too or look like them.
const ENDINGS: [&str; 30] = [
    "app", "biz", "blog", "cc", "co", "com", "dev", "doc", "edu", "exe", "gov", "html", "in", "info", "int", "io",
    "is", "it", "js", "me", "mil", "net", "no", "org", "pdf", "rs", "to", "tv", "txt", "us",
];

/// Titles before a name.
const TITLES: [&str; 8] = ["Col", "Dr", "Gen", "Gov", "Mr", "Mrs", "Ms", "Prof"];

/// Words that end hosts too, and begin a sentence where they have a capital and another word follows.
const OPENERS: [&str; 5] = ["In", "Is", "It", "No", "To"];

/// So many spaces lost behind other marks say that a small word behind a full stop lost its own.
const CASES: usize = 2;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let mut lower = Vec::new();
    for (start, text) in english_prose_with(page, RULE.signs) {
        for at in memchr::memchr3_iter(b',', b';', b'.', text.as_bytes()).chain(memchr::memchr2_iter(
            b'?',
            b'!',
            text.as_bytes(),
        )) {
            let (before, after) = (last_word(&text[..at]), first_word(&text[at + 1..]));
            let outer_left = text[..at - before.len()].chars().next_back();
            let rest = &text[at + 1 + after.len()..];
            let mark = &text[at..=at];
            if let Some(reason) = behind_abbreviation(page, &text[..at], mark, &text[at + 1..]) {
                edits.insert(start + at + 1, " ", reason);
                continue;
            }
            if before.is_empty() || after.is_empty() || outer_left.is_some_and(is_joint) || !ends_word(rest) {
                continue;
            }
            let stopped = outer_left == Some('.')
                || mark == "."
                    && rest.starts_with('.')
                    && rest.len() > 1
                    && !rest[1..].starts_with(char::is_whitespace);
            if stopped {
                continue;
            }
            if are_words(page, before, mark, after) || mark == "." && opens_sentence(page, before, after, rest) {
                edits.insert(start + at + 1, " ", format!("`{before}` and `{after}` are words"));
            } else if mark == "." && (goes_on(page, before, after) || is_behind_name(page, before, after)) {
                lower.push((start + at + 1, format!("`{after}` is a word of its own")));
            }
        }
    }
    if edits.len() >= CASES {
        for (at, reason) in lower {
            edits.insert(at, " ", reason);
        }
    }
}

/// `Holm v.Lind`, `talks,U.S. envoys`: a mark that belongs to an abbreviation, or stands before one.
fn behind_abbreviation(page: &Page<'_>, before: &str, mark: &str, after: &str) -> Option<&'static str> {
    let capital = after.starts_with(char::is_uppercase);
    let mut letters = after.chars();
    match mark {
        "." if capital && before.ends_with(" v") && after.chars().nth(2).is_some_and(char::is_alphabetic) => {
            let name = before[..before.len() - 2].rsplit(' ').next().unwrap_or_default();
            name.starts_with(char::is_uppercase).then_some("two parties of a case")
        }
        "," if is_behind_year(before) => {
            let word = first_word(after);
            let plain = ends_word(&after[word.len()..]) && word.chars().all(char::is_lowercase);
            (plain && page.lexicon().is_function_word(word)).then_some("a year before a word")
        }
        "," => {
            let initials = [letters.next(), letters.next(), letters.next(), letters.next()];
            let dotted = matches!(initials, [Some(one), Some('.'), Some(two), Some('.')]
                if one.is_uppercase() && two.is_uppercase());
            let word = last_word(before);
            (dotted && word.len() > 2 && page.lexicon().is_word(word)).then_some("a word before initials")
        }
        _ => None,
    }
}

/// Whether a text ends in a year.
fn is_behind_year(before: &str) -> bool {
    let token = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    token.len() == 4
        && token.bytes().all(|byte| byte.is_ascii_digit())
        && ["15", "16", "17", "18", "19", "20"].iter().any(|century| token.starts_with(century))
}

/// `Jane.Pride and`: two words with capitals, no host.
fn is_behind_name(page: &Page<'_>, before: &str, after: &str) -> bool {
    let titled = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word.len() > 3
    };
    titled(before)
        && titled(after)
        && page.lexicon().is_word(before)
        && page.lexicon().is_word(after)
        && ENDINGS.binary_search(&after.to_lowercase().as_str()).is_err()
}

/// `survey.In these cases`: a sentence that begins with a word that ends hosts too.
fn opens_sentence(page: &Page<'_>, before: &str, after: &str, rest: &str) -> bool {
    let mut next = rest.chars();
    let sentence = next.next() == Some(' ') && next.next().is_some_and(char::is_lowercase);
    let known = page.lexicon().is_word(before) && !page.lexicon().is_abbreviation(before);
    // `Built.In` is a name.
    let name = after == "In" && before.starts_with(char::is_uppercase);
    OPENERS.contains(&after) && !name && sentence && known && before.chars().nth(3).is_some()
}

/// `leagues.the`: a comma or a full stop, a space lost behind it, and a function word in lower case.
fn goes_on(page: &Page<'_>, before: &str, after: &str) -> bool {
    page.lexicon().is_function_word(after)
        && after.starts_with(char::is_lowercase)
        && after.chars().nth(1).is_some()
        && ENDINGS.binary_search(&after).is_err()
        && page.lexicon().is_word(before)
        && before.chars().nth(3).is_some()
}

/// The letters a text ends in, with the apostrophes and hyphens between them.
fn last_word(text: &str) -> &str {
    let word = &text[text.trim_end_matches(is_letter).len()..];
    word.trim_start_matches(|c: char| !c.is_alphabetic())
}

/// The letters a text begins with, with the apostrophes and hyphens between them.
fn first_word(text: &str) -> &str {
    let word = &text[..text.len() - text.trim_start_matches(is_letter).len()];
    if word.starts_with(char::is_alphabetic) { word.trim_end_matches(|c: char| !c.is_alphabetic()) } else { "" }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’' | '-')
}

/// Signs that make what stands beside them an address, a file name, a number or code.
fn is_joint(c: char) -> bool {
    c.is_numeric() || matches!(c, '/' | '@' | '_' | '\\' | '=' | '#' | '&' | '{' | '<' | '~' | '$' | '.' | ':')
}

/// Whether a word ends where this begins, and is not the first part of an address.
fn ends_word(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        None => true,
        Some(c) if is_joint(c) => matches!(c, '.' | ':') && next.next().is_none_or(|c| !c.is_alphanumeric()),
        Some(c) => !c.is_alphanumeric() && !matches!(c, '}' | '>' | '(' | '['),
    }
}

/// Whether the mark stands between two words of a sentence.
fn are_words(page: &Page<'_>, before: &str, mark: &str, after: &str) -> bool {
    let lexicon = page.lexicon();
    let letters = |word: &str| word.chars().count();
    let last = before.rsplit('-').next().unwrap_or(before);
    let known = (lexicon.is_word(before) || lexicon.is_word(last), lexicon.is_word(after));
    let small = letters(after) < 2 && !matches!(after, "a" | "A" | "I");
    let shouted = |word: &str| word.chars().all(char::is_uppercase);
    // `TL;DR`.
    if letters(before) < 2 || small || shouted(before) && shouted(after) {
        return false;
    }
    match mark {
        // Two words, or a word and a name that no list has.
        "," | ";" => {
            let (shorter, function) = (letters(before).min(letters(after)), lexicon.is_function_word(after));
            known == (true, true)
                || (known.0 || known.1) && shorter > 3
                || function && (letters(before) > 3 || before.starts_with(char::is_uppercase))
                || known.0 && shouted(after) && letters(after) > 1 && letters(before) > 2
        }
        "." => {
            let capital = after.starts_with(char::is_uppercase) && after.chars().skip(1).all(|c| !c.is_uppercase());
            let title = TITLES.contains(&before);
            let name = before.starts_with(char::is_uppercase);
            let plain = before.chars().skip(1).all(|c| !c.is_uppercase());
            (known.1 || title && letters(after) > 2)
                && capital
                && plain
                && (title || known.0 && !lexicon.is_abbreviation(before))
                && (title || !name || lexicon.is_function_word(after) || is_common(page, after))
                && ENDINGS.binary_search(&after.to_lowercase().as_str()).is_err()
        }
        _ => {
            known == (true, true)
                && !after.chars().skip(1).any(char::is_uppercase)
                && !after.starts_with(char::is_lowercase)
        }
    }
}

fn is_common(page: &Page<'_>, word: &str) -> bool {
    page.lexicon().facts(word).is_some_and(|facts| facts.lower_level() <= 35 && facts.count > 300)
}
