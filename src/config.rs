//! `copydesk.toml`: which rules are at work on which files, what they must not touch, and what is expected of cases.
//!
//! The nearest file upward counts for all that lies beside and below it; it may `extend` another one. Flags of the
//! command are laid over it. Every value keeps where it was said.

mod file;
mod keys;
mod layer;
mod schema;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use keys::{KEYS, Key, Kind, find, nearest as nearest_name, rule_names, rule_suggestion};
pub use layer::{Entry, Layer, Origin, Value, words_in};
pub use schema::schema;

use crate::Options;
use crate::read::Format;
use file::PerFile;

/// The name of the file.
pub const NAME: &str = "copydesk.toml";

/// What counts for one text.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How it is cleaned.
    pub options: Options,
    /// What it is written in; told by the ending and the text where absent.
    pub from: Option<Format>,
    /// Its encoding, by its name; told from the bytes where absent.
    pub encoding: Option<String>,
    /// The column at which Markdown and plain text are wrapped.
    pub wrap: Option<usize>,
    /// What is expected of it as a golden case.
    pub expect: Expect,
    /// Its goldens were typed by hand and are never written by a program.
    pub truth: bool,
    /// The names of what is compared of it when it is taken as a case: `markdown`, `html`, `text`, `json`.
    pub renderings: Vec<String>,
    /// A case that takes longer is given up.
    pub time_limit: Option<Duration>,
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

/// A `copydesk.toml` with all that it extends.
#[derive(Clone, Debug, Default)]
pub struct Config {
    files: Vec<PathBuf>,
    layer: Layer,
    per_file: Vec<PerFile>,
}

impl Config {
    /// Reads a file and what it extends.
    ///
    /// # Errors
    /// A sentence that begins with a file's name, and with line and column where the fault has a place: unreadable, not
    /// in UTF-8, no TOML, an unknown key, a value that says nothing, an `extend` that leads back.
    pub fn read(path: &Path) -> Result<Self, String> {
        let mut seen = Vec::new();
        let mut chain = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next.take() {
            seen.push(path.canonicalize().unwrap_or_else(|_| path.clone()));
            let file = file::read(&path)?;
            if let Some((extended, place)) = &file.extend {
                let (name, line, column) = (path.display(), place.line, place.column);
                let whole = extended
                    .canonicalize()
                    .map_err(|error| format!("{name}:{line}:{column}: can't extend {}: {error}", extended.display()))?;
                if seen.contains(&whole) {
                    let way: Vec<String> =
                        chain.iter().map(|(path, _): &(PathBuf, _)| path.display().to_string()).collect();
                    let way = [way, vec![name.to_string(), extended.display().to_string()]].concat().join(" → ");
                    return Err(format!("{name}:{line}:{column}: `extend` leads back to where it came from: {way}"));
                }
                next = Some(extended.clone());
            }
            chain.push((path, file));
        }
        let mut config = Self::default();
        // What is extended lies below what extends it.
        for (path, file) in chain.into_iter().rev() {
            config.files.push(path);
            config.layer.put_all(&file.layer);
            config.per_file.extend(file.per_file);
        }
        Ok(config)
    }

    /// The nearest `copydesk.toml` in `folder` or above it.
    pub fn nearest(folder: &Path) -> Option<PathBuf> {
        let folder = std::path::absolute(folder).ok()?;
        folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
    }

    /// The files that were read, the one that counts most last.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// What counts for a file of this name, with the origin of each value. The name alone decides; the file is not read.
    pub fn layer_for(&self, file: &Path) -> Layer {
        let mut layer = self.layer.clone();
        for one in self.per_file.iter().filter(|one| one.fits(file)) {
            layer.put_all(&one.layer);
        }
        layer
    }

