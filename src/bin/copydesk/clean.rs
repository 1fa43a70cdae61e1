//! `clean` and `convert`: many sources at once, one product for each.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anstream::eprintln;
use copydesk::config::Settings;
use copydesk::render::{Positions, read_json};
use copydesk::{Format, Outcome};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::End;
use crate::arguments::{CleanArguments, ConfigArguments, ConvertArguments, From, InputArguments};
use crate::arguments::{TargetArguments, To, Voice};
use crate::configuration::{Configuration, Flags};
use crate::input::{self, Source, Text};
use crate::output::{Rendered, Renderings};
use crate::trouble::{Trouble, name_of};
use crate::{difference, output};

/// What is done with each product.
enum Target<'a> {
    /// Printed.
    Standard,
    /// Written to this file.
    File(&'a Path),
    /// Written below this folder; over files that are newer than their sources only if `force` says so.
    Folder { folder: &'a Path, force: bool },
    /// Written over its source.
    InPlace,
    /// Compared with its source, and not written.
    Check,
    /// Compared with its source, and the difference printed.
    Diff,
}

/// What goes to standard output.
enum Print {
    Nothing,
    /// As it is.
    Bytes(String),
    /// In colours where the terminal has them.
    Styled(String),
}

impl Print {
    fn send(&self) -> Result<(), Trouble> {
        match self {
            Self::Nothing => Ok(()),
            Self::Bytes(text) => output::print(text),
            Self::Styled(text) => output::print_styled(text),
        }
    }
}

/// What became of one source.
struct Product {
    /// What is to be printed.
    print: Print,
    /// Whether the product differs from its source.
    changed: bool,
    /// The record as JSON lines.
    log: String,
    /// What was uncertain in reading, and what could not be written as it is.
    notes: Vec<String>,
}

/// Runs `clean`.
pub fn clean(arguments: &CleanArguments, voice: Voice) -> Result<End, Trouble> {
    let target = if arguments.write {
        Target::InPlace
    } else if arguments.check {
        Target::Check
    } else if arguments.diff {
        Target::Diff
    } else {
        target_of(&arguments.target)
    };
    let to_standard = arguments.log.as_deref() == Some(Path::new("-"));
    if to_standard && !matches!(target, Target::File(_) | Target::Folder { .. } | Target::InPlace) {
        let why = "--log - and the product would both go to standard output; give -o FILE, or --log a file";
        return Err(Trouble::Usage(why.to_owned()));
    }
    let flags = Flags::default().rules(&arguments.rules)?.wrap(arguments.render.wrap)?;
    let job = Job {
        input: &arguments.input,
        to: arguments.render.to,
        renderings: Renderings::of(&arguments.render)?,
        config: &arguments.config,
        target,
        repairs: true,
        logs: arguments.log.is_some(),
        voice,
    };
    let products = job.run(flags)?;
    if let Some(path) = &arguments.log {
        let log: String = products.iter().flatten().map(|product| product.log.as_str()).collect();
        if to_standard { output::print(&log)? } else { output::write_file(path, &log)? }
    }
    Ok(job.end(&products))
}

/// Runs `convert`.
pub fn convert(arguments: &ConvertArguments, voice: Voice) -> Result<End, Trouble> {
    let target = target_of(&arguments.target);
    let job = Job {
        input: &arguments.input,
        to: arguments.render.to,
        renderings: Renderings::of(&arguments.render)?,
        config: &arguments.config,
        target,
        repairs: false,
        logs: false,
        voice,
    };
    let products = job.run(Flags::default().wrap(arguments.render.wrap)?)?;
    Ok(job.end(&products))
}

fn target_of(arguments: &TargetArguments) -> Target<'_> {
    match (&arguments.output, &arguments.out_dir) {
        (Some(file), _) if file != Path::new("-") => Target::File(file),
        (_, Some(folder)) => Target::Folder { folder, force: arguments.force },
        _ => Target::Standard,
    }
}

