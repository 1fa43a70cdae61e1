//! Tells how what came out differs from a golden: what only line ends do first, then words in a window.

use std::fmt::Write as _;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::visible::{shortened, visible};

/// One place in which two texts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the expected text, from 1.
    pub line: usize,
    /// The column in it, in characters, from 1.
    pub column: usize,
    /// What stands before it in its line, the last [`WINDOW`] characters.
    pub before: String,
    /// What was expected and did not come.
    pub expected: String,
    /// What came instead.
    pub actual: String,
    /// What stands behind it in its line, the first [`WINDOW`] characters.
    pub after: String,
}

/// How much is shown on each side of a change, in characters.
pub const WINDOW: usize = 40;

/// How much of a long change is shown, in characters.
pub const LONG: usize = 120;

/// Changes with less than this between them are shown as one, in characters.
const NEAR: usize = 12;

/// How long words are compared before what is left counts as changed.
const PATIENCE: Duration = Duration::from_millis(500);

/// The places in which the texts differ, in order, word by word.
pub fn changes(expected: &str, actual: &str) -> Vec<Change> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(expected, actual);
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut old, mut new) = (0, 0);
    for change in diff.iter_all_changes() {
        let length = change.value().len();
        let (gone, come) = match change.tag() {
            ChangeTag::Equal => {
                (old, new) = (old + length, new + length);
                continue;
            }
            ChangeTag::Delete => (length, 0),
            ChangeTag::Insert => (0, length),
        };
        match hunks.last_mut() {
            Some(hunk) if is_near(&expected[hunk.old.end..old]) => {
                (hunk.old.end, hunk.new.end) = (old + gone, new + come);
            }
            _ => hunks.push(Hunk { old: old..old + gone, new: new..new + come }),
        }
        (old, new) = (old + gone, new + come);
    }
    let mut place = Place { line: 1, column: 1, at: 0 };
    hunks.into_iter().map(|hunk| hunk.change(expected, actual, &mut place)).collect()
}

/// How far the lines and columns of a text have been counted.
struct Place {
    line: usize,
    column: usize,
    at: usize,
}

impl Place {
    fn go_on(&mut self, text: &str, to: usize) {
        let passed = &text[self.at..to];
        self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        self.column = match passed.rfind('\n') {
            Some(end) => passed[end + 1..].chars().count() + 1,
            None => self.column + passed.chars().count(),
        };
        self.at = to;
    }
}

/// The ranges of the two texts that stand for each other and differ.
struct Hunk {
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
}

impl Hunk {
    fn change(self, expected: &str, actual: &str, place: &mut Place) -> Change {
        place.go_on(expected, self.old.start);
        let (before, after) = (&expected[..self.old.start], &expected[self.old.end..]);
        let in_line = |character: &char| *character != '\n';
        let head: Vec<char> = before.chars().rev().take(WINDOW).take_while(in_line).collect();
        Change {
            line: place.line,
            column: place.column,
            before: head.into_iter().rev().collect(),
            expected: expected[self.old].to_owned(),
            actual: actual[self.new].to_owned(),
            after: after.chars().take(WINDOW).take_while(in_line).collect(),
        }
    }
}

fn is_near(between: &str) -> bool {
    !between.contains('\n') && between.chars().nth(NEAR).is_none()
}

/// What is to be said where two texts have the same words in the same lines; nothing where more differs.
///
/// ```
/// use copydesk::golden::diff::only_white_space;
/// assert_eq!(only_white_space("one\ntwo\n", "one\ntwo"), Some("no line feed at the end".to_owned()));
/// assert_eq!(only_white_space("one\n", "two\n"), None);
/// ```
pub fn only_white_space(expected: &str, actual: &str) -> Option<String> {
    let lines = |text: &str| -> Vec<String> {
        text.trim_end()
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .split('\n')
            .map(|line| line.trim_end().to_owned())
            .collect()
    };
    if expected == actual || lines(expected) != lines(actual) {
        return None;
    }
    let mut said = Vec::new();
    let returns = |text: &str| memchr::memchr_iter(b'\r', text.as_bytes()).count();
    match (returns(expected), returns(actual)) {
        (one, two) if one == two => {}
        (one, two) => said.push(format!("{two} carriage returns in place of {one}")),
    }
    let trailing = |text: &str| text.lines().filter(|line| line.trim_end_matches('\r').ends_with([' ', '\t'])).count();
    match (trailing(expected), trailing(actual)) {
        (one, two) if one == two => {}
        (one, two) => said.push(format!("{two} lines with blanks at their end in place of {one}")),
    }
    let end = |text: &str| text[text.trim_end().len()..].to_owned();
    match (end(expected).as_str(), end(actual).as_str()) {
        (one, two) if one == two => {}
        (_, "") => said.push("no line feed at the end".to_owned()),
        (one, two) => said.push(format!("the end is `{}` in place of `{}`", visible(two), visible(one))),
    }
    if said.is_empty() {
        said.push("other white space at the ends of lines".to_owned());
    }
    Some(said.join("; "))
}

/// How the texts differ, for people: at most `limit` places, each with what was expected and what came.
pub fn explain(expected: &str, actual: &str, limit: usize) -> String {
    if let Some(what) = only_white_space(expected, actual) {
        return format!("only white space at line ends differs: {what}\n");
    }
    let changes = changes(expected, actual);
    let mut out = String::new();
    for change in changes.iter().take(limit) {
        let (before, after) = (visible(&change.before), visible(&change.after));
        let place = format!("{}:{}", change.line, change.column);
        let _ = writeln!(out, "{place:>8} - {before}[{}]{after}", shortened(&change.expected, LONG));
        let _ = writeln!(out, "         + {before}[{}]{after}", shortened(&change.actual, LONG));
    }
    if changes.len() > limit {
        let _ = writeln!(out, "         and {} more places", changes.len() - limit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_word_that_differs_with_its_place() {
        let changes = changes("one\nface-to-face talks\n", "one\nface-to face talks\n");
        assert_eq!(changes.len(), 1);
        let change = &changes[0];
        assert_eq!((change.line, change.after.as_str()), (2, "face talks"));
        assert_eq!((change.expected.as_str(), change.actual.as_str()), ("-", " "));
    }

    #[test]
    fn joins_changes_that_stand_together_and_parts_those_that_do_not() {
        let far = "and a long stretch of water lies between them";
        let made = changes(&format!("a b c {far} d"), &format!("x b y {far} z"));
        let expected: Vec<_> = made.iter().map(|change| change.expected.as_str()).collect();
        assert_eq!(expected, ["a b c", "d"]);
    }

    #[test]
    fn shows_what_nobody_sees() {
        let text = explain("10 km\n", "10\u{a0}km\n", 9);
        assert!(text.contains("[‹no-break space›]"), "{text}");
    }

    #[test]
    fn says_when_only_line_ends_differ() {
        assert_eq!(
            only_white_space("a\nb\n", "a\r\nb\r\n").unwrap(),
            "2 carriage returns in place of 0; the end is `‹carriage return›⏎` in place of `⏎`"
        );
        assert_eq!(only_white_space("a\nb\n", "a \nb\n").unwrap(), "1 lines with blanks at their end in place of 0");
        assert_eq!(only_white_space("a\nb\n", "a\n\nb\n"), None);
    }
}
