//! The normal form of a document: what every rendering can say, said in one way.
//!
//! White space leaves the edges of emphasis and of blocks, text is one piece, what is empty goes, what nests too deep
//! becomes text. The renderings agree because each of them is made from this form.

use super::MAX_NESTING;
use crate::document::{Block, Definition, Image, Inline, Item, plain_text};
use crate::draft::instruction;
use std::collections::HashMap;

/// The blocks in normal form.
pub fn blocks(blocks: &[Block]) -> Vec<Block> {
    nested(blocks, 0)
}

fn nested(blocks: &[Block], depth: usize) -> Vec<Block> {
    blocks.iter().filter_map(|one| block(one, depth)).collect()
}

/// A block in normal form; nothing if it holds nothing.
pub fn block(block: &Block, depth: usize) -> Option<Block> {
    if depth >= MAX_NESTING && !matches!(block, Block::Paragraph { .. } | Block::Heading { .. } | Block::Code { .. }) {
        let content = inlines(&[Inline::Text(block_text(block))]);
        return (!content.is_empty()).then_some(Block::Paragraph { role: crate::document::Role::Body, content });
    }
    Some(match block {
        Block::Heading { level, content } => heading(*level, content),
        Block::Paragraph { role, content } => {
            let content = inlines(content);
            if content.is_empty() {
                return None;
            }
            Block::Paragraph { role: *role, content }
        }
        Block::Quote { alert, blocks } => Block::Quote { alert: alert.clone(), blocks: nested(blocks, depth + 1) },
        Block::List { start, tight, items } => {
            if items.is_empty() {
                return None;
            }
            let items = items
                .iter()
                .map(|item| Item { checked: item.checked, blocks: nested(&item.blocks, depth + 1) })
                .collect();
            Block::List { start: *start, tight: *tight, items }
        }
        Block::Figure { image, caption, credit } => figure(image.as_ref(), caption, credit)?,
        Block::Table { columns, head, rows } => table(columns, head, rows)?,
        Block::Code { info, text } => {
            let mut text = lines_of(text);
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            Block::Code { info: info.trim().replace('\n', " "), text }
        }
        Block::Rule(text) => Block::Rule(text.trim().to_owned()),
        Block::Footnote { label, blocks } => {
            Block::Footnote { label: label.clone(), blocks: nested(blocks, depth + 1) }
        }
        Block::Definitions(definitions) => {
            Block::Definitions(definitions.iter().map(|one| definition(one, depth)).collect())
        }
        Block::Html(html) => {
            let html = lines_of(html);
            let html = html.trim_end_matches(['\n', ' ', '\t']);
            if html.is_empty() {
                return None;
            }
            Block::Html(html.to_owned())
        }
    })
}

fn heading(level: u8, content: &[Inline]) -> Block {
    let level = level.clamp(1, 6);
    let content = inlines(content);
    // A Markdown heading below the second level is one line.
    let content = if level > 2 { one_line(content) } else { content };
    Block::Heading { level, content }
}

fn figure(image: Option<&Image>, caption: &[Inline], credit: &[Inline]) -> Option<Block> {
    let (caption, credit) = (inlines(caption), inlines(credit));
    if image.is_none() && caption.is_empty() && credit.is_empty() {
        return None;
    }
    Some(Block::Figure { image: image.cloned(), caption, credit })
}

fn table(columns: &[crate::draft::Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Option<Block> {
    let width = columns.len().max(head.len()).max(rows.iter().map(Vec::len).max().unwrap_or(0));
    if width == 0 {
        return None;
    }
    let row = |cells: &Vec<Vec<Inline>>| {
        let mut cells: Vec<Vec<Inline>> = cells.iter().map(|cell| cell_line(inlines(cell))).collect();
        cells.resize(width, Vec::new());
        cells
    };
    let mut columns = columns.to_vec();
    columns.resize(width, crate::draft::Align::None);
    Some(Block::Table { columns, head: row(&head.to_vec()), rows: rows.iter().map(row).collect() })
}

fn definition(definition: &Definition, depth: usize) -> Definition {
    Definition {
        term: one_line(inlines(&definition.term)),
        definitions: definition.definitions.iter().map(|blocks| nested(blocks, depth + 1)).collect(),
    }
}

/// A text with line feeds as the only line ends.
fn lines_of(text: &str) -> String {
    if text.contains(['\r', '\0']) {
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}")
    } else {
        text.to_owned()
    }
}

/// The inline content in normal form.
pub fn inlines(content: &[Inline]) -> Vec<Inline> {
    let mut out = sequence(content, &Around { depth: 0, in_link: false, emphasis: None });
    trim(&mut out);
    out
}

/// What inline content lies in.
struct Around {
    depth: usize,
    in_link: bool,
    emphasis: Option<Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Emphasis,
    Strong,
    Strike,
}

fn kind(inline: &Inline) -> Option<Kind> {
    match inline {
        Inline::Emphasis(_) => Some(Kind::Emphasis),
        Inline::Strong(_) => Some(Kind::Strong),
        Inline::Strike(_) => Some(Kind::Strike),
        _ => None,
    }
}

fn sequence(content: &[Inline], around: &Around) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        if around.depth >= MAX_NESTING && !matches!(inline, Inline::Text(_) | Inline::Code(_)) {
            push_text(&mut out, &plain_text(std::slice::from_ref(inline)));
            continue;
        }
        push(&mut out, inline, around);
    }
    tidy_breaks(out)
}

