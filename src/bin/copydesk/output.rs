//! What is written: renderings, and files that are whole or not there at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use copydesk::config::{rule_names, rule_suggestion};
use copydesk::document::Document;
use copydesk::protect::{self, Matter};
use copydesk::render::verify::{self, Remedy};
use copydesk::render::{self, Css, HtmlOptions, MarkdownOptions, PlainOptions, Positions, StoredRepair};
use copydesk::repair::Repair;
use copydesk::visible::visible;
use copydesk::{Format, Outcome};

use crate::arguments::{Flavour, Links, RawHtml, RenderArguments, To};
use crate::input::Text;
use crate::trouble::Trouble;

/// How documents are rendered, the same for each of them; where lines are wrapped is said for each.
#[derive(Debug)]
pub struct Renderings {
    markdown: MarkdownOptions,
    html: HtmlOptions,
    plain: PlainOptions,
}

impl Renderings {
    /// What the arguments ask for; reads the stylesheet that they name.
    pub fn of(arguments: &RenderArguments) -> Result<Self, Trouble> {
        let css = match &arguments.css {
            None => Css::Embedded,
            Some(name) if name == Path::new("none") => Css::None,
            Some(path) => Css::Text(fs::read_to_string(path).map_err(|error| Trouble::reading(path, error))?),
        };
        let flavour = match arguments.flavour {
            Flavour::Gfm => render::Flavour::Gfm,
            Flavour::Commonmark => render::Flavour::CommonMark,
        };
        let raw_html = match arguments.raw_html {
            RawHtml::Text => render::RawHtml::Text,
            RawHtml::Keep => render::RawHtml::Keep,
        };
        let links = match arguments.links {
            Links::Omit => render::Links::Omit,
            Links::Inline => render::Links::Inline,
            Links::Footnotes => render::Links::Footnotes,
        };
        Ok(Self {
            markdown: MarkdownOptions {
                front_matter: !arguments.no_front_matter,
                flavour,
                ..MarkdownOptions::default()
            },
            html: HtmlOptions { fragment: arguments.fragment, css, raw_html },
            plain: PlainOptions { links, ..PlainOptions::default() },
        })
    }
}

/// What was rendered.
#[derive(Default)]
pub struct Rendered {
    /// The rendering.
    pub text: String,
    /// What the format has no form for and was written another way, a sentence each.
    pub notes: Vec<String>,
}

/// Renders an outcome. The metadata stands before Markdown unless it is left out or the source was Markdown without any.
/// Lines are wrapped at the column `wrap`.
pub fn render(
    outcome: &Outcome,
    source: &str,
    from: Format,
    to: To,
    renderings: &Renderings,
    wrap: Option<usize>,
) -> Rendered {
    // Nothing gives nothing, not a page without an article.
    if source.trim().is_empty() && to != To::Json {
        return Rendered::default();
    }
    let document = outcome.document();
    let positions = Positions::of(source);
    let repairs: Vec<_> = match to {
        To::Json => outcome.record().applied.iter().map(|repair| stored(repair, &positions)).collect(),
        _ => Vec::new(),
    };
    let known = outcome.has_front_matter(from);
    let line_of = |block: usize| document.sources.get(block).map(|range| positions.range(range.clone()).line);
    let Rendered { text, notes } = written(document, &repairs, to, renderings, (known, wrap), line_of);
    Rendered { text, notes: of_reading(outcome, source, &positions).chain(notes).collect() }
}

/// Renders a document that was read from JSON, with the repairs that it tells of.
pub fn render_document(
    document: &Document,
    repairs: &[StoredRepair],
    to: To,
    renderings: &Renderings,
    wrap: Option<usize>,
) -> Rendered {
    written(document, repairs, to, renderings, (true, wrap), |_| None)
}

/// Renders a document: its metadata before Markdown where it is known to be the source's, lines wrapped at a column.
fn written(
    document: &Document,
    repairs: &[StoredRepair],
    to: To,
    renderings: &Renderings,
    (known, wrap): (bool, Option<usize>),
    line_of: impl Fn(usize) -> Option<usize>,
) -> Rendered {
    let mut notes = Vec::new();
    let text = match to {
        To::Markdown => {
            let front_matter = known && renderings.markdown.front_matter;
            let verified = verify::markdown(document, &MarkdownOptions { front_matter, wrap, ..renderings.markdown });
            notes.extend(verified.notes.iter().map(|note| sentence(note, line_of(note.block))));
            verified.text
        }
        To::Html => render::html(document, &renderings.html),
        To::Text => render::plain(document, &PlainOptions { wrap, ..renderings.plain }),
        To::Json => render::json(document, repairs),
    };
    Rendered { text, notes }
}

/// What of the source is not in the document as it stands there, a sentence each with the line: what nests too deep, and
/// the words that its format shows nowhere.
fn of_reading(outcome: &Outcome, source: &str, positions: &Positions<'_>) -> impl Iterator<Item = String> {
    let flattened = outcome.draft().flattened().map(|at| {
        let line = positions.range(at..at).line;
        format!("line {line}: nests deeper than any article; what lies deeper is kept as text")
    });
    let omitted = outcome.draft().omitted().iter().map(|range| {
        let line = positions.range(range.clone()).line;
        let cells = visible(&source[range.clone()]);
        format!("line {line}: cells past the last column of their table are left out, as GFM asks: {cells}")
    });
    flattened.into_iter().chain(omitted)
}

