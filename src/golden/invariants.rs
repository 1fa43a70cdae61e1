//! What must hold of every text that is cleaned, whatever its golden says.

use std::collections::BTreeMap;
use std::fmt;

use super::run::{Cleaned, Rendering};
use crate::draft::{Draft, Kind, MarkKind, instruction, merged};
use crate::render;
use crate::repair::{Repair, replay};
use crate::visible::visible;

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub promise: Promise,
    /// How it shows, in a sentence.
    pub how: String,
}

/// What is promised of every text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Promise {
    /// Cleaning what came out changes nothing.
    SecondRun,
    /// The record, replayed over the text as read, gives the repaired text.
    Replay,
    /// Every letter of the source is in what came out or on record.
    Letters,
    /// The renderings say the same words in the same order.
    OneText,
}

impl Promise {
    /// A short name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecondRun => "second run",
            Self::Replay => "replay",
            Self::Letters => "letters",
            Self::OneText => "one text",
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.promise.name(), self.how)
    }
}

/// All promises that are broken for a cleaned text; none if all is well.
pub fn broken(cleaned: &Cleaned) -> Vec<Broken> {
    let outcome = &cleaned.outcome;
    let mut broken = Vec::new();
    let mut hold = |promise, result: Result<(), String>| {
        if let Err(how) = result {
            broken.push(Broken { promise, how });
        }
    };
    hold(Promise::Replay, replays(outcome.as_read(), outcome.draft().text(), &outcome.record().applied));
    hold(Promise::Letters, keeps_letters(outcome.as_read(), outcome.draft().text(), &outcome.record().applied));
    hold(Promise::Letters, same_letters(&shown(outcome.draft()), &render::text_of(outcome.document())));
    hold(Promise::OneText, render::agree(outcome.document()));
    for rendering in [Rendering::Text, Rendering::Markdown] {
        hold(Promise::SecondRun, changes_nothing_again(cleaned, rendering));
    }
    broken
}

/// Whether cleaning a rendering once more gives the same bytes again.
///
/// # Errors
/// Which rendering differs, the repairs that were made to it, and the first place that differs.
pub fn changes_nothing_again(cleaned: &Cleaned, rendering: Rendering) -> Result<(), String> {
    let first = cleaned.render(rendering);
    if cleaned.is_source(&first, rendering) {
        return Ok(());
    }
    let again = cleaned.again(&first, rendering);
    let second = again.render(rendering);
    if first == second {
        return Ok(());
    }
    let rules: Vec<&str> = again.outcome.record().applied.iter().map(|repair| repair.rule).collect();
    let by = if rules.is_empty() { "no rule".to_owned() } else { counted(&rules) };
    Err(format!("the {} changes when cleaned again, by {by}: {}", rendering.name(), first_difference(&first, &second)))
}

/// Whether the record, replayed over the text as read, gives the repaired text.
///
/// # Errors
/// That the record does not fit the text, or where the result differs.
pub fn replays(as_read: &str, repaired: &str, applied: &[Repair]) -> Result<(), String> {
    match replay(as_read, applied) {
        None => Err("the record does not fit the text as read".to_owned()),
        Some(text) if text == repaired => Ok(()),
        Some(text) => Err(format!("the record gives another text: {}", first_difference(repaired, &text))),
    }
}

/// Whether the letters of the text as read, with those that the record put in and without those it took out, are those
/// of the repaired text.
///
/// # Errors
/// The letters that are too many or too few.
pub fn keeps_letters(as_read: &str, repaired: &str, applied: &[Repair]) -> Result<(), String> {
    let mut letters = Letters::default();
    letters.count(as_read, 1);
    letters.count(repaired, -1);
    for part in applied.iter().flat_map(|repair| &repair.parts) {
        letters.count(&part.after, 1);
        letters.count(&part.before, -1);
    }
    letters.even()
}

