//! The Markdown writer.

use super::fill::{fill, width};
use super::front_matter::front_matter;
use super::inline::{self, Manner, Place};
use super::normal;
use crate::document::{Block, Definition, Document, Image, Inline, Item, Meta};
use crate::draft::Align;

/// Which Markdown is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavour {
    /// CommonMark with the extensions of GFM: tables, task lists, strikethrough, footnotes, alerts.
    #[default]
    Gfm,
    /// CommonMark 0.31.2; what it has no form for is written as HTML or as the text it is.
    CommonMark,
}

/// How Markdown is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkdownOptions {
    /// Put what is known about the article before it, as YAML.
    pub front_matter: bool,
    /// Break lines at this many columns; nothing leaves the lines as they are.
    pub wrap: Option<usize>,
    /// Which Markdown.
    pub flavour: Flavour,
}

impl Default for MarkdownOptions {
    fn default() -> Self {
        Self { front_matter: true, wrap: None, flavour: Flavour::Gfm }
    }
}

/// How a block is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// Which way of choosing delimiters is taken, below [`inline::CHOICES`].
    pub choice: u8,
    /// Escape all that could ever act.
    pub escape_all: bool,
}

/// The blocks as they are written, without reading them back; `care` has an entry for each of them.
pub fn write(meta: &Meta, blocks: &[Block], options: &MarkdownOptions, care: &[Care]) -> String {
    let mut out = String::new();
    if options.front_matter {
        out.push_str(&front_matter(meta));
    }
    let mut writer = Writer::new(*options);
    for (index, block) in blocks.iter().enumerate() {
        writer.care = care.get(index).copied().unwrap_or_default();
        writer.next(block, index.checked_sub(1).map(|before| &blocks[before]), false);
    }
    if !out.is_empty() && !writer.out.is_empty() {
        out.push('\n');
    }
    out.push_str(&writer.out);
    out
}

/// The blocks of the document as Markdown can hold them: figures become paragraphs, lists are tight where they can be.
pub fn lowered(document: &Document) -> Vec<Block> {
    lower(normal::blocks(&document.blocks))
}

fn lower(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Figure { image, caption, credit } => lower_figure(image, caption, credit, &mut out),
            Block::Quote { alert, blocks } => out.push(Block::Quote { alert, blocks: lower(blocks) }),
            Block::Footnote { label, blocks } => out.push(Block::Footnote { label, blocks: lower(blocks) }),
            Block::List { start, tight, items } => {
                let items: Vec<Item> = items
                    .into_iter()
                    .map(|item| lower_box(Item { checked: item.checked, blocks: lower(item.blocks) }))
                    .collect();
                let tight = list_is_tight(tight, &items);
                out.push(Block::List { start: start.map(|start| start.min(LAST_NUMBER)), tight, items });
            }
            Block::Definitions(definitions) => out.push(Block::Definitions(
                definitions
                    .into_iter()
                    .map(|one| Definition {
                        term: one.term,
                        definitions: one.definitions.into_iter().map(lower).collect(),
                    })
                    .collect(),
            )),
            Block::Paragraph { content, .. } => {
                out.push(Block::Paragraph { role: crate::document::Role::Body, content });
            }
            other => out.push(other),
        }
    }
    out
}

/// The item with its box as a sign, where what follows the box can't be told from a line of text behind it.
fn lower_box(mut item: Item) -> Item {
    let line = Block::Paragraph { role: crate::document::Role::Body, content: Vec::new() };
    let runs_on = item.blocks.first().is_some_and(|first| {
        !matches!(first, Block::Paragraph { .. } | Block::Table { .. }) && !can_meet(&line, first)
    });
    if let Some(checked) = item.checked.filter(|_| runs_on) {
        let sign = if checked { "☒" } else { "☐" };
        let content = vec![Inline::Text(sign.to_owned())];
        item.checked = None;
        item.blocks.insert(0, Block::Paragraph { role: crate::document::Role::Body, content });
    }
    item
}

/// The highest number a list item may have.
const LAST_NUMBER: u64 = 999_999_999;

