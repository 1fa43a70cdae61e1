//! The HTML writer: a complete page, or the article alone.
//!
//! Page, header, figure, footnotes' frame and footer are ours; what lies between is rendered by comrak from its own
//! nodes. Nothing of the source can act in the page: its raw HTML is shown as text unless it is to be kept.

use super::normal;
use crate::attributes;
use crate::document::{Block, Document, Image, Inline, Item, Meta, Role, plain_text};
use crate::draft::{Align, instruction};
use comrak::html::{ChildRendering, Context};
use comrak::nodes::{
    AlertType, Ast, AstNode, LineColumn, ListDelimType, ListType, NodeAlert, NodeCode, NodeCodeBlock,
    NodeDescriptionItem, NodeHeading, NodeLink, NodeList, NodeTable, NodeValue, TableAlignment,
};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// How HTML is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlOptions {
    /// The `<article>` alone, without the page around it.
    pub fragment: bool,
    /// The stylesheet of the page.
    pub css: Css,
    /// What becomes of raw HTML in the article.
    pub raw_html: RawHtml,
}

/// The stylesheet of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Css {
    /// The small one that comes with the crate: for phone and paper, light and dark.
    #[default]
    Embedded,
    /// None.
    None,
    /// This text.
    Text(String),
}

/// What becomes of raw HTML in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as the text it is.
    #[default]
    Text,
    /// It is kept as far as it is harmless: no script, no style, no event handler, no foreign scheme.
    Keep,
}

const STYLESHEET: &str = include_str!("style.css");

/// The document as HTML5.
///
/// ```
/// use copydesk::document::{Block, Document, Inline, Role};
/// let content = vec![Inline::Text("Rain & wind.".into())];
/// let document = Document { blocks: vec![Block::Paragraph { role: Role::Body, content }], ..Document::default() };
/// let options = copydesk::render::HtmlOptions { fragment: true, ..Default::default() };
/// assert_eq!(copydesk::render::html(&document, &options), "<article>\n<p>Rain &amp; wind.</p>\n</article>\n");
/// ```
pub fn html(document: &Document, options: &HtmlOptions) -> String {
    let blocks = normal::blocks(&document.blocks);
    let article = article(&document.meta, blocks, options.raw_html);
    let html = if options.fragment { article } else { page(document, &article, &options.css) };
    if html.contains(is_forbidden) { html.replace(is_forbidden, "\u{FFFD}") } else { html }
}

/// Whether HTML has no place for the character.
fn is_forbidden(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n')
        || matches!(character, '\u{FDD0}'..='\u{FDEF}')
        || u32::from(character) & 0xFFFE == 0xFFFE
}

