//! The tokens of a text: what stands between white space and dashes, with the marks around it told apart.

use std::ops::Range;

use crate::lexicon::Lexicon;

/// A token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it lies, with its marks.
    pub range: Range<usize>,
    /// The same without the quotes, brackets and stops around it; empty where there is nothing else.
    pub core: Range<usize>,
    /// It may begin a sentence, so that a capital says nothing.
    pub starts_sentence: bool,
}

impl Token {
    /// The token without the marks around it.
    pub fn core_of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.core.clone()]
    }

    /// Whether marks stand before the core.
    pub fn is_opened(&self) -> bool {
        self.range.start < self.core.start
    }

    /// Whether marks stand behind the core.
    pub fn is_closed(&self) -> bool {
        self.core.end < self.range.end
    }
}

/// The tokens of a passage, in order.
pub fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c| !is_gap(c)).map(|at| from + at) {
        let end = text[start..].find(is_gap).map_or(text.len(), |at| start + at);
        let whole = &text[start..end];
        let opened = whole.len() - whole.trim_start_matches(OPENING).len();
        let core = whole[opened..].trim_end_matches(CLOSING);
        let core = start + opened..start + opened + core.len();
        let starts_sentence = opened > 0
            || tokens.last().is_none_or(|last| ends_sentence(&text[last.range.clone()], last.core_of(text), lexicon));
        tokens.push(Token { range: start..end, core, starts_sentence });
        from = end;
    }
    tokens
}

/// Quotes and brackets before a word.
const OPENING: &[char] = &['(', '"', '\'', '“', '‘', '[', '«', '„'];

/// Quotes, brackets and stops behind a word.
const CLOSING: &[char] = &[')', ']', '"', '\'', '”', '’', '»', ',', '.', ';', ':', '!', '?', '…'];

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '—' | '–')
}

/// Whether a token ends a sentence: it has a stop behind it, and it is no abbreviation or initial.
fn ends_sentence(token: &str, core: &str, lexicon: &Lexicon) -> bool {
    match token.trim_end_matches(['"', '”', '’', '\'', ')']).chars().next_back() {
        Some('!' | '?' | ':') => true,
        Some('.') => !lexicon.is_abbreviation(core) && core.chars().nth(1).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use crate::lexicon::Lexicon;

    #[test]
    fn marks_stand_beside_the_core() {
        let text = "“Boats (old), Mr. Lee—we said.” They";
        let tokens = tokens(text, &Lexicon::default());
        let cores: Vec<_> = tokens.iter().map(|token| token.core_of(text)).collect();
        assert_eq!(cores, ["Boats", "old", "Mr", "Lee", "we", "said", "They"]);
        let starts: Vec<_> = tokens.iter().map(|token| token.starts_sentence).collect();
        assert_eq!(starts, [true, true, false, false, false, false, true]);
    }
}
