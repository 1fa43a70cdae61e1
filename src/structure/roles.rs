//! Which passage is what, with the reasons on record, and what the passages tell about the article.

use std::ops::Range;

use super::facts::FactNote;
use super::passage::{Known, Passage};
use super::shape::End;
use super::{Assigned, byline, caption, dateline, facts, footer, furniture, header, letter, passage, subheads};
use crate::document::{Meta, Role};
use crate::draft::Hint;
use crate::lexicon::Facts;
use crate::page::Page;

/// What each passage is, why, and what that tells about the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// What each passage of the draft is, in their order.
    pub assigned: Vec<Assigned>,
    /// The roles that were recognised, in the order of the passages.
    pub notes: Vec<RoleNote>,
    /// What is known about the article.
    pub meta: Meta,
    /// Where that comes from.
    pub facts: Vec<FactNote>,
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
    let letter = letter::salutation(&passages);
    let mut cast = Cast { page, passages: &passages, assigned: vec![None; passages.len()], meta: Meta::default() };
    let header = if letter.is_some() { header::Header::default() } else { header::find(&passages) };
    cast.named();
    cast.header(&header);
    cast.lone_byline(&header);
    let body_end = cast.footer(header.zone.end);
    cast.captions(header.zone.end);
    let title = cast.meta.title.clone();
    for index in subheads::find(&passages, header.zone.end..body_end, title.as_deref()) {
        cast.give(index, Assigned::Heading(2), "short line between paragraphs");
    }
    cast.labels();
    if letter.is_none() {
        cast.head(header.zone.end);
    }
    if cast.meta.title.is_none() {
        cast.meta.title = only_title(&passages);
    }
    let facts = facts::fill(&mut cast.meta, page.draft(), page.survey().language);
    Roles { facts, ..cast.finish() }
}

/// The one heading of the first level that a source has, whether or not there is enough text below it to be sure of
/// the rest of the header.
fn only_title(passages: &[Passage]) -> Option<String> {
    let mut titles = passages.iter().filter(|passage| passage.level == Some(1));
    titles.next().filter(|_| titles.next().is_none()).map(|title| title.text.clone())
}

