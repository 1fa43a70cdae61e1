//! `stream`: JSON lines in, JSON lines out, one for one.

use std::io::{self, BufRead, Write};
use std::path::Path;

use copydesk::{Format, Options};
use serde::Deserialize;

use crate::End;
use crate::arguments::{StreamArguments, To};
use crate::output::{Rendered, Renderings};
use crate::trouble::Trouble;
use crate::{input, output};

/// A line that comes in.
#[derive(Deserialize)]
struct Request {
    /// Handed back as it is.
    #[serde(default)]
    id: serde_json::Value,
    /// The text.
    text: String,
    /// `text`, `markdown` or `html`; told from the text where absent.
    #[serde(default)]
    from: Option<String>,
}

/// Cleans each line that comes in; a line that cannot be read gives a line with an error.
pub fn run(arguments: &StreamArguments) -> Result<End, Trouble> {
    let options = input::options(&arguments.rules)?;
    let to = arguments.render.to.unwrap_or(To::Markdown);
    let renderings = Renderings::of(&arguments.render)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut end = End::Done;
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| Trouble::reading(Path::new("-"), error))?;
        let answer = match serde_json::from_str::<Request>(&line) {
            Ok(request) => answer(&request, to, &options, &renderings),
            Err(error) => {
                end = End::Trouble;
                serde_json::json!({"error": format!("not a line of JSON with a text: {error}")})
            }
        };
        writeln!(out, "{answer}").map_err(|error| Trouble::writing(Path::new("-"), error))?;
    }
    out.flush().map_err(|error| Trouble::writing(Path::new("-"), error))?;
    Ok(end)
}

fn answer(request: &Request, to: To, options: &Options, renderings: &Renderings) -> serde_json::Value {
    let from = match request.from.as_deref() {
        Some("markdown") => Format::Markdown,
        Some("html") => Format::Html,
        Some("text") => Format::Text,
        _ => copydesk::read::sniff::format_of(&request.text, None),
    };
    let outcome = copydesk::clean(&request.text, &Options { from, ..options.clone() });
    let Rendered { text, notes } = output::render(&outcome, &request.text, from, to, renderings);
    let mut answer = serde_json::json!({"id": request.id, "text": text, "repairs": outcome.record().applied.len()});
    if !notes.is_empty() {
        answer["notes"] = notes.into();
    }
    answer
}
