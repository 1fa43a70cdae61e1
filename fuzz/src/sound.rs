//! Whether the tables of a draft fit its text and its source.

use copydesk::draft::Draft;

/// Ends the run where a table of the draft does not fit.
pub fn check(draft: &Draft, source: &str) {
    let text = draft.text();
    let mut end = None;
    for passage in draft.passages() {
        let range = &passage.range;
        assert!(text.get(range.clone()).is_some(), "a passage at {range:?} of {text:?}");
        assert!(end.is_none_or(|end| end < range.start), "a passage at {range:?} behind {end:?} of {text:?}");
        end = Some(range.end);
    }
    for mark in draft.marks() {
        assert!(text.get(mark.range.clone()).is_some(), "{mark:?} of {text:?}");
    }
    assert!(draft.marks().is_sorted_by_key(|mark| mark.range.start), "marks out of order in {text:?}");
    for range in draft.protected() {
        assert!(text.get(range.clone()).is_some(), "protected {range:?} of {text:?}");
    }
    assert!(draft.protected().windows(2).all(|pair| pair[0].end <= pair[1].start), "protected ranges overlap");
    for (at, character) in text.char_indices() {
        let range = draft.source_of(&(at..at + character.len_utf8()));
        assert!(source.get(range.clone()).is_some(), "{character:?} at {at} comes from {range:?} of {source:?}");
    }
}
