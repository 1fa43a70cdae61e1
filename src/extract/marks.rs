//! What of a page is marked as no part of an article, by its elements and their labels, wherever it stands.

use std::collections::{HashMap, HashSet};

use super::labels::{self, Label};
use super::outline::{Outline, plain};

/// An element that holds more of the page's prose than this is not furniture, whatever it is called: a label of the
/// whole page says what is somewhere in it.
const MOST: f32 = 0.35;

/// The fewest words of a block that is taken for prose by its form.
pub const PROSE: usize = 12;

/// Why elements are no part of an article; and where the page's prose stands.
pub struct Marks {
    /// For each element, why it is none, if it is marked so, or the element around it.
    pub why: Vec<Option<&'static str>>,
    /// For each element, whether it is, or stands in, one of several of a kind that show other stories.
    pub is_teaser: Vec<bool>,
    /// Whether each block has the form of prose.
    pub is_prose: Vec<bool>,
}

impl Marks {
    /// Reads the marks of a page whose head says that its headline is one of `titles`.
    pub fn of(outline: &Outline, titles: &[&str]) -> Self {
        let is_prose: Vec<bool> = (0..outline.blocks.len()).map(|block| has_form_of_prose(outline, block)).collect();
        let mut prose = vec![0; outline.leaves.len() + 1];
        for (block, _) in outline.blocks.iter().zip(&is_prose).filter(|(_, is_prose)| **is_prose) {
            prose[block.leaves.start] = block.letters;
        }
        let mut sum = 0;
        for letters in &mut prose {
            sum += std::mem::replace(letters, sum);
        }
        let kept = outline.kept_letters();
        let all_kept = kept.last().copied().unwrap_or(0);
        let boxes = letter_boxes(outline);
        let article = article(outline);
        let headline = headline(outline, titles).map(|headline| outline.elements[headline].leaves.start);
        let mut why: Vec<Option<&'static str>> = Vec::with_capacity(outline.elements.len());
        for (index, element) in outline.elements.iter().enumerate() {
            let around = (element.parent != index).then(|| why[element.parent]).flatten();
            let inside = prose[element.leaves.end] - prose[element.leaves.start];
            let kept = kept[element.leaves.end] - kept[element.leaves.start];
            let is_small = inside as f32 <= MOST * sum as f32 && kept as f32 <= MOST * all_kept as f32;
            // What ends above the one headline of a page is not its article, however long it is.
            let is_small = is_small || headline.is_some_and(|headline| element.leaves.end <= headline);
            let own = || {
                let post = || is_other_post(outline, index, article?).then_some(labels::RELATED);
                let letter = || boxes.contains(&index).then_some(labels::SUBSCRIBE);
                own(outline, index).or_else(post).or_else(letter)
            };
            why.push(around.or_else(|| own().filter(|_| is_small)));
        }
        let is_teaser = teasers(outline, &is_prose, &prose);
        Self { why, is_teaser, is_prose }
    }
}

/// Words of boxes that ask for an address to send letters to, in lower case.
const LETTERS: &[&str] = &[
    "newsletter",
    "inbox",
    "email",
    "e-mail",
    "mailing list",
    "posteingang",
    "boletín",
    "correo",
    "boîte de réception",
    "lettre d’information",
    "nieuwsbrief",
    "posta elettronica",
];

/// Such a box has at most so many letters.
const BOX: usize = 320;

/// How far above its form a box may begin, in elements.
const BOX_REACH: usize = 4;

/// The boxes in a page that ask for an address to send letters to: a form, and around it a few words that say so.
fn letter_boxes(outline: &Outline) -> HashSet<usize> {
    let is_form = |index: &usize| matches!(&*outline.elements[*index].name, "form" | "input");
    let may_be = |index: &usize| {
        let element = &outline.elements[*index];
        let is_part = matches!(&*element.name, "div" | "section" | "aside" | "p" | "form" | "li");
        let mut inside = outline.elements[*index..element.end].iter();
        is_part
            && (1..=BOX).contains(&element.letters)
            && element.end - index <= BOX
            && !inside.any(|inner| &*inner.name == "h1")
    };
    let asks = |index: &usize| {
        let leaves = &outline.leaves[outline.elements[*index].leaves.clone()];
        let text = leaves.iter().flat_map(|leaf| [&*leaf.text, " "]).collect::<String>().to_lowercase();
        LETTERS.iter().any(|word| text.contains(word))
    };
    let forms = (0..outline.elements.len()).filter(is_form);
    let of_form = forms.filter_map(|form| outline.around(form).skip(1).take(BOX_REACH).take_while(may_be).last());
    let boxes: HashSet<usize> = of_form.collect();
    boxes.into_iter().filter(asks).collect()
}

