//! A passage as the search for roles sees it: its text on one line, its shape, and what its form alone says.

pub(super) use super::byline::Form;
use super::byline::{self, Byline};
use super::caption::{self, Caption};
use super::dateline::{self, Line};
use super::shape::Shape;
use super::{footer, furniture, header};
use crate::credit;
use crate::draft::{Container, Hint, Kind, MarkKind};
use crate::page::Page;

/// A passage as the search for roles sees it.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// The text, its line ends made spaces: offsets are those of the passage.
    pub text: String,
    /// What it looks like.
    pub shape: Shape,
    /// The level, if the source says it is a heading.
    pub level: Option<u8>,
    /// What its form says.
    pub known: Known,
    /// What the source says it is in the article.
    pub hint: Option<Hint>,
    /// How often the same text stands in the draft; counted for short passages only.
    pub times: u32,
}

/// What the form of a passage says, whatever stands around it.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// Nothing: a headline, a paragraph, a subhead.
    Nothing,
    /// It has a byline's form.
    Byline(Byline),
    /// It is a date, perhaps with a place.
    Dateline(Line),
    /// It is a caption.
    Caption(Caption),
    /// It is a label of the page.
    Furniture,
    /// The source itself says what it is.
    Hinted,
    /// It is no passage of its own: part of a list, a table, a quote, a picture, or code.
    Inside,
}

/// All passages of a page as the search for roles sees them.
pub(super) fn passages(page: &Page<'_>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = (0..page.passages().len()).map(|index| passage(page, index)).collect();
    let mut counts = std::collections::HashMap::new();
    for passage in passages.iter().filter(|passage| passage.shape.words <= 24) {
        *counts.entry(passage.text.to_lowercase()).or_insert(0_u32) += 1;
    }
    for passage in passages.iter_mut().filter(|passage| passage.shape.words <= 24) {
        passage.times = counts[&passage.text.to_lowercase()];
    }
    site_names(&mut passages);
    menus(&mut passages);
    passages
}

/// The site's name, which its copyright line tells, is furniture wherever it stands alone or with the page's labels.
fn site_names(passages: &mut [Passage]) {
    let Some(name) = passages.iter().rev().take(40).find_map(|passage| furniture::site_name(&passage.text)) else {
        return;
    };
    let name = name.to_owned();
    for passage in passages.iter_mut().filter(|passage| matches!(passage.known, Known::Nothing | Known::Byline(_))) {
        if let Some(rest) =
            passage.text.strip_suffix(name.as_str()).or_else(|| passage.text.strip_prefix(name.as_str()))
            && (rest.trim().is_empty() || furniture::is_furniture(rest))
        {
            passage.known = Known::Furniture;
        }
    }
}

/// Of three labels or more in a row, at least two of them names of sections, all are a menu.
fn menus(passages: &mut [Passage]) {
    let is_section = |passage: &Passage| matches!(passage.known, Known::Nothing) && header::is_section(&passage.text);
    let is_label = |passage: &Passage| matches!(passage.known, Known::Furniture) || is_section(passage);
    let mut rest = passages;
    while let Some(first) = rest.iter().position(is_label) {
        let length = 1 + rest[first + 1..].iter().take_while(|passage| is_label(passage)).count();
        let (row, below) = rest[first..].split_at_mut(length);
        if length >= 3 && row.iter().filter(|passage| is_section(passage)).count() >= 2 {
            for passage in row {
                passage.known = Known::Furniture;
            }
        }
        rest = below;
    }
}

fn passage(page: &Page<'_>, index: usize) -> Passage {
    let of_draft = &page.passages()[index];
    let text = page.passage_text(index).replace('\n', " ");
    let shape = Shape::of(&text);
    let level = match of_draft.kind {
        Kind::Heading(level) if of_draft.containers.is_empty() => Some(level),
        _ => None,
    };
    let is_several_lines = matches!(of_draft.kind, Kind::Lines) && page.passage_text(index).contains('\n');
    let is_prose = matches!(of_draft.kind, Kind::Paragraph | Kind::Lines | Kind::Heading(_));
    // A page may set who wrote it and when as the items of a list.
    let is_in_list =
        of_draft.containers.iter().all(|one| matches!(one, Container::List { .. } | Container::Item { .. }));
    let hint = of_draft
        .hint
        .filter(|hint| level.is_none() && is_in_list && (of_draft.containers.is_empty() || is_line(*hint)));
    let known = if let [Container::Figure { .. }] = of_draft.containers[..]
        && of_draft.hint.is_none()
    {
        in_figure(&text, page, index)
    } else if let (Some(line), true) = (hint.filter(|hint| is_line(*hint)), is_prose) {
        let (line, known) = hinted(&text, line, page, index);
        return Passage { text, shape, level, known, hint: line, times: 1 };
    } else if !of_draft.containers.is_empty() || !is_prose || is_picture(page, index) && level.is_none() {
        Known::Inside
    } else if is_several_lines {
        // Lines that are the author's: verse, an address; a byline and its time may stand so too.
        match known(&text, &shape, page, index) {
            known @ (Known::Dateline(_) | Known::Byline(_)) => known,
            _ => Known::Inside,
        }
    } else if level.is_some() {
        Known::Nothing
    } else {
        known(&text, &shape, page, index)
    };
    Passage { text, shape, level, known, hint, times: 1 }
}

