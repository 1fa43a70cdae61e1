//! The catalogue of keys: reading, the schema, `config show` and `config init` are all made from it.

use regex::Regex;

use crate::rule::Group;
use crate::rules::RULES;
use crate::survey::Language;

/// A key of a `copydesk.toml`.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, with that of its table before it: `lang`, `protect.words`.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// The value that counts where none is given, in TOML.
    pub default: &'static str,
    /// A value somebody might give, in TOML.
    pub example: &'static str,
    /// What it does, without a full stop.
    pub summary: &'static str,
    /// Whether values add up over `extend`, `[per-file]` and flags; else the last one counts.
    pub adds: bool,
    /// Whether it may stand in a table of `[per-file]`.
    pub per_file: bool,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Flag,
    /// A number of columns from 1, or `"none"`.
    Columns,
    /// `"auto"`, `"text"`, `"markdown"` or `"html"`.
    Format,
    /// `"auto"`, or the code of a language.
    Language,
    /// `"auto"`, or a label of the Encoding Standard.
    Encoding,
    /// A list of rules, groups, `ALL` or `NONE`.
    Rules,
    /// A list of texts, none of them blank.
    Texts,
    /// A list of regular expressions.
    Patterns,
    /// A file, its path taken from the folder of the configuration.
    File,
    /// `"unchanged"` or `"fail"`.
    Expect,
    /// A list of `"markdown"`, `"html"`, `"text"` or `"json"`.
    Renderings,
    /// A whole number of seconds from 1.
    Seconds,
    /// A text.
    Text,
}

const BASE: Key =
    Key { name: "", kind: Kind::Text, default: "", example: "", summary: "", adds: false, per_file: false };

/// All keys, in the order in which they are shown.
pub static KEYS: &[Key] = &[
    Key {
        name: "extend",
        kind: Kind::File,
        default: "\"\"",
        example: "\"../copydesk.toml\"",
        summary: "Another configuration, which this one is laid over",
        ..BASE
    },
    Key {
        name: "from",
        kind: Kind::Format,
        default: "\"auto\"",
        example: "\"text\"",
        summary: "What the sources are written in: auto, text, markdown or html",
        per_file: true,
        ..BASE
    },
    Key {
        name: "lang",
        kind: Kind::Language,
        default: "\"auto\"",
        example: "\"en\"",
        summary: "The language of the texts; told from each text by default",
        per_file: true,
        ..BASE
    },
    Key {
        name: "encoding",
        kind: Kind::Encoding,
        default: "\"auto\"",
        example: "\"windows-1252\"",
        summary: "The encoding of the sources; told from their bytes by default",
        per_file: true,
        ..BASE
    },
    Key {
        name: "wrap",
        kind: Kind::Columns,
        default: "\"none\"",
        example: "72",
        summary: "Where lines of Markdown and plain text are wrapped",
        per_file: true,
        ..BASE
    },
    Key {
        name: "suggested",
        kind: Kind::Flag,
        default: "false",
        example: "true",
        summary: "Apply the suggested repairs too",
        per_file: true,
        ..BASE
    },
    Key {
        name: "select",
        kind: Kind::Rules,
        default: "[\"ALL\"]",
        example: "[\"hyphen\", \"pages\"]",
        summary: "Only these rules: ids, groups, ALL or NONE",
        per_file: true,
        ..BASE
    },
    Key {
        name: "ignore",
        kind: Kind::Rules,
        default: "[]",
        example: "[\"scanno\"]",
        summary: "Not these rules",
        per_file: true,
        ..BASE
    },
    Key {
        name: "extend-select",
        kind: Kind::Rules,
        default: "[]",
        example: "[\"split-word\"]",
        summary: "These rules besides; one named by its id applies its suggestions",
        adds: true,
        per_file: true,
    },
    Key {
        name: "extend-ignore",
        kind: Kind::Rules,
        default: "[]",
        example: "[\"furniture\"]",
        summary: "Nor these rules",
        adds: true,
        per_file: true,
    },
    Key {
        name: "words",
        kind: Kind::File,
        default: "\"\"",
        example: "\"words.txt\"",
        summary: "A file of words that are right, one a line",
        per_file: true,
        ..BASE
    },
    Key {
        name: "protect.words",
        kind: Kind::Texts,
        default: "[]",
        example: "[\"Pellworth\", \"nucl.\"]",
        summary: "Words that are right and stay as they are",
        adds: true,
        ..BASE
    },
    Key {
        name: "protect.phrases",
        kind: Kind::Texts,
        default: "[]",
        example: "[\"to day\", \"the The\"]",
        summary: "Phrases that stay as they are, also where a line ends in them",
        adds: true,
        ..BASE
    },
    Key {
        name: "protect.patterns",
        kind: Kind::Patterns,
        default: "[]",
        example: "['§ ?[0-9]+']",
        summary: "Whatever a regular expression covers stays as it is",
        adds: true,
        ..BASE
    },
    Key {
        name: "case.truth",
        kind: Kind::Flag,
        default: "false",
        example: "true",
        summary: "The golden files are typed by hand: no program writes over them",
        ..BASE
    },
    Key {
        name: "case.expect",
        kind: Kind::Expect,
        default: "\"\"",
        example: "\"fail\"",
        summary: "unchanged: clean texts must come out as they went in; fail: a known gap",
        ..BASE
    },
    Key {
        name: "case.reason",
        kind: Kind::Text,
        default: "\"\"",
        example: "\"no rule yet\"",
        summary: "Why a case fails that is expected to",
        ..BASE
    },
    Key {
        name: "golden.to",
        kind: Kind::Renderings,
        default: "[\"markdown\"]",
        example: "[\"markdown\", \"text\"]",
        summary: "What is compared of the cases that `golden add` takes",
        ..BASE
    },
    Key {
        name: "golden.time-limit",
        kind: Kind::Seconds,
        default: "10",
        example: "30",
        summary: "A case that takes longer is given up",
        ..BASE
    },
];

