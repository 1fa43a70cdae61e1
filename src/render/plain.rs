//! The plain-text writer.

use super::fill::{fill, single_spaces, width};
use super::normal;
use crate::document::{Block, Document, Inline, Item};
use crate::draft::{Align, instruction};
use std::collections::HashMap;
use std::fmt::Write as _;

/// How plain text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlainOptions {
    /// Break lines at this many columns; nothing leaves each paragraph a line.
    pub wrap: Option<usize>,
    /// What becomes of the addresses of links.
    pub links: Links,
}

/// What becomes of the addresses of links in plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// They are left out.
    #[default]
    Omit,
    /// Each stands in angle brackets behind the link's text.
    Inline,
    /// They are numbered and stand at the end.
    Footnotes,
}

/// The document as plain text: blocks part by a blank line, the items of a tight list stand on lines that follow.
///
/// ```
/// use copydesk::document::{Block, Document, Inline, Role};
/// let content = vec![Inline::Emphasis(vec![Inline::Text("Rain".into())]), Inline::Text(" and wind.".into())];
/// let document = Document { blocks: vec![Block::Paragraph { role: Role::Body, content }], ..Document::default() };
/// let options = copydesk::render::PlainOptions { wrap: Some(8), ..Default::default() };
/// assert_eq!(copydesk::render::plain(&document, &options), "Rain and\nwind.\n");
/// ```
pub fn plain(document: &Document, options: &PlainOptions) -> String {
    let (blocks, footnotes) = normal::split_footnotes(normal::blocks(&document.blocks));
    let mut writer = Writer {
        out: String::new(),
        prefix: String::new(),
        lead: None,
        options,
        addresses: Vec::new(),
        numbers: HashMap::new(),
    };
    writer.blocks(&blocks, false);
    for (label, blocks) in &footnotes {
        if !writer.out.is_empty() {
            writer.line("");
        }
        writer.contained(&format!("[{label}] "), "    ", |writer| writer.blocks(blocks, false));
    }
    if !writer.addresses.is_empty() {
        writer.line("");
        for (index, address) in std::mem::take(&mut writer.addresses).iter().enumerate() {
            writer.line(&format!("[{}] {address}", index + 1));
        }
    }
    writer.out
}

struct Writer<'o> {
    out: String,
    /// What stands before each line of the block at hand.
    prefix: String,
    /// What stands before its first line instead.
    lead: Option<String>,
    options: &'o PlainOptions,
    addresses: Vec<String>,
    /// The number of each address.
    numbers: HashMap<String, usize>,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        let start = self.lead.take();
        let start = start.as_deref().unwrap_or(&self.prefix);
        self.out.push_str(if text.is_empty() { start.trim_end() } else { start });
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn contained(&mut self, first: &str, rest: &str, write: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        let lead = self.lead.take().unwrap_or_else(|| self.prefix.clone());
        self.lead = Some(lead + first);
        self.prefix.push_str(rest);
        write(self);
        if self.lead.is_some() {
            self.line("");
        }
        self.prefix.truncate(length);
    }

    fn blocks(&mut self, blocks: &[Block], tight: bool) {
        // A comment for this program is no text.
        let shown = blocks.iter().filter(|block| !matches!(block, Block::Html(html) if instruction(html).is_some()));
        for (index, block) in shown.enumerate() {
            if index > 0 && !tight {
                self.line("");
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => self.running(content, ""),
            Block::Quote { alert, blocks } => self.contained("> ", "> ", |writer| {
                if let Some(alert) = alert {
                    writer.line(&capitalised(alert));
                    writer.line("");
                }
                writer.blocks(blocks, false);
            }),
            Block::List { start, tight, items } => self.list(*start, *tight, items),
            Block::Figure { image, caption, credit } => {
                let mut content = caption.clone();
                if !caption.is_empty() && !credit.is_empty() {
                    content.push(Inline::Text(" ".to_owned()));
                }
                content.extend(credit.iter().cloned());
                let alt = image.as_ref().map(|image| image.alt.trim()).filter(|alt| !alt.is_empty());
                if let Some(alt) = alt {
                    self.running(&normal::inlines(&[Inline::Text(alt.to_owned())]), "");
                }
                if alt.is_some() && !content.is_empty() {
                    self.line("");
                }
                if !content.is_empty() {
                    self.running(&content, "");
                }
            }
            Block::Table { columns, head, rows } => self.table(columns, head, rows),
            Block::Code { text, .. } => text.lines().for_each(|line| self.line(line)),
            Block::Html(html) => html.lines().for_each(|line| self.line(line)),
            Block::Rule(text) if text.is_empty() => self.line("* * *"),
            Block::Rule(text) => self.line(text),
            Block::Definitions(definitions) => {
                for (index, definition) in definitions.iter().enumerate() {
                    if index > 0 {
                        self.line("");
                    }
                    self.running(&definition.term, "");
                    for blocks in &definition.definitions {
                        self.contained("  ", "  ", |writer| writer.blocks(blocks, false));
                    }
                }
            }
            // Footnotes were taken out before.
            Block::Footnote { .. } => {}
        }
    }

    /// Running text, filled where lines are to be broken.
    fn running(&mut self, content: &[Inline], before: &str) {
        let mut text = before.to_owned();
        self.push_text(content, &mut text);
        if let Some(columns) = self.options.wrap {
            let columns = columns.saturating_sub(width(&self.prefix)).max(1);
            text = fill(&text, &single_spaces(&text), columns);
        }
        for line in text.split('\n') {
            self.line(line);
        }
    }

    fn push_text(&mut self, content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Html(html) if instruction(html).is_some() => {}
                Inline::Text(text) | Inline::Code(text) | Inline::Html(text) => out.push_str(text),
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strike(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner) => self.push_text(inner, out),
                // What describes a picture is text alone.
                Inline::Image { alt, .. } => self.push_text(&normal::without_tags(alt), out),
                Inline::Link { to, content, .. } => self.push_link(to, content, out),
                Inline::FootnoteReference(label) => {
                    out.push('[');
                    out.push_str(label);
                    out.push(']');
                }
                Inline::SoftBreak if self.options.wrap.is_some() => out.push(' '),
                Inline::SoftBreak | Inline::Break => out.push('\n'),
            }
        }
    }

    fn push_link(&mut self, to: &str, content: &[Inline], out: &mut String) {
        let start = out.len();
        self.push_text(content, out);
        let shown = out[start..] == *to || to.strip_prefix("mailto:") == Some(&out[start..]);
        match self.options.links {
            Links::Inline if !shown && !to.is_empty() => {
                out.push_str(" <");
                out.push_str(to);
                out.push('>');
            }
            Links::Footnotes if !shown && !to.is_empty() => {
                let next = self.numbers.len() + 1;
                let number = *self.numbers.entry(to.to_owned()).or_insert(next);
                if number == next {
                    self.addresses.push(to.to_owned());
                }
                let _ = write!(out, " [{number}]");
            }
            _ => {}
        }
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[Item]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.line("");
            }
            let mut bullet = match start {
                Some(start) => format!("{}. ", start.saturating_add(index as u64)),
                None => "- ".to_owned(),
            };
            let rest = " ".repeat(bullet.len());
            match item.checked {
                Some(true) => bullet.push_str("[x] "),
                Some(false) => bullet.push_str("[ ] "),
                None => {}
            }
            self.contained(&bullet, &rest, |writer| writer.blocks(&item.blocks, tight));
        }
    }

    /// A table as columns that line up.
    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let mut lines: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
        for cells in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
            let mut line = Vec::with_capacity(cells.len());
            for cell in cells {
                let mut text = String::new();
                self.push_text(cell, &mut text);
                line.push(text.replace('\n', " "));
            }
            lines.push(line);
        }
        let widths: Vec<usize> =
            (0..columns.len()).map(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0)).collect();
        for (index, line) in lines.iter().enumerate() {
            if index == 0 && line.iter().all(String::is_empty) {
                continue;
            }
            let cells: Vec<String> = line
                .iter()
                .zip(&widths)
                .zip(columns)
                .map(|((cell, width), align)| padded(cell, *width, *align))
                .collect();
            self.line(cells.join("  ").trim_end());
            if index == 0 {
                let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width.max(1))).collect();
                self.line(&rules.join("  "));
            }
        }
    }
}