/// The text of a draft without what is no text of the article: tags in running text and comments for this program.
fn shown(draft: &Draft) -> String {
    let text = draft.text();
    let passages = draft.passages().iter().filter(|passage| passage.kind == Kind::Html);
    let comments =
        passages.map(|passage| &passage.range).filter(|range| instruction(&text[(*range).clone()]).is_some());
    let tags = draft.marks().iter().filter(|mark| mark.kind == MarkKind::Html).map(|mark| &mark.range);
    let (mut shown, mut at) = (String::with_capacity(text.len()), 0);
    for range in merged(comments.chain(tags).cloned().collect()) {
        shown.push_str(&text[at..range.start]);
        at = range.end;
    }
    shown + &text[at..]
}

/// Whether the letters of the repaired text are those of the article's blocks.
///
/// # Errors
/// The letters that are too many or too few.
pub fn same_letters(repaired: &str, shown: &str) -> Result<(), String> {
    let mut letters = Letters::default();
    letters.count(repaired, 1);
    letters.count(shown, -1);
    letters.even().map_err(|how| format!("on the way into the article: {how}"))
}

/// How often each letter was seen more than it should be.
#[derive(Default)]
struct Letters(BTreeMap<char, i64>);

impl Letters {
    fn count(&mut self, text: &str, sign: i64) {
        for letter in text.chars().filter(|character| character.is_alphabetic()) {
            *self.0.entry(letter).or_default() += sign;
        }
    }

    fn even(self) -> Result<(), String> {
        let uneven = self.0.into_iter().filter(|(_, count)| *count != 0);
        let wrong: Vec<String> = uneven
            .map(|(letter, count)| format!("{} `{letter}` {}", count.abs(), if count > 0 { "lost" } else { "made up" }))
            .collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join(", ")) }
    }
}

/// Names with how often each occurs: `split-word (2), hard-wrap`.
fn counted(names: &[&str]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(name, count)| if count == 1 { name.to_owned() } else { format!("{name} ({count})") })
        .collect();
    counts.join(", ")
}

/// The place where two texts begin to differ, with what stands around it in each.
pub fn first_difference(one: &str, two: &str) -> String {
    let same = one.bytes().zip(two.bytes()).take_while(|(one, two)| one == two).count();
    let line = memchr::memchr_iter(b'\n', &one.as_bytes()[..same]).count() + 1;
    format!("line {line}: `{}` became `{}`", around(one, same), around(two, same))
}

/// What stands around a place: 24 bytes before it and 24 behind it, cut at characters.
fn around(text: &str, at: usize) -> String {
    let start = text.floor_char_boundary(at.saturating_sub(24));
    let end = text.ceil_char_boundary(at.saturating_add(24).min(text.len()));
    visible(&text[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::Part;
    use crate::rule::Safety;

    fn repair(at: usize, before: &str, after: &str) -> Repair {
        Repair {
            rule: "split-word",
            pass: 0,
            source: at..at + before.len(),
            before: before.to_owned(),
            after: after.to_owned(),
            parts: vec![Part { at, before: before.to_owned(), after: after.to_owned() }],
            reason: String::new(),
            safety: Safety::Safe,
        }
    }

    #[test]
    fn sees_letters_that_nobody_answers_for() {
        let record = [repair(4, "boats", "nets")];
        assert_eq!(keeps_letters("the boats", "the nets", &record), Ok(()));
        let how = keeps_letters("the boats", "the net", &record).unwrap_err();
        assert_eq!(how, "1 `s` lost");
        assert_eq!(keeps_letters("a", "ab", &[]).unwrap_err(), "1 `b` made up");
    }

    #[test]
    fn sees_a_record_that_does_not_lead_to_the_text() {
        let record = [repair(4, "bo ats", "boats")];
        assert_eq!(replays("the bo ats", "the boats", &record), Ok(()));
        assert!(replays("the nets", "the boats", &record).unwrap_err().contains("does not fit"));
        assert!(replays("the bo ats", "the boat", &record).unwrap_err().contains("line 1"));
    }

    #[test]
    fn names_the_place_that_differs() {
        assert_eq!(first_difference("one\ntwo", "one\ntoo"), "line 2: `one⏎two` became `one⏎too`");
    }
}
