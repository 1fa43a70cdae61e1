//! What stands below the text of an article and belongs to it: who helped, who holds the rights, what was corrected.

use super::labels;
use super::marks::Marks;
use super::outline::Outline;
use crate::structure;

/// How many blocks below the text are looked at.
const BLOCKS: usize = 12;

/// How far above the last block of the text the element may be that holds the notes below it too.
const REACH: usize = 4;

/// Fetches the notes back that stand below the text, in an element that holds the text too.
pub fn notes(outline: &mut Outline, marks: &Marks) {
    let count = outline.blocks.len();
    let is_text = |block: &usize| marks.is_prose[*block] && outline.is_kept(*block);
    let Some(last) = (0..count).rev().find(is_text) else { return };
    let around: Vec<usize> = outline.around(outline.blocks[last].element).skip(1).take(REACH).collect();
    let is_page = |element: usize| matches!(&*outline.elements[element].name, "html" | "body" | "main");
    let Some(&shared) = around.iter().take_while(|element| !is_page(**element)).last() else { return };
    let end = outline.elements[shared].leaves.end;
    let below = (last + 1..count).take(BLOCKS).take_while(|block| outline.blocks[*block].leaves.start < end);
    let is_note = |block: &usize| {
        // The note that a story is in print stands with the button that prints it.
        marks.why[outline.blocks[*block].element].is_none_or(|why| why == labels::NOTICE)
            && outline.blocks[*block].link_density() < 0.5
            && structure::is_note_below(&outline.text_of(*block))
    };
    let notes: Vec<usize> = below.filter(is_note).collect();
    for note in notes {
        outline.keep(note);
    }
}

#[cfg(test)]
mod tests {
    const LONG: &str = "The old ferry across the sound will make its last crossing on Friday, after the harbour board \
                        found that its hull can no longer be repaired at a price that the town could ever bear.";

    /// The text of an article with this below it, as it is read.
    #[track_caller]
    fn check(below: &str, keeps: bool) {
        let text = format!("<p>{LONG}</p>").repeat(4);
        let source = format!(
            "<html><body><nav><a href=/>Home</a></nav><form><input></form><div><article><h1>Ferry makes last crossing\
             </h1><div class=text>{text}</div>{below}</article></div></body></html>"
        );
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        let blocks = format!("{:?}", crate::clean(&source, &options).document().blocks);
        assert!(blocks.contains("The old ferry") && !blocks.contains("Home"), "{blocks}");
        assert_eq!(blocks.contains("Ann Bell"), keeps, "{blocks}");
    }

    #[test]
    fn notes_below_the_text_are_part_of_the_article() {
        check("<p class=footer>Additional reporting by Ann Bell.</p>", true);
        check("<p class=footer><b>Correction:</b> an earlier version of this article named Ann Bell.</p>", true);
        check("<div class=footer><p>Text by Ann Bell, available under a Creative Commons licence.</p></div>", true);
    }

    #[test]
    fn other_lines_below_the_text_are_not() {
        check("<p class=footer>Ann Bell likes this.</p>", false);
        check("<p class=footer>© 2024 Ann Bell. All rights reserved.</p>", false);
        check("<p class=footer><a href=/ann>Originally published by Ann Bell</a></p>", false);
    }
}