fn push(out: &mut Vec<Inline>, inline: &Inline, around: &Around) {
    let inner = |content: &[Inline]| {
        let emphasis = kind(inline);
        sequence(content, &Around { depth: around.depth + 1, in_link: around.in_link, emphasis })
    };
    match inline {
        Inline::Text(text) => push_text(out, text),
        Inline::Code(text) => {
            let text = lines_of(text).replace('\n', " ");
            match out.last_mut() {
                // Two spans of code that touch would be read as one with backticks in it.
                Some(Inline::Code(last)) => last.push_str(&text),
                _ if text.is_empty() => {}
                _ => out.push(Inline::Code(text)),
            }
        }
        Inline::Emphasis(content) => push_emphasis(out, Kind::Emphasis, inner(content), around),
        Inline::Strong(content) => push_emphasis(out, Kind::Strong, inner(content), around),
        Inline::Strike(content) => push_emphasis(out, Kind::Strike, inner(content), around),
        Inline::Superscript(content) => push_script(out, inner(content), Inline::Superscript),
        Inline::Subscript(content) => push_script(out, inner(content), Inline::Subscript),
        Inline::Link { content, .. } if around.in_link => {
            for inline in inner(content) {
                push_normal(out, inline, around);
            }
        }
        Inline::Link { to, title, content } => {
            let around = Around { depth: around.depth + 1, in_link: true, emphasis: None };
            let mut content = sequence(content, &around);
            let before = take_edge(&mut content, Edge::Start);
            let after = take_edge(&mut content, Edge::End);
            for inline in before {
                push_normal(out, inline, &around);
            }
            out.push(Inline::Link { to: address(to), title: lines_of(title), content });
            for inline in after {
                push_normal(out, inline, &around);
            }
        }
        Inline::Image { source, title, alt } => {
            let around = Around { depth: around.depth + 1, in_link: false, emphasis: None };
            let mut alt = sequence(alt, &around);
            trim(&mut alt);
            out.push(Inline::Image { source: address(source), title: lines_of(title), alt });
        }
        Inline::FootnoteReference(label) => out.push(Inline::FootnoteReference(label.clone())),
        Inline::SoftBreak => out.push(Inline::SoftBreak),
        Inline::Break => out.push(Inline::Break),
        Inline::Html(html) => {
            if !html.is_empty() {
                out.push(Inline::Html(lines_of(html)));
            }
        }
    }
}

/// An address without what no format can carry in it.
fn address(address: &str) -> String {
    if address.contains(|character: char| character.is_control()) {
        address.trim().chars().filter(|character| !character.is_control()).collect()
    } else {
        address.trim().to_owned()
    }
}

fn push_normal(out: &mut Vec<Inline>, inline: Inline, around: &Around) {
    match inline {
        Inline::Text(text) => push_text(out, &text),
        Inline::Emphasis(content) => push_emphasis(out, Kind::Emphasis, content, around),
        Inline::Strong(content) => push_emphasis(out, Kind::Strong, content, around),
        Inline::Strike(content) => push_emphasis(out, Kind::Strike, content, around),
        Inline::Code(_) => push(out, &inline, around),
        other => out.push(other),
    }
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    let text = if text.contains(['\r', '\0']) { &lines_of(text) } else { text };
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push(Inline::SoftBreak);
        }
        if line.is_empty() {
            continue;
        }
        if let Some(Inline::Text(last)) = out.last_mut() {
            last.push_str(line);
        } else {
            out.push(Inline::Text(line.to_owned()));
        }
    }
}

