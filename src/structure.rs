//! Which passage is what: roles, and the tree made of a draft once the last repair is done.

use crate::document::{Document, Role};
use crate::draft::Draft;

pub mod tree;

/// What a passage was found to be, beyond what its source says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// Nothing beyond what the source says.
    #[default]
    AsRead,
    /// A paragraph with this role.
    Role(Role),
    /// A heading of this level; level 1 is the headline.
    Heading(u8),
    /// The caption of a picture.
    Caption {
        /// Where the credit begins, in bytes of the passage's text; what stands before it is the caption.
        credit: Option<usize>,
    },
}

/// Makes the document of a repaired draft.
pub fn document(draft: &Draft) -> Document {
    let (blocks, sources) = tree::blocks(draft, &|_| Assigned::AsRead);
    Document { blocks, sources, ..Document::default() }
}
