//! Which passage is what, with the reasons on record, and what the passages tell about the article.

use std::ops::Range;

use super::passage::{Known, Passage};
use super::{Assigned, byline, caption, dateline, footer, header, passage, subheads};
use crate::document::{Meta, Role};
use crate::draft::Container;
use crate::page::Page;

/// What each passage is, why, and what that tells about the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// What each passage of the draft is, in their order.
    pub assigned: Vec<Assigned>,
    /// The roles that were recognised, in the order of the passages.
    pub notes: Vec<RoleNote>,
    /// What is known about the article from its own text.
    pub meta: Meta,
}

/// A role on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleNote {
    /// Where the passage is in the source, in bytes.
    pub source: Range<usize>,
    /// The role, by the name it has in JSON: `headline`, `byline` …
    pub role: &'static str,
    /// In a few words, what decided.
    pub reason: String,
}

/// Tells what each passage of a repaired page is. What is not sure stays [`Assigned::AsRead`].
///
/// Works for each source alike; where the source itself says what is a heading, only that is one.
pub fn assign(page: &Page<'_>) -> Roles {
    let passages = passage::passages(page);
    let mut cast = Cast { page, passages: &passages, assigned: vec![None; passages.len()], meta: Meta::default() };
    let header = header::find(&passages);
    cast.header(&header);
    let body_end = cast.footer(header.zone.end);
    cast.captions();
    let title = cast.meta.title.clone();
    for index in subheads::find(&passages, header.zone.end..body_end, title.as_deref()) {
        cast.give(index, Assigned::Heading(2), "short line between paragraphs");
    }
    cast.labels();
    cast.head(header.zone.end);
    cast.finish()
}

/// The roles while they are given.
struct Cast<'p> {
    page: &'p Page<'p>,
    passages: &'p [Passage],
    assigned: Vec<Option<(Assigned, String)>>,
    meta: Meta,
}

