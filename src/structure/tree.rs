//! From a flat draft to a tree of blocks with inline content.

use std::ops::Range;

use super::Assigned;
use crate::document::{Block, Inline, Role};
use crate::draft::Draft;

/// Makes the blocks of a draft, and says where in the source each of them came from, in bytes.
///
/// `role_of` answers for a passage, by its index, what it was found to be.
pub fn blocks(draft: &Draft, role_of: &dyn Fn(usize) -> Assigned) -> (Vec<Block>, Vec<Range<usize>>) {
    let mut blocks = Vec::new();
    let mut sources = Vec::new();
    for (index, passage) in draft.passages().iter().enumerate() {
        let content = vec![Inline::Text(draft.text()[passage.range.clone()].to_owned())];
        blocks.push(match role_of(index) {
            Assigned::Role(role) => Block::Paragraph { role, content },
            Assigned::Heading(level) => Block::Heading { level, content },
            Assigned::Caption { .. } => Block::Figure { image: None, caption: content, credit: Vec::new() },
            Assigned::AsRead => Block::Paragraph { role: Role::Body, content },
        });
        sources.push(draft.source_of(&passage.range));
    }
    (blocks, sources)
}
