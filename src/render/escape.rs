//! What must be escaped in Markdown: only what would otherwise act.

use super::characters::{is_space, is_surely_word};
use super::inline::{Flat, Kind, Manner, Mark, Place, Span};
use std::ops::Range;

/// Finds the characters of the flat text that must be escaped, and adds them to the marks there are.
pub fn find(flat: &Flat, manner: Manner, marks: &mut Vec<(usize, Mark)>) {
    let referenced: Vec<usize> = marks.iter().map(|(at, _)| *at).collect();
    let acts = Acts::of(flat, manner, &referenced);
    let mut finder = Finder { flat, manner, referenced, acts, found: Vec::new(), opened: false };
    finder.line_starts();
    for (index, span) in flat.spans.iter().enumerate() {
        match span.kind {
            Kind::Literal | Kind::InBrackets => finder.span(span, index),
            Kind::Reference => finder.opened = true,
            _ => {}
        }
    }
    marks.append(&mut finder.found);
    // A reference says all that a backslash would.
    marks.sort_unstable_by_key(|&(at, mark)| (at, std::cmp::Reverse(mark)));
    marks.dedup_by_key(|(at, _)| *at);
}

/// Which characters of a block could act together, so that all of them are escaped or none.
#[derive(Clone, Debug, Default)]
struct Acts {
    /// Those of backtick, star, underscore and tilde that act somewhere.
    characters: Vec<u8>,
    /// Where the last `>` of the block stands.
    last_greater: Option<usize>,
}

impl Acts {
    fn of(flat: &Flat, manner: Manner, referenced: &[usize]) -> Self {
        let mut acts = Self { characters: Vec::new(), last_greater: memchr::memrchr(b'>', flat.text.as_bytes()) };
        let begins_line = |fence: &str| line_starts(flat).any(|start| line_at(flat, start).starts_with(fence));
        if backticks_act(flat) || begins_line("```") {
            acts.characters.push(b'`');
        }
        if (manner.extensions && pairs(flat, b'~', referenced)) || begins_line("~~~") {
            acts.characters.push(b'~');
        }
        acts.characters.extend(b"*_".iter().filter(|&&delimiter| pairs(flat, delimiter, referenced)));
        acts
    }

    fn act(&self, character: u8) -> bool {
        self.characters.contains(&character)
    }
}

/// Whether the author's backticks could act: two runs of the same length, or one beside code.
fn backticks_act(flat: &Flat) -> bool {
    let mut runs: Vec<(usize, bool)> = Vec::new();
    for span in &flat.spans {
        let literal = matches!(span.kind, Kind::Literal | Kind::InBrackets);
        let text = &flat.text.as_bytes()[span.range.clone()];
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'`', &text[at..]) {
            let start = at + found;
            let length = text[start..].iter().take_while(|&&byte| byte == b'`').count();
            at = start + length;
            let start = span.range.start + start;
            let touches = |at: Option<&u8>| at == Some(&b'`');
            if literal
                && (start.checked_sub(1).is_some_and(|before| touches(flat.text.as_bytes().get(before)))
                    || touches(flat.text.as_bytes().get(start + length)))
            {
                return true;
            }
            runs.push((length, literal));
        }
    }
    // Parsers differ in how they look for the end of code where other backticks stand before it.
    if runs.iter().any(|(_, literal)| *literal) && runs.iter().any(|(_, literal)| !literal) {
        return true;
    }
    runs.sort_unstable();
    runs.chunk_by(|one, two| one.0 == two.0).any(|same| same.len() > 1 && same[0].1)
}

