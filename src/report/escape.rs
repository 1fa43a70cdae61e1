//! Text in HTML: escaped, and with nothing in it that could deceive who reads it.

use std::fmt::Write as _;

use crate::visible::visible;

/// The text as content or as the value of an attribute: escaped, what could deceive by its name.
///
/// ```
/// assert_eq!(copydesk::report::escaped("a < \"b\"\u{202e}"), "a &lt; &quot;b&quot;‹U+202E›");
/// ```
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        if deceives(character) { push_name(&mut out, character) } else { push(&mut out, character) }
    }
    out
}

/// Like [`escaped`], with each character by its name that nobody sees; `⏎` is a line feed, `⇥` a tab, and where
/// nothing else is there `␣` a blank.
///
/// ```
/// assert_eq!(copydesk::report::named("a\u{a0}b\n"), "a‹no-break space›b⏎");
/// assert_eq!(copydesk::report::named("  "), "␣␣");
/// ```
pub fn named(text: &str) -> String {
    let blank = text.chars().all(|character| matches!(character, ' ' | '\n' | '\t'));
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            ' ' if blank => out.push('␣'),
            _ if deceives(character) => push_name(&mut out, character),
            _ => visible(character.encode_utf8(&mut [0; 4])).chars().for_each(|shown| push(&mut out, shown)),
        }
    }
    out
}

fn push(out: &mut String, character: char) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        _ => out.push(character),
    }
}

fn push_name(out: &mut String, character: char) {
    let shown = visible(character.encode_utf8(&mut [0; 4]));
    if shown.contains('‹') {
        out.push_str(&shown);
    } else {
        let _ = write!(out, "‹U+{:04X}›", u32::from(character));
    }
}

/// Whether a character could show another text than the one that is there, or is none that HTML may hold.
fn deceives(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{e007f}')
        || u32::from(character) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_could_deceive_and_leaves_the_rest() {
        assert_eq!(escaped("né, 10\u{a0}km\n<b>"), "né, 10\u{a0}km\n&lt;b&gt;");
        assert_eq!(escaped("\u{7}\u{ffff}\u{61c}\u{2067}"), "‹U+0007›‹U+FFFF›‹U+061C›‹U+2067›");
        assert_eq!(named("a b\u{ad}\t'"), "a b‹soft hyphen›⇥&#39;");
    }
}
