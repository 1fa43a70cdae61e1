//! JSON out and in: metadata, typed blocks, repairs, in the versioned schema of `docs/format.schema.json`.
//!
//! Blocks are a flat list, each with the containers it lies in, so that a reader who only wants the text need not walk
//! a tree. What is written is read back exactly.

use super::normal::block_text;
use crate::document::{Block, Definition, Document, Image, Inline, Item, Meta, Published, Role, plain_text};
use crate::draft::Align;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// The version of the schema; it grows when a reader of the old one would misread the new.
const VERSION: u32 = 1;

/// A repair as JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRepair {
    /// The id of the rule.
    pub rule: String,
    /// Where it is in the source.
    pub source: SourceRange,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// In a few words, what decided.
    pub reason: String,
    /// `report`, `suggested` or `safe`.
    pub safety: String,
}

/// A place in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRange {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// The line it begins in, from 1.
    pub line: usize,
    /// The column it begins in, in characters, from 1.
    pub column: usize,
}

/// Where the lines of a source begin: tells the line and column of a place in it.
///
/// ```
/// let positions = copydesk::render::Positions::of("Rain\nand wïnd . . .\n");
/// let range = positions.range(15..20);
/// assert_eq!((range.line, range.column), (2, 10));
/// ```
#[derive(Clone, Debug)]
pub struct Positions<'s> {
    source: &'s str,
    lines: Vec<usize>,
    /// How many characters begin before each stretch of [`STRETCH`] bytes: a line can be as long as the text.
    characters: Vec<usize>,
}

/// Characters are counted anew from the last of the places that are so many bytes apart.
const STRETCH: usize = 1024;

impl<'s> Positions<'s> {
    /// The lines of a source.
    pub fn of(source: &'s str) -> Self {
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1)).collect();
        let characters = source.as_bytes().chunks(STRETCH).scan(0, |sum, chunk| {
            let before = *sum;
            *sum += beginnings(chunk);
            Some(before)
        });
        Self { source, lines, characters: characters.collect() }
    }

    /// How many characters begin before a place.
    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.source.len());
        let stretch = (at / STRETCH).min(self.characters.len().saturating_sub(1));
        let counted = self.characters.get(stretch).copied().unwrap_or(0);
        counted + beginnings(&self.source.as_bytes()[stretch * STRETCH..at])
    }

    /// The range with its line and column; a place that is no border of a character counts as the one before it.
    pub fn range(&self, range: Range<usize>) -> SourceRange {
        let line = self.lines.partition_point(|&start| start <= range.start);
        let column = self.characters_before(range.start) - self.characters_before(self.lines[line - 1]) + 1;
        SourceRange { start: range.start, end: range.end, line, column }
    }
}

/// How many of the bytes begin a character: those that do not go on with one.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Why a text is not a document in JSON.
#[derive(Debug)]
pub enum JsonError {
    /// It is no JSON, or not of the schema; the message says where.
    Malformed(serde_json::Error),
    /// It is of a version this one does not know.
    Version(u32),
    /// A block is of a type this version does not know, or lacks what its type needs.
    Block(String),
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => write!(formatter, "not a document in JSON: {error}"),
            Self::Version(version) => write!(formatter, "version {version} of the schema is not known, only {VERSION}"),
            Self::Block(what) => write!(formatter, "{what}"),
        }
    }
}

impl std::error::Error for JsonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Malformed(error) => Some(error),
            Self::Version(_) | Self::Block(_) => None,
        }
    }
}