fn page(document: &Document, article: &str, css: &Css) -> String {
    let meta = &document.meta;
    let mut out = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = &meta.language {
        attribute(&mut out, "lang", language);
        if is_right_to_left(language) {
            out.push_str(" dir=\"rtl\"");
        }
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    push_escaped(&mut out, &title(document));
    out.push_str("</title>\n");
    push_meta(&mut out, meta);
    let css = match css {
        Css::Embedded => STYLESHEET,
        Css::None => "",
        Css::Text(text) => text,
    };
    if !css.is_empty() {
        // The only thing that could end the sheet early.
        let _ = write!(out, "<style>\n{}\n</style>\n", css.trim().replace("</", "<\\/"));
    }
    out.push_str("</head>\n<body>\n<main>\n");
    out.push_str(article);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The title of the page: never empty, as HTML asks.
fn title(document: &Document) -> String {
    let heading = || {
        document.blocks.iter().find_map(|block| match block {
            Block::Heading { content, .. } => Some(plain_text(content)),
            _ => None,
        })
    };
    let first_words = || {
        let text = document.blocks.iter().map(normal::block_text).find(|text| !text.trim().is_empty())?;
        Some(text.split_whitespace().take(8).collect::<Vec<_>>().join(" "))
    };
    let title = document.meta.title.clone().or_else(heading).or_else(first_words).unwrap_or_default();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { "Article".to_owned() } else { title }
}

fn is_right_to_left(language: &str) -> bool {
    let mut subtags = language.split(['-', '_']);
    let primary = subtags.next().unwrap_or_default().to_ascii_lowercase();
    let written_otherwise = subtags.any(|subtag| subtag.eq_ignore_ascii_case("latn"));
    let right_to_left = ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];
    right_to_left.contains(&primary.as_str()) && !written_otherwise
}

/// The metadata for search engines and for those who share the page.
fn push_meta(out: &mut String, meta: &Meta) {
    let mut entry = |kind: &str, name: &str, value: Option<&str>| {
        if let Some(value) = value {
            out.push_str("<meta");
            attribute(out, kind, name);
            attribute(out, "content", value);
            out.push_str(">\n");
        }
    };
    let date = meta.published.as_ref().and_then(|published| published.iso.as_deref());
    entry("name", "description", meta.standfirst.as_deref());
    for author in &meta.authors {
        entry("name", "author", Some(author));
    }
    let known = meta.title.is_some() || meta.standfirst.is_some();
    entry("property", "og:type", known.then_some("article"));
    entry("property", "og:title", meta.title.as_deref());
    entry("property", "og:description", meta.standfirst.as_deref());
    entry("property", "og:site_name", meta.source.as_deref());
    let canonical = meta.canonical.as_deref().filter(|address| is_web_address(address));
    entry("property", "og:url", canonical);
    entry("property", "article:published_time", date);
    if let Some(canonical) = canonical {
        out.push_str("<link rel=\"canonical\"");
        attribute(out, "href", canonical);
        out.push_str(">\n");
    }
    push_json_ld(out, meta, date, canonical);
}

fn push_json_ld(out: &mut String, meta: &Meta, date: Option<&str>, canonical: Option<&str>) {
    let Some(headline) = &meta.title else { return };
    let mut article = serde_json::Map::new();
    let mut put = |key: &str, value: Option<serde_json::Value>| {
        if let Some(value) = value {
            article.insert(key.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(serde_json::Value::from);
    put("@context", Some("https://schema.org".into()));
    put("@type", Some("NewsArticle".into()));
    put("headline", Some(headline.clone().into()));
    put("description", text(&meta.standfirst));
    put("articleSection", text(&meta.kicker));
    put("datePublished", date.map(Into::into));
    let authors: Vec<_> =
        meta.authors.iter().map(|name| serde_json::json!({ "@type": "Person", "name": name })).collect();
    put("author", (!authors.is_empty()).then(|| authors.into()));
    let publisher = meta.source.as_ref().map(|name| serde_json::json!({ "@type": "Organization", "name": name }));
    put("publisher", publisher);
    put("dateline", text(&meta.dateline));
    put("inLanguage", text(&meta.language));
    put("copyrightNotice", text(&meta.rights));
    put("mainEntityOfPage", canonical.map(Into::into));
    let json = serde_json::Value::Object(article).to_string().replace('<', "\\u003c");
    let _ = writeln!(out, "<script type=\"application/ld+json\">{json}</script>");
}

fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    push_escaped(out, value);
    out.push('"');
}

fn push_escaped(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = comrak::html::escape(out, text);
}

fn article(meta: &Meta, blocks: Vec<Block>, raw_html: RawHtml) -> String {
    let (blocks, footnotes) = normal::split_footnotes(blocks);
    let head = blocks.iter().take_while(|block| is_head(block)).count();
    let foot = blocks.len() - blocks.iter().rev().take_while(|block| has_role(block, Role::Footer)).count();
    let foot = foot.max(head);
    let painter = Painter { meta, notes: Notes::of(&blocks, &footnotes), raw_html };
    let mut out = String::from("<article>\n");
    if head > 0 {
        out.push_str("<header>\n");
        out.push_str(&painter.blocks(&blocks[..head]));
        out.push_str("</header>\n");
    }
    out.push_str(&painter.blocks(&blocks[head..foot]));
    painter.push_footnotes(&mut out, &footnotes);
    if foot < blocks.len() {
        out.push_str("<footer>\n");
        out.push_str(&painter.blocks(&blocks[foot..]));
        out.push_str("</footer>\n");
    }
    out.push_str("</article>\n");
    match raw_html {
        RawHtml::Text => out,
        RawHtml::Keep => sanitized(&out),
    }
}

/// The article without what could act in it. Comments for this program stay: marks stand in for them meanwhile.
fn sanitized(article: &str) -> String {
    // Noncharacters are no text; one that the article has is no mark.
    let Some(mark) = ('\u{fdd0}'..='\u{fdef}').find(|mark| !article.contains(*mark)) else { return clean(article) };
    let (mut marked, mut comments, mut rest) = (String::with_capacity(article.len()), Vec::new(), article);
    while let Some((before, found)) = rest.split_once("<!--") {
        let end = found.find("-->").map_or(found.len(), |end| end + "-->".len());
        let comment = format!("<!--{}", &found[..end]);
        marked.push_str(before);
        if instruction(&comment).is_some() {
            marked.push(mark);
            comments.push(comment);
        } else {
            marked.push_str(&comment);
        }
        rest = &found[end..];
    }
    marked.push_str(rest);
    let clean = clean(&marked);
    let mut pieces = clean.split(mark);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (piece, comment) in pieces.zip(&comments) {
        out.push_str(comment);
        out.push_str(piece);
    }
    out
}

fn clean(article: &str) -> String {
    ammonia::Builder::default()
        .add_tags(["section", "input", "main"])
        .add_generic_attributes(["class", "id", "role", "aria-label", "style", "datetime", "scope", "dir"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .filter_style_properties(["text-align"].into())
        .url_schemes(["http", "https", "mailto"].into())
        .link_rel(None)
        .clean(&attributes::bounded(article))
        .to_string()
}

fn is_head(block: &Block) -> bool {
    match block {
        Block::Heading { level, .. } => *level == 1,
        Block::Paragraph { role, .. } => {
            matches!(role, Role::Kicker | Role::Standfirst | Role::Byline | Role::Dateline)
        }
        _ => false,
    }
}

fn has_role(block: &Block, wanted: Role) -> bool {
    matches!(block, Block::Paragraph { role, .. } if *role == wanted)
}

/// The footnotes in the order in which the text refers to them; those it does not refer to come last.
struct Notes {
    labels: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Notes {
    fn of(blocks: &[Block], footnotes: &[(String, Vec<Block>)]) -> Self {
        let defined: HashSet<&str> = footnotes.iter().map(|(label, _)| label.as_str()).collect();
        let mut notes = Self { labels: Vec::new(), numbers: HashMap::new() };
        normal::each_inline(blocks, &mut |inline| {
            if let Inline::FootnoteReference(label) = inline
                && defined.contains(label.as_str())
            {
                notes.add(label);
            }
        });
        for (label, _) in footnotes {
            notes.add(label);
        }
        notes
    }

    fn add(&mut self, label: &str) {
        if !self.numbers.contains_key(label) {
            self.labels.push(label.to_owned());
            self.numbers.insert(label.to_owned(), self.labels.len());
        }
    }
}

struct Painter<'m> {
    meta: &'m Meta,
    notes: Notes,
    raw_html: RawHtml,
}

type Arena<'a> = comrak::Arena<'a>;

impl Painter<'_> {
    fn blocks(&self, blocks: &[Block]) -> String {
        let arena = Arena::new();
        let root = new_node(&arena, NodeValue::Document);
        for block in blocks {
            self.block(&arena, root, block);
        }
        formatted(root)
    }

    fn inlines(&self, content: &[Inline]) -> String {
        let arena = Arena::new();
        let root = new_node(&arena, NodeValue::Document);
        self.inline_nodes(&arena, root, content);
        formatted(root).trim_end_matches('\n').to_owned()
    }

    fn push_footnotes(&self, out: &mut String, footnotes: &[(String, Vec<Block>)]) {
        if footnotes.is_empty() {
            return;
        }
        let mut texts: HashMap<&str, String> = HashMap::new();
        for (label, blocks) in footnotes {
            texts.entry(label).or_default().push_str(&self.blocks(blocks));
        }
        out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (index, label) in self.notes.labels.iter().enumerate() {
            let text = texts.get(label.as_str()).map_or("", String::as_str);
            let _ = write!(out, "<li id=\"note-{}\">\n{text}</li>\n", index + 1);
        }
        out.push_str("</ol>\n</section>\n");
    }

    fn block<'a>(&self, arena: &'a Arena<'a>, parent: &'a AstNode<'a>, block: &Block) {
        let add = |value: NodeValue| {
            let node = new_node(arena, value);
            parent.append(node);
            node
        };
        match block {
            Block::Heading { level, content } => {
                let node = add(NodeValue::Heading(NodeHeading { level: *level, setext: false, closed: false }));
                self.inline_nodes(arena, node, content);
            }
            Block::Paragraph { role: Role::Body | Role::Footer, content } => {
                self.inline_nodes(arena, add(NodeValue::Paragraph), content);
            }
            Block::Paragraph { role, content } => {
                let class = role_class(*role);
                let text = self.with_time(&self.inlines(content));
                add(NodeValue::Raw(format!("<p class=\"{class}\">{text}</p>\n")));
            }
            Block::Quote { alert, blocks } => {
                let node = match alert.as_deref().and_then(alert_type) {
                    Some(alert_type) => add(NodeValue::Alert(Box::new(NodeAlert {
                        alert_type,
                        title: None,
                        multiline: false,
                        fence_length: 0,
                        fence_offset: 0,
                    }))),
                    None => add(NodeValue::BlockQuote),
                };
                for block in blocks {
                    self.block(arena, node, block);
                }
            }
            Block::List { start, tight, items } => self.list(arena, parent, *start, *tight, items),
            Block::Figure { image, caption, credit } => {
                add(NodeValue::Raw(self.figure(image.as_ref(), caption, credit)));
            }
            Block::Table { columns, head, rows } => self.table(arena, parent, columns, head, rows),
            Block::Code { info, text } => {
                let block = NodeCodeBlock { fenced: true, info: info.clone(), literal: text.clone(), ..code_block() };
                add(NodeValue::CodeBlock(Box::new(block)));
            }
            Block::Rule(_) => {
                add(NodeValue::ThematicBreak);
            }
            // Footnotes were taken out before.
            Block::Footnote { .. } => {}
            Block::Definitions(definitions) => {
                let list = add(NodeValue::DescriptionList);
                for definition in definitions {
                    self.definition(arena, list, definition);
                }
            }
            Block::Html(html) => {
                let mut raw = String::new();
                if self.keeps(html) {
                    raw.push_str(html);
                } else {
                    raw.push_str("<pre class=\"raw-html\">");
                    push_escaped(&mut raw, html);
                    raw.push_str("</pre>");
                }
                raw.push('\n');
                add(NodeValue::Raw(raw));
            }
        }
    }

    /// The time of publication as an element that says which time it is.
    fn with_time(&self, text: &str) -> String {
        let Some((shown, iso)) =
            self.meta.published.as_ref().and_then(|published| Some((&published.text, published.iso.as_ref()?)))
        else {
            return text.to_owned();
        };
        let (mut escaped, mut open) = (String::new(), String::from("<time"));
        push_escaped(&mut escaped, shown);
        attribute(&mut open, "datetime", iso);
        match find_outside_tags(text, &escaped) {
            Some(at) => {
                let (before, after) = (&text[..at], &text[at + escaped.len()..]);
                format!("{before}{open}>{escaped}</time>{after}")
            }
            None => text.to_owned(),
        }
    }

    fn figure(&self, image: Option<&Image>, caption: &[Inline], credit: &[Inline]) -> String {
        let mut out = String::from("<figure>\n");
        if let Some(image) = image {
            push_image(&mut out, &image.source, &image.alt, &image.title);
            out.push('\n');
        }
        if !caption.is_empty() || !credit.is_empty() {
            out.push_str("<figcaption>");
            out.push_str(&self.inlines(caption));
            if !caption.is_empty() && !credit.is_empty() {
                out.push(' ');
            }
            if !credit.is_empty() {
                let _ = write!(out, "<span class=\"credit\">{}</span>", self.inlines(credit));
            }
            out.push_str("</figcaption>\n");
        }
        out.push_str("</figure>\n");
        out
    }

    fn list<'a>(&self, arena: &'a Arena<'a>, parent: &'a AstNode<'a>, start: Option<u64>, tight: bool, items: &[Item]) {
        let list = NodeList {
            list_type: if start.is_some() { ListType::Ordered } else { ListType::Bullet },
            start: start.and_then(|start| usize::try_from(start).ok()).unwrap_or(1),
            delimiter: ListDelimType::Period,
            bullet_char: b'-',
            tight,
            ..NodeList::default()
        };
        let node = new_node(arena, NodeValue::List(list));
        parent.append(node);
        for item in items {
            let item_node = new_node(arena, NodeValue::Item(list));
            node.append(item_node);
            let mut blocks = item.blocks.as_slice();
            if let Some(checked) = item.checked {
                let checked = if checked { " checked=\"\"" } else { "" };
                let label = if item.checked == Some(true) { "done" } else { "to do" };
                let input = format!("<input type=\"checkbox\"{checked} disabled=\"\" aria-label=\"{label}\"> ");
                let input = new_node(arena, NodeValue::Raw(input));
                match blocks {
                    // A paragraph of its own would part the box from its text.
                    [Block::Paragraph { role: Role::Body, content }, rest @ ..] if !tight => {
                        let paragraph = new_node(arena, NodeValue::Paragraph);
                        item_node.append(paragraph);
                        paragraph.append(input);
                        self.inline_nodes(arena, paragraph, content);
                        blocks = rest;
                    }
                    _ => item_node.append(input),
                }
            }
            for block in blocks {
                self.block(arena, item_node, block);
            }
        }
    }

    fn table<'a>(
        &self,
        arena: &'a Arena<'a>,
        parent: &'a AstNode<'a>,
        columns: &[Align],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
    ) {
        let alignments = columns
            .iter()
            .map(|align| match align {
                Align::None => TableAlignment::None,
                Align::Left => TableAlignment::Left,
                Align::Center => TableAlignment::Center,
                Align::Right => TableAlignment::Right,
            })
            .collect();
        let table = NodeTable { alignments, num_columns: columns.len(), num_rows: rows.len(), num_nonempty_cells: 0 };
        let node = new_node(arena, NodeValue::Table(Box::new(table)));
        parent.append(node);
        for (index, cells) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
            let row = new_node(arena, NodeValue::TableRow(index == 0));
            node.append(row);
            for cell in cells {
                let cell_node = new_node(arena, NodeValue::TableCell);
                row.append(cell_node);
                self.inline_nodes(arena, cell_node, cell);
            }
        }
    }

    fn definition<'a>(&self, arena: &'a Arena<'a>, list: &'a AstNode<'a>, definition: &crate::document::Definition) {
        let item = new_node(arena, NodeValue::DescriptionItem(NodeDescriptionItem::default()));
        list.append(item);
        let term = new_node(arena, NodeValue::DescriptionTerm);
        item.append(term);
        self.inline_nodes(arena, term, &definition.term);
        for blocks in &definition.definitions {
            let details = new_node(arena, NodeValue::DescriptionDetails);
            item.append(details);
            for block in blocks {
                self.block(arena, details, block);
            }
        }
    }

    fn inline_nodes<'a>(&self, arena: &'a Arena<'a>, parent: &'a AstNode<'a>, content: &[Inline]) {
        for inline in content {
            self.inline(arena, parent, inline);
        }
    }

    fn inline<'a>(&self, arena: &'a Arena<'a>, parent: &'a AstNode<'a>, inline: &Inline) {
        let (value, inner): (NodeValue, &[Inline]) = match inline {
            Inline::Text(text) => (NodeValue::Text(text.clone().into()), &[]),
            Inline::Emphasis(inner) => (NodeValue::Emph, inner),
            Inline::Strong(inner) => (NodeValue::Strong, inner),
            Inline::Strike(inner) => (NodeValue::Strikethrough, inner),
            Inline::Superscript(inner) => (NodeValue::Superscript, inner),
            Inline::Subscript(inner) => (NodeValue::Subscript, inner),
            Inline::Code(text) => (NodeValue::Code(NodeCode { num_backticks: 1, literal: text.clone() }), &[]),
            Inline::Link { to, content, .. } if !is_safe_address(to) => {
                return self.inline_nodes(arena, parent, content);
            }
            Inline::Link { to, title, content } => {
                (NodeValue::Link(Box::new(NodeLink { url: to.clone(), title: title.clone() })), content)
            }
            Inline::Image { source, title, alt } => {
                let mut image = String::new();
                push_image(&mut image, source, &plain_text(alt), title);
                (NodeValue::Raw(image), &[])
            }
            Inline::FootnoteReference(label) => (NodeValue::Raw(self.reference(label)), &[]),
            Inline::SoftBreak => (NodeValue::SoftBreak, &[]),
            Inline::Break => (NodeValue::LineBreak, &[]),
            Inline::Html(html) if self.keeps(html) => (NodeValue::Raw(html.clone()), &[]),
            Inline::Html(html) => (NodeValue::Text(html.clone().into()), &[]),
        };
        let node = new_node(arena, value);
        parent.append(node);
        self.inline_nodes(arena, node, inner);
    }

    fn keeps(&self, html: &str) -> bool {
        // A comment for this program shows nothing, and stays.
        instruction(html).is_some() || self.raw_html == RawHtml::Keep && !swallows(html)
    }

    fn reference(&self, label: &str) -> String {
        if let Some(number) = self.notes.numbers.get(label) {
            format!("<sup class=\"footnote\"><a href=\"#note-{number}\" role=\"doc-noteref\">{number}</a></sup>")
        } else {
            let mut text = String::new();
            push_escaped(&mut text, &format!("[^{label}]"));
            text
        }
    }
}

