//! Parts a byline or a date from the headline it was glued to.

use crate::edits::Edits;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "glued-line",
    group: Group::Lines,
    summary: "Part a byline or a date from the headline it was glued to",
    cause: "An extractor joins two blocks of a page without a line end between them.",
    holds_back: "Anything but a whole date at a line's end, or `By` and names before a line that is a date; a space \
                 before it; lines away from the text's head.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs(
            "Harbour talks end without a dealOctober 17, 2013\nThe talks in the harbour office went on all night.\n",
            "Harbour talks end without a deal\n\nOctober 17, 2013\nThe talks in the harbour office went on all night.\n",
        ),
        Repairs(
            "Harbour Talks End Without a DealBy Anna Lind and Peter Holm\nMay 27, 2015\nThe talks went on all night.\n",
            "Harbour Talks End Without a Deal\n\nBy Anna Lind and Peter Holm\nMay 27, 2015\nThe talks went on all night.\n",
        ),
        Keeps("Harbour talks end on October 17, 2013\nThe talks went on all night.\n"),
        Keeps("The StandBy Generator Company\nThe boats are dark without it.\n"),
        Keeps("Harbour talks end without a dealOctober\nThe talks went on all night.\n"),
    ],
    repair,
};

/// A headline, its byline and its date stand among this many lines at the text's head.
const HEAD: usize = 15;

/// Whether something with a capital or a figure, or a month in small letters, may begin right behind a word of a line: most
/// lines have nothing of it, and the patterns are dear to make.
fn may_be_glued(line: &str) -> bool {
    let mut pairs = line.chars().zip(line.chars().skip(1));
    pairs.any(|(before, c)| ends_word(before) && (c.is_uppercase() || c.is_numeric()))
        || MONTHS.split('|').filter(|month| month.starts_with(char::is_lowercase)).any(|month| line.contains(month))
}

/// Whether a headline may end with this character.
fn ends_word(c: char) -> bool {
    c.is_lowercase() || matches!(c, '?' | '!' | '”' | '"' | ')')
}

/// The months' names in the languages whose words are known.
const MONTHS: &str = "January|February|March|April|May|June|July|August|September|October|November|December|\
                      Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|\
                      janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|\
                      enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|\
                      gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|\
                      janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|\
                      januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december";

/// A date that ends a line, with or without the day of the week.
static DATE: Pattern = Pattern::new(|| {
    let weekday = r"(?:\p{Lu}\p{Ll}+(?:day|tag),?[ \u{a0}])?";
    let day = format!(r"(?:(?:{MONTHS})[ \u{{a0}}]\d{{1,2}},|\d{{1,2}}(?:\.|er| de)?[ \u{{a0}}](?:{MONTHS})(?: de)?)");
    format!(r"({weekday}{day}[ \u{{a0}}][12]\d{{3}})$")
});

/// `By` and two words or more that are names, at a line's end.
static BYLINE: Pattern = Pattern::new(|| r"(By(?:[ \u{a0}](?:and|de|van|von|\p{Lu}[\p{L}.’'-]*)){2,})$".to_owned());

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n').take(HEAD * 2) {
        let content = line.trim_end();
        if !content.trim_start().is_empty() {
            lines.push(start..start + content.len());
        }
        start += line.len();
    }
    for (index, line) in lines.iter().take(HEAD).enumerate() {
        let content = &text[line.clone()];
        if !may_be_glued(content) {
            continue;
        }
        // A date ends in its year, and a byline has its word.
        let ends_in_year = |line: &str| line.ends_with(char::is_numeric);
        let is_dated = |line: &std::ops::Range<usize>| {
            let line = text[line.clone()].trim_start();
            ends_in_year(line) && DATE.find(line).is_some_and(|date| date.start() == 0)
        };
        let date = ends_in_year(content).then(|| DATE.find(content)).flatten();
        let date = date.map(|date| (date.start(), "a date at the headline's end, without a space"));
        let byline = || {
            let byline = content.contains("By").then(|| BYLINE.find(content)).flatten();
            let byline = byline.filter(|_| lines.get(index + 1).is_some_and(is_dated))?;
            Some((byline.start(), "a byline at the headline's end, without a space"))
        };
        let Some((at, reason)) = date.or_else(byline) else { continue };
        let ends_in_word = content[..at].ends_with(ends_word);
        let prose = page.passage_at(line.start + at).is_some_and(|passage| page.is_prose(passage));
        if ends_in_word && prose {
            edits.insert(line.start + at, "\n\n", reason);
        }
    }
}
