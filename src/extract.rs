//! Which parts of a scraped page are its article. A library selects for recall; what it lost is fetched back, what it
//! took in besides is told, and nothing is deleted here: each part that is no part of the article has its reason.

mod below;
mod chrome;
pub mod dom;
mod expand;
mod labels;
mod marks;
mod narrow;
mod outline;
mod refine;
mod rescue;
mod select;
mod shown;
mod video;
mod wall;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use dom_query::{Document, Matcher, NodeId};

use crate::draft::Hint;
use crate::limits::Watch;
use marks::Marks;
use outline::Outline;
pub use rescue::Header;
pub use shown::people;
pub use video::address as video;

/// Whether the article is to be looked for in a page, and where.
///
/// ```
/// use copydesk::extract::Extract;
/// assert_eq!("auto".parse(), Ok(Extract::Auto));
/// assert_eq!("css=main .story".parse(), Ok(Extract::Selector("main .story".to_owned())));
/// assert!("css=main[".parse::<Extract>().is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extract {
    /// In a whole page that shows what surrounds articles: menus, forms, share rows. Fragments, what the clipboard
    /// holds and pages that are nothing but an article are read whole.
    #[default]
    Auto,
    /// In any page.
    Always,
    /// Nowhere: the page is read whole.
    Never,
    /// In the elements that a CSS selector names.
    Selector(String),
}

impl FromStr for Extract {
    type Err = NotKnown;

    fn from_str(text: &str) -> Result<Self, NotKnown> {
        match text {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => match text.strip_prefix("css=") {
                Some(selector) if Matcher::new(selector).is_ok() => Ok(Self::Selector(selector.to_owned())),
                Some(selector) => Err(NotKnown(format!("`{selector}` is no CSS selector"))),
                None => Err(NotKnown("give auto, always, never or css=SELECTOR".to_owned())),
            },
        }
    }
}

/// A way to extract that there is not; says which there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKnown(String);

impl fmt::Display for NotKnown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for NotKnown {}

/// What a block is in the article, as the page's own names and its place say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The headline.
    Headline,
    /// The line above the headline.
    Kicker,
    /// The summary below the headline.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Dateline,
    /// The caption of a picture, or its credit.
    Caption,
}

impl Part {
    /// The hint for the search for roles; captions are known by the figure around them, a headline by its level.
    pub fn hint(self) -> Option<Hint> {
        match self {
            Self::Kicker => Some(Hint::Kicker),
            Self::Standfirst => Some(Hint::Standfirst),
            Self::Byline => Some(Hint::Byline),
            Self::Dateline => Some(Hint::Dateline),
            Self::Headline | Self::Caption => None,
        }
    }
}

/// A page that nests deeper is read whole.
const DEEPEST: usize = 200;

/// An article has at least so many letters; what has fewer is more likely the notice of an error or of a wall.
const LITTLE: usize = 250;

/// What is said of a page that only shows other pages.
pub(crate) const FRAMESET: &str = "The page is a frameset: its text stands in other pages.";

/// Why what the library did not choose is left out.
const OUTSIDE: &str = "outside of the article";

/// What is known of a page once its article has been looked for.
#[derive(Debug, Default)]
pub struct Selection {
    /// Whether an article was looked for and found.
    pub is_made: bool,
    /// The outermost nodes of what is no part of the article, and why each is not.
    pub left_out: HashMap<NodeId, &'static str>,
    /// What stands around the text of the article.
    pub header: Header,
    /// Elements of lines that stand as blocks of their own.
    pub standing_alone: HashSet<NodeId>,
    /// What a reader of the result should know: that no article was found.
    pub note: Option<String>,
    /// Whether the page asks to subscribe, or to log in, to read on.
    pub is_walled: bool,
}

pub use chrome::is_whole;

impl Selection {
    /// Whether it is known which block is the headline.
    pub fn has_headline(&self) -> bool {
        self.header.parts.values().any(|part| *part == Part::Headline)
    }
}

/// Looks for the article in a page. `title` is what the page's head says of the headline, where it does.
/// Once a limit is met that `watch` holds, none is found.
pub fn article(document: &Document, extract: &Extract, titles: &[&str], watch: &Watch) -> Selection {
    if *extract == Extract::Never || *extract == Extract::Auto && !chrome::surrounds(document) {
        return Selection::default();
    }
    if let Extract::Selector(selector) = extract {
        let mut outline = Outline::of(document);
        if !select::by_selector(document, selector, &mut outline) {
            let note = format!("Nothing in the page matches `{selector}`; all of it was read.");
            return Selection { note: Some(note), ..Selection::default() };
        }
        let standing_alone = outline.standing_alone();
        return Selection { is_made: true, left_out: outline.left_out(), standing_alone, ..Selection::default() };
    }
    let chosen = chosen(document, titles, watch);
    if watch.is_over() {
        return Selection::default();
    }
    let Some((outline, header)) = chosen else {
        let note = if document.select_single("frameset").exists() {
            FRAMESET
        } else {
            "No article was found in the page; all of its text was read."
        };
        return Selection { note: Some(note.to_owned()), ..Selection::default() };
    };
    let kept = outline.kept_letters().last().copied().unwrap_or(0);
    let little = "Little text was found in the page: it may be the notice of an error, or stand before the article.";
    let note = (kept < LITTLE).then(|| little.to_owned());
    let standing_alone = outline.standing_alone();
    let is_walled = wall::is_there(&outline);
    Selection { is_made: true, left_out: outline.left_out(), header, standing_alone, note, is_walled }
}

/// The outline of a page with what is no part of its article, and what parts of the article its blocks are; nothing
/// where there is no article.
pub(crate) fn chosen(document: &Document, titles: &[&str], watch: &Watch) -> Option<(Outline, Header)> {
    let mut outline = Outline::of(document);
    // The library's cost grows with the square of the depth.
    if outline.depth() > DEEPEST || watch.is_over() || !select::by_library(document, &mut outline) {
        return None;
    }
    if watch.is_over() {
        return None;
    }
    let marks = Marks::of(&outline, titles);
    expand::text(&mut outline, &marks);
    narrow::text(&mut outline, &marks);
    if watch.is_over() {
        return None;
    }
    refine::furniture(&mut outline, &marks);
    let header = rescue::header(&mut outline, &marks, titles);
    below::notes(&mut outline, &marks);
    Some((outline, header))
}
