//! Markdown to a draft: CommonMark with the extensions of GFM, footnotes, definition lists and front matter.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::draft::{Align, Container, Draft, Kind, Mark, MarkKind};
use crate::limits::Watch;

/// Containers nested deeper than this are left out; what they hold stays, in the innermost one that is kept.
pub const DEEPEST: usize = 64;

/// Stands in the text for what has no text of its own: an image without alternative text, a link around nothing.
const OBJECT: &str = "\u{fffc}";

/// Reads Markdown. Never fails: every text is Markdown.
///
/// Passages are parted by a blank line that the reader makes. A container or cell without content holds one passage of
/// no length, so that it is not lost. Links are those of the source; a bare address is text. Front matter is kept with
/// its fences, byte for byte. Cells past the last column of a table, which GFM shows nowhere, are no text; they are told
/// by [`Draft::omitted`].
///
/// ```
/// let draft = copydesk::read::markdown::read("# Rivers\n\nThe *Wye* &amp; the Lugg.\n");
/// assert_eq!(draft.text(), "Rivers\n\nThe Wye & the Lugg.");
/// ```
pub fn read(source: &str) -> Draft {
    read_within(source, &Watch::none())
}

/// Reads Markdown as [`read`] does, as long as `watch` lets it.
pub(super) fn read_within(source: &str, watch: &Watch) -> Draft {
    let base = front_matter(source).unwrap_or(0);
    let mut draft = Draft::default();
    if base > 0 {
        draft.set_front_matter(source[..base].trim_end_matches(['\n', '\r']).to_owned());
    }
    let events = events(source, base, watch);
    let loose = loose_lists(&events);
    let mut reader = Reader {
        source,
        draft,
        marks: Vec::new(),
        open_marks: Vec::new(),
        containers: Vec::new(),
        open: Vec::new(),
        next_id: 0,
        passage: None,
        info: None,
        source_end: base,
    };
    let scripts = scripts(&events);
    for (index, (event, range)) in events.into_iter().enumerate().take_while(|_| !watch.is_over()) {
        match scripts.get(&index) {
            Some(Script::Opens(kind)) => reader.start_mark(kind.clone(), range.start),
            Some(Script::Closes) => reader.end_mark(&range),
            None => reader.event(event, range, loose[index]),
        }
    }
    reader.end_passage(Kind::Paragraph);
    let Reader { mut draft, marks, .. } = reader;
    draft.set_marks(marks);
    draft
}

/// The events of the source behind its front matter, with their places in the source.
///
/// pulldown-cmark takes `:D` at a line start for a definition; where it did, definition lists are not read at all.
fn events<'s>(source: &'s str, base: usize, watch: &Watch) -> Vec<(Event<'s>, Range<usize>)> {
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    options |= Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let parse = |options| -> Vec<_> {
        Parser::new_ext(&source[base..], options)
            .into_offset_iter()
            .take_while(|_| !watch.is_over())
            .map(|(event, range)| (event, base + range.start..base + range.end))
            .collect()
    };
    let events = parse(options | Options::ENABLE_DEFINITION_LIST);
    let glued = events.iter().any(|(event, range)| {
        let definition = source[range.clone()].trim_start().strip_prefix(':');
        matches!(event, Event::Start(Tag::DefinitionListDefinition))
            && definition.is_some_and(|text| !text.starts_with([' ', '\t', '\n', '\r']))
    });
    if glued { parse(options) } else { events }
}

/// Where the front matter at the start of a text ends, its closing fence included.
///
/// A thematic break opens no front matter: the line below must be a key, and the block must be closed.
pub fn front_matter(source: &str) -> Option<usize> {
    let mut lines = source.split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    let (separator, closing): (char, &[&str]) = match fence {
        "---" => (':', &["---", "..."]),
        "+++" => ('=', &["+++"]),
        _ => return None,
    };
    let mut at = first.len();
    let mut keyed = false;
    for line in lines {
        at += line.len();
        let text = line.trim_end();
        if closing.contains(&text) {
            return keyed.then_some(at);
        }
        if !keyed && !text.starts_with('#') {
            let key = text.split(separator).next().filter(|key| key.len() < text.len())?.trim_end();
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
            keyed = !key.is_empty() && key.chars().all(plain) || (separator == '=' && text.starts_with('['));
            if !keyed {
                return None;
            }
        }
    }
    None
}

