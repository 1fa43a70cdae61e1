//! The outline of a page: which of its passages surround the article and do not belong to it.
//!
//! Labels tell little alone; what is round them does. First the parts that hold sentences of others (comments,
//! newsletter boxes, cookie notes) are found, then the article is the stretch from the first to the last paragraph that
//! is left, and only then are menus looked for before it and lists of other articles after it. A page that shows
//! furniture of three kinds or more is the dump of a page for sure; on any other page most findings are suggestions.

use std::collections::HashSet;

use super::Label::{
    self, Account, Advertisement, AuthorHeading, CommentAction, CommentHeading, CommentPrompt, CookieButton, Legal,
    Network, NewsletterButton, NewsletterHeading, ReadMore, ReadingTime, RelatedHeading, Section, ShareAction, Skip,
    Tool, TopicsHeading,
};
use super::{Labels, TITLE_MARKS, ends_in_time, is_cookie_note, is_newsletter_note, label, labels, plain, row};

/// A passage, or a line of one that holds many things.
#[derive(Clone, Debug, Default)]
pub struct Item<'a> {
    /// Its text.
    pub text: &'a str,
    /// The list it is an item of.
    pub list: Option<u32>,
    /// The source says it is a heading.
    pub heading: bool,
    /// It may not be taken and ends whatever goes on before it: code, a table, a quote.
    pub closed: bool,
    /// It is closed only for its indent, which a text browser gives to what a page sets apart.
    pub indented: bool,
}

/// What a passage is if it is not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A label of an advertisement.
    Advertisement,
    /// A share bar.
    Share,
    /// A newsletter box.
    Newsletter,
    /// A pointer to another article in the text.
    ReadMore,
    /// A list of other articles.
    Related,
    /// A cookie note or its buttons.
    Cookie,
    /// A count of comments.
    CommentCount,
    /// The comments of readers.
    Comments,
    /// Menus before and after the article, with the site's name between them.
    Navigation,
    /// A link over the menu.
    Skip,
    /// How long the reading takes.
    ReadingTime,
    /// Logging in and subscribing.
    Login,
    /// The topics of the article.
    Topics,
    /// A note on the author in the tail of the page.
    Author,
    /// The title of the page, which repeats the headline.
    Title,
}

/// What was found of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// It is so without doubt; else it may be the author's.
    pub sure: bool,
    /// In a few words, what decided.
    pub reason: &'static str,
}

/// Parts the lines of a passage that holds many things: labels stand alone, what goes on in the next line stays whole.
pub fn parts(text: &str) -> Vec<&str> {
    if !text.contains('\n') {
        return vec![text];
    }
    let widest = text.lines().map(|line| line.trim().chars().count()).max().unwrap_or_default();
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut before: Option<(&str, bool)> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let alone = stands_alone(trimmed);
        if let Some((last, last_alone)) = before
            && (alone || last_alone || !goes_on(last, trimmed, widest))
        {
            parts.push(text[start..at].trim());
            start = at;
        }
        before = Some((trimmed, alone));
        at += line.len();
    }
    parts.push(text[start..].trim());
    parts
}

/// Whether a line is a label, or a row of them, by itself. In the middle of a sentence a word or two may be one by chance.
fn stands_alone(line: &str) -> bool {
    let capital = !line.starts_with(char::is_lowercase);
    let row = row(line);
    capital && !row.is_empty() && row.iter().all(|labels| !labels.is_empty())
        || is_rights(line)
        || ends_in_time(line) && line.split_whitespace().count() <= 8
        || is_cookie_note(line) && ends(line)
}

/// Whether a sentence goes on over a line end.
fn goes_on(line: &str, next: &str, widest: usize) -> bool {
    let full = widest >= 45 && 4 * line.chars().count() >= 3 * widest;
    next.starts_with(char::is_lowercase) || full && !ends(line)
}

/// Whether a text ends in an end mark.
fn ends(text: &str) -> bool {
    text.trim_end_matches(CLOSING).ends_with(['.', '!', '?', '…'])
}

