//! What the library left behind that is part of the article: its header, and prose between parts that it kept.

use std::collections::HashMap;

use dom_query::NodeId;

use super::Part;
use super::labels::{Label, label};
use super::outline::Outline;

/// So many words make a block prose where it ends as sentences do.
const PROSE: usize = 12;

/// How far above a block its labels may stand, in elements.
const REACH: usize = 4;

/// Fetches the headline back and what belongs to it, and types what stands around it.
pub fn header(outline: &mut Outline, titles: &[&str]) -> HashMap<NodeId, Part> {
    let mut parts = HashMap::new();
    let blocks = outline.blocks();
    let Some(body) = blocks.iter().position(|&block| is_prose(outline, block)) else { return parts };
    let title = headline(outline, &blocks, body, titles);
    if let Some(title) = title {
        outline.keep(blocks[title]);
        parts.insert(outline.elements[blocks[title]].node, Part::Headline);
    }
    let zone = title.map_or(body.saturating_sub(8), |title| title.saturating_sub(6))..body;
    for (place, &block) in blocks.iter().enumerate() {
        if title == Some(place) {
            continue;
        }
        let known = known(outline, block, title.map(|title| blocks[title]));
        let is_kept = outline.is_kept(block);
        let in_zone = zone.contains(&place)
            || title.is_some_and(|title| title > body && (body..title + 8).contains(&place) && !is_kept);
        let text = outline.text_of(block);
        let words = text.split_whitespace().count();
        let part = match known {
            Some((Label::Caption, _)) if is_kept || in_zone => Part::Caption,
            Some((Label::Byline, _)) if in_zone && words <= 40 => Part::Byline,
            Some((Label::Dateline, _)) if in_zone && words <= 30 && text.contains(|c: char| c.is_ascii_digit()) => {
                Part::Dateline
            }
            Some((Label::Standfirst, _)) if in_zone && (4..=80).contains(&words) => Part::Standfirst,
            Some((Label::Kicker, _)) if in_zone && words <= 6 && title.is_some_and(|title| place < title) => {
                Part::Kicker
            }
            Some((Label::Byline | Label::Dateline | Label::Kicker, _)) if is_kept && words <= 30 => {
                outline.leave_out(block, "a line of the page beside the article");
                continue;
            }
            _ => continue,
        };
        outline.keep(block);
        parts.insert(outline.elements[block].node, part);
    }
    parts
}

/// What the labels of a block, or of what stands around it, call it; and the element that says so.
fn known(outline: &Outline, block: usize, title: Option<usize>) -> Option<(Label, usize)> {
    for element in outline.around(block).take(REACH) {
        let holds_title =
            title.is_some_and(|title| outline.elements[element].leaves.contains(&outline.elements[title].leaves.start));
        let of = &outline.elements[element];
        if holds_title || matches!(of.name.as_str(), "body" | "article" | "main" | "html") || of.letters > 600 {
            return None;
        }
        let found = match of.name.as_str() {
            "figcaption" => Some(Label::Caption),
            "time" => Some(Label::Dateline),
            "address" => Some(Label::Byline),
            _ => label(&of.labels),
        };
        if let Some(found) = found {
            return Some((found, element));
        }
    }
    None
}

/// Whether a block that was kept is running text.
fn is_prose(outline: &Outline, block: usize) -> bool {
    let element = &outline.elements[block];
    if !outline.is_kept(block) || element.is_heading() || element.link_density() > 0.5 {
        return false;
    }
    let text = outline.text_of(block);
    let words = text.split_whitespace().count();
    words >= PROSE
        && !matches!(
            known(outline, block, None),
            Some((Label::Caption | Label::Standfirst | Label::Byline | Label::Dateline, _))
        )
}

/// The block that is the headline: of the headings of the first level the one that agrees with what the head of the page
/// says; where none does, the last one above the text.
fn headline(outline: &Outline, blocks: &[usize], body: usize, titles: &[&str]) -> Option<usize> {
    let is =
        |block: usize, name: &str| outline.around(block).take(3).any(|element| outline.elements[element].name == name);
    let headings = |name: &'static str| {
        blocks.iter().enumerate().filter(move |(_, block)| is(**block, name)).map(|(place, _)| place)
    };
    let agrees = |place: &usize| {
        let text = plain(&outline.text_of(blocks[*place]));
        text.chars().count() >= 8
            && titles.iter().any(|title| {
                let title = plain(title);
                title.contains(&text) || text.contains(&title) && title.len() * 2 > text.len()
            })
    };
    let firsts: Vec<usize> = headings("h1").collect();
    firsts
        .iter()
        .copied()
        .find(agrees)
        .or_else(|| headings("h2").chain(headings("h3")).filter(|place| *place < body + 1).find(agrees))
        .or_else(|| firsts.iter().copied().rfind(|place| *place < body))
}

/// Letters and digits only, in lower case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Fetches back prose that stands between paragraphs that were kept.
pub fn prose(outline: &mut Outline) {
    let blocks = outline.blocks();
    let prose: Vec<usize> = (0..blocks.len()).filter(|&place| is_prose(outline, blocks[place])).collect();
    let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else { return };
    for place in first..last {
        let block = blocks[place];
        if outline.is_kept(block)
            || !outline.leaves[outline.elements[block].leaves.clone()]
                .iter()
                .all(|leaf| leaf.why == Some(super::OUTSIDE))
        {
            continue;
        }
        let element = &outline.elements[block];
        let text = outline.text_of(block);
        let words = text.split_whitespace().count();
        let is_text = matches!(element.name.as_str(), "p" | "blockquote" | "li" | "h2" | "h3" | "h4" | "pre" | "td");
        let near = outline.around(block).take(REACH).find(|&around| outline.is_kept(around));
        let is_marked = outline.around(block).take(6).take_while(|around| Some(*around) != near).any(|around| {
            let of = &outline.elements[around];
            matches!(of.name.as_str(), "aside" | "nav" | "form" | "footer")
                || matches!(label(&of.labels), Some(Label::Furniture(_)) if !of.labels.contains("-tweet-"))
        });
        if is_text && near.is_some() && !is_marked && words >= PROSE && element.link_density() < 0.3 {
            outline.keep(block);
        }
    }
}
