//! What stands around the text of an article and belongs to it: its headline, its byline, captions; and what of it is
//! only a line of the page.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use dom_query::NodeId;

use super::Part;
use super::expand;
use super::labels::{self, Label};
use super::marks::Marks;
use super::outline::{Outline, Target, plain};
use super::refine;
use super::shown;

/// How far above a block its labels may stand, in elements.
const REACH: usize = 5;

/// A paragraph above the text is no standfirst if it has more words.
const STANDFIRST: usize = 45;

/// Why what stands beside the text is left out where it is no part of the article.
const BESIDE: &str = "a line of the page beside the article";

/// Fetches the headline back and what belongs to it, and types what stands around it.
pub fn header(outline: &mut Outline, marks: &Marks, titles: &[&str]) -> Header {
    let mut header = Header::default();
    let count = outline.blocks.len();
    let is_prose: Vec<bool> = (0..count).map(|block| marks.is_prose[block] && is_text(outline, block)).collect();
    let Some(body) = is_prose.iter().position(|prose| *prose) else { return header };
    // What stands below most of the text is the headline of something else.
    let title = headline(outline, marks, body, titles).filter(|&title| {
        let letters = |range: std::ops::Range<usize>| -> usize {
            range.filter(|&block| is_prose[block]).map(|block| outline.blocks[block].letters).sum()
        };
        letters(0..title) <= letters(title..count)
    });
    let body = title.and_then(|title| (title..count).find(|&block| is_prose[block])).unwrap_or(body);
    if let Some(title) = title {
        outline.keep(title);
        header.parts.insert(outline.element_of(title).node, Part::Headline);
    }
    let zone = title.map_or(body.saturating_sub(8), |title| title.saturating_sub(6))..body;
    for block in (0..count).filter(|block| title != Some(*block)) {
        let is_above = title.is_some_and(|title| block < title && title < body);
        let place = match (zone.contains(&block), is_above) {
            (true, true) => Place::Above,
            (true, false) => Place::Below,
            (false, true) => Place::FarAbove,
            (false, false) => Place::Elsewhere,
        };
        let line = Line::of(outline, block, title, place);
        header.learn(outline, marks, block, &line);
        if header.split(outline, marks, block, &line) {
            continue;
        }
        // What holds other blocks besides is not all that one of its lines is.
        let is_whole = outline.element_of(block).letters == outline.blocks[block].letters;
        match line.part() {
            Some(part) if is_whole => {
                keep_unmarked(outline, marks, block);
                header.parts.insert(outline.element_of(block).node, part);
                if part == Part::Caption {
                    keep_images(outline, block);
                }
            }
            // A caption needs an element of its own, to be one with its picture.
            Some(part) if part != Part::Caption && outline.blocks[block].letters > 0 => {
                keep_unmarked(outline, marks, block);
                header.begin_line(outline, outline.blocks[block].leaves.clone(), part);
            }
            None if line.is_kept && (line.is_above() || line.is_beside()) && !expand::is_entry_time(outline, block) => {
                outline.leave_out(block, BESIDE);
            }
            _ => {}
        }
    }
    header.opening(outline, marks, title.map_or(body, |title| title + 1)..body);
    // A desk signs where no person beside the text does, whoever is named elsewhere.
    if header.authors.is_empty()
        && let Some(desk) = header.desk.take()
    {
        header.authors_elsewhere = vec![desk];
    }
    header
}

/// What the innermost element of a line that says so calls a leaf in it: who wrote the article, or when.
fn inner_part(outline: &Outline, block: usize, leaf: usize) -> Option<Part> {
    let block = outline.blocks[block].element;
    let mut inner = outline.around(outline.leaves[leaf].element).take_while(|&inner| inner != block);
    inner.find_map(|inner| {
        let element = &outline.elements[inner];
        match &*element.name {
            "time" => Some(Part::Dateline),
            _ if element.leads_to(Target::Author) => Some(Part::Byline),
            _ => match element.label {
                Some(Label::Byline) => Some(Part::Byline),
                Some(Label::Dateline) => Some(Part::Dateline),
                _ => None,
            },
        }
    })
}

/// Keeps what of a block is not marked as furniture.
fn keep_unmarked(outline: &mut Outline, marks: &Marks, block: usize) {
    let leaves = outline.blocks[block].leaves.clone();
    let all_marked = outline.leaves[leaves.clone()].iter().all(|leaf| marks.why[leaf.element].is_some());
    for leaf in &mut outline.leaves[leaves] {
        if all_marked || marks.why[leaf.element].is_none() {
            leaf.why = None;
        }
    }
}