/// A tag of superscript or subscript, for which Markdown has no other form.
enum Script {
    Opens(MarkKind),
    Closes,
}

/// The tags of superscript and subscript that pair without crossing other markup, by the places of their events.
fn scripts(events: &[(Event<'_>, Range<usize>)]) -> HashMap<usize, Script> {
    let mut found = HashMap::new();
    // What is open: the closing tag that is waited for, and where the opening one stands; nothing for other markup.
    let mut open: Vec<Option<(&str, usize)>> = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(None),
            Event::End(_) => while open.pop().is_some_and(|opened| opened.is_some()) {},
            Event::InlineHtml(tag) if &**tag == "<sup>" => open.push(Some(("</sup>", index))),
            Event::InlineHtml(tag) if &**tag == "<sub>" => open.push(Some(("</sub>", index))),
            Event::InlineHtml(tag) => {
                if let Some(Some((closing, opened))) = open.last()
                    && *closing == &**tag
                    // Between them stands something.
                    && opened + 1 < index
                {
                    let kind = if *closing == "</sup>" { MarkKind::Superscript } else { MarkKind::Subscript };
                    found.insert(*opened, Script::Opens(kind));
                    found.insert(index, Script::Closes);
                    open.pop();
                }
            }
            _ => {}
        }
    }
    found
}

/// For each event that starts a list, whether its items hold paragraphs marked as such.
fn loose_lists(events: &[(Event<'_>, Range<usize>)]) -> Vec<bool> {
    let mut loose = vec![false; events.len()];
    let mut open: Vec<Option<usize>> = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::List(_)) => open.push(Some(index)),
            Event::Start(Tag::Paragraph) => {
                if let Some(Some(list)) = open.last() {
                    loose[*list] = true;
                }
            }
            Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionList) => open.push(None),
            Event::End(
                TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionList,
            ) => {
                open.pop();
            }
            _ => {}
        }
    }
    loose
}

/// A container of the source that is open.
struct Open {
    /// How many passages there were when it opened.
    passages: usize,
    /// Whether it is kept; one that lies too deep is not.
    kept: bool,
}