/// The key of this name.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

impl Key {
    /// The table it stands in, empty for the top, and its name in there.
    pub fn parts(&self) -> (&'static str, &'static str) {
        self.name.split_once('.').unwrap_or(("", self.name))
    }
}

impl Kind {
    /// What is taken, in a sentence: "takes …".
    pub const fn takes(self) -> &'static str {
        match self {
            Self::Flag => "true or false",
            Self::Columns => "a number of columns from 1, or \"none\"",
            Self::Format => "\"auto\", \"text\", \"markdown\" or \"html\"",
            Self::Language => "a language code: \"auto\", \"en\", \"de\", \"fr\", \"es\", \"it\", \"pt\" or \"nl\"",
            Self::Encoding => "an encoding: \"auto\", \"utf-8\", \"windows-1252\", \"iso-8859-2\" and so on",
            Self::Rules => "a list of rules and groups, or of \"ALL\" or \"NONE\"",
            Self::Texts => "a list of texts",
            Self::Patterns => "a list of regular expressions",
            Self::File => "the name of a file",
            Self::Expect => "\"unchanged\" or \"fail\"",
            Self::Renderings => "a list of \"markdown\", \"html\", \"text\" or \"json\"",
            Self::Seconds => "a number of seconds from 1",
            Self::Text => "a text",
        }
    }

    /// Whether a list is taken.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Rules | Self::Texts | Self::Patterns | Self::Renderings)
    }

    /// Holds a text to what is taken: the value, or one of the list.
    ///
    /// # Errors
    /// What is wrong with it, and what may stand there.
    pub fn check(self, text: &str) -> Result<(), String> {
        match self {
            Self::Format if matches!(text, "auto" | "text" | "markdown" | "html") => Ok(()),
            Self::Expect if matches!(text, "unchanged" | "fail") => Ok(()),
            Self::Renderings if matches!(text, "markdown" | "html" | "text" | "json") => Ok(()),
            Self::Columns if text == "none" => Ok(()),
            Self::Language if text == "auto" || is_language_tag(text) => Ok(()),
            Self::Language => Err(format!("`{text}` is no language code; give auto, en, de, fr, es, it, pt or nl")),
            Self::Encoding if text == "auto" || crate::decode::encoding_named(text).is_some() => Ok(()),
            Self::Encoding => Err(format!("no encoding is called `{text}`; try utf-8, windows-1252 or iso-8859-2")),
            Self::Rules if is_rule(text) => Ok(()),
            Self::Rules => Err(format!("no rule or group is called `{text}`; {}", rule_suggestion(text))),
            Self::Patterns if text.is_empty() => Err("an empty pattern protects nothing".to_owned()),
            Self::Patterns => match Regex::new(text) {
                Ok(_) => Ok(()),
                // The crate draws the place on lines of its own; the last line is the reason.
                Err(error) => {
                    let why = error.to_string();
                    let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ");
                    Err(format!("`{text}` is no regular expression: {why}"))
                }
            },
            Self::Texts if text.trim().is_empty() => Err("a blank text protects nothing".to_owned()),
            Self::Texts | Self::File | Self::Text => Ok(()),
            _ => Err(format!("`{text}` will not do; it takes {}", self.takes())),
        }
    }
}

