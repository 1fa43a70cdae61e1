//! Runs a case: cleans its input, renders it, and compares with what must come out.

use std::fs;
use std::path::PathBuf;

use super::cases::{Case, Matter, Stray};
use super::diff;
use super::invariants::{self, Broken};
use crate::config::{Expect, Settings};
use crate::read::Format;
use crate::read::sniff::format_of;
use crate::render::{self, HtmlOptions, MarkdownOptions, PlainOptions, Positions, StoredRepair};
use crate::{Options, Outcome, Selection};

/// What is compared with a golden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rendering {
    /// Markdown, with what is known about the article before it.
    Markdown,
    /// A whole page of HTML.
    Html,
    /// Plain text.
    Text,
    /// JSON with the repairs.
    Json,
}

impl Rendering {
    /// All renderings.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Text, Self::Json];

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// What it is read as when it is a source.
    const fn format(self) -> Format {
        match self {
            Self::Markdown => Format::Markdown,
            Self::Html => Format::Html,
            Self::Text | Self::Json => Format::Text,
        }
    }

    /// The name in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Text => "plain text",
            Self::Json => "JSON",
        }
    }
}

/// A text with what became of it.
#[derive(Debug)]
pub struct Cleaned {
    /// The text as it was decoded.
    pub source: String,
    /// What it is written in.
    pub format: Format,
    /// What cleaning it came to.
    pub outcome: Outcome,
    options: Options,
    wrap: Option<usize>,
}

impl Cleaned {
    /// Cleans a text as the command would clean a file of this name.
    pub fn new(source: String, name: &str, settings: &Settings) -> Self {
        let format = settings.from.unwrap_or_else(|| format_of(&source, Some(name)));
        Self::with(source, format, &settings.options, settings.wrap)
    }

    fn with(source: String, format: Format, options: &Options, wrap: Option<usize>) -> Self {
        let options = Options { from: format, ..options.clone() };
        let outcome = crate::clean(&source, &options);
        Self { source, format, outcome, options, wrap }
    }

    /// Cleans a rendering of this text in the same way once more.
    #[must_use]
    pub fn again(&self, rendered: &str, rendering: Rendering) -> Self {
        Self::with(rendered.to_owned(), rendering.format(), &self.options, self.wrap)
    }

    /// Whether a rendering is the very source, so that cleaning it is what was done already.
    pub fn is_source(&self, rendered: &str, rendering: Rendering) -> bool {
        self.format == rendering.format() && self.source == rendered
    }

    /// Cleans the source of this text with other rules.
    #[must_use]
    pub fn with_rules(&self, selection: Selection) -> Self {
        let options = Options { selection, ..self.options.clone() };
        Self::with(self.source.clone(), self.format, &options, self.wrap)
    }

    /// Renders as the command does where it is not asked otherwise.
    pub fn render(&self, rendering: Rendering) -> String {
        let document = self.outcome.document();
        // Nothing gives nothing, not a page without an article.
        if self.source.trim().is_empty() && rendering != Rendering::Json {
            return String::new();
        }
        match rendering {
            Rendering::Markdown => {
                let front_matter = self.outcome.has_front_matter(self.format);
                render::markdown(
                    document,
                    &MarkdownOptions { front_matter, wrap: self.wrap, ..MarkdownOptions::default() },
                )
            }
            Rendering::Html => render::html(document, &HtmlOptions::default()),
            Rendering::Text => render::plain(document, &PlainOptions { wrap: self.wrap, ..PlainOptions::default() }),
            Rendering::Json => render::json(document, &self.stored_repairs()),
        }
    }

    fn stored_repairs(&self) -> Vec<StoredRepair> {
        let positions = Positions::of(&self.source);
        let applied = self.outcome.record().applied.iter();
        applied
            .map(|repair| StoredRepair {
                rule: repair.rule.to_owned(),
                source: positions.range(repair.source.clone()),
                before: repair.before.clone(),
                after: repair.after.clone(),
                reason: repair.reason.clone(),
                safety: repair.safety.name().to_owned(),
            })
            .collect()
    }
}

