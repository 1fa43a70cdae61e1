//! The document: the article as blocks with roles and inline content, made once, after the last repair.
//!
//! It holds any CommonMark and GFM document without loss, and the roles of an article beside it.

use std::ops::Range;

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What is known about the article.
    pub meta: Meta,
    /// The article, top to bottom.
    pub blocks: Vec<Block>,
    /// Where each block of `blocks` came from, in bytes of the source; as many as blocks.
    pub sources: Vec<Range<usize>>,
}

/// What is known about an article. What is not known is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The headline as plain text.
    pub title: Option<String>,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// The summary below the headline.
    pub standfirst: Option<String>,
    /// Who wrote it, a name each.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where it was written (`BEIJING`), and the agency if one is named with it.
    pub dateline: Option<String>,
    /// The outlet or agency.
    pub source: Option<String>,
    /// The copyright or licence line.
    pub rights: Option<String>,
    /// The language as a BCP 47 tag.
    pub language: Option<String>,
    /// The article's own address.
    pub canonical: Option<String>,
    /// The front matter the source had, without the fences: unknown keys survive.
    pub front_matter: Option<String>,
}

/// A time of publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// As the source has it (`3 HOURS AGO`, `19 June 2023`).
    pub text: String,
    /// As an ISO 8601 date or time, where it can be known.
    pub iso: Option<String>,
}

/// What a paragraph is in the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The line above the headline.
    Kicker,
    /// The summary below the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// Where and when it was written or published, as a line of its own.
    Dateline,
    /// Below the article: additional reporting, copyright, licence.
    Footer,
    /// What surrounds the article and was kept, being unsure.
    Furniture,
}

/// A block of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is the headline.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// What it is in the article.
        role: Role,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A block quote.
    Quote {
        /// The kind of a GFM alert, in lower case.
        alert: Option<String>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// No blank lines between the items.
        tight: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// A picture with its caption.
    Figure {
        /// The picture; pages often lose it and leave the caption.
        image: Option<Image>,
        /// The caption.
        caption: Vec<Inline>,
        /// Who is to be credited for the picture.
        credit: Vec<Inline>,
    },
    /// A table.
    Table {
        /// The alignment of each column.
        columns: Vec<crate::draft::Align>,
        /// The head row.
        head: Vec<Vec<Inline>>,
        /// The rows; each has as many cells as there are columns.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Code.
    Code {
        /// The info string, its first word the language.
        info: String,
        /// The code; ends in a line feed unless empty.
        text: String,
    },
    /// A thematic break or scene break, as the source has it (`* * *`); empty where a tag says it.
    Rule(String),
    /// The text of a footnote.
    Footnote {
        /// Its label.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A definition list.
    Definitions(Vec<Definition>),
    /// Raw HTML kept as such.
    Html(String),
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The box of a task list item.
    pub checked: Option<bool>,
    /// What the item holds.
    pub blocks: Vec<Block>,
}

/// A term with its definitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// The definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The address.
    pub source: String,
    /// The title, empty if there is none.
    pub title: String,
    /// The alternative text.
    pub alt: String,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text, without line ends.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// Superscript.
    Superscript(Vec<Inline>),
    /// Subscript.
    Subscript(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link.
    Link {
        /// The address.
        to: String,
        /// The title, empty if there is none.
        title: String,
        /// The link's text.
        content: Vec<Inline>,
    },
    /// An image in running text.
    Image {
        /// The address.
        source: String,
        /// The title, empty if there is none.
        title: String,
        /// The alternative text.
        alt: Vec<Inline>,
    },
    /// A reference to a footnote.
    FootnoteReference(String),
    /// A line end that means a space.
    SoftBreak,
    /// A line end that is the author's.
    Break,
    /// A tag of raw HTML.
    Html(String),
}

/// The text of inline content, without markup; breaks are a line feed each.
///
/// ```
/// use copydesk::document::{Inline, plain_text};
/// let content = [Inline::Text("Well ".into()), Inline::Emphasis(vec![Inline::Text("said".into())])];
/// assert_eq!(plain_text(&content), "Well said");
/// ```
pub fn plain_text(content: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(content, &mut text);
    text
}

fn push_plain_text(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strike(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Image { alt: inner, .. } => push_plain_text(inner, out),
            Inline::SoftBreak | Inline::Break => out.push('\n'),
            Inline::FootnoteReference(_) | Inline::Html(_) => {}
        }
    }
}
