//! Puts a hyphen where a soft hyphen was printed, and takes out the soft hyphens that were not.

use crate::edits::Edits;
use crate::evidence::{Decision, line_end};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::survey::SoftHyphen;

/// The rule.
pub static RULE: Rule = Rule {
    id: "soft-hyphen",
    group: Group::Hyphen,
    summary: "Make printed soft hyphens hyphens, and take out those that were not printed",
    cause: "A web page marks where words may be broken, and the marks are copied along; or the font of a PDF calls its \
            hyphen a soft hyphen, and the extractor believes it.",
    holds_back: "Which of the two it is, the document decides: a soft hyphen before a capital or a digit, or between two \
                 words that make no word together, was printed. Code stays as it is.",
    safety: Safety::Safe,
    signs: Signs::SOFT_HYPHEN,
    examples: &[
        Repairs("The co\u{ad}operation of the har\u{ad}bour towns.\n", "The cooperation of the harbour towns.\n"),
        Repairs("The US\u{ad}China talks on third\u{ad}party boats.\n", "The US-China talks on third-party boats.\n"),
        Repairs(
            "The Paris\u{ad}bound gov\u{ad}ernment train, a three\u{ad}day ride.\n",
            "The Paris-bound government train, a three-day ride.\n",
        ),
        Keeps("The cooperation of the harbour towns.\n"),
        Keeps("The US-China talks on third-party boats.\n"),
    ],
    repair,
};

const MARK: &str = "\u{ad}";

/// Log-odds above which even a printed hyphen was set at a line end that is gone.
const BROKEN_WORD: f64 = 3.0;

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    let text = page.text();
    for at in memchr::memmem::find_iter(text.as_bytes(), MARK) {
        let range = at..at + MARK.len();
        let Some(index) = page.passage_at(at) else { continue };
        if !page.is_prose(index) {
            continue;
        }
        let passage = &page.passages()[index].range;
        let (before, after) = (&text[passage.start..at], &text[range.end..passage.end]);
        if after.trim_start_matches([' ', '\t']).starts_with('\n') && before.ends_with(char::is_alphanumeric) {
            // What stands at a line end is a matter of another rule.
            continue;
        }
        let spaced = after.is_empty() || after.starts_with(char::is_whitespace);
        if page.survey().soft_hyphen() == SoftHyphen::Invisible && !spaced {
            edits.delete(range, "marks where the word may be broken");
            continue;
        }
        if spaced {
            edits.replace(range, "-", "the hyphen of a broken word");
            continue;
        }
        let verdict = line_end(before, after, page);
        if verdict.decision == Decision::Join && verdict.log_odds > BROKEN_WORD {
            edits.delete(range, verdict.reason);
        } else {
            edits.replace(range, "-", "the hyphens of this text are soft hyphens");
        }
    }
}
