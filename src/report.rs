//! One page of HTML that shows what was done to a text: before and after side by side, and why.
//!
//! The page needs no script and no network, and nothing of the text can act in it. Its size grows with that of the text
//! and of the record.

mod align;
mod escape;
mod frame;
mod index;
mod text;

use std::collections::BTreeMap;

use crate::Outcome;
use crate::repair::Repair;
use crate::rule::{Group, Safety};

pub use escape::{escaped, named};
pub use frame::{framed, page};
pub use index::{Entry, index};

/// What was done to one text, as a part of a page.
#[derive(Clone, Debug)]
pub struct Section {
    /// What is counted of it.
    pub tally: Tally,
    /// The text's name.
    pub name: String,
    /// The part of the page.
    html: String,
    /// What its anchors begin with, so that several texts fit on a page.
    prefix: String,
}

impl Section {
    /// The part of a page about a text of this name.
    ///
    /// `source` is the text as it was decoded, `outcome` what cleaning it came to. `number` is the text's place on the
    /// page, from 1; nothing where it has a page to itself.
    ///
    /// ```
    /// use copydesk::report::{Section, page};
    /// let source = "They met . . . and left.\n";
    /// let outcome = copydesk::clean(source, &copydesk::Options::default());
    /// let html = page(&[Section::new("tide.txt", source, &outcome, None)]);
    /// assert!(html.contains("spaced-ellipsis") && !html.contains("<script"));
    /// ```
    pub fn new(name: &str, source: &str, outcome: &Outcome, number: Option<usize>) -> Self {
        let prefix = number.map_or_else(String::new, |number| format!("t{number}-"));
        let level = if number.is_some() { 3 } else { 2 };
        let tally = Tally::of(outcome);
        let html = text::section(source, outcome, &tally, &text::Place { prefix: &prefix, level });
        Self { tally, name: name.to_owned(), html, prefix }
    }
}

/// What is counted of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Repairs that were made.
    pub repairs: usize,
    /// Repairs that are only suggested.
    pub suggested: usize,
    /// Findings that are only told.
    pub told: usize,
    /// How many of the repairs took a block off the page.
    pub taken_off: usize,
    /// Each rule with the repairs it made and those it found and left.
    pub rules: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    /// Counts what is on record.
    pub fn of(outcome: &Outcome) -> Self {
        let record = outcome.record();
        let mut tally = Self { repairs: record.applied.len(), ..Self::default() };
        for repair in &record.applied {
            tally.rules.entry(repair.rule).or_default().0 += 1;
            tally.taken_off += usize::from(is_taken_off(repair));
        }
        for repair in &record.found {
            tally.rules.entry(repair.rule).or_default().1 += 1;
            match repair.safety {
                Safety::Report => tally.told += 1,
                Safety::Suggested | Safety::Safe => tally.suggested += 1,
            }
        }
        tally
    }

    /// In a sentence: `12 repairs by 5 rules, 3 blocks taken off, 2 suggestions left to you`.
    pub fn sentence(&self) -> String {
        let by = self.rules.values().filter(|(made, _)| *made > 0).count();
        let mut parts = vec![match self.repairs {
            0 => "Nothing to repair".to_owned(),
            repairs => format!("{} by {}", counted(repairs, "repair"), counted(by, "rule")),
        }];
        if self.taken_off > 0 {
            parts.push(format!("{} taken off", counted(self.taken_off, "block")));
        }
        if self.suggested + self.told > 0 {
            parts.push(format!("{} left to you", counted(self.suggested + self.told, "finding")));
        }
        parts.join(", ")
    }
}

/// `1 repair`, `2 repairs`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The group of the rule that made a repair.
fn group_of(repair: &Repair) -> Group {
    crate::rules::find(repair.rule).map_or(Group::Lines, |rule| rule.group)
}

/// Whether a repair took a block off the page that is no part of the article.
fn is_taken_off(repair: &Repair) -> bool {
    let gone = repair.after.trim().is_empty() && repair.before.contains(char::is_alphanumeric);
    gone && matches!(group_of(repair), Group::Furniture | Group::Pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, clean};

    fn report(source: &str) -> String {
        let outcome = clean(source, &Options::default());
        page(&[Section::new("tide.txt", source, &outcome, None)])
    }

    #[track_caller]
    fn check(source: &str, parts: &[&str]) {
        let html = report(source);
        for part in parts {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
    }

    #[test]
    fn shows_each_repair_in_both_texts_with_its_reason() {
        check(
            "They met . . . and left.\n",
            &[
                "They met <del class=\"punctuation\">. . .</del><sup><a id=\"b1\" href=\"#r1\"",
                "They met <ins class=\"punctuation\">…</ins><sup><a href=\"#r1\"",
                "<a id=\"r1\" href=\"#b1\">1</a>",
                "dots of an ellipsis with spaces between",
                "1 repair by 1 rule",
            ],
        );
    }

    #[test]
    fn says_so_where_nothing_was_to_be_done() {
        check("They met and left.\n", &["Nothing to repair", "class=\"row same\""]);
    }

    #[test]
    fn nothing_of_the_text_acts_in_the_page() {
        let source = "Say \"<script>alert(1)</script>\" & a\u{202e}b . . . then \u{2066}go.\n";
        let html = report(source);
        assert!(!html.contains("<script") && !html.contains('\u{202e}') && !html.contains('\u{2066}'), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("U+202E"), "{html}");
    }

    #[test]
    fn blocks_that_were_taken_off_stand_in_full_with_their_reason() {
        let paragraph = "The bell was hung in 1871 to guide the herring fleet home in fog, and a survey found that one \
                         household in five is woken by it before dawn.";
        let source =
            format!("{paragraph}\n\nADVERTISEMENT\n\n{paragraph} It rings.\n\nADVERTISEMENT\n\n{paragraph} It does.\n");
        let outcome = clean(&source, &Options::default());
        let tally = Tally::of(&outcome);
        assert_eq!(tally.taken_off, 2, "{:?}", outcome.record());
        check(
            &source,
            &["2 blocks taken off", "<dl class=\"off\">", "<dd dir=\"auto\">ADVERTISEMENT</dd>", "row gone"],
        );
    }

    #[test]
    fn counts_what_was_left_to_a_person() {
        let outcome = clean("They went out on on the tide, 1 , 000 of them.\n", &Options::default());
        let tally = Tally::of(&outcome);
        assert_eq!((tally.repairs, tally.suggested + tally.told), (0, outcome.record().found.len()));
        assert!(tally.sentence().starts_with("Nothing to repair, "), "{}", tally.sentence());
    }

    #[test]
    fn grows_no_faster_than_the_text() {
        let sentence = "The boats . . . came <u>in</u> on on the tide and\nleft at dawn with all their nets aboard.\n";
        let size = |times: usize| report(&format!("{}\n", sentence.repeat(times))).len();
        let (small, large) = (size(40), size(160));
        assert!(large < small * 5, "{small} and {large}");
    }
}
