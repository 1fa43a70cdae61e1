//! The writers: one document as Markdown, HTML, plain text or JSON, with the same text in each.

mod agree;
mod characters;
mod escape;
mod fill;
mod front_matter;
mod html;
mod inline;
mod json;
mod markdown;
mod normal;
mod plain;
pub mod verify;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod sample;

pub use agree::{agree, text_of};
pub use html::{Css, HtmlOptions, RawHtml, html};
pub use json::{JsonError, Positions, SourceRange, StoredRepair, json, read_json};
pub use markdown::{Flavour, MarkdownOptions};
pub use plain::{Links, PlainOptions, plain};

use crate::document::Document;

/// The deepest nesting of blocks, and of inline content, that is written; what lies deeper is written as text.
pub const MAX_NESTING: usize = 64;

/// The document as Markdown, read back and compared before it is handed out.
///
/// Blocks part by a blank line, the text ends with one line feed, and an empty document gives an empty text. What had
/// to be written another way than asked is told by [`verify::markdown`].
///
/// ```
/// use copydesk::document::{Block, Document, Inline, Role};
/// let content = vec![Inline::Strong(vec![Inline::Text("Bold:".into())]), Inline::Text("text, 2*3 = 6".into())];
/// let blocks = vec![Block::Paragraph { role: Role::Body, content }];
/// let document = Document { blocks, ..Document::default() };
/// let text = copydesk::render::markdown(&document, &copydesk::render::MarkdownOptions::default());
/// assert_eq!(text, "**Bold:**&#116;ext, 2*3 = 6\n");
/// ```
pub fn markdown(document: &Document, options: &MarkdownOptions) -> String {
    verify::markdown(document, options).text
}
