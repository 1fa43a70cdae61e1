//! Values with where they come from, one laid over the other, and the settings that they come to.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use regex::Regex;

use super::keys::{self, Key};
use super::{Expect, Settings};
use crate::read::Format;
use crate::{Options, Selection};

/// What was said of some keys, by files or flags.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    entries: Vec<Entry>,
}

/// What was said of one key in one place.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: &'static Key,
    /// The value.
    pub value: Value,
    /// Who says so.
    pub origin: Origin,
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// True or false.
    Flag(bool),
    /// A number.
    Number(usize),
    /// A text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// A file of words, with what stands in it.
    Words {
        /// The file as it was named.
        file: String,
        /// Its words.
        words: Vec<String>,
    },
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, and the line in it, from 1.
    File(PathBuf, usize),
    /// A flag of the command: `--lang`.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, line) => write!(formatter, "{}:{line}", path.display()),
            Self::Flag(flag) => formatter.write_str(flag),
        }
    }
}

impl fmt::Display for Value {
    /// The value as it stands in a configuration.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(formatter, "{flag}"),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Text(text) | Self::Words { file: text, .. } => formatter.write_str(&quoted(text)),
            Self::List(list) => {
                let list: Vec<String> = list.iter().map(|text| quoted(text)).collect();
                write!(formatter, "[{}]", list.join(", "))
            }
        }
    }
}

/// A text as TOML has it: as it is between single quotes, or with escapes between double ones; those of JSON are
/// escapes of TOML too, which wants one more.
fn quoted(text: &str) -> String {
    if text.contains('\\') && !text.contains('\'') && !text.contains(char::is_control) {
        return format!("'{text}'");
    }
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

impl Layer {
    /// Notes a value; where the key's values don't add up, it takes the place of what was said before.
    pub fn put(&mut self, entry: Entry) {
        if !entry.key.adds {
            self.entries.retain(|before| before.key != entry.key);
        }
        self.entries.push(entry);
    }

    /// Notes the value of a flag.
    ///
    /// # Errors
    /// What is wrong with the value, with the flag's name before it.
    pub fn put_flag(&mut self, flag: &'static str, key: &'static Key, value: Value) -> Result<(), String> {
        let texts: &[String] = match &value {
            Value::Text(text) => std::slice::from_ref(text),
            Value::List(list) => list,
            _ => &[],
        };
        texts.iter().try_for_each(|text| key.kind.check(text)).map_err(|why| format!("{flag}: {why}"))?;
        self.put(Entry { key, value, origin: Origin::Flag(flag) });
        Ok(())
    }

    /// Lays another layer over this one. What is expected of a case is said whole or not at all.
    pub fn put_all(&mut self, over: &Self) {
        let is_case = |entry: &Entry| entry.key.parts().0 == "case";
        if over.entries.iter().any(is_case) {
            self.entries.retain(|entry| !is_case(entry));
        }
        over.entries.iter().for_each(|entry| self.put(entry.clone()));
    }

    /// What was said of a key, in the order in which it was said; one value at most where they don't add up.
    pub fn of<'l>(&'l self, key: &'l Key) -> impl Iterator<Item = &'l Entry> {
        self.entries.iter().filter(move |entry| entry.key == key)
    }

    /// What the values come to.
    pub fn settings(&self) -> Settings {
        let selection = Selection {
            suggested: self.flag("suggested"),
            select: self.value("select").map(|_| self.list("select")),
            extend_select: self.list("extend-select"),
            ignore: [self.list("ignore"), self.list("extend-ignore")].concat(),
        };
        let words = [self.list("protect.words"), self.list("words")].concat();
        let patterns = self.list("protect.patterns");
        let options = Options {
            selection,
            language: self.text("lang").map(keys::language),
            words,
            phrases: self.list("protect.phrases"),
            protect: patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect(),
            ..Options::default()
        };
        Settings {
            options,
            from: match self.text("from") {
                Some("text") => Some(Format::Text),
                Some("markdown") => Some(Format::Markdown),
                Some("html") => Some(Format::Html),
                _ => None,
            },
            encoding: self.text("encoding").map(str::to_owned),
            wrap: match self.value("wrap") {
                Some(Value::Number(columns)) => Some(*columns),
                _ => None,
            },
            expect: match self.text("case.expect") {
                Some("unchanged") => Expect::Unchanged,
                Some("fail") => Expect::Fail(self.text("case.reason").unwrap_or_default().to_owned()),
                _ => Expect::Goldens,
            },
            truth: self.flag("case.truth"),
            renderings: self.list("golden.to"),
            time_limit: match self.value("golden.time-limit") {
                Some(Value::Number(seconds)) => Some(Duration::from_secs(*seconds as u64)),
                _ => None,
            },
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.entries.iter().rev().find(|entry| entry.key.name == name).map(|entry| &entry.value)
    }

    fn flag(&self, name: &str) -> bool {
        self.value(name) == Some(&Value::Flag(true))
    }

    /// The text of a key, unless it says that it is to be told from each source.
    fn text(&self, name: &str) -> Option<&str> {
        match self.value(name) {
            Some(Value::Text(text)) if text != "auto" => Some(text),
            _ => None,
        }
    }

    fn list(&self, name: &str) -> Vec<String> {
        let values = self.entries.iter().filter(|entry| entry.key.name == name).map(|entry| &entry.value);
        let lists = values.flat_map(|value| match value {
            Value::List(list) | Value::Words { words: list, .. } => list.as_slice(),
            _ => &[],
        });
        lists.cloned().collect()
    }
}

/// The words of a file: one a line, blank lines and white space around them left out.
pub fn words_in(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
