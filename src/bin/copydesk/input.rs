//! What is read: files, folders, standard input.

use std::collections::HashMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, IsTerminal, Read};
use std::path::{Component, Path, PathBuf};

use anstream::eprintln;
use copydesk::config::Settings;
use copydesk::decode::{Decoded, decode, encoding_named};
use copydesk::read::sniff::{format_of, no_page};
use copydesk::{Exceeded, Format, Options};
use globset::{GlobBuilder, GlobMatcher};

use crate::arguments::{From, InputArguments, Voice};
use crate::trouble::{Trouble, name_of};

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

/// The sources the arguments name. Folders are walked where `folders` says that many files have somewhere to go. Links
/// that were met on the way are told of.
pub fn sources(arguments: &InputArguments, folders: bool, voice: Voice) -> Result<Vec<Source>, Trouble> {
    let endings = if arguments.reading.from == Some(From::Json) { &["json"][..] } else { &TEXTS[..] };
    let sources = sources_named(&arguments.paths, folders.then_some(endings), voice)?;
    if sources.is_empty() {
        let endings = if arguments.reading.from == Some(From::Json) { ".json" } else { ".txt, .md or .html" };
        return Err(Trouble::Usage(format!("no text was found; give files or folders of {endings}")));
    }
    Ok(sources)
}

/// The sources that paths name; standard input where there are none. Folders are walked for files with one of the
/// endings, if there are any; patterns are walked for what fits them.
pub fn sources_named(paths: &[PathBuf], endings: Option<&[&str]>, voice: Voice) -> Result<Vec<Source>, Trouble> {
    if paths.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Trouble::Usage("no file given; name one, or pipe a text in".to_owned()));
        }
        return Ok(vec![standard_input()]);
    }
    let mut sources = Vec::new();
    for path in paths {
        // Of several folders each keeps its name, so that two files of one name stay two.
        let name = path.file_name().filter(|_| paths.len() > 1).map(PathBuf::from).unwrap_or_default();
        if path == Path::new("-") {
            sources.push(standard_input());
        } else if let (true, Some(endings)) = (path.is_dir(), endings) {
            sources.extend(files_below(path, &name, &|file| has_ending(file, endings), voice));
        } else if let Some((folder, pattern)) = pattern_of(path) {
            sources.extend(files_below(&folder, Path::new(""), &|file| pattern.is_match(file), voice));
        } else {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            sources.push(Source { path: path.clone(), relative, below: None });
        }
    }
    Ok(sources)
}

/// Standard input as a source.
pub fn standard_input() -> Source {
    Source { path: PathBuf::from("-"), relative: PathBuf::from("standard-input"), below: None }
}

/// The endings of texts.
const TEXTS: [&str; 9] = ["txt", "text", "md", "markdown", "mdown", "mkd", "html", "htm", "xhtml"];

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
}

/// The folder to walk for a path that names no file but is a pattern, as `articles/**/*.txt`, and the pattern. Shells
/// do the same, but not in quotes, not all of them, and not for a hundred thousand files.
fn pattern_of(path: &Path) -> Option<(PathBuf, GlobMatcher)> {
    let text = path.to_str().filter(|text| text.contains(['*', '?', '[', '{']) && !path.exists())?;
    let pattern = GlobBuilder::new(text).literal_separator(true).build().ok()?;
    let plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let folder: PathBuf = path.components().take_while(plain).collect();
    Some((folder, pattern.compile_matcher()))
}

/// The files below a folder that are wanted, by name; what version control ignores is left out. A folder that can't be
/// read is a source that can't: the others are still done. Links are told of and not followed, for they may lead in a
/// circle.
fn files_below(folder: &Path, name: &Path, wanted: &dyn Fn(&Path) -> bool, voice: Voice) -> Vec<Source> {
    let walked = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut sources = Vec::new();
    for entry in ignore::WalkBuilder::new(walked).sort_by_file_path(Ord::cmp).build() {
        let path = match entry {
            Ok(entry) => {
                let path = if walked == folder {
                    entry.path()
                } else {
                    entry.path().strip_prefix(walked).unwrap_or(entry.path())
                };
                let kind = entry.file_type();
                let is_link = kind.is_some_and(|kind| kind.is_symlink()) && entry.depth() > 0;
                if is_link && voice > Voice::Quiet && (path.is_dir() || wanted(path)) {
                    eprintln!("copydesk: {}: is a link and was not followed", name_of(path));
                }
                if !kind.is_some_and(|kind| kind.is_file()) || !wanted(path) {
                    continue;
                }
                path.to_owned()
            }
            Err(error) => path_of(&error).unwrap_or(folder).to_owned(),
        };
        let relative = name.join(path.strip_prefix(folder).unwrap_or(&path));
        sources.push(Source { path, relative, below: Some(folder.to_owned()) });
    }
    sources
}

/// Those of the sources that would be written to one file with another one, each with that other one.
pub fn shared_targets(sources: &[Source], target: impl Fn(&Source) -> PathBuf) -> HashMap<&Path, &Source> {
    let mut first: HashMap<PathBuf, &Source> = HashMap::new();
    let mut shared = HashMap::new();
    for source in sources {
        if let Some(other) = first.insert(target(source), source) {
            shared.insert(other.path.as_path(), source);
            shared.insert(source.path.as_path(), other);
        }
    }
    shared
}

/// What is said of a source that would be written to one file with another one: the second would write over the first.
pub fn too_close(source: &Source, other: &Source) -> Trouble {
    let other = name_of(&other.path);
    let why = format!("would be written to the same file below --out-dir as {other}; clean them one by one");
    Trouble::unfit(&source.path, why)
}

/// Refuses to write a product over its own source, which `--out-dir` is not meant for.
pub fn refuse_itself(source: &Source, output: &Path) -> Result<(), Trouble> {
    let is_itself = || Some(fs::canonicalize(output).ok()? == fs::canonicalize(&source.path).ok()?);
    if is_itself() == Some(true) {
        return Err(Trouble::unfit(&source.path, "would be written over by its own product; give another --out-dir"));
    }
    Ok(())
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
