//! Sources to drafts. Each reader says where every byte of the draft came from; none knows a rule.

pub mod html;
pub mod markdown;
pub mod plain;
pub mod sniff;

use crate::draft::Draft;
use crate::extract::Extract;
use crate::limits::Watch;

/// What a source is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    #[default]
    Text,
    /// Markdown: CommonMark with the extensions of GFM.
    Markdown,
    /// HTML.
    Html,
}

/// Reads a source with the reader of its format; of an HTML page the article, as `extract` says. `url` is where the
/// page was.
pub fn draft(source: &str, format: Format, extract: &Extract, url: Option<&str>) -> Draft {
    draft_within(source, format, extract, url, &Watch::none())
}

/// Reads a source as [`draft`] does, as long as `watch` lets it: once a limit is met, what comes back is a part, to be
/// thrown away.
pub fn draft_within(source: &str, format: Format, extract: &Extract, url: Option<&str>, watch: &Watch) -> Draft {
    let mut draft = match format {
        Format::Markdown => markdown::read_within(source, watch),
        Format::Html => html::read_within(source, extract, url, watch),
        Format::Text => return plain::read_within(source, watch),
    };
    draft.take_broken_paragraphs_for_lines();
    draft
}