/// Whether a run of the character that is the author's could open or close emphasis.
///
/// It can't outside of emphasis of that character, as long as no other run of the author's pairs with it: what opens
/// and closes by markup pairs first.
fn pairs(flat: &Flat, delimiter: u8, referenced: &[usize]) -> bool {
    let bytes = flat.text.as_bytes();
    let (mut open, mut depth) = (false, 0_usize);
    for span in &flat.spans {
        let text = &bytes[span.range.clone()];
        match span.kind {
            Kind::Opener if text[0] == delimiter => {
                let closes = flanks(&flat.text, span.range.clone(), delimiter, referenced).1;
                if open && closes {
                    return true;
                }
                depth += 1;
            }
            Kind::Closer if text[0] == delimiter => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !matches!(span.kind, Kind::Literal | Kind::InBrackets) {
            continue;
        }
        let mut at = 0;
        while let Some(found) = memchr::memchr(delimiter, &text[at..]) {
            let start = span.range.start + at + found;
            let length = text[at + found..].iter().take_while(|&&byte| byte == delimiter).count();
            let run = start..start + length;
            at += found + length;
            let touches = start > 0 && bytes[start - 1] == delimiter || bytes.get(run.end) == Some(&delimiter);
            let (opens, closes) = flanks(&flat.text, run, delimiter, referenced);
            if touches || (closes && open) || (depth > 0 && (opens || closes)) {
                return true;
            }
            open |= opens;
        }
    }
    false
}

/// Whether a run could open and could close emphasis, by any parser's reading.
fn flanks(text: &str, run: Range<usize>, delimiter: u8, referenced: &[usize]) -> (bool, bool) {
    // What is written as a reference is punctuation to the parser.
    let seen = |at: usize, character: char| if referenced.binary_search(&at).is_ok() { '&' } else { character };
    let before = text[..run.start].chars().next_back();
    let before = before.map(|character| seen(run.start - character.len_utf8(), character));
    let after = text[run.end..].chars().next().map(|character| seen(run.end, character));
    let (mut opens, mut closes) = (!is_space(after), !is_space(before));
    if delimiter == b'_' {
        opens &= !before.is_some_and(is_surely_word);
        closes &= !after.is_some_and(is_surely_word);
    }
    (opens, closes)
}

/// Where the lines of the flat text begin that surely do.
fn line_starts(flat: &Flat) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(
        flat.spans.iter().filter(|span| matches!(span.kind, Kind::SoftBreak | Kind::Break)).map(|span| span.range.end),
    )
}

fn line_at(flat: &Flat, start: usize) -> &str {
    let rest = &flat.text[start..];
    &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
}

/// The first word of a line or the word behind a space.
fn word_at(flat: &Flat, start: usize) -> &str {
    let rest = &flat.text[start..];
    &rest[..memchr::memchr2(b' ', b'\n', rest.as_bytes()).unwrap_or(rest.len())]
}

/// Whether a new line may begin behind the space at `at`: neither may the line before end in what acts, nor the new
/// one begin with it.
pub fn may_begin_line(flat: &Flat, at: usize) -> bool {
    let bytes = flat.text.as_bytes();
    let beside = |byte: Option<&u8>| byte.is_none_or(|byte| b" \t\n\\".contains(byte));
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let after = bytes.get(at + 1);
    if beside(before) || after.is_none_or(|byte| b" \t\n".contains(byte)) {
        return false;
    }
    let word = word_at(flat, at + 1);
    acts_at_line_start(word, false).is_none() && !is_rule_or_bar(word)
}

/// Whether a word could be part of a line of dashes, stars or bars.
fn is_rule_or_bar(word: &str) -> bool {
    word.bytes().all(|byte| byte == b'_' || byte == b'*') || word.bytes().all(|byte| b"|:-".contains(&byte))
}

/// Where in the line the character stands that would make a block of it.
fn acts_at_line_start(line: &str, first: bool) -> Option<usize> {
    let bytes = line.as_bytes();
    let blank_at = |at: usize| bytes.get(at).is_none_or(|byte| b" \t".contains(byte));
    let run = |byte: u8| bytes.iter().take_while(|&&other| other == byte).count();
    let acts = match *bytes.first()? {
        b'#' => run(b'#') <= 6 && blank_at(run(b'#')),
        mark @ (b'-' | b'+' | b'*' | b'_') => {
            (mark != b'_' && blank_at(1)) || is_ruled(bytes, mark) || is_table_rule(bytes) || line.starts_with("+++")
        }
        b'=' => line.trim_end().bytes().all(|byte| byte == b'='),
        b'~' => run(b'~') >= 3,
        b'`' => run(b'`') >= 3,
        // The extension for definition lists asks for no space behind its colon.
        b'>' | b':' => true,
        b'|' => is_table_rule(bytes),
        b'<' => bytes.get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || b"/!?".contains(byte)),
        b'[' => first && opens_definition(bytes),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let acts = digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')')) && blank_at(digits + 1);
            return acts.then_some(digits);
        }
        _ => false,
    };
    acts.then_some(0)
}

/// Whether the line is a thematic break, or becomes one behind a list's marker.
fn is_ruled(bytes: &[u8], mark: u8) -> bool {
    bytes.iter().all(|&byte| byte == mark || byte == b' ' || byte == b'\t')
        && (mark != b'_' || memchr::memchr_iter(mark, bytes).count() >= 3)
}

/// Whether the line could be the rule below a table's head.
fn is_table_rule(bytes: &[u8]) -> bool {
    bytes.contains(&b'-') && bytes.iter().all(|byte| b"|:- \t".contains(byte))
}

