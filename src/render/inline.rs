//! Inline content as Markdown: delimiters that both parsers read back, and the least escapes that keep the meaning.
//!
//! The content is first laid out flat and unescaped, so that each character can see what will stand around it. Then
//! the places are found where something would act that must not, and only those are escaped.

use super::characters::{is_maybe_punctuation, is_space, is_surely_punctuation};
use super::escape;
use crate::document::Inline;
use std::ops::Range;

/// Where inline content is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A paragraph: lines, of which each can begin a block.
    Paragraph,
    /// A heading of one line behind its marks.
    Heading,
    /// A table cell.
    Cell,
}

/// How inline content is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Where it stands.
    pub place: Place,
    /// Escape what GFM and the common extensions would act on, not only what CommonMark would.
    pub extensions: bool,
    /// Escape all that could ever act.
    pub careful: bool,
    /// Lines may be broken anew at spaces.
    pub wraps: bool,
    /// Which way of choosing delimiters is taken, below [`CHOICES`].
    pub choice: u8,
}

/// How many ways of choosing delimiters there are. The first is right but where three levels meet at an edge.
///
/// Up to 32 each bit turns one habit round: 1, that emphasis has a star; 2, that it has another delimiter than the one
/// it touches; 4, the same for strong emphasis; 8, that strong emphasis alone in emphasis makes `***`; 16, that strong
/// emphasis has stars. From there on the habits are turned round here and there, each time elsewhere.
pub const CHOICES: u8 = 255;

/// What a stretch of the flat text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The author's characters.
    Literal,
    /// The author's characters in a link's text or an image's alternative text.
    InBrackets,
    /// Markup that stands as it is.
    Markup,
    /// A reference to a footnote.
    Reference,
    /// The delimiter before emphasis.
    Opener,
    /// The delimiter behind emphasis.
    Closer,
    /// A line end that means a space.
    SoftBreak,
    /// A backslash and the line end it makes hard.
    Break,
}

/// A stretch of the flat text.
#[derive(Clone, Debug)]
pub struct Span {
    /// What it is.
    pub kind: Kind,
    /// Where it lies in the flat text.
    pub range: Range<usize>,
}

/// Inline content laid out flat and unescaped.
#[derive(Debug, Default)]
pub struct Flat {
    /// The text: the author's characters and the markup.
    pub text: String,
    /// What is what, without gaps.
    pub spans: Vec<Span>,
}

/// Inline content as Markdown.
#[derive(Debug, Default)]
pub struct Written {
    /// The Markdown; line ends are the breaks of the content.
    pub text: String,
    /// The spaces at which a new line may begin, in bytes of the text.
    pub breaks: Vec<usize>,
}

/// Writes inline content, which must be in normal form.
pub fn write(content: &[Inline], manner: Manner) -> Written {
    if let Some(text) = plain(content, manner) {
        return Written { text, breaks: Vec::new() };
    }
    let mut layout = Layout { flat: Flat::default(), manner };
    layout.sequence(content, Around::default());
    let flat = layout.flat;
    let mut marks = edge_references(&flat, &[]);
    // A reference is punctuation, which may ask for another one on the other side of a delimiter.
    for _ in 0..3 {
        let more = edge_references(&flat, &marks);
        if more == marks {
            break;
        }
        marks = more;
    }
    escape::find(&flat, manner, &mut marks);
    assemble(&flat, manner, &marks)
}

/// Lines of text in which nothing can act, as most text is; nothing if something may.
fn plain(content: &[Inline], manner: Manner) -> Option<String> {
    if manner.careful || manner.wraps || manner.place == Place::Cell {
        return None;
    }
    let mut out = String::new();
    for inline in content {
        match inline {
            // Where a line begins, and a heading ends, more characters can act than within.
            Inline::Text(text)
                if (!out.is_empty() && !out.ends_with('\n') || text.starts_with(|c: char| c.is_alphabetic()))
                    && !may_act(text) =>
            {
                out.push_str(text);
            }
            Inline::SoftBreak if manner.place == Place::Paragraph && out.ends_with(|c: char| !c.is_whitespace()) => {
                out.push('\n');
            }
            _ => return None,
        }
    }
    (manner.place != Place::Heading || !out.ends_with('#')).then_some(out)
}

/// Whether a character stands in a text that can act within a line.
fn may_act(text: &str) -> bool {
    let has = |one, two, three| memchr::memchr3(one, two, three, text.as_bytes()).is_some();
    has(b'\\', b'`', b'*') || has(b'_', b'~', b'[') || has(b']', b'<', b'&') || text.contains('\n')
}

