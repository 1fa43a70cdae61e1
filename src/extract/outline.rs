//! The outline of a page: its elements in order with what they hold, and which of its text belongs to the article.

use std::collections::HashMap;
use std::ops::Range;

use dom_query::{Document, NodeId};

use super::dom::{BLOCKS, attribute, name, walk};

/// Elements whose content is no text of the page.
const SILENT: &[&str] = &[
    "audio", "canvas", "embed", "head", "iframe", "noembed", "noframes", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "title", "video", "xmp",
];

/// An element of a page.
#[derive(Debug)]
pub struct Element {
    /// The node.
    pub node: NodeId,
    /// Its name, in lower case.
    pub name: String,
    /// What its class, its id and its role call it: names in lower case, each between dashes.
    pub labels: String,
    /// The element around it; the root's is its own.
    pub parent: usize,
    /// The index behind that of the last element in it.
    pub end: usize,
    /// The leaves in it.
    pub leaves: Range<usize>,
    /// The letters and digits in it.
    pub letters: usize,
    /// Those in links.
    pub linked: usize,
}

impl Element {
    /// Whether it stands in a line of text.
    pub fn is_inline(&self) -> bool {
        !BLOCKS.contains(&self.name.as_str())
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }

    /// The share of its letters that are in links.
    pub fn link_density(&self) -> f32 {
        if self.letters == 0 { 0.0 } else { self.linked as f32 / self.letters as f32 }
    }
}

/// A text or an image.
#[derive(Debug)]
pub struct Leaf {
    /// The node.
    pub node: NodeId,
    /// The element it stands in.
    pub element: usize,
    /// Its text; nothing for an image.
    pub text: String,
    /// The letters and digits in it.
    pub letters: usize,
    /// Why it is no part of the article; nothing if it is one.
    pub why: Option<&'static str>,
}

/// A page's elements and leaves, in their order.
#[derive(Debug, Default)]
pub struct Outline {
    /// The elements.
    pub elements: Vec<Element>,
    /// The leaves.
    pub leaves: Vec<Leaf>,
}

impl Outline {
    /// The outline of a page; all of its leaves belong to the article until it is said why not.
    pub fn of(document: &Document) -> Self {
        let mut outline = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut links = 0_usize;
        walk(document, |node, entering| {
            if node.is_text() {
                if entering && let Some(&element) = open.last() {
                    outline.text(node.id, element, &node.text(), links > 0);
                }
                return false;
            }
            if !node.is_element() {
                return true;
            }
            let name = name(node);
            if SILENT.contains(&name.as_str()) {
                return false;
            }
            let is_link = name == "a" && node.has_attr("href");
            if entering {
                links += usize::from(is_link);
                let is_image = name == "img";
                let index = outline.elements.len();
                let parent = open.last().copied().unwrap_or(index);
                let labels = labels(
                    &["class", "id", "role", "itemprop", "rel", "data-component", "data-testid"]
                        .map(|key| attribute(node, key)),
                );
                let leaves = outline.leaves.len()..outline.leaves.len();
                let element =
                    Element { node: node.id, name, labels, parent, end: index + 1, leaves, letters: 0, linked: 0 };
                outline.elements.push(element);
                open.push(index);
                if is_image {
                    outline.leaves.push(Leaf {
                        node: node.id,
                        element: index,
                        text: String::new(),
                        letters: 0,
                        why: None,
                    });
                }
            } else {
                links -= usize::from(is_link);
                outline.close(open.pop());
            }
            true
        });
        while let Some(index) = open.pop() {
            outline.close(Some(index));
        }
        outline
    }

