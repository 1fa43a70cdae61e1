//! What the library took in that is no part of the article.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::labels;
use super::marks::Marks;
use super::narrow;
use super::outline::{Outline, Target};
use super::wall;

/// Leaves out what its labels, its links or its words show to be no part of the article.
pub fn furniture(outline: &mut Outline, marks: &Marks) {
    for leaf in &mut outline.leaves {
        if let Some(why) = marks.why[leaf.element] {
            leaf.why.get_or_insert(why);
        }
    }
    for block in 0..outline.blocks.len() {
        if let Some(why) = by_links(outline, block) {
            outline.leave_out(block, why);
        }
    }
    teasers(outline, marks);
    repeats(outline, marks);
    by_form(outline, marks);
}

/// Leaves out what shows other stories and stands outside of the element that holds nearly all other text.
fn teasers(outline: &mut Outline, marks: &Marks) {
    let is_own = |block: usize| !marks.is_teaser[outline.blocks[block].element];
    let Some(core) = narrow::core(outline, |block| marks.is_prose[block] && outline.is_kept(block) && is_own(block))
    else {
        return;
    };
    let text = outline.elements[core].leaves.clone();
    for block in 0..outline.blocks.len() {
        let of = &outline.blocks[block];
        if marks.is_teaser[of.element] && !text.contains(&of.leaves.start) {
            outline.leave_out(block, labels::RELATED);
        }
    }
}

/// So many words of what a pull quote says must stand in the text, one behind the other, of all that can.
const SAID: f32 = 0.7;

/// Leaves out pull quotes whose words the text has too.
fn repeats(outline: &mut Outline, marks: &Marks) {
    let is_plain = |outline: &Outline, block: usize| quote_around(outline, block).is_none();
    let quotes: Vec<(usize, usize)> = (0..outline.blocks.len())
        .filter(|&block| outline.is_kept(block) && (12..400).contains(&outline.blocks[block].letters))
        .filter_map(|block| Some((block, quote_around(outline, block)?)))
        .collect();
    if quotes.is_empty() {
        return;
    }
    let mut said: HashSet<[u64; 3]> = HashSet::new();
    for block in (0..outline.blocks.len()).filter(|&block| marks.is_prose[block]) {
        if outline.is_kept(block) && is_plain(outline, block) {
            said.extend(threes(&outline.kept_text_of(block)));
        }
    }
    for (block, quote) in quotes {
        let threes = threes(&outline.kept_text_of(block));
        let repeated = threes.iter().filter(|three| said.contains(*three)).count();
        if threes.len() >= 2 && repeated as f32 >= SAID * threes.len() as f32 {
            let leaves = outline.elements[quote].leaves.clone();
            for leaf in &mut outline.leaves[leaves] {
                leaf.why.get_or_insert(labels::REPEATED);
            }
        }
    }
}

/// The element that is called a pull quote, or is a quote or a figure of one block, around a block.
fn quote_around(outline: &Outline, block: usize) -> Option<usize> {
    let of = &outline.blocks[block];
    outline.around(of.element).take(4).find(|&around| {
        let element = &outline.elements[around];
        let is_called = ["-pullquote", "-pull-quote", "-pull-", "-blockquote-pull"]
            .iter()
            .any(|label| element.labels.contains(label));
        let is_alone = matches!(&*element.name, "blockquote" | "aside") && element.letters == of.letters;
        (is_called || is_alone) && element.letters < 2 * of.letters
    })
}

/// Each three words of a text that stand one behind the other, as hashes of their letters in lower case.
fn threes(text: &str) -> Vec<[u64; 3]> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut hasher = DefaultHasher::new();
            word.to_lowercase().hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    words.windows(3).map(|words| [words[0], words[1], words[2]]).collect()
}

/// Why a block is no part of the article that is chiefly made of links of one kind: to send the page to others, or to
/// what else has the same tag.
fn by_links(outline: &Outline, block: usize) -> Option<&'static str> {
    let of = &outline.blocks[block];
    if of.linked == 0 {
        return None;
    }
    let letters = |is_one: &dyn Fn(usize) -> bool| -> usize {
        let leaves = outline.leaves[of.leaves.clone()].iter().filter(|leaf| {
            leaf.linked && outline.around(leaf.element).take_while(|&around| around != of.element).any(is_one)
        });
        leaves.map(|leaf| leaf.letters).sum()
    };
    let is_most = |letters: usize| 2 * letters > of.letters;
    if is_most(letters(&|element| outline.elements[element].leads_to(Target::Share))) {
        Some(labels::SHARE)
    } else if is_most(letters(&|element| outline.elements[element].labels.contains("-tag- "))) {
        Some(labels::TOPICS)
    } else {
        None
    }
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

