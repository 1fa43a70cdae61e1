//! Makes characters visible that nobody sees, by their names, so that no report prints them raw.

use std::fmt::Write as _;

/// The text with every control, invisible or unusual space character shown by its name; `⏎` is a line feed, `⇥` a tab.
///
/// ```
/// assert_eq!(copydesk::visible::visible("10\u{a0}km\n"), "10‹no-break space›km⏎");
/// ```
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            _ => match name_of(character) {
                Some(name) => {
                    let _ = write!(out, "‹{name}›");
                }
                None if is_invisible(character) => {
                    let _ = write!(out, "‹U+{:04X}›", character as u32);
                }
                None => out.push(character),
            },
        }
    }
    out
}

/// Like [`visible`], with the middle of a long text left out: `limit` characters of the text are shown at most.
///
/// ```
/// assert_eq!(copydesk::visible::shortened("the end of the harbour\n", 11), "the en … bour⏎");
/// ```
pub fn shortened(text: &str, limit: usize) -> String {
    let count = text.chars().count();
    if count <= limit {
        return visible(text);
    }
    let tail = limit / 2;
    let head: String = text.chars().take(limit - tail).collect();
    let rest: String = text.chars().skip(count - tail).collect();
    format!("{} … {}", visible(&head), visible(&rest))
}

/// Whether a terminal or a page shows nothing, or something else, for the character.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || (character != ' ' && character.is_whitespace())
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}')
}

/// The names by which the characters that are met most are known.
fn name_of(character: char) -> Option<&'static str> {
    Some(match character {
        '\0' => "null",
        '\u{8}' => "backspace",
        '\u{b}' => "vertical tab",
        '\u{c}' => "form feed",
        '\r' => "carriage return",
        '\u{1b}' => "escape",
        '\u{85}' => "next line",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{2002}' => "en space",
        '\u{2003}' => "em space",
        '\u{2007}' => "figure space",
        '\u{2009}' => "thin space",
        '\u{200a}' => "hair space",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202f}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{3000}' => "ideographic space",
        '\u{fe0f}' => "variation selector 16",
        '\u{feff}' => "byte order mark",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn shows_what_nobody_sees_and_leaves_the_rest() {
        assert_eq!(visible("né à côté – “so”"), "né à côté – “so”");
        assert_eq!(visible("a\u{200b}b\u{ad}c\rd"), "a‹zero-width space›b‹soft hyphen›c‹carriage return›d");
        assert_eq!(visible("\u{f0b7}\u{7f}\u{2005}"), "‹U+F0B7›‹U+007F›‹U+2005›");
    }
}
