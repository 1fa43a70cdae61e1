//! What the library took in that is no part of the article.

use super::labels;
use super::marks::Marks;
use super::outline::Outline;

/// Leaves out what its labels, its links or its words show to be no part of the article.
pub fn furniture(outline: &mut Outline, marks: &Marks) {
    for leaf in &mut outline.leaves {
        if let Some(why) = marks.why[leaf.element] {
            leaf.why.get_or_insert(why);
        }
    }
    by_form(outline);
}

/// Words that open a pointer to another story or a call to do something, in lower case.
const POINTERS: &[&str] = &[
    "related:",
    "related story",
    "related stories",
    "related article",
    "related articles",
    "related post",
    "related posts",
    "related news",
    "related content",
    "related video",
    "read more",
    "see more",
    "see also",
    "also read",
    "read also",
    "also see",
    "read:",
    "you may also like",
    "you might also like",
    "you may like",
    "more:",
    "more from",
    "more on this",
    "don't miss",
    "don’t miss",
    "recommended",
    "watch:",
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
    "article continues below",
    "click here",
    "lire aussi",
    "à lire aussi",
    "a lire aussi",
    "lesen sie auch",
    "mehr zum thema",
    "auch interessant",
    "leia também",
    "leia mais",
    "veja também",
    "saiba mais",
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
    "share on",
    "download the app",
];

/// Lines that are nothing else on any page, in lower case.
const LINES: &[&str] = &[
    "advertisement",
    "advert",
    "anzeige",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "advertentie",
    "sponsored",
    "sharing is caring",
    "share this",
    "share",
    "enlarge image",
    "click to enlarge",
    "view author archive",
    "email the author",
    "follow on twitter",
    "tell us what you think",
    "post comment",
    "comments",
    "comment",
    "tags",
    "loading content",
    "back to top",
    "print",
    "subscribe",
    "sign up",
];

/// Words that open a line below an article which is none of it, in lower case.
const CLOSERS: &[&str] = &[
    "follow ",
    "join our ",
    "join us ",
    "sign up",
    "subscribe",
    "email ",
    "have a tip",
    "reach the ",
    "contact the ",
    "get our ",
    "get the ",
    "get breaking",
    "more ap ",
    "click here",
    "download ",
    "do you have",
    "got a ",
    "read more",
    "for more ",
    "want more ",
    "this story was originally",
    "note: we are",
    "like us ",
    "find us ",
    "support our",
    "share your",
    "what do you think",
];

/// Leaves out blocks that point elsewhere.
fn by_form(outline: &mut Outline) {
    let last = (0..outline.blocks.len()).rfind(|&block| {
        let of = &outline.blocks[block];
        outline.is_kept(block)
            && of.letters > 100
            && of.link_density() < 0.2
            && !closes(&outline.text_of(block).to_lowercase(), of.letters)
    });
    let mut pointed = false;
    for block in 0..outline.blocks.len() {
        if !outline.is_kept(block) {
            continue;
        }
        let text = outline.text_of(block);
        let (of, element) = (&outline.blocks[block], outline.element_of(block));
        let is_below = last.is_some_and(|last| block > last);
        let words = text.split_whitespace().count();
        let (is_pointer, is_linked) = (points(&text.to_lowercase()), of.link_density() > 0.9);
        let lower = text.to_lowercase();
        let is_line = LINES.contains(&lower.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let is_unit = matches!(element.name.as_str(), "p" | "div" | "li" | "span" | "section") || element.is_heading();
        if is_unit && is_pointer && (words <= 6 || of.link_density() > 0.3 || element.is_heading()) && words <= 60
            || is_line
        {
            pointed = !is_line && (element.is_heading() || words <= 6);
            outline.leave_out(block, labels::RELATED);
        } else if is_linked
            && (pointed
                || words >= 4 && !ends_sentence(&text) && (element.name == "p" || is_below && element.name == "li"))
            || pointed && element.name == "li" && of.link_density() > 0.3
        {
            outline.leave_out(block, labels::RELATED);
        } else if is_below && closes(&lower, of.letters) {
            outline.leave_out(block, labels::SUBSCRIBE);
        } else {
            pointed = false;
        }
    }
}

fn points(lower: &str) -> bool {
    POINTERS.iter().any(|pointer| {
        lower.strip_prefix(pointer).is_some_and(|rest| pointer.ends_with(':') || !rest.starts_with(char::is_alphabetic))
    })
}

fn closes(lower: &str, letters: usize) -> bool {
    letters < 260 && CLOSERS.iter().any(|closer| lower.starts_with(closer))
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
    text.ends_with(['.', '!', '?', '…', ':', '。', '？', '！'])
}