    fn text(&mut self, node: NodeId, element: usize, text: &str, linked: bool) {
        if text.trim().is_empty() {
            return;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.elements[element].letters += letters;
        self.elements[element].linked += if linked { letters } else { 0 };
        self.leaves.push(Leaf { node, element, text: text.to_owned(), letters, why: None });
    }

    fn close(&mut self, index: Option<usize>) {
        let Some(index) = index else { return };
        let (end, leaves) = (self.elements.len(), self.leaves.len());
        let element = &mut self.elements[index];
        element.end = end;
        element.leaves.end = leaves;
        let (parent, letters, linked) = (element.parent, element.letters, element.linked);
        if parent != index {
            self.elements[parent].letters += letters;
            self.elements[parent].linked += linked;
        }
    }

    /// Says of all in an element that is part of the article that it is none.
    pub fn leave_out(&mut self, element: usize, why: &'static str) {
        let leaves = self.elements[element].leaves.clone();
        for leaf in &mut self.leaves[leaves] {
            leaf.why.get_or_insert(why);
        }
    }

    /// Takes all in an element for a part of the article.
    pub fn keep(&mut self, element: usize) {
        let leaves = self.elements[element].leaves.clone();
        for leaf in &mut self.leaves[leaves] {
            leaf.why = None;
        }
    }

    /// How many letters of the article stand before each leaf, and after the last one.
    pub fn kept_letters(&self) -> Vec<usize> {
        let mut sum = 0;
        let before = self.leaves.iter().map(|leaf| {
            let before = sum;
            sum += if leaf.why.is_none() { leaf.letters } else { 0 };
            before
        });
        let mut sums: Vec<usize> = before.collect();
        sums.push(sum);
        sums
    }

    /// Whether anything in an element is part of the article.
    pub fn is_kept(&self, element: usize) -> bool {
        self.leaves[self.elements[element].leaves.clone()].iter().any(|leaf| leaf.why.is_none())
    }

    /// The text in an element, white space as one space.
    pub fn text_of(&self, element: usize) -> String {
        let mut text = String::new();
        for leaf in &self.leaves[self.elements[element].leaves.clone()] {
            for word in leaf.text.split_whitespace() {
                let glued =
                    text.is_empty() || !leaf.text.starts_with(char::is_whitespace) && leaf.text.starts_with(word);
                if !glued && !text.ends_with(' ') {
                    text.push(' ');
                }
                text.push_str(word);
            }
            if leaf.text.ends_with(char::is_whitespace) && !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// The blocks of text: elements that hold text of their own, not only that of blocks in them.
    pub fn blocks(&self) -> Vec<usize> {
        let mut blocks: Vec<usize> = Vec::new();
        for leaf in self.leaves.iter().filter(|leaf| !leaf.text.is_empty()) {
            let block = self.block(leaf.element);
            if blocks.last() != Some(&block) {
                blocks.push(block);
            }
        }
        blocks
    }

    /// The block an element stands in, or is.
    pub fn block(&self, element: usize) -> usize {
        let mut block = element;
        while self.elements[block].is_inline() && self.elements[block].parent != block {
            block = self.elements[block].parent;
        }
        block
    }

    /// The elements around one, from the inside out, and itself.
    pub fn around(&self, element: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = Some(element);
        std::iter::from_fn(move || {
            let here = next?;
            let parent = self.elements[here].parent;
            next = (parent != here).then_some(parent);
            Some(here)
        })
    }

    /// The outermost nodes all of whose leaves are no part of the article, for one reason.
    pub fn left_out(&self) -> HashMap<NodeId, &'static str> {
        let mut left_out = HashMap::new();
        let mut next_leaf = 0;
        let mut index = 0;
        while index < self.elements.len() {
            let element = &self.elements[index];
            let mut reasons = self.leaves[element.leaves.clone()].iter().map(|leaf| leaf.why);
            if let Some(Some(why)) = reasons.next()
                && reasons.all(|reason| reason == Some(why))
            {
                self.own_leaves(next_leaf..element.leaves.start, &mut left_out);
                next_leaf = element.leaves.end;
                left_out.insert(element.node, why);
                index = element.end;
            } else {
                index += 1;
            }
        }
        self.own_leaves(next_leaf..self.leaves.len(), &mut left_out);
        left_out
    }

    /// Leaves that are no part of the article, beside others of their element that are.
    fn own_leaves(&self, leaves: Range<usize>, left_out: &mut HashMap<NodeId, &'static str>) {
        left_out.extend(self.leaves[leaves].iter().filter_map(|leaf| Some((leaf.node, leaf.why?))));
    }
}

/// Names in lower case, each between dashes: `article__Body relatedLinks` is `-article-body- -related-links-`.
fn labels(values: &[String]) -> String {
    let mut labels = String::new();
    for name in values.iter().flat_map(|value| value.split_ascii_whitespace()) {
        labels.push('-');
        let mut last = '-';
        for character in name.chars() {
            if character.is_ascii_uppercase() && last.is_ascii_lowercase() {
                labels.push('-');
            }
            if character.is_alphanumeric() {
                labels.extend(character.to_lowercase());
            } else if !labels.ends_with('-') {
                labels.push('-');
            }
            last = character;
        }
        if !labels.ends_with('-') {
            labels.push('-');
        }
        labels.push(' ');
    }
    labels
}