/// The emphasis around a piece of content, with the delimiter of each kind.
#[derive(Clone, Copy, Default)]
struct Around {
    emphasis: Option<u8>,
    strong: Option<u8>,
    /// The delimiter of the emphasis right around, and whether the piece is all it holds.
    parent: Option<(u8, bool)>,
    in_brackets: bool,
}

struct Layout {
    flat: Flat,
    manner: Manner,
}

impl Layout {
    fn push(&mut self, kind: Kind, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.flat.text.len();
        self.flat.text.push_str(text);
        match self.flat.spans.last_mut() {
            Some(last) if last.kind == kind && kind == Kind::Literal => last.range.end = self.flat.text.len(),
            _ => self.flat.spans.push(Span { kind, range: start..self.flat.text.len() }),
        }
    }

    fn sequence(&mut self, content: &[Inline], around: Around) {
        for inline in content {
            let around = Around { parent: around.parent.map(|(mark, _)| (mark, content.len() == 1)), ..around };
            self.inline(inline, around);
        }
    }

    fn inline(&mut self, inline: &Inline, around: Around) {
        match inline {
            Inline::Text(text) => {
                self.push(if around.in_brackets { Kind::InBrackets } else { Kind::Literal }, text);
            }
            Inline::Emphasis(content) => {
                let mark = self.emphasis_mark(around);
                let within = Around { emphasis: Some(mark), parent: Some((mark, false)), ..around };
                self.delimited(content, mark, 1, within);
            }
            Inline::Strong(content) => {
                let mark = self.strong_mark(around);
                let within = Around { strong: Some(mark), parent: Some((mark, false)), ..around };
                self.delimited(content, mark, 2, within);
            }
            Inline::Strike(content) => {
                self.delimited(content, b'~', 2, Around { parent: Some((b'~', false)), ..around });
            }
            Inline::Superscript(content) => self.tagged("sup", content, around),
            Inline::Subscript(content) => self.tagged("sub", content, around),
            Inline::Code(text) => self.code(text),
            Inline::Link { to, title, content } => self.link(to, title, content),
            Inline::Image { source, title, alt } => {
                self.push(Kind::Markup, "![");
                self.sequence(alt, Around { in_brackets: true, ..Around::default() });
                self.push(Kind::Markup, &format!("]({})", self.target(source, title)));
            }
            Inline::FootnoteReference(label) => self.push(Kind::Reference, &format!("[^{label}]")),
            Inline::SoftBreak if self.manner.place == Place::Paragraph => self.push(Kind::SoftBreak, "\n"),
            Inline::Break if self.manner.place == Place::Paragraph => self.push(Kind::Break, "\\\n"),
            Inline::Break if self.manner.place == Place::Cell => self.push(Kind::Markup, "<br>"),
            Inline::SoftBreak | Inline::Break => self.push(Kind::Literal, " "),
            Inline::Html(html) => self.markup(html),
        }
    }

    /// Markup whose pipes must not part the cell it stands in.
    fn markup(&mut self, text: &str) {
        if self.manner.place == Place::Cell && text.contains('|') {
            self.push(Kind::Markup, &text.replace('|', "\\|"));
        } else {
            self.push(Kind::Markup, text);
        }
    }

    fn delimited(&mut self, content: &[Inline], mark: u8, count: usize, within: Around) {
        let delimiter = char::from(mark).to_string().repeat(count);
        self.push(Kind::Opener, &delimiter);
        self.sequence(content, within);
        self.push(Kind::Closer, &delimiter);
    }

    fn tagged(&mut self, name: &str, content: &[Inline], around: Around) {
        self.push(Kind::Markup, &format!("<{name}>"));
        self.sequence(content, Around { parent: None, ..around });
        self.push(Kind::Markup, &format!("</{name}>"));
    }

    /// The delimiter of emphasis: not the one it touches, not the one of the emphasis it lies in, else a star.
    fn emphasis_mark(&self, around: Around) -> u8 {
        self.touched(2).map_or_else(|| around.emphasis.map_or(self.first_mark(1), other), other)
    }

    fn first_mark(&self, habit: u8) -> u8 {
        if self.turns(habit) { b'_' } else { b'*' }
    }

    /// Whether a habit is turned round at this place.
    fn turns(&self, habit: u8) -> bool {
        let choice = self.manner.choice;
        if choice < 32 {
            return choice & habit != 0;
        }
        let place = self.flat.spans.len() as u64 * 31 + u64::from(habit);
        ((u64::from(choice) * 0x9E37_79B9) ^ place).wrapping_mul(0x2545_F491_4F6C_DD1D) >> 63 == 1
    }