/// Why an element is no part of an article by what it is and what it is called.
fn own(outline: &Outline, index: usize) -> Option<&'static str> {
    let element = &outline.elements[index];
    let is_embed = || {
        (element.labels.contains("-tweet-") || element.labels.contains("-embed"))
            && !["-consent-", "-placeholder-"].iter().any(|label| element.labels.contains(label))
    };
    if element.is_hidden && !opens(outline, index) {
        return Some(labels::UNSEEN);
    }
    match &*element.name {
        "html" | "body" | "main" => None,
        "nav" => Some(labels::NAVIGATION),
        "form" | "button" | "label" => Some(labels::FORM),
        "dialog" => Some(labels::NOTICE),
        "article" if is_other(outline, index) => Some(labels::RELATED),
        _ if element.letters < 600 && element.labels.contains("-card-") && is_other(outline, index) => {
            Some(labels::RELATED)
        }
        "time" if element.labels.contains("-updated-") && !element.labels.contains("-published-") => {
            Some(labels::CHANGED)
        }
        "td" | "th" | "tr" => None,
        _ => match element.label {
            // In a line of text a link to an advertiser is text.
            Some(Label::Furniture(why))
                if (!element.is_inline() || matches!(why, labels::UNSEEN | labels::SHARE)) && !is_embed() =>
            {
                Some(why)
            }
            _ => None,
        },
    }
}

/// Whether what an element holds opens when a reader asks for it, and is a part of the page.
fn opens(outline: &Outline, index: usize) -> bool {
    let names = ["-accordion", "-tab", "-collaps", "-panel", "-toggle", "-faq", "-disclosure"];
    outline.around(index).take(2).any(|around| {
        let labels = &outline.elements[around].labels;
        names.iter().any(|name| labels.contains(name))
    })
}

/// The one heading of the first level, where there is no other and the head of the page says the same.
fn headline(outline: &Outline, titles: &[&str]) -> Option<usize> {
    let is_headline = |index: &usize| &*outline.elements[*index].name == "h1" && outline.elements[*index].letters > 0;
    let mut headings = (0..outline.elements.len()).filter(is_headline);
    let only = headings.next().filter(|_| headings.next().is_none())?;
    let leaves = &outline.leaves[outline.elements[only].leaves.clone()];
    let text = plain(&leaves.iter().map(|leaf| leaf.text.as_str()).collect::<String>());
    titles.iter().any(|title| plain(title).contains(&text)).then_some(only)
}

/// The element of the one article whose headline the page shows as such.
fn article(outline: &Outline) -> Option<usize> {
    let is_headline = |index: &usize| &*outline.elements[*index].name == "h1" && outline.elements[*index].letters > 0;
    let mut around = (0..outline.elements.len())
        .filter(is_headline)
        .filter_map(|headline| outline.around(headline).find(|&around| &*outline.elements[around].name == "article"));
    let first = around.next()?;
    around.all(|other| other == first).then_some(first)
}

/// Whether an element is the article of another entry than the one that the page is about.
fn is_other_post(outline: &Outline, index: usize, article: usize) -> bool {
    let element = &outline.elements[index];
    let is_post =
        || ["-hentry-", "-post-", "-entry-", "-teaser-", "-card-"].iter().any(|label| element.labels.contains(label));
    &*element.name == "article" && is_post() && (article >= element.end || index >= outline.elements[article].end)
}

/// Whether an element shows another story: its first heading is a link.
fn is_other(outline: &Outline, index: usize) -> bool {
    let inside = &outline.elements[index..outline.elements[index].end];
    let heading = inside.iter().find(|inner| inner.is_heading() && inner.letters > 0);
    heading.is_some_and(|heading| heading.linked == heading.letters)
}

/// So many elements of a kind beside each other may be teasers.
const SEVERAL: usize = 3;

/// Where elements of a kind hold more of the page's prose than this, they are what the page is about: a list of the
/// best, each with a link.
const MATTER: f32 = 0.6;

