//! Patterns that are made when they are first needed, and small for the texts that most texts are.
//!
//! A class such as `\p{Lu}` has hundreds of ranges, and to make an automaton of it takes longer than to clean an article.
//! Western texts need a few of them only: for those a pattern is made with its classes cut down to Latin letters and the
//! marks of print. On such a text it finds what the whole pattern finds; on any other the whole one is made.

use std::sync::{LazyLock, OnceLock};

use regex::{CaptureMatches, Captures, Match, Matches, Regex, Split};
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

/// A fixed pattern in the syntax of the crate `regex`.
pub struct Pattern {
    source: LazyLock<String>,
    lean: OnceLock<Regex>,
    whole: OnceLock<Regex>,
}

impl Pattern {
    /// The pattern that `source` gives, which must be a valid one.
    pub const fn new(source: fn() -> String) -> Self {
        Self { source: LazyLock::new(source), lean: OnceLock::new(), whole: OnceLock::new() }
    }

    /// The pattern for a text. Takes a look at all of the text: who asks for place after place of a long one keeps what
    /// comes back.
    pub fn of(&self, text: &str) -> &Regex {
        if text.chars().all(is_western) {
            self.lean.get_or_init(|| made(&lean(&self.source)))
        } else {
            self.whole.get_or_init(|| made(&self.source))
        }
    }

    /// Like [`Regex::is_match`].
    pub fn is_match(&self, text: &str) -> bool {
        self.of(text).is_match(text)
    }

    /// Like [`Regex::find`].
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.of(text).find(text)
    }

    /// Like [`Regex::find_iter`].
    pub fn find_iter<'t>(&self, text: &'t str) -> Matches<'_, 't> {
        self.of(text).find_iter(text)
    }

    /// Like [`Regex::captures`].
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.of(text).captures(text)
    }

    /// Like [`Regex::captures_iter`].
    pub fn captures_iter<'t>(&self, text: &'t str) -> CaptureMatches<'_, 't> {
        self.of(text).captures_iter(text)
    }

    /// Like [`Regex::split`].
    pub fn split<'t>(&self, text: &'t str) -> Split<'_, 't> {
        self.of(text).split(text)
    }
}

fn made(source: &str) -> Regex {
    Regex::new(source).expect("a fixed pattern")
}

/// The characters of Western texts: Latin letters without and with the commonest accents, and the marks of print.
const WESTERN: [(char, char); 2] = [('\0', '\u{ff}'), ('\u{2000}', '\u{206f}')];

fn is_western(c: char) -> bool {
    c.is_ascii() || WESTERN.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// The pattern without all that no Western text holds.
fn lean(source: &str) -> String {
    let kept = ClassUnicode::new(WESTERN.map(|(first, last)| ClassUnicodeRange::new(first, last)));
    let whole = regex_syntax::parse(source).expect("a fixed pattern");
    narrowed(&whole, &kept).to_string()
}

fn narrowed(hir: &Hir, kept: &ClassUnicode) -> Hir {
    let each = |parts: &[Hir]| parts.iter().map(|part| narrowed(part, kept)).collect();
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(kept);
            Hir::class(Class::Unicode(class))
        }
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            Hir::repetition(Repetition { min: *min, max: *max, greedy: *greedy, sub: Box::new(narrowed(sub, kept)) })
        }
        HirKind::Capture(Capture { index, name, sub }) => {
            Hir::capture(Capture { index: *index, name: name.clone(), sub: Box::new(narrowed(sub, kept)) })
        }
        HirKind::Concat(parts) => Hir::concat(each(parts)),
        HirKind::Alternation(parts) => Hir::alternation(each(parts)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lean_pattern_finds_what_the_whole_one_finds() {
        let source = r"(?i)\b(?P<first>\p{Lu}[\p{L}’'-]+)\s+(?:de\s+)?(\p{L}+)\b[^\w\n]?";
        let whole = Regex::new(source).expect("a pattern");
        let lean = Regex::new(&lean(source)).expect("a pattern");
        for text in ["Jane Doe’s", "JOSÉ de la Ø", "kelvin’s “Šá” x", "no 5 a", "Zoë–Ann Ünal — Lee"]
        {
            let found = |pattern: &Regex| {
                pattern.captures(text).map(|found| (found.get(0).map(|all| all.range()), found.len()))
            };
            assert_eq!(found(&whole), found(&lean), "{text}");
            assert_eq!(whole.capture_names().collect::<Vec<_>>(), lean.capture_names().collect::<Vec<_>>());
        }
    }

    #[test]
    fn other_scripts_are_searched_with_the_whole_pattern() {
        static WORD: Pattern = Pattern::new(|| r"\p{Lu}\p{Ll}+".to_owned());
        assert_eq!(WORD.find("— Привет").map(|found| found.as_str()), Some("Привет"));
        assert_eq!(WORD.find("— Émile").map(|found| found.as_str()), Some("Émile"));
        assert!(WORD.find("日本").is_none());
    }
}