/// Keeps the images of the figure that a caption stands in.
fn keep_images(outline: &mut Outline, block: usize) {
    let element = outline.blocks[block].element;
    let figure = outline.around(element).take(REACH).find(|&around| &*outline.elements[around].name == "figure");
    if let Some(figure) = figure {
        let leaves = outline.elements[figure].leaves.clone();
        outline.leaves[leaves].iter_mut().filter(|leaf| leaf.text.is_empty()).for_each(|leaf| leaf.why = None);
    }
}

/// What stands around the text of an article.
#[derive(Debug, Default)]
pub struct Header {
    /// What elements are in the article.
    pub parts: HashMap<NodeId, Part>,
    /// What lines are that share their block with others, by the text that begins them.
    pub lines: HashMap<NodeId, Part>,
    /// Who wrote it, as lines beside the text show it.
    pub authors: Vec<String>,
    /// The same, as lines elsewhere on the page show it.
    pub authors_elsewhere: Vec<String>,
    /// The desk that signs it, as a line beside the text shows it.
    desk: Option<String>,
    /// When it was published, as lines beside the text show it.
    pub times: Vec<String>,
    /// The same, as lines elsewhere on the page show it.
    pub times_elsewhere: Vec<String>,
}

impl Header {
    /// Notes what the line is that begins with the first of these leaves that is a text.
    fn begin_line(&mut self, outline: &Outline, leaves: Range<usize>, part: Part) {
        if let Some(leaf) = outline.leaves[leaves].iter().find(|leaf| !leaf.text.is_empty()) {
            self.lines.insert(leaf.node, part);
        }
    }

    /// Fetches the paragraphs back that stand between the headline and the text that was chosen. One alone is the
    /// standfirst; several are where the text begins.
    fn opening(&mut self, outline: &mut Outline, marks: &Marks, between: Range<usize>) {
        let is_one = |&block: &usize| {
            let element = outline.blocks[block].element;
            marks.is_prose[block]
                && !outline.is_kept(block)
                && &*outline.elements[element].name == "p"
                && marks.why[element].is_none()
                && !marks.is_teaser[element]
                && known(outline, block, None).is_none()
        };
        let paragraphs: Vec<usize> = between.filter(is_one).collect();
        let has_standfirst = self.parts.values().any(|part| *part == Part::Standfirst);
        match paragraphs[..] {
            [one] if !has_standfirst && outline.blocks[one].words <= STANDFIRST => {
                outline.keep(one);
                self.parts.insert(outline.element_of(one).node, Part::Standfirst);
            }
            _ => paragraphs.into_iter().for_each(|paragraph| outline.keep(paragraph)),
        }
    }

    /// Parts a line near the headline that says who wrote the article and when, each in an element of its own. What
    /// stands between and behind them, how long it takes to read it, is no part of the article. Answers whether the
    /// line was one.
    fn split(&mut self, outline: &mut Outline, marks: &Marks, block: usize, line: &Line) -> bool {
        let leaves = outline.blocks[block].leaves.clone();
        if !line.is_near() || line.words > 40 {
            return false;
        }
        let parts: Vec<Option<Part>> = leaves.clone().map(|leaf| inner_part(outline, block, leaf)).collect();
        let has = |part: Part| parts.contains(&Some(part));
        if !has(Part::Byline) || !has(Part::Dateline) {
            return false;
        }
        let mut before = None;
        for (at, leaf) in leaves.clone().enumerate() {
            let after = parts[at..].iter().flatten().next().copied();
            let text = outline.leaves[leaf].text.trim().to_lowercase();
            let is_opener =
                after == Some(Part::Byline) && before != after && shown::opened(&format!("{text} x")).is_some();
            let part = parts[at].or(if is_opener || before.is_some() && before == after { after } else { None });
            let why = marks.why[outline.leaves[leaf].element];
            if part.is_none() {
                outline.leaves[leaf].why.get_or_insert(why.unwrap_or(BESIDE));
                continue;
            }
            outline.leaves[leaf].why = None;
            if part != before
                && let Some(part) = part
            {
                self.begin_line(outline, leaf..leaf + 1, part);
            }
            before = part;
        }
        true
    }

