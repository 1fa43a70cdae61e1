//! Which passage is what: roles, and the tree made of a draft once the last repair is done.

mod byline;
mod caption;
pub mod dates;
mod dateline;
mod footer;
mod shape;

use crate::document::{Block, Document, Inline, Role};
use crate::draft::Draft;

/// Makes the document of a repaired draft.
pub fn document(draft: &Draft) -> Document {
    let mut document = Document::default();
    for passage in draft.passages() {
        let content = vec![Inline::Text(draft.text()[passage.range.clone()].to_owned())];
        document.blocks.push(Block::Paragraph { role: Role::Body, content });
        document.sources.push(draft.source_of(&passage.range));
    }
    document
}
