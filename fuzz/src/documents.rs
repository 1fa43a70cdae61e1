//! Documents of the shapes that sources can have, from unstructured bytes, with whatever text.

use arbitrary::{Result, Unstructured};
use copydesk::document::{Block, Definition, Document, Image, Inline, Item, Meta, Published, Role};
use copydesk::draft::Align;

/// Pieces of text that writers stumble over, and some that they don't.
const PIECES: &[&str] = &[
    "tide",
    "The harbour",
    "a",
    " ",
    "12",
    ".",
    "1.",
    "-",
    "+",
    "#",
    "*",
    "**",
    "_",
    "~",
    "`",
    "``",
    "<",
    ">",
    "&",
    "&amp;",
    "&#42;",
    "[",
    "]",
    "(",
    ")",
    "!",
    "|",
    "\\",
    "=",
    "---",
    ":",
    "\"",
    "'",
    "“",
    "é",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\u{202e}",
    "中",
    "http://gull.example",
    "www.gull.example",
    "me@gull.example",
    "<b>",
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "$",
    "{{",
    "\t",
    "\u{1b}",
    "[x]",
    "[^1]",
    "\u{fffc}",
    "<?",
    "<script>alert(1)</script>",
    "\u{2028}",
    "javascript:alert(1)",
];

/// Addresses, harmless and not.
const ADDRESSES: &[&str] = &[
    "https://gull.example/",
    "",
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "data:text/html,<script>",
    "a b",
    "a(b",
    "a)b",
    "<a>",
    "\"onload=\"x",
    "#1",
    "vbscript:x",
    "JAVASCRIPT:x",
    "&#106;avascript:x",
    "\u{1}javascript:x",
    "//gull.example",
    "\\",
];

fn text(from: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..from.int_in_range(1..=5)? {
        text.push_str(from.choose(PIECES)?);
    }
    Ok(text)
}

fn address(from: &mut Unstructured<'_>) -> Result<String> {
    Ok((*from.choose(ADDRESSES)?).to_owned())
}

fn maybe(from: &mut Unstructured<'_>) -> Result<Option<String>> {
    if from.ratio(1, 4)? { text(from).map(Some) } else { Ok(None) }
}

/// A document.
pub fn document(from: &mut Unstructured<'_>) -> Result<Document> {
    let meta = Meta {
        title: maybe(from)?,
        kicker: maybe(from)?,
        standfirst: maybe(from)?,
        authors: maybe(from)?.into_iter().collect(),
        published: maybe(from)?.map(|text| Published { iso: Some("2024-05-01".to_owned()), text }),
        dateline: maybe(from)?,
        source: maybe(from)?,
        rights: maybe(from)?,
        language: maybe(from)?,
        canonical: if from.ratio(1, 8)? { Some(address(from)?) } else { None },
        front_matter: None,
    };
    let mut blocks = blocks(from, 3)?;
    if from.ratio(1, 4)? {
        blocks
            .insert(0, Block::Paragraph { role: Role::Body, content: vec![Inline::FootnoteReference("1".to_owned())] });
        blocks.push(Block::Footnote { label: "1".to_owned(), blocks: self::blocks(from, 1)? });
    }
    let sources = vec![0..0; blocks.len()];
    Ok(Document { meta, blocks, sources })
}

fn blocks(from: &mut Unstructured<'_>, depth: usize) -> Result<Vec<Block>> {
    (0..from.int_in_range(1..=4)?).map(|_| block(from, depth)).collect()
}

fn block(from: &mut Unstructured<'_>, depth: usize) -> Result<Block> {
    let last = if depth == 0 { 7 } else { 10 };
    Ok(match from.int_in_range(0..=last)? {
        0 => Block::Heading { level: from.int_in_range(1..=6)?, content: line(from)? },
        1 | 2 => {
            let roles = [
                Role::Body,
                Role::Kicker,
                Role::Standfirst,
                Role::Byline,
                Role::Dateline,
                Role::Footer,
                Role::Furniture,
            ];
            Block::Paragraph { role: *from.choose(&roles)?, content: inlines(from, 3)? }
        }
        3 => Block::Code { info: String::new(), text: text(from)? + "\n" },
        4 => Block::Rule(String::new()),
        5 => Block::Html((*from.choose(&["<div>\nTide\n</div>", "<!-- so -->", "<hr>"])?).to_owned()),
        6 => {
            let image = Image { source: address(from)?, title: maybe(from)?.unwrap_or_default(), alt: text(from)? };
            Block::Figure { image: from.ratio(2, 3)?.then_some(image), caption: line(from)?, credit: line(from)? }
        }
        7 => table(from)?,
        8 => Block::Quote { alert: None, blocks: blocks(from, depth - 1)? },
        9 => {
            let items = (0..from.int_in_range(1..=3)?)
                .map(|_| Ok(Item { checked: from.arbitrary()?, blocks: blocks(from, depth - 1)? }))
                .collect::<Result<_>>()?;
            let start = if from.arbitrary()? { Some(from.int_in_range(0..=1000)?) } else { None };
            Block::List { start, tight: from.arbitrary()?, items }
        }
        _ => {
            let definition = Definition { term: line(from)?, definitions: vec![blocks(from, depth - 1)?] };
            Block::Definitions(vec![definition])
        }
    })
}

fn table(from: &mut Unstructured<'_>) -> Result<Block> {
    let width = from.int_in_range(1..=3)?;
    let aligned = [Align::None, Align::Left, Align::Center, Align::Right];
    let columns = (0..width).map(|_| Ok(*from.choose(&aligned)?)).collect::<Result<_>>()?;
    let row = |from: &mut Unstructured<'_>| (0..width).map(|_| line(from)).collect::<Result<Vec<_>>>();
    let head = row(from)?;
    let rows = (0..from.int_in_range(0..=2)?).map(|_| row(from)).collect::<Result<_>>()?;
    Ok(Block::Table { columns, head, rows })
}

/// Running text without line ends, as headings and cells hold it.
fn line(from: &mut Unstructured<'_>) -> Result<Vec<Inline>> {
    let content = inlines(from, 1)?;
    Ok(content.into_iter().filter(|inline| !matches!(inline, Inline::SoftBreak | Inline::Break)).collect())
}

fn inlines(from: &mut Unstructured<'_>, depth: usize) -> Result<Vec<Inline>> {
    (0..from.int_in_range(1..=4)?).map(|_| inline(from, depth)).collect()
}

fn inline(from: &mut Unstructured<'_>, depth: usize) -> Result<Inline> {
    let last = if depth == 0 { 3 } else { 13 };
    Ok(match from.int_in_range(0..=last)? {
        0..=2 => Inline::Text(text(from)?),
        3 => Inline::Code(text(from)?),
        4 => Inline::SoftBreak,
        5 => Inline::Break,
        6 | 7 => Inline::Emphasis(inlines(from, depth - 1)?),
        8 => Inline::Strong(inlines(from, depth - 1)?),
        9 => Inline::Strike(inlines(from, depth - 1)?),
        10 => Inline::Superscript(inlines(from, 0)?),
        11 => Inline::Subscript(inlines(from, 0)?),
        12 => Inline::Link { to: address(from)?, title: maybe(from)?.unwrap_or_default(), content: inlines(from, 0)? },
        _ => {
            let alt = vec![Inline::Text(text(from)?)];
            Inline::Image { source: address(from)?, title: maybe(from)?.unwrap_or_default(), alt }
        }
    })
}