    /// Learns from a line who wrote the article, and when.
    fn learn(&mut self, outline: &Outline, marks: &Marks, block: usize, line: &Line) {
        let why = marks.why[outline.blocks[block].element];
        let is_furniture = why.is_some_and(|why| why != labels::AUTHOR);
        let words = line.words;
        if is_furniture && !line.is_near() || words > 45 {
            return;
        }
        let is_byline = line.label == Some(Label::Byline) || why == Some(labels::AUTHOR);
        let is_summary = line.label == Some(Label::Standfirst) && words > 12;
        let is_signed = line.place == Place::Above && shown::is_signed(outline, block);
        let may_name = (line.place == Place::Below || is_signed)
            && words <= 24
            && line.label != Some(Label::Caption)
            && !is_summary;
        let is_opened = words <= 8 && shown::opened(&line.text).is_some();
        if is_byline || may_name || is_opened {
            let names = shown::names(outline, block, is_byline);
            if names.is_empty() && line.is_near() && self.desk.is_none() {
                self.desk = shown::desk(outline, block, line.label == Some(Label::Byline));
            }
            let into = if line.is_near() { &mut self.authors } else { &mut self.authors_elsewhere };
            if line.is_near() || into.is_empty() {
                for name in names {
                    if !into.contains(&name) {
                        into.push(name);
                    }
                }
            }
        }
        let says_so = is_time(&line.text) || matches!(line.label, Some(Label::Dateline | Label::Byline));
        if !says_so && (is_story(outline, block) || is_change(outline, block)) {
            return;
        }
        if (says_so || line.is_near() && words <= 20 && line.label != Some(Label::Caption))
            && let Some(time) = shown::time(outline, block)
        {
            if line.is_near() {
                self.times.push(time);
            } else if is_published(&line.text) && !is_furniture {
                self.times_elsewhere.push(time);
            }
        }
    }
}

/// Where a block stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Above the headline, and far from it.
    FarAbove,
    /// Right above the headline.
    Above,
    /// Between the headline and the text.
    Below,
    /// In the text, or below it.
    Elsewhere,
}

/// A block beside the text.
struct Line {
    label: Option<Label>,
    text: Rc<str>,
    /// How many words it has.
    words: usize,
    place: Place,
    is_kept: bool,
    /// Whether it is a heading beside a headline, or stands alone with it.
    is_heading: bool,
    /// Whether it opens as a byline does and names people.
    is_signed: bool,
}

impl Line {
    fn of(outline: &Outline, block: usize, title: Option<usize>, place: Place) -> Self {
        let text = outline.text_of(block);
        // `1 / 12` stands in a figure and is no caption.
        let label = if refine::is_count(&text) { None } else { known(outline, block, title) };
        Self {
            label: if label.is_none() && is_alternative(outline, block) { Some(Label::Caption) } else { label },
            is_signed: place == Place::Below && is_signature(&text),
            text,
            words: outline.blocks[block].words,
            place,
            is_kept: outline.is_kept(block),
            is_heading: title.is_some_and(|title| is_heading(outline, block) || is_beneath(outline, title, block)),
        }
    }

    /// Whether it stands near the headline.
    fn is_near(&self) -> bool {
        matches!(self.place, Place::Above | Place::Below)
    }

    fn is_above(&self) -> bool {
        matches!(self.place, Place::FarAbove | Place::Above)
    }

    /// What it is in the article, if it is a part of it.
    fn part(&self) -> Option<Part> {
        let words = self.words;
        let has_digit = self.text.contains(|c: char| c.is_ascii_digit());
        // Where words are not parted by spaces, three letters are about a word.
        let length = words.max(self.text.chars().filter(|&c| c >= '\u{3040}').count() / 3);
        match (self.label, self.place) {
            (Some(Label::Caption), _) if self.is_kept || self.is_near() => Some(Part::Caption),
            (Some(Label::Standfirst), Place::Below) if (4..=60).contains(&length) => Some(Part::Standfirst),
            (Some(Label::Kicker), Place::Above) if words <= 6 => Some(Part::Kicker),
            (Some(Label::Byline), Place::Above | Place::Below) if words <= 40 => Some(Part::Byline),
            (Some(Label::Dateline), Place::Above | Place::Below) if has_digit && words <= 30 => Some(Part::Dateline),
            (None | Some(Label::Dateline), Place::Below) if is_time(&self.text) => Some(Part::Dateline),
            (None, Place::Below) if self.is_signed => Some(Part::Byline),
            (None, Place::Below) if self.is_heading && (8..=45).contains(&length) => Some(Part::Standfirst),
            _ => None,
        }
    }

