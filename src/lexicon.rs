//! Word evidence: what is known about words before a document is opened.

/// The word tables in the binary, and the user's own words.
#[derive(Debug, Default)]
pub struct Lexicon {
    own: std::collections::HashSet<String>,
}

impl Lexicon {
    /// The tables in the binary with the user's words beside them.
    pub fn with_words(words: impl IntoIterator<Item = String>) -> Self {
        Self { own: words.into_iter().collect() }
    }

    /// Whether this is a word as it stands or in lower case.
    pub fn is_word(&self, word: &str) -> bool {
        self.own.contains(word)
    }
}