    /// The same for strong emphasis; alone in emphasis it may be `***`, which every parser reads in that order.
    fn strong_mark(&self, around: Around) -> u8 {
        match (around.parent, self.touched(4)) {
            (Some((mark, true)), Some(touched)) if mark == touched && around.strong != Some(mark) && !self.turns(8) => {
                mark
            }
            (_, Some(mark)) => other(mark),
            (_, None) => around.strong.map_or(self.first_mark(16), other),
        }
    }

    /// The delimiter that the next one would touch; an opening one only if the choice cares about it.
    fn touched(&self, habit: u8) -> Option<u8> {
        let last = self.flat.spans.last()?;
        let mark = self.flat.text.as_bytes()[last.range.start];
        match last.kind {
            Kind::Closer => (mark != b'~').then_some(mark),
            Kind::Opener if mark != b'~' && !self.turns(habit) => Some(mark),
            _ => None,
        }
    }

    fn code(&mut self, text: &str) {
        let longest_missing = missing_run(text);
        let fence = "`".repeat(longest_missing);
        let blank = text.trim_matches(' ').is_empty();
        let padded =
            text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ') && !blank);
        let pad = if padded { " " } else { "" };
        self.markup(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    fn link(&mut self, to: &str, title: &str, content: &[Inline]) {
        if title.is_empty()
            && let [Inline::Text(text)] = content
            && is_autolink(to, text)
        {
            return self.markup(&format!("<{text}>"));
        }
        self.push(Kind::Markup, "[");
        // What lies in brackets is read by itself: no emphasis around has a say in it.
        self.sequence(content, Around { in_brackets: true, ..Around::default() });
        self.push(Kind::Markup, &format!("]({})", self.target(to, title)));
    }

    /// The address and title of a link or image.
    fn target(&self, to: &str, title: &str) -> String {
        let mut target = escape::address(to, !title.is_empty());
        if !title.is_empty() {
            target.push_str(&escape::title(title));
        }
        if self.manner.place == Place::Cell { target.replace('|', "\\|") } else { target }
    }
}

fn other(mark: u8) -> u8 {
    if mark == b'*' { b'_' } else { b'*' }
}

/// The length of the shortest run of backticks that the text has not.
fn missing_run(text: &str) -> usize {
    let mut lengths: Vec<usize> =
        text.split(|character| character != '`').map(str::len).filter(|&length| length > 0).collect();
    lengths.sort_unstable();
    lengths.dedup();
    (1..).zip(&lengths).find(|(length, present)| length != *present).map_or(lengths.len() + 1, |(length, _)| length)
}

/// Whether the link can be written as its address between angle brackets.
fn is_autolink(to: &str, text: &str) -> bool {
    // Parsers differ on whether entities and backslashes act in an address between angle brackets.
    if text.contains(['\\', '&', '*', '_', '`', '[', ']']) && text.contains(['\\', '&', '`']) {
        return false;
    }
    if to == text {
        let Some((scheme, rest)) = text.split_once(':') else { return false };
        return (2..=32).contains(&scheme.len())
            && scheme.starts_with(|character: char| character.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte))
            && !rest.is_empty()
            && !rest.contains(|character: char| character.is_whitespace() || character.is_control())
            && !rest.contains(['<', '>']);
    }
    to.strip_prefix("mailto:") == Some(text) && is_mail_address(text)
}

fn is_mail_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !local.is_empty()
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte))
        && host.split('.').all(label)
}

/// What is done to a character of the flat text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A backslash goes before it.
    Backslash,
    /// A character reference stands in its place.
    Reference,
}