struct Reader<'s> {
    source: &'s str,
    draft: Draft,
    marks: Vec<Mark>,
    /// The marks that are open, by their place in `marks`.
    open_marks: Vec<usize>,
    containers: Vec<Container>,
    open: Vec<Open>,
    next_id: u32,
    /// Where the passage begins that is being read.
    passage: Option<usize>,
    /// The info string of the code that is being read, or nothing outside of code.
    info: Option<String>,
    /// Where what has been read of the source ends.
    source_end: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>, loose: bool) {
        match event {
            Event::Start(tag) => self.start(tag, range, loose),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) if self.info.is_some() => self.push_lines(&text, range),
            Event::Text(text) => {
                self.begin_passage(range.start);
                self.push_text(&text, range);
            }
            Event::Code(text) => self.leaf(MarkKind::Code, &text, range),
            Event::InlineHtml(text) => self.leaf(MarkKind::Html, &text, range),
            Event::FootnoteReference(label) => self.leaf(MarkKind::FootnoteReference, &label, range),
            Event::Html(text) => self.push_lines(&text, range),
            Event::SoftBreak => self.push("\n", range),
            Event::HardBreak => self.leaf(MarkKind::Break, "\n", range),
            Event::Rule => {
                self.end_passage(Kind::Paragraph);
                self.begin_passage(range.start);
                let text = self.source[range.clone()].trim_end().to_owned();
                let end = range.start + text.len();
                self.push(&text, range.start..end);
                self.end_passage(Kind::Rule);
            }
            Event::TaskListMarker(checked) => {
                if self.open.last().is_some_and(|open| open.kept)
                    && let Some(Container::Item { checked: state, .. }) = self.containers.last_mut()
                {
                    *state = Some(checked);
                }
            }
            // Not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, loose: bool) {
        if let Some(kind) = mark_kind(&tag) {
            return self.start_mark(kind, range.start);
        }
        self.end_passage(Kind::Paragraph);
        let id = self.next_id;
        self.next_id += 1;
        let container = match tag {
            Tag::BlockQuote(kind) => Container::Quote { id, alert: kind.map(alert) },
            Tag::List(start) => Container::List { id, start, tight: !loose },
            Tag::Item => Container::Item { id, checked: None },
            Tag::FootnoteDefinition(label) => Container::Footnote { id, label: label.to_string() },
            Tag::Table(columns) => Container::Table { id, columns: columns.into_iter().map(align).collect() },
            Tag::TableHead => Container::Row { id, head: true },
            Tag::TableRow => Container::Row { id, head: false },
            Tag::TableCell => Container::Cell { id },
            Tag::DefinitionList => Container::Definitions { id },
            Tag::DefinitionListDefinition => Container::Definition { id },
            Tag::CodeBlock(kind) => {
                self.info = Some(match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                });
                return self.begin_passage(range.start);
            }
            // What is left is a block of text.
            _ => return self.begin_passage(range.start),
        };
        let kept = self.containers.len() < DEEPEST;
        self.open.push(Open { passages: self.draft.passages().len(), kept });
        self.draft.note_nesting(self.open.len());
        if kept {
            self.containers.push(container);
        } else {
            self.draft.note_flattened(range.start);
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_passage(Kind::Paragraph),
            TagEnd::Heading(level) => self.end_passage(Kind::Heading(level as u8)),
            TagEnd::HtmlBlock => self.end_passage(Kind::Html),
            TagEnd::DefinitionListTitle => self.end_passage(Kind::Term),
            TagEnd::CodeBlock => {
                let info = self.info.take().unwrap_or_default();
                self.end_passage(Kind::Code { info });
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.end_mark(range),
            TagEnd::MetadataBlock(_) => {}
            TagEnd::TableRow => {
                self.end_container(range);
                self.note_cells_too_many(range);
            }
            TagEnd::TableCell => {
                self.end_container(range);
                self.source_end = self.source_end.max(range.end);
            }
            _ => self.end_container(range),
        }
    }

    fn end_container(&mut self, range: &Range<usize>) {
        self.end_passage(Kind::Paragraph);
        let Some(open) = self.open.pop() else { return };
        if !open.kept {
            return;
        }
        if self.draft.passages().len() == open.passages {
            self.begin_passage(range.start);
            self.end_passage(Kind::Paragraph);
        }
        self.containers.pop();
    }

    /// Notes what a row has behind the last of its cells.
    fn note_cells_too_many(&mut self, row: &Range<usize>) {
        let start = self.source_end.max(row.start);
        let Some(rest) = self.source.get(start..row.end) else { return };
        let edge = |c: char| c == '|' || c.is_whitespace();
        let words = rest.trim_matches(edge);
        if !words.is_empty() {
            let start = start + (rest.len() - rest.trim_start_matches(edge).len());
            self.draft.note_omitted(start..start + words.len());
        }
    }

    fn start_mark(&mut self, kind: MarkKind, source: usize) {
        self.begin_passage(source);
        let at = self.draft.text().len();
        self.open_marks.push(self.marks.len());
        self.marks.push(Mark { range: at..at, kind });
    }

    fn end_mark(&mut self, range: &Range<usize>) {
        let Some(index) = self.open_marks.pop() else { return };
        if self.marks[index].range.start == self.draft.text().len() {
            self.draft.push_derived(OBJECT, range.clone());
        }
        self.marks[index].range.end = self.draft.text().len();
        self.source_end = self.source_end.max(range.end);
    }

    /// Begins a passage unless one is being read, with a gap before it.
    fn begin_passage(&mut self, source: usize) {
        if self.passage.is_some() {
            return;
        }
        if !self.draft.passages().is_empty() {
            let end = source.max(self.source_end);
            self.draft.push_derived("\n\n", self.source_end..end);
        }
        self.passage = Some(self.draft.text().len());
    }

    fn end_passage(&mut self, kind: Kind) {
        let Some(start) = self.passage.take() else { return };
        let (mut start, mut end) = (start, self.draft.text().len());
        if kind == Kind::Html {
            let html = self.draft.text()[start..].trim_end_matches('\n');
            end = start + html.len();
            start = end - html.trim_start_matches([' ', '\t']).len();
        }
        self.draft.add_passage(start..end, kind, self.containers.clone());
    }

    /// Text under one mark that holds nothing but text.
    fn leaf(&mut self, kind: MarkKind, text: &str, range: Range<usize>) {
        self.begin_passage(range.start);
        let at = self.draft.text().len();
        let source = match kind {
            // The content stands between delimiters.
            MarkKind::Code | MarkKind::FootnoteReference => self.source[range.clone()]
                .find(text)
                .map(|found| range.start + found..range.start + found + text.len())
                .unwrap_or(range.clone()),
            _ => range.clone(),
        };
        self.push(text, source);
        self.source_end = self.source_end.max(range.end);
        self.marks.push(Mark { range: at..self.draft.text().len(), kind });
    }

    /// Running text: what follows a backslash stands for both, and a line end that is written as a reference is a space.
    fn push_text(&mut self, text: &str, range: Range<usize>) {
        let escaped = range.start > self.source_end && self.source.as_bytes()[range.start - 1] == b'\\';
        let verbatim = self.source.get(range.clone()) == Some(text);
        match text.chars().next() {
            Some(first) if escaped && verbatim => {
                let split = first.len_utf8();
                let middle = range.start + split;
                self.draft.push_derived(&text[..split], range.start - 1..middle);
                self.push(&text[split..], middle..range.end);
            }
            _ if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() => self.push(text, range),
            _ => self.push(&text.replace(['\n', '\r'], " "), range),
        }
    }

    /// Lines of code or raw HTML, their ends made line feeds.
    fn push_lines(&mut self, text: &str, range: Range<usize>) {
        self.begin_passage(range.start);
        if self.source.get(range.clone()) != Some(text) {
            self.push(&text.replace("\r\n", "\n").replace('\r', "\n"), range);
            return;
        }
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            match line.strip_suffix("\r\n") {
                Some(body) => {
                    self.push(body, at..at + body.len());
                    self.push("\n", at + body.len()..end);
                }
                None => self.push(line, at..end),
            }
            at = end;
        }
    }

    /// Text, verbatim where the source has it so.
    fn push(&mut self, text: &str, source: Range<usize>) {
        self.source_end = self.source_end.max(source.end);
        if self.source.get(source.clone()) == Some(text) {
            self.draft.push_verbatim(text, source);
        } else {
            self.draft.push_derived(text, source);
        }
    }
}

