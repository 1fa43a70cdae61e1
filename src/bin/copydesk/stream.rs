//! `stream`: JSON lines in, JSON lines out, one for one.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::{Arc, mpsc};

use copydesk::config::Settings;
use copydesk::read::sniff::format_of;
use copydesk::{Format, Limits, Options};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::End;
use crate::arguments::{StreamArguments, To, Voice};
use crate::configuration::{Configuration, Flags};
use crate::output::{Rendered, Renderings};
use crate::trouble::Trouble;
use crate::{input, output};

/// A line that comes in.
#[derive(Deserialize)]
struct Request {
    /// Handed back as it is.
    #[serde(default)]
    id: Value,
    /// The text.
    text: String,
    /// `auto`, `text`, `markdown` or `html`; told from the text where absent.
    #[serde(default)]
    from: Option<String>,
}

/// How many lines wait at most, and are done at once.
const WAITING: usize = 256;

/// Cleans each line that comes in; a line that cannot be read gives a line with an error. What has come in is answered
/// before more is waited for.
pub fn run(arguments: &StreamArguments, voice: Voice) -> Result<End, Trouble> {
    let flags = Flags::default().rules(&arguments.rules)?.wrap(arguments.render.wrap)?;
    let settings = Configuration::new(&arguments.config, flags, voice).settings_of_standard_input()?;
    let job = Job {
        settings,
        limits: arguments.limits.limits(),
        to: arguments.render.to.unwrap_or(To::Markdown),
        renderings: Renderings::of(&arguments.render)?,
    };
    let pool = input::pool(arguments.jobs)?;
    let (sender, lines) = mpsc::sync_channel(WAITING);
    std::thread::spawn(move || {
        // Sending fails when the other side has ended, and then nobody reads on.
        io::stdin().lock().split(b'\n').try_for_each(|line| sender.send(line))
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut end = End::Done;
    while let Ok(first) = lines.recv() {
        let batch: Vec<io::Result<Vec<u8>>> =
            std::iter::once(first).chain(lines.try_iter().take(WAITING - 1)).collect();
        let answers: Vec<io::Result<Value>> =
            pool.install(|| batch.into_par_iter().map(|line| Ok(job.answer_to(&line?))).collect());
        for answer in answers {
            let answer = answer.map_err(|error| Trouble::reading(Path::new("-"), error))?;
            if answer.get("error").is_some() {
                end = End::Trouble;
            }
            writeln!(out, "{answer}").map_err(|error| Trouble::writing(Path::new("-"), error))?;
        }
        out.flush().map_err(|error| Trouble::writing(Path::new("-"), error))?;
    }
    Ok(end)
}

/// What is done with each line.
struct Job {
    settings: Arc<Settings>,
    limits: Limits,
    to: To,
    renderings: Renderings,
}

impl Job {
    fn answer_to(&self, line: &[u8]) -> Value {
        match serde_json::from_slice::<Request>(line) {
            Ok(request) => self.answer(&request),
            Err(error) => json!({"error": format!("not a line of JSON with a text: {error}")}),
        }
    }

    fn answer(&self, request: &Request) -> Value {
        let settings = &self.settings;
        let from = match request.from.as_deref() {
            Some("markdown") => Format::Markdown,
            Some("html") => Format::Html,
            Some("text") => Format::Text,
            Some("auto") => format_of(&request.text, None),
            None => settings.from.unwrap_or_else(|| format_of(&request.text, None)),
            Some(other) => {
                let why = format!("`from` is `{other}`; it may be auto, text, markdown or html");
                return json!({"id": request.id, "error": why});
            }
        };
        let options = Options { from, ..settings.options.clone() };
        let outcome = match copydesk::clean_within(&request.text, &options, &self.limits) {
            Ok(outcome) => outcome,
            // The text comes back as it came in, so that whoever reads on has something to read.
            Err(exceeded) => {
                return json!({"id": request.id, "text": request.text, "repairs": 0, "error": exceeded.to_string()});
            }
        };
        let Rendered { text, notes } =
            output::render(&outcome, &request.text, from, self.to, &self.renderings, settings.wrap);
        let mut answer = json!({"id": request.id, "text": text, "repairs": outcome.record().applied.len()});
        if !notes.is_empty() {
            answer["notes"] = notes.into();
        }
        answer
    }
}
