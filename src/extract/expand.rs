//! What the library left behind of the article's text: it chose too small a part of the page, or took parts out of it.

use std::ops::Range;

use super::marks::Marks;
use super::outline::Outline;

/// A part of the page around what was chosen is taken too if it adds this share of the prose in it.
const GAIN: f32 = 0.25;

/// Of what is added, at least this share must be prose.
const PURE: f32 = 0.6;

/// A choice that holds a smaller share of the page's prose is wrong.
const FEW: f32 = 0.2;

/// Nearly all of the page's prose.
const NEARLY_ALL: f32 = 0.85;

/// Keeps the text that belongs to what was chosen: all around it that is as much prose, and prose between its parts.
pub fn text(outline: &mut Outline, marks: &Marks) {
    let Some(root) = container(outline, marks) else { return };
    let leaves = outline.elements[root].leaves.clone();
    let inside: Vec<usize> = (0..outline.blocks.len())
        .filter(|&block| {
            let of = &outline.blocks[block];
            leaves.contains(&of.leaves.start) && marks.why[of.element].is_none() && !marks.is_teaser[of.element]
        })
        .collect();
    let (Some(first), Some(last)) = (
        inside.iter().position(|&block| marks.is_prose[block]),
        inside.iter().rposition(|&block| marks.is_prose[block]),
    ) else {
        return;
    };
    let is_text = |outline: &Outline, block: usize| marks.is_prose[block] || outline.is_kept(block);
    for at in first..inside.len() {
        let block = inside[at];
        let of = &outline.blocks[block];
        if outline.is_kept(block) || of.link_density() > 0.4 || is_aside(outline, of.element, root) {
            continue;
        }
        let before = at > first && is_text(outline, inside[at - 1]);
        let after = at < last && is_text(outline, inside[at + 1]);
        let is_part = match &*outline.element_of(block).name {
            "h2" | "h3" | "h4" | "h5" | "h6" => inside.get(at + 1).is_some_and(|&next| is_text(outline, next)),
            _ if is_entry_time(outline, block) => inside.get(at + 1).is_some_and(|&next| is_text(outline, next)),
            "td" | "th" | "pre" => before || after,
            // Below the last paragraph stands nothing else of the article that the library would not have kept.
            _ if at > last => false,
            "li" if is_listed(outline, of.element) => true,
            "li" | "p" | "dd" | "dt" | "blockquote" => before || after,
            _ => before && after,
        };
        if marks.is_prose[block] || is_part {
            outline.keep(block);
        }
    }
    let range = outline.blocks[inside[first]].leaves.start..outline.blocks[inside[last]].leaves.end;
    figures(outline, marks, range);
}

/// Whether the item of a list stands in one that is no list of links.
fn is_listed(outline: &Outline, item: usize) -> bool {
    let list = &outline.elements[outline.elements[item].parent];
    matches!(&*list.name, "ul" | "ol") && 5 * list.linked <= 2 * list.letters
}

/// Keeps the figures between the paragraphs, which the library drops for their few words.
fn figures(outline: &mut Outline, marks: &Marks, text: Range<usize>) {
    for index in 0..outline.elements.len() {
        let element = &outline.elements[index];
        let leaves = element.leaves.clone();
        let is_one = matches!(&*element.name, "figure" | "iframe")
            && marks.why[index].is_none()
            && !marks.is_teaser[index]
            && text.start <= leaves.start
            && leaves.end <= text.end
            && 2 * element.linked <= element.letters
            && outline.leaves[leaves.clone()].iter().any(|leaf| leaf.text.is_empty())
            && outline.leaves[leaves.clone()].iter().all(|leaf| leaf.why.is_some())
            && !outline.around(element.parent).any(|around| &*outline.elements[around].name == "aside");
        if is_one {
            let (elements, why) = (&outline.elements, &marks.why);
            for leaf in &mut outline.leaves[leaves] {
                if why[leaf.element].is_none() && !elements[leaf.element].is_hidden {
                    leaf.why = None;
                }
            }
        }
    }
}

/// How far above a time of day the element may be that is called a live blog.
const REACH: usize = 6;

