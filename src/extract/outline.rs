//! The outline of a page: its elements in order with what they hold, and which of its text belongs to the article.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use dom_query::{Document, LocalName, NodeId, NodeRef};
use memchr::memchr_iter;

use super::dom::{self, attribute, name, walk};
use super::labels::{Label, label};
use super::video;

/// Whether the content of elements of this name is no text of the page.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "audio"
            | "canvas"
            | "embed"
            | "head"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
            | "xmp"
    )
}

/// The attributes that call an element something.
const LABELLED: [&str; 7] = ["class", "id", "role", "itemprop", "rel", "data-component", "data-testid"];

/// Parts of the addresses of what an author wrote.
const AUTHORS: &[&str] = &[
    "/author",
    "/autor",
    "/auteur",
    "/writer",
    "/contributor",
    "/people/",
    "/profile",
    "/staff/",
    "/journalist",
    "/reporter",
    "/by/",
    "/team/",
    "/columnist",
    "/user/",
    "/users/",
    "/member/",
    "/members/",
    "/editor",
];

/// Parts of the addresses that send a page to others.
const SHARES: &[&str] = &[
    "whatsapp://",
    "api.whatsapp.com/send",
    "wa.me/?",
    "facebook.com/share",
    "facebook.com/dialog/",
    "twitter.com/intent",
    "twitter.com/share",
    "x.com/intent",
    "pinterest.com/pin/create",
    "linkedin.com/sharearticle",
    "linkedin.com/sharing",
    "reddit.com/submit",
    "t.me/share",
    "telegram.me/share",
    "vk.com/share",
    "tumblr.com/share",
    "share.flipboard.com",
    "getpocket.com/save",
    "mailto:?",
];

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To what an author wrote, or who that is.
    Author,
    /// To a place on the page.
    Place,
    /// To where the page is sent to others.
    Share,
    /// Anywhere else.
    Elsewhere,
}

impl Target {
    fn of(address: &str, labels: &str) -> Self {
        if address.starts_with('#') {
            return Self::Place;
        }
        // An address that has parts of both kinds is one that shares.
        let first = PARTS.find_overlapping_iter(address).map(|found| found.pattern().as_usize()).min();
        match first {
            Some(part) if part < SHARES.len() => Self::Share,
            Some(_) => Self::Author,
            None if labels.contains("-author-") => Self::Author,
            None => Self::Elsewhere,
        }
    }
}

/// Finds [`SHARES`] and [`AUTHORS`] in addresses.
static PARTS: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(SHARES.iter().chain(AUTHORS)).expect("fixed patterns"));

/// An element of a page.
#[derive(Debug)]
pub struct Element {
    /// The node.
    pub node: NodeId,
    /// Its name.
    pub name: LocalName,
    /// What its class, its id and its role call it: names in lower case, each between dashes.
    pub labels: String,
    /// What those names say that it is.
    pub label: Option<Label>,
    /// What it says to machines of a time, if it is one.
    pub time: String,
    /// Where it leads, if it is a link.
    pub leads: Option<Target>,
    /// Whether its kind stands as a block.
    pub is_block: bool,
    /// Whether it is named as a line of its own, though its kind stands in a line.
    pub stands_alone: bool,
    /// Whether a reader of the page does not see it.
    pub is_hidden: bool,
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
        !self.stands_alone && !self.is_block
    }

    /// Whether it is a link that leads there.
    pub fn leads_to(&self, target: Target) -> bool {
        self.leads == Some(target)
    }

    /// Whether it is a heading.
    pub fn is_heading(&self) -> bool {
        matches!(&*self.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }
}

/// A text, an image, or the frame of a video.
#[derive(Debug)]
pub struct Leaf {
    /// The node.
    pub node: NodeId,
    /// The element it stands in.
    pub element: usize,
    /// Its text; nothing for an image or a video.
    pub text: String,
    /// What stands for an image that is not seen.
    pub alternative: String,
    /// The letters and digits in it.
    pub letters: usize,
    /// Whether it stands in a link.
    pub linked: bool,
    /// Why it is no part of the article; nothing if it is one.
    pub why: Option<&'static str>,
}

/// A stretch of text and images that stand in one block, and in no block in it.
#[derive(Clone, Debug)]
pub struct Block {
    /// The innermost element that is no part of a line.
    pub element: usize,
    /// Its leaves.
    pub leaves: Range<usize>,
    /// The letters and digits in it.
    pub letters: usize,
    /// Those in links.
    pub linked: usize,
    /// Its text, white space as one space.
    text: Rc<str>,
    /// The words of its text.
    pub words: usize,
}

impl Block {
    /// The share of its letters that are in links.
    pub fn link_density(&self) -> f32 {
        if self.letters == 0 { 0.0 } else { self.linked as f32 / self.letters as f32 }
    }
}