fn lower_figure(image: Option<Image>, caption: Vec<Inline>, credit: Vec<Inline>, out: &mut Vec<Block>) {
    let role = crate::document::Role::Body;
    if let Some(Image { source, title, alt }) = image {
        let image = Inline::Image { source, title, alt: vec![Inline::Text(alt)] };
        out.push(Block::Paragraph { role, content: normal::inlines(&[image]) });
    }
    let mut content = caption;
    if !content.is_empty() && !credit.is_empty() {
        content.push(Inline::Text(" ".to_owned()));
    }
    content.extend(credit);
    let content = normal::inlines(&content);
    if !content.is_empty() {
        out.push(Block::Paragraph { role, content });
    }
}

/// Whether the list will be tight: it must be meant to and able to; a list of one block has no other form.
fn list_is_tight(tight: bool, items: &[Item]) -> bool {
    let meets = items
        .iter()
        .all(|item| item.blocks.iter().zip(item.blocks.iter().skip(1)).all(|(one, two)| can_meet(one, two)));
    meets && (tight || !items_show_gaps(items))
}

/// Whether every parser sees that blank lines part what the items hold.
fn items_show_gaps(items: &[Item]) -> bool {
    let Some((last, others)) = items.split_last() else { return false };
    let inside = |item: &Item| item.blocks.iter().rev().skip(1).any(shows_gap);
    inside(last) || others.iter().any(|item| inside(item) || item.blocks.last().is_some_and(shows_gap))
}

/// Whether every parser counts a blank line behind the block: some see none where the block can't go on in any case.
fn shows_gap(block: &Block) -> bool {
    match block {
        Block::Heading { .. } | Block::Quote { .. } | Block::Rule(_) => false,
        Block::List { items, .. } => items.last().and_then(|item| item.blocks.last()).is_some_and(shows_gap),
        _ => true,
    }
}

/// Whether the second block can follow the first without a blank line.
fn can_meet(one: &Block, two: &Block) -> bool {
    let interrupts = match two {
        Block::Heading { level, content } => *level > 2 || !has_line_ends(content),
        Block::Quote { .. } | Block::Code { .. } | Block::Rule(_) => true,
        Block::List { start, items, .. } => {
            start.is_none_or(|start| start == 1) && items.first().is_some_and(|item| !item.blocks.is_empty())
        }
        Block::Html(html) => html_interrupts(html),
        _ => false,
    };
    match one {
        Block::Heading { .. } | Block::Code { .. } | Block::Rule(_) => !matches!(two, Block::Table { .. }),
        Block::Paragraph { .. } | Block::List { .. } => interrupts,
        Block::Quote { .. } => interrupts && !matches!(two, Block::Quote { .. }),
        Block::Html(html) => html_ends_itself(html),
        _ => false,
    }
}

fn has_line_ends(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::SoftBreak | Inline::Break => true,
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strike(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner)
        | Inline::Link { content: inner, .. }
        | Inline::Image { alt: inner, .. } => has_line_ends(inner),
        Inline::Html(html) => html.contains('\n'),
        _ => false,
    })
}

/// Whether raw HTML begins a block of its own behind a line of text.
fn html_interrupts(html: &str) -> bool {
    let html = html.trim_start_matches(' ');
    if html.starts_with("<!") || html.starts_with("<?") {
        return true;
    }
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len());
    BLOCK_TAGS.binary_search(&name[..end].to_ascii_lowercase().as_str()).is_ok()
}

/// The tags that begin a block of raw HTML behind a line of text, as CommonMark 0.31.2 lists them.
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "pre",
    "script",
    "search",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

/// Whether a block of raw HTML ends with its own last line, without a blank one.
fn html_ends_itself(html: &str) -> bool {
    html.starts_with("<!--") && html.ends_with("-->")
        || html.starts_with("<?") && html.ends_with("?>")
        || ["</script>", "</pre>", "</style>", "</textarea>"].iter().any(|end| html.ends_with(end))
}

/// Whether Markdown takes a line for a thematic break.
pub fn is_thematic_break(line: &str) -> bool {
    let mut marks = line.bytes().filter(|byte| !b" \t".contains(byte));
    let Some(mark) = marks.next().filter(|mark| b"*-_".contains(mark)) else { return false };
    line.as_bytes()[0] == mark && marks.clone().all(|other| other == mark) && marks.count() >= 2
}

