//! Plain text to a draft, whatever rhythm of lines and blank lines an extractor gave it.

use crate::draft::{Draft, Kind};

/// Reads plain text.
pub fn read(source: &str) -> Draft {
    let mut draft = Draft::verbatim(source);
    let mut at = 0;
    let mut start = None;
    let mut end = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end();
        if text.trim_start().is_empty() {
            if let Some(start) = start.take() {
                draft.add_passage(start..end, Kind::Paragraph, Vec::new());
            }
        } else {
            let indent = line.len() - line.trim_start().len();
            start.get_or_insert(at + indent);
            end = at + text.len();
        }
        at += line.len();
    }
    if let Some(start) = start {
        draft.add_passage(start..end, Kind::Paragraph, Vec::new());
    }
    draft
}
