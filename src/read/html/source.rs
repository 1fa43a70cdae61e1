//! What the HTML parser does not say: where its text stood in the source, and how deep the source nests.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use entities::ENTITIES;
use memchr::{memchr, memmem};

/// Whether the content of elements of this name is no text of the page.
pub fn is_dropped(name: &str) -> bool {
    matches!(
        name,
        "audio"
            | "canvas"
            | "embed"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
            | "xmp"
    )
}

/// Whether elements of this name never hold anything.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the parser closes elements of this name by itself: open tags of these do not nest.
fn closes_by_itself(name: &str) -> bool {
    matches!(
        name,
        "dd" | "dt"
            | "li"
            | "optgroup"
            | "option"
            | "p"
            | "rp"
            | "rt"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}

/// Elements that nest deeper than this are not read as elements; what they hold is.
pub const DEEPEST: usize = 512;
/// How far a text that is not where it should be is looked for once that has failed often, in bytes.
const WINDOW: usize = 1 << 12;
const PATIENCE: usize = 16;

/// A tag of the source, or something else that is no text: a comment, a script with its content.
struct Tag {
    range: Range<usize>,
    image: bool,
}

/// The tags of a source, in order.
pub struct Tags {
    tags: Vec<Tag>,
    /// What the parser is not to see.
    blanked: Vec<Range<usize>>,
    /// Whether any of it is text that stands in for scripts.
    pub has_stand_in: bool,
    /// How deep elements nest.
    pub nesting: usize,
}

impl Tags {
    /// Finds the tags, in one go over the source.
    pub fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut found = Self { tags: Vec::new(), blanked: Vec::new(), has_stand_in: false, nesting: 0 };
        let (mut at, mut depth) = (0, 0_usize);
        while let Some(start) = memchr(b'<', &bytes[at..]).map(|found| at + found) {
            let rest = &source[start + 1..];
            let closing = rest.starts_with('/');
            let name = name_of(rest.trim_start_matches('/'));
            let end = if rest.starts_with("!--") {
                memmem::find(rest.as_bytes(), b"-->").map_or(source.len(), |end| start + 1 + end + 3)
            } else if rest.starts_with(['!', '?']) {
                memchr(b'>', rest.as_bytes()).map_or(source.len(), |end| start + 1 + end + 1)
            } else if name.is_empty() {
                at = start + 1;
                continue;
            } else {
                tag_end(bytes, start + 1)
            };
            let dropped = !closing && is_dropped(&name) && !is_void(&name);
            let whole = if dropped { closed(source, end, &name) } else { end };
            // A picture that only scripts would show stands there alone.
            let is_alone = || !found.follows_image() && !source[whole..].trim_start().starts_with("<img");
            if name == "noscript" && (closing || is_image(&source[end..whole]) && is_alone()) {
                found.blanked.push(start..end);
                found.tags.push(Tag { range: start..end, image: false });
                at = end;
                continue;
            }
            let end = whole;
            let nests = !name.is_empty()
                && !dropped
                && !is_void(&name)
                && !closes_by_itself(&name)
                && !source[start..end].ends_with("/>");
            if nests && !closing {
                depth += 1;
                found.nesting = found.nesting.max(depth);
            }
            // A browser runs scripts; the parser does not, and lets what stands for them into the page.
            if nests && depth > DEEPEST || dropped && name == "noscript" {
                found.blanked.push(start..end);
                found.has_stand_in |= dropped && has_text(&source[start..end]);
            }
            if nests && closing {
                depth = depth.saturating_sub(1);
            }
            found.tags.push(Tag { range: start..end, image: matches!(name.as_str(), "img" | "amp-img") && !closing });
            at = end;
        }
        found
    }

    /// Whether an image is the last element but for one or two tags that close.
    fn follows_image(&self) -> bool {
        self.tags.iter().rev().take(3).any(|tag| tag.image)
    }

    /// The source with the tags that nest too deep blanked out, and what stands in for scripts; of the same length.
    pub fn flattened<'s>(&self, source: &'s str) -> Cow<'s, str> {
        if self.blanked.is_empty() {
            return Cow::Borrowed(source);
        }
        let mut out = String::with_capacity(source.len());
        let mut at = 0;
        for tag in &self.blanked {
            out.push_str(&source[at..tag.start]);
            out.extend(std::iter::repeat_n(' ', tag.len()));
            at = tag.end;
        }
        out.push_str(&source[at..]);
        Cow::Owned(out)
    }
}