/// All that is to be done with all sources.
struct Job<'a> {
    input: &'a InputArguments,
    to: Option<To>,
    renderings: Renderings,
    config: &'a ConfigArguments,
    target: Target<'a>,
    repairs: bool,
    logs: bool,
    voice: Voice,
}

impl Job<'_> {
    /// Does the work; a source that gives trouble is told of and left out, the others are still done.
    fn run(&self, flags: Flags) -> Result<Vec<Option<Product>>, Trouble> {
        let many = !matches!(self.target, Target::Standard | Target::File(_));
        let mut sources = input::sources(self.input, many)?;
        if let Target::Folder { folder, .. } = self.target {
            // What an earlier run wrote below a folder of sources is no source.
            let is_below = |path: &Path| {
                let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
                whole(path).starts_with(whole(folder))
            };
            sources.retain(|source| source.below.as_deref().is_none_or(&is_below) || !is_below(&source.path));
        }
        if sources.len() > 1 && !many {
            return Err(Trouble::Usage(
                "several inputs and one output; give --out-dir DIR, or --write to change them in place".to_owned(),
            ));
        }
        self.refuse_shared_targets(&sources)?;
        let reading = &self.input.reading;
        let documents = !self.repairs && reading.from == Some(From::Json);
        let flags = if documents { flags.encoding(reading)? } else { flags.reading(reading)? };
        let settings = Configuration::new(self.config, flags, self.voice).settings(&sources)?;
        let progress = progress(sources.len());
        let pool = input::pool(self.input.jobs)?;
        let one = |(source, settings): (&Source, &Arc<Settings>)| self.one(source, settings);
        let results: Vec<Result<Product, Trouble>> =
            pool.install(|| sources.par_iter().zip(&settings).map(one).inspect(|_| progress.inc(1)).collect());
        progress.finish_and_clear();
        let mut products = Vec::with_capacity(results.len());
        for (source, result) in sources.iter().zip(results) {
            match result {
                Ok(product) => {
                    for note in product.notes.iter().filter(|_| self.voice > Voice::Quiet) {
                        eprintln!("copydesk: {}: {note}", name_of(&source.path));
                    }
                    if product.changed && self.voice > Voice::Quiet && matches!(self.target, Target::Check) {
                        eprintln!("would change {}", name_of(&source.path));
                    }
                    product.print.send()?;
                    products.push(Some(product));
                }
                Err(trouble) if trouble.is_closed_pipe() => return Err(trouble),
                Err(trouble) => {
                    eprintln!("copydesk: {trouble}");
                    products.push(None);
                }
            }
        }
        Ok(products)
    }

    /// Two sources must not be written to one file.
    fn refuse_shared_targets(&self, sources: &[Source]) -> Result<(), Trouble> {
        let Target::Folder { .. } = self.target else { return Ok(()) };
        let mut targets: HashMap<PathBuf, &Source> = HashMap::new();
        for source in sources {
            // Where the format is told from the text, the same stem with two endings is taken for one target.
            if let Some(other) = targets.insert(source.relative.with_extension(""), source) {
                let (one, two) = (name_of(&other.path), name_of(&source.path));
                return Err(Trouble::Usage(format!(
                    "{one} and {two} would be written to one file below --out-dir; clean them one by one"
                )));
            }
        }
        Ok(())
    }

    fn end(&self, products: &[Option<Product>]) -> End {
        let asks = matches!(self.target, Target::Check | Target::Diff);
        if products.iter().any(Option::is_none) {
            End::Trouble
        } else if asks && products.iter().flatten().any(|product| product.changed) {
            End::Findings
        } else {
            End::Done
        }
    }

    /// Whether a source is a document in JSON: because the flag says so, or its ending does where nothing is said.
    fn is_document(&self, source: &Source, settings: &Settings) -> bool {
        let ending = source.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        match self.input.reading.from {
            _ if self.repairs => false,
            Some(From::Json) => true,
            None => ending && settings.from.is_none(),
            Some(from) => ending && from == From::Auto,
        }
    }

    /// Renders a document in JSON.
    fn one_document(&self, source: &Source, settings: &Settings) -> Result<Product, Trouble> {
        let text = input::read_as(source, Format::Text, self.input.limits.limits().size, settings)?;
        let (document, repairs) = read_json(&text.text)
            .map_err(|error| Trouble::unfit(&source.path, format!("{error}; give what `--to json` wrote")))?;
        let to = self.format(Format::Text);
        let Rendered { text: rendered, notes } =
            output::render_document(&document, &repairs, to, &self.renderings, settings.wrap);
        let changed = rendered != text.text;
        let print = self.deliver(source, &text, to, &rendered)?;
        let notes = text.notes.into_iter().chain(notes).collect();
        Ok(Product { print, changed, log: String::new(), notes })
    }

    fn one(&self, source: &Source, settings: &Settings) -> Result<Product, Trouble> {
        if self.is_document(source, settings) {
            return self.one_document(source, settings);
        }
        let limits = self.input.limits.limits();
        let mut text = input::read(source, limits.size, settings)?;
        let to = self.format(text.format);
        let options = input::options_for(text.format, self.input, &settings.options);
        let made = if self.repairs { copydesk::clean_within } else { copydesk::convert_within };
        let outcome =
            made(&text.text, &options, &limits).map_err(|exceeded| Trouble::exceeding(&source.path, exceeded))?;
        let Rendered { text: rendered, notes } =
            output::render(&outcome, &text.text, text.format, to, &self.renderings, settings.wrap);
        let log = if self.logs { log(&source.path, &text, &outcome) } else { String::new() };
        let changed = rendered != text.text;
        let print = self.deliver(source, &text, to, &rendered)?;
        if changed && matches!(self.target, Target::InPlace) && text.encoding != "UTF-8" {
            text.notes.push(format!("It was in {} and is in UTF-8 now.", text.encoding));
        }
        text.notes.extend(outcome.notes().iter().cloned().chain(notes));
        text.notes.extend(output::amiss(&text, &outcome));
        if self.voice == Voice::Verbose {
            text.notes.push(output::about(&text, &outcome));
        }
        Ok(Product { print, changed, log, notes: text.notes })
    }

    /// What a source of `format` is rendered as.
    fn format(&self, format: Format) -> To {
        let own = match format {
            Format::Text => To::Text,
            Format::Markdown => To::Markdown,
            Format::Html => To::Html,
        };
        match self.target {
            Target::InPlace | Target::Check | Target::Diff => self.to.unwrap_or(own),
            Target::File(file) => self.to.or_else(|| output::format_of(file)).unwrap_or(To::Markdown),
            Target::Standard | Target::Folder { .. } => self.to.unwrap_or(To::Markdown),
        }
    }

    /// Writes a product where it belongs; what comes back is to be printed.
    fn deliver(&self, source: &Source, text: &Text, to: To, rendered: &str) -> Result<Print, Trouble> {
        match self.target {
            Target::Standard => return Ok(Print::Bytes(rendered.to_owned())),
            Target::File(file) => output::write_file(file, rendered)?,
            Target::Folder { folder, force } => {
                let file = folder.join(source.relative.with_extension(output::ending(to)));
                if !force {
                    refuse_newer(source, &file, rendered)?;
                }
                output::write_file(&file, rendered)?;
            }
            Target::InPlace if rendered != text.text => write_in_place(source, text, rendered)?,
            Target::InPlace | Target::Check => {}
            Target::Diff if io::stdout().is_terminal() => {
                return Ok(Print::Styled(difference::words(&source.path, &text.text, rendered)));
            }
            Target::Diff => return Ok(Print::Bytes(difference::patch(&source.path, &text.text, rendered))),
        }
        Ok(Print::Nothing)
    }
}

