//! What is known about an article, as YAML before it.

use crate::document::Meta;

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
            yaml.push_str(&format!("{key}: {}\n", scalar(value)));
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
            yaml.push_str(&format!("  - {}\n", scalar(author)));
        }
    }
    let mut entry = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            yaml.push_str(&format!("{key}: {}\n", scalar(value)));
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
            '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ if character.is_control() => out.push_str(&format!("\\x{:02x}", u32::from(character))),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
