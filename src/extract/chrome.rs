//! Whether a page shows what surrounds articles, or is nothing but an article.

use dom_query::{Document, NodeRef};

use super::dom::{attribute, name, walk};

/// So many kinds of what surrounds articles make a page one in which the article must be looked for.
const KINDS: usize = 2;

/// So many items of lists that are nothing but a link are a page's menus.
const MENU: usize = 12;

/// How much of a source is looked at for the tags of a whole page, in bytes.
const HEAD: usize = 1 << 16;

/// Whether a source is a whole page, not a fragment or what the clipboard holds.
pub fn is_whole(source: &str) -> bool {
    let mut end = source.len().min(HEAD);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let head = source[..end].to_ascii_lowercase();
    !head.contains("<!--startfragment")
        && ["<html", "<head", "<body", "<!doctype html"].iter().any(|tag| head.contains(tag))
}

/// Whether a page shows enough of what surrounds articles.
pub fn surrounds(document: &Document) -> bool {
    let mut seen = [false; 8];
    let mut entries = 0_usize;
    walk(document, |node, entering| {
        if entering && node.is_element() {
            if let Some(kind) = kind(node) {
                seen[kind] = true;
            }
            entries += usize::from(is_entry(node));
            seen[7] = entries >= MENU;
            // Two kinds are enough, whatever else there is.
            return !enough(&seen);
        }
        entering && !enough(&seen)
    });
    enough(&seen)
}

fn enough(seen: &[bool]) -> bool {
    seen.iter().filter(|seen| **seen).count() >= KINDS
}

/// Which kind of surroundings an element is, if any.
fn kind(node: &NodeRef<'_>) -> Option<usize> {
    match &*name(node) {
        "nav" => Some(0),
        "aside" => Some(1),
        "form" | "button" | "input" | "select" | "textarea"
            if !attribute(node, "type").eq_ignore_ascii_case("checkbox") =>
        {
            Some(2)
        }
        "iframe" => Some(3),
        "script" if !attribute(node, "type").to_ascii_lowercase().ends_with("json") => Some(4),
        "header" | "footer" if links(node) >= 2 => Some(5),
        "ul" | "div" | "section" => {
            let labels = format!("{} {}", attribute(node, "class"), attribute(node, "id")).to_ascii_lowercase();
            let known = ["menu", "navbar", "sidebar", "cookie", "share", "related", "newsletter", "comments"];
            known.iter().any(|label| labels.contains(label)).then_some(6)
        }
        _ => None,
    }
}

/// Whether an element is an item of a list that leads elsewhere and says nothing besides.
fn is_entry(node: &NodeRef<'_>) -> bool {
    node.has_name("li")
        && node.first_element_child().is_some_and(|link| {
            link.has_name("a") && !attribute(&link, "href").starts_with('#') && link.next_element_sibling().is_none()
        })
}

fn links(node: &NodeRef<'_>) -> usize {
    node.descendants_it().filter(|inner| inner.has_name("a") && inner.has_attr("href")).take(2).count()
}