/// Whether a line that the source calls a kicker is one of three or more in a row: then they are the page's menu.
fn is_of_a_menu(passages: &[Passage], index: usize) -> bool {
    let is_kicker = |at: &usize| passages[*at].hint == Some(Hint::Kicker);
    let below = (index + 1..passages.len()).take(2).take_while(is_kicker).count();
    let above = (0..index).rev().take(2).take_while(is_kicker).count();
    above + below >= 2
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

    /// Gives the roles that the source itself names; of several lines of a kind the first, and those right below it,
    /// tell of the article.
    fn named(&mut self) {
        let passages = self.passages;
        let (mut standfirst, mut byline) = (None, None);
        let goes_on = |last: Option<usize>, index: usize| last.is_none_or(|last| last + 1 == index);
        for (index, passage) in passages.iter().enumerate().filter(|(_, passage)| passage.is_named()) {
            let role = match passage.hint {
                Some(Hint::Kicker) if is_of_a_menu(passages, index) => {
                    self.give(index, Assigned::Role(Role::Furniture), "one of a row of labels");
                    continue;
                }
                Some(Hint::Kicker) => {
                    self.meta.kicker.get_or_insert_with(|| passage.text.clone());
                    Role::Kicker
                }
                Some(Hint::Standfirst) => {
                    if goes_on(standfirst, index) {
                        standfirst = Some(index);
                        let before = self.meta.standfirst.take().map_or_else(String::new, |before| before + " ");
                        self.meta.standfirst = Some(before + &passage.text);
                    }
                    Role::Standfirst
                }
                Some(Hint::Byline) => {
                    if goes_on(byline, index) && matches!(passage.known, Known::Byline(_)) {
                        byline = Some(index);
                        self.credit_authors(index);
                    }
                    Role::Byline
                }
                _ => {
                    self.published(index);
                    Role::Dateline
                }
            };
            self.give(index, Assigned::Role(role), "the page’s own markup says so");
        }
    }

    /// Notes when, and where, a dateline says the article was published, unless that is known.
    fn published(&mut self, index: usize) {
        let Known::Dateline(line) = &self.passages[index].known else { return };
        if self.meta.published.is_none() {
            self.meta.published = Some(line.published.clone());
        }
        if self.meta.dateline.is_none() {
            self.meta.dateline.clone_from(&line.place);
        }
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
        if !standfirst.is_empty() {
            self.meta.standfirst = Some(standfirst.join(" "));
        }
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
            Known::Dateline(_) => {
                self.give(index, Assigned::Role(Role::Dateline), "a date on a line of its own");
                self.published(index);
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

    /// A bare name alone between the headline and the text is a byline if none of its words means anything.
    fn lone_byline(&mut self, header: &header::Header) {
        let Some((headline, _)) = header.headline else { return };
        if !self.meta.authors.is_empty() || header.zone.end > headline + 1 + header.standfirst.len() {
            return;
        }
        let mut below = (header.zone.end..self.passages.len()).filter(|&index| !self.passages[index].is_furniture());
        let (Some(index), Some(text)) = (below.next(), below.next()) else { return };
        let Known::Byline(byline) = &self.passages[index].known else { return };
        let is_strange =
            |word: &str| self.page.lexicon().facts(word).is_none_or(|facts| facts.lower_level() == Facts::UNLISTED);
        let is_name = byline.form == byline::Form::Name
            && byline
                .authors
                .iter()
                .all(|author| crate::survey::words(author).all(|word| author[word].split('-').all(is_strange)));
        if is_name && self.passages[text].is_open() && self.passages[text].shape.is_body() {
            self.byline(index);
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
        self.credit_authors(index);
    }

    /// Notes whom a byline names, and when it says that the article was published.
    fn credit_authors(&mut self, index: usize) {
        let Known::Byline(byline) = &self.passages[index].known else { return };
        for author in &byline.authors {
            // A box may say it once more, with what the page sets behind the name.
            if !self.meta.authors.iter().any(|known| author.starts_with(known.as_str())) {
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
        // Scraps of the page may stand below: a running head, a stray bullet.
        let mut scraps = 0;
        for index in (body..end).rev() {
            let passage = &self.passages[index];
            if self.footer_line(index) {
                end = index;
            } else if matches!(&passage.known, Known::Byline(byline) if byline.form == byline::Form::Named) {
                // Below an article, that is: a poem's last line may begin with `By` as well.
                if self.passages[..index].iter().any(|passage| passage.shape.is_body()) {
                    self.byline(index);
                    end = index;
                }
            } else if !matches!(passage.known, Known::Furniture) {
                scraps += 1;
                if scraps > 8 || passage.shape.words > 6 || passage.shape.end == End::Stop {
                    break;
                }
            }
        }
        // A page goes on below its article, with other stories and comments: never with long paragraphs.
        let is_long = |passage: &Passage| passage.is_open() && passage.shape.words >= 40;
        let last = self.passages[..end].iter().rposition(is_long).map_or(body, |last| last + 1).max(body);
        let label = (last..end).find(|&index| furniture::is_afterwards(&self.passages[index].text));
        if let Some(label) = label {
            (last..end).for_each(|index| {
                self.footer_line(index);
            });
            end = label;
            while end > last && self.assigned[end - 1].is_some() {
                end -= 1;
            }
        }
        end
    }

    /// Gives a line below the article the footer's role if it says what footers say.
    fn footer_line(&mut self, index: usize) -> bool {
        let passage = &self.passages[index];
        if passage.level.is_some() || matches!(passage.known, Known::Inside) {
            return false;
        }
        let Some(footer) = footer::parse(&passage.text) else { return false };
        self.give(index, Assigned::Role(Role::Footer), footer.reason);
        if footer.is_rights {
            self.meta.rights = Some(self.text(index));
        }
        true
    }

    /// Gives the captions their role: those that say so themselves, and in the text a bare line above a lone credit or
    /// one with a picture's year between paragraphs.
    fn captions(&mut self, body: usize) {
        let passages = self.passages;
        for (index, around) in passages.windows(3).enumerate().skip(body.saturating_sub(1)) {
            let [before, line, after] = around else { continue };
            if !matches!(line.known, Known::Nothing) || line.level.is_some() || line.shape.end != End::Bare {
                continue;
            }
            let is_lone_credit = |passage: &Passage| match &passage.known {
                Known::Caption(caption) => caption.credit.as_ref().is_some_and(|credit| credit.start == 0),
                _ => false,
            };
            let is_text =
                |passage: &Passage| passage.is_open() && passage.shape.words >= 8 && passage.shape.end != End::Bare;
            if (3..=30).contains(&line.shape.words) && is_lone_credit(after) {
                self.give(index + 1, Assigned::Caption { credit: None }, "right above a picture credit");
            } else if is_text(after) && (is_text(before) || before.is_anchor()) && caption::is_dated(&line.text) {
                self.give(index + 1, Assigned::Caption { credit: None }, "a picture's year between paragraphs");
            }
        }
        for (index, passage) in self.passages.iter().enumerate() {
            if let Known::Caption(caption) = &passage.known {
                let credit = caption.credit.as_ref().map(|range| range.start);
                self.give(index, Assigned::Caption { credit }, caption.reason);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::survey::Survey;

    fn roles_of(text: &str) -> (Vec<&'static str>, Meta) {
        let draft = crate::read::plain::read(text);
        let (survey, lexicon) = (Survey::of(&draft), Lexicon::with_words([]));
        let roles = assign(&Page::new(&draft, &survey, &lexicon));
        assert_eq!(roles.assigned.len(), draft.passages().len());
        let named = roles.assigned.iter().filter(|role| **role != Assigned::AsRead).count();
        assert_eq!(roles.notes.len(), named, "each role has its note");
        assert!(roles.notes.iter().all(|note| !note.reason.is_empty() && note.source.end <= text.len()));
        (roles.assigned.into_iter().map(name).collect(), roles.meta)
    }

    /// The roles of a text's passages must be these, parted by spaces; `p` is a paragraph.
    #[track_caller]
    fn check(wanted: &str, text: &str) -> Meta {
        let (roles, meta) = roles_of(text);
        let roles: Vec<&str> = roles.into_iter().map(|role| if role == "paragraph" { "p" } else { role }).collect();
        assert_eq!(roles.join(" "), wanted, "{text}");
        meta
    }

    const FERRY: &str = "The old ferry across the sound will make its last crossing on Friday, after the harbour board \
                         found that its hull can no longer be repaired at a price the town could bear.";
    const BRIDGE: &str = "A bridge has been promised since the days when the ferry was new. Nobody in the harbour \
                          expects to see it built, and the board has stopped asking for it.";

    fn article(header: &str) -> String {
        format!("{header}\n\n{FERRY}\n\n{BRIDGE}\n")
    }

    #[test]
    fn british_news() {
        let meta = check(
            "headline standfirst byline dateline p p",
            &article(
                "Harbour board retires last ferry across the sound\n\nIslanders fear for their shops as the board \
                 offers a bus in its place.\n\nBy Nora Whitcombe, transport correspondent\n\n19 June 2023",
            ),
        );
        assert_eq!(meta.title.as_deref(), Some("Harbour board retires last ferry across the sound"));
        assert_eq!(meta.authors, ["Nora Whitcombe"]);
        assert_eq!(meta.published.unwrap().iso.as_deref(), Some("2023-06-19"));
    }

    #[test]
    fn american_news() {
        let meta = check(
            "headline byline dateline p p",
            &article("Ferry to Make Its Last Crossing\n\nBY NORA WHITCOMBE AND DEAN ALLARD\n\nSeptember 25, 2015"),
        );
        assert_eq!(meta.authors, ["NORA WHITCOMBE", "DEAN ALLARD"]);
    }

    #[test]
    fn feature_with_a_kicker_in_capitals() {
        let meta = check(
            "kicker headline standfirst byline p p",
            &article(
                "ISLAND LIFE\n\nThe Last Boat Home\n\nFor a hundred years one ferry carried the mail, the doctor and \
                 the dead\n\nWords by Mary-Ann O’Hara",
            ),
        );
        assert_eq!(meta.kicker.as_deref(), Some("ISLAND LIFE"));
        assert_eq!(meta.authors, ["Mary-Ann O’Hara"]);
    }

    #[test]
    fn opinion_with_its_section() {
        check(
            "kicker headline byline p p",
            &article("Opinion\n\nWho will miss the ferry when it is gone?\n\nBy Oscar Lindqvist"),
        );
        check("kicker headline p p", &article("Opinion | Transport\n\nThe ferry deserved a better end"));
    }

    #[test]
    fn byline_with_a_time() {
        let meta = check("headline byline p p", &article("Ferry makes last crossing\n\nBy Nora Whitcombe 3 HOURS AGO"));
        assert_eq!(meta.published.map(|time| (time.text, time.iso)), Some(("3 HOURS AGO".to_owned(), None)));
    }

    #[test]
    fn bare_bylines_below_a_headline() {
        let meta = check(
            "headline byline dateline p p",
            &article("Ferry makes last crossing\n\nIona Tallis in Lerwick\n\n3 March 2021"),
        );
        assert_eq!(meta.authors, ["Iona Tallis"]);
        check("headline byline p p", &article("Ferry makes last crossing\n\nPeter Vane, Islands Correspondent"));
        check("headline byline p p", &article("Ferry makes last crossing\n\nPeter Vane"));
    }

    #[test]
    fn caption_between_headline_and_text() {
        check(
            "headline byline caption p p",
            &article(
                "Ferry makes last crossing\n\nBy Nora Whitcombe\n\nThe ferry at her berth on Monday. Photograph: Tom \
                 Lee/The Courier",
            ),
        );
    }

    #[test]
    fn captions_in_the_text() {
        let text = format!("{FERRY}\n\nThe ferry in 1962. (AP Photo/Tom Lee)\n\n{BRIDGE}\n");
        check("p caption p", &text);
    }

    #[test]
    fn wire_story_with_a_dateline_only() {
        let meta = check("p p", &format!("LERWICK, Scotland, March 3 (Reuters) - {FERRY}\n\n{BRIDGE}\n"));
        assert_eq!(meta.dateline.as_deref(), Some("LERWICK, Scotland (Reuters)"));
        assert_eq!(meta.source.as_deref(), Some("Reuters"));
        let meta = check("headline p p", &format!("Ferry makes last crossing\n\nLERWICK — {FERRY}\n\n{BRIDGE}\n"));
        assert_eq!(meta.dateline.as_deref(), Some("LERWICK"));
    }

    #[test]
    fn match_report() {
        let text = "Rovers 2-1 Albion: late header sends hosts through\n\nBy Tom Lee at Harbour Park\n\nA header by \
                    the substitute in the ninetieth minute sent Rovers through to the fourth round of the cup, on a \
                    night that had begun badly.\n\nHalf of the game\n\nRovers had fallen behind after ten minutes, \
                    when a corner was not cleared and the ball fell to the visiting captain.\n\nLate turn\n\nThe \
                    header came from a free kick that Albion still dispute, and it was the last touch of the game.\n";
        let meta = check("headline byline p subhead p subhead p", text);
        assert_eq!(meta.authors, ["Tom Lee"]);
    }

    #[test]
    fn obituary() {
        check(
            "kicker headline standfirst p p",
            &article(
                "Obituary\n\nMargaret Hale, 1931–2020\n\nFerry captain who crossed the sound forty thousand times \
                 and never missed a tide",
            ),
        );
    }

    #[test]
    fn press_release() {
        let text = format!(
            "FOR IMMEDIATE RELEASE\n\nHarbour Board Announces End of Ferry Service\n\nLERWICK, Scotland – March 3, \
             2021\n\n{FERRY}\n\n{BRIDGE}\n\nContact: the press office, on the number below.\n\nENDS\n"
        );
        let meta = check("furniture headline dateline p p p furniture", &text);
        assert_eq!(meta.published.unwrap().iso.as_deref(), Some("2021-03-03"));
        assert_eq!(meta.dateline.as_deref(), Some("LERWICK, Scotland"));
    }

    #[test]
    fn interview_keeps_its_questions() {
        let text = format!(
            "“I never once turned back”\n\nBy Nora Whitcombe\n\n{FERRY}\n\nWhen did you first sail?\n\n{BRIDGE}\n\nAnd \
             the worst crossing?\n\n{FERRY}\n\nWhat comes now?\n\n{BRIDGE}\n\nWill you miss it?\n\nYes.\n"
        );
        check("headline byline p p p p p p p p p", &text);
    }

    #[test]
    fn blog_post_with_subheads() {
        let text = format!(
            "What I learned from a year of ferries\n\nPosted on 2015-09-25 by Nora Whitcombe\n\n{FERRY}\n\nPack \
             light\n\n{BRIDGE}\n\nLook at the tide tables\n\n{FERRY}\n\n{BRIDGE}\n\nOriginally published on the \
             Ferry Blog.\n"
        );
        let (roles, _) = roles_of(&text);
        assert_eq!(roles[3..], ["subhead", "paragraph", "subhead", "paragraph", "paragraph", "footer"]);
        assert_eq!(roles[0], "headline");
    }

    #[test]
    fn footers() {
        let text = format!(
            "{FERRY}\n\n{BRIDGE}\n\nAdditional reporting by Dean Allard in Aberdeen\n\n© 2023 The Courier. All rights \
             reserved.\n"
        );
        let meta = check("p p footer footer", &text);
        assert_eq!(meta.rights.as_deref(), Some("© 2023 The Courier. All rights reserved."));
    }

    #[test]
    fn german() {
        let text = "Verkehr\n\nLetzte Fähre über den Sund legt ab\n\nDie Hafenbehörde stellt den Betrieb ein, die \
                    Inselbewohner fürchten um ihre Läden.\n\nVon Anna Meier und Uwe Krahl, Kiel\n\nVeröffentlicht am \
                    3. März 2021, 18:05 Uhr\n\nDie alte Fähre über den Sund legt am Freitag zum letzten Mal ab, \
                    nachdem die Hafenbehörde festgestellt hat, dass sich der Rumpf nicht mehr zu einem Preis \
                    ausbessern lässt, den die Stadt tragen könnte.\n\nMitarbeit: Jens Roth\n";
        let meta = check("kicker headline standfirst byline dateline p footer", text);
        assert_eq!(meta.authors, ["Anna Meier", "Uwe Krahl"]);
        assert_eq!(meta.published.unwrap().iso.as_deref(), Some("2021-03-03T18:05"));
    }

    #[test]
    fn german_agency() {
        let meta = check(
            "headline p",
            "Fähre stellt Betrieb ein\n\nKiel (dpa) - Die alte Fähre über den Sund legt am Freitag zum letzten Mal \
             ab, nachdem die Hafenbehörde den Rumpf für nicht mehr seetüchtig erklärt hat.\n",
        );
        assert_eq!((meta.dateline.as_deref(), meta.source.as_deref()), (Some("Kiel (dpa)"), Some("dpa")));
    }

    #[test]
    fn french() {
        let text = "Le dernier bac quitte le port vendredi\n\nPar Élodie Marchand, envoyée spéciale à Brest\n\nPublié \
                    le 3 mars 2021 à 14h05\n\nLe vieux bac qui traverse la rade fera vendredi sa dernière traversée, \
                    après que le port a constaté que sa coque ne pouvait plus être réparée à un prix \
                    raisonnable.\n\nTous droits réservés\n";
        let meta = check("headline byline dateline p footer", text);
        assert_eq!(meta.authors, ["Élodie Marchand"]);
    }

    #[test]
    fn spanish() {
        let text = "El último transbordador zarpa el viernes\n\nPor Lucía Ferrer\n\n3 de marzo de 2021\n\nEl viejo \
                    transbordador que cruza la bahía hará el viernes su última travesía, después de que el puerto \
                    comprobara que el casco ya no puede repararse a un precio razonable.\n";
        check("headline byline dateline p", text);
    }

    #[test]
    fn italian() {
        let text = "L’ultimo traghetto parte venerdì\n\ndi Marta Bellini\n\nvenerdì 5 marzo 2021\n\nIl vecchio \
                    traghetto che attraversa lo stretto farà venerdì la sua ultima traversata, dopo che il porto ha \
                    constatato che lo scafo non può più essere riparato a un prezzo ragionevole.\n";
        check("headline byline dateline p", text);
    }

    #[test]
    fn dutch() {
        let text = "Laatste veerboot vaart vrijdag uit\n\nDoor Pieter de Groot\n\n5 maart 2021\n\nDe oude veerboot \
                    over de zeearm vaart vrijdag voor het laatst uit, nadat de haven had vastgesteld dat de romp niet \
                    meer voor een redelijke prijs kan worden hersteld.\n";
        check("headline byline dateline p", text);
    }

    #[test]
    fn furniture_before_and_inside_the_header() {
        check(
            "furniture furniture headline furniture byline dateline p p",
            &article(
                "Skip to main content\n\nAdvertisement\n\nFerry makes last crossing\n\nShare\n\nBy Nora \
                 Whitcombe\n\nUpdated 3 March 2021",
            ),
        );
    }

    #[test]
    fn a_page_dump_with_menu_and_comments() {
        let text = format!(
            "We use cookies to improve your experience. By continuing to use this site you accept our use of \
             cookies.\n\nHarbour Courier\n\nHome\n\nPolitics\n\nSport\n\nSign in Subscribe\n\nFerry makes last \
             crossing\n\nBy Nora Whitcombe\n\n3 March 2021\n\n8 min read\n\n{FERRY}\n\n{BRIDGE}\n\n{FERRY} \
             {BRIDGE}\n\nPublished by the Ferry Club under a Creative Commons licence.\n\nMost read\n\nTen boats to \
             see\n\nComments (1)\n\nThanks for this, well written.\n\n© 2021 Harbour Courier. All rights reserved.\n"
        );
        check(
            "furniture furniture furniture furniture furniture furniture headline byline dateline furniture p p p footer \
             furniture p furniture p footer",
            &text,
        );
    }

    #[test]
    fn page_title_before_the_headline() {
        check(
            "furniture headline dateline p p",
            &article("Ferry makes last crossing | The Courier\n\nFerry makes last crossing\n\n3 March 2021"),
        );
    }

    #[test]
    fn date_above_the_headline() {
        check("dateline headline p p", &article("LONDON, 3 March 2021\n\nFerry makes its last crossing"));
        check("kicker dateline headline p p", &article("Opinion\n\nMarch 3, 2021\n\nThe ferry deserved a better end"));
    }

    #[test]
    fn a_text_without_a_header_gets_none() {
        check("p p", article("").trim_start());
        check("p p p", &format!("{FERRY}\n\nShe was right.\n\n{BRIDGE}\n"));
        check("p p p", &article("Dear Sir or Madam,"));
        check("p p p", &article("“We are done,” she said."));
        check("p p p", &article("She closed the door behind her."));
    }

    #[test]
    fn verse_and_addresses_get_nothing() {
        check("p", "By brooks too broad for leaping\nThe lightfoot boys are laid.\n");
        check("p p", "By Lantern Light\n\nWe rowed across\n");
        check("p p p p", "The Ferryman\n\nHe takes the coin\n\nand asks no name\n\nand rows away.\n");
        let (roles, _) =
            roles_of("Ada Brook\n\n12 Harbour Street\n\nLerwick\n\nDear Ada,\n\nthank you for your letter.\n");
        assert!(roles.iter().all(|role| *role == "paragraph"));
    }

    #[test]
    fn dialogue_and_lists_without_bullets_get_no_subheads() {
        let text =
            format!("{FERRY}\n\n“Who goes there?”\n\nNobody answered.\n\n{BRIDGE}\n\nFlour\n\nTwo eggs\n\nSalt\n");
        check("p p p p p p p", &text);
        let speaker = format!(
            "{FERRY}\n\nREPORTER\n\n{BRIDGE}\n\nCAPTAIN\n\n{FERRY}\n\nREPORTER\n\n{BRIDGE}\n\nCAPTAIN\n\n{FERRY}\n"
        );
        check("p p p p p p p p p", &speaker);
    }

    #[test]
    fn papers_each_have_their_form() {
        check(
            "dateline headline byline furniture p p footer",
            &format!(
                "March 3, 2021 10:15 AM\n\nFerry to make last crossing\n\nBy Nora Whitcombe, Dean Allard\n\n2 Min \
                 Read\n\nLONDON (Reuters) - {FERRY}\n\n{BRIDGE}\n\nReporting by Nora Whitcombe; Editing by Dean Allard\n"
            ),
        );
        check(
            "kicker headline standfirst byline dateline p p",
            &article(
                "Ferries\n\nLast ferry across the sound to be scrapped, says harbour board\n\nIslanders dismayed as \
                 board says repairs to ageing hull would cost more than a new boat\n\nNora Whitcombe Transport \
                 correspondent\n\nWed 3 Mar 2021 10.15 GMT",
            ),
        );
        check(
            "headline furniture dateline caption caption p p",
            &article(
                "Ferry to make last crossing\n\nPublished\n\n3 hours ago\n\nImage source, Getty Images\n\nImage \
                 caption, The ferry has crossed the sound since 1931",
            ),
        );
        check(
            "headline standfirst byline dateline p p",
            &article(
                "What the Ferry Taught Me\n\nNotes from forty years on the water\n\nIngrid Solheim\n\nMar 3, 2021 · 5 \
                 min read",
            ),
        );
        check("headline byline p p", &article("Ferry to make last crossing\n\nPosted by Nora on March 3, 2021"));
        check(
            "kicker byline headline p p",
            &article("COMMENT\n\nBY NORA WHITCOMBE\n\nThe ferry deserved a better end"),
        );
        check("headline byline byline p p", &article("Ferry makes last crossing\n\nNora Whitcombe\n\nReuters"));
    }

    #[test]
    fn letters_and_chapters_have_no_header() {
        check("p p p p p", &format!("Sir,\n\n{FERRY}\n\n{BRIDGE}\n\nYours faithfully,\n\nNora Whitcombe\n"));
        check("p p p p p", &format!("Hi Tom\n\n{FERRY}\n\n{BRIDGE}\n\nBest\n\nNora\n"));
        check("p p p", &article("Chapter One"));
    }

    #[test]
    fn a_diary_keeps_its_days() {
        let text = format!("{FERRY}\n\n3 March 2021\n\n{BRIDGE}\n\n4 March 2021\n\n{FERRY}\n");
        check("p p p p p", &text);
    }

    #[test]
    fn headings_of_the_source_win() {
        use crate::draft::{Draft, Kind};
        let text = "Sound\n\nThe ferry\n\nBy Nora Whitcombe\n\nA short line\n\nCrossing\n\n";
        let text = format!("{text}{FERRY}");
        let mut draft = Draft::verbatim(&text);
        let mut at = 0;
        for (index, line) in text.split("\n\n").enumerate() {
            let kind = match index {
                1 => Kind::Heading(1),
                4 => Kind::Heading(2),
                _ => Kind::Paragraph,
            };
            draft.add_passage(at..at + line.len(), kind, Vec::new());
            at += line.len() + 2;
        }
        let (survey, lexicon) = (Survey::of(&draft), Lexicon::with_words([]));
        let roles = assign(&Page::new(&draft, &survey, &lexicon));
        let names: Vec<&str> = roles.assigned.into_iter().map(name).collect();
        assert_eq!(names[1..], ["headline", "byline", "paragraph", "paragraph", "paragraph"]);
    }

    #[test]
    fn only_the_highest_heading_is_the_title() {
        use crate::draft::{Draft, Kind};
        let text = format!("Background\n\n{FERRY}\n\nWhat next\n\n{BRIDGE}");
        let mut draft = Draft::verbatim(&text);
        let mut at = 0;
        for (index, line) in text.split("\n\n").enumerate() {
            let kind = if index % 2 == 0 { Kind::Heading(2) } else { Kind::Paragraph };
            draft.add_passage(at..at + line.len(), kind, Vec::new());
            at += line.len() + 2;
        }
        let (survey, lexicon) = (Survey::of(&draft), Lexicon::with_words([]));
        assert_eq!(assign(&Page::new(&draft, &survey, &lexicon)).meta.title, None);
    }

    #[test]
    fn a_long_line_below_the_headline_is_its_standfirst() {
        let meta = check(
            "headline standfirst byline p p",
            &article(
                "The man who counts the tides\n\nPage by page, Magnus Inkster is writing down a ferry, a sound and a \
                 harbour board\n\nBy Nora Whitcombe in Lerwick",
            ),
        );
        assert_eq!((meta.kicker, meta.authors), (None, vec!["Nora Whitcombe".to_owned()]));
        check(
            "headline standfirst byline p p",
            &article("Soup for a late ferry\n\nOne pot, one harbour and a board that waits\n\nBy Nora Whitcombe"),
        );
    }

    #[test]
    fn a_name_that_means_nothing_is_a_byline() {
        let meta = check("headline byline p p", &article("Who will miss the last ferry\n\nMagnus Inkster-Isbister"));
        assert_eq!(meta.authors, ["Magnus Inkster-Isbister"]);
        let (roles, _) = roles_of(&article("Who will miss the last ferry\n\nBorder Lives"));
        assert_ne!(roles[1], "byline");
    }

    #[test]
    fn a_result_is_no_subhead() {
        check(
            "headline byline p p p",
            &article("Late header sends Rovers through\n\nBy Tom Lee at Harbour Park\n\nHarbour Rovers 3 Sound Town 2"),
        );
    }

    #[test]
    fn a_letter_has_no_headline() {
        let meta = check("p p p p p", &article("The Lock House, Lerwick\n\n3 March 1931\n\nMy dear Ada,"));
        assert_eq!((meta.title, meta.published), (None, None));
        let meta =
            check("headline byline p p p", &article("What to do with a ferry\n\nBy Nora Whitcombe\n\nDear Nora,"));
        assert_eq!(meta.authors, ["Nora Whitcombe"]);
    }

    #[test]
    fn a_line_above_a_lone_credit_is_a_caption() {
        let text = format!("{FERRY}\n\nThe ferry at her berth\n\nPhoto: Tom Lee\n\n{BRIDGE}\n");
        check("p caption caption p", &text);
        let text = format!("{FERRY}\n\nThe ferry at her berth in Lerwick in 1962\n\n{BRIDGE}\n");
        check("p caption p", &text);
    }

    #[test]
    fn the_pages_own_markup_wins() {
        let source = format!(
            "<h2 class=dek>Nobody waved.</h2><p class=byline>Ada of the quay</p><h1>Ferry makes last crossing</h1>\
             <p class=kicker>By the sea</p><p>{FERRY}</p><p>{BRIDGE}</p>"
        );
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        let outcome = crate::convert(&source, &options);
        let roles: Vec<&str> = outcome.roles().iter().map(|note| note.role).collect();
        assert_eq!(roles, ["standfirst", "byline", "headline", "kicker"]);
        let meta = &outcome.document().meta;
        assert_eq!((meta.kicker.as_deref(), meta.standfirst.as_deref()), (Some("By the sea"), Some("Nobody waved.")));
        assert!(meta.authors.is_empty());
    }

    /// The roles and facts of a page, whose article stands below these lines.
    #[track_caller]
    fn check_page(wanted: &[&str], lines: &str) -> Meta {
        let options = crate::Options { from: crate::Format::Html, ..crate::Options::default() };
        let outcome = crate::convert(&format!("{lines}<p>{FERRY}</p><p>{BRIDGE}</p>"), &options);
        let roles: Vec<&str> = outcome.roles().iter().map(|note| note.role).collect();
        assert_eq!(roles, wanted, "{lines}");
        outcome.document().meta.clone()
    }

    #[test]
    fn a_lines_form_says_more_than_its_name() {
        let meta = check_page(
            &["headline", "byline", "dateline"],
            "<h1>Ferry makes last crossing</h1><p class=standfirst>By Nora Whitcombe</p><p class=byline>Dec 3, 2016</p>",
        );
        assert_eq!((meta.authors, meta.standfirst), (vec!["Nora Whitcombe".to_owned()], None));
        assert_eq!(meta.published.and_then(|published| published.iso).as_deref(), Some("2016-12-03"));
        let meta = check_page(
            &["headline", "furniture", "byline", "byline"],
            "<h1>Ferry makes last crossing</h1><p class=byline>Share</p><p class=byline>Nora Whitcombe</p>             <p class=byline>Nora Whitcombe More</p>",
        );
        assert_eq!(meta.authors, ["Nora Whitcombe"]);
    }

    #[test]
    fn kickers_in_a_row_are_a_menu() {
        let meta = check_page(
            &["furniture", "furniture", "furniture", "headline"],
            "<p class=kicker>Sea</p><p class=kicker>Land</p><p class=kicker>Air</p><h1>Ferry makes last crossing</h1>",
        );
        assert_eq!(meta.kicker, None);
    }

    #[test]
    fn an_empty_text_has_no_roles() {
        assert_eq!(roles_of("").0, [] as [&str; 0]);
        assert_eq!(roles_of("\n \n").0, [] as [&str; 0]);
    }
}