    /// Whether it was kept and says only what the page says beside an article: who wrote it, when.
    fn is_beside(&self) -> bool {
        let is_short = self.words <= 30;
        is_short && (matches!(self.label, Some(Label::Byline | Label::Dateline | Label::Kicker)) || is_time(&self.text))
    }
}

/// Whether a text is a byline: it opens as one and names people, and does nothing else.
fn is_signature(text: &str) -> bool {
    if text.split_whitespace().count() > 20 {
        return false;
    }
    // Behind it may stand when, and how long it takes to read.
    let text = text.split(['●', '•', '·', '|']).next().unwrap_or_default().trim();
    let named = |rest: &str| shown::in_text(rest).iter().map(|name| name.split_whitespace().count()).sum::<usize>();
    text.split_whitespace().count() <= 12
        && shown::opened(text).is_some_and(|rest| {
            let words = rest.split_whitespace().count();
            let named = named(rest);
            named > 0 && words <= named + 2
        })
}

/// Whether a block says what its picture, or the one right above it, shows.
fn is_alternative(outline: &Outline, block: usize) -> bool {
    let leaves = &outline.blocks[block].leaves;
    let near = outline.leaves[leaves.start.saturating_sub(1)..leaves.end].iter().take(2);
    let mut pictures = near.filter(|leaf| !leaf.alternative.is_empty());
    pictures.any(|leaf| {
        let text = plain(&outline.text_of(block));
        !text.is_empty() && plain(&leaf.alternative) == text
    })
}

/// Whether a block is a heading, or stands in one.
fn is_heading(outline: &Outline, block: usize) -> bool {
    outline.around(outline.blocks[block].element).take(2).any(|element| outline.elements[element].is_heading())
}

/// Whether a block stands right below the headline, in an element that holds these two alone.
fn is_beneath(outline: &Outline, title: usize, block: usize) -> bool {
    let parent = outline.elements[outline.blocks[block].element].parent;
    let both = outline.blocks[title].leaves.start..outline.blocks[block].leaves.end;
    block == title + 1 && outline.elements[parent].leaves == both
}

/// Whether a line leads to another story: its date is that story's.
fn is_story(outline: &Outline, block: usize) -> bool {
    outline.leaves[outline.blocks[block].leaves.clone()].iter().any(|leaf| {
        let is_author =
            || outline.around(leaf.element).take(2).any(|around| outline.elements[around].leads_to(Target::Author));
        leaf.linked
            && leaf.text.split_whitespace().count() >= 3
            && !leaf.text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
            && !is_author()
    })
}

/// Whether the line right above one says that what follows is when something was changed.
fn is_change(outline: &Outline, block: usize) -> bool {
    let above = block.checked_sub(1).map(|above| outline.text_of(above).to_lowercase());
    above.is_some_and(|above| {
        matches!(above.trim_end_matches([':', ' ']), "updated" | "updated on" | "last updated" | "last modified")
    })
}

/// Words that open a line that says when something was published or changed, in lower case.
const TIMES: &[&str] = &[
    "published",
    "updated",
    "first published",
    "posted",
    "last updated",
    "last modified",
    "created",
    "publié",
    "veröffentlicht",
    "aktualisiert",
    "publicado",
    "actualizado",
    "atualizado",
    "pubblicato",
    "gepubliceerd",
];

/// Whether a text says that something was published.
fn is_published(text: &str) -> bool {
    let lower = text.to_lowercase();
    is_time(text)
        && !["updated", "last ", "aktualisiert", "actualizado", "atualizado"].iter().any(|says| lower.starts_with(says))
}

/// Whether a text says that something was published or changed, and when.
fn is_time(text: &str) -> bool {
    if text.split_whitespace().count() > 14 || text.bytes().filter(u8::is_ascii_digit).count() < 3 {
        return false;
    }
    let lower = text.to_lowercase();
    TIMES.iter().any(|says| lower.starts_with(says))
}

