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
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < bytes.len() {
        if let Some(length) = gap_at(text, at) {
            at += length;
            continue;
        }
        let start = at;
        let mut seen = 0;
        while let Some(&byte) = bytes.get(at) {
            let class = CLASSES[byte as usize];
            if class & (GAP | MAY_BE_GAP) != 0 && gap_at(text, at).is_some() {
                break;
            }
            seen |= class;
            at += 1;
        }
        push(text, start..at, seen, &mut tokens, lexicon);
    }
    tokens
}

/// Puts a token behind the others; `seen` has the classes of all its bytes.
fn push(text: &str, range: Range<usize>, seen: u8, tokens: &mut Vec<Token>, lexicon: &Lexicon) {
    let bytes = text.as_bytes();
    // Most tokens are letters at both ends, which need no look at the lists of marks.
    let is_opened = CLASSES[bytes[range.start] as usize] & ALPHANUMERIC == 0;
    let is_closed = CLASSES[bytes[range.end - 1] as usize] & ALPHANUMERIC == 0;
    let mut core = range.clone();
    if is_opened {
        core.start = core.end - text[core.clone()].trim_start_matches(OPENING).len();
    }
    if is_closed {
        core.end = core.start + text[core.clone()].trim_end_matches(CLOSING).len();
    }
    let technical = seen & (SIGN | STOP) != 0 && is_technical(&text[core.clone()]);
    let is_behind_sentence = |last: &Token| {
        CLASSES[bytes[last.range.end - 1] as usize] & (ALPHANUMERIC | COMMA) == 0
            && ends_sentence(&text[last.range.clone()], last.core_of(text), lexicon)
    };
    let starts_sentence = core.start > range.start || tokens.last().is_none_or(is_behind_sentence);
    if let Some(last) = tokens.last_mut() {
        let are_words = !last.core.is_empty() && !core.is_empty() && !last.technical && !technical;
        last.has_neighbour = are_words && matches!(&bytes[last.core.end..core.start], b" " | [0xc2, 0xa0]);
    }
    tokens.push(Token { range, core, starts_sentence, technical, has_neighbour: false, form: 0 });
}

/// The classes of bytes.
const GAP: u8 = 1;
/// The first byte of a character that may be white space or a dash.
const MAY_BE_GAP: u8 = 1 << 1;
const ALPHANUMERIC: u8 = 1 << 2;
/// A sign of [`is_technical`].
const SIGN: u8 = 1 << 3;
const STOP: u8 = 1 << 4;
const COMMA: u8 = 1 << 5;

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => GAP,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => ALPHANUMERIC,
            b'.' => STOP,
            b',' => COMMA,
            byte if is_sign(byte) => SIGN,
            0xc2..=0xff => MAY_BE_GAP,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// The length of the white space or dash at `at`, where a character begins or goes on; nothing where there is none.
fn gap_at(text: &str, at: usize) -> Option<usize> {
    let class = CLASSES[text.as_bytes()[at] as usize];
    if class & MAY_BE_GAP == 0 {
        return (class & GAP != 0).then_some(1);
    }
    text[at..].chars().next().filter(|c| c.is_whitespace() || matches!(c, '—' | '–')).map(char::len_utf8)
}

const fn is_sign(byte: u8) -> bool {
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
}

/// Signs of addresses, file names, formulas and code, or a stop inside.
pub fn is_technical(token: &str) -> bool {
    token.bytes().any(is_sign)
        || token.split_once('.').is_some_and(|(_, behind)| behind.contains(char::is_alphanumeric))
}

/// Quotes and brackets before a word.
const OPENING: &[char] = &['(', '"', '\'', '“', '‘', '[', '«', '„'];

/// Quotes, brackets and stops behind a word.
const CLOSING: &[char] = &[')', ']', '"', '\'', '”', '’', '»', ',', '.', ';', ':', '!', '?', '…'];

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
