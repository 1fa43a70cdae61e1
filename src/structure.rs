//! Which passage is what: roles, and the tree made of a draft once the last repair is done.

use crate::document::{Document, Role};
use crate::draft::Hint;
use crate::page::Page;

mod byline;
mod caption;
mod dateline;
pub mod dates;
mod facts;
mod footer;
mod furniture;
mod header;
mod letter;
mod passage;
pub mod roles;
mod shape;
mod subheads;
pub mod tree;

pub use facts::FactNote;
pub use roles::{RoleNote, Roles};

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

/// Makes the document of a repaired page: the roles first, then the tree. The notes say which roles were recognised
/// and why, and where what is known about the article comes from.
pub fn document(page: &Page<'_>) -> (Document, Vec<RoleNote>, Vec<FactNote>) {
    let Roles { mut assigned, notes, mut meta, facts } = roles::assign(page);
    for (passage, assigned) in page.passages().iter().zip(&mut assigned) {
        if *assigned == Assigned::AsRead {
            *assigned = passage.hint.map_or(Assigned::AsRead, of_hint);
        }
    }
    meta.front_matter = page.draft().front_matter().map(str::to_owned);
    let (blocks, sources) = tree::blocks(page.draft(), &assigned);
    (Document { meta, blocks, sources }, notes, facts)
}

/// Whether a line below an article belongs to it: it says who helped, where the text appeared, what was corrected, or
/// under which licence it stands. A site's own copyright line does not.
///
/// ```
/// use copydesk::structure::is_note_below;
/// assert!(is_note_below("Additional reporting by Jane Doe in Cairo"));
/// assert!(is_note_below("An earlier version of this article misspelt the name of the ferry."));
/// assert!(!is_note_below("© 2024 The Daily Courier. All rights reserved."));
/// ```
pub fn is_note_below(text: &str) -> bool {
    footer::parse(text).is_some() && !footer::is_of_site(text)
}

/// What a passage is that the source itself gives a role.
fn of_hint(hint: Hint) -> Assigned {
    Assigned::Role(match hint {
        Hint::Kicker => Role::Kicker,
        Hint::Standfirst => Role::Standfirst,
        Hint::Byline => Role::Byline,
        Hint::Dateline => Role::Dateline,
        Hint::Footer => Role::Footer,
        // A credit goes with the figure around it.
        Hint::Credit => return Assigned::AsRead,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    #[test]
    fn what_the_source_says_of_a_passage_counts() {
        let source = "<article><p class=kicker>Sea</p><h1>Tides</h1><p>They turn twice a day.</p>\
                      <footer><p>Set in Cardiff.</p></footer></article>";
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        let outcome = crate::convert(source, &options);
        let roles: Vec<_> = outcome
            .document()
            .blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph { role, .. } => Some(*role),
                _ => None,
            })
            .collect();
        assert_eq!(roles, [Some(Role::Kicker), None, Some(Role::Body), Some(Role::Footer)]);
    }

    #[test]
    fn front_matter_stays_with_the_article() {
        let options = crate::Options { from: crate::Format::Markdown, ..crate::Options::default() };
        let outcome = crate::convert("---\nown: 1\n---\n\nText.\n", &options);
        assert_eq!(outcome.document().meta.front_matter.as_deref(), Some("---\nown: 1\n---"));
    }
}
