//! What the library took in that is no part of the article.

use super::labels::{self, Label, label};
use super::outline::Outline;

/// An element that holds more of the article than this is not taken off for its labels: they are the page's.
const MOST: f32 = 0.35;

/// Leaves out what its labels, its links or its words show to be no part of the article.
pub fn furniture(outline: &mut Outline) {
    by_labels(outline);
    by_form(outline);
}

fn by_labels(outline: &mut Outline) {
    let sums = outline.kept_letters();
    let all = sums.last().copied().unwrap_or(0);
    let mut index = 0;
    while index < outline.elements.len() {
        let element = &outline.elements[index];
        let kept = sums[element.leaves.end] - sums[element.leaves.start];
        let end = element.end;
        if !outline.is_kept(index) {
            index = end;
            continue;
        }
        let is_small = (kept as f32) < MOST * all as f32;
        let is_page = matches!(element.name.as_str(), "html" | "body" | "main");
        let is_embed = element.labels.contains("-tweet-") || element.labels.contains("-embed");
        let reason = match element.name.as_str() {
            "nav" => Some(labels::NAVIGATION),
            "form" | "button" => Some(labels::SUBSCRIBE),
            _ => match label(&element.labels) {
                Some(Label::Furniture(why)) if !is_embed => Some(why),
                _ => None,
            },
        };
        match reason {
            Some(why) if is_small && !is_page => {
                outline.leave_out(index, why);
                index = end;
            }
            _ => index += 1,
        }
    }
}

/// Words that open a pointer to another story, in lower case.
const POINTERS: &[&str] = &[
    "related:",
    "related story",
    "related stories",
    "related article",
    "related post",
    "related news",
    "related content",
    "read more",
    "see more",
    "see also",
    "also read",
    "read also",
    "read:",
    "also see",
    "you may also like",
    "you might also like",
    "more:",
    "more from",
    "more on this",
    "don't miss",
    "don’t miss",
    "recommended",
    "watch:",
    "click here",
    "next up",
    "more great",
    "more stories",
    "most read",
    "trending",
    "popular now",
    "what to read next",
    "read next",
    "keep reading",
    "further reading",
    "story continues below",
    "advertisement",
    "advert",
    "sponsored",
    "lire aussi",
    "à lire aussi",
    "a lire aussi",
    "lesen sie auch",
    "mehr zum thema",
    "auch interessant",
    "leia também",
    "leia mais",
    "veja também",
    "lea también",
    "lee también",
    "te puede interesar",
    "leggi anche",
    "lees ook",
    "читайте также",
    "читать также",
    "sign up for",
    "sign up:",
    "subscribe to",
    "subscribe now",
    "follow us on",
    "join our",
    "get the latest",
    "sharing is caring",
    "share this",
    "share on",
    "download the app",
    "enlarge image",
    "click to enlarge",
    "view author archive",
    "email the author",
    "follow on twitter",
    "tell us what you think",
    "post comment",
    "comments",
];

/// Leaves out blocks that point elsewhere.
fn by_form(outline: &mut Outline) {
    let blocks = outline.blocks();
    let mut pointed = false;
    for block in blocks {
        if !outline.is_kept(block) {
            continue;
        }
        let text = outline.text_of(block);
        let lower = text.to_lowercase();
        let words = text.split_whitespace().count();
        let element = &outline.elements[block];
        let density = element.link_density();
        let is_pointer = POINTERS.iter().any(|pointer| {
            lower
                .strip_prefix(pointer)
                .is_some_and(|rest| pointer.ends_with(':') || !rest.starts_with(char::is_alphabetic))
        });
        let is_linked = density > 0.9;
        let ends =
            text.trim_end_matches(['”', '"', '’', ')', '»']).ends_with(['.', '!', '?', '…', ':', '。', '？', '！']);
        if is_pointer && (words <= 6 || density > 0.3 || element.is_heading()) && words <= 40 {
            pointed = element.is_heading() || words <= 6;
            outline.leave_out(block, labels::RELATED);
        } else if is_linked && (pointed || words >= 4 && !ends && element.name == "p") {
            outline.leave_out(block, labels::RELATED);
        } else {
            pointed = false;
        }
    }
}
