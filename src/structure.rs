//! Which passage is what: roles, and the tree made of a draft once the last repair is done.

use std::ops::Range;

use crate::document::{Block, Document, Inline, Role};
use crate::draft::Draft;

mod byline;
mod caption;
mod dateline;
pub mod dates;
mod footer;
mod furniture;
mod header;
mod passage;
pub mod roles;
mod shape;
mod subheads;

/// What a passage is in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// What the source says it is; running text where it says nothing.
    #[default]
    Body,
    /// The line above the headline.
    Kicker,
    /// The headline.
    Headline,
    /// The summary below the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Where and when, as a line of its own.
    Dateline,
    /// The text below a picture.
    Caption {
        /// Where the credit lies in the draft's text.
        credit: Option<Range<usize>>,
    },
    /// A heading in the text.
    Subhead,
    /// Below the article.
    Footer,
    /// What surrounds the article and was kept.
    Furniture,
}

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