/// Superscript and subscript; empty ones say nothing.
fn push_script(out: &mut Vec<Inline>, content: Vec<Inline>, wrap: fn(Vec<Inline>) -> Inline) {
    if !content.is_empty() {
        out.push(wrap(content));
    }
}

/// Puts emphasis behind what is there: white space at its edges goes outside, equal neighbours become one.
fn push_emphasis(out: &mut Vec<Inline>, kind: Kind, mut content: Vec<Inline>, around: &Around) {
    let before = take_edge(&mut content, Edge::Start);
    let after = take_edge(&mut content, Edge::End);
    for inline in before {
        push_normal(out, inline, around);
    }
    if !content.is_empty() {
        // Emphasis in emphasis that touches other emphasis has no form in Markdown, and adds nothing to see.
        let touches = out.last().is_some_and(|last| self::kind(last).is_some()) && around.emphasis.is_some();
        if touches && around.emphasis == Some(kind) || around.emphasis == Some(Kind::Strike) && kind == Kind::Strike {
            for inline in content {
                push_normal(out, inline, around);
            }
        } else {
            join_emphasis(out, kind, content, around);
        }
    }
    for inline in after {
        push_normal(out, inline, around);
    }
}

fn join_emphasis(out: &mut Vec<Inline>, kind: Kind, content: Vec<Inline>, around: &Around) {
    let last = match (out.last_mut(), kind) {
        (Some(Inline::Emphasis(last)), Kind::Emphasis)
        | (Some(Inline::Strong(last)), Kind::Strong)
        | (Some(Inline::Strike(last)), Kind::Strike) => Some(last),
        _ => None,
    };
    if let Some(last) = last {
        let around = Around { depth: around.depth + 1, in_link: around.in_link, emphasis: Some(kind) };
        for inline in content {
            push_normal(last, inline, &around);
        }
        return;
    }
    if around.emphasis.is_some()
        && let Some(last) = out.last()
        && self::kind(last) == around.emphasis
        && around.emphasis != Some(kind)
        && let Some(Inline::Emphasis(flat) | Inline::Strong(flat) | Inline::Strike(flat)) = out.pop()
    {
        for inline in flat {
            push_normal(out, inline, around);
        }
        return push_emphasis(out, kind, content, around);
    }
    out.push(match kind {
        Kind::Emphasis => Inline::Emphasis(content),
        Kind::Strong => Inline::Strong(content),
        Kind::Strike => Inline::Strike(content),
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Takes white space and breaks off an edge.
fn take_edge(content: &mut Vec<Inline>, edge: Edge) -> Vec<Inline> {
    let mut taken = Vec::new();
    loop {
        let at = if edge == Edge::Start { 0 } else { content.len().saturating_sub(1) };
        let spaces = match content.get_mut(at) {
            Some(Inline::SoftBreak | Inline::Break) => {
                taken.push(content.remove(at));
                continue;
            }
            Some(Inline::Text(text)) => {
                let kept = match edge {
                    Edge::Start => text.trim_start_matches([' ', '\t']),
                    Edge::End => text.trim_end_matches([' ', '\t']),
                };
                let spaces = match edge {
                    Edge::Start => text[..text.len() - kept.len()].to_owned(),
                    Edge::End => text[kept.len()..].to_owned(),
                };
                *text = kept.to_owned();
                if text.is_empty() {
                    content.remove(at);
                } else if !spaces.is_empty() {
                    taken.push(Inline::Text(spaces));
                    break;
                }
                spaces
            }
            _ => break,
        };
        if spaces.is_empty() {
            break;
        }
        taken.push(Inline::Text(spaces));
    }
    if edge == Edge::End {
        taken.reverse();
    }
    taken
}

/// Takes white space and breaks off both edges of a block's content; a tab before its first word is the author's, for
/// no reader takes the white space of a line's start for text.
fn trim(content: &mut Vec<Inline>) {
    if !matches!(content.first(), Some(Inline::Text(text)) if text.starts_with('\t')) {
        take_edge(content, Edge::Start);
    }
    take_edge(content, Edge::End);
}

/// Takes the white space around line ends away; of several line ends in a row the strongest stays.
fn tidy_breaks(content: Vec<Inline>) -> Vec<Inline> {
    if !content.iter().any(|inline| matches!(inline, Inline::SoftBreak | Inline::Break)) {
        return content;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::SoftBreak | Inline::Break => {
                while let Some(Inline::Text(text)) = out.last_mut() {
                    text.truncate(text.trim_end_matches([' ', '\t']).len());
                    if !text.is_empty() {
                        break;
                    }
                    out.pop();
                }
                match out.last_mut() {
                    Some(Inline::Break) if inline == Inline::SoftBreak => {}
                    Some(last @ Inline::SoftBreak) if inline == Inline::Break => *last = inline,
                    _ => out.push(inline),
                }
            }
            Inline::Text(text) if matches!(out.last(), Some(Inline::SoftBreak | Inline::Break)) => {
                let text = text.trim_start_matches([' ', '\t']);
                if !text.is_empty() {
                    out.push(Inline::Text(text.to_owned()));
                }
            }
            other => out.push(other),
        }
    }
    out
}

/// The content with each line end made a space.
pub fn one_line(content: Vec<Inline>) -> Vec<Inline> {
    mapped(content, &|inline| match inline {
        Inline::SoftBreak | Inline::Break => Inline::Text(" ".to_owned()),
        other => other,
    })
}

/// The content of a table cell, where the only line end is the tag for a break.
fn cell_line(content: Vec<Inline>) -> Vec<Inline> {
    mapped(content, &|inline| match inline {
        Inline::SoftBreak => Inline::Text(" ".to_owned()),
        Inline::Html(html) if matches!(html.as_str(), "<br>" | "<br/>" | "<br />") => Inline::Break,
        Inline::Html(html) if html.contains('\n') => Inline::Html(html.replace('\n', " ")),
        other => other,
    })
}

/// The content with each piece of it changed, texts that meet made one, and soft line ends in a row made one.
pub fn mapped(content: Vec<Inline>, change: &dyn Fn(Inline) -> Inline) -> Vec<Inline> {
    mapped_apart(content, change, change)
}

/// The content with each piece of it changed as [`mapped`] does, those that describe pictures by `change_alt`.
pub fn mapped_apart(
    content: Vec<Inline>,
    change: &dyn Fn(Inline) -> Inline,
    change_alt: &dyn Fn(Inline) -> Inline,
) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    let mut after_soft_break = false;
    for inline in content {
        let is_soft_break = inline == Inline::SoftBreak;
        if std::mem::replace(&mut after_soft_break, is_soft_break) && is_soft_break {
            continue;
        }
        let inline = match inline {
            Inline::Emphasis(inner) => Inline::Emphasis(mapped_apart(inner, change, change_alt)),
            Inline::Strong(inner) => Inline::Strong(mapped_apart(inner, change, change_alt)),
            Inline::Strike(inner) => Inline::Strike(mapped_apart(inner, change, change_alt)),
            Inline::Superscript(inner) => Inline::Superscript(mapped_apart(inner, change, change_alt)),
            Inline::Subscript(inner) => Inline::Subscript(mapped_apart(inner, change, change_alt)),
            Inline::Link { to, title, content } => {
                Inline::Link { to, title, content: mapped_apart(content, change, change_alt) }
            }
            Inline::Image { source, title, alt } => Inline::Image { source, title, alt: mapped(alt, change_alt) },
            other => change(other),
        };
        match (out.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    out
}

/// The content without raw HTML.
pub fn without_tags(content: &[Inline]) -> Vec<Inline> {
    mapped(content.to_vec(), &without_tag)
}

/// A piece of content as it is, raw HTML as no text.
pub fn without_tag(inline: Inline) -> Inline {
    if matches!(inline, Inline::Html(_)) { Inline::Text(String::new()) } else { inline }
}

/// The words of a block, a line for each block in it.
pub fn block_text(block: &Block) -> String {
    let mut lines = Vec::new();
    push_block_text(block, &mut lines);
    lines.join("\n")
}

/// Appends the words of a block, an entry for each paragraph, cell or line of its own.
pub fn push_block_text(block: &Block, lines: &mut Vec<String>) {
    let mut push = |content: &[Inline]| {
        let text = plain_text(content);
        if !text.is_empty() {
            lines.push(text);
        }
    };
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => push(content),
        Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
            for block in blocks {
                push_block_text(block, lines);
            }
        }
        Block::List { items, .. } => {
            for block in items.iter().flat_map(|item| &item.blocks) {
                push_block_text(block, lines);
            }
        }
        Block::Figure { image, caption, credit } => {
            if let Some(image) = image {
                push(&[Inline::Text(image.alt.clone())]);
            }
            push(caption);
            push(credit);
        }
        Block::Table { head, rows, .. } => {
            for cell in head.iter().chain(rows.iter().flatten()) {
                push(cell);
            }
        }
        // A comment for this program is no text of the author's.
        Block::Html(html) if instruction(html).is_some() => {}
        Block::Code { text, .. } | Block::Html(text) => push(&[Inline::Text(text.trim_end().to_owned())]),
        Block::Rule(_) => {}
        Block::Definitions(definitions) => {
            for definition in definitions {
                push_block_text(
                    &Block::Paragraph { role: crate::document::Role::Body, content: definition.term.clone() },
                    lines,
                );
                for block in definition.definitions.iter().flatten() {
                    push_block_text(block, lines);
                }
            }
        }
    }
}

/// Takes the footnotes out of the blocks, wherever they lie, and puts them into the order in which the text refers to
/// them; those it does not refer to come last, those of one label together.
pub fn split_footnotes(blocks: Vec<Block>) -> (Vec<Block>, Vec<(String, Vec<Block>)>) {
    let mut notes = Vec::new();
    let blocks = without_footnotes(blocks, &mut notes);
    if notes.is_empty() {
        return (blocks, notes);
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut see = |label: &String| {
        let next = places.len();
        places.entry(label.clone()).or_insert(next);
    };
    each_inline(&blocks, &mut |inline| {
        if let Inline::FootnoteReference(label) = inline {
            see(label);
        }
    });
    for (label, _) in &notes {
        see(label);
    }
    notes.sort_by_key(|(label, _)| places.get(label).copied());
    (blocks, notes)
}

fn without_footnotes(blocks: Vec<Block>, notes: &mut Vec<(String, Vec<Block>)>) -> Vec<Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Footnote { label, blocks } => {
                let place = notes.len();
                notes.push((label, Vec::new()));
                notes[place].1 = without_footnotes(blocks, notes);
            }
            Block::Quote { alert, blocks } => {
                kept.push(Block::Quote { alert, blocks: without_footnotes(blocks, notes) });
            }
            Block::List { start, tight, items } => {
                let items = items
                    .into_iter()
                    .map(|item| Item { checked: item.checked, blocks: without_footnotes(item.blocks, notes) })
                    .collect();
                kept.push(Block::List { start, tight, items });
            }
            other => kept.push(other),
        }
    }
    kept
}

