//! What a whole document does before any rule looks at a place in it. No edits; no offsets: it outlives them.

mod words;

use std::ops::Range;

use crate::draft::{Draft, Passage};
use crate::lexicon::key;

use words::WordCounts;
pub use words::{SoftHyphen, is_hyphen};

/// What a document does as a whole.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The document's language.
    pub language: Language,
    words: WordCounts,
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
        Self { words: WordCounts::of(draft), ..Self::default() }
    }

    /// How often the document has this word, without regard to capitals and possessives; line ends are no evidence.
    pub fn count(&self, word: &str) -> u32 {
        self.words.plain.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// How often the document has this hyphenated compound inside a line, without regard to capitals.
    pub fn count_hyphenated(&self, word: &str) -> u32 {
        self.words.hyphenated.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// How many different compounds of the document begin with this part.
    pub fn compounds_with(&self, first: &str) -> u32 {
        self.words.first_parts.get(key(first).as_ref()).copied().unwrap_or(0)
    }

    /// How often the document has this word with a capital where no sentence begins.
    pub fn count_name(&self, word: &str) -> u32 {
        self.words.names.get(key(word).as_ref()).copied().unwrap_or(0)
    }

    /// Whether the document has this word, with a capital inside, as it stands.
    pub fn has_camel(&self, word: &str) -> bool {
        self.words.camel.contains(word)
    }

    /// How many words the document has.
    pub fn total(&self) -> u32 {
        self.words.total
    }

    /// What the soft hyphens inside the lines are.
    pub fn soft_hyphen(&self) -> SoftHyphen {
        self.words.soft_hyphen
    }

    /// British spellings of the document less American ones; nothing where it has neither or as many.
    pub fn british(&self) -> i32 {
        self.words.british
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
            } else if joint.is_none() && (matches!(c, '\'' | '’') || is_hyphen(c)) {
                joint = Some(at);
            } else {
                break;
            }
        }
        from = end;
        Some(start..end)
    })
}