/// What the labels of a block, or of what stands around it, call it.
fn known(outline: &Outline, block: usize, title: Option<usize>) -> Option<Label> {
    let title = title.map(|title| outline.blocks[title].leaves.start);
    let of_block = &outline.blocks[block];
    // Elements in a line may hold all of the line, and say what it is.
    let (mut dated, mut words, mut has_other) = (0, 0, false);
    for leaf in of_block.leaves.clone().filter(|&leaf| outline.leaves[leaf].letters > 0) {
        match inner_part(outline, block, leaf) {
            Some(Part::Dateline) => dated += 1,
            part => {
                words += outline.leaves[leaf].text.split_whitespace().take(4).count();
                has_other |= part.is_some();
            }
        }
        if words > 3 || has_other {
            break;
        }
    }
    if dated > 1 && words <= 3 && !has_other {
        return Some(Label::Dateline);
    }
    let inner = outline
        .around(outline.leaves[of_block.leaves.start].element)
        .take_while(|&inner| inner != of_block.element)
        .filter(|&inner| outline.elements[inner].letters == of_block.letters);
    for element in inner.chain(outline.around(of_block.element).take(REACH)) {
        let of = &outline.elements[element];
        let is_wide = title.is_some_and(|title| of.leaves.contains(&title)) || of.letters > 600;
        let found = match &*of.name {
            _ if is_wide => return None,
            "body" | "article" | "main" | "html" | "td" | "th" | "table" => return None,
            "figcaption" | "figure" => Some(Label::Caption),
            "time" => Some(Label::Dateline),
            "address" => Some(Label::Byline),
            _ => of.label,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether a block that has the form of prose was kept and stands in the text.
fn is_text(outline: &Outline, block: usize) -> bool {
    let known = known(outline, block, None);
    outline.is_kept(block)
        && !matches!(known, Some(Label::Caption | Label::Standfirst | Label::Byline | Label::Dateline))
}

/// The block that is the headline: of the headings of the first level the one that agrees with what the head of the page
/// says; where none does, the last one above the text.
fn headline(outline: &Outline, marks: &Marks, body: usize, titles: &[&str]) -> Option<usize> {
    let headings = |name: &'static str| {
        (0..outline.blocks.len()).filter(move |&block| {
            let around = outline.around(outline.blocks[block].element).take(3);
            around.into_iter().any(|element| &*outline.elements[element].name == name)
        })
    };
    let titles: Vec<String> = titles.iter().flat_map(|title| [plain(title), plain(without_site(title))]).collect();
    let agreement = |block: usize| {
        let text = plain(&outline.text_of(block));
        if text.chars().count() < 6 {
            0
        } else if titles.contains(&text) {
            2
        } else {
            let is_part = |title: &String| {
                title.len() < 2 * text.len() && title.contains(&text)
                    || text.len() < 2 * title.len() && text.contains(title)
            };
            usize::from(titles.iter().any(is_part))
        }
    };
    let firsts: Vec<usize> = headings("h1").collect();
    let others: Vec<usize> = headings("h2").chain(headings("h3")).filter(|block| *block <= body).collect();
    let above = |blocks: &[usize]| blocks.iter().copied().rfind(|block| *block < body);
    let of = |blocks: &[usize], wanted: usize| -> Vec<usize> {
        blocks.iter().copied().filter(|block| agreement(*block) == wanted).collect()
    };
    // Some pages mark their headline as no heading; the last of a row of links to where the page is says the same.
    let is_line = |block: &usize| {
        marks.why[outline.blocks[*block].element].is_none()
            && outline.element_of(*block).letters == outline.blocks[*block].letters
            && outline.blocks[*block].linked == 0
    };
    let choose = |blocks: &[usize]| above(blocks).or(blocks.first().copied());
    choose(&of(&firsts, 2))
        .or_else(|| choose(&of(&others, 2)))
        .or_else(|| choose(&of(&firsts, 1)))
        .or_else(|| choose(&of(&others, 1)))
        .or_else(|| choose(&of(&(0..body).filter(is_line).collect::<Vec<usize>>(), 2)))
        .or_else(|| {
            // The site's name leads to its first page.
            let is_own = |block: &usize| outline.blocks[*block].link_density() < 0.9;
            choose(&firsts.iter().copied().filter(is_own).collect::<Vec<usize>>())
        })
        .or_else(|| choose(&firsts))
}

/// The title of a page without what stands behind its last separator, which is mostly the site's name.
fn without_site(title: &str) -> &str {
    let separators = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];
    let last = separators.iter().filter_map(|separator| title.rfind(separator)).max();
    last.map_or(title, |last| &title[..last])
}
