//! Which passage is what: roles, and the tree made of a draft once the last repair is done.

mod byline;
mod caption;
mod dateline;
pub mod dates;
mod footer;
mod shape;
pub mod tree;

use crate::document::{Document, Meta, Role};
use crate::draft::Draft;

/// What a passage at the top of the tree is in the article, decided from its place, its form and its wording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// What the source says it is.
    #[default]
    AsRead,
    /// A paragraph with a role.
    Role(Role),
    /// A heading of level 1 to 6; 1 is the headline.
    Heading(u8),
    /// The caption of a picture.
    Caption {
        /// Where the credit begins in the passage's text, in bytes.
        credit: Option<usize>,
    },
}

/// Makes the document of a repaired draft.
pub fn document(draft: &Draft) -> Document {
    let (blocks, sources) = tree::blocks(draft, &[]);
    Document { meta: Meta::default(), blocks, sources }
}
