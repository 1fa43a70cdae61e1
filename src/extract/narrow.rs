//! What the library took for the article beside its text: where nothing of a page looked like an article, it takes the
//! whole page, menus and all.

use super::marks::Marks;
use super::outline::{Outline, Target};

/// Nearly all of the prose that was chosen.
const NEARLY_ALL: f32 = 0.85;

/// So many lines in a row that are links are a menu.
const MENU: usize = 5;

/// A line of a menu has at most so many words.
const WORDS: usize = 8;

/// Leaves out what lies beyond a menu, seen from the element that holds nearly all of the text.
pub fn text(outline: &mut Outline, marks: &Marks) {
    let Some(core) = core(outline, |block| marks.is_prose[block] && outline.is_kept(block)) else { return };
    let leaves = outline.elements[core].leaves.clone();
    let count = outline.blocks.len();
    let first = outline.blocks.partition_point(|block| block.leaves.start < leaves.start);
    let end = outline.blocks.partition_point(|block| block.leaves.start < leaves.end);
    let above = beyond(outline, (0..first).rev());
    let below = beyond(outline, end..count);
    for block in above.into_iter().chain(below) {
        outline.leave_out(block, super::OUTSIDE);
    }
}

/// The smallest element that holds nearly all of the text of some blocks.
pub fn core(outline: &Outline, is_wanted: impl Fn(usize) -> bool) -> Option<usize> {
    let mut prose = vec![0; outline.leaves.len() + 1];
    for (at, block) in outline.blocks.iter().enumerate() {
        if is_wanted(at) {
            prose[block.leaves.start] = block.letters;
        }
    }
    let mut sum = 0;
    for letters in &mut prose {
        sum += std::mem::replace(letters, sum);
    }
    let (mut core, mut next) = (None, 0);
    while next < outline.elements.len() {
        let leaves = &outline.elements[next].leaves;
        if (prose[leaves.end] - prose[leaves.start]) as f32 > NEARLY_ALL * sum as f32 {
            core = Some(next);
            next += 1;
        } else {
            next = outline.elements[next].end;
        }
    }
    core
}

/// The blocks from the first menu on, in the order that they are given in.
fn beyond(outline: &Outline, blocks: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut beyond: Vec<usize> = Vec::new();
    let mut is_beyond = false;
    for block in blocks.filter(|&block| outline.is_kept(block)) {
        let is_line = outline.blocks[block].link_density() > 0.9
            && !leads_within(outline, block)
            && outline.blocks[block].words <= WORDS;
        if !is_beyond && !is_line {
            beyond.clear();
        } else {
            beyond.push(block);
            is_beyond |= beyond.len() >= MENU;
        }
    }
    if is_beyond { beyond } else { Vec::new() }
}

/// Whether a block's links lead to places on the page, as a table of contents does.
fn leads_within(outline: &Outline, block: usize) -> bool {
    let of = &outline.blocks[block];
    outline.leaves[of.leaves.clone()].iter().any(|leaf| {
        outline
            .around(leaf.element)
            .take_while(|&around| around != of.element)
            .any(|around| outline.elements[around].leads_to(Target::Place))
    })
}

#[cfg(test)]
mod tests {
    const TEXT: &str = "The old ferry across the sound will make its last crossing on Friday, after the harbour board \
                        found that its hull can no longer be repaired at a price that the town could ever bear.";

    #[track_caller]
    fn check(links: usize, is_menu: bool) {
        let menu = "<li><a href=/p>Old Piers</a></li>".repeat(links);
        let text = format!("{TEXT}<br><br>").repeat(4);
        let source = format!(
            "<html><body><div class=menu></div><form><input></form><div id=wrap><ul>{menu}</ul>\
             <div id=text>{text}</div></div></body></html>"
        );
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        let blocks = format!("{:?}", crate::clean(&source, &options).document().blocks);
        assert!(blocks.contains("The old ferry"), "{blocks}");
        assert!(!is_menu || !blocks.contains("Old Piers"), "{blocks}");
    }

    #[test]
    fn a_menu_beside_the_text_is_none_of_it() {
        check(5, true);
        check(40, true);
        check(1, false);
    }
}
