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
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let end = rest[start..].find(|c: char| !c.is_alphanumeric()).map_or(rest.len(), |end| start + end);
        let found = (&rest[..start], &rest[start..end]);
        rest = &rest[end..];
        Some(found)
    })
}

/// Whether a text begins with one of these words, which are in lower case, whatever marks stand before it.
pub fn begins_with(text: &str, words: &[&str]) -> bool {
    is_any(first_word(text), words)
}

/// Whether one of these words, which are in lower case, stands in a text.
pub fn has_word(text: &str, words: &[&str]) -> bool {
    let initials = words.iter().filter_map(|word| word.bytes().next()).fold(0, |all, first| all | initial(first));
    let mut at = 0;
    while let Some(begin) = text[at..].find(char::is_alphanumeric) {
        let start = at + begin;
        at = start + text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
        let first = text.as_bytes()[start];
        // A letter that is not ASCII may have an ASCII one as its small letter.
        if (!first.is_ascii() || initials & initial(first) != 0) && is_any(&text[start..at], words) {
            return true;
        }
    }
    false
}

/// A bit for the first letter or figure of a word, whatever its capitals; none for what is not ASCII.
fn initial(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => 1 << (byte & 31),
        b'0'..=b'9' => 1 << (32 + (byte & 15)),
        _ => 0,
    }
}

/// Whether one of these parts, which are in lower case, stands in a text, within words too.
pub fn has_part(text: &str, parts: &[&str]) -> bool {
    let lower = text.to_lowercase();
    parts.iter().any(|part| lower.contains(part))
}

/// Whether a word is one of these, which are in lower case.
pub fn is_any(word: &str, words: &[&str]) -> bool {
    if word.is_ascii() {
        words.iter().any(|known| known.eq_ignore_ascii_case(word))
    } else {
        let lower = word.to_lowercase();
        words.contains(&lower.as_str())
    }
}
