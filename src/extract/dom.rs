//! Going over a parsed page: without recursion, since pages nest as deep as they like.

use dom_query::{Document, LocalName, NodeData, NodeRef};

/// Whether elements of a name stand as blocks of their own.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Goes over the tree. `visit` is called for each node when it is entered and when it is left, and says on entering
/// whether to go into it.
pub fn walk<'a>(document: &'a Document, mut visit: impl FnMut(&NodeRef<'a>, bool) -> bool) {
    let mut node = document.root();
    'down: loop {
        let go_in = visit(&node, true);
        if go_in && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        if go_in {
            visit(&node, false);
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                continue 'down;
            }
            let Some(parent) = node.parent() else { return };
            visit(&parent, false);
            node = parent;
        }
    }
}

/// The name of an element, in lower case but for those of drawings; empty for what is no element.
pub fn name(node: &NodeRef<'_>) -> LocalName {
    node.qual_name_ref().map_or_else(LocalName::default, |name| name.local.clone())
}

/// An attribute without white space at its ends; nothing where it is absent.
pub fn attribute(node: &NodeRef<'_>, name: &str) -> String {
    node.attr(name).map_or_else(String::new, |value| value.trim().to_owned())
}

/// The text of a text node; nothing for what is none.
pub fn text(node: &NodeRef<'_>) -> String {
    node.query_or(String::new(), |node| match &node.data {
        NodeData::Text { contents } => contents.to_string(),
        _ => String::new(),
    })
}