/// Whether the line begins like a link's definition, a task's box or an alert.
fn opens_definition(bytes: &[u8]) -> bool {
    // Some parsers ask only whether the box ends a piece of text, as it does before a mark.
    let is_box = bytes.len() >= 3
        && b" xX".contains(&bytes[1])
        && bytes[2] == b']'
        && bytes.get(3).is_none_or(|next| next.is_ascii_whitespace() || next.is_ascii_punctuation());
    if is_box || bytes.get(1) == Some(&b'!') {
        return true;
    }
    memchr::memmem::find(bytes, b"]:").is_some()
}

struct Finder<'a> {
    flat: &'a Flat,
    manner: Manner,
    referenced: Vec<usize>,
    acts: Acts,
    found: Vec<(usize, Mark)>,
    /// A bracket stands before that a later one could close.
    opened: bool,
}

impl Finder<'_> {
    fn line_starts(&mut self) {
        if self.flat.text.starts_with('\t') {
            self.found.push((0, Mark::Reference));
            // Some parsers look for a task's box behind white space too.
            let box_at = self.flat.text.len() - self.flat.text.trim_start_matches([' ', '\t']).len();
            if self.flat.text[box_at..].starts_with('[') && self.is_literal(box_at) {
                self.found.push((box_at, Mark::Backslash));
            }
        }
        if self.manner.place == Place::Heading {
            return self.heading_end();
        }
        if self.manner.place == Place::Cell {
            return;
        }
        let starts: Vec<usize> = line_starts(self.flat)
            .filter(|&start| {
                let wrapped =
                    self.manner.wraps && start > 0 && self.flat.text.as_bytes().get(start - 2) != Some(&b'\\');
                !wrapped || !may_begin_line(self.flat, start - 1)
            })
            .collect();
        for start in starts {
            let first = start == 0;
            // The label of a definition may go on over lines.
            let line =
                if first && self.flat.text.starts_with('[') { &self.flat.text } else { line_at(self.flat, start) };
            let acts = acts_at_line_start(line, first)
                .or_else(|| self.manner.wraps.then(|| acts_at_line_start(word_at(self.flat, start), first)).flatten());
            if let Some(at) = acts
                && self.is_literal(start + at)
            {
                self.found.push((start + at, Mark::Backslash));
                // With its first character escaped, the rest of the run could act where the whole did not.
                let character = self.flat.text.as_bytes()[start + at];
                if b"*_".contains(&character) {
                    self.acts.characters.push(character);
                }
            }
        }
    }

    fn is_literal(&self, at: usize) -> bool {
        let index = self.flat.spans.partition_point(|span| span.range.end <= at);
        self.flat.spans.get(index).is_some_and(|span| matches!(span.kind, Kind::Literal | Kind::InBrackets))
    }

    /// Hashes at the end of a heading would be taken for its closing marks.
    fn heading_end(&mut self) {
        let text = &self.flat.text;
        let kept = text.trim_end_matches('#').len();
        if kept < text.len() && is_space(text[..kept].chars().next_back()) && self.is_literal(kept) {
            self.found.push((kept, Mark::Backslash));
        }
    }

    fn span(&mut self, span: &Span, index: usize) {
        let bytes = self.flat.text.as_bytes();
        let in_brackets = span.kind == Kind::InBrackets;
        for at in span.range.clone() {
            let acts = match bytes[at] {
                b'\\' => self.backslash_acts(at),
                b'`' => self.acts.act(b'`'),
                delimiter @ (b'*' | b'_' | b'~') => self.acts.act(delimiter) && self.run_flanks(at, span),
                b'[' => {
                    self.opened = true;
                    in_brackets || (self.manner.extensions && bytes.get(at + 1) == Some(&b'^'))
                }
                b']' => in_brackets || (self.opened && bytes.get(at + 1).is_some_and(|next| b"([".contains(next))),
                b'!' => at + 1 == span.range.end && self.opens_link(index + 1),
                b'<' => self.angle_acts(at),
                b'&' => entity_follows(&bytes[at + 1..]),
                b':' => at == span.range.start && self.follows_reference_at_line_start(index),
                b'|' if self.manner.place == Place::Cell => {
                    let after_backslash = at > 0 && bytes[at - 1] == b'\\';
                    self.found.push((at, if after_backslash { Mark::Reference } else { Mark::Backslash }));
                    false
                }
                _ => false,
            };
            if acts || (self.manner.careful && bytes[at].is_ascii_punctuation()) {
                self.found.push((at, Mark::Backslash));
            }
        }
    }

    /// A backslash acts before punctuation, before a line end, and before what is written as a reference.
    fn backslash_acts(&self, at: usize) -> bool {
        let next = self.flat.text.as_bytes().get(at + 1);
        next.is_some_and(|next| next.is_ascii_punctuation() || *next == b'\n')
            || self.referenced.binary_search(&(at + 1)).is_ok()
            || (next.is_none() && self.manner.place == Place::Cell)
    }

    fn run_flanks(&self, at: usize, span: &Span) -> bool {
        let text = &self.flat.text;
        let delimiter = text.as_bytes()[at];
        // A run is never looked at over more than its neighbours: inside a run it flanks in any case.
        let before =
            at.checked_sub(1).is_some_and(|before| before >= span.range.start && text.as_bytes()[before] == delimiter);
        let after = at + 1 < span.range.end && text.as_bytes()[at + 1] == delimiter;
        if before || after {
            return true;
        }
        let (opens, closes) = flanks(text, at..at + 1, delimiter, &self.referenced);
        opens || closes
    }

    fn opens_link(&self, index: usize) -> bool {
        self.flat.spans.get(index).is_some_and(|span| {
            matches!(span.kind, Kind::Markup | Kind::Reference) && self.flat.text[span.range.clone()].starts_with('[')
        })
    }

    /// Whether a tag, a comment or an address in angle brackets would begin here.
    fn angle_acts(&self, at: usize) -> bool {
        if self.acts.last_greater.is_none_or(|last| last < at) {
            return false;
        }
        let rest = &self.flat.text.as_bytes()[at + 1..];
        match rest.first() {
            Some(byte) if byte.is_ascii_alphabetic() || b"/!?".contains(byte) => true,
            Some(byte) if byte.is_ascii_alphanumeric() || b".#$%&'*+=^_`{|}~-".contains(byte) => {
                let end = rest.iter().position(|byte| b" \t\n<>".contains(byte)).unwrap_or(rest.len());
                rest.get(end) == Some(&b'>') && rest[..end].contains(&b'@')
            }
            _ => false,
        }
    }

    /// A colon behind a footnote's mark that begins the line would make the footnote's text of it.
    fn follows_reference_at_line_start(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).map(|before| &self.flat.spans[before]) else { return false };
        before.kind == Kind::Reference
            && (before.range.start == 0 || self.flat.text.as_bytes()[before.range.start - 1] == b'\n')
    }
}