/// Says of each item whether it is furniture.
pub fn find(items: &[Item<'_>]) -> Vec<Option<Finding>> {
    let units: Vec<Unit<'_>> = items.iter().map(Unit::new).collect();
    let mut outline = Outline { found: vec![None; units.len()], units, evidence: 0, first: 0, last: 0 };
    outline.read();
    outline.found
}

/// An item with what its words tell.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the words that holds or not by itself")]
struct Unit<'a> {
    text: &'a str,
    list: Option<u32>,
    heading: bool,
    closed: bool,
    indented: bool,
    words: usize,
    /// What it says as a whole.
    label: Labels,
    /// Its labels one after another.
    row: Vec<Labels>,
    /// It ends in an end mark.
    ends: bool,
    cookie: bool,
    newsletter: bool,
    time: bool,
}

impl<'a> Unit<'a> {
    fn new(item: &Item<'a>) -> Self {
        let text = item.text;
        let (label, row, time) = labels(text);
        Self {
            text,
            list: item.list,
            heading: item.heading,
            closed: item.closed,
            indented: item.indented,
            words: text.split_whitespace().count(),
            label,
            row,
            ends: ends(text),
            cookie: is_cookie_note(text),
            newsletter: is_newsletter_note(text),
            time,
        }
    }

    /// Every word of it belongs to one of `labels`.
    fn all(&self, labels: &[Label]) -> bool {
        !self.closed && !self.row.is_empty() && self.row.iter().all(|one| one.any(labels))
    }

    /// A row of `least` labels or more, all of these kinds.
    fn is_row(&self, labels: &[Label], least: usize) -> bool {
        self.row.len() >= least && self.all(labels)
    }

    fn is(&self, labels: &[Label]) -> bool {
        !self.closed && self.label.any(labels)
    }

    /// A sentence of the article's length, whoever wrote it.
    fn is_sentence(&self) -> bool {
        self.words >= 12 && self.ends && !self.cookie && !self.newsletter
    }

    /// Reads like a headline in a list of others: some words, no end mark, no name and no date.
    fn is_headline(&self, least: usize) -> bool {
        let bare = self.label.is_empty() && !self.closed && !self.cookie && !self.newsletter;
        let full_stop = self.ends && !self.text.trim_end_matches(CLOSING).ends_with(['?', '!']);
        bare && (least..=40).contains(&self.words) && !full_stop && !self.is_byline_or_date() && !is_rights(self.text)
    }

    fn is_byline_or_date(&self) -> bool {
        let lower = self.text.to_lowercase();
        let named = ["by ", "von ", "par ", "por ", "di ", "door ", "words by ", "photo", "foto"];
        let year = self
            .text
            .split(|c: char| !c.is_ascii_digit())
            .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
        self.words <= 8 && named.iter().any(|word| lower.starts_with(word)) || self.words <= 6 && year || self.time
    }
}

/// The line that says whose the text is; it is the article's footer and stays.
fn is_rights(text: &str) -> bool {
    text.contains('©') || text.starts_with("(c)") || text.to_lowercase().starts_with("copyright")
}

const MENU: &[Label] = &[Section, Account, Tool, Skip, Legal, CookieButton];
const SHARE: &[Label] = &[ShareAction, Network];
const COMMENT: &[Label] = &[CommentAction, CommentPrompt];

/// The kinds of furniture that prove a page to be the dump of a page.
#[derive(Clone, Copy)]
enum Evidence {
    Skip,
    Share,
    Menu,
    Cookie,
    Account,
    Newsletter,
    Related,
    Comments,
    Legal,
    Advertisement,
    Title,
    ReadingTime,
    Topics,
    Author,
}

struct Outline<'a> {
    units: Vec<Unit<'a>>,
    found: Vec<Option<Finding>>,
    evidence: u32,
    /// The article's first paragraph,
    first: usize,
    /// and its last.
    last: usize,
}