/// A block that Markdown has no form for, by the line of the source it begins in where that is known.
fn sentence(note: &verify::Note, line: Option<usize>) -> String {
    let what = match note.what {
        Remedy::Escaped => "all its marks are escaped; it says the same",
        Remedy::Unnested => "emphasis inside of emphasis of the same kind is left out",
        Remedy::AsText => "Markdown has no form for it; its words are written without markup",
        Remedy::Differs => "Markdown readers may take it for something else",
    };
    match line {
        Some(line) => format!("line {line}: {what}"),
        None => format!("block {}: {what}", note.block + 1),
    }
}

/// How a text was read and what was repaired, in a line: `Markdown in UTF-8, language en; 12 repaired, 2 suggested`.
pub fn about(text: &Text, outcome: &Outcome) -> String {
    let format = match text.format {
        Format::Text => "plain text",
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
    };
    let language =
        outcome.document().meta.language.as_deref().map_or_else(String::new, |tag| format!(", language {tag}"));
    let record = outcome.record();
    let (applied, found) = (record.applied.len(), record.found.len());
    format!("{format} in {}{language}; {applied} repaired, {found} suggested", text.encoding)
}

/// What the comments for this program in a text say amiss, a sentence each.
pub fn amiss(text: &Text, outcome: &Outcome) -> Vec<String> {
    let is_rule = |name: &str| rule_names().any(|known| known == name);
    let faults = protect::faults(outcome.draft(), is_rule);
    if faults.is_empty() {
        return Vec::new();
    }
    let positions = Positions::of(&text.text);
    let told = faults.iter().map(|fault| {
        let why = match &fault.matter {
            Matter::Unknown => "says nothing; it may say off, on, or ignore with the names of rules".to_owned(),
            Matter::NoRule(name) => format!("no rule or group is called `{name}`; {}", rule_suggestion(name)),
            Matter::NotOpen => {
                "changes nothing: the comment before it says the same already, or none says off".to_owned()
            }
        };
        format!("line {}: `{}`: {why}", positions.range(fault.source.clone()).line, visible(&fault.comment))
    });
    told.collect()
}

/// A repair as it is printed.
pub fn stored(repair: &Repair, positions: &Positions<'_>) -> StoredRepair {
    StoredRepair {
        rule: repair.rule.to_owned(),
        source: positions.range(repair.source.clone()),
        before: repair.before.clone(),
        after: repair.after.clone(),
        reason: repair.reason.clone(),
        safety: repair.safety.name().to_owned(),
    }
}

/// The format a target's ending asks for.
pub fn format_of(target: &Path) -> Option<To> {
    match target.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some(To::Markdown),
        "html" | "htm" | "xhtml" => Some(To::Html),
        "txt" | "text" => Some(To::Text),
        "json" => Some(To::Json),
        _ => None,
    }
}

/// The ending of a file of a format.
pub fn ending(to: To) -> &'static str {
    match to {
        To::Markdown => "md",
        To::Html => "html",
        To::Text => "txt",
        To::Json => "json",
    }
}

/// Writes a file whole: beside its place first, then by renaming. Its mode stays; a link stays a link. What is no file,
/// a device or a pipe, is written to and stays what it is.
pub fn write_file(path: &Path, content: &str) -> Result<(), Trouble> {
    if fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        let trouble = |error| Trouble::writing(path, error);
        let mut device = fs::OpenOptions::new().write(true).open(path).map_err(trouble)?;
        return device.write_all(content.as_bytes()).map_err(trouble);
    }
    let mut beside = Beside::of(path)?;
    beside.file().write_all(content.as_bytes()).map_err(|error| Trouble::writing(path, error))?;
    beside.put()
}

/// A file that is being written beside its place. It is gone if it is not put there.
pub struct Beside {
    path: PathBuf,
    place: PathBuf,
    file: tempfile::NamedTempFile,
}

impl Beside {
    /// An empty file beside `path`, in a folder that is made if need be.
    pub fn of(path: &Path) -> Result<Self, Trouble> {
        let trouble = |error| Trouble::writing(path, error);
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = place
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .map_or_else(|| PathBuf::from("."), Path::to_owned);
        if place.is_dir() {
            return Err(Trouble::unfit(path, "is a folder; give a file's name"));
        }
        fs::create_dir_all(&folder).map_err(trouble)?;
        let file = tempfile::Builder::new().prefix(".copydesk-").tempfile_in(&folder).map_err(trouble)?;
        Ok(Self { path: path.to_owned(), place, file })
    }

    /// What is written to.
    pub fn file(&mut self) -> &mut fs::File {
        self.file.as_file_mut()
    }

    /// Puts it in its place.
    pub fn put(self) -> Result<(), Trouble> {
        keep_mode(&self.place, self.file.as_file()).map_err(|error| Trouble::writing(&self.path, error))?;
        self.file.persist(&self.place).map_err(|error| Trouble::writing(&self.path, error.error))?;
        Ok(())
    }
}

/// Gives the new file the mode of the old one, or that of any new file.
#[cfg(unix)]
fn keep_mode(place: &Path, file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = match fs::metadata(place) {
        Ok(about) => about.permissions(),
        Err(_) => fs::Permissions::from_mode(0o644),
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_mode(_place: &Path, _file: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Prints for people, in colours where the terminal has them.
pub fn print_styled(content: &str) -> Result<(), Trouble> {
    let mut out = anstream::stdout().lock();
    out.write_all(content.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Trouble::writing(Path::new("-"), error))
}

/// Prints the product.
pub fn print(content: &str) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    out.write_all(content.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Trouble::writing(Path::new("-"), error))
}
