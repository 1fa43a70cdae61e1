//! Reads a `copydesk.toml`: every key and value is held to the catalogue, and each keeps its line.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobBuilder, GlobMatcher};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, KEYS, Key, Kind};
use super::layer::{Entry, Layer, Origin, Value, words_in};

/// One file as it was read, without what it extends.
pub struct File {
    /// What it says of all texts.
    pub layer: Layer,
    /// What it says of some.
    pub per_file: Vec<PerFile>,
    /// What it is laid over, with the place where it says so.
    pub extend: Option<(PathBuf, Place)>,
}

/// What is said of the files whose names fit a pattern.
#[derive(Clone, Debug)]
pub struct PerFile {
    /// The folder that names are told from.
    folder: PathBuf,
    /// The pattern as it was written.
    pattern: String,
    matcher: GlobMatcher,
    /// What is said.
    pub layer: Layer,
}

impl PerFile {
    /// Whether a file's name fits. A pattern without a slash is held against the name alone.
    pub fn fits(&self, file: &Path) -> bool {
        if !self.pattern.contains('/') {
            return file.file_name().is_some_and(|name| self.matcher.is_match(name));
        }
        let Some(name) = file.file_name() else { return false };
        let below = whole(file.parent().unwrap_or(Path::new(""))).join(name);
        below.strip_prefix(whole(&self.folder)).is_ok_and(|below| self.matcher.is_match(below))
    }
}

/// A folder's path from the root, links on the way resolved where it exists.
fn whole(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}

/// A place in a file: line and column, from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Reads one file.
///
/// # Errors
/// A sentence that begins with the file's name, and with line and column where the fault has a place.
pub fn read(path: &Path) -> Result<File, String> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{name}: could not read it: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..valid]).count() + 1;
        format!("{name}:{line}: is not in UTF-8; save it as UTF-8")
    })?;
    parse(&text, path)
}

/// Reads the text of a file that lies, or would lie, at `path`.
pub fn parse(text: &str, path: &Path) -> Result<File, String> {
    let mut reader = Reader { text, path, file: File { layer: Layer::default(), per_file: Vec::new(), extend: None } };
    let table = DeTable::parse(text)
        .map_err(|error| reader.fault(&error.span().unwrap_or(0..0), error.message()))?
        .into_inner();
    reader.top(&table)?;
    Ok(reader.file)
}

struct Reader<'t> {
    text: &'t str,
    path: &'t Path,
    file: File,
}

/// The keys of a table in the order in which they were written.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t str, Range<usize>, &'t Spanned<DeValue<'i>>)> {
    let mut keys: Vec<_> = table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value)).collect();
    keys.sort_by_key(|(_, span, _)| span.start);
    keys
}

