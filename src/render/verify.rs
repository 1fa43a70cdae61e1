//! Reads back the Markdown that was written, and compares, before anything is handed out.

use super::inline::CHOICES;
use super::markdown::{self, Care, Flavour, MarkdownOptions};
use super::normal;
use crate::document::{Block, Definition, Document, Inline, Item, Meta, Role};
use crate::draft::Align;
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Markdown that was read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The Markdown.
    pub text: String,
    /// What could not be written as it is in the document; empty unless something odd is in it.
    pub notes: Vec<Note>,
}

/// A block that could not be written as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its place among the blocks of the document, from 0.
    pub block: usize,
    /// What was done.
    pub what: Remedy,
}

/// What was done with a block that did not read back as what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Every character in it that could act was escaped; it says the same.
    Escaped,
    /// Emphasis in emphasis of the same kind was left out.
    Unnested,
    /// Its emphasis, links or nesting are not in the Markdown; its words are.
    AsText,
    /// It is written, and reads back as something else.
    Differs,
}

/// Writes the document as Markdown and reads it back; a block that differs is written another way: with other
/// delimiters, with all escaped, without emphasis in emphasis, and at last as the text it is.
pub fn markdown(document: &Document, options: &MarkdownOptions) -> Verified {
    let mut blocks = markdown::lowered(document);
    let mut care = vec![Care::default(); blocks.len()];
    let text = markdown::write(&document.meta, &blocks, options, &care);
    let different = differing(&blocks, &text, options);
    if different.is_empty() {
        return Verified { text, notes: Vec::new() };
    }
    let mut notes = Vec::new();
    for block in different {
        let (written, other, what) = remedied(&blocks[block], options);
        blocks[block] = written;
        care[block] = other;
        notes.extend(what.map(|what| Note { block, what }));
    }
    let text = markdown::write(&document.meta, &blocks, options, &care);
    for block in differing(&blocks, &text, options) {
        notes.retain(|note| note.block != block);
        notes.push(Note { block, what: Remedy::Differs });
    }
    notes.sort_by_key(|note| note.block);
    Verified { text, notes }
}

/// How much text is written and read, at the most, to find the delimiters of one block.
const TRIED_BYTES: usize = 2_000_000;

/// The first way to write the block that reads back, and what had to be done for it.
fn remedied(block: &Block, options: &MarkdownOptions) -> (Block, Care, Option<Remedy>) {
    // The work stays in proportion to the text: a long block gets fewer trials.
    let trials = u8::try_from(TRIED_BYTES / (normal::block_text(block).len() + 1)).unwrap_or(CHOICES).clamp(1, CHOICES);
    for choice in 0..trials {
        let care = Care { choice, escape_all: false };
        if reads_back(block, options, care) {
            return (block.clone(), care, None);
        }
    }
    let care = Care { choice: 0, escape_all: true };
    if reads_back(block, options, care) {
        return (block.clone(), care, Some(Remedy::Escaped));
    }
    let unnested = unnested(block);
    for choice in 0..trials {
        let care = Care { choice, escape_all: false };
        if reads_back(&unnested, options, care) {
            return (unnested, care, Some(Remedy::Unnested));
        }
    }
    if says_the_same(block, options) {
        return (block.clone(), Care::default(), None);
    }
    (as_text(block), care, Some(Remedy::AsText))
}