/// Whether raw HTML could swallow the text behind it, or be read as another language; it is shown as text, then.
fn swallows(html: &str) -> bool {
    const NAMES: &[&str] = &[
        "iframe",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "xmp",
    ];
    let names_one = html.split('<').skip(1).any(|tag| {
        let tag = tag.trim_start_matches('/');
        let end = tag.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(tag.len());
        NAMES.binary_search(&tag[..end].to_ascii_lowercase().as_str()).is_ok()
    });
    let open_comment = html.rfind("<!").is_some_and(|start| !html[start..].contains('>'))
        || html.matches("<!--").count() != html.matches("-->").count();
    names_one || open_comment || html.contains("<?") || html.contains("<![") || !html.contains('>')
}

fn push_image(out: &mut String, source: &str, alt: &str, title: &str) {
    if source.is_empty() || !is_safe_address(source) {
        return push_escaped(out, alt);
    }
    out.push_str("<img src=\"");
    let _ = comrak::html::escape_href(out, source, false);
    out.push('"');
    attribute(out, "alt", alt);
    if !title.is_empty() {
        attribute(out, "title", title);
    }
    out.push('>');
}

fn code_block() -> NodeCodeBlock {
    NodeCodeBlock { fence_char: b'`', fence_length: 3, closed: true, ..NodeCodeBlock::default() }
}

