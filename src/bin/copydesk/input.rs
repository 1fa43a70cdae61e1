//! What is read: files, folders, standard input.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use copydesk::config::Settings;
use copydesk::decode::{Decoded, decode, encoding_named};
use copydesk::read::sniff::{format_of, no_page};
use copydesk::{Exceeded, Format, Options};

use crate::arguments::{From, InputArguments};
use crate::trouble::Trouble;

/// A source that is to be read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file; `-` for standard input.
    pub path: PathBuf,
    /// The path below the folder it was found in, or the file's name.
    pub relative: PathBuf,
    /// The folder it was found in, where that was named and not the file.
    pub below: Option<PathBuf>,
}

/// A source that was read.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// What it is written in.
    pub format: Format,
    /// The encoding it was in, by its name.
    pub encoding: &'static str,
    /// Tells its bytes from others.
    pub stamp: u64,
    /// What was uncertain in reading it.
    pub notes: Vec<String>,
}

/// A number that differs where bytes do, to see whether a file was changed.
pub fn stamp(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// The sources the arguments name. Folders are walked where `folders` says that many files have somewhere to go.
pub fn sources(arguments: &InputArguments, folders: bool) -> Result<Vec<Source>, Trouble> {
    if arguments.paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Trouble::Usage("no file given; name one, or pipe a text in".to_owned()));
        }
        return Ok(vec![standard_input()]);
    }
    let mut sources = Vec::new();
    for path in &arguments.paths {
        if path == Path::new("-") {
            sources.push(standard_input());
        } else if path.is_dir() && folders {
            // Of several folders each keeps its name, so that two files of one name stay two.
            let name = path.file_name().filter(|_| arguments.paths.len() > 1);
            let endings = if arguments.reading.from == Some(From::Json) { &["json"][..] } else { &TEXTS[..] };
            sources.extend(files_below(path, endings).into_iter().map(|source| Source {
                relative: name.map(PathBuf::from).unwrap_or_default().join(&source.relative),
                ..source
            }));
        } else {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            sources.push(Source { path: path.clone(), relative, below: None });
        }
    }
    if sources.is_empty() {
        let endings = if arguments.reading.from == Some(From::Json) { ".json" } else { ".txt, .md or .html" };
        return Err(Trouble::Usage(format!("no text was found; give files or folders of {endings}")));
    }
    Ok(sources)
}

fn standard_input() -> Source {
    Source { path: PathBuf::from("-"), relative: PathBuf::from("standard-input"), below: None }
}

/// The endings of texts.
const TEXTS: [&str; 9] = ["txt", "text", "md", "markdown", "mdown", "mkd", "html", "htm", "xhtml"];

/// The files with these endings below a folder, by name; what version control ignores is left out, and links are not followed. A folder that
/// can't be read is a source that can't: the others are still done.
fn files_below(folder: &Path, endings: &[&str]) -> Vec<Source> {
    let mut sources = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).sort_by_file_path(Ord::cmp).build() {
        let path = match entry {
            Ok(entry) => {
                let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
                let is_text = endings.contains(&ending.to_ascii_lowercase().as_str());
                if !is_text || !entry.file_type().is_some_and(|kind| kind.is_file()) {
                    continue;
                }
                entry.into_path()
            }
            Err(error) => path_of(&error).unwrap_or(folder).to_owned(),
        };
        let relative = path.strip_prefix(folder).unwrap_or(&path).to_owned();
        sources.push(Source { path, relative, below: Some(folder.to_owned()) });
    }
    sources
}

/// What could not be read.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// Reads a source of `max_size` bytes at most and tells what it is written in.
pub fn read(source: &Source, max_size: usize, settings: &Settings) -> Result<Text, Trouble> {
    let mut text = read_as(source, Format::Text, max_size, settings)?;
    let name = source.path.file_name().and_then(|name| name.to_str());
    text.format = settings.from.unwrap_or_else(|| format_of(&text.text, name));
    if text.format == Format::Html
        && let Some(what) = no_page(&text.text)
    {
        let advice = "give the page of an article, or its text with --from text";
        return Err(Trouble::unfit(&source.path, format!("is {what}, not a page; {advice}")));
    }
    Ok(text)
}

/// Reads a source of `max_size` bytes at most that is known to be written in `format`.
pub fn read_as(source: &Source, format: Format, max_size: usize, settings: &Settings) -> Result<Text, Trouble> {
    let bytes = bytes(source, max_size)?;
    let encoding = settings.encoding.as_deref().and_then(encoding_named);
    let decoded = decode(&bytes, encoding);
    if let Some(what) = decoded.binary {
        let advice = "give copydesk the text that an extractor makes of it";
        return Err(Trouble::unfit(&source.path, format!("is {what}, not a text; {advice}")));
    }
    let Decoded { text, encoding, notes, .. } = decoded;
    Ok(Text { text, format, encoding, stamp: stamp(&bytes), notes })
}

fn bytes(source: &Source, max_size: usize) -> Result<Vec<u8>, Trouble> {
    let limit = max_size as u64;
    let too_large = || Trouble::exceeding(&source.path, Exceeded::Size(max_size));
    let mut bytes = Vec::new();
    if source.path == Path::new("-") {
        let read = io::stdin().lock().take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| Trouble::reading(&source.path, error))?;
    } else {
        let trouble = |error| Trouble::reading(&source.path, error);
        let about = fs::metadata(&source.path).map_err(trouble)?;
        if about.is_dir() {
            fs::read_dir(&source.path).map_err(trouble)?;
            return Err(trouble(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        if about.len() > limit {
            return Err(too_large());
        }
        bytes = fs::read(&source.path).map_err(trouble)?;
    }
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// The options for one source: what it is written in, and how its article is found.
pub fn options_for(format: Format, arguments: &InputArguments, options: &Options) -> Options {
    Options { from: format, extract: arguments.extract.clone(), url: arguments.url.clone(), ..options.clone() }
}

/// Threads for as many files at once as were asked for; 0 is one for each processor.
pub fn pool(jobs: usize) -> Result<rayon::ThreadPool, Trouble> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    pool.map_err(|error| Trouble::Usage(format!("--jobs: {error}")))
}
