//! Restores what the author wrote in an article that a scraper, a PDF extractor, an OCR run or the clipboard left
//! damaged, and prints it as clean Markdown, HTML or plain text.
//!
//! ```
//! let outcome = copydesk::clean("They met . . . and left.\n", &copydesk::Options::default());
//! assert_eq!(outcome.record().applied[0].rule, "spaced-ellipsis");
//! ```

mod attributes;
pub mod config;
pub mod credit;
pub mod decode;
pub mod docs;
pub mod document;
pub mod draft;
pub mod edits;
pub mod evidence;
pub mod extract;
pub mod furniture;
pub mod glance;
pub mod golden;
pub mod layout;
pub mod lexicon;
pub mod limits;
pub mod page;
pub mod pattern;
pub mod protect;
pub mod read;
pub mod render;
pub mod repair;
pub mod report;
pub mod rule;
pub mod rules;
pub mod signs;
pub mod structure;
pub mod survey;
pub mod tokens;
pub mod visible;
pub mod vocabulary;

mod clean;

pub use clean::{Options, Outcome, Selection, clean, clean_within, convert, convert_within};
pub use extract::Extract;
pub use limits::{Exceeded, Limits};
pub use read::Format;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