/// Whether a block is the time of an entry in a live blog or a timeline: a time of day alone, in what is called one.
pub fn is_entry_time(outline: &Outline, block: usize) -> bool {
    let of = &outline.blocks[block];
    if !(3..=8).contains(&of.letters) {
        return false;
    }
    let text = outline.text_of(block);
    let time = text.split_whitespace().next().unwrap_or_default();
    let is_clock = time.split_once([':', '.', 'h']).is_some_and(|(hour, minute)| {
        let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
        is_number(hour) && is_number(minute)
    });
    is_clock
        && outline.around(of.element).take(REACH).any(|around| {
            let labels = &outline.elements[around].labels;
            ["-live-", "-liveblog", "-timeline-", "-ticker-"].iter().any(|label| labels.contains(label))
        })
}

/// Whether an element stands in an aside, or below the page. A figure may frame a table, which is no aside.
fn is_aside(outline: &Outline, element: usize, root: usize) -> bool {
    let mut in_table = false;
    outline.around(element).take_while(|&around| around != root).any(|around| {
        let name = &*outline.elements[around].name;
        in_table |= name == "table";
        matches!(name, "aside" | "footer" | "figcaption" | "header") || name == "figure" && !in_table
    })
}

/// The element that holds what was chosen, and what belongs to it.
fn container(outline: &Outline, marks: &Marks) -> Option<usize> {
    let sums = Sums::of(outline, marks);
    let mut chosen = (0..outline.blocks.len()).filter(|&block| marks.is_prose[block] && outline.is_kept(block));
    let all = sums.of_element(outline, 0).0;
    let Some(first) = chosen.next() else { return densest(outline, &sums, all) };
    let last_leaf = outline.blocks[chosen.next_back().unwrap_or(first)].leaves.start;
    let mut root = outline
        .around(outline.blocks[first].element)
        .find(|&around| outline.elements[around].leaves.contains(&last_leaf))?;
    let mut best = root;
    if (sums.of_element(outline, root).0 as f32) < FEW * all as f32 {
        return densest(outline, &sums, all);
    }
    while outline.elements[root].parent != root {
        root = outline.elements[root].parent;
        let (prose, other) = sums.of_element(outline, root);
        let (held, other_held) = sums.of_element(outline, best);
        let gain = prose - held;
        if gain as f32 > GAIN * held as f32 && gain as f32 > PURE * (gain + other - other_held) as f32 {
            best = root;
        }
    }
    Some(best)
}

/// The smallest element that holds nearly all of the page's prose.
fn densest(outline: &Outline, sums: &Sums, all: usize) -> Option<usize> {
    let mut best = None;
    let mut next = 0;
    while next < outline.elements.len() {
        if sums.of_element(outline, next).0 as f32 > NEARLY_ALL * all as f32 {
            best = Some(next);
            next += 1;
        } else {
            next = outline.elements[next].end;
        }
    }
    best
}

/// How many letters of prose and of other text stand before each leaf; what is furniture is not counted.
struct Sums(Vec<(usize, usize)>);

impl Sums {
    fn of(outline: &Outline, marks: &Marks) -> Self {
        let mut sums = vec![(0, 0); outline.leaves.len() + 1];
        for (block, &is_prose) in outline.blocks.iter().zip(&marks.is_prose) {
            if marks.why[block.element].is_none() && !is_aside(outline, block.element, 0) {
                let sum = &mut sums[block.leaves.start];
                *if is_prose && !marks.is_teaser[block.element] { &mut sum.0 } else { &mut sum.1 } = block.letters;
            }
        }
        let mut sum = (0, 0);
        for here in &mut sums {
            let next = (sum.0 + here.0, sum.1 + here.1);
            *here = std::mem::replace(&mut sum, next);
        }
        Self(sums)
    }

    /// The letters of the prose in an element, and those of other text.
    fn of_element(&self, outline: &Outline, element: usize) -> (usize, usize) {
        let leaves = &outline.elements[element].leaves;
        let (start, end) = (self.0[leaves.start], self.0[leaves.end]);
        (end.0 - start.0, end.1 - start.1)
    }
}
