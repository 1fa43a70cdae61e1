//! Which settings count for which source: what the nearest `copydesk.toml` says, and the flags laid over it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::eprintln;
use copydesk::config::{Config, Layer, Settings, Value, find, words_in};

use crate::arguments::{ConfigArguments, From, ReadingArguments, RuleArguments, Voice, Wrap};
use crate::input::Source;
use crate::trouble::{Trouble, name_of};

/// What the flags say; laid over what files say.
#[derive(Default)]
pub struct Flags(Layer);

impl Flags {
    /// Notes the flags that choose rules.
    pub fn rules(mut self, rules: &RuleArguments) -> Result<Self, Trouble> {
        let lists = [
            ("--select", "select", rules.select.as_ref()),
            ("--ignore", "ignore", rules.ignore.as_ref()),
            ("--extend-select", "extend-select", rules.extend_select.as_ref()),
            ("--extend-ignore", "extend-ignore", rules.extend_ignore.as_ref()),
        ];
        for (flag, key, list) in lists {
            self.put(flag, key, list.map(|list| Value::List(list.clone())))?;
        }
        self.put("--suggested", "suggested", rules.suggested.then_some(Value::Flag(true)))?;
        self.put("--lang", "lang", rules.lang.clone().map(Value::Text))?;
        if let Some(path) = &rules.words {
            let text = fs::read_to_string(path).map_err(|error| Trouble::reading(path, error))?;
            let words = Value::Words { file: path.display().to_string(), words: words_in(&text) };
            self.put("--words", "words", Some(words))?;
        }
        Ok(self)
    }

    /// Notes the flags that say how sources are read.
    pub fn reading(self, input: &ReadingArguments) -> Result<Self, Trouble> {
        self.format(input.from)?.encoding(input)
    }

    /// Notes the flag that says what sources are written in.
    pub fn format(mut self, from: Option<From>) -> Result<Self, Trouble> {
        let from = match from {
            None => None,
            Some(From::Auto) => Some("auto"),
            Some(From::Text) => Some("text"),
            Some(From::Markdown) => Some("markdown"),
            Some(From::Html) => Some("html"),
            Some(From::Json) => {
                let why = "--from json: a document in JSON is no text to repair; `copydesk convert` reads it";
                return Err(Trouble::Usage(why.to_owned()));
            }
        };
        self.put("--from", "from", from.map(|from| Value::Text(from.to_owned())))?;
        Ok(self)
    }

    /// Notes the flag that says which encoding sources are in.
    pub fn encoding(mut self, input: &ReadingArguments) -> Result<Self, Trouble> {
        self.put("--encoding", "encoding", input.encoding.clone().map(Value::Text))?;
        Ok(self)
    }

    /// Notes where lines are wrapped.
    pub fn wrap(mut self, wrap: Option<Wrap>) -> Result<Self, Trouble> {
        let value = wrap.map(|Wrap(columns)| columns.map_or_else(|| Value::Text("none".to_owned()), Value::Number));
        self.put("--wrap", "wrap", value)?;
        Ok(self)
    }

    fn put(&mut self, flag: &'static str, key: &str, value: Option<Value>) -> Result<(), Trouble> {
        match (find(key), value) {
            (Some(key), Some(value)) => self.0.put_flag(flag, key, value).map_err(Trouble::Usage),
            _ => Ok(()),
        }
    }
}

/// Where settings come from.
pub struct Configuration {
    flags: Layer,
    given: Given,
    voice: Voice,
    /// The configurations that were read, by their paths.
    read: HashMap<PathBuf, Arc<Config>>,
    /// The settings that were made, by the configuration and the tables of it that count.
    made: HashMap<(Option<PathBuf>, Vec<usize>), Arc<Settings>>,
}

/// Which file counts.
enum Given {
    /// The nearest one upward from each source.
    Nearest,
    /// This one, for all.
    File(PathBuf),
    /// None.
    Isolated,
}

impl Configuration {
    /// No file is read yet.
    pub fn new(arguments: &ConfigArguments, flags: Flags, voice: Voice) -> Self {
        let given = match &arguments.config {
            Some(path) => Given::File(path.clone()),
            None if arguments.isolated => Given::Isolated,
            None => Given::Nearest,
        };
        Self { flags: flags.0, given, voice, read: HashMap::new(), made: HashMap::new() }
    }

    /// The settings of each source, in their order.
    ///
    /// # Errors
    /// A configuration that can't be read: nothing is done with the wrong one.
    pub fn settings(&mut self, sources: &[Source]) -> Result<Vec<Arc<Settings>>, Trouble> {
        let settings = sources.iter().map(|source| self.settings_for(&source.path)).collect::<Result<_, _>>()?;
        if self.voice == Voice::Verbose {
            self.tell();
        }
        Ok(settings)
    }

    /// Says which files were read.
    fn tell(&self) {
        let mut files: Vec<&PathBuf> = self.read.values().flat_map(|config| config.files()).collect();
        files.sort();
        files.dedup();
        if files.is_empty() {
            eprintln!("copydesk: no configuration");
        }
        for file in files {
            eprintln!("copydesk: configuration: {}", name_of(file));
        }
    }

    /// The settings of standard input: those of the current folder.
    ///
    /// # Errors
    /// As [`Configuration::settings`].
    pub fn settings_of_standard_input(&mut self) -> Result<Arc<Settings>, Trouble> {
        let settings = self.settings_for(Path::new("-"))?;
        if self.voice == Voice::Verbose {
            self.tell();
        }
        Ok(settings)
    }

    fn settings_for(&mut self, path: &Path) -> Result<Arc<Settings>, Trouble> {
        let file = self.file_for(path);
        let config = self.config(file.as_deref())?;
        let tables = config.tables_for(path);
        let made = self.made.entry((file, tables));
        let flags = &self.flags;
        Ok(Arc::clone(made.or_insert_with(|| {
            let mut layer = config.layer_for(path);
            layer.put_all(flags);
            Arc::new(layer.settings())
        })))
    }

    /// What counts for a path, with the origin of each value, and the configuration it comes from.
    pub fn layer_for(&mut self, path: &Path) -> Result<(Layer, Arc<Config>), Trouble> {
        let file = self.file_for(path);
        let config = self.config(file.as_deref())?;
        let mut layer = config.layer_for(path);
        layer.put_all(&self.flags);
        Ok((layer, config))
    }

    /// The configuration that counts for a path, if there is one.
    pub fn file_for(&self, path: &Path) -> Option<PathBuf> {
        match &self.given {
            Given::Isolated => None,
            Given::File(file) => Some(file.clone()),
            Given::Nearest => {
                let folder = if path.is_dir() { Some(path) } else { path.parent() };
                let nearest =
                    Config::nearest(folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
                let current = std::env::current_dir().unwrap_or_default();
                Some(nearest.strip_prefix(&current).map(Path::to_owned).unwrap_or(nearest))
            }
        }
    }

    fn config(&mut self, file: Option<&Path>) -> Result<Arc<Config>, Trouble> {
        let Some(file) = file else { return Ok(Arc::default()) };
        if let Some(config) = self.read.get(file) {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(Config::read(file).map_err(Trouble::Usage)?);
        self.read.insert(file.to_owned(), Arc::clone(&config));
        Ok(config)
    }
}