/// A page's elements, leaves and blocks, in their order.
#[derive(Debug, Default)]
pub struct Outline {
    /// The blocks that hold any text.
    pub blocks: Vec<Block>,
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
        let mut is_broken = false;
        walk(document, |node, entering| {
            if node.is_text() {
                if entering && let Some(&element) = open.last() {
                    let mut text = dom::text(node);
                    if !text.trim().is_empty() {
                        if std::mem::take(&mut is_broken) {
                            text.insert(0, ' ');
                        }
                        outline.text(node.id, element, text, links > 0);
                    }
                }
                return false;
            }
            if !node.is_element() {
                return true;
            }
            let name = name(node);
            if &*name == "iframe" {
                if entering && let (Some(&element), Some(_)) = (open.last(), video(&attribute(node, "src"))) {
                    let index = outline.open(node, name, Some(element));
                    outline.leaf(node.id, index, String::new(), false);
                    outline.close(Some(index));
                }
                return false;
            }
            if is_silent(&name) {
                return false;
            }
            let is_link = &*name == "a" && node.has_attr("href");
            // What stands in two lines is two words.
            is_broken |= &*name == "br";
            if entering {
                links += usize::from(is_link);
                let is_image = matches!(&*name, "img" | "amp-img");
                let index = outline.open(node, name, open.last().copied());
                open.push(index);
                if is_image {
                    outline.leaf(node.id, index, String::new(), links > 0);
                    if let Some(leaf) = outline.leaves.last_mut() {
                        leaf.alternative = attribute(node, "alt");
                    }
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
        outline.part();
        outline
    }

    /// Finds the blocks.
    fn part(&mut self) {
        let mut blocks: Vec<Block> = Vec::new();
        for (at, leaf) in self.leaves.iter().enumerate() {
            let element = self.block_of(leaf.element);
            let linked = if leaf.linked { leaf.letters } else { 0 };
            match blocks.last_mut() {
                Some(block) if block.element == element => {
                    block.leaves.end = at + 1;
                    block.letters += leaf.letters;
                    block.linked += linked;
                }
                _ => {
                    let text = Rc::from("");
                    blocks.push(Block { element, leaves: at..at + 1, letters: leaf.letters, linked, text, words: 0 });
                }
            }
        }
        blocks.retain(|block| self.leaves[block.leaves.clone()].iter().any(|leaf| !leaf.text.is_empty()));
        for block in &mut blocks {
            let text = joined(self.leaves[block.leaves.clone()].iter());
            block.words = if text.is_empty() { 0 } else { 1 + memchr_iter(b' ', text.as_bytes()).count() };
            block.text = Rc::from(text);
        }
        self.blocks = blocks;
    }

    fn open(&mut self, node: &NodeRef<'_>, name: LocalName, parent: Option<usize>) -> usize {
        let index = self.elements.len();
        let said = Attributes::of(node, &name);
        let label = label(&said.labels);
        let stands_alone = self.stands_alone(&name, label, parent);
        self.elements.push(Element {
            node: node.id,
            time: said.time,
            leads: (&*name == "a").then(|| Target::of(&said.address, &said.labels)),
            is_block: dom::is_block(&name),
            stands_alone,
            label,
            name,
            labels: said.labels,
            is_hidden: said.is_hidden,
            parent: parent.unwrap_or(index),
            end: index + 1,
            leaves: self.leaves.len()..self.leaves.len(),
            letters: 0,
            linked: 0,
        });
        index
    }

    /// Whether an element of a line is named as one that stands alone, in a block that is no paragraph.
    fn stands_alone(&self, name: &str, label: Option<Label>, parent: Option<usize>) -> bool {
        if !matches!(name, "span" | "small" | "b" | "strong" | "em" | "i")
            || !matches!(label, Some(Label::Caption | Label::Kicker))
        {
            return false;
        }
        let Some(parent) = parent else { return false };
        let around = &self.elements[self.block_of(parent)];
        matches!(&*around.name, "div" | "section" | "article" | "header" | "main" | "body")
    }

    fn text(&mut self, node: NodeId, element: usize, text: String, linked: bool) {
        let letters = self.leaf(node, element, text, linked);
        self.elements[element].letters += letters;
        self.elements[element].linked += if linked { letters } else { 0 };
    }

    /// Adds a leaf and answers how many letters and digits are in it.
    fn leaf(&mut self, node: NodeId, element: usize, text: String, linked: bool) -> usize {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.leaves.push(Leaf { node, element, text, alternative: String::new(), letters, linked, why: None });
        letters
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

    /// Says of a block that is part of the article that it is none.
    pub fn leave_out(&mut self, block: usize, why: &'static str) {
        for leaf in &mut self.leaves[self.blocks[block].leaves.clone()] {
            leaf.why.get_or_insert(why);
        }
    }

    /// Takes a block for a part of the article; what is hidden in it stays so where other text of it is seen.
    pub fn keep(&mut self, block: usize) {
        let elements = &self.elements;
        let leaves = &mut self.leaves[self.blocks[block].leaves.clone()];
        let is_unseen = |leaf: &Leaf| leaf.why == Some(super::labels::UNSEEN) || elements[leaf.element].is_hidden;
        let is_seen = leaves.iter().any(|leaf| !is_unseen(leaf) && !leaf.text.is_empty());
        for leaf in leaves.iter_mut().filter(|leaf| !is_seen || !is_unseen(leaf)) {
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

    /// Whether any text of a block is part of the article.
    pub fn is_kept(&self, block: usize) -> bool {
        let leaves = &self.leaves[self.blocks[block].leaves.clone()];
        leaves.iter().any(|leaf| leaf.why.is_none() && !leaf.text.is_empty())
    }

    /// The element of a block.
    pub fn element_of(&self, block: usize) -> &Element {
        &self.elements[self.blocks[block].element]
    }

    /// The elements of lines that stand as blocks of their own.
    pub fn standing_alone(&self) -> HashSet<NodeId> {
        self.elements.iter().filter(|element| element.stands_alone).map(|element| element.node).collect()
    }

    /// The text of a block that is part of the article, white space as one space.
    pub fn kept_text_of(&self, block: usize) -> Rc<str> {
        let leaves = &self.leaves[self.blocks[block].leaves.clone()];
        if leaves.iter().all(|leaf| leaf.why.is_none()) {
            return self.text_of(block);
        }
        joined(leaves.iter().filter(|leaf| leaf.why.is_none())).into()
    }

    /// How deep the blocks nest.
    pub fn depth(&self) -> usize {
        let mut depths: Vec<usize> = Vec::with_capacity(self.elements.len());
        for (index, element) in self.elements.iter().enumerate() {
            let around = if element.parent == index { 0 } else { depths[element.parent] };
            depths.push(around + usize::from(!element.is_inline()));
        }
        depths.into_iter().max().unwrap_or(0)
    }

    /// The text of a block, white space as one space.
    pub fn text_of(&self, block: usize) -> Rc<str> {
        Rc::clone(&self.blocks[block].text)
    }

    /// The block element that an element stands in, or is.
    fn block_of(&self, element: usize) -> usize {
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

/// The texts of leaves one behind the other, white space as one space.
fn joined<'l>(leaves: impl Iterator<Item = &'l Leaf>) -> String {
    let mut text = String::new();
    for leaf in leaves {
        if leaf.text.starts_with(char::is_whitespace) && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        for (at, word) in leaf.text.split_whitespace().enumerate() {
            if at > 0 {
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

/// What the attributes of an element say that matters here.
#[derive(Default)]
struct Attributes {
    /// What the element is called, as [`Element::labels`] has it.
    labels: String,
    /// Where it leads, in lower case.
    address: String,
    /// What it says to machines of a time, if it is one.
    time: String,
    is_hidden: bool,
}

impl Attributes {
    fn of(node: &NodeRef<'_>, name: &str) -> Self {
        let mut said = Self::default();
        let Some(element) = node.element_ref() else { return said };
        let mut called: [&str; LABELLED.len()] = [""; LABELLED.len()];
        let (mut content, mut of_time) = ("", "");
        for attribute in &element.attrs {
            let value = attribute.value.trim();
            match &*attribute.name.local {
                "href" if name == "a" => said.address = value.to_ascii_lowercase(),
                "datetime" if name == "time" => of_time = value,
                "content" => content = value,
                "hidden" => said.is_hidden = true,
                "style" => said.is_hidden |= value.to_ascii_lowercase().replace(' ', "").contains("display:none"),
                key => {
                    if let Some(at) = LABELLED.iter().position(|label| *label == key) {
                        called[at] = value;
                    }
                }
            }
        }
        said.labels = labels(&called);
        let is_date = || said.labels.contains("-date-published-") || said.labels.contains("-datepublished-");
        if !of_time.is_empty() {
            of_time.clone_into(&mut said.time);
        } else if !content.is_empty() && is_date() {
            content.clone_into(&mut said.time);
        }
        said
    }
}

/// Names in lower case, each between dashes: `article__Body relatedLinks` is `-article-body- -related-links-`.
fn labels(values: &[&str]) -> String {
    let mut labels = String::new();
    for name in values.iter().flat_map(|value| value.split_ascii_whitespace()) {
        labels.push('-');
        let mut last = '-';
        for character in name.chars() {
            if character.is_ascii_uppercase() && last.is_ascii_lowercase() {
                labels.push('-');
            }
            if character.is_ascii_alphanumeric() {
                labels.push(character.to_ascii_lowercase());
            } else if character.is_alphanumeric() {
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

/// Letters and digits only, in lower case.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
