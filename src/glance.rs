//! Quick looks at a short text, for what a pattern needs that is dear to make: most texts have none of it.
//!
//! Each may say `true` too often, and never `false` where the pattern could match.

/// The first letters and digits of a text, whatever marks stand before them.
///
/// ```
/// assert_eq!(copydesk::glance::first_word("— (By Jane Doe)"), "By");
/// ```
pub fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// The words of a text, each with the marks and blanks before it.
///
/// ```
/// let words: Vec<_> = copydesk::glance::words("Ebb, (left)").collect();
/// assert_eq!(words, [("", "Ebb"), (", (", "left")]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = after(text, from, |is_alphanumeric| !is_alphanumeric);
        let end = after(text, start, |is_alphanumeric| is_alphanumeric);
        let found = (&text[from..start], &text[start..end]);
        from = end;
        (start < end).then_some(found)
    })
}

/// Where the characters from `at` on end of which `goes_on` holds; it is told whether one is a letter or digit.
fn after(text: &str, mut at: usize, goes_on: impl Fn(bool) -> bool) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        // Most are of ASCII, and need not be put together.
        let (is_alphanumeric, length) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), 1)
        } else {
            text[at..].chars().next().map_or((false, 1), |c| (c.is_alphanumeric(), c.len_utf8()))
        };
        if !goes_on(is_alphanumeric) {
            break;
        }
        at += length;
    }
    at
}

/// Whether a text begins with one of these words, which are in lower case, whatever marks stand before it.
pub fn begins_with(text: &str, words: &[&str]) -> bool {
    is_any(first_word(text), words)
}

/// Whether one of these words, which are in lower case, stands in a text.
pub fn has_word(text: &str, words: &[&str]) -> bool {
    self::words(text).any(|(_, word)| is_any(word, words))
}

/// Whether one of these parts, which are in lower case, stands in a text, within words too.
pub fn has_part(text: &str, parts: &[&str]) -> bool {
    let lower = text.to_lowercase();
    parts.iter().any(|part| lower.contains(part))
}

/// Whether a word is one of these, which are in lower case.
pub fn is_any(word: &str, words: &[&str]) -> bool {
    if word.is_ascii() {
        words.iter().any(|known| known.len() == word.len() && known.eq_ignore_ascii_case(word))
    } else {
        let lower = word.to_lowercase();
        words.contains(&lower.as_str())
    }
}