impl Reader<'_> {
    fn top(&mut self, table: &DeTable<'_>) -> Result<(), String> {
        let tables = ["protect", "case", "golden", "per-file"];
        for (name, span, value) in in_order(table) {
            if !tables.contains(&name) {
                let known = KEYS.iter().filter(|key| key.parts().0.is_empty()).map(|key| key.name).chain(tables);
                let entry = self.entry("", name, &span, value, known)?;
                self.take(entry, &value.span())?;
                continue;
            }
            let Some(inner) = value.get_ref().as_table() else {
                return Err(self.fault(&value.span(), &format!("`{name}` is a table: write `[{name}]`")));
            };
            if name == "per-file" { self.per_file(inner)? } else { self.section(name, inner)? }
        }
        Ok(())
    }

    fn section(&mut self, section: &str, table: &DeTable<'_>) -> Result<(), String> {
        let mut last = 0..0;
        for (name, span, value) in in_order(table) {
            let known = KEYS.iter().map(Key::parts).filter(|(table, _)| *table == section).map(|(_, name)| name);
            let entry = self.entry(section, name, &span, value, known)?;
            self.file.layer.put(entry);
            last = span;
        }
        if section == "case" { self.case(&last) } else { Ok(()) }
    }

    /// A gap needs a reason, and a reason a gap.
    fn case(&self, place: &Range<usize>) -> Result<(), String> {
        let text = |name: &str| {
            let entry = keys::find(name).and_then(|key| self.file.layer.of(key).last());
            entry.map(|entry| match &entry.value {
                Value::Text(text) => text.trim(),
                _ => "",
            })
        };
        match (text("case.expect"), text("case.reason")) {
            (Some("fail"), None | Some("")) => Err(self.fault(place, "`expect = \"fail\"` needs a `reason`")),
            (Some("fail"), _) | (_, None) => Ok(()),
            _ => Err(self.fault(place, "a `reason` goes with `expect = \"fail\"` only")),
        }
    }

    fn per_file(&mut self, table: &DeTable<'_>) -> Result<(), String> {
        for (pattern, span, value) in in_order(table) {
            let glob = GlobBuilder::new(pattern).literal_separator(true).build();
            let glob: Glob = glob.map_err(|error| self.fault(&span, &format!("no pattern of names: {error}")))?;
            let Some(inner) = value.get_ref().as_table() else {
                let why = "is a table: write `{ ignore = [\"…\"] }`";
                return Err(self.fault(&value.span(), &format!("what counts for `{pattern}` {why}")));
            };
            let mut layer = Layer::default();
            for (name, span, value) in in_order(inner) {
                let known = KEYS.iter().filter(|key| key.per_file).map(|key| key.name);
                let is_elsewhere = keys::find(name).is_some_and(|key| !key.per_file);
                if is_elsewhere || matches!(name, "protect" | "case" | "golden" | "per-file") {
                    return Err(self.fault(&span, &format!("`{name}` counts for all files and can't stand here")));
                }
                layer.put(self.entry("", name, &span, value, known)?);
            }
            let folder = self.folder().to_owned();
            self.file.per_file.push(PerFile {
                folder,
                pattern: pattern.to_owned(),
                matcher: glob.compile_matcher(),
                layer,
            });
        }
        Ok(())
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Notes what stands at the top; what is extended is no value of the layer.
    fn take(&mut self, entry: Entry, span: &Range<usize>) -> Result<(), String> {
        match (&entry.key.name, &entry.value) {
            (&"extend", Value::Text(file)) if file.trim().is_empty() => Err(self.fault(span, "names no file")),
            (&"extend", Value::Text(file)) => {
                self.file.extend = Some((self.folder().join(file), self.place(span)));
                Ok(())
            }
            _ => {
                self.file.layer.put(entry);
                Ok(())
            }
        }
    }

    fn entry<'k>(
        &self,
        section: &str,
        name: &str,
        span: &Range<usize>,
        value: &Spanned<DeValue<'_>>,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> Result<Entry, String> {
        let whole = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
        let Some(key) = keys::find(&whole) else {
            let what = match keys::nearest(name, known.clone()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
            };
            let place = if section.is_empty() { String::new() } else { format!(" in `[{section}]`") };
            return Err(self.fault(span, &format!("unknown key `{name}`{place}; {what}")));
        };
        let origin = Origin::File(self.path.to_owned(), self.place(span).line);
        Ok(Entry { key, value: self.value(key, value)?, origin })
    }

    fn value(&self, key: &Key, value: &Spanned<DeValue<'_>>) -> Result<Value, String> {
        let (span, found) = (value.span(), value.get_ref());
        let wrong = || {
            let (name, takes, kind) = (key.name, key.kind.takes(), found.type_str());
            self.fault(&span, &format!("`{name}` takes {takes}, and this is of the type {kind}"))
        };
        match (key.kind, found) {
            (Kind::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Kind::Columns | Kind::Seconds, DeValue::Integer(number)) => match number.as_str().parse() {
                Ok(columns) if columns > 0 && number.radix() == 10 => Ok(Value::Number(columns)),
                _ => Err(self.fault(&span, &format!("`{}` takes {}", key.name, key.kind.takes()))),
            },
            (Kind::Flag | Kind::Seconds, _) => Err(wrong()),
            (kind, DeValue::Array(list)) if kind.is_list() => {
                let texts = list.iter().map(|one| {
                    let text = one.get_ref().as_str().ok_or_else(wrong)?;
                    kind.check(text).map_err(|why| self.fault(&one.span(), &why))?;
                    Ok(text.to_owned())
                });
                Ok(Value::List(texts.collect::<Result<_, String>>()?))
            }
            (kind, DeValue::String(text)) if !kind.is_list() => {
                kind.check(text).map_err(|why| self.fault(&span, &why))?;
                if key.name == "words" { self.words(text, &span) } else { Ok(Value::Text(text.to_string())) }
            }
            _ => Err(wrong()),
        }
    }

    fn words(&self, file: &str, span: &Range<usize>) -> Result<Value, String> {
        let path = self.folder().join(file);
        let text = fs::read_to_string(&path)
            .map_err(|error| self.fault(span, &format!("could not read {}: {error}", path.display())))?;
        Ok(Value::Words { file: file.to_owned(), words: words_in(&text) })
    }

    fn place(&self, span: &Range<usize>) -> Place {
        let before = &self.text[..span.start.min(self.text.len())];
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        Place { line: before.matches('\n').count() + 1, column: before[line..].chars().count() + 1 }
    }

    fn fault(&self, span: &Range<usize>, why: &str) -> String {
        let Place { line, column } = self.place(span);
        // Some of the parser's messages have several lines.
        let why: Vec<&str> = why.lines().map(str::trim).collect();
        format!("{}:{line}:{column}: {}", self.path.display(), why.join(", "))
    }
}
