//! What is known about an article, as YAML before it.

use crate::document::Meta;
use std::fmt::Write as _;

/// The front matter with its fences; nothing if nothing is known.
///
/// The front matter of the source is kept byte for byte. Else the keys are, in this order: title, kicker, standfirst,
/// authors, published (as found), date (ISO 8601), dateline, source, rights, language, canonical.
pub fn front_matter(meta: &Meta) -> String {
    if let Some(kept) = &meta.front_matter {
        let kept = kept.trim_matches(['\n', '\r']);
        if kept.starts_with("---") || kept.starts_with("+++") {
            return format!("{kept}\n");
        }
        return format!("---\n{kept}\n---\n");
    }
    let mut yaml = String::new();
    let mut entry = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(yaml, "{key}: {}", scalar(value));
        }
    };
    entry("title", meta.title.as_deref());
    entry("kicker", meta.kicker.as_deref());
    entry("standfirst", meta.standfirst.as_deref());
    let (published, date) =
        meta.published.as_ref().map_or((None, None), |published| (Some(&*published.text), published.iso.as_deref()));
    if !meta.authors.is_empty() {
        yaml.push_str("authors:\n");
        for author in &meta.authors {
            let _ = writeln!(yaml, "  - {}", scalar(author));
        }
    }
    let mut entry = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(yaml, "{key}: {}", scalar(value));
        }
    };
    entry("published", published);
    entry("date", date);
    entry("dateline", meta.dateline.as_deref());
    entry("source", meta.source.as_deref());
    entry("rights", meta.rights.as_deref());
    entry("language", meta.language.as_deref());
    entry("canonical", meta.canonical.as_deref());
    if yaml.is_empty() { yaml } else { format!("---\n{yaml}---\n") }
}

/// A YAML scalar: plain where every YAML reader takes it for this text, else in double quotes.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|first: char| first.is_alphabetic() || "“‘«".contains(first))
        && !text.ends_with(|last: char| last.is_whitespace() || last == ':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(|character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'))
        && !is_yaml_word(text)
        || is_date(text);
    if plain { text.to_owned() } else { quoted(text) }
}

/// Whether YAML would read a truth value or nothing.
fn is_yaml_word(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the text is an ISO 8601 date or time, which stands plain in front matter everywhere.
fn is_date(text: &str) -> bool {
    text.len() >= 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            0..10 => byte.is_ascii_digit(),
            10 => byte == b'T',
            _ => byte.is_ascii_digit() || b":+-.Z".contains(&byte),
        })
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ if character.is_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, written: &str) {
        let meta = Meta { title: Some(title.to_owned()), ..Meta::default() };
        assert_eq!(front_matter(&meta), format!("---\ntitle: {written}\n---\n"));
    }

    #[test]
    fn quotes_what_yaml_would_read_otherwise() {
        check("A plain title", "A plain title");
        check("Cost: high", "\"Cost: high\"");
        check("Yes", "\"Yes\"");
        check("3.14", "\"3.14\"");
        check("- dash", "\"- dash\"");
        check("say \"so\" \\ #1", "\"say \\\"so\\\" \\\\ #1\"");
        check("line\nline", "\"line\\nline\"");
        check("It's 5 o'clock", "It's 5 o'clock");
    }

    #[test]
    fn says_nothing_of_what_is_not_known() {
        assert_eq!(front_matter(&Meta::default()), "");
    }
}
