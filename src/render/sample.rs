//! An article to try the writers on.

use crate::document::{Block, Document, Image, Inline, Item, Meta, Published, Role};
use crate::draft::Align;

pub fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

pub fn paragraph(role: Role, words: &str) -> Block {
    Block::Paragraph { role, content: text(words) }
}

pub fn document(blocks: Vec<Block>) -> Document {
    Document { blocks, ..Document::default() }
}

/// An article with each of the roles, and one of each block that articles have.
pub fn article() -> Document {
    let meta = Meta {
        title: Some("Harbour bridge reopens".to_owned()),
        kicker: Some("TRANSPORT".to_owned()),
        standfirst: Some("Two years late: the crossing is back.".to_owned()),
        authors: vec!["Ada Holm".to_owned(), "Li Wen".to_owned()],
        published: Some(Published { text: "19 June 2023".to_owned(), iso: Some("2023-06-19".to_owned()) }),
        language: Some("en-GB".to_owned()),
        ..Meta::default()
    };
    let link = Inline::Link { to: "https://example.org/plan".into(), title: String::new(), content: text("the plan") };
    let blocks = vec![
        paragraph(Role::Kicker, "TRANSPORT"),
        Block::Heading { level: 1, content: text("Harbour bridge reopens") },
        paragraph(Role::Standfirst, "Two years late: the crossing is back."),
        paragraph(Role::Byline, "By Ada Holm and Li Wen"),
        paragraph(Role::Dateline, "19 June 2023"),
        Block::Figure {
            image: Some(Image { source: "bridge.jpg".into(), title: String::new(), alt: "The bridge at dawn".into() }),
            caption: text("The bridge."),
            credit: text("© Holm/Agency"),
        },
        Block::Paragraph {
            role: Role::Body,
            content: [
                text("It cost £3m, says "),
                vec![link],
                text(" – see "),
                vec![Inline::FootnoteReference("a".into())],
            ]
            .concat(),
        },
        Block::Heading { level: 2, content: text("What changed") },
        Block::List {
            start: None,
            tight: true,
            items: ["New cables", "Wider lanes"]
                .map(|words| Item { checked: None, blocks: vec![paragraph(Role::Body, words)] })
                .to_vec(),
        },
        Block::Quote { alert: None, blocks: vec![paragraph(Role::Body, "“It holds,” she said.")] },
        Block::Table {
            columns: vec![Align::None, Align::Right],
            head: vec![text("Year"), text("Cost")],
            rows: vec![vec![text("2021"), text("1.2")], vec![text("2022"), text("1.8")]],
        },
        Block::Footnote { label: "a".into(), blocks: vec![paragraph(Role::Body, "Prices of 2023.")] },
        paragraph(Role::Footer, "© Harbour Post"),
    ];
    Document { meta, blocks, sources: Vec::new() }
}