impl Outline<'_> {
    fn read(&mut self) {
        if self.units.is_empty() {
            return;
        }
        self.cookie_notes();
        self.newsletters();
        self.comments();
        self.bound();
        self.gather();
        self.title();
        self.menu_before();
        self.topics();
        self.menu_after();
        self.related();
        self.share();
        self.author();
        self.labels();
        self.outlet();
        self.masthead();
        self.between();
        let proven = self.proven();
        for finding in self.found.iter_mut().flatten() {
            finding.sure |= proven;
        }
    }

    fn proven(&self) -> bool {
        self.evidence.count_ones() >= 3
    }

    fn prove(&mut self, evidence: Evidence) {
        self.evidence |= 1 << evidence as u32;
    }

    /// Takes an item, unless it is taken already or may not be.
    fn take(&mut self, at: usize, kind: Kind, sure: bool, reason: &'static str) {
        if self.found[at].is_none() && !self.units[at].closed && !is_rights(self.units[at].text) {
            self.found[at] = Some(Finding { kind, sure, reason });
        }
    }

    /// Where a run of items that `belongs` ends.
    fn run(&self, from: usize, belongs: impl Fn(&Unit<'_>) -> bool) -> usize {
        let rest = self.units[from..].iter().take(LONGEST_RUN).take_while(|unit| belongs(unit) && !unit.closed).count();
        from + rest
    }

    fn cookie_notes(&mut self) {
        self.keep_mixed_notes();
        for at in 0..self.units.len() {
            if !self.units[at].cookie {
                continue;
            }
            let button = |unit: &Unit<'_>| unit.all(&[CookieButton]);
            let end = self.run(at + 1, button);
            if end > at + 1 {
                self.prove(Evidence::Cookie);
            }
            self.take(at, Kind::Cookie, end > at + 1, "asks to accept cookies");
            for button in at + 1..end {
                self.take(button, Kind::Cookie, true, "a button of the cookie note before it");
            }
        }
    }

    /// A note that lies over the text on each page comes again word by word; one that has most of its words and others
    /// besides holds words of the article.
    fn keep_mixed_notes(&mut self) {
        let notes: Vec<usize> = (0..self.units.len()).filter(|at| self.units[*at].cookie).take(MOST_NOTES).collect();
        let texts: Vec<String> = notes.iter().map(|at| plain(self.units[*at].text)).collect();
        let again = texts.iter().enumerate().find(|(index, text)| texts[..*index].contains(text));
        let Some((_, whole)) = again else { return };
        let whole: Vec<&str> = whole.split(' ').collect();
        for (at, text) in notes.into_iter().zip(&texts) {
            let known = text.split(' ').filter(|word| whole.contains(word)).count();
            let others = text.split(' ').count() - known;
            self.units[at].cookie = others == 0 || 2 * known < whole.len();
        }
    }

    fn newsletters(&mut self) {
        let mut at = 0;
        while at < self.units.len() {
            let tells = |unit: &Unit<'_>| unit.newsletter || unit.is(&[NewsletterHeading]);
            let end = self.run(at, |unit| tells(unit) || unit.all(&[NewsletterButton]));
            let telling = self.units[at..end].iter().filter(|unit| tells(unit)).count();
            let inviting = self.units[at..end].iter().any(|unit| unit.newsletter);
            if inviting {
                if telling > 1 {
                    self.prove(Evidence::Newsletter);
                }
                for unit in at..end {
                    self.take(unit, Kind::Newsletter, telling > 1, "the box of a newsletter");
                }
            }
            at = end.max(at + 1);
        }
    }

    /// The comments go from their heading to the last button or request to log in that follows closely.
    fn comments(&mut self) {
        let mut at = 0;
        while at < self.units.len() {
            let Some(end) = self.comments_from(at) else {
                at += 1;
                continue;
            };
            self.prove(Evidence::Comments);
            for unit in at..end {
                self.take(unit, Kind::Comments, true, "the comments of readers, with their names and buttons");
            }
            at = end;
        }
    }

    fn comments_from(&self, at: usize) -> Option<usize> {
        if !self.units[at].is(&[CommentHeading]) {
            return None;
        }
        let (mut end, mut buttons) = (at + 1, 0);
        for next in at + 1..self.units.len() {
            let unit = &self.units[next];
            if next - end > FURTHEST_BUTTON || unit.closed || is_rights(unit.text) {
                break;
            }
            if unit.all(COMMENT) {
                buttons += 1;
                end = next + 1;
            } else if unit.time && unit.words <= 8 {
                end = next + 1;
            }
        }
        (buttons > 1).then_some(end)
    }

    /// Finds the article: from the first sentence of its length to the last that is not furniture.
    fn bound(&mut self) {
        let mut sentences =
            (0..self.units.len()).filter(|at| self.found[*at].is_none() && self.units[*at].is_sentence());
        let longest = (0..self.units.len()).max_by_key(|at| self.units[*at].words).unwrap_or_default();
        self.first = sentences.next().unwrap_or(longest);
        self.last = sentences.next_back().unwrap_or(self.first);
    }

    /// Looks for what proves a page before the first doubtful decision.
    fn gather(&mut self) {
        for at in 0..self.units.len() {
            self.gather_labels(at);
            self.gather_runs(at);
            if at > self.first && at + 2 >= self.last {
                self.gather_tail(at);
            }
        }
    }

    fn gather_labels(&mut self, at: usize) {
        let unit = &self.units[at];
        let counted = unit.is(&[ReadingTime]) && unit.text.chars().any(|c| c.is_ascii_digit());
        let tells = [
            (unit.is(&[Skip]), Evidence::Skip),
            (unit.is(&[Advertisement]) && unit.words > 2, Evidence::Advertisement),
            (counted, Evidence::ReadingTime),
        ];
        for (_, evidence) in tells.into_iter().filter(|(told, _)| *told) {
            self.prove(evidence);
        }
    }

    fn gather_runs(&mut self, at: usize) {
        if self.units[at].is_row(&[Account, Tool], 2) || self.is_pair(at, &[Account, Tool]) {
            self.prove(Evidence::Account);
        }
        if self.share_run(at).is_some() {
            self.prove(Evidence::Share);
        }
        if self.menu_run(at, &[Section, Tool, Account]).is_some_and(|end| end <= self.first) {
            self.prove(Evidence::Menu);
        }
    }

    fn gather_tail(&mut self, at: usize) {
        let unit = &self.units[at];
        // The note on the author may itself be the last sentence.
        if unit.is(&[AuthorHeading]) {
            self.prove(Evidence::Author);
        }
        if at <= self.last {
            return;
        }
        let unit = &self.units[at];
        let topics = unit.row.first().is_some_and(|labels| labels.any(&[TopicsHeading]));
        if topics && unit.words <= MOST_WORDS_OF_TOPICS && !unit.ends {
            self.prove(Evidence::Topics);
        }
        if self.menu_run(at, &[Legal]).is_some() {
            self.prove(Evidence::Legal);
        }
        if self.units[at].is(&[RelatedHeading]) && self.run_of_headlines(at + 1, 3) > at + 2 {
            self.prove(Evidence::Related);
        }
    }

    fn is_pair(&self, at: usize, labels: &[Label]) -> bool {
        self.units[at].is(labels) && self.units.get(at + 1).is_some_and(|unit| unit.is(labels))
    }

    /// The end of a menu that begins here: a row or a run of four labels, or a list of which half are.
    fn menu_run(&self, at: usize, labels: &[Label]) -> Option<usize> {
        let unit = &self.units[at];
        // In a list that begins with something else, as two lists read as one do, the menu begins at its first label.
        let inside = at > 0 && unit.list.is_some() && self.units[at - 1].list == unit.list;
        if unit.closed || inside && (self.units[at - 1].all(labels) || !unit.all(labels)) {
            return None;
        }
        if unit.list.is_some() {
            let end = self.run(at, |other| other.list == unit.list).min(at + LONGEST_MENU);
            let known = self.units[at..end].iter().filter(|unit| unit.all(labels)).count();
            let short = self.units[at..end].iter().all(|unit| unit.words <= 6 && !unit.ends);
            return (known >= 3 && short && 2 * known >= end - at).then_some(end);
        }
        if at > 0 && self.units[at - 1].list.is_none() && self.units[at - 1].all(labels) {
            return None;
        }
        let end = self.run(at, |unit| unit.list.is_none() && unit.all(labels));
        let capitals = || unit.text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        let row = unit.is_row(labels, 4) && 2 * capitals() >= unit.words;
        (row || end - at >= 4).then_some(end)
    }

    /// Whether `Title | Outlet` stands first and the title comes again.
    fn title(&mut self) {
        for at in 0..self.first.min(4) {
            let Some((title, outlet)) = parted_title(self.units[at].text) else { continue };
            let title = plain(title);
            let again = (at + 1..=self.first).any(|later| plain(self.units[later].text) == title);
            let known = outlet.split_whitespace().count() <= 6;
            if again && known {
                self.prove(Evidence::Title);
                self.take(at, Kind::Title, true, "the title of the page, which the headline repeats");
                return;
            }
        }
    }

    fn menu_before(&mut self) {
        let mut at = 0;
        while at < self.first {
            let end = self.run(at, |unit| unit.all(MENU)).min(self.first);
            if end == at {
                at += 1;
                continue;
            }
            let end = self.without_kicker(at, end);
            let strong = (at..end).any(|at| self.menu_run(at, &[Section, Tool, Account, Legal]).is_some());
            for unit in at..end {
                self.take_of_menu(unit, strong);
            }
            at = end + 1;
        }
        self.listed_menus(0, self.first);
    }

    fn take_of_menu(&mut self, at: usize, strong: bool) {
        let unit = &self.units[at];
        let several = unit.row.len() > 1;
        if unit.all(&[Skip]) {
            self.take(at, Kind::Skip, true, "leads over the menu to the text");
        } else if unit.all(&[Section]) && !several && !strong {
            // A section alone is the kicker.
        } else if unit.all(&[Account, Tool]) {
            self.take(at, Kind::Login, several || strong, "logging in, subscribing and searching");
        } else {
            self.take(at, Kind::Navigation, strong, "a menu of the site before the article");
        }
    }

    /// The end of a menu, the kicker that may follow it left out: a section that stands before the headline.
    fn without_kicker(&self, at: usize, end: usize) -> usize {
        let last = &self.units[end - 1];
        let before = end.checked_sub(2).map(|before| &self.units[before]);
        let headline = end < self.units.len() && self.units[end].row.iter().any(|labels| labels.is_empty());
        let listed_before = before.is_some_and(|before| before.list.is_some() || !before.all(&[Section]));
        let again = (at..end - 1).any(|at| plain(self.units[at].text) == plain(last.text));
        let kicker = last.row.len() == 1 && last.is(&[Section, Legal]) && last.list.is_none() && headline;
        if kicker && !last.is(&[Skip]) && (listed_before || again) { end - 1 } else { end }
    }

    /// Lists of which half are labels of menus.
    fn listed_menus(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let menu = self.units[at].list.is_some();
            match self.menu_run(at, MENU).filter(|end| menu && *end <= to) {
                Some(end) => {
                    for unit in at..end {
                        self.take(unit, Kind::Navigation, true, "a list of the site's sections");
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    fn menu_after(&mut self) {
        let (from, to) = (self.last + 1, self.units.len());
        self.listed_menus(from, to);
        let mut at = from;
        while at < to {
            let end = self.run(at, |unit| unit.all(MENU)).max(at + 1);
            let strong = self.menu_run(at, MENU).is_some();
            for unit in at..end {
                let is_menu = self.units[unit].all(MENU) || self.units[unit].is(&[Legal]);
                if is_menu && (strong || self.proven()) {
                    self.take(unit, Kind::Navigation, strong, "the site's pages about itself, after the article");
                }
            }
            at = end;
        }
    }

    /// The end of a run of headlines of other articles.
    fn run_of_headlines(&self, from: usize, least: usize) -> usize {
        let Some(first) = self.units.get(from) else { return from };
        if first.list.is_some() {
            let end = self.run(from, |unit| unit.list == first.list && !unit.all(MENU)).max(from + 1);
            let stops = self.units[from..end].iter().filter(|unit| !unit.is_headline(1)).count();
            return if 2 * stops > end - from { from } else { end };
        }
        self.run(from, |unit| unit.list.is_none() && unit.is_headline(least)).min(from + LONGEST_LIST)
    }

    fn related(&mut self) {
        for at in 0..self.units.len() {
            let heading = self.units[at].is(&[RelatedHeading]) && self.units[at].list.is_none();
            if !heading || self.found[at].is_some() {
                continue;
            }
            let listed = self.units.get(at + 1).is_some_and(|unit| unit.list.is_some());
            let mut from = at + 1;
            let end = if listed || at > self.last {
                self.run_of_headlines(from, 2)
            } else if at < self.first {
                let list = (from..self.first.min(at + FURTHEST_LIST)).find(|next| self.units[*next].list.is_some());
                from = list.unwrap_or(from);
                if list.is_some() { self.run_of_headlines(from, 2) } else { from }
            } else {
                let end = self.run_of_headlines(from, 4);
                if self.units[at].text.trim_end().ends_with(':') {
                    end.min(from + 1)
                } else if end > from + 1 {
                    // The last line before a paragraph may be its subhead.
                    end - 1
                } else {
                    end
                }
            };
            if end > from || at > self.last && self.proven() {
                self.take(at, Kind::Related, false, "the heading of a list of other articles");
            }
            for unit in from..end {
                self.take(unit, Kind::Related, false, "a list of other articles under its heading");
            }
        }
    }

    /// The end of a share bar that begins here: three labels at least, one of which says what to do.
    fn share_run(&self, at: usize) -> Option<usize> {
        if at > 0 && self.units[at - 1].all(SHARE) {
            return None;
        }
        let end = self.run(at, |unit| unit.all(SHARE));
        let labels: usize = self.units[at..end].iter().map(|unit| unit.row.len()).sum();
        let acts = self.units[at..end].iter().flat_map(|unit| &unit.row);
        let acts = acts.filter(|labels| labels.any(&[ShareAction])).count();
        (labels >= 3 && acts > 0).then_some(end)
    }

    fn share(&mut self) {
        for at in 0..self.units.len() {
            if let Some(end) = self.share_run(at) {
                let capitals = self.units[at..end].iter().all(|unit| unit.text.starts_with(char::is_uppercase));
                for unit in at..end {
                    self.take(unit, Kind::Share, capitals, "a bar that passes the article on");
                }
            } else if self.proven() && self.units[at].is_row(SHARE, 2) {
                self.take(at, Kind::Share, true, "a bar that passes the article on");
            } else if self.proven() && self.units[at].is(&[ShareAction]) && self.units[at].list.is_none() {
                self.take(at, Kind::Share, true, "a button that passes the article on");
            }
        }
    }

    /// A note on the author counts only in the tail of a page that is proven.
    fn author(&mut self) {
        let last_found = self.found.iter().rposition(Option::is_some);
        for at in 0..self.units.len() {
            let more = last_found.is_some_and(|last| last > at);
            if !self.units[at].is(&[AuthorHeading]) || !self.proven() || at + 2 < self.last || !more {
                continue;
            }
            self.take(at, Kind::Author, true, "the heading of a note on the author");
            if self.units.get(at + 1).is_some_and(|unit| unit.words <= 60 && unit.label.is_empty()) {
                self.take(at + 1, Kind::Author, true, "the site's note on the author");
            }
        }
    }

    fn topics(&mut self) {
        for at in self.last + 1..self.units.len() {
            let unit = &self.units[at];
            let leads = unit.row.first().is_some_and(|labels| labels.any(&[TopicsHeading]));
            if !leads || unit.closed || self.found[at].is_some() {
                continue;
            }
            if unit.label.is_empty() {
                if unit.words <= MOST_WORDS_OF_TOPICS && !unit.ends && self.proven() {
                    self.take(at, Kind::Topics, true, "the topics of the article, after its end");
                }
                continue;
            }
            let end =
                self.run(at + 1, |unit| unit.words <= 4 && !unit.ends && !unit.all(SHARE) && !is_rights(unit.text));
            let end = end.min(at + LONGEST_TOPICS);
            for topic in at..end {
                let label = self.units[topic].label;
                if topic > at && label.any(&[RelatedHeading, CommentHeading, AuthorHeading]) {
                    break;
                }
                if self.proven() {
                    self.take(topic, Kind::Topics, true, "the topics of the article, after its end");
                }
            }
        }
    }

    fn labels(&mut self) {
        for at in 0..self.units.len() {
            if self.units[at].closed {
                continue;
            }
            let proven = self.proven();
            let unit = &self.units[at];
            if unit.is(&[Advertisement]) {
                let sure = self.beside_sentence(at) && !unit.heading && unit.list.is_none();
                self.take(at, Kind::Advertisement, sure, "the label of an advertisement");
            } else if unit.is(&[Skip]) {
                self.take(at, Kind::Skip, false, "leads over the menu to the text");
            } else if unit.is(&[ReadingTime]) && at <= self.last {
                self.take(at, Kind::ReadingTime, at <= self.first, "says how long the reading takes");
            } else if unit.is(&[NewsletterHeading]) && proven && unit.words > 1 {
                self.take(at, Kind::Newsletter, true, "the heading of a newsletter box");
            } else if unit.is(&[CommentHeading]) && (unit.text.contains(|c: char| c.is_ascii_digit()) || proven) {
                self.take(at, Kind::CommentCount, false, "counts the comments of readers");
            } else if unit.is(&[CommentPrompt]) && proven {
                self.take(at, Kind::Comments, true, "asks to log in for a comment");
            } else if unit.all(&[CookieButton]) && proven && (unit.words > 1 || at < self.first || at > self.last) {
                self.take(at, Kind::Cookie, false, "a button of a cookie note");
            } else if leads_elsewhere(unit.text) && unit.words <= 30 && !(unit.ends && unit.text.ends_with('.')) {
                // Printed with the address it leads to on the site, it is a link and nothing else.
                self.take(at, Kind::ReadMore, ends_in_address(unit.text), "leads to another article");
            } else if unit.is(&[ReadMore]) && unit.list.is_none() && proven {
                self.pointer(at);
            }
        }
    }

    /// A label such as `Read more:` with the headline it leads to in the next line.
    fn pointer(&mut self, at: usize) {
        let open = self.units[at].text.trim_end().ends_with(':');
        let next = at + 1;
        if open && next < self.units.len() && self.units[next].list.is_none() && self.units[next].is_headline(3) {
            self.take(next, Kind::ReadMore, true, "the headline a label leads to");
        }
        if open || self.units[at].words > 1 {
            self.take(at, Kind::ReadMore, true, "leads to another article");
        }
    }

    /// Whether a label stands between two passages, one of which is a sentence or a part of one; other
    /// labels in a row with it count not.
    fn beside_sentence(&self, at: usize) -> bool {
        let other = |unit: &Unit<'_>| !unit.is(&[Advertisement]);
        let before = self.units[..at].iter().rev().take(LONGEST_ROW).find(|unit| other(unit));
        let after = self.units[at + 1..].iter().take(LONGEST_ROW).find(|unit| other(unit));
        // The first part of a sentence that the label cuts has no end mark, but it has the words of one.
        let prose = |unit: &Unit<'_>| unit.is_sentence() || unit.words >= CUT_SENTENCE;
        before.zip(after).is_some_and(|(before, after)| prose(before) || prose(after))
    }

    /// The site's name and its motto, between the link over the menu and the menu, where the headline is still to come.
    fn masthead(&mut self) {
        let Some(skip) = (0..self.first).find(|at| self.found[*at].is_some_and(|found| found.kind == Kind::Skip))
        else {
            return;
        };
        let is_menu = |found: &Option<Finding>| found.is_some_and(|found| found.kind == Kind::Navigation);
        let is_short = |unit: &Unit<'_>| unit.words <= 8 && !unit.ends && !unit.is_byline_or_date();
        let most = self.first.min(skip + 1 + LONGEST_MASTHEAD);
        let Some(below) = (skip + 1..most).find(|at| self.found[*at].is_some()) else { return };
        let menu = self.found[below..self.first].iter().take_while(|found| found.is_some());
        let (length, names) = (menu.clone().count(), menu.filter(|found| is_menu(found)).count());
        let headline_follows =
            self.found[below + length..=self.first].iter().any(Option::is_none) && below + length < self.first;
        if self.proven() && names >= 3 && headline_follows && self.units[skip + 1..below].iter().all(is_short) {
            for at in skip + 1..below {
                self.take(at, Kind::Navigation, true, "the name of the site over its menu");
            }
        }
    }

    /// What stands between two pieces of furniture below the article, on a page that is proven: names and dates of other
    /// articles, fields of forms, lists of a side column.
    fn between(&mut self) {
        if !self.proven() {
            return;
        }
        let mut before: Option<usize> = None;
        for at in self.last + 1..self.units.len() {
            let Some(below) = self.found[at] else { continue };
            for unit in before.map_or(at, |before| before + 1)..at {
                // A sentence may be the article's own last note: what was corrected, who the author is.
                let is_note = self.units[unit].ends && self.units[unit].words >= SHORTEST_NOTE;
                if !is_note {
                    self.units[unit].closed &= !self.units[unit].indented;
                    self.take(unit, below.kind, true, "stands amid what surrounds the article, below its end");
                }
            }
            before = Some(at);
        }
    }

    /// The site's name, where the page tells it elsewhere or it stands between two parts of a menu.
    fn outlet(&mut self) {
        let named: HashSet<String> = self.units.iter().filter_map(|unit| outlet_of(unit.text)).collect();
        let headline = plain(self.units[self.first].text);
        for at in 0..self.units.len() {
            let unit = &self.units[at];
            let outside = at < self.first || at > self.last;
            if !outside || self.found[at].is_some() || unit.words > 6 || unit.ends {
                continue;
            }
            let name = plain(unit.text);
            let menu = |found: &Option<Finding>| {
                found.is_some_and(|found| {
                    matches!(found.kind, Kind::Navigation | Kind::Skip | Kind::Login | Kind::Cookie)
                })
            };
            let between = at > 0 && menu(&self.found[at - 1]) && self.found.get(at + 1).is_some_and(menu);
            if name != headline && (named.contains(&name) && self.proven() || between && self.proven()) {
                self.take(at, Kind::Navigation, true, "the name of the site");
            }
        }
    }
}

/// So many cookie notes are compared with one another.
const MOST_NOTES: usize = 60;
/// Marks that may follow the mark that ends a sentence.
const CLOSING: [char; 9] = ['"', '”', '’', '“', '»', '«', '\'', ')', ']'];
/// The site's name and motto are no more items than this.
const LONGEST_MASTHEAD: usize = 4;
/// A sentence of so many words below the article may be a note of the article's own.
const SHORTEST_NOTE: usize = 8;
/// How many items may lie between two buttons of comments.
const FURTHEST_BUTTON: usize = 6;
/// How many items are looked at for one run: what is longer is no furniture, and each look stays cheap.
const LONGEST_RUN: usize = 200;
/// How many items a menu has at most.
const LONGEST_MENU: usize = 120;
/// A passage of so many words is part of a sentence, whether it ends in a mark or not.
const CUT_SENTENCE: usize = 12;
/// How many labels of advertisements stand in a row.
const LONGEST_ROW: usize = 4;
/// How many headlines a list of others has at most.
const LONGEST_LIST: usize = 40;
/// How far after its heading a list that the layout moved away may begin.
const FURTHEST_LIST: usize = 8;
/// How many words a row of topics has at most.
const MOST_WORDS_OF_TOPICS: usize = 16;
/// How many topics an article has at most.
const LONGEST_TOPICS: usize = 14;

/// The two parts of `Title | Outlet`.
fn parted_title(text: &str) -> Option<(&str, &str)> {
    TITLE_MARKS.iter().find_map(|mark| text.rsplit_once(mark))
}

/// Whether a text begins with `Read more:` or the like and goes on with a headline.
fn leads_elsewhere(text: &str) -> bool {
    text.split_once(':').is_some_and(|(lead, rest)| {
        label(lead).any(&[ReadMore, RelatedHeading])
            && rest.split_whitespace().count() >= 2
            && !lead.contains('\n')
            && !goes_on_behind_address(rest)
    })
}

/// Whether a text ends in an address in brackets, which a browser prints behind a link: `Ferry late (/ferry-late)`.
fn ends_in_address(text: &str) -> bool {
    let address = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once(" (/"));
    address.is_some_and(|(_, address)| address.contains('-') && !address.contains(['(', ' ']))
}

/// Whether running text was drawn up to a headline that ends in the address it leads to: `… (/ferry-late) The harbour`.
fn goes_on_behind_address(text: &str) -> bool {
    let address = text.find("(/").or_else(|| text.find("(http"));
    address.is_some_and(|at| text[at..].split_once(')').is_some_and(|(_, rest)| rest.split_whitespace().count() >= 3))
}

/// The outlet's name, where a line of rights or a page's title tells it.
fn outlet_of(text: &str) -> Option<String> {
    if text.len() > 300 {
        return None;
    }
    if let Some((_, rights)) = text.split_once('©') {
        let name = rights.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | ','));
        let name = name.split(['.', ',']).next().unwrap_or_default();
        return Some(plain(name)).filter(|name| !name.is_empty());
    }
    let (_, outlet) = text.rsplit_once(" | ")?;
    (outlet.split_whitespace().count() <= 5).then(|| plain(outlet))
}
