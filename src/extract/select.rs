//! The first choice of what is the article: by a selector, or by a library that knows what articles look like.

use std::collections::HashSet;

use dom_query::{Document, Matcher, NodeId, NodeRef};
use dom_smoothie::{Config, Readability};

use super::outline::Outline;

/// The name that `dom_smoothie` gives the element it puts the article in.
const CHOSEN: &str = "#readability-page-1";

/// Keeps what a selector names. Answers whether it names anything.
pub fn by_selector(document: &Document, selector: &str, outline: &mut Outline) -> bool {
    let Ok(matcher) = Matcher::new(selector) else { return false };
    let chosen = document.select_matcher(&matcher);
    let kept: HashSet<NodeId> = chosen.nodes().iter().flat_map(leaves).collect();
    keep_only(&kept, outline, "outside of what the selector names")
}

/// Keeps what `dom_smoothie` takes for the article. Answers whether it found one.
///
/// It works on a copy, whose nodes have the ids of the page's own: which texts it kept is read from its tree, and no
/// text of its making is used.
pub fn by_library(document: &Document, outline: &mut Outline) -> bool {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let Ok(mut readability) = Readability::with_document(document.clone(), None, Some(config)) else { return false };
    if readability.parse().is_err() {
        return false;
    }
    let chosen = readability.doc.select_single(CHOSEN);
    let kept: HashSet<NodeId> = chosen.nodes().iter().flat_map(leaves).collect();
    keep_only(&kept, outline, super::OUTSIDE)
}

/// The texts and images in a node, by their ids.
fn leaves(node: &NodeRef<'_>) -> Vec<NodeId> {
    node.descendants_it()
        .filter(|inner| {
            inner.is_text()
                || inner.qual_name_ref().is_some_and(|name| matches!(&*name.local, "img" | "amp-img" | "iframe"))
        })
        .map(|inner| inner.id)
        .collect()
}

fn keep_only(kept: &HashSet<NodeId>, outline: &mut Outline, why: &'static str) -> bool {
    let mut any = false;
    for leaf in &mut outline.leaves {
        let is_kept = kept.contains(&leaf.node);
        any |= is_kept && !leaf.text.is_empty();
        leaf.why = (!is_kept).then_some(why);
    }
    any
}