/// Whether a passage is a picture: its words describe it and are no line of the article.
fn is_picture(page: &Page<'_>, index: usize) -> bool {
    let (range, marks) = (&page.passages()[index].range, page.marks());
    let from = marks.partition_point(|mark| mark.range.start < range.start);
    let mut marks = marks[from..].iter().take_while(|mark| mark.range.start == range.start);
    marks.any(|mark| mark.range.end == range.end && matches!(mark.kind, MarkKind::Image { .. }))
}

/// What is known of a text in a figure: where its credit begins, unless the source sets that off itself.
fn in_figure(text: &str, page: &Page<'_>, index: usize) -> Known {
    let of_draft = &page.passages()[index];
    let is_same = |other: &crate::draft::Passage| other.containers == of_draft.containers;
    let near = page.passages()[index.saturating_sub(2)..].iter().take(6).filter(|other| is_same(other));
    let has_credit = near.into_iter().any(|other| other.hint == Some(Hint::Credit));
    match credit::find(text).filter(|_| !has_credit && of_draft.kind == Kind::Paragraph) {
        Some(credit) => Known::Caption(Caption { credit: Some(credit), reason: "in a figure, with a picture credit" }),
        None => Known::Inside,
    }
}

/// Whether a hint says that a passage is a line of the header.
fn is_line(hint: Hint) -> bool {
    matches!(hint, Hint::Kicker | Hint::Standfirst | Hint::Byline | Hint::Dateline)
}

/// A line that the source names, read for what it tells: what it is, where its form says so more surely than the name
/// that the source gives it, or something around it.
fn hinted(text: &str, hint: Hint, page: &Page<'_>, index: usize) -> (Option<Hint>, Known) {
    let language = page.language(index);
    let date = || dateline::parse(text, language).map(|line| (Some(Hint::Dateline), Known::Dateline(line)));
    let names = || {
        // Beside a time in a line for the time, a name is who wrote it.
        let is_sure =
            |byline: &Byline| byline.form == Form::Named || (hint == Hint::Dateline && byline.published.is_some());
        let byline = byline::parse(text, language).filter(is_sure);
        byline.map(|byline| (Some(Hint::Byline), Known::Byline(byline)))
    };
    let as_named = || match hint {
        Hint::Byline => byline::parse_named(text, language).map(|byline| (Some(hint), Known::Byline(byline))),
        Hint::Dateline => dateline::parse_named(text, language).map(|line| (Some(hint), Known::Dateline(line))),
        _ => None,
    };
    if furniture::is_furniture(text) {
        return (None, Known::Furniture);
    }
    date().or_else(names).or_else(as_named).unwrap_or((Some(hint), Known::Hinted))
}

fn known(text: &str, shape: &Shape, page: &Page<'_>, index: usize) -> Known {
    let language = page.language(index);
    if furniture::is_furniture(text) || footer::is_end_mark(text) {
        return Known::Furniture;
    }
    if let Some(line) = dateline::parse(text, language) {
        return Known::Dateline(line);
    }
    if let Some(byline) = byline::parse(text, language) {
        return Known::Byline(byline);
    }
    match caption::parse(text, shape.words) {
        // A credit alone may as well be a footer's: there what the footer says decides.
        Some(caption) if caption.credit.as_ref().is_some_and(|credit| credit.start > 0) => Known::Caption(caption),
        Some(caption) if footer::parse(text).is_none() => Known::Caption(caption),
        _ => Known::Nothing,
    }
}

impl Passage {
    /// Whether the source itself says that it is a line of the header.
    pub(super) fn is_named(&self) -> bool {
        matches!(self.hint, Some(Hint::Kicker | Hint::Standfirst | Hint::Byline | Hint::Dateline))
    }

    /// Whether its form leaves its role open. A bare name is as well a headline or a kicker.
    pub(super) fn is_open(&self) -> bool {
        match &self.known {
            _ if self.is_named() => false,
            Known::Nothing => true,
            Known::Byline(byline) => byline.form != Form::Named && !byline::is_likely_name(byline),
            _ => false,
        }
    }

    /// Whether it shows that a header is around it: a byline or a date.
    pub(super) fn is_anchor(&self) -> bool {
        match &self.known {
            _ if self.is_named() => matches!(self.hint, Some(Hint::Byline | Hint::Dateline)),
            Known::Byline(byline) => byline.form == Form::Named || byline::is_likely_name(byline),
            Known::Dateline(_) => true,
            _ => false,
        }
    }

    /// Whether it is a caption.
    pub(super) fn is_caption(&self) -> bool {
        matches!(self.known, Known::Caption(_))
    }

    /// Whether it is a label of the page, or no passage of its own.
    pub(super) fn is_furniture(&self) -> bool {
        matches!(self.known, Known::Furniture | Known::Inside)
    }
}