/// Whether an entity or a character reference would form behind an ampersand.
fn entity_follows(rest: &[u8]) -> bool {
    let name = rest.strip_prefix(b"#").unwrap_or(rest);
    let length = name.iter().take(33).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    length > 0 && name.get(length) == Some(&b';')
}

/// The address of a link as Markdown has it between the round brackets.
pub fn address(to: &str, titled: bool) -> String {
    let bare = !to.is_empty()
        && !to.starts_with('<')
        && !to.contains(|character: char| character.is_whitespace() || character.is_control())
        && balanced(to);
    let mut out = String::with_capacity(to.len() + 2);
    if bare {
        push_escaped(&mut out, to, b"");
    } else if !to.is_empty() || titled {
        out.push('<');
        push_escaped(&mut out, to, b"<>");
        out.push('>');
    }
    out
}

/// Whether the round brackets of an address pair, as far as every parser will count.
fn balanced(to: &str) -> bool {
    let mut depth = 0_i32;
    for byte in to.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if !(0..=8).contains(&depth) {
            return false;
        }
    }
    depth == 0
}

/// The title of a link as Markdown has it, with the space before it.
pub fn title(title: &str) -> String {
    let mut out = String::with_capacity(title.len() + 3);
    out.push_str(" \"");
    push_escaped(&mut out, title, b"\"");
    out.push('"');
    // A blank line would end the paragraph.
    if out.contains('\n') { out.replace('\n', "&#10;") } else { out }
}

fn push_escaped(out: &mut String, text: &str, acting: &[u8]) {
    let bytes = text.as_bytes();
    for (at, character) in text.char_indices() {
        let acts = match character {
            '\\' => bytes.get(at + 1).is_none_or(u8::is_ascii_punctuation),
            '&' => entity_follows(&bytes[at + 1..]),
            _ => character.is_ascii() && acting.contains(&(character as u8)),
        };
        if acts {
            out.push('\\');
        }
        out.push(character);
    }
}

/// The info string of a code fence.
pub fn info(info: &str) -> String {
    let mut out = String::with_capacity(info.len());
    push_escaped(&mut out, info, b"");
    out
}