/// The characters beside delimiters that must be written as references, for the delimiters to be read as such.
fn edge_references(flat: &Flat, known: &[(usize, Mark)]) -> Vec<(usize, Mark)> {
    let mut marks = known.to_vec();
    let spans = &flat.spans;
    let mut index = 0;
    while index < spans.len() {
        let kind = spans[index].kind;
        if !matches!(kind, Kind::Opener | Kind::Closer) {
            index += 1;
            continue;
        }
        let delimiter = flat.text.as_bytes()[spans[index].range.start];
        let mut end = index + 1;
        while end < spans.len() && spans[end].kind == kind && flat.text.as_bytes()[spans[end].range.start] == delimiter
        {
            end += 1;
        }
        let run = spans[index].range.start..spans[end - 1].range.end;
        let (inner, outer) = if kind == Kind::Opener {
            (character_after(flat, run.end, end), character_before(flat, run.start, index))
        } else {
            (character_before(flat, run.start, index), character_after(flat, run.end, end))
        };
        mark_edges(delimiter, inner, outer, known, &mut marks);
        index = end;
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// A character next to a delimiter, and whether it is the author's.
struct Neighbour {
    at: usize,
    character: char,
    literal: bool,
}

fn character_after(flat: &Flat, at: usize, next: usize) -> Option<Neighbour> {
    // Some parsers look through the tildes of strikethrough.
    let next = (next..flat.spans.len()).find(|&next| !is_strike(flat, next))?;
    let at = at.max(flat.spans[next].range.start);
    let character = flat.text[at..].chars().next()?;
    let literal = matches!(flat.spans[next].kind, Kind::Literal | Kind::InBrackets);
    Some(Neighbour { at, character, literal })
}

fn character_before(flat: &Flat, at: usize, index: usize) -> Option<Neighbour> {
    let before = (0..index).rev().find(|&before| !is_strike(flat, before))?;
    let at = at.min(flat.spans[before].range.end);
    let character = flat.text[..at].chars().next_back()?;
    let literal = matches!(flat.spans[before].kind, Kind::Literal | Kind::InBrackets);
    Some(Neighbour { at: at - character.len_utf8(), character, literal })
}

fn is_strike(flat: &Flat, index: usize) -> bool {
    let span = &flat.spans[index];
    matches!(span.kind, Kind::Opener | Kind::Closer) && flat.text.as_bytes()[span.range.start] == b'~'
}

fn mark_edges(
    delimiter: u8,
    inner: Option<Neighbour>,
    outer: Option<Neighbour>,
    known: &[(usize, Mark)],
    marks: &mut Vec<(usize, Mark)>,
) {
    let mut punctuation = inner.is_none();
    if let Some(inner) = inner {
        let referenced = known.binary_search_by_key(&inner.at, |(at, _)| *at).is_ok();
        punctuation = referenced || is_maybe_punctuation(inner.character);
        if inner.literal && (inner.character.is_whitespace() || inner.character == '~') {
            marks.push((inner.at, Mark::Reference));
            punctuation = true;
        }
    }
    let Some(outer) = outer else { return };
    let stands_off =
        outer.character != '~' && (is_space(Some(outer.character)) || is_surely_punctuation(outer.character));
    if outer.literal && !stands_off && (punctuation || delimiter == b'_') {
        marks.push((outer.at, Mark::Reference));
    }
}

/// Puts the text together, with the marks made and the places for new lines found.
fn assemble(flat: &Flat, manner: Manner, marks: &[(usize, Mark)]) -> Written {
    let mut written = Written { text: String::with_capacity(flat.text.len() + 2 * marks.len()), breaks: Vec::new() };
    let mut marks = marks.iter().peekable();
    for span in &flat.spans {
        match span.kind {
            Kind::Literal | Kind::InBrackets => {
                literal(flat, manner, span, &mut marks, &mut written);
            }
            // A blank line would end the paragraph.
            Kind::SoftBreak if span.range.start > 0 && flat.text.as_bytes()[span.range.start - 1] == b'\n' => {
                if !manner.wraps {
                    written.text.push_str("&#10;");
                }
            }
            Kind::SoftBreak if manner.wraps => {
                if escape::may_begin_line(flat, span.range.start) {
                    written.breaks.push(written.text.len());
                }
                written.text.push(' ');
            }
            _ => written.text.push_str(&flat.text[span.range.clone()]),
        }
    }
    written
}

fn literal(
    flat: &Flat,
    manner: Manner,
    span: &Span,
    marks: &mut std::iter::Peekable<std::slice::Iter<'_, (usize, Mark)>>,
    written: &mut Written,
) {
    let mut from = span.range.start;
    let copy = |range: Range<usize>, written: &mut Written| {
        if manner.wraps {
            for at in memchr::memchr_iter(b' ', &flat.text.as_bytes()[range.clone()]) {
                if escape::may_begin_line(flat, range.start + at) {
                    written.breaks.push(written.text.len() + at);
                }
            }
        }
        written.text.push_str(&flat.text[range]);
    };
    while let Some(&(at, mark)) = marks.next_if(|(at, _)| *at < span.range.end) {
        copy(from..at, written);
        from = at;
        match mark {
            Mark::Backslash => written.text.push('\\'),
            Mark::Reference => {
                if let Some(character) = flat.text[at..].chars().next() {
                    written.text.push_str(&reference(character));
                    from = at + character.len_utf8();
                }
            }
        }
    }
    copy(from..span.range.end, written);
}

fn reference(character: char) -> String {
    if character == '\u{A0}' { "&nbsp;".to_owned() } else { format!("&#{};", u32::from(character)) }
}