/// Shows every piece of inline content in the blocks, outer ones first.
pub fn each_inline(blocks: &[Block], see: &mut dyn FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => each_piece(content, see),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => each_inline(blocks, see),
            Block::List { items, .. } => items.iter().for_each(|item| each_inline(&item.blocks, see)),
            Block::Figure { caption, credit, .. } => {
                each_piece(caption, see);
                each_piece(credit, see);
            }
            Block::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    each_piece(cell, see);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    each_piece(&definition.term, see);
                    for blocks in &definition.definitions {
                        each_inline(blocks, see);
                    }
                }
            }
            Block::Code { .. } | Block::Rule(_) | Block::Html(_) => {}
        }
    }
}

fn each_piece(content: &[Inline], see: &mut dyn FnMut(&Inline)) {
    for inline in content {
        see(inline);
        match inline {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Image { alt: inner, .. } => each_piece(inner, see),
            _ => {}
        }
    }
}

/// The content with each soft line end made a space.
pub fn one_line_but_breaks(content: Vec<Inline>) -> Vec<Inline> {
    mapped(content, &|inline| match inline {
        Inline::SoftBreak => Inline::Text(" ".to_owned()),
        other => other,
    })
}

/// The content without emphasis in emphasis of the same kind, which adds nothing to see.
pub fn unnested(content: &[Inline]) -> Vec<Inline> {
    let flat = without_nested(content, &mut Vec::new());
    sequence(&flat, &Around { depth: 0, in_link: false, emphasis: None })
}

fn without_nested(content: &[Inline], open: &mut Vec<Kind>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match (inline, kind(inline)) {
            (Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner), Some(kind)) => {
                if open.contains(&kind) {
                    out.extend(without_nested(inner, open));
                    continue;
                }
                open.push(kind);
                let inner = without_nested(inner, open);
                open.pop();
                out.push(match kind {
                    Kind::Emphasis => Inline::Emphasis(inner),
                    Kind::Strong => Inline::Strong(inner),
                    Kind::Strike => Inline::Strike(inner),
                });
            }
            (Inline::Link { to, title, content }, _) => {
                let content = without_nested(content, open);
                out.push(Inline::Link { to: to.clone(), title: title.clone(), content });
            }
            _ => out.push(inline.clone()),
        }
    }
    out
}