    /// Which of the tables of `[per-file]` count for a file, by their places: files with the same have the same layer.
    pub fn tables_for(&self, file: &Path) -> Vec<usize> {
        (0..self.per_file.len()).filter(|index| self.per_file[*index].fits(file)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Language;

    fn parsed(text: &str) -> Result<Settings, String> {
        file::parse(text, Path::new("desk/copydesk.toml")).map(|file| file.layer.settings())
    }

    #[test]
    fn reads_what_a_folder_asks_for() {
        let settings = parsed("suggested = true\nwrap = 72\nlang = \"de-AT\"\n[case]\ntruth = true\n").unwrap();
        assert!(settings.truth && settings.options.selection.suggested);
        assert_eq!((settings.wrap, settings.options.language), (Some(72), Some(Language::German)));
        assert_eq!(parsed("[case]\nexpect = \"unchanged\"").unwrap().expect, Expect::Unchanged);
        let failing = parsed("[case]\nexpect = \"fail\"\nreason = \"no rule yet\"").unwrap();
        assert_eq!(failing.expect, Expect::Fail("no rule yet".to_owned()));
        let settings = parsed("lang = \"auto\"\nwrap = \"none\"\nprotect.words = [\"Wye\"]\n").unwrap();
        assert_eq!((settings.wrap, settings.options.language), (None, None));
        assert_eq!(settings.options.words, ["Wye"]);
    }

    #[track_caller]
    fn check_refused(text: &str, parts: &[&str]) {
        let why = parsed(text).unwrap_err();
        assert_eq!(why.lines().count(), 1, "{why}");
        for part in parts {
            assert!(why.contains(part), "no `{part}` in: {why}");
        }
    }

    #[test]
    fn an_unknown_key_has_its_place_and_the_nearest_known() {
        check_refused("lang = \"en\"\n  ignor = []\n", &["copydesk.toml:2:3: unknown key `ignor`", "`ignore`"]);
        check_refused("[case]\nexpects = \"fail\"", &["copydesk.toml:2:1:", "in `[case]`", "`expect`"]);
        check_refused("[protect]\nword = []", &["copydesk.toml:2:1:", "did you mean `words`"]);
        check_refused("[protekt]\n", &["copydesk.toml:1:2:", "`protect`"]);
        check_refused("[protect]\nxyz = 1", &["there are words, phrases, patterns"]);
        check_refused("[per-file.\"*.md\"]\nselekt = []", &["copydesk.toml:2:1:", "`select`"]);
        check_refused("[per-file.\"*.md\"]\nextend = \"x\"", &["`extend`", "all files"]);
    }

    #[test]
    fn a_value_that_says_nothing_is_refused_at_its_place() {
        check_refused("ignore = [\n  \"scanno\",\n  \"lost_hyphen\",\n]", &[":3:3:", "did you mean `lost-hyphen`?"]);
        check_refused("lang = \"English\"", &[":1:8:", "language code"]);
        check_refused("encoding = \"latin-17\"", &["latin-17"]);
        check_refused("suggested = \"yes\"", &[":1:13:", "true or false", "string"]);
        check_refused("wrap = 0", &["columns"]);
        check_refused("wrap = \"wide\"", &["columns"]);
        check_refused("select = \"hyphen\"", &["a list of rules"]);
        check_refused("select = [1]", &["a list of rules"]);
        check_refused("from = \"pdf\"", &["\"markdown\""]);
        check_refused("extend = \"\"", &["names no file"]);
        check_refused("words = \"nowhere.txt\"", &[":1:9:", "nowhere.txt"]);
        check_refused("protect = 1", &["write `[protect]`"]);
        check_refused("[protect]\npatterns = [\"(\"]", &[":2:13:", "`(`", "unclosed group"]);
        check_refused("[protect]\nphrases = [\" \"]", &["blank"]);
        check_refused("[per-file]\n\"a[\" = {}", &["copydesk.toml:2:1:", "a["]);
        check_refused("[per-file]\n\"a\" = []", &["is a table"]);
        check_refused("[case]\nexpect = \"fail\"", &["needs a `reason`"]);
        check_refused("[case]\nreason = \"none\"", &["goes with"]);
        check_refused("lang = \"en\nwrap = 72", &["copydesk.toml:1:"]);
    }

    /// Writes files into a folder of their own.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::TempDir::new().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn what_extends_lies_over_what_is_extended() {
        let folder = folder(&[
            ("base.toml", "lang = \"de\"\nwrap = 60\nextend-ignore = [\"scanno\"]\n[protect]\nwords = [\"Wye\"]\n"),
            ("a/mid.toml", "extend = \"../base.toml\"\nwrap = 72\n[case]\nexpect = \"fail\"\nreason = \"x\"\n"),
            ("a/copydesk.toml", "extend = \"mid.toml\"\nextend-ignore = [\"hyphen\"]\n[case]\ntruth = true\n"),
        ]);
        let config = Config::read(&folder.path().join("a/copydesk.toml")).unwrap();
        let layer = config.layer_for(Path::new("a/x.txt"));
        let settings = layer.settings();
        assert_eq!((settings.wrap, settings.options.language), (Some(72), Some(Language::German)));
        assert_eq!(settings.options.selection.ignore, ["scanno", "hyphen"]);
        assert_eq!(settings.options.words, ["Wye"]);
        assert!(settings.truth && settings.expect == Expect::Goldens);
        let origin = |name: &str| layer.of(find(name).unwrap()).last().unwrap().origin.to_string();
        assert!(origin("lang").ends_with("base.toml:1") && origin("wrap").ends_with("mid.toml:2"));
        assert_eq!(config.files().len(), 3);
    }

    #[test]
    fn a_circle_of_extends_is_told() {
        let folder =
            folder(&[("a.toml", "extend = \"b.toml\"\n"), ("b.toml", "lang = \"en\"\nextend = \"./a.toml\"\n")]);
        let why = Config::read(&folder.path().join("a.toml")).unwrap_err();
        assert!(why.contains("b.toml:2:10: `extend` leads back") && why.contains(" → "), "{why}");
        let why = Config::read(&folder.path().join("c.toml")).unwrap_err();
        assert!(why.contains("c.toml"), "{why}");
    }

    #[test]
    fn some_files_have_their_own() {
        let text =
            "lang = \"en\"\n[per-file]\n\"letters/*.txt\" = { lang = \"de\" }\n\"*.md\" = { ignore = [\"scanno\"] }\n";
        let folder = folder(&[("copydesk.toml", text), ("letters/a.txt", ""), ("letters/deep/a.txt", "")]);
        let config = Config::read(&folder.path().join("copydesk.toml")).unwrap();
        let language = |name: &str| config.layer_for(&folder.path().join(name)).settings().options.language;
        assert_eq!(language("letters/a.txt"), Some(Language::German));
        assert_eq!(language("letters/../letters/a.txt"), Some(Language::German));
        assert_eq!(language("letters/deep/a.txt"), Some(Language::English));
        assert_eq!(language("a.txt"), Some(Language::English));
        let ignore = |name: &str| config.layer_for(&folder.path().join(name)).settings().options.selection.ignore;
        assert_eq!(ignore("deep/down/a.md"), ["scanno"]);
        assert!(ignore("a.txt").is_empty());
    }

    #[test]
    fn latin_1_is_told() {
        let folder = folder(&[]);
        let path = folder.path().join(NAME);
        std::fs::write(&path, b"# caf\xc3\xa9\n# caf\xe9\n").unwrap();
        let why = Config::read(&path).unwrap_err();
        assert!(why.contains(":2: is not in UTF-8"), "{why}");
    }

    #[test]
    fn values_are_shown_as_they_are_written() {
        let shown = |value: Value| value.to_string();
        assert_eq!(shown(Value::List(vec!["a\"b".into(), r"\d+".into()])), r#"["a\"b", '\d+']"#);
        assert_eq!(shown(Value::Text("a\nb".into())), r#""a\nb""#);
        assert_eq!((shown(Value::Flag(true)), shown(Value::Number(72))), ("true".into(), "72".into()));
    }
}
