//! What a whole document does before any rule looks at a place in it. No edits; no offsets: it outlives them.

use std::collections::HashMap;
use std::ops::Range;

use crate::draft::{Draft, Passage};

/// What a document does as a whole.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The document's language.
    pub language: Language,
    words: HashMap<String, u32>,
    hyphenated: HashMap<String, u32>,
}

/// A language the rules know something about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Dutch.
    Dutch,
    /// Any other language, or none that could be told.
    Unknown,
}

impl Survey {
    /// Looks the draft over.
    pub fn of(draft: &Draft) -> Self {
        let mut survey = Self::default();
        for passage in draft.passages() {
            let text = &draft.text()[passage.range.clone()];
            for range in words(text) {
                let word = text[range].to_lowercase();
                if word.contains('-') {
                    *survey.hyphenated.entry(word).or_default() += 1;
                } else {
                    *survey.words.entry(word).or_default() += 1;
                }
            }
        }
        survey
    }

    /// How often the document has this word, without regard to capitals; line ends are no evidence.
    pub fn count(&self, word: &str) -> u32 {
        self.words.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// How often the document has this hyphenated compound inside a line, without regard to capitals.
    pub fn count_hyphenated(&self, word: &str) -> u32 {
        self.hyphenated.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// The language of a passage.
    pub fn language_of(&self, _passage: &Passage) -> Language {
        self.language
    }
}

/// The words of a text: letters and digits, with apostrophes and hyphens between them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphanumeric)?;
        let mut end = start;
        let mut joint = None;
        for (at, c) in text[start..].char_indices() {
            if c.is_alphanumeric() {
                end = start + at + c.len_utf8();
                joint = None;
            } else if joint.is_none() && matches!(c, '-' | '\'' | '’' | '\u{2010}' | '\u{2011}' | '\u{ad}') {
                joint = Some(at);
            } else {
                break;
            }
        }
        from = end;
        Some(start..end)
    })
}
