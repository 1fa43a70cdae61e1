//! What a passage looks like: how long it is, how it ends, how it is capitalised.

use crate::pattern::Pattern;

/// How a text ends, closing quotes and brackets aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With a letter or figure, or the full stop of an abbreviation.
    Bare,
    /// With a full stop.
    Stop,
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With an ellipsis.
    Ellipsis,
    /// With a mark that promises more: a comma, a colon, a dash.
    Open,
}

/// How a text is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No small letters.
    Capitals,
    /// Every longer word has a capital.
    Title,
    /// It begins with a capital, as a sentence does.
    Sentence,
    /// It begins with a small letter, or has no letters.
    Lower,
}

/// What a passage looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many words it has, parted by white space.
    pub words: usize,
    /// How many characters it has.
    pub length: usize,
    /// How it ends.
    pub end: End,
    /// How it is capitalised.
    pub case: Case,
}

impl Shape {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Self {
        Self { words: words(text), length: text.chars().count(), end: end(text), case: case(text) }
    }

    /// Running text: a passage too long for a headline that ends as sentences do, or goes on as no headline would.
    pub(super) fn is_body(&self) -> bool {
        let ends = !matches!(self.end, End::Bare);
        (ends && self.words >= 15) || self.words >= 40
    }

    /// A short line without an end mark, such as headlines and subheads are, but also lines of verse and addresses.
    pub(super) fn is_line(&self) -> bool {
        self.words <= 12 && self.end == End::Bare
    }
}

/// How many words a text has, parted by white space.
pub(super) fn words(text: &str) -> usize {
    let (mut words, mut inside, mut at) = (0, false, 0);
    while let Some(&byte) = text.as_bytes().get(at) {
        // Most characters are of ASCII, and need not be put together.
        let (is_blank, length) = if byte.is_ascii() {
            (matches!(byte, b' ' | b'\t'..=b'\r'), 1)
        } else {
            text[at..].chars().next().map_or((false, 1), |c| (c.is_whitespace(), c.len_utf8()))
        };
        words += usize::from(!is_blank && !inside);
        inside = !is_blank;
        at += length;
    }
    words
}

/// How a text ends.
pub(super) fn end(text: &str) -> End {
    let text = text.trim_end().trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ']', '›']).trim_end();
    if text.ends_with("...") || text.ends_with('…') {
        return End::Ellipsis;
    }
    match text.chars().next_back() {
        Some('.') if is_abbreviation(text.split_whitespace().next_back().unwrap_or_default()) => End::Bare,
        Some('.' | '。') => End::Stop,
        Some('?' | '？') => End::Question,
        Some('!' | '！') => End::Exclamation,
        Some(',' | ':' | ';' | '-' | '–' | '—' | '(' | '[') => End::Open,
        _ => End::Bare,
    }
}

/// Whether the full stop belongs to the word: `U.S.`, `p.m.`, `Inc.`, `Jr.`
fn is_abbreviation(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.contains('.') && letters.split('.').all(|part| part.chars().count() == 1)
        || matches!(letters, "Inc" | "Ltd" | "Co" | "Corp" | "Jr" | "Sr" | "Bros")
}

/// Longer words that title case leaves small.
const SMALL_WORDS: &[&str] = &[
    "with", "from", "into", "over", "under", "about", "between", "through", "than", "upon", "onto", "near", "after",
    "against", "without",
];

fn case(text: &str) -> Case {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Case::Lower };
    if !text.chars().any(char::is_lowercase) && letters.next().is_some() {
        return Case::Capitals;
    }
    if first.is_lowercase() {
        return Case::Lower;
    }
    let mut longer = text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | '.'))
        .filter(|word| word.chars().count() >= 4 && word.starts_with(char::is_alphabetic))
        .filter(|word| !SMALL_WORDS.contains(word));
    if longer.all(|word| word.starts_with(char::is_uppercase)) { Case::Title } else { Case::Sentence }
}

static SCORE: Pattern = Pattern::new(|| {
    let team = r"\p{Lu}[\p{L}.’'&-]*(?: (?:\p{Lu}[\p{L}.’'&-]*|de|of|and|&))*";
    let pattern = format!(r"^{team} (?:\d{{1,3}} ?[-–:] ?\d{{1,3}} {team}|\d{{1,3}},? {team} \d{{1,3}})(?: \(.*\))?$");
    pattern
});

/// Whether a text is the result of a match and nothing else: `Rovers 2-1 Albion`, `Harbour Rovers 2 Albion 1`.
pub(super) fn is_result(text: &str) -> bool {
    // The pattern is dear to make, and few lines have a figure behind a blank.
    text.split(' ').skip(1).any(|word| word.starts_with(char::is_numeric)) && SCORE.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_look_through_quotes_and_abbreviations() {
        for (text, wanted) in [
            ("He left.", End::Stop),
            ("“He left.”", End::Stop),
            ("Ban takes effect in U.S.", End::Bare),
            ("Who pays?", End::Question),
            ("What you need:", End::Open),
            ("And then…", End::Ellipsis),
            ("Rain at last", End::Bare),
        ] {
            assert_eq!(Shape::of(text).end, wanted, "{text}");
        }
    }

    #[test]
    fn words_are_counted_as_white_space_parts_them() {
        for text in ["", " ", "one", " one  two\n", "\u{a0}été\u{2003}à\u{3000}la mer ", "a\u{b}b\u{1c}c", "— — x"]
        {
            assert_eq!(words(text), text.split_whitespace().count(), "{text:?}");
        }
    }

    #[test]
    fn cases() {
        for (text, wanted) in [
            ("WORLD NEWS", Case::Capitals),
            ("The Road to the Sea", Case::Title),
            ("The road to the sea", Case::Sentence),
            ("on the road", Case::Lower),
            ("1 2 3", Case::Lower),
        ] {
            assert_eq!(Shape::of(text).case, wanted, "{text}");
        }
    }

    #[test]
    fn results() {
        for text in ["Rovers 2-1 Albion", "Harbour Rovers 3 Lerwick Town 2", "Rovers 0 – 0 Albion (after extra time)"]
        {
            assert!(is_result(text), "{text}");
        }
        for text in ["A 2-1 win at last", "Chapter 3", "Ten days in June 1931", "The 3 Rovers of Lerwick Town"] {
            assert!(!is_result(text), "{text}");
        }
    }
}
