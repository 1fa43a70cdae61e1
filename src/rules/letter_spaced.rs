//! Closes a word whose letters stand apart.

use crate::edits::Edits;
use crate::evidence::Token;
use crate::evidence::candidates::english_prose;
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;

/// The rule.
pub static RULE: Rule = Rule {
    id: "letter-spaced",
    group: Group::Words,
    summary: "Close a word whose letters stand apart",
    cause: "Headings and kickers are set with wide tracking, and the extractor takes the gaps for spaces.",
    holds_back: "Four letters or more that stand one space apart, most of them alone, and are a word together: initials and \
                 lists of letters are none.",
    safety: Safety::Safe,
    signs: Signs::ANY,
    examples: &[
        Repairs("On W e d n e s d a y the ferry is late.\n", "On Wednesday the ferry is late.\n"),
        Repairs("Ha r b o u r news of the week.\n", "Harbour news of the week.\n"),
        Keeps("Lines A B C D and E stop at the harbour.\n"),
        Keeps("J. R. R. Tolkien and e. e. cummings.\n"),
        Keeps("I a m here.\n"),
    ],
    repair,
};

/// A word has at least so many letters.
const FEWEST: usize = 4;

/// A run of more pieces than this is no word.
const MOST: usize = 24;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    for ((start, text), tokens) in english_prose(page).zip(page.english_tokens()) {
        let mut index = 0;
        while index < tokens.len() {
            let count = run(text, &tokens[index..]);
            if let Some((found, word)) = word_in(page, text, &tokens[index..index + count]) {
                let range = start + found[0].core.start..start + found[found.len() - 1].core.end;
                edits.replace(range, word, "the letters stand apart and are a word together");
            }
            index += count.max(1);
        }
    }
}

/// The word that a run makes, all of it or without a small word at its ends.
fn word_in<'t>(page: &Page<'_>, text: &str, run: &'t [Token]) -> Option<(&'t [Token], String)> {
    if !(FEWEST..=MOST).contains(&run.len()) {
        return None;
    }
    let last = run.len() - 1;
    [run, &run[1..], &run[..last], &run[1..last]].into_iter().find_map(|run| {
        let pieces: Vec<&str> = run.iter().map(|token| token.core_of(text)).collect();
        let word = pieces.concat();
        let singles = pieces.iter().filter(|piece| piece.chars().nth(1).is_none()).count();
        let spaced = run.len() >= FEWEST && singles >= FEWEST - 1 && 2 * singles > run.len();
        (spaced && page.lexicon().is_word(&word)).then_some((run, word))
    })
}

/// How many tokens of one or two letters from the first on stand one space apart.
fn run(text: &str, tokens: &[Token]) -> usize {
    let short = |token: &Token| {
        let core = token.core_of(text);
        core.chars().nth(2).is_none() && !core.is_empty() && core.chars().all(char::is_alphabetic)
    };
    let mut count = 0;
    while count < tokens.len()
        && short(&tokens[count])
        && (count == 0 || &text[tokens[count - 1].core.end..tokens[count].core.start] == " ")
    {
        count += 1;
    }
    count
}
