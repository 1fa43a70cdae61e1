//! HTML in one form: what several writers say in several ways, said in one, so that two renderings can be compared.

use std::fmt::Write as _;

use dom_query::{Document, NodeRef};

/// Elements that only part or hold others: white space beside their tags shows nowhere.
const BLOCKS: &[&str] = &[
    "alert",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The HTML of a body in one form: attributes that say nothing of the text are gone, white space that shows nowhere
/// too, footnotes are left out, and each block stands on a line.
pub fn canonical(html: &str) -> String {
    let document = Document::fragment(html);
    let mut writer = Writer::default();
    writer.children(&document.root());
    writer.out.trim().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Inside of preformatted text white space is content.
    preformatted: bool,
    /// Whether the last thing written was a block's tag.
    after_block: bool,
}

impl Writer {
    fn children(&mut self, node: &NodeRef<'_>) {
        for child in node.children_it(false) {
            self.node(&child);
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            return self.text(&node.text());
        }
        if node.is_comment() {
            return self.tag(&node.html(), true);
        }
        let name = node.node_name().unwrap_or_default().to_string();
        let class = node.attr("class").unwrap_or_default().to_string();
        match name.as_str() {
            "html" | "body" | "article" | "header" | "main" | "footer" | "tbody" | "time" => self.children(node),
            "section" | "div" if class.contains("footnote") => {}
            "sup" if class.contains("footnote") => self.tag("<note>", false),
            "p" if class == "markdown-alert-title" => {}
            "div" | "blockquote" if class.contains("markdown-alert-") => {
                self.element(node, "alert", class.rsplit('-').next().unwrap_or_default());
            }
            // Raw HTML that is shown stands as bare text.
            "pre" if class == "raw-html" => {
                self.text(&format!("\n{}\n", node.text()));
            }
            "input" if node.parent().is_some_and(|parent| parent.has_name("p")) => {}
            "input" => self.input(node),
            // The box of a task stands before the paragraph with some writers, and in it with others.
            "p" if node.first_element_child().is_some_and(|child| child.has_name("input")) => {
                node.first_element_child().iter().for_each(|input| self.input(input));
                self.element(node, "p", "");
            }
            _ => self.element(node, &name, &attributes(node, &name)),
        }
    }

    fn input(&mut self, node: &NodeRef<'_>) {
        self.tag(if node.has_attr("checked") { "<box x>" } else { "<box>" }, true);
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str, attributes: &str) {
        let block = BLOCKS.contains(&name);
        let gap = if attributes.is_empty() { "" } else { " " };
        self.tag(&format!("<{name}{gap}{attributes}>"), block);
        let around = self.preformatted;
        self.preformatted |= name == "pre";
        self.children(node);
        self.preformatted = around;
        if node.may_have_children() {
            self.tag(&format!("</{name}>"), block);
        }
    }

    fn tag(&mut self, tag: &str, block: bool) {
        if block && !self.preformatted {
            self.out.truncate(self.out.trim_end_matches(is_blank).len());
            self.out.push('\n');
        }
        self.out.push_str(tag);
        self.after_block = block;
    }

    fn text(&mut self, text: &str) {
        if self.preformatted {
            self.out.push_str(&text.replace('<', "&lt;"));
            return;
        }
        for character in text.chars() {
            if !is_blank(character) {
                if std::mem::take(&mut self.after_block) {
                    self.out.push('\n');
                }
                // Text that looks like a tag is none.
                match character {
                    '<' => self.out.push_str("&lt;"),
                    _ => self.out.push(character),
                }
            } else if !self.after_block && !self.out.ends_with(is_blank) {
                self.out.push(' ');
            }
        }
    }
}

/// White space that a browser collapses.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The attributes that say something of the text.
fn attributes(node: &NodeRef<'_>, name: &str) -> String {
    let mut out = String::new();
    for attribute in ["href", "src", "alt", "title", "start"] {
        let Some(value) = node.attr(attribute) else { continue };
        let address = matches!(attribute, "href" | "src");
        let value = if address { decoded(&value) } else { value.to_string() };
        // No title and an empty one are the same; a list begins with 1 unless it says so.
        if !(attribute == "title" && value.is_empty() || attribute == "start" && value == "1") {
            let _ = write!(out, "{attribute}={value:?} ");
        }
    }
    if let Some(class) = node.attr("class")
        && name == "code"
    {
        let _ = write!(out, "{class} ");
    }
    if let Some(align) = node.attr("align") {
        let _ = write!(out, "align={align} ");
    }
    if let Some(style) = node.attr("style")
        && let Some(align) = style.split_once("text-align:")
    {
        let _ = write!(out, "align={} ", align.1.trim());
    }
    out.trim_end().to_owned()
}

/// An address without percent signs: writers differ in what they encode.
fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