fn padded(cell: &str, columns: usize, align: Align) -> String {
    let room = columns - width(cell);
    match align {
        Align::Right => " ".repeat(room) + cell,
        Align::Center => " ".repeat(room / 2) + cell + &" ".repeat(room - room / 2),
        Align::None | Align::Left => cell.to_owned() + &" ".repeat(room),
    }
}

/// A word with a capital letter first.
pub fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::document::Role;

    const ARTICLE: &str = "\
TRANSPORT

Harbour bridge reopens

Two years late: the crossing is back.

By Ada Holm and Li Wen

19 June 2023

The bridge at dawn

The bridge. © Holm/Agency

It cost £3m, says the plan – see [a]

What changed

- New cables
- Wider lanes

> “It holds,” she said.

Year  Cost
----  ----
2021   1.2
2022   1.8

© Harbour Post

[a] Prices of 2023.
";

    #[test]
    fn writes_an_article() {
        assert_eq!(plain(&sample::article(), &PlainOptions::default()), ARTICLE);
    }

    #[test]
    fn shows_addresses_where_asked() {
        let link = |to: &str| Inline::Link { to: to.into(), title: String::new(), content: sample::text("here") };
        let content = [vec![link("/a")], sample::text(" and "), vec![link("/b")], sample::text(", "), vec![link("/a")]];
        let document = sample::document(vec![Block::Paragraph { role: Role::Body, content: content.concat() }]);
        let written = |links| plain(&document, &PlainOptions { links, ..PlainOptions::default() });
        assert_eq!(written(Links::Omit), "here and here, here\n");
        assert_eq!(written(Links::Inline), "here </a> and here </b>, here </a>\n");
        assert_eq!(written(Links::Footnotes), "here [1] and here [2], here [1]\n\n[1] /a\n[2] /b\n");
    }

    #[test]
    fn wraps_within_what_it_lies_in() {
        let items = vec![Item { checked: None, blocks: vec![sample::paragraph(Role::Body, "one two three")] }];
        let list = Block::List { start: Some(9), tight: true, items };
        let document = sample::document(vec![Block::Quote { alert: None, blocks: vec![list] }]);
        let options = PlainOptions { wrap: Some(13), ..PlainOptions::default() };
        assert_eq!(plain(&document, &options), "> 9. one two\n>    three\n");
    }
}