/// The document and its repairs as JSON, indented by two spaces, with a line feed at the end.
///
/// ```
/// use copydesk::document::{Block, Document, Inline, Role};
/// let content = vec![Inline::Strong(vec![Inline::Text("Rain".into())]), Inline::Text(" and wind.".into())];
/// let document = Document { blocks: vec![Block::Paragraph { role: Role::Body, content }], ..Document::default() };
/// let text = copydesk::render::json(&document, &[]);
/// assert_eq!(copydesk::render::read_json(&text).unwrap().0, document);
/// ```
pub fn json(document: &Document, repairs: &[StoredRepair]) -> String {
    let mut blocks = Flattened { blocks: Vec::new(), containers: Vec::new(), next_id: 1, source: None, ordinal: None };
    for (index, block) in document.blocks.iter().enumerate() {
        blocks.source = document.sources.get(index).map(|source| StoredRange { start: source.start, end: source.end });
        blocks.block(block);
    }
    let stored = Stored {
        version: VERSION,
        meta: StoredMeta::of(&document.meta),
        blocks: blocks.blocks,
        repairs: repairs.to_vec(),
    };
    // Maps with keys of text and no failing types: this cannot go wrong.
    let mut text = serde_json::to_string_pretty(&stored).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads what [`json`] wrote.
///
/// # Errors
/// [`JsonError`] where the text is no JSON, of another version, or not of the schema.
pub fn read_json(text: &str) -> Result<(Document, Vec<StoredRepair>), JsonError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u32,
    }
    let versioned: Versioned = serde_json::from_str(text).map_err(JsonError::Malformed)?;
    if versioned.version != VERSION {
        return Err(JsonError::Version(versioned.version));
    }
    let stored: Stored = serde_json::from_str(text).map_err(JsonError::Malformed)?;
    let mut document = Document { meta: stored.meta.read(), ..Document::default() };
    let mut tree = Tree { blocks: &stored.blocks, at: 0 };
    while let Some(first) = stored.blocks.get(tree.at) {
        match (first.source, document.sources.last()) {
            (Some(source), _) => {
                // A block that was put in later came from nowhere.
                document.sources.resize(document.blocks.len(), 0..0);
                document.sources.push(source.start..source.end);
            }
            (None, Some(last)) => document.sources.push(last.end..last.end),
            (None, None) => {}
        }
        document.blocks.push(tree.block(0)?);
    }
    Ok((document, stored.repairs))
}