struct Writer {
    out: String,
    /// What stands before each line of the block at hand.
    prefix: String,
    /// What stands before its first line instead.
    lead: Option<String>,
    options: MarkdownOptions,
    care: Care,
    /// The marker of the list that was written last, to be told from the next.
    last_marker: char,
}

impl Writer {
    fn new(options: MarkdownOptions) -> Self {
        Self { out: String::new(), prefix: String::new(), lead: None, options, care: Care::default(), last_marker: ' ' }
    }

    fn line(&mut self, text: &str) {
        let start = self.lead.take();
        let start = start.as_deref().unwrap_or(&self.prefix);
        self.out.push_str(if text.is_empty() { start.trim_end() } else { start });
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }

    fn next(&mut self, block: &Block, before: Option<&Block>, tight: bool) {
        if before.is_some() && !tight {
            self.line("");
        }
        // Lists that follow each other are told apart by their markers.
        let same = matches!(
            (before, block),
            (Some(Block::List { start: one, .. }), Block::List { start: two, .. }) if one.is_some() == two.is_some()
        );
        let avoid = same.then_some(self.last_marker);
        self.block(block, before.is_none(), tight, avoid);
    }

    fn blocks(&mut self, blocks: &[Block], tight: bool) {
        for (index, block) in blocks.iter().enumerate() {
            self.next(block, index.checked_sub(1).map(|before| &blocks[before]), tight);
        }
        if blocks.is_empty() {
            self.line("");
        }
    }

    fn block(&mut self, block: &Block, first: bool, tight: bool, avoid: Option<char>) {
        match block {
            Block::Heading { level, content } => self.heading(*level, content),
            Block::Paragraph { content, .. } => self.paragraph(content, ""),
            Block::Quote { alert, blocks } => self.quote(alert.as_deref(), blocks),
            Block::List { start, tight, items } => self.list(*start, *tight, items, avoid),
            Block::Table { columns, head, rows } => self.table(columns, head, rows),
            Block::Code { info, text } => self.code(info, text),
            Block::Rule(text) => {
                let at_top = first && self.prefix.is_empty();
                // Three dashes at the top would be front matter; below a line of text they would make it a heading.
                let dashes_act = tight || at_top;
                self.line(match &self.lead {
                    Some(_) => "___",
                    None if is_thematic_break(text) && !(dashes_act && text.starts_with('-')) => text,
                    None if dashes_act => "***",
                    None => "---",
                });
            }
            Block::Footnote { label, blocks } => {
                let lead = format!("[^{label}]: ");
                self.contained(&lead, "    ", |writer| writer.blocks(blocks, false));
            }
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Html(html) => self.lines(html),
            Block::Figure { .. } => {}
        }
    }

    /// Writes what lies in a container: `first` stands before its first line, `rest` before the others.
    fn contained(&mut self, first: &str, rest: &str, write: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        let lead = self.lead.take().unwrap_or_else(|| self.prefix.clone());
        self.lead = Some(lead + first);
        self.prefix.push_str(rest);
        write(self);
        self.lead = None;
        self.prefix.truncate(length);
    }

    fn manner(&self, place: Place) -> Manner {
        Manner {
            place,
            extensions: self.options.flavour == Flavour::Gfm,
            careful: self.care.escape_all,
            choice: self.care.choice,
            wraps: self.options.wrap.is_some() && place == Place::Paragraph,
        }
    }

    fn paragraph(&mut self, content: &[Inline], before: &str) {
        let written = inline::write(content, self.manner(Place::Paragraph));
        let mut text = written.text;
        if let Some(columns) = self.options.wrap {
            text = fill(&text, &written.breaks, columns.saturating_sub(width(&self.prefix)).max(1));
        }
        if !before.is_empty() {
            text.insert_str(0, before);
        }
        self.lines(&text);
    }

    fn heading(&mut self, level: u8, content: &[Inline]) {
        if level <= 2 && has_line_ends(content) {
            let manner = Manner { wraps: false, ..self.manner(Place::Paragraph) };
            let text = inline::write(content, manner).text;
            self.lines(&text);
            return self.line(if level == 1 { "===" } else { "---" });
        }
        let mut line = "#".repeat(usize::from(level));
        let text = inline::write(content, self.manner(Place::Heading)).text;
        if !text.is_empty() {
            line.push(' ');
            line.push_str(&text);
        }
        self.line(&line);
    }