fn mark_kind(tag: &Tag<'_>) -> Option<MarkKind> {
    Some(match tag {
        Tag::Emphasis => MarkKind::Emphasis,
        Tag::Strong => MarkKind::Strong,
        Tag::Strikethrough => MarkKind::Strike,
        Tag::Superscript => MarkKind::Superscript,
        Tag::Subscript => MarkKind::Subscript,
        Tag::Link { link_type, dest_url, title, .. } => {
            let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
            MarkKind::Link { to: format!("{scheme}{dest_url}"), title: title.to_string() }
        }
        Tag::Image { dest_url, title, .. } => {
            MarkKind::Image { source: dest_url.to_string(), title: title.to_string() }
        }
        _ => return None,
    })
}

fn alert(kind: BlockQuoteKind) -> String {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
    .to_owned()
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads, and holds the draft to what always holds.
    #[track_caller]
    fn check(source: &str) -> Draft {
        let draft = read(source);
        let mut end = None;
        for passage in draft.passages() {
            assert!(end.is_none_or(|end| end < passage.range.start), "passages touch: {:?}", draft.passages());
            end = Some(passage.range.end);
        }
        for (at, character) in draft.text().char_indices() {
            let range = at..at + character.len_utf8();
            let origin = draft.source_of(&range);
            assert!(origin.end <= source.len() && source.get(origin.clone()).is_some(), "{range:?} is from {origin:?}");
            // A letter of the text stands in its source, or a reference does.
            let stands = source[origin.clone()].contains(character) || source[origin].contains('&');
            assert!(!character.is_alphanumeric() || stands, "{character:?} at {at} has no source");
        }
        draft
    }

    fn passages(draft: &Draft) -> Vec<(&str, Kind)> {
        draft.passages().iter().map(|one| (&draft.text()[one.range.clone()], one.kind.clone())).collect()
    }

    fn marks(draft: &Draft) -> Vec<(&str, MarkKind)> {
        draft.marks().iter().map(|mark| (&draft.text()[mark.range.clone()], mark.kind.clone())).collect()
    }

    #[test]
    fn blocks_become_passages_parted_by_a_blank_line() {
        let draft =
            check("Tide tables\n===\n\nHigh water\nat noon.\n\n```sh\nls\n\nls\n```\n* * *\n<div>\nraw\n</div>\n");
        assert_eq!(draft.text(), "Tide tables\n\nHigh water\nat noon.\n\nls\n\nls\n\n\n* * *\n\n<div>\nraw\n</div>\n");
        let expected = [
            ("Tide tables", Kind::Heading(1)),
            ("High water\nat noon.", Kind::Paragraph),
            ("ls\n\nls\n", Kind::Code { info: "sh".into() }),
            ("* * *", Kind::Rule),
            ("<div>\nraw\n</div>", Kind::Html),
        ];
        assert_eq!(passages(&draft), expected);
    }

    #[test]
    fn references_and_escapes_stand_for_what_wrote_them() {
        let source = "Fish &amp; chips \\*now\\*";
        let draft = check(source);
        assert_eq!(draft.text(), "Fish & chips *now*");
        assert_eq!(&source[draft.source_of(&(5..6))], "&amp;");
        assert_eq!(&source[draft.source_of(&(13..14))], "\\*");
        assert_eq!(&source[draft.source_of(&(14..18))], "now\\*");
    }

    #[test]
    fn a_line_end_written_as_a_reference_is_a_space() {
        assert_eq!(check("one&#10;&#10;two").text(), "one  two");
    }

    #[test]
    fn marks_lie_over_the_text_without_its_signs() {
        let draft = check("*so **far*** and `x` [here](/to \"T\")  \nend<b>[^n]\n\n[^n]: Note.\n");
        assert_eq!(draft.text(), "so far and x here\nend<b>n\n\nNote.");
        let expected = [
            ("so far", MarkKind::Emphasis),
            ("far", MarkKind::Strong),
            ("x", MarkKind::Code),
            ("here", MarkKind::Link { to: "/to".into(), title: "T".into() }),
            ("\n", MarkKind::Break),
            ("<b>", MarkKind::Html),
            ("n", MarkKind::FootnoteReference),
        ];
        assert_eq!(marks(&draft), expected);
    }

    #[test]
    fn scripts_are_marks_where_their_tags_pair() {
        let draft = check("H<sub>2</sub>O, x<sup>*n*</sup>, *a<sub>b*c</sub>, <sup>d");
        assert_eq!(draft.text(), "H2O, xn, a<sub>bc</sub>, <sup>d");
        let kinds: Vec<MarkKind> = draft.marks().iter().map(|mark| mark.kind.clone()).collect();
        let (emphasis, html) = (MarkKind::Emphasis, MarkKind::Html);
        let scripts = [MarkKind::Subscript, MarkKind::Superscript];
        let others = [emphasis.clone(), emphasis, html.clone(), html.clone(), html];
        assert_eq!(kinds, [&scripts[..], &others[..]].concat());
    }

    #[test]
    fn links_are_those_of_the_source() {
        let draft = check("<a@b.org> www.b.org https://b.org [r]\n\n[r]: /r\n");
        let link = |to: &str| MarkKind::Link { to: to.into(), title: String::new() };
        assert_eq!(marks(&draft), [("a@b.org", link("mailto:a@b.org")), ("r", link("/r"))]);
    }

    #[test]
    fn what_has_no_text_covers_a_stand_in() {
        assert_eq!(check("![](a.png)[](b)").text(), "\u{fffc}\u{fffc}");
    }

    #[test]
    fn empty_items_and_cells_hold_an_empty_passage() {
        let draft = check("- one\n-\n- [x] two\n\n>\n\n|a|b|\n|-|-|\n|c||\n");
        let texts: Vec<_> = passages(&draft).into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["one", "", "two", "", "a", "b", "c", ""]);
        assert!(
            draft.passages()[2]
                .containers
                .iter()
                .any(|container| { matches!(container, Container::Item { checked: Some(true), .. }) })
        );
    }

    #[test]
    fn a_list_is_loose_where_its_items_hold_paragraphs() {
        let tight = |source: &str| match check(source).passages()[0].containers[0] {
            Container::List { tight, .. } => tight,
            _ => panic!("no list"),
        };
        assert!(tight("1. a\n2. b\n"));
        assert!(!tight("1. a\n\n2. b\n"));
        assert!(tight("1. a\n   > b\n"));
    }

    #[test]
    fn front_matter_is_kept_byte_for_byte() {
        let draft = check("---\ntitle:  \"Tides\"\nodd: [1,2]\n---\n\n# Tides\n");
        assert_eq!(draft.front_matter(), Some("---\ntitle:  \"Tides\"\nodd: [1,2]\n---"));
        assert_eq!(draft.text(), "Tides");
        assert_eq!(draft.source_of(&(0..5)), 38..43);
        assert_eq!(check("+++\ntitle = 1\n+++\nx").front_matter(), Some("+++\ntitle = 1\n+++"));
    }

    #[test]
    fn a_rule_at_the_start_is_no_front_matter() {
        for source in ["---\nFoo\n---\nBar\n", "---\n\nA: b\n\n---\n", "---\nA: b\n", "---\nHe said: go\n---\n"] {
            assert_eq!(check(source).front_matter(), None, "{source}");
        }
    }

    #[test]
    fn a_definition_needs_a_space_behind_its_colon() {
        assert!(matches!(check("Ebb\n: Falling water.\n").passages()[0].kind, Kind::Term));
        assert_eq!(check("Well\n:D and so on\n").text(), "Well\n:D and so on");
    }

    #[test]
    fn windows_line_ends_become_line_feeds() {
        assert_eq!(check("a\r\nb\r\n\r\n    c\r\n    d\r\n").text(), "a\nb\n\nc\nd\n");
    }

    #[test]
    fn cells_past_the_last_column_are_noted() {
        let omitted = |source: &str| -> Vec<String> {
            let draft = check(source);
            draft.omitted().iter().map(|range| source[range.clone()].to_owned()).collect()
        };
        let head = "|Sea|Low|\n|-|-|\n";
        assert_eq!(
            omitted(&format!("{head}|neap|flow|*spring* \\| tide | mean |\n|a|b|\n")),
            ["*spring* \\| tide | mean"]
        );
        assert_eq!(omitted(&format!("{head}neap | flow | spring\na | `b` | c\n\nEbb.\n")), ["spring", "c"]);
        assert_eq!(
            omitted(&format!("> {}> |neap| |spring|\n", head.replace('\n', "\n> ").trim_end_matches("> "))),
            ["spring"]
        );
        assert!(omitted(&format!("{head}|neap|\n|a|b|\n| a | [b](/c) |\n| a | \\| | \n|a|b| | |\n||\n")).is_empty());
    }

    #[test]
    fn deep_nesting_is_cut_and_its_text_kept() {
        let source = format!("{}deep\n", "> ".repeat(10_000));
        let draft = check(&source);
        assert_eq!(draft.text(), "deep");
        assert_eq!(draft.passages()[0].containers.len(), DEEPEST);
        assert_eq!(draft.flattened(), Some(2 * DEEPEST));
    }
}
