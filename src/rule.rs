//! What a rule is: a static value with a name, the texts it repairs and keeps, and a plain function.

use crate::edits::Edits;
use crate::page::Page;
use crate::signs::Signs;

/// A rule of the catalogue.
pub struct Rule {
    /// Kebab-case, names the damage; the file's name with `-` for `_`.
    pub id: &'static str,
    /// The group it belongs to.
    pub group: Group,
    /// One imperative line: what it does.
    pub summary: &'static str,
    /// How the damage comes about.
    pub cause: &'static str,
    /// When it leaves the text alone.
    pub holds_back: &'static str,
    /// How sure its repairs are, where an edit does not say otherwise.
    pub safety: Safety,
    /// What it begins with: one of these signs stands in each text in which it asks for an edit. [`Signs::ANY`] where it
    /// goes by other evidence. A rule is not run on a text that has none of them.
    pub signs: Signs,
    /// Texts it repairs and texts it keeps: tests, documentation and `copydesk rule` in one.
    pub examples: &'static [Example],
    /// Looks at the page and asks for edits.
    pub repair: fn(&Page<'_>, &mut Edits<'_>),
}

/// A group of rules, selected by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Characters that were read wrongly.
    Encoding,
    /// Tags and escapes left in the text.
    Markup,
    /// Page numbers, running heads, page breaks.
    Pages,
    /// Hyphens lost or left.
    Hyphen,
    /// Line ends and white space.
    Lines,
    /// Marks misread or misspaced.
    Punctuation,
    /// Words run together or split.
    Words,
    /// What surrounds an article.
    Furniture,
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 8] = [
        Self::Encoding,
        Self::Markup,
        Self::Pages,
        Self::Hyphen,
        Self::Lines,
        Self::Punctuation,
        Self::Words,
        Self::Furniture,
    ];

    /// The name used on the command line and in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Markup => "markup",
            Self::Pages => "pages",
            Self::Hyphen => "hyphen",
            Self::Lines => "lines",
            Self::Punctuation => "punctuation",
            Self::Words => "words",
            Self::Furniture => "furniture",
        }
    }
}

/// How sure a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Safety {
    /// Only told.
    Report,
    /// Told, and applied when asked for.
    Suggested,
    /// Applied.
    Safe,
}

impl Safety {
    /// The name used in the record.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Suggested => "suggested",
            Self::Safe => "safe",
        }
    }
}

/// A text a rule is shown and held to. The texts are plain text, read as a file would be, but for those of pages.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// The rule, run alone, makes the second text of the first.
    Repairs(&'static str, &'static str),
    /// The rule leaves the text alone.
    Keeps(&'static str),
    /// The rule, run alone, makes the second page of the first; both are HTML.
    RepairsPage(&'static str, &'static str),
    /// The rule leaves the page alone, which is HTML.
    KeepsPage(&'static str),
}