#[derive(Serialize, Deserialize)]
struct Stored {
    version: u32,
    #[serde(default)]
    meta: StoredMeta,
    blocks: Vec<StoredBlock>,
    #[serde(default)]
    repairs: Vec<StoredRepair>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct StoredMeta {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kicker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standfirst: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<StoredTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    front_matter: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct StoredTime {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    iso: Option<String>,
}

impl StoredMeta {
    fn of(meta: &Meta) -> Self {
        let meta = meta.clone();
        Self {
            title: meta.title,
            kicker: meta.kicker,
            standfirst: meta.standfirst,
            authors: meta.authors,
            published: meta.published.map(|Published { text, iso }| StoredTime { text, iso }),
            dateline: meta.dateline,
            source: meta.source,
            rights: meta.rights,
            language: meta.language,
            canonical: meta.canonical,
            front_matter: meta.front_matter,
        }
    }

    fn read(self) -> Meta {
        Meta {
            title: self.title,
            kicker: self.kicker,
            standfirst: self.standfirst,
            authors: self.authors,
            published: self.published.map(|StoredTime { text, iso }| Published { text, iso }),
            dateline: self.dateline,
            source: self.source,
            rights: self.rights,
            language: self.language,
            canonical: self.canonical,
            front_matter: self.front_matter,
        }
    }
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct StoredRange {
    start: usize,
    end: usize,
}

/// A block that holds no other block, with the containers around it.
#[derive(Default, Serialize, Deserialize)]
struct StoredBlock {
    #[serde(rename = "type")]
    kind: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ordinal: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<Vec<StoredInline>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    image: Option<StoredImage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    caption: Option<Vec<StoredInline>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    credit: Option<Vec<StoredInline>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    info: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    head: Option<Vec<Vec<StoredInline>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Vec<Vec<StoredInline>>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    within: Vec<StoredContainer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<StoredRange>,
}

#[derive(Serialize, Deserialize)]
struct StoredImage {
    source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default)]
    alt: String,
}

/// A container around a block; blocks with the same id lie in the same one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "container", rename_all = "snake_case")]
enum StoredContainer {
    Quote {
        id: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alert: Option<String>,
    },
    List {
        id: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u64>,
        tight: bool,
    },
    Item {
        id: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        checked: Option<bool>,
    },
    Footnote {
        id: u32,
        label: String,
    },
    Definitions {
        id: u32,
    },
    Definition {
        id: u32,
    },
}

impl StoredContainer {
    fn id(&self) -> u32 {
        match self {
            Self::Quote { id, .. }
            | Self::List { id, .. }
            | Self::Item { id, .. }
            | Self::Footnote { id, .. }
            | Self::Definitions { id }
            | Self::Definition { id } => *id,
        }
    }
}

/// A piece of running text: an object with one key that says what it is, and those that go with it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredInline {
    Text {
        text: String,
    },
    Emphasis {
        emphasis: Vec<StoredInline>,
    },
    Strong {
        strong: Vec<StoredInline>,
    },
    Strike {
        strike: Vec<StoredInline>,
    },
    Superscript {
        superscript: Vec<StoredInline>,
    },
    Subscript {
        subscript: Vec<StoredInline>,
    },
    Code {
        code: String,
    },
    Link {
        link: Vec<StoredInline>,
        to: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
    Image {
        image: Vec<StoredInline>,
        source: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
    },
    Footnote {
        footnote: String,
    },
    Break {
        #[serde(rename = "break")]
        strength: Strength,
    },
    Html {
        html: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Strength {
    Soft,
    Hard,
}

/// The deepest nesting of inline content; readers of JSON stop at 128 brackets, and each level has two.
const DEEPEST: usize = 48;

fn stored(content: &[Inline]) -> Vec<StoredInline> {
    stored_at(content, 0)
}

fn stored_at(content: &[Inline], depth: usize) -> Vec<StoredInline> {
    if depth >= DEEPEST {
        return vec![StoredInline::Text { text: plain_text(content) }];
    }
    let stored = |inner: &[Inline]| stored_at(inner, depth + 1);
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => StoredInline::Text { text: text.clone() },
            Inline::Emphasis(inner) => StoredInline::Emphasis { emphasis: stored(inner) },
            Inline::Strong(inner) => StoredInline::Strong { strong: stored(inner) },
            Inline::Strike(inner) => StoredInline::Strike { strike: stored(inner) },
            Inline::Superscript(inner) => StoredInline::Superscript { superscript: stored(inner) },
            Inline::Subscript(inner) => StoredInline::Subscript { subscript: stored(inner) },
            Inline::Code(code) => StoredInline::Code { code: code.clone() },
            Inline::Link { to, title, content } => {
                StoredInline::Link { link: stored(content), to: to.clone(), title: title.clone() }
            }
            Inline::Image { source, title, alt } => {
                StoredInline::Image { image: stored(alt), source: source.clone(), title: title.clone() }
            }
            Inline::FootnoteReference(label) => StoredInline::Footnote { footnote: label.clone() },
            Inline::SoftBreak => StoredInline::Break { strength: Strength::Soft },
            Inline::Break => StoredInline::Break { strength: Strength::Hard },
            Inline::Html(html) => StoredInline::Html { html: html.clone() },
        })
        .collect()
}

fn unstored(content: &[StoredInline]) -> Vec<Inline> {
    content
        .iter()
        .map(|inline| match inline {
            StoredInline::Text { text } => Inline::Text(text.clone()),
            StoredInline::Emphasis { emphasis } => Inline::Emphasis(unstored(emphasis)),
            StoredInline::Strong { strong } => Inline::Strong(unstored(strong)),
            StoredInline::Strike { strike } => Inline::Strike(unstored(strike)),
            StoredInline::Superscript { superscript } => Inline::Superscript(unstored(superscript)),
            StoredInline::Subscript { subscript } => Inline::Subscript(unstored(subscript)),
            StoredInline::Code { code } => Inline::Code(code.clone()),
            StoredInline::Link { link, to, title } => {
                Inline::Link { to: to.clone(), title: title.clone(), content: unstored(link) }
            }
            StoredInline::Image { image, source, title } => {
                Inline::Image { source: source.clone(), title: title.clone(), alt: unstored(image) }
            }
            StoredInline::Footnote { footnote } => Inline::FootnoteReference(footnote.clone()),
            StoredInline::Break { strength: Strength::Soft } => Inline::SoftBreak,
            StoredInline::Break { strength: Strength::Hard } => Inline::Break,
            StoredInline::Html { html } => Inline::Html(html.clone()),
        })
        .collect()
}

/// The content, where the text alone does not say it all.
fn stored_unless_plain(content: &[Inline], text: &str) -> Option<Vec<StoredInline>> {
    match content {
        [] if text.is_empty() => None,
        [Inline::Text(only)] if only == text && !text.is_empty() => None,
        _ => Some(stored(content)),
    }
}

/// The blocks of a document laid out in a row.
struct Flattened {
    blocks: Vec<StoredBlock>,
    containers: Vec<StoredContainer>,
    next_id: u32,
    source: Option<StoredRange>,
    /// The number of the item that begins here.
    ordinal: Option<u64>,
}

impl Flattened {
    fn push(&mut self, block: StoredBlock) {
        self.blocks.push(StoredBlock { within: self.containers.clone(), source: self.source, ..block });
    }