/// Writes over a source, unless somebody else did so meanwhile.
fn write_in_place(source: &Source, text: &Text, rendered: &str) -> Result<(), Trouble> {
    if source.path == Path::new("-") {
        return Err(Trouble::Usage("standard input cannot be written in place; leave --write out".to_owned()));
    }
    let now = std::fs::read(&source.path).map_err(|error| Trouble::reading(&source.path, error))?;
    if input::stamp(&now) != text.stamp {
        return Err(Trouble::unfit(&source.path, "changed while it was cleaned; it was left as it is"));
    }
    output::write_file(&source.path, rendered)
}

/// Refuses to write over a file that was changed after its source and holds something else: it may be somebody's work.
fn refuse_newer(source: &Source, file: &Path, rendered: &str) -> Result<(), Trouble> {
    let changed = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
    let is_newer = changed(file).is_some_and(|target| changed(&source.path).is_none_or(|source| target > source));
    if is_newer && std::fs::read(file).is_ok_and(|there| there != rendered.as_bytes()) {
        let why = "is newer than its source and was left as it is; give --force to write over it";
        return Err(Trouble::unfit(file, why));
    }
    Ok(())
}

/// The record of a source as JSON lines.
fn log(path: &Path, text: &Text, outcome: &Outcome) -> String {
    let positions = Positions::of(&text.text);
    let mut lines = String::new();
    for repair in &outcome.record().applied {
        let stored = output::stored(repair, &positions);
        let line = serde_json::json!({"file": path.display().to_string(), "repair": stored});
        let _ = writeln!(lines, "{line}");
    }
    for note in outcome.roles() {
        let source = positions.range(note.source.clone());
        let line = serde_json::json!({
            "file": path.display().to_string(),
            "role": {"role": note.role, "source": source, "reason": note.reason},
        });
        let _ = writeln!(lines, "{line}");
    }
    if let Some(at) = outcome.draft().flattened() {
        let source = positions.range(at..at);
        let line = serde_json::json!({"file": path.display().to_string(), "flattened": {"source": source}});
        let _ = writeln!(lines, "{line}");
    }
    for range in outcome.draft().omitted() {
        let (source, words) = (positions.range(range.clone()), &text.text[range.clone()]);
        let omitted = serde_json::json!({"source": source, "text": words});
        let line = serde_json::json!({"file": path.display().to_string(), "omitted": omitted});
        let _ = writeln!(lines, "{line}");
    }
    for note in outcome.facts() {
        let line = serde_json::json!({
            "file": path.display().to_string(),
            "fact": {
                "field": note.field,
                "value": note.value,
                "origins": note.origins,
                "confidence": note.confidence,
            },
        });
        let _ = writeln!(lines, "{line}");
    }
    lines
}

/// A bar that shows itself only on a terminal, for several files, and after a second.
fn progress(count: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
    if count > 1 {
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left") {
            bar.set_style(style);
        }
        let (begun, shown) = (Instant::now(), bar.clone());
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(1).saturating_sub(begun.elapsed()));
            if !shown.is_finished() {
                shown.set_draw_target(ProgressDrawTarget::stderr());
            }
        });
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "High tide.\n").unwrap();
        let source = Source { path: path.clone(), relative: PathBuf::from("a.txt"), below: None };
        let text = Text {
            text: "High tide.\n".to_owned(),
            format: Format::Text,
            encoding: "UTF-8",
            stamp: input::stamp(b"High tide.\n"),
            notes: Vec::new(),
        };
        std::fs::write(&path, "Low tide.\n").unwrap();
        let trouble = write_in_place(&source, &text, "Ebb.\n").unwrap_err();
        assert!(trouble.to_string().contains("changed while it was cleaned"), "{trouble}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "Low tide.\n");
        std::fs::write(&path, "High tide.\n").unwrap();
        write_in_place(&source, &text, "Ebb.\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "Ebb.\n");
    }
}