/// Elements beside at least two of their kind, each a line that is a link and at most one paragraph. `prose` is how
/// much of it stands before each leaf.
fn teasers(outline: &Outline, is_prose: &[bool], prose: &[usize]) -> Vec<bool> {
    // How many elements of each kind there are, the letters of prose in them, and which kind each element is.
    let mut kinds: Vec<(usize, usize)> = Vec::new();
    let mut known: HashMap<(usize, &str, &str), usize> = HashMap::new();
    let mut of_kind: Vec<usize> = Vec::with_capacity(outline.elements.len());
    for element in &outline.elements {
        // What stands in a line is no teaser.
        if element.is_inline() {
            of_kind.push(usize::MAX);
            continue;
        }
        let kind = *known.entry((element.parent, &element.name, &element.labels)).or_insert(kinds.len());
        if kind == kinds.len() {
            kinds.push((0, 0));
        }
        kinds[kind].0 += 1;
        kinds[kind].1 += prose[element.leaves.end] - prose[element.leaves.start];
        of_kind.push(kind);
    }
    let most = MATTER * prose.last().copied().unwrap_or(0) as f32;
    let mut is_teaser: Vec<bool> = Vec::with_capacity(outline.elements.len());
    let mut from = 0;
    for (index, element) in outline.elements.iter().enumerate() {
        while outline.blocks.get(from).is_some_and(|block| block.leaves.start < element.leaves.start) {
            from += 1;
        }
        let (count, letters) = kinds.get(of_kind[index]).copied().unwrap_or_default();
        let is_one = !element.is_inline()
            && count >= SEVERAL
            && letters as f32 <= most
            && (1..TEASER).contains(&element.letters)
            && {
                let inside = outline.blocks[from..].iter().zip(&is_prose[from..]);
                let inside = inside.take_while(|(block, _)| block.leaves.start < element.leaves.end);
                let (mut titles, mut paragraphs) = (0, 0);
                for (block, is_prose) in inside {
                    titles += usize::from(block.letters >= 16 && block.linked == block.letters);
                    paragraphs += usize::from(*is_prose);
                }
                titles > 0 && paragraphs <= 1
            };
        is_teaser.push(is_one || element.parent != index && is_teaser[element.parent]);
    }
    is_teaser
}

/// A teaser has fewer letters.
const TEASER: usize = 600;

/// Whether a block is long enough for prose and not made of links.
fn has_form_of_prose(outline: &Outline, block: usize) -> bool {
    let of = &outline.blocks[block];
    if outline.element_of(block).is_heading() || of.link_density() >= 0.4 || of.letters < 3 * PROSE {
        return false;
    }
    let leaves = &outline.leaves[of.leaves.clone()];
    let words: usize = leaves.iter().map(|leaf| leaf.text.split_whitespace().count()).sum();
    // Where words are not parted by spaces, the letters tell.
    words >= PROSE || of.letters > 10 * words
}

#[cfg(test)]
mod tests {
    const LONG: &str = "The old ferry across the sound will make its last crossing on Friday, after the harbour board \
                        found that its hull can no longer be repaired at a price that the town could ever bear.";

    /// The blocks of a page with this above the headline and this in the middle of the text.
    fn blocks(above: &str, amid: &str, text: usize) -> String {
        let text = format!("<p>{LONG}</p>").repeat(text);
        let source = format!(
            "<html><head><title>Ferry makes last crossing | The Gull</title><body><nav><a href=/>Home</a></nav><form>\
             <input></form>{above}<main><h1>Ferry makes last crossing</h1><div>{text}{amid}{text}</div></main></body></html>"
        );
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        format!("{:?}", crate::clean(&source, &options).document().blocks)
    }

    #[test]
    fn boxes_that_ask_for_an_address_are_no_part_of_the_text() {
        let form = "<form><input type=email><button>Go</button></form>";
        let blocks_with = |words: &str| blocks("", &format!("<div class=nl-box>{words}{form}</div>"), 2);
        let found = blocks_with("<h3>The Tide</h3><p>Our best stories in your inbox each day.</p>");
        assert!(found.contains("The old ferry") && !found.contains("The Tide") && !found.contains("inbox"), "{found}");
        // What asks for something else may be the text's.
        let found = blocks_with("<h3>What did it cost?</h3><p>Guess what the town paid for the ferry in 1962.</p>");
        assert!(found.contains("in 1962"), "{found}");
    }

    #[test]
    fn furniture_above_the_headline_may_be_longer_than_the_text() {
        let bar =
            "<div class=promo-bar><p>Score free shipping on all orders of two tickets or more, to all piers.</p></div>";
        let found = blocks(&bar.repeat(12), "", 1);
        assert!(found.contains("The old ferry") && !found.contains("free shipping"), "{found}");
    }
}