/// What became of one part of a case: a golden, the input that must not change, or the promises.
#[derive(Clone, Debug)]
pub struct Part {
    /// The case's name and what was looked at: `lines/obituary.md`, `lines/obituary.invariants`.
    pub name: String,
    /// The file that says what must come out: a golden, or the input.
    pub path: PathBuf,
    /// What came out.
    pub verdict: Verdict,
}

/// What is to be said about a part of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All as it should be.
    Pass,
    /// It fails, and that is known, for this reason.
    KnownGap(String),
    /// Another text came out.
    Mismatch(Mismatch),
    /// The same words came out in the same lines; what differs are line ends, blanks before them, or the final line feed.
    WhiteSpace(Mismatch),
    /// The case has no golden.
    Missing,
    /// A golden without an input.
    Orphan,
    /// A rendering waits to be accepted, and nobody needs it any more.
    StalePending,
    /// It was to fail for this reason, and does not.
    UnexpectedPass(String),
    /// Promises that hold for every text are broken.
    BrokenInvariant(Vec<Broken>),
    /// The ledger names a part that no case has.
    StaleGap,
    /// It could not be run, and why.
    Error(String),
}

/// What was expected and what came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What was compared.
    pub rendering: Rendering,
    /// The bytes of the golden.
    pub expected: Vec<u8>,
    /// What came out.
    pub actual: String,
}

impl Verdict {
    /// Whether there is nothing to do.
    pub fn is_fine(&self) -> bool {
        matches!(self, Self::Pass | Self::KnownGap(_))
    }

    /// What was expected and what came out, where the two differ.
    pub fn mismatch(&self) -> Option<&Mismatch> {
        match self {
            Self::Mismatch(mismatch) | Self::WhiteSpace(mismatch) => Some(mismatch),
            _ => None,
        }
    }

    /// A short name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::KnownGap(_) => "known gap",
            Self::Mismatch(_) => "mismatch",
            Self::WhiteSpace(_) => "white space",
            Self::Missing => "missing",
            Self::Orphan => "orphan",
            Self::StalePending => "stale pending",
            Self::UnexpectedPass(_) => "unexpected pass",
            Self::BrokenInvariant(_) => "broken invariant",
            Self::StaleGap => "stale gap",
            Self::Error(_) => "error",
        }
    }
}

impl Case {
    /// The names of the parts that [`Case::run`] looks at, in its order.
    pub fn parts(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.expected().iter().map(|rendering| format!("{}.{}", self.name, rendering.ending())).collect();
        names.push(format!("{}.invariants", self.name));
        names
    }

    /// Reads and cleans the input.
    ///
    /// # Errors
    /// A sentence that begins with a file's name: unreadable, no text, a `copydesk.toml` that is wrong.
    pub fn clean(&self) -> Result<Cleaned, String> {
        let settings = self.settings.as_ref().map_err(Clone::clone)?;
        let name = self.input.display();
        let bytes = fs::read(&self.input).map_err(|error| format!("{name}: {error}"))?;
        let encoding = settings.encoding.as_deref().and_then(crate::decode::encoding_named);
        let decoded = crate::decode::decode(&bytes, encoding);
        if let Some(what) = decoded.binary {
            return Err(format!("{name}: is {what}, not a text"));
        }
        let file = self.input.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        Ok(Cleaned::new(decoded.text, file, settings))
    }

    /// Runs the case: a part for each golden or for the input that must not change, and one for the promises.
    pub fn run(&self) -> Vec<Part> {
        match self.clean() {
            Err(why) => self.judged(self.parts().iter().map(|_| Verdict::Error(why.clone())).collect()),
            Ok(cleaned) => self.judged(self.verdicts(&cleaned)),
        }
    }

    /// The parts with a verdict on each.
    pub fn judged(&self, verdicts: Vec<Verdict>) -> Vec<Part> {
        let is_unchanged = matches!(&self.settings, Ok(Settings { expect: Expect::Unchanged, .. }));
        let goldens = self.goldens.iter().map(|golden| &golden.path).filter(|_| !is_unchanged);
        let paths = goldens.chain(std::iter::repeat(&self.input));
        let parts = self.parts().into_iter().zip(paths).zip(verdicts);
        parts.map(|((name, path), verdict)| Part { name, path: path.clone(), verdict }).collect()
    }