/// Whether a block that reads back as another holds the same words still: a list that is tight where it should not be.
fn says_the_same(block: &Block, options: &MarkdownOptions) -> bool {
    let blocks = [comparable(block, true)];
    let options = MarkdownOptions { front_matter: false, ..*options };
    let text = markdown::write(&Meta::default(), &blocks, &options, &[]);
    let words = |blocks: &[Block]| {
        let text: Vec<String> = blocks.iter().map(|block| normal::block_text(&comparable(block, true))).collect();
        text.join("\n").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    matches!(block, Block::List { .. } | Block::Quote { .. })
        && words(&read_back(&text, options.flavour, false)) == words(&blocks)
}

/// Whether the block reads back where it stands alone, with the footnotes it refers to.
fn reads_back(block: &Block, options: &MarkdownOptions, care: Care) -> bool {
    let mut labels: Vec<String> = Vec::new();
    normal::each_inline(std::slice::from_ref(block), &mut |inline| {
        if let Inline::FootnoteReference(label) = inline
            && !labels.contains(label)
        {
            labels.push(label.clone());
        }
    });
    let mut blocks = vec![block.clone()];
    let note = || Block::Paragraph { role: Role::Body, content: vec![Inline::Text("Note.".to_owned())] };
    blocks.extend(labels.into_iter().map(|label| Block::Footnote { label, blocks: vec![note()] }));
    let options = MarkdownOptions { front_matter: false, ..*options };
    let text = markdown::write(&Meta::default(), &blocks, &options, &[care]);
    differing(&blocks, &text, &options).is_empty()
}

/// The block without emphasis in emphasis of the same kind.
fn unnested(block: &Block) -> Block {
    match block {
        Block::Heading { level, content } => Block::Heading { level: *level, content: normal::unnested(content) },
        Block::Paragraph { role, content } => Block::Paragraph { role: *role, content: normal::unnested(content) },
        other => other.clone(),
    }
}

/// The words of a block as a paragraph, a line for each line of it.
fn as_text(block: &Block) -> Block {
    let text = Inline::Text(normal::block_text(&shown(block)));
    let content = normal::inlines(&[text]);
    let content = normal::mapped(content, &|inline| match inline {
        Inline::SoftBreak => Inline::Break,
        other => other,
    });
    Block::Paragraph { role: Role::Body, content }
}

/// The block with the tags in it made text.
fn shown(block: &Block) -> Block {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => Block::Paragraph {
            role: Role::Body,
            content: normal::mapped(content.clone(), &|inline| match inline {
                Inline::Html(html) => Inline::Text(html),
                other => other,
            }),
        },
        other => other.clone(),
    }
}

/// The places of the blocks that do not read back as what they are.
fn differing(blocks: &[Block], text: &str, options: &MarkdownOptions) -> Vec<usize> {
    let wrapped = options.wrap.is_some();
    if reads_as(blocks, text, options) {
        return Vec::new();
    }
    let read = read_back(text, options.flavour, options.front_matter);
    let is_same = |(one, two): &(&Block, &Block)| says_same(one, two, wrapped);
    // What stands before the first difference and behind the last is right.
    let before = blocks.iter().zip(&read).take_while(is_same).count();
    let room = blocks.len().min(read.len()) - before;
    let after = blocks.iter().rev().zip(read.iter().rev()).take(room).take_while(is_same).count();
    let middle = before..(blocks.len() - after);
    if middle.is_empty() {
        // Something came to be between two blocks.
        return vec![before.saturating_sub(1).min(blocks.len().saturating_sub(1))];
    }
    if blocks.len() == read.len() {
        return middle.filter(|&index| !is_same(&(&blocks[index], &read[index]))).collect();
    }
    middle.collect()
}

/// Whether the text reads back as the blocks; two of them at a time are held, for a whole text may be large.
fn reads_as(blocks: &[Block], text: &str, options: &MarkdownOptions) -> bool {
    let wrapped = options.wrap.is_some();
    let (mut reader, mut paragraphs) = (reader(text, options.flavour, options.front_matter), false);
    let mut next = || reader.next_block(None, &mut paragraphs);
    blocks.iter().all(|block| next().is_some_and(|read| says_same(block, &read, wrapped))) && next().is_none()
}

/// Whether two blocks are the same but for the forms that Markdown has for one thing. Most are the same as they are, and
/// need not be brought into another form to see it.
fn says_same(one: &Block, two: &Block, wrapped: bool) -> bool {
    one == two || comparable(one, wrapped) == comparable(two, wrapped)
}