impl Cast<'_> {
    fn give(&mut self, index: usize, role: Assigned, reason: impl Into<String>) {
        if self.assigned[index].is_none() {
            self.assigned[index] = Some((role, reason.into()));
        }
    }

    fn text(&self, index: usize) -> String {
        self.passages[index].text.clone()
    }

    fn header(&mut self, header: &header::Header) {
        if let Some((index, reason)) = &header.headline {
            self.give(*index, Assigned::Heading(self.passages[*index].level.unwrap_or(1)), reason.as_str());
            self.meta.title = Some(self.text(*index));
        }
        if let Some(index) = header.kicker {
            self.give(index, Assigned::Role(Role::Kicker), "short line right above the headline");
            self.meta.kicker = Some(self.text(index));
        }
        for &index in &header.standfirst {
            self.give(index, Assigned::Role(Role::Standfirst), "between the headline and the article");
        }
        let standfirst: Vec<String> = header.standfirst.iter().map(|&index| self.text(index)).collect();
        self.meta.standfirst = (!standfirst.is_empty()).then(|| standfirst.join(" "));
        for &index in &header.titles {
            self.give(index, Assigned::Role(Role::Furniture), "the headline once more, with the site's name");
        }
        let headline = header.headline.as_ref().map(|(index, _)| *index);
        for index in header.zone.clone() {
            self.header_line(index, headline, header);
        }
    }

    /// Gives a line of the header the role that its form says, where it may have it there.
    fn header_line(&mut self, index: usize, headline: Option<usize>, header: &header::Header) {
        if self.assigned[index].is_some() {
            return;
        }
        match &self.passages[index].known {
            Known::Dateline(line) => {
                self.give(index, Assigned::Role(Role::Dateline), "a date on a line of its own");
                if self.meta.published.is_none() {
                    self.meta.published = Some(line.published.clone());
                }
                if self.meta.dateline.is_none() {
                    self.meta.dateline.clone_from(&line.place);
                }
            }
            Known::Byline(byline) => {
                let is_below = headline.is_some_and(|headline| headline < index);
                let has_date = |at: usize| {
                    header.zone.contains(&at)
                        && self.passages.get(at).is_some_and(|near| matches!(near.known, Known::Dateline(_)))
                };
                let is_sure = byline.form == byline::Form::Named
                    || (is_below
                        && (byline::is_likely_name(byline) || has_date(index + 1) || has_date(index.wrapping_sub(1))));
                if is_sure {
                    self.byline(index);
                }
            }
            _ => {}
        }
    }

    fn byline(&mut self, index: usize) {
        let Known::Byline(byline) = &self.passages[index].known else { return };
        let reason = match byline.form {
            byline::Form::Named => "opens as a byline does, and names follow",
            byline::Form::Placed => "a name with a place or position below the headline",
            byline::Form::Name => "a name below the headline",
        };
        self.give(index, Assigned::Role(Role::Byline), reason);
        for author in &byline.authors {
            if !self.meta.authors.contains(author) {
                self.meta.authors.push(author.clone());
            }
        }
        if self.meta.source.is_none() {
            self.meta.source.clone_from(&byline.agency);
        }
        if let Some(time) = &byline.published
            && self.meta.published.is_none()
        {
            let text = self.passages[index].text[time.clone()].to_owned();
            let iso = super::dates::find(&text, self.page.language(index)).and_then(|found| found.iso);
            self.meta.published = Some(crate::document::Published { text, iso });
        }
    }

    /// Gives the passages at the end their roles and returns where the body ends.
    fn footer(&mut self, body: usize) -> usize {
        let mut end = self.passages.len();
        while end > body {
            let passage = &self.passages[end - 1];
            let is_free = passage.level.is_none() && !matches!(passage.known, Known::Inside);
            let footer = if is_free { footer::parse(&passage.text) } else { None };
            if let Some(footer) = footer {
                self.give(end - 1, Assigned::Role(Role::Footer), footer.reason);
                if footer.is_rights {
                    self.meta.rights = Some(self.text(end - 1));
                }
            } else if matches!(&passage.known, Known::Byline(byline) if byline.form == byline::Form::Named) {
                self.byline(end - 1);
            } else if !matches!(passage.known, Known::Furniture) {
                break;
            }
            end -= 1;
        }
        end
    }

    fn captions(&mut self) {
        for (index, passage) in self.passages.iter().enumerate() {
            let is_figure = matches!(self.page.passages()[index].containers.last(), Some(Container::Figure { .. }));
            let found = match &passage.known {
                Known::Caption(caption) => Some((caption.credit.clone(), caption.reason)),
                Known::Inside if is_figure => Some((caption::credit(&passage.text), "stands with a picture")),
                _ => None,
            };
            if let Some((credit, reason)) = found {
                let credit = credit.map(|range| range.start);
                self.give(index, Assigned::Caption { credit }, reason);
            }
        }
    }

    fn labels(&mut self) {
        for (index, passage) in self.passages.iter().enumerate() {
            if matches!(passage.known, Known::Furniture) {
                self.give(index, Assigned::Role(Role::Furniture), "a label of the page");
            }
        }
    }

    /// Reads the place and agency at the head of the first paragraph.
    fn head(&mut self, from: usize) {
        let first = (from..self.passages.len()).find(|&index| self.assigned[index].is_none());
        let Some(index) = first.filter(|&index| matches!(self.passages[index].known, Known::Nothing)) else { return };
        let Some(head) = dateline::head(&self.passages[index].text, self.page.language(index)) else { return };
        self.meta.dateline = Some(head.text);
        if self.meta.source.is_none() {
            self.meta.source = head.agency;
        }
        if self.meta.published.is_none() {
            self.meta.published = head.published;
        }
    }

    fn finish(self) -> Roles {
        let mut roles = Roles { meta: self.meta, ..Roles::default() };
        for (index, given) in self.assigned.into_iter().enumerate() {
            let Some((role, reason)) = given else {
                roles.assigned.push(Assigned::AsRead);
                continue;
            };
            let source = self.page.source_of(index);
            roles.notes.push(RoleNote { source, role: name(role), reason });
            roles.assigned.push(role);
        }
        roles
    }
}

/// The name of a role in JSON.
const fn name(role: Assigned) -> &'static str {
    match role {
        Assigned::AsRead | Assigned::Role(Role::Body) => "paragraph",
        Assigned::Role(Role::Kicker) => "kicker",
        Assigned::Role(Role::Standfirst) => "standfirst",
        Assigned::Role(Role::Byline) => "byline",
        Assigned::Role(Role::Dateline) => "dateline",
        Assigned::Role(Role::Footer) => "footer",
        Assigned::Role(Role::Furniture) => "furniture",
        Assigned::Heading(1) => "headline",
        Assigned::Heading(_) => "subhead",
        Assigned::Caption { .. } => "caption",
    }
}