    fn within(&mut self, container: impl FnOnce(u32) -> StoredContainer, write: impl FnOnce(&mut Self)) {
        let id = self.next_id;
        self.next_id += 1;
        self.containers.push(container(id));
        let before = self.blocks.len();
        write(self);
        if self.blocks.len() == before {
            // A container without a block in it is told by a block without text.
            self.push(StoredBlock { kind: "empty".to_owned(), ..StoredBlock::default() });
        }
        self.containers.pop();
    }

    fn all(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, content } => {
                let kind = if *level == 1 { "headline" } else { "subhead" };
                self.leaf(kind, content, StoredBlock { level: Some(*level), ..StoredBlock::default() });
            }
            Block::Paragraph { role, content } => {
                let kind = self.kind_of_paragraph(*role);
                let ordinal = if kind == "list_item" { self.ordinal.take() } else { None };
                self.leaf(kind, content, StoredBlock { ordinal, ..StoredBlock::default() });
            }
            Block::Quote { alert, blocks } => {
                let alert = alert.clone();
                self.within(|id| StoredContainer::Quote { id, alert }, |all| all.all(blocks));
            }
            Block::List { start, tight, items } => {
                let (start, tight) = (*start, *tight);
                self.within(
                    |id| StoredContainer::List { id, start, tight },
                    |all| {
                        for (item, index) in items.iter().zip(0..) {
                            let checked = item.checked;
                            all.ordinal = start.map(|start: u64| start.saturating_add(index));
                            all.within(|id| StoredContainer::Item { id, checked }, |all| all.all(&item.blocks));
                        }
                    },
                );
            }
            Block::Footnote { label, blocks } => {
                let label = label.clone();
                self.within(|id| StoredContainer::Footnote { id, label }, |all| all.all(blocks));
            }
            Block::Definitions(definitions) => self.within(
                |id| StoredContainer::Definitions { id },
                |all| {
                    for definition in definitions {
                        all.leaf("term", &definition.term, StoredBlock::default());
                        for blocks in &definition.definitions {
                            all.within(|id| StoredContainer::Definition { id }, |all| all.all(blocks));
                        }
                    }
                },
            ),
            other => {
                let block = Self::bare(other);
                self.push(block);
            }
        }
    }

    fn leaf(&mut self, kind: &str, content: &[Inline], block: StoredBlock) {
        let text = plain_text(content);
        let content = stored_unless_plain(content, &text);
        self.push(StoredBlock { kind: kind.to_owned(), text, content, ..block });
    }

    fn kind_of_paragraph(&self, role: Role) -> &'static str {
        match (role, self.containers.last()) {
            (Role::Kicker, _) => "kicker",
            (Role::Standfirst, _) => "standfirst",
            (Role::Byline, _) => "byline",
            (Role::Dateline, _) => "dateline",
            (Role::Footer, _) => "footer",
            (Role::Furniture, _) => "furniture",
            (Role::Body, Some(StoredContainer::Quote { .. })) => "quote",
            (Role::Body, Some(StoredContainer::Item { .. })) => "list_item",
            (Role::Body, Some(StoredContainer::Footnote { .. })) => "footnote",
            (Role::Body, Some(StoredContainer::Definition { .. })) => "definition",
            (Role::Body, _) => "paragraph",
        }
    }

    fn bare(block: &Block) -> StoredBlock {
        let text = block_text(block);
        match block {
            Block::Figure { image, caption, credit } => {
                let parts = [plain_text(caption), plain_text(credit)];
                let text =
                    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
                StoredBlock {
                    kind: "caption".to_owned(),
                    caption: stored_unless_plain(caption, &text),
                    text,
                    image: image.as_ref().map(|image| StoredImage {
                        source: image.source.clone(),
                        title: image.title.clone(),
                        alt: image.alt.clone(),
                    }),
                    credit: (!credit.is_empty()).then(|| stored(credit)),
                    ..StoredBlock::default()
                }
            }
            Block::Table { columns, head, rows } => StoredBlock {
                kind: "table".to_owned(),
                text,
                columns: Some(columns.iter().map(|align| align_name(*align).to_owned()).collect()),
                head: Some(head.iter().map(|cell| stored(cell)).collect()),
                rows: Some(rows.iter().map(|row| row.iter().map(|cell| stored(cell)).collect()).collect()),
                ..StoredBlock::default()
            },
            Block::Code { info, text } => StoredBlock {
                kind: "code".to_owned(),
                text: text.clone(),
                info: (!info.is_empty()).then(|| info.clone()),
                ..StoredBlock::default()
            },
            Block::Html(html) => StoredBlock { kind: "html".to_owned(), text: html.clone(), ..StoredBlock::default() },
            other => {
                let text = if let Block::Rule(text) = other { text.clone() } else { text };
                StoredBlock { kind: "rule".to_owned(), text, ..StoredBlock::default() }
            }
        }
    }
}