/// Whether what stands in for a script is one picture, no pixel that counts readers.
fn is_image(content: &str) -> bool {
    let content = content.trim_start();
    let Some(end) = memchr(b'>', content.as_bytes()) else { return false };
    let tag = content[..end].to_ascii_lowercase();
    let is_pixel =
        ["width=\"1\"", "width=1 ", "height=\"1\"", "height=1 ", "width='1'", "display:none", "display: none"];
    tag.starts_with("<img ")
        && content[end + 1..].trim_start().to_ascii_lowercase().starts_with("</noscript")
        && !is_pixel.iter().any(|pixel| tag.contains(pixel))
}

/// Whether any word stands between the tags of a source.
fn has_text(source: &str) -> bool {
    let mut parts = source.split('<').skip(1);
    parts.any(|part| part.split_once('>').is_some_and(|(_, text)| text.contains(char::is_alphanumeric)))
}

/// The name of a tag in lower case; nothing if no name stands there.
fn name_of(text: &str) -> String {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return String::new();
    }
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(text.len());
    // No element has a name longer than this.
    if end > 32 { "-".to_owned() } else { text[..end].to_ascii_lowercase() }
}

/// Where a tag ends, its quoted values minded.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut value = false;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return at,
            b'"' | b'\'' if value => {
                let Some(length) = memchr(byte, &bytes[at..]) else { return bytes.len() };
                at += length + 1;
                value = false;
            }
            b'=' => value = true,
            byte if !byte.is_ascii_whitespace() => value = false,
            _ => {}
        }
    }
    bytes.len()
}

/// Where the element that was opened before `from` ends.
fn closed(source: &str, from: usize, name: &str) -> usize {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(start) = memmem::find(&bytes[at..], b"</").map(|found| at + found) {
        let rest = &bytes[start + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return tag_end(bytes, start + 2);
        }
        at = start + 2;
    }
    source.len()
}

/// Finds the text of the parsed page in the source, going forward only.
pub struct Places<'s> {
    source: &'s str,
    tags: &'s [Tag],
    /// The first tag that does not end before `at`.
    next: usize,
    /// The first tag that may be the next image.
    image: usize,
    at: usize,
    failures: usize,
}

impl<'s> Places<'s> {
    /// Begins at the start of the source.
    pub fn new(source: &'s str, tags: &'s Tags) -> Self {
        Self { source, tags: &tags.tags, next: 0, image: 0, at: 0, failures: 0 }
    }

    /// Calls `each` with the pieces of a text and with the source bytes they came from: stretches that stand there as
    /// they are, and single characters that stand there in another way.
    pub fn each<'t>(&mut self, text: &'t str, mut each: impl FnMut(&'t str, Range<usize>)) {
        let mut last = self.at..self.at;
        let mut astray = false;
        let mut at = 0;
        while let Some(character) = text[at..].chars().next() {
            let length = if astray { 0 } else { self.same(&text[at..]) };
            if length > 0 {
                let place = self.at..self.at + length;
                self.at = place.end;
                let width = text[at..at + length].chars().next_back().map_or(1, char::len_utf8);
                last = place.end - width..place.end;
                each(&text[at..at + length], place);
                at += length;
                continue;
            }
            let rest = &text[at..];
            at += character.len_utf8();
            if !astray {
                match self.next_place(character) {
                    Some(place) => last = place,
                    None if character.is_ascii_whitespace() => {}
                    // The second character of a reference that stands for two.
                    None if self.source[last.clone()].starts_with('&') && self.next_is(rest, character) => {}
                    None => match self.find(rest).and_then(|()| self.next_place(character)) {
                        Some(place) => last = place,
                        None => astray = true,
                    },
                }
            }
            each(&rest[..character.len_utf8()], last.clone());
        }
    }

    /// How many bytes at the start of a text stand at the next place as they are.
    fn same(&mut self, text: &str) -> usize {
        self.pass_tags();
        let end = self.tags.get(self.next).map_or(self.source.len(), |tag| tag.range.start);
        let source = &self.source.as_bytes()[self.at..end];
        let same = text.bytes().zip(source).take_while(|(one, other)| one == *other && *one != b'&').count();
        (0..=same).rev().find(|length| text.is_char_boundary(*length)).unwrap_or(0)
    }

    /// Where the next image stands.
    pub fn image(&mut self) -> Range<usize> {
        while let Some(tag) = self.tags.get(self.image) {
            self.image += 1;
            if tag.image {
                return tag.range.clone();
            }
        }
        self.at..self.at
    }

    /// Whether what follows the character at hand stands at the next place.
    fn next_is(&self, text: &str, character: char) -> bool {
        let following = text[character.len_utf8()..].chars().next();
        following.is_none_or(|following| self.source[self.at..].starts_with([following, '<', '&']))
    }