fn new_node<'a>(arena: &'a Arena<'a>, value: NodeValue) -> &'a AstNode<'a> {
    arena.alloc(AstNode::new(RefCell::new(Ast::new(value, LineColumn { line: 0, column: 0 }))))
}

fn formatted<'a>(root: &'a AstNode<'a>) -> String {
    let mut options = comrak::Options::default();
    // Addresses are judged here, and raw HTML never gets to comrak as such.
    options.render.r#unsafe = true;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = comrak::html::format_document_with_formatter(
        root,
        &options,
        &mut out,
        &comrak::options::Plugins::default(),
        format_node,
        (),
    );
    out
}

/// What comrak's own formatter would write in a way that HTML5 no longer has.
fn format_node<'a>(
    context: &mut Context<'_, '_, ()>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> Result<ChildRendering, std::fmt::Error> {
    let data = node.data();
    match &data.value {
        NodeValue::TableCell => {
            let row = node.parent();
            let in_head = row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
            let name = if in_head { "th" } else { "td" };
            if entering {
                context.cr()?;
                let scope = if in_head { " scope=\"col\"" } else { "" };
                write!(context, "<{name}{scope}{}>", cell_style(node))?;
            } else {
                write!(context, "</{name}>")?;
            }
            Ok(ChildRendering::HTML)
        }
        _ => comrak::html::format_node_default(context, node, entering),
    }
}