/// A block with all that Markdown has another form for brought into that form.
fn comparable(block: &Block, wrapped: bool) -> Block {
    let inlines = |content: &[Inline]| {
        let content = normal::inlines(&scripts_as_tags(content));
        if wrapped { normal::one_line_but_breaks(content) } else { content }
    };
    let blocks = |blocks: &[Block]| blocks.iter().map(|block| comparable(block, wrapped)).collect::<Vec<_>>();
    match block {
        Block::Heading { level, content } => Block::Heading { level: *level, content: inlines(content) },
        Block::Paragraph { content, .. } => Block::Paragraph { role: Role::Body, content: inlines(content) },
        Block::Quote { alert, blocks: inner } => Block::Quote { alert: alert.clone(), blocks: blocks(inner) },
        // Whether a list without paragraphs is tight is seen nowhere.
        Block::List { start, tight, items } => Block::List {
            start: *start,
            tight: *tight || !holds_paragraphs(items),
            items: items.iter().map(|item| Item { checked: item.checked, blocks: blocks(&item.blocks) }).collect(),
        },
        Block::Table { columns, head, rows } => Block::Table {
            columns: columns.clone(),
            head: head.iter().map(|cell| inlines(cell)).collect(),
            rows: rows.iter().map(|row| row.iter().map(|cell| inlines(cell)).collect()).collect(),
        },
        Block::Footnote { label, blocks: inner } => Block::Footnote { label: label.clone(), blocks: blocks(inner) },
        Block::Definitions(definitions) => Block::Definitions(
            definitions
                .iter()
                .map(|one| Definition {
                    term: inlines(&one.term),
                    definitions: one.definitions.iter().map(|inner| blocks(inner)).collect(),
                })
                .collect(),
        ),
        Block::Html(html) => Block::Html(html.trim_matches('\n').to_owned()),
        Block::Rule(_) => Block::Rule(String::new()),
        other => other.clone(),
    }
}

fn holds_paragraphs(items: &[Item]) -> bool {
    items.iter().flat_map(|item| &item.blocks).any(|block| matches!(block, Block::Paragraph { .. }))
}

/// Superscript and subscript as the tags that Markdown has for them.
fn scripts_as_tags(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        let (name, inner) = match inline {
            Inline::Superscript(inner) => ("sup", inner),
            Inline::Subscript(inner) => ("sub", inner),
            Inline::Emphasis(inner) => {
                out.push(Inline::Emphasis(scripts_as_tags(inner)));
                continue;
            }
            Inline::Strong(inner) => {
                out.push(Inline::Strong(scripts_as_tags(inner)));
                continue;
            }
            Inline::Strike(inner) => {
                out.push(Inline::Strike(scripts_as_tags(inner)));
                continue;
            }
            Inline::Link { to, title, content } => {
                out.push(Inline::Link { to: to.clone(), title: title.clone(), content: scripts_as_tags(content) });
                continue;
            }
            Inline::Image { source, title, alt } => {
                let alt = scripts_as_tags(alt);
                out.push(Inline::Image { source: source.clone(), title: title.clone(), alt });
                continue;
            }
            other => {
                out.push(other.clone());
                continue;
            }
        };
        out.push(Inline::Html(format!("<{name}>")));
        out.extend(scripts_as_tags(inner));
        out.push(Inline::Html(format!("</{name}>")));
    }
    out
}

/// The blocks of a Markdown text, as pulldown-cmark reads it.
pub fn read_back(text: &str, flavour: Flavour, front_matter: bool) -> Vec<Block> {
    reader(text, flavour, front_matter).blocks(None).0
}

fn reader(text: &str, flavour: Flavour, front_matter: bool) -> Reader<'_, Parser<'_>> {
    let mut options = Options::empty();
    if front_matter {
        options |= Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    }
    options |= Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    options |= Options::ENABLE_DEFINITION_LIST;
    if flavour == Flavour::Gfm {
        options |= Options::ENABLE_STRIKETHROUGH;
    }
    Reader { events: Parser::new_ext(text, options).peekable() }
}

struct Reader<'t, I: Iterator<Item = Event<'t>>> {
    events: std::iter::Peekable<I>,
}

