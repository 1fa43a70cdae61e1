//! Tags with more attributes than any page has: parsers of HTML compare each attribute of a tag with all before it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

/// How many attributes of a tag a parser is shown.
const MOST: usize = 256;

/// Elements whose content is no markup, unless they stand in a drawing.
const RAW: [&str; 9] = ["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// The source with what a tag holds past its 256th attribute blanked out; of the same length. Takes time linear in the
/// source.
pub fn bounded(source: &str) -> Cow<'_, str> {
    let mut surplus = Vec::new();
    find(source.as_bytes(), 0, true, &mut surplus);
    if surplus.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    for range in surplus {
        out.push_str(&source[out.len()..range.start]);
        out.extend(std::iter::repeat_n(' ', range.len()));
    }
    out.push_str(&source[out.len()..]);
    Cow::Owned(out)
}

/// Finds what is too much in the tags from `from` on; `whole` says that content which is no markup is told apart.
fn find(bytes: &[u8], from: usize, whole: bool, surplus: &mut Vec<Range<usize>>) {
    let mut at = from;
    while let Some(start) = memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let closing = usize::from(bytes.get(start + 1) == Some(&b'/'));
        let name = start + 1 + closing;
        match bytes.get(name) {
            Some(first) if first.is_ascii_alphabetic() => {
                let tag = Tag::at(bytes, name);
                surplus.extend(tag.surplus);
                at = tag.end;
                if whole && closing == 0 && is_raw(&bytes[name..at]) {
                    // In a drawing it would be markup: its tags are looked at too, but never the one that closes it.
                    let end = closed(bytes, at, &bytes[name..at]);
                    find(&bytes[..end], at, false, surplus);
                    at = end;
                }
            }
            Some(b'!') if bytes[name..].starts_with(b"!--") => at = comment_end(bytes, name + 1),
            Some(b'!' | b'?') => at = memchr(b'>', &bytes[name..]).map_or(bytes.len(), |end| name + end + 1),
            _ if closing == 1 => at = memchr(b'>', &bytes[name..]).map_or(bytes.len(), |end| name + end + 1),
            _ => at = start + 1,
        }
    }
}

/// A tag as the parser reads it.
struct Tag {
    /// Where it ends.
    end: usize,
    /// What it holds past its last attribute that is kept, without its end.
    surplus: Option<Range<usize>>,
}

/// What the parser is at in a tag.
#[derive(Clone, Copy)]
enum State {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Value,
    Quoted(u8),
}

impl Tag {
    /// Reads the tag whose name begins at `name`, by the states that the standard of HTML gives for its tokens.
    fn at(bytes: &[u8], name: usize) -> Self {
        use State::{AfterName, BeforeName, BeforeValue, Name, Quoted, TagName, Value};
        let (mut state, mut count, mut surplus) = (TagName, 0, None);
        let mut next = name;
        while let Some(byte) = bytes.get(next) {
            let at = next;
            let is_space = byte.is_ascii_whitespace();
            next += 1;
            state = match (state, byte) {
                (Quoted(open), _) => {
                    let Some(length) = memchr(open, &bytes[at..]) else { break };
                    next = at + length + 1;
                    BeforeName
                }
                (_, b'>') => return Self { end: at + 1, surplus: surplus.map(|from| from..at) },
                (TagName | Value, _) if is_space => BeforeName,
                (BeforeValue, b'"' | b'\'') => Quoted(*byte),
                (BeforeName | BeforeValue, _) if is_space => state,
                (BeforeValue | Value, _) => Value,
                (_, b'/') => BeforeName,
                (Name | AfterName, b'=') => BeforeValue,
                (Name | AfterName, _) if is_space => AfterName,
                (TagName | Name, _) => state,
                (BeforeName | AfterName, _) => {
                    count += 1;
                    if count == MOST + 1 {
                        surplus = Some(at);
                    }
                    Name
                }
            };
        }
        Self { end: bytes.len(), surplus: surplus.map(|from| from..bytes.len()) }
    }
}

/// Whether a tag opens an element whose content is no markup.
fn is_raw(tag: &[u8]) -> bool {
    RAW.iter().any(|raw| is_named(tag, raw.as_bytes()))
}

/// Whether a tag, from its name on, has this name.
fn is_named(tag: &[u8], name: &[u8]) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && tag.get(name.len()).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>'))
}

/// Where the closing tag of the element begins whose opening tag is `tag` and ends at `from`.
fn closed(bytes: &[u8], from: usize, tag: &[u8]) -> usize {
    let length = tag.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let mut closing = memmem::find_iter(&bytes[from..], b"</").map(|found| from + found);
    closing.find(|start| is_named(&bytes[start + 2..], &tag[..length])).unwrap_or(bytes.len())
}

/// Where a comment ends whose dashes begin at `dashes`.
fn comment_end(bytes: &[u8], dashes: usize) -> usize {
    let comment = &bytes[dashes..];
    let mut ends = memchr_iter(b'>', comment);
    ends.find(|end| comment[..*end].ends_with(b"--") || comment[..*end].ends_with(b"--!"))
        .map_or(bytes.len(), |end| dashes + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many attributes, each with a name of its own.
    fn attributes(count: usize) -> String {
        (0..count).fold(String::new(), |all, number| all + " a" + &number.to_string() + "=1")
    }

    /// Checks how many of 300 attributes are left of the tag that they are in; `@` stands for them.
    #[track_caller]
    fn check(source: &str, left: usize) {
        let source = source.replace('@', &attributes(300));
        let bounded = bounded(&source);
        assert_eq!(bounded.len(), source.len());
        assert_eq!(bounded.matches("=1").count(), left, "{bounded}");
        assert_eq!(bounded.matches("Tide").count(), source.matches("Tide").count());
    }

    #[test]
    fn a_tag_keeps_256_attributes() {
        check("<p@>Tide", 256);
        check("<p@/>Tide", 256);
        check("<p@", 256);
        check("</p@>Tide", 256);
        check("<p@>Tide</p><p@>Tide", 512);
    }

    #[test]
    fn tags_are_told_as_the_parser_tells_them() {
        check("<p x=\">\"@>Tide", 255);
        check("<p x=y=\" z=\">\"@>Tide", 254);
        check("<p =\"@>Tide", 255);
        check("<p x='\"'@>Tide", 255);
        check("<p x/=\">Tide<p@>Tide", 256);
        check("<video><p@></video>Tide", 256);
        check("<svg><style><p@></style></svg>Tide", 256);
        check("<!-- --!><p@>Tide", 256);
        check("<!--><p@>Tide", 256);
        check("<! x=\"><p@>Tide", 256);
    }

    #[test]
    fn what_is_no_tag_stays() {
        check("<!--@-->Tide", 300);
        check("a <@>Tide", 300);
        check("<p>Tide@</p>", 300);
        check("<script>if (a <b@</script>Tide", 256);
        assert_eq!(bounded("<p a=1>"), "<p a=1>");
        let script = format!("<script>if (a <b{} </script><p>Tide", attributes(300));
        assert!(bounded(&script).ends_with("</script><p>Tide"));
    }
}
