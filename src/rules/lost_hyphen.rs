//! Puts a hyphen back into a compound that has one left and lost another.

use std::sync::LazyLock;

use regex::Regex;

use crate::edits::Edits;
use crate::evidence::candidates::{english_prose, of_tokens};
use crate::page::Page;
use crate::rule::Example::{Keeps, Repairs};
use crate::rule::{Group, Rule, Safety};
use crate::signs::Signs;
use crate::vocabulary::Form;

/// The rule.
pub static RULE: Rule = Rule {
    id: "lost-hyphen",
    group: Group::Hyphen,
    summary: "Put back a hyphen that a compound has lost at a line end",
    cause: "A compound was broken at one of its hyphens, and the extractor took the hyphen for a typesetter's and joined \
            the parts.",
    holds_back: "A compound that is known as it stands, or stands so more than once; a part that is a word; parts that \
                 make no known compound and are not both common words.",
    safety: Safety::Safe,
    signs: Signs::HYPHEN,
    examples: &[
        Repairs("They met for face-toface talks.\n", "They met for face-to-face talks.\n"),
        Repairs(
            "A people-topeople visit to a state-ofthe-art pier.\n",
            "A people-to-people visit to a state-of-the-art pier.\n",
        ),
        Repairs(
            "The 24year-old pilot took a leave-ofabsence form.\n",
            "The 24-year-old pilot took a leave-of-absence form.\n",
        ),
        Keeps("They met for face-to-face talks.\n"),
        Keeps("The well-dressed pilot of an anti-aircraft boat.\n"),
        Keeps("Jean-Claude Lefebvre-Desnoyers steered.\n"),
        Keeps("See x-ytoz for the list.\n"),
    ],
    repair,
};

/// A number close to what it counts, in a compound that goes on: `24year-old`.
static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s“‘(])(\d{1,4})(?:year|month|week|day|hour|minute|mile|foot|inch|storey|story)-(?:old|long|high|wide)\b")
        .expect("a fixed pattern")
});

/// The least log-odds to act on.
const LEAST: f64 = 5.0;

/// How the compounds of [`MEASURE`] end.
const ENDS: [&str; 4] = ["-old", "-long", "-high", "-wide"];

fn repair(page: &Page<'_>, edits: &mut Edits<'_>) {
    if memchr::memchr(b'-', page.text().as_bytes()).is_none() {
        return;
    }
    for (start, text) in english_prose(page).filter(|(_, text)| ENDS.iter().any(|end| text.contains(end))) {
        for found in MEASURE.captures_iter(text).filter_map(|found| found.get(1)) {
            let (at, number) = (start + found.end(), found.as_str());
            edits.insert(at, "-", format!("`{number}` before a measure in a compound"));
        }
    }
    let chain = |form: &Form| form.text.contains('-');
    for candidate in of_tokens(page, chain, |evidence, token, place| evidence.lost_hyphen(token, place.starts_sentence))
    {
        if candidate.reading.log_odds >= LEAST {
            candidate.ask(page, edits, Safety::Safe);
        }
    }
}