fn align_name(align: Align) -> &'static str {
    match align {
        Align::None => "none",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

fn align_of(name: &str) -> Align {
    match name {
        "left" => Align::Left,
        "center" => Align::Center,
        "right" => Align::Right,
        _ => Align::None,
    }
}

/// Makes a tree of the blocks in a row again.
struct Tree<'s> {
    blocks: &'s [StoredBlock],
    at: usize,
}

impl Tree<'_> {
    /// The next block at this depth: a leaf, or all that lies in one container.
    fn block(&mut self, depth: usize) -> Result<Block, JsonError> {
        let first = &self.blocks[self.at];
        if depth > super::MAX_NESTING * 4 {
            return Err(JsonError::Block("blocks nest too deep".to_owned()));
        }
        let Some(container) = first.within.get(depth) else {
            self.at += 1;
            return leaf(first);
        };
        Ok(match container {
            StoredContainer::Quote { id, alert } => {
                Block::Quote { alert: alert.clone(), blocks: self.all(*id, depth)? }
            }
            StoredContainer::List { id, start, tight } => {
                let mut items = Vec::new();
                while let Some(item) = self.inside(*id, depth) {
                    match item.within.get(depth + 1) {
                        Some(StoredContainer::Item { id, checked }) => {
                            items.push(Item { checked: *checked, blocks: self.all(*id, depth + 1)? });
                        }
                        _ if item.kind == "empty" => self.at += 1,
                        _ => return Err(JsonError::Block("a block in a list lies in no item".to_owned())),
                    }
                }
                Block::List { start: *start, tight: *tight, items }
            }
            StoredContainer::Footnote { id, label } => {
                Block::Footnote { label: label.clone(), blocks: self.all(*id, depth)? }
            }
            StoredContainer::Definitions { id } => Block::Definitions(self.definitions(*id, depth)?),
            StoredContainer::Item { .. } | StoredContainer::Definition { .. } => {
                return Err(JsonError::Block("an item or definition lies in no list".to_owned()));
            }
        })
    }

    /// The block at hand, if it lies in the container.
    fn inside(&self, id: u32, depth: usize) -> Option<&StoredBlock> {
        self.blocks.get(self.at).filter(|block| block.within.get(depth).is_some_and(|one| one.id() == id))
    }

    fn all(&mut self, id: u32, depth: usize) -> Result<Vec<Block>, JsonError> {
        let mut blocks = Vec::new();
        while let Some(block) = self.inside(id, depth) {
            if block.kind == "empty" && block.within.len() == depth + 1 {
                self.at += 1;
            } else {
                blocks.push(self.block(depth + 1)?);
            }
        }
        Ok(blocks)
    }

    fn definitions(&mut self, id: u32, depth: usize) -> Result<Vec<Definition>, JsonError> {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some(block) = self.inside(id, depth) {
            match (block.within.get(depth + 1), definitions.last_mut()) {
                (Some(StoredContainer::Definition { id }), Some(last)) => {
                    let id = *id;
                    last.definitions.push(self.all(id, depth + 1)?);
                }
                (None, _) if block.kind == "term" => {
                    definitions.push(Definition { term: content(block), definitions: Vec::new() });
                    self.at += 1;
                }
                (None, _) if block.kind == "empty" => self.at += 1,
                _ => return Err(JsonError::Block("a definition has no term".to_owned())),
            }
        }
        Ok(definitions)
    }
}

