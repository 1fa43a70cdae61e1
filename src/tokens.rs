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
    /// It has signs of addresses, file names, formulas and code, or a stop inside.
    pub technical: bool,
    /// One space and no mark parts it from the next token, and neither is technical.
    pub has_neighbour: bool,
    /// A number for its core, the same for the same core; 0 until a page counts its words.
    pub form: u32,
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
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let mut from = 0;
    while let Some(start) = find(text, from, |c| !is_gap(c)) {
        let end = find(text, start, is_gap).unwrap_or(text.len());
        let whole = &text[start..end];
        // Most tokens are letters at both ends, which need no look at the lists of marks.
        let opened = match whole.as_bytes()[0] {
            first if first.is_ascii_alphanumeric() => 0,
            _ => whole.len() - whole.trim_start_matches(OPENING).len(),
        };
        let core = match whole.as_bytes()[whole.len() - 1] {
            last if last.is_ascii_alphanumeric() => &whole[opened..],
            _ => whole[opened..].trim_end_matches(CLOSING),
        };
        let technical = is_technical(core);
        let core = start + opened..start + opened + core.len();
        let starts_sentence = opened > 0
            || tokens.last().is_none_or(|last| ends_sentence(&text[last.range.clone()], last.core_of(text), lexicon));
        if let Some(last) = tokens.last_mut() {
            let gap = &text[last.core.end..core.start];
            let are_words = !last.core.is_empty() && !core.is_empty() && !last.technical && !technical;
            last.has_neighbour = are_words && matches!(gap, " " | "\u{a0}");
        }
        tokens.push(Token { range: start..end, core, starts_sentence, technical, has_neighbour: false, form: 0 });
        from = end;
    }
    tokens
}

/// Where the first such character stands at or behind `from`.
fn find(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next()? };
        if wanted(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
    None
}

/// Signs of addresses, file names, formulas and code, or a stop inside.
pub fn is_technical(token: &str) -> bool {
    let signs = |byte: u8| {
        matches!(
            byte,
            b'/' | b'@'
                | b'\\'
                | b'='
                | b'_'
                | b'<'
                | b'>'
                | b'#'
                | b'{'
                | b'}'
                | b'|'
                | b'~'
                | b'^'
                | b'*'
                | b'+'
                | b'$'
                | b'%'
                | b'&'
        )
    };
    token.bytes().any(signs) || token.split_once('.').is_some_and(|(_, behind)| behind.contains(char::is_alphanumeric))
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
    if token.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ',') {
        return false;
    }
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