    /// Takes the next character of the source's text if it is this one; blanks that the parser left out are passed.
    fn next_place(&mut self, character: char) -> Option<Range<usize>> {
        loop {
            self.pass_tags();
            let rest = &self.source[self.at..];
            let found = rest.chars().next()?;
            let length = match found {
                '\r' if character == '\n' => 1 + usize::from(rest.as_bytes().get(1) == Some(&b'\n')),
                '&' => reference(rest, character).or((character == '&').then_some(1))?,
                '\0' if character == '\u{fffd}' => 1,
                _ if found == character => found.len_utf8(),
                _ if found.is_ascii_whitespace() && !character.is_ascii_whitespace() => {
                    self.at += 1;
                    continue;
                }
                _ => return None,
            };
            let start = self.at;
            self.at += length;
            return Some(start..self.at);
        }
    }

    fn pass_tags(&mut self) {
        while let Some(tag) = self.tags.get(self.next) {
            if tag.range.end <= self.at {
                self.next += 1;
            } else if tag.range.start <= self.at {
                self.at = tag.range.end;
                self.next += 1;
            } else {
                return;
            }
        }
    }

    /// Looks for where a text goes on that is not at the next place.
    fn find(&mut self, text: &str) -> Option<()> {
        let wanted = text.split(['&', '<', '>', '"', '\'', '\u{a0}', '\n', '\r']).next()?.trim_end();
        let length = wanted.char_indices().nth(24).map_or(wanted.len(), |(at, _)| at);
        let mut end = self.source.len();
        if self.failures >= PATIENCE {
            end = end.min(self.at + WINDOW);
        }
        let found = (length > 0)
            .then(|| memmem::find(&self.source.as_bytes()[self.at..end], &wanted.as_bytes()[..length]))
            .flatten();
        if found.is_none() {
            self.failures += 1;
        }
        self.at += found?;
        Some(())
    }
}

/// How long the character reference at the start of `text` is, if it stands for `character`.
fn reference(text: &str, character: char) -> Option<usize> {
    let body = &text[1..];
    if let Some(number) = body.strip_prefix('#') {
        let digits = number.strip_prefix(['x', 'X']).unwrap_or(number);
        let length = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
        let end = text.len() - digits.len() + length;
        return (length > 0).then(|| end + usize::from(text[end..].starts_with(';')));
    }
    let length = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len()).min(32);
    let closed = body[length..].starts_with(';');
    let name = &text[..1 + length + usize::from(closed)];
    // Old references need no semicolon; the longest one counts.
    (2..=name.len())
        .rev()
        .find(|end| REFERENCES.get(&name[..*end]).is_some_and(|characters| characters.starts_with(character)))
}

/// What each named reference stands for, its `&` with it.
static REFERENCES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| ENTITIES.iter().map(|entity| (entity.entity, entity.characters)).collect());

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, text: &str, expected: &[(char, &str)]) {
        let tags = Tags::of(source);
        let mut places = Places::new(source, &tags);
        let mut found = Vec::new();
        places.each(text, |piece, place| {
            let as_they_are = piece == &source[place.clone()];
            found.extend(piece.char_indices().map(|(at, character)| {
                let start = place.start + at;
                (
                    character,
                    if as_they_are { &source[start..start + character.len_utf8()] } else { &source[place.clone()] },
                )
            }));
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn text_is_found_between_tags() {
        check("<p title='a>b'>a<b>b</b>", "ab", &[('a', "a"), ('b', "b")]);
        check("<script>a</script><!-- a -->\n <p>a", "a", &[('a', "a")]);
    }

    #[test]
    fn references_stand_for_what_they_mean() {
        check(
            "&amp;&#233;&nbsp;x&copy2",
            "&é\u{a0}x©2",
            &[('&', "&amp;"), ('é', "&#233;"), ('\u{a0}', "&nbsp;"), ('x', "x"), ('©', "&copy"), ('2', "2")],
        );
        check("R&D", "R&D", &[('R', "R"), ('&', "&"), ('D', "D")]);
    }

    #[test]
    fn text_out_of_its_place_is_looked_for() {
        check("<p>one</p><p>two</p>", "two", &[('t', "t"), ('w', "w"), ('o', "o")]);
    }

    #[test]
    fn deep_tags_are_blanked_out() {
        let source = format!("{}x{}", "<div>".repeat(DEEPEST + 1), "</div>".repeat(DEEPEST + 1));
        let flat = Tags::of(&source).flattened(&source).into_owned();
        assert_eq!(flat.len(), source.len());
        assert_eq!(flat.matches("<div>").count(), DEEPEST);
        assert_eq!(flat.matches("</div>").count(), DEEPEST);
    }
}
