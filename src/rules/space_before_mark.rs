//! Takes out blanks before the marks that close a word or sentence.

use crate::draft::{Change, Kind};
use crate::edits::Edits;
use crate::page::Page;
use crate::pattern::Pattern;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::Language;

/// The rule.
pub static RULE: Rule = Rule {
    id: "space-before-mark",
    group: Group::Punctuation,
    summary: "Take out blanks before commas, full stops, semicolons, question and exclamation marks",
    cause: "A tag stood between word and mark, or words and marks were put together from tokens.",
    holds_back: "French, which has such blanks, and languages that are not told; emoticons, numbers, file endings, spaced \
                 ellipses; a sign that the text is about; a place where a word is missing; a lone colon, which is only suggested; lines that are the author's; code.",
    safety: Safety::Safe,
    signs: Signs::BLANK_BEFORE_MARK.or(Signs::BLANK_IN_BRACKET),
    examples: &[
        Repairs("The relations , she said , are good .\n", "The relations, she said, are good.\n"),
        Repairs("“Is it late ?” Yes , it is !\n", "“Is it late?” Yes, it is!\n"),
        Repairs("The ferry (the late one) , I hear ; the bus .\n", "The ferry (the late one), I hear; the bus.\n"),
        Repairs("The list is this : a boat and a bus.\n", "The list is this: a boat and a bus.\n"),
        Repairs("The ferry ( the late one ) is here .\n", "The ferry (the late one) is here.\n"),
        Keeps("It is late :) and so is he ;-) or :-( now : ) then\n"),
        Keeps("A share of .5 and the .NET way, in a .txt or a . then\n"),
        Keeps("He paused ... and left . . . at last.\n"),
        Keeps("La question : est-il tard ? Oui ! Et le bateau ; il part donc toujours en retard pour nous tous.\n"),
        Keeps("The score was 3 : 2, and 1 , 000 came.\n"),
        Keeps("She said !important and ?query, then a != b.\n"),
        Keeps("We chain calls with the ? operator, and look for a , character. Load it from , but not at .\n"),
        Keeps("The ferry, the bus.\n"),
    ],
    repair,
};

/// A blank and marks, after what ends a word, and before a blank, the end, or a closing mark.
static SPACED: Pattern = Pattern::new(|| r#"[\p{L}\p{N})\]”’"'%]( +)([,;:.]|[!?]+)(?:[\s”’"'»)\]]|\z)"#.to_owned());

/// Brackets with a blank at both inner edges; the other one of a pair is not far.
static BRACKETS: Pattern = Pattern::new(|| r"(?:^|\s)\(( +)[^\s()][^()\n]{0,200}[^\s()]( +)\)".to_owned());

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let mut colons = Vec::new();
    for (index, passage) in page.passages_with(RULE.signs) {
        let prose = page.is_prose(index) && passage.kind != Kind::Lines;
        if !prose || !sets_no_blank(page.language(index)) {
            continue;
        }
        let text = page.passage_text(index);
        let mut at = 0;
        // Most passages have no blank before a mark, and many texts none at all.
        let spaced = text.as_bytes().windows(2).any(|pair| pair[0] == b' ' && b",;:.!?".contains(&pair[1]));
        let pattern = spaced.then(|| SPACED.of(text));
        while let Some(found) = pattern.and_then(|pattern| pattern.captures_at(text, at)) {
            let (Some(blanks), Some(mark)) = (found.get(1), found.get(2)) else { break };
            at = mark.end();
            if is_meant(&text[..blanks.start()], mark.as_str(), &text[mark.end()..]) {
                continue;
            }
            let range = passage.range.start + blanks.start()..passage.range.start + blanks.end();
            if mark.as_str() == ":" {
                colons.push(range);
            } else {
                edits.delete(range, format!("no blank before `{}` in this language", mark.as_str()));
            }
        }
        if !text.contains("( ") || !text.contains(" )") {
            continue;
        }
        for found in BRACKETS.captures_iter(text) {
            let blanks = found.iter().skip(1).flatten();
            let gone = blanks.map(|blank| passage.range.start + blank.start()..passage.range.start + blank.end());
            let changes = gone.map(|range| Change { range, after: String::new() }).collect();
            edits.group(changes, "no blanks inside of brackets");
        }
    }
    // A lone colon with a blank may be the author's way; among other such marks it is not.
    let safety = if edits.len() < ENOUGH { Safety::Suggested } else { Safety::Safe };
    for range in colons {
        edits.replace_as(safety, range, "", "no blank before `:` in this language");
    }
}

/// Whether a language sets no blank before its marks, as French does.
fn sets_no_blank(language: Language) -> bool {
    !matches!(language, Language::French | Language::Unknown)
}

/// How many other marks with a blank before them speak for a colon.
const ENOUGH: usize = 2;

/// Articles, prepositions and the like, after which no clause ends.
const LINKS: [&str; 21] = [
    "a", "an", "the", "of", "and", "or", "with", "to", "for", "at", "from", "by", "in", "on", "as", "into", "over",
    "via", "than", "between", "was",
];

/// Whether the blank belongs there: an emoticon, a number, a spaced ellipsis, a straight quote that opens.
fn is_meant(before: &str, mark: &str, after: &str) -> bool {
    let next = after.trim_start().chars().next();
    let emoticon = matches!(mark, ":" | ";") && next.is_some_and(|c| matches!(c, ')' | '(' | '-' | ']' | '\'' | '"'));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let number = matches!(mark, ":" | "," | ".") && digit(before.chars().next_back()) && digit(next);
    let ellipsis = mark == "." && next == Some('.');
    // `the ? operator`: before a small letter no sentence ends, so the mark is a sign that the text is about.
    let sign = matches!(mark.as_bytes().first(), Some(b'.' | b'!' | b'?')) && next.is_some_and(char::is_lowercase);
    let words =
        before.len() - before.chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    // `download it from , but`: after such a word another one is missing, and the blank shows where.
    let gap = LINKS.iter().any(|word| before[words..].eq_ignore_ascii_case(word));
    // `the U . S . had`: letters that stand apart need more than this rule.
    let initial = mark == "." && {
        let mut letters = before.chars().rev();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_whitespace)
    };
    emoticon || number || ellipsis || sign || gap || initial
}