    fn quote(&mut self, alert: Option<&str>, blocks: &[Block]) {
        self.contained("> ", "> ", |writer| {
            if let Some(alert) = alert {
                writer.line(&format!("[!{}]", alert.to_uppercase()));
                match blocks.first() {
                    None => return,
                    Some(Block::Paragraph { .. }) => {}
                    // Not every block may follow the mark of an alert as it may follow a line of text.
                    Some(_) => writer.line(""),
                }
            }
            writer.blocks(blocks, false);
        });
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[Item], avoid: Option<char>) {
        // A list that opens its item's line has another marker than the item, lest the markers make a rule.
        let opens = self.lead.as_deref().and_then(|lead| lead.trim_end().chars().next_back());
        let avoided = |marker: char| avoid == Some(marker) || opens == Some(marker);
        let markers: &[char] = if start.is_some() { &['.', ')'] } else { &['-', '*', '+'] };
        let marker = markers.iter().copied().find(|marker| !avoided(*marker)).unwrap_or(markers[0]);
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.line("");
            }
            let bullet = match start {
                Some(start) => format!("{}{marker} ", start.saturating_add(index as u64).min(LAST_NUMBER)),
                None => format!("{marker} "),
            };
            let rest = " ".repeat(bullet.len());
            self.contained(&bullet, &rest, |writer| writer.item(item, tight));
        }
        self.last_marker = marker;
    }

    fn item(&mut self, item: &Item, tight: bool) {
        let Some(checked) = item.checked else {
            return self.blocks(&item.blocks, tight);
        };
        let mark = if checked { "[x] " } else { "[ ] " };
        match item.blocks.first() {
            Some(Block::Paragraph { content, .. }) => self.paragraph(content, mark),
            first => {
                // The box stands alone, and what follows it must not be parted from it.
                self.line(mark.trim_end());
                if let Some(first) = first {
                    self.next(first, None, true);
                }
            }
        }
        for pair in item.blocks.windows(2) {
            self.next(&pair[1], Some(&pair[0]), tight);
        }
    }

    fn code(&mut self, info: &str, text: &str) {
        let mark = if info.contains('`') { '~' } else { '`' };
        let longest = text
            .lines()
            .map(|line| line.trim_start().chars().take_while(|&character| character == mark).count())
            .max()
            .unwrap_or(0);
        let fence = mark.to_string().repeat(longest.max(2) + 1);
        let info = super::escape::info(info);
        self.line(&format!("{fence}{info}"));
        for line in text.strip_suffix('\n').map(|text| text.split('\n')).into_iter().flatten() {
            self.line(line);
        }
        self.line(&fence);
    }

    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.row(head);
        let rules: Vec<&str> = columns
            .iter()
            .map(|align| match align {
                Align::None => "---",
                Align::Left => ":--",
                Align::Center => ":-:",
                Align::Right => "--:",
            })
            .collect();
        self.line(&format!("| {} |", rules.join(" | ")));
        for row in rows {
            self.row(row);
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        let mut line = String::from("|");
        for cell in cells {
            let text = inline::write(cell, self.manner(Place::Cell)).text;
            line.push(' ');
            line.push_str(&text);
            line.push_str(if text.is_empty() { "|" } else { " |" });
        }
        self.line(&line);
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        for (index, definition) in definitions.iter().enumerate() {
            if index > 0 {
                self.line("");
            }
            let manner = Manner { wraps: false, ..self.manner(Place::Paragraph) };
            let term = inline::write(&definition.term, manner).text;
            self.lines(&term);
            for blocks in &definition.definitions {
                self.contained(":   ", "    ", |writer| writer.blocks(blocks, false));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{agree, markdown, sample};
    use super::*;
    use crate::document::Role;

    const ARTICLE: &str = "\
---
title: Harbour bridge reopens
kicker: TRANSPORT
standfirst: \"Two years late: the crossing is back.\"
authors:
  - Ada Holm
  - Li Wen
published: \"19 June 2023\"
date: 2023-06-19
language: en-GB
---

TRANSPORT

# Harbour bridge reopens

Two years late: the crossing is back.

By Ada Holm and Li Wen

19 June 2023

![The bridge at dawn](bridge.jpg)

The bridge. © Holm/Agency

It cost £3m, says [the plan](https://example.org/plan) – see [^a]

## What changed

- New cables
- Wider lanes

> “It holds,” she said.

| Year | Cost |
| --- | --: |
| 2021 | 1.2 |
| 2022 | 1.8 |

[^a]: Prices of 2023.

© Harbour Post
";

    #[test]
    fn writes_an_article() {
        assert_eq!(markdown(&sample::article(), &MarkdownOptions::default()), ARTICLE);
        assert_eq!(agree(&sample::article()), Ok(()));
    }

    #[track_caller]
    fn check(content: Vec<Inline>, expected: &str) {
        let document = sample::document(vec![Block::Paragraph { role: Role::Body, content }]);
        let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
        assert_eq!(markdown(&document, &options).trim_end(), expected);
    }

    #[test]
    fn escapes_only_what_acts() {
        for prose in [
            "It was 2*3, or f(x) = x_1 + y_2; AT&T paid $5 [sic] & left <soon>-ish!",
            "He said: \"Read #4, item 1. of the list\" – it's 10 > 9, a~b, C:\\dir.",
            "* is a star",
        ] {
            let escaped = if prose.starts_with('*') { format!("\\{prose}") } else { prose.replace('<', "\\<") };
            check(sample::text(prose), &escaped);
        }
        check(sample::text("1. May was cold."), "1\\. May was cold.");
        check(sample::text("#1 is here"), "#1 is here");
        check(sample::text("[a](b) but [a] (b)"), "[a\\](b) but [a] (b)");
        check(sample::text("`a` but not `"), "\\`a\\` but not \\`");
        check(sample::text("`tis the season"), "`tis the season");
    }

    #[test]
    fn keeps_emphasis_at_every_edge() {
        let strong = |words: &str| Inline::Strong(sample::text(words));
        let emphasis = |words: &str| Inline::Emphasis(sample::text(words));
        check([vec![strong("Bold:")], sample::text("text")].concat(), "**Bold:**&#116;ext");
        check([vec![strong("bold ")], sample::text("text")].concat(), "**bold** text");
        check(vec![emphasis("one"), strong("two")], "*one*__two__");
        check(vec![Inline::Emphasis(vec![strong("both")])], "***both***");
        check(vec![Inline::Strong(vec![emphasis("both")])], "**_both_**");
    }

    #[test]
    fn wraps_where_nothing_can_act() {
        let text = "Nine of the 1. and the - sign and a face-to-face talk, 10\u{A0}% of it";
        let document = sample::document(vec![sample::paragraph(Role::Body, text)]);
        let options = MarkdownOptions { front_matter: false, wrap: Some(12), flavour: Flavour::Gfm };
        let expected = "Nine of\nthe 1. and\nthe - sign\nand a\nface-to-face\ntalk, 10\u{A0}%\nof it\n";
        assert_eq!(markdown(&document, &options), expected);
    }

    #[test]
    fn keeps_the_front_matter_of_the_source() {
        let mut document = sample::document(vec![sample::paragraph(Role::Body, "Text.")]);
        document.meta.front_matter = Some("title:   'As it was'\nown: [1,2]".to_owned());
        document.meta.title = Some("Another".to_owned());
        let text = markdown(&document, &MarkdownOptions::default());
        assert_eq!(text, "---\ntitle:   'As it was'\nown: [1,2]\n---\n\nText.\n");
    }

    #[test]
    fn tells_lists_apart_and_loose_from_tight() {
        let list = |tight| Block::List {
            start: None,
            tight,
            items: ["a", "b"]
                .map(|words| Item { checked: None, blocks: vec![sample::paragraph(Role::Body, words)] })
                .to_vec(),
        };
        let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
        let text = markdown(&sample::document(vec![list(true), list(false)]), &options);
        assert_eq!(text, "- a\n- b\n\n* a\n\n* b\n");
    }
}