    /// The verdicts on the parts, in their order.
    pub fn verdicts(&self, cleaned: &Cleaned) -> Vec<Verdict> {
        let mut verdicts: Vec<Verdict> = match &self.settings {
            Ok(Settings { expect: Expect::Unchanged, .. }) => vec![self.unchanged(cleaned)],
            _ => self.expected().into_iter().map(|rendering| self.compare(cleaned, rendering)).collect(),
        };
        let broken = invariants::broken(cleaned);
        verdicts.push(match broken.is_empty() {
            false => Verdict::BrokenInvariant(broken),
            true if verdicts.is_empty() => Verdict::Missing,
            true if self.has_stale_pending(&verdicts) => Verdict::StalePending,
            true => Verdict::Pass,
        });
        if let Ok(Settings { expect: Expect::Fail(reason), .. }) = &self.settings {
            expect_failure(&mut verdicts, reason);
        }
        verdicts
    }

    /// The renderings that are compared with something.
    fn expected(&self) -> Vec<Rendering> {
        match &self.settings {
            Ok(Settings { expect: Expect::Unchanged, .. }) => vec![self.own()],
            _ => self.goldens.iter().map(|golden| golden.rendering).collect(),
        }
    }

    /// The rendering in the input's own format.
    fn own(&self) -> Rendering {
        match self.input.extension().and_then(|ending| ending.to_str()) {
            Some("md") => Rendering::Markdown,
            Some("html") => Rendering::Html,
            _ => Rendering::Text,
        }
    }

    fn unchanged(&self, cleaned: &Cleaned) -> Verdict {
        let rendering = self.own();
        compare(rendering, cleaned.source.clone().into_bytes(), cleaned.render(rendering))
    }

    fn compare(&self, cleaned: &Cleaned, rendering: Rendering) -> Verdict {
        let path = self.golden_path(rendering);
        match fs::read(&path) {
            Ok(expected) => compare(rendering, expected, cleaned.render(rendering)),
            Err(error) => Verdict::Error(format!("{}: {error}", path.display())),
        }
    }

    /// Whether a rendering waits to be accepted that is not what comes out, or whose golden is right by now.
    fn has_stale_pending(&self, verdicts: &[Verdict]) -> bool {
        self.pending.iter().any(|pending| {
            let mut waiting = verdicts.iter().filter_map(Verdict::mismatch);
            waiting
                .find(|mismatch| mismatch.rendering == pending.rendering)
                .is_none_or(|mismatch| fs::read(&pending.path).is_ok_and(|bytes| bytes != mismatch.actual.as_bytes()))
        })
    }
}

fn compare(rendering: Rendering, expected: Vec<u8>, actual: String) -> Verdict {
    if expected == actual.as_bytes() {
        return Verdict::Pass;
    }
    let only_space = str::from_utf8(&expected).is_ok_and(|text| diff::only_white_space(text, &actual).is_some());
    let mismatch = Mismatch { rendering, expected, actual };
    if only_space { Verdict::WhiteSpace(mismatch) } else { Verdict::Mismatch(mismatch) }
}

/// A case that must fail: what fails is known, and if nothing does, somebody should know.
fn expect_failure(verdicts: &mut [Verdict], reason: &str) {
    let all_fine = verdicts.iter().all(Verdict::is_fine);
    for verdict in verdicts {
        *verdict = match verdict {
            Verdict::Pass if all_fine => Verdict::UnexpectedPass(reason.to_owned()),
            Verdict::Mismatch(_) | Verdict::WhiteSpace(_) | Verdict::BrokenInvariant(_) => {
                Verdict::KnownGap(reason.to_owned())
            }
            _ => continue,
        };
    }
}

impl Stray {
    /// It as a part of no case.
    pub fn part(&self) -> Part {
        let verdict = match &self.matter {
            Matter::Orphan => Verdict::Orphan,
            Matter::Trouble(why) => Verdict::Error(why.clone()),
        };
        Part { name: self.name.clone(), path: self.path.clone(), verdict }
    }
}