/// Words that ask to do something that has nothing to do with the text, in lower case.
const CALLS: &[&str] = &[
    "sign up for",
    "sign up to",
    "subscribe to",
    "subscribe now",
    "follow us on",
    "join our",
    "get the latest",
    "download the app",
];

/// A call with a link in it is not longer, in words.
const CALL: usize = 25;

/// What stands for a picture, for those who do not see it, in lower case.
const PICTURES: &[&str] =
    &["image", "photo", "picture", "video", "bild", "foto", "imagen", "imagem", "immagine", "afbeelding"];

/// Such a count is not longer, in bytes.
const COUNT: usize = 32;

/// Whether a line only counts pictures: `Image 1 of 5`, `3 / 12`.
pub fn is_count(text: &str) -> bool {
    if text.len() > COUNT || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|c| c.is_ascii_digit());
    let is_small = |word: &&str| ["of", "von", "de", "sur", "di", "van"].contains(word);
    let is_kind = |word: &str| {
        ["image", "photo", "slide", "picture", "bild", "foto", "diapositive"].contains(&word.to_lowercase().as_str())
    };
    let numbers = match words.as_slice() {
        [kind, rest @ ..] if is_kind(kind) => rest,
        rest if text.contains('/') => rest,
        _ => return false,
    };
    match numbers {
        [first, last] => text.contains('/') && is_number(first) && is_number(last),
        [first, small, last] => is_number(first) && is_small(small) && is_number(last),
        _ => false,
    }
}

/// Leaves out blocks that point elsewhere.
fn by_form(outline: &mut Outline, marks: &Marks) {
    let body = (0..outline.blocks.len()).find(|&block| marks.is_prose[block] && outline.is_kept(block)).unwrap_or(0);
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
        let text = outline.kept_text_of(block);
        let (of, element) = (&outline.blocks[block], outline.element_of(block));
        let is_below = last.is_some_and(|last| block > last);
        let words = text.split_whitespace().count();
        let lower = text.to_lowercase();
        let (is_pointer, is_linked) = (points(&lower), of.link_density() > 0.9);
        let is_line = LINES.contains(&lower.trim_matches(|c: char| !c.is_alphabetic())) || is_count(&text);
        let is_unit = matches!(&*element.name, "p" | "div" | "li" | "span" | "section") || element.is_heading();
        let is_call = words <= CALL && of.linked > 0 && CALLS.iter().any(|call| lower.starts_with(call));
        // A list of links in the lines of one paragraph, each perhaps with a word of the page before or behind it.
        let is_list =
            &*element.name == "p" && links(outline, block) >= 2 && of.link_density() > 0.7 && !ends_sentence(&text);
        // Beside a picture stands a word for those who do not see it.
        let is_word = &*element.name == "figure" && PICTURES.contains(&lower.as_str());
        if is_word {
            outline.leave_out(block, labels::UNSEEN);
        } else if is_unit
            && is_pointer
            && (words <= 6 || of.link_density() > 0.3 || element.is_heading())
            && words <= 60
            || is_unit && is_call
            || is_line
            || is_list
        {
            pointed = !is_line && (element.is_heading() || words <= 6);
            outline.leave_out(block, labels::RELATED);
        } else if is_linked
            && (pointed
                || words >= 4 && !ends_sentence(&text) && (&*element.name == "p" || is_below && &*element.name == "li")
                || words <= 3 && !element.is_heading() && (is_below || block < body))
            || pointed && &*element.name == "li" && of.link_density() > 0.3
        {
            outline.leave_out(block, labels::RELATED);
        } else if is_below && (closes(&lower, of.letters) || words <= CALL && wall::asks(&text)) {
            outline.leave_out(block, labels::SUBSCRIBE);
        } else {
            pointed = false;
        }
    }
}

/// How many links that lead elsewhere stand in a block.
fn links(outline: &Outline, block: usize) -> usize {
    let of = &outline.blocks[block];
    let mut links: Vec<usize> = outline.leaves[of.leaves.clone()]
        .iter()
        .filter(|leaf| leaf.linked)
        .filter_map(|leaf| outline.around(leaf.element).find(|&around| &*outline.elements[around].name == "a"))
        .filter(|&link| !outline.elements[link].leads_to(Target::Place))
        .collect();
    links.dedup();
    links.len()
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