fn content(block: &StoredBlock) -> Vec<Inline> {
    match &block.content {
        Some(content) => unstored(content),
        None if block.text.is_empty() => Vec::new(),
        None => vec![Inline::Text(block.text.clone())],
    }
}

fn leaf(block: &StoredBlock) -> Result<Block, JsonError> {
    let paragraph = |role| Block::Paragraph { role, content: content(block) };
    Ok(match block.kind.as_str() {
        "headline" => Block::Heading { level: block.level.unwrap_or(1), content: content(block) },
        "subhead" => Block::Heading { level: block.level.unwrap_or(2), content: content(block) },
        "paragraph" | "quote" | "list_item" | "footnote" | "definition" => paragraph(Role::Body),
        "kicker" => paragraph(Role::Kicker),
        "standfirst" => paragraph(Role::Standfirst),
        "byline" => paragraph(Role::Byline),
        "dateline" => paragraph(Role::Dateline),
        "footer" => paragraph(Role::Footer),
        "furniture" => paragraph(Role::Furniture),
        "caption" => Block::Figure {
            image: block.image.as_ref().map(|image| Image {
                source: image.source.clone(),
                title: image.title.clone(),
                alt: image.alt.clone(),
            }),
            caption: match &block.caption {
                Some(caption) => unstored(caption),
                None => content(block),
            },
            credit: block.credit.as_deref().map(unstored).unwrap_or_default(),
        },
        "table" => {
            let cells = |row: &Vec<Vec<StoredInline>>| row.iter().map(|cell| unstored(cell)).collect::<Vec<_>>();
            Block::Table {
                columns: block.columns.iter().flatten().map(|name| align_of(name)).collect(),
                head: block.head.as_ref().map(cells).unwrap_or_default(),
                rows: block.rows.iter().flatten().map(cells).collect(),
            }
        }
        "code" => Block::Code { info: block.info.clone().unwrap_or_default(), text: block.text.clone() },
        "html" => Block::Html(block.text.clone()),
        "rule" => Block::Rule(block.text.clone()),
        other => return Err(JsonError::Block(format!("no block is of the type `{other}`"))),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn reads_back_what_it_wrote() {
        let mut document = sample::article();
        document.sources = (0..document.blocks.len()).map(|at| at..at + 1).collect();
        document.blocks.push(Block::Quote { alert: Some("note".into()), blocks: Vec::new() });
        document.blocks.push(Block::Definitions(vec![Definition {
            term: sample::text("term"),
            definitions: vec![vec![sample::paragraph(Role::Body, "one")], Vec::new()],
        }]));
        document.blocks.push(Block::List {
            start: Some(3),
            tight: false,
            items: vec![
                Item { checked: Some(true), blocks: vec![Block::Rule("* * *".into())] },
                Item::default(),
                Item { checked: None, blocks: vec![sample::paragraph(Role::Body, "five")] },
            ],
        });
        document.sources.extend([90..91, 91..92, 92..93]);
        let repair = StoredRepair {
            rule: "spaced-ellipsis".into(),
            source: SourceRange { start: 3, end: 8, line: 1, column: 4 },
            before: ". . .".into(),
            after: "…".into(),
            reason: "three points with spaces".into(),
            safety: "safe".into(),
        };
        let text = json(&document, std::slice::from_ref(&repair));
        let (read, repairs) = read_json(&text).unwrap();
        assert_eq!(read, document);
        assert_eq!(repairs, [repair]);
        assert!(text.contains("\"ordinal\": 5"), "{text}");
    }

    #[test]
    fn types_are_what_the_format_promises() {
        let text = json(&sample::article(), &[]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let types: Vec<&str> =
            value["blocks"].as_array().unwrap().iter().map(|block| block["type"].as_str().unwrap()).collect();
        let expected = "kicker headline standfirst byline dateline caption paragraph subhead list_item list_item quote \
            table footnote footer";
        assert_eq!(types.join(" "), expected);
        assert_eq!(value["blocks"][6]["text"], "It cost £3m, says the plan – see ");
        assert_eq!(value["meta"]["published"]["iso"], "2023-06-19");
    }

    #[test]
    fn a_block_without_a_source_came_from_nowhere() {
        let block = |source: &str| format!(r#"{{"type": "paragraph", "text": "Ebb."{source}}}"#);
        let read = |blocks: [String; 3]| {
            let text = format!(r#"{{"version": 1, "blocks": [{}]}}"#, blocks.join(","));
            read_json(&text).unwrap().0.sources
        };
        let known = block(r#", "source": {"start": 3, "end": 7}"#);
        assert_eq!(read([block(""), known.clone(), block("")]), [0..0, 3..7, 7..7]);
        assert!(read([block(""), block(""), block("")]).is_empty());
    }

    #[test]
    fn says_what_is_wrong() {
        let message = |text: &str| read_json(text).unwrap_err().to_string();
        assert!(message("{").starts_with("not a document in JSON: "));
        assert_eq!(message("{\"version\": 7}"), "version 7 of the schema is not known, only 1");
        let block = |kind: &str, within: &str| {
            format!(
                "{{\"version\": 1, \"blocks\": [{{\"type\": \"{kind}\", \"text\": \"\", \"within\": [{within}]}}]}}"
            )
        };
        assert_eq!(message(&block("poem", "")), "no block is of the type `poem`");
        let item = "{\"container\": \"item\", \"id\": 1}";
        assert_eq!(message(&block("list_item", item)), "an item or definition lies in no list");
    }

    /// Each key and each type that is written must be in the schema, wherever it stands.
    #[test]
    fn the_schema_knows_what_is_written() {
        let schema = include_str!("../../docs/format.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let mut document = sample::article();
        document.blocks.push(Block::Code { info: "rust".into(), text: "x\n".into() });
        document.blocks.extend([Block::Rule(String::new()), Block::Html("<br>".into())]);
        let value: serde_json::Value = serde_json::from_str(&json(&document, &[])).unwrap();
        let block = &schema["$defs"]["block"]["properties"];
        let piece = schema["$defs"]["piece"]["properties"].as_object().unwrap();
        for written in value["blocks"].as_array().unwrap() {
            for (key, value) in written.as_object().unwrap() {
                assert!(block.get(key).is_some(), "{key}");
                for part in value.as_array().filter(|_| key == "content").into_iter().flatten() {
                    assert!(part.as_object().unwrap().keys().all(|key| piece.contains_key(key)), "{part}");
                }
            }
            assert!(block["type"]["enum"].as_array().unwrap().contains(&written["type"]), "{written}");
        }
        let meta = schema["$defs"]["meta"]["properties"].as_object().unwrap();
        assert!(value["meta"].as_object().unwrap().keys().all(|key| meta.contains_key(key)));
    }
}