impl<'t, I: Iterator<Item = Event<'t>>> Reader<'t, I> {
    /// The blocks up to the end of the one around them, and whether there are paragraphs marked as such.
    fn blocks(&mut self, end: Option<TagEnd>) -> (Vec<Block>, bool) {
        let mut paragraphs = false;
        let blocks = std::iter::from_fn(|| self.next_block(end, &mut paragraphs)).collect();
        (blocks, paragraphs)
    }

    /// The next block before the end of the one around it; notes whether it is marked as a paragraph.
    fn next_block(&mut self, end: Option<TagEnd>, paragraphs: &mut bool) -> Option<Block> {
        loop {
            let found = match self.events.peek()? {
                Event::End(tag) if Some(*tag) == end => {
                    self.events.next();
                    return None;
                }
                Event::Start(tag) if is_block(tag) => {
                    *paragraphs |= *tag == Tag::Paragraph;
                    match self.events.next() {
                        Some(Event::Start(tag)) => self.block(tag),
                        _ => None,
                    }
                }
                Event::Rule => {
                    self.events.next();
                    Some(Block::Rule(String::new()))
                }
                Event::End(_) => {
                    self.events.next();
                    None
                }
                _ => {
                    let content = self.inlines();
                    (!content.is_empty()).then_some(Block::Paragraph { role: Role::Body, content })
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }

    fn block(&mut self, tag: Tag<'t>) -> Option<Block> {
        let end = tag.to_end();
        Some(match tag {
            Tag::Paragraph => Block::Paragraph { role: Role::Body, content: self.inlines_to(end) },
            Tag::Heading { level, .. } => Block::Heading { level: level as u8, content: self.inlines_to(end) },
            Tag::BlockQuote(kind) => {
                let alert = kind.map(|kind| {
                    match kind {
                        BlockQuoteKind::Note => "note",
                        BlockQuoteKind::Tip => "tip",
                        BlockQuoteKind::Important => "important",
                        BlockQuoteKind::Warning => "warning",
                        BlockQuoteKind::Caution => "caution",
                    }
                    .to_owned()
                });
                Block::Quote { alert, blocks: self.blocks(Some(end)).0 }
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                Block::Code { info, text: self.text_to(end) }
            }
            Tag::HtmlBlock => Block::Html(self.text_to(end).trim_end().to_owned()),
            Tag::List(start) => self.list(start, end),
            Tag::FootnoteDefinition(label) => {
                Block::Footnote { label: label.to_string(), blocks: self.blocks(Some(end)).0 }
            }
            Tag::Table(columns) => self.table(&columns, end),
            Tag::DefinitionList => self.definitions(end),
            _ => {
                self.text_to(end);
                return None;
            }
        })
    }

    fn list(&mut self, start: Option<u64>, end: TagEnd) -> Block {
        let mut items = Vec::new();
        let mut loose = false;
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let mut checked = None;
                    if let Some(Event::TaskListMarker(mark)) = self.events.peek() {
                        checked = Some(*mark);
                        self.events.next();
                    }
                    let (mut blocks, paragraphs) = self.blocks(Some(TagEnd::Item));
                    loose |= paragraphs;
                    if let Some(Block::Paragraph { content, .. }) = blocks.first_mut()
                        && let Some(Inline::Html(mark)) = content.first()
                        && let Some(mark) = mark.strip_prefix(TASK)
                    {
                        checked = Some(mark == "x");
                        content.remove(0);
                    }
                    items.push(Item { checked, blocks });
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        Block::List { start, tight: !loose, items }
    }

    fn table(&mut self, columns: &[Alignment], end: TagEnd) -> Block {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let content = self.inlines_to(TagEnd::TableCell);
                    if let Some(row) = rows.last_mut() {
                        row.push(content);
                    }
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        let columns = columns
            .iter()
            .map(|alignment| match alignment {
                Alignment::None => Align::None,
                Alignment::Left => Align::Left,
                Alignment::Center => Align::Center,
                Alignment::Right => Align::Right,
            })
            .collect();
        let mut rows = rows.into_iter();
        let head = rows.next().unwrap_or_default();
        let table = Block::Table { columns, head, rows: rows.collect() };
        normal::block(&table, 0).unwrap_or(table)
    }

    fn definitions(&mut self, end: TagEnd) -> Block {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines_to(TagEnd::DefinitionListTitle);
                    definitions.push(Definition { term, definitions: Vec::new() });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let (blocks, _) = self.blocks(Some(TagEnd::DefinitionListDefinition));
                    if let Some(last) = definitions.last_mut() {
                        last.definitions.push(blocks);
                    }
                }
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        Block::Definitions(definitions)
    }

    fn text_to(&mut self, end: TagEnd) -> String {
        let mut out = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::Text(text) | Event::Html(text) => out.push_str(&text),
                Event::End(tag) if tag == end => break,
                _ => {}
            }
        }
        out
    }

    fn inlines_to(&mut self, end: TagEnd) -> Vec<Inline> {
        let content = self.inlines();
        if let Some(Event::End(tag)) = self.events.peek()
            && *tag == end
        {
            self.events.next();
        }
        content
    }

    /// Inline content up to what is none.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some(event) = self.events.peek() {
            let tag = match event {
                Event::End(_) | Event::Rule => break,
                Event::Start(tag) if is_block(tag) => break,
                _ => self.events.next(),
            };
            match tag {
                Some(Event::Start(tag)) => out.extend(self.inline(tag)),
                Some(Event::Text(text)) => match out.last_mut() {
                    Some(Inline::Text(last)) => last.push_str(&text),
                    _ => out.push(Inline::Text(text.to_string())),
                },
                Some(Event::Code(text)) => out.push(Inline::Code(text.to_string())),
                Some(Event::Html(html) | Event::InlineHtml(html)) => out.push(Inline::Html(html.to_string())),
                Some(Event::FootnoteReference(label)) => out.push(Inline::FootnoteReference(label.to_string())),
                Some(Event::SoftBreak) => out.push(Inline::SoftBreak),
                Some(Event::HardBreak) => out.push(Inline::Break),
                Some(Event::TaskListMarker(mark)) => {
                    out.push(Inline::Html(format!("{TASK}{}", if mark { "x" } else { "" })));
                }
                _ => {}
            }
        }
        out
    }

    fn inline(&mut self, tag: Tag<'t>) -> Option<Inline> {
        let end = tag.to_end();
        let content = self.inlines_to(end);
        Some(match tag {
            Tag::Emphasis => Inline::Emphasis(content),
            Tag::Strong => Inline::Strong(content),
            Tag::Strikethrough => Inline::Strike(content),
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail = link_type == pulldown_cmark::LinkType::Email;
                let to = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                Inline::Link { to, title: title.to_string(), content }
            }
            Tag::Image { dest_url, title, .. } => {
                Inline::Image { source: dest_url.to_string(), title: title.to_string(), alt: content }
            }
            _ => return None,
        })
    }
}

/// Stands for the box of a task on its way to the item.
const TASK: &str = "\u{1}task";

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[track_caller]
    fn check(content: Vec<Inline>, text: &str, remedies: &[Remedy]) {
        let document = sample::document(vec![Block::Paragraph { role: Role::Body, content }]);
        let options = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
        let verified = markdown(&document, &options);
        assert_eq!(verified.text.trim_end(), text);
        assert_eq!(verified.notes.iter().map(|note| note.what).collect::<Vec<_>>(), remedies);
    }

    #[test]
    fn what_reads_back_has_no_note() {
        check(sample::text("1. *May*"), "1\\. \\*May\\*", &[]);
    }

    #[test]
    fn emphasis_without_a_form_keeps_its_words_and_its_outer_level() {
        let inner = Inline::Emphasis(sample::text("(three)"));
        let content = vec![Inline::Emphasis(vec![Inline::Emphasis(vec![inner])])];
        check(content, "*(three)*", &[Remedy::Unnested]);
    }

    #[test]
    fn a_tag_that_would_begin_a_block_is_told() {
        let content = vec![Inline::Html("<div>".into()), Inline::Text("x".into())];
        check(content, "\\<div\\>x", &[Remedy::AsText]);
    }
}
