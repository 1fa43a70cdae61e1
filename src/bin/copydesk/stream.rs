//! `stream`: JSON lines in, JSON lines out, one for one.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::mpsc;

use copydesk::config::Settings;
use copydesk::read::sniff::format_of;
use copydesk::{Format, Options};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::End;
use crate::arguments::{StreamArguments, To, Voice};
use crate::configuration::{Configuration, Flags};
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
            pool.install(|| batch.into_par_iter().map(|line| Ok(answer_to(&line?, &settings, arguments))).collect());
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

fn answer_to(line: &[u8], settings: &Settings, arguments: &StreamArguments) -> Value {
    match serde_json::from_slice::<Request>(line) {
        Ok(request) => answer(&request, settings, arguments),
        Err(error) => json!({"error": format!("not a line of JSON with a text: {error}")}),
    }
}

fn answer(request: &Request, settings: &Settings, arguments: &StreamArguments) -> Value {
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
    let outcome = copydesk::clean(&request.text, &Options { from, ..settings.options.clone() });
    let to = arguments.render.to.unwrap_or(To::Markdown);
    let text = output::render(&outcome, &request.text, from, to, &arguments.render, settings.wrap);
    json!({"id": request.id, "text": text, "repairs": outcome.record().applied.len()})
}
