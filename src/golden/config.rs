//! The options of a folder of cases: the nearest `copydesk.toml` upward.

use std::path::{Path, PathBuf};

use regex::Regex;
use serde::Deserialize;

use crate::read::Format;
use crate::survey::Language;
use crate::{Options, Selection};

/// The name of the file.
pub const NAME: &str = "copydesk.toml";

/// What a `copydesk.toml` says about the cases beside and below it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How the inputs are cleaned.
    pub options: Options,
    /// What the inputs are written in; told by the ending and the text where absent.
    pub from: Option<Format>,
    /// The encoding of the inputs, by its name; told from the bytes where absent.
    pub encoding: Option<String>,
    /// The column at which Markdown and plain text are wrapped.
    pub wrap: Option<usize>,
    /// What is expected of the cases.
    pub expect: Expect,
    /// The goldens were typed by hand and are never written by a program.
    pub truth: bool,
}

/// What is expected of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expect {
    /// What its goldens say.
    #[default]
    Goldens,
    /// That nothing changes: the input is its own golden.
    Unchanged,
    /// That it fails, for this reason; when it passes, somebody should know.
    Fail(String),
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[derive(Default)]
struct File {
    from: Option<FromName>,
    lang: Option<String>,
    encoding: Option<String>,
    wrap: Option<usize>,
    select: Option<Vec<String>>,
    ignore: Vec<String>,
    extend_select: Vec<String>,
    extend_ignore: Vec<String>,
    suggested: bool,
    protect: Protect,
    case: CaseTable,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FromName {
    Auto,
    Text,
    Markdown,
    Html,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Protect {
    words: Vec<String>,
    patterns: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CaseTable {
    expect: Option<ExpectName>,
    reason: Option<String>,
    truth: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ExpectName {
    Unchanged,
    Fail,
}

/// The nearest `copydesk.toml` in `folder` or above it.
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(folder).ok()?;
    folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// Reads a `copydesk.toml`.
///
/// # Errors
/// A sentence that begins with the file's name: unreadable, no TOML, an unknown key, a value that says nothing.
pub fn read(path: &Path) -> Result<Settings, String> {
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        format!("{name}: is not in UTF-8 from byte {} on; save it as UTF-8", error.utf8_error().valid_up_to())
    })?;
    parse(&text).map_err(|why| format!("{name}: {why}"))
}

fn parse(text: &str) -> Result<Settings, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
    let expect = match (file.case.expect, file.case.reason) {
        (None, None) => Expect::Goldens,
        (Some(ExpectName::Unchanged), None) => Expect::Unchanged,
        (Some(ExpectName::Fail), Some(reason)) if !reason.trim().is_empty() => Expect::Fail(reason),
        (Some(ExpectName::Fail), _) => return Err("`expect = \"fail\"` needs a `reason`".to_owned()),
        (_, Some(_)) => return Err("a `reason` goes with `expect = \"fail\"` only".to_owned()),
    };
    let selection = Selection {
        suggested: file.suggested,
        select: file.select,
        extend_select: file.extend_select,
        ignore: file.ignore.into_iter().chain(file.extend_ignore).collect(),
    };
    if let Some(unknown) = selection.unknown().next() {
        return Err(format!("no rule or group is called `{unknown}`"));
    }
    let patterns: Result<Vec<_>, _> = file.protect.patterns.iter().map(|pattern| Regex::new(pattern)).collect();
    let protect = patterns.map_err(|error| format!("`protect.patterns`: {error}"))?;
    let language = file.lang.as_deref().map(language).transpose()?;
    if let Some(label) = &file.encoding
        && crate::decode::encoding_named(label).is_none()
    {
        return Err(format!("no encoding is called `{label}`"));
    }
    let from = match file.from {
        None | Some(FromName::Auto) => None,
        Some(FromName::Text) => Some(Format::Text),
        Some(FromName::Markdown) => Some(Format::Markdown),
        Some(FromName::Html) => Some(Format::Html),
    };
    Ok(Settings {
        options: Options { selection, language, words: file.protect.words, protect, ..Options::default() },
        from,
        encoding: file.encoding,
        wrap: file.wrap,
        expect,
        truth: file.case.truth,
    })
}

fn language(tag: &str) -> Result<Language, String> {
    Ok(match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "en" => Language::English,
        "de" => Language::German,
        "fr" => Language::French,
        "es" => Language::Spanish,
        "it" => Language::Italian,
        "pt" => Language::Portuguese,
        "nl" => Language::Dutch,
        // Other languages have codes too; the rules that need none are at work on them.
        code if (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            Language::Unknown
        }
        _ => return Err(format!("`lang = \"{tag}\"` is no language code; give en, de, fr, es, it, pt or nl")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_folder_asks_for() {
        let settings = parse("suggested = true\nwrap = 72\nlang = \"de-AT\"\n[case]\ntruth = true\n").unwrap();
        assert!(settings.truth && settings.options.selection.suggested);
        assert_eq!((settings.wrap, settings.options.language), (Some(72), Some(Language::German)));
        assert_eq!(parse("[case]\nexpect = \"unchanged\"").unwrap().expect, Expect::Unchanged);
        let failing = parse("[case]\nexpect = \"fail\"\nreason = \"no rule yet\"").unwrap();
        assert_eq!(failing.expect, Expect::Fail("no rule yet".to_owned()));
    }

    #[track_caller]
    fn check_refused(text: &str, part: &str) {
        let why = parse(text).unwrap_err();
        assert!(why.contains(part), "{why}");
    }

    #[test]
    fn refuses_what_would_have_no_effect() {
        check_refused("[case]\nexpects = \"fail\"", "line 2");
        check_refused("[case]\nexpect = \"fail\"", "needs a `reason`");
        check_refused("[case]\nreason = \"none\"", "goes with");
        check_refused("ignore = [\"no-such-rule\"]", "no-such-rule");
        check_refused("lang = \"English\"", "language code");
        check_refused("encoding = \"latin-17\"", "latin-17");
        check_refused("[protect]\npatterns = [\"(\"]", "protect.patterns");
    }
}
