//! What comes out for a line: the line itself, with the cleaned text and an account of what was done.

use std::collections::BTreeMap;

use copydesk::config::Settings;
use copydesk::read::sniff::{format_of, no_page};
use copydesk::render::{Positions, StoredRepair};
use copydesk::{Extract, Format, Limits, Options, Outcome};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::lines::Line;
use super::record::{self, OURS, Record, raw};
use crate::arguments::{Account, StreamArguments, To};
use crate::guard::guarded;
use crate::output::{self, Rendered, Renderings};

/// What is done with each line.
#[derive(Debug)]
pub struct Manner {
    /// What the texts are cleaned with.
    pub settings: Settings,
    /// What is rendered.
    pub to: To,
    /// How it is rendered.
    pub renderings: Renderings,
    /// The field that holds the text.
    pub field: String,
    /// The field that the product is put into.
    pub out_field: String,
    /// The field that says what the text is written in.
    pub format_field: Option<String>,
    /// The field that has the address of the page.
    pub url_field: Option<String>,
    /// How much is told of what was done.
    pub account: Account,
    /// Whether articles are looked for in pages.
    pub extract: Extract,
    /// What a text may come to; a line has no more bytes than a text may have.
    pub limits: Limits,
}

/// What comes out for a line.
pub struct Answer {
    /// The line, with its line feed.
    pub line: Vec<u8>,
    /// Whether it tells of an error.
    pub is_error: bool,
    /// The rule of each repair.
    pub rules: Vec<&'static str>,
}

/// The account of a text that was cleaned.
#[derive(Serialize)]
struct Done {
    repairs: usize,
    rules: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<Vec<StoredRepair>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// The account of a text that was not.
#[derive(Serialize)]
struct Failed {
    error: String,
}

impl Manner {
    /// What the arguments ask for.
    pub fn of(arguments: &StreamArguments, settings: Settings, renderings: Renderings) -> Self {
        Self {
            settings,
            to: arguments.render.to.unwrap_or(To::Markdown),
            renderings,
            field: arguments.field.clone(),
            out_field: arguments.out_field.clone().unwrap_or_else(|| arguments.field.clone()),
            format_field: arguments.format_field.clone(),
            url_field: arguments.url_field.clone(),
            account: arguments.account,
            extract: arguments.extract.clone(),
            limits: arguments.limits.limits(),
        }
    }

    /// Answers a line; one that can't be read, or whose text can't be cleaned, has an error in its answer.
    pub fn answer(&self, line: &Line, number: u64) -> Answer {
        let failed = |error: String| raw(&Failed { error: format!("line {number}: {error}") });
        let bytes = match line {
            Line::Whole(bytes) => bytes,
            Line::TooLong(length) => {
                let most = self.limits.size >> 20;
                let why = format!("has {length} bytes and is left out; --max-size allows {most} MiB");
                return Answer::error(record::unread(None, &failed(why)));
            }
        };
        // Some programs put a byte order mark before the first line.
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).filter(|_| number == 1).unwrap_or(bytes);
        let record = match Record::read(bytes) {
            Ok(record) => record,
            Err(error) => {
                let why = format!("is no JSON object: {error}");
                return Answer::error(record::unread(Some(bytes), &failed(why)));
            }
        };
        match guarded(|| self.clean(&record)).and_then(|done| done) {
            Ok((text, done, rules)) => {
                let line = record.with(&[(&self.out_field, &text), (OURS, &raw(&done))]);
                Answer { line, is_error: false, rules }
            }
            Err(why) => Answer::error(record.with(&[(OURS, &failed(why))])),
        }
    }

    /// Cleans the text of a record: the product, the account, and the rule of each repair.
    fn clean(&self, record: &Record<'_>) -> Result<(Box<RawValue>, Done, Vec<&'static str>), String> {
        let text = record.text(&self.field)?.ok_or_else(|| format!("there is no text in `{}`", self.field))?;
        let from = self.format(record, &text)?;
        if let Some(what) = no_page(&text).filter(|_| from == Format::Html) {
            return Err(format!("the text is {what}, not a page"));
        }
        let url = match &self.url_field {
            Some(name) => record.text(name)?,
            None => None,
        };
        let Settings { options, wrap, .. } = &self.settings;
        let options = Options { from, url, extract: self.extract.clone(), ..options.clone() };
        // A text over a limit stays as it came in, so that whoever reads on has something to read.
        let outcome =
            copydesk::clean_within(&text, &options, &self.limits).map_err(|exceeded| format!("the text {exceeded}"))?;
        let Rendered { text: rendered, notes } =
            output::render(&outcome, &text, from, self.to, &self.renderings, *wrap);
        let product = match self.to {
            // The document is a value among the others, not a text that holds one.
            To::Json => raw(&serde_json::from_str::<Value>(&rendered).map_err(|error| error.to_string())?),
            _ => raw(&rendered),
        };
        let done = self.account(&outcome, &text, &notes);
        Ok((product, done, outcome.record().applied.iter().map(|repair| repair.rule).collect()))
    }

    fn format(&self, record: &Record<'_>, text: &str) -> Result<Format, String> {
        let told = || format_of(text, None);
        let named = match &self.format_field {
            Some(name) => record.text(name)?,
            None => None,
        };
        match named.as_deref() {
            None => Ok(self.settings.from.unwrap_or_else(told)),
            Some("auto") => Ok(told()),
            Some("text") => Ok(Format::Text),
            Some("markdown") => Ok(Format::Markdown),
            Some("html") => Ok(Format::Html),
            Some(other) => Err(format!("the format is `{other}`; it may be auto, text, markdown or html")),
        }
    }

    fn account(&self, outcome: &Outcome, text: &str, notes: &[String]) -> Done {
        let applied = &outcome.record().applied;
        let mut rules = BTreeMap::new();
        for repair in applied {
            *rules.entry(repair.rule).or_default() += 1;
        }
        let record = (self.account == Account::Record).then(|| {
            let positions = Positions::of(text);
            applied.iter().map(|repair| output::stored(repair, &positions)).collect()
        });
        Done { repairs: applied.len(), rules, record, notes: [outcome.notes(), notes].concat() }
    }
}

impl Answer {
    fn error(line: Vec<u8>) -> Self {
        Self { line, is_error: true, rules: Vec::new() }
    }
}