fn cell_style<'a>(cell: &'a AstNode<'a>) -> &'static str {
    let column = cell.preceding_siblings().count() - 1;
    let table = cell.parent().and_then(comrak::arena_tree::Node::parent);
    let align = table.and_then(|table| match &table.data().value {
        NodeValue::Table(table) => table.alignments.get(column).copied(),
        _ => None,
    });
    match align {
        Some(TableAlignment::Left) => " style=\"text-align: left\"",
        Some(TableAlignment::Center) => " style=\"text-align: center\"",
        Some(TableAlignment::Right) => " style=\"text-align: right\"",
        _ => "",
    }
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Body => "body",
        Role::Kicker => "kicker",
        Role::Standfirst => "standfirst",
        Role::Byline => "byline",
        Role::Dateline => "dateline",
        Role::Footer => "footer",
        Role::Furniture => "furniture",
    }
}

fn alert_type(alert: &str) -> Option<AlertType> {
    Some(match alert {
        "note" => AlertType::Note,
        "tip" => AlertType::Tip,
        "important" => AlertType::Important,
        "warning" => AlertType::Warning,
        "caution" => AlertType::Caution,
        _ => return None,
    })
}

/// Whether an address may stand in a page: relative, or of a scheme that cannot run anything.
pub fn is_safe_address(address: &str) -> bool {
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let Some((scheme, _)) = address[..end].split_once(':') else { return true };
    // A browser looks through white space and control characters.
    let scheme: String =
        scheme.chars().filter(|character| !character.is_whitespace() && !character.is_control()).collect();
    let is_scheme = scheme.starts_with(|character: char| character.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    !is_scheme || ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
}

/// Where a text stands first that is not part of a tag: an address may have the date in it.
fn find_outside_tags(html: &str, text: &str) -> Option<usize> {
    let mut start = 0;
    while !text.is_empty() && start < html.len() {
        let end = html[start..].find('<').map_or(html.len(), |at| start + at);
        if let Some(at) = html[start..end].find(text) {
            return Some(start + at);
        }
        start = html[end..].find('>').map_or(html.len(), |at| end + at + 1);
    }
    None
}

fn is_web_address(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    const ARTICLE: &str = "\
<article>
<header>
<p class=\"kicker\">TRANSPORT</p>
<h1>Harbour bridge reopens</h1>
<p class=\"standfirst\">Two years late: the crossing is back.</p>
<p class=\"byline\">By Ada Holm and Li Wen</p>
<p class=\"dateline\"><time datetime=\"2023-06-19\">19 June 2023</time></p>
</header>
<figure>
<img src=\"bridge.jpg\" alt=\"The bridge at dawn\">
<figcaption>The bridge. <span class=\"credit\">© Holm/Agency</span></figcaption>
</figure>
<p>It cost £3m, says <a href=\"https://example.org/plan\">the plan</a> – see \
<sup class=\"footnote\"><a href=\"#note-1\" role=\"doc-noteref\">1</a></sup></p>
<h2>What changed</h2>
<ul>
<li>New cables</li>
<li>Wider lanes</li>
</ul>
<blockquote>
<p>“It holds,” she said.</p>
</blockquote>
<table>
<thead>
<tr>
<th scope=\"col\">Year</th>
<th scope=\"col\" style=\"text-align: right\">Cost</th>
</tr>
</thead>
<tbody>
<tr>
<td>2021</td>
<td style=\"text-align: right\">1.2</td>
</tr>
<tr>
<td>2022</td>
<td style=\"text-align: right\">1.8</td>
</tr>
</tbody>
</table>
<section class=\"footnotes\" role=\"doc-endnotes\">
<ol>
<li id=\"note-1\">
<p>Prices of 2023.</p>
</li>
</ol>
</section>
<footer>
<p>© Harbour Post</p>
</footer>
</article>
";

    #[test]
    fn the_time_is_told_in_the_text_and_in_no_tag() {
        let html = "<a href=\"/2024/05/01/tides\" title=\"1 May\">Tides</a>, 1 May";
        assert_eq!(find_outside_tags(html, "1 May"), html.rfind("1 May"));
        assert_eq!(find_outside_tags("<b title=\"1 May\">", "1 May"), None);
        assert_eq!(find_outside_tags("<b>", ""), None);
    }

    #[test]
    fn writes_an_article() {
        let options = HtmlOptions { fragment: true, ..HtmlOptions::default() };
        assert_eq!(html(&sample::article(), &options), ARTICLE);
    }

    #[test]
    fn writes_a_page_around_it() {
        let page = html(&sample::article(), &HtmlOptions::default());
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"));
        assert!(page.contains("<title>Harbour bridge reopens</title>"));
        assert!(page.contains("<meta name=\"description\" content=\"Two years late: the crossing is back.\">"));
        assert!(page.contains("<meta property=\"article:published_time\" content=\"2023-06-19\">"));
        assert!(page.contains("\"author\":[{\"@type\":\"Person\",\"name\":\"Ada Holm\"}"));
        assert!(page.contains("<style>") && page.ends_with("</article>\n</main>\n</body>\n</html>\n"));
        let bare = html(&sample::article(), &HtmlOptions { css: Css::None, ..HtmlOptions::default() });
        assert!(!bare.contains("<style>"));
    }

    #[test]
    fn sets_the_direction_of_the_language() {
        let mut document = sample::document(vec![sample::paragraph(Role::Body, "שלום")]);
        document.meta.language = Some("he".to_owned());
        assert!(html(&document, &HtmlOptions::default()).contains("<html lang=\"he\" dir=\"rtl\">"));
    }

    #[test]
    fn lets_nothing_act() {
        let link = |to: &str| Inline::Link { to: to.into(), title: String::new(), content: sample::text("x") };
        let content = vec![
            link("javascript:alert(1)"),
            link("java\tscript:alert(1)"),
            link("JaVaScRiPt:alert(1)"),
            link("data:text/html,x"),
            link("a:b"),
            link("/a:b"),
            Inline::Html("<script>".into()),
            Inline::Image { source: "vbscript:x".into(), title: String::new(), alt: sample::text("alt") },
        ];
        let blocks =
            vec![Block::Paragraph { role: Role::Body, content }, Block::Html("<div onclick=\"x()\">d</div>".into())];
        let options = HtmlOptions { fragment: true, ..HtmlOptions::default() };
        let expected = "<article>\n<p>xxxxx<a href=\"/a:b\">x</a>&lt;script&gt;alt</p>\n\
            <pre class=\"raw-html\">&lt;div onclick=&quot;x()&quot;&gt;d&lt;/div&gt;</pre>\n</article>\n";
        assert_eq!(html(&sample::document(blocks.clone()), &options), expected);
        let options = HtmlOptions { raw_html: RawHtml::Keep, ..options };
        let kept = html(&sample::document(blocks), &options);
        assert!(kept.contains("<div>d</div>") && kept.contains("&lt;script&gt;alt"), "{kept}");
        assert!(!kept.contains("<script"), "{kept}");
    }

    #[test]
    fn json_ld_cannot_end_its_script() {
        let mut document = sample::document(Vec::new());
        document.meta.title = Some("</script><b>".to_owned());
        let page = html(&document, &HtmlOptions::default());
        assert!(page.contains("\"headline\":\"\\u003c/script>"), "{page}");
    }
}