/// The language of a tag. Other languages have codes too: the rules that need none are at work on them.
pub(super) fn language(tag: &str) -> Language {
    Language::of_tag(&primary(tag))
}

fn is_language_tag(tag: &str) -> bool {
    let primary = primary(tag);
    (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

fn is_rule(name: &str) -> bool {
    rule_names().any(|known| known == name)
}

/// All that may stand in a list of rules.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    ["ALL", "NONE"].into_iter().chain(Group::ALL.map(Group::name)).chain(RULES.iter().map(|rule| rule.id))
}

/// What somebody may have meant by a name that is no rule and no group, as the end of a sentence.
pub fn rule_suggestion(name: &str) -> String {
    nearest(name, rule_names())
        .map_or_else(|| "`copydesk rule` lists them".to_owned(), |known| format!("did you mean `{known}`?"))
}

/// The name that is most like this one, where any is.
pub fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const LIKE: f64 = 0.75;
    names
        .map(|known| (strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase()), known))
        .max_by(|one, two| one.0.total_cmp(&two.0))
        .and_then(|(likeness, known)| (likeness > LIKE).then_some(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_and_defaults_are_values() {
        for key in KEYS {
            for (what, value) in [("example", key.example), ("default", key.default)] {
                let text = format!("value = {value}");
                let table =
                    toml::from_str::<toml::Table>(&text).unwrap_or_else(|error| panic!("{}: {error}", key.name));
                let texts: Vec<String> = match &table["value"] {
                    toml::Value::String(text) => vec![text.clone()],
                    toml::Value::Array(list) => list.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
                    _ => Vec::new(),
                };
                // A default that is empty stands for none.
                for text in texts.iter().filter(|text| !text.is_empty()) {
                    assert_eq!(key.kind.check(text), Ok(()), "the {what} of {}", key.name);
                }
                assert_eq!(table["value"].is_array(), key.kind.is_list(), "{}", key.name);
            }
        }
    }

    #[test]
    fn names_are_found_by_what_is_like_them() {
        assert_eq!(nearest("ignor", KEYS.iter().map(|key| key.name)), Some("ignore"));
        assert_eq!(nearest("zzz", KEYS.iter().map(|key| key.name)), None);
        assert_eq!(rule_suggestion("lost_hyphen"), "did you mean `lost-hyphen`?");
        assert_eq!(rule_suggestion("Furniture"), "did you mean `furniture`?");
    }
}
