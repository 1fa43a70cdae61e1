//! `clean` and `convert`: many sources at once, one product for each.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anstream::eprintln;
use copydesk::render::Positions;
use copydesk::{Format, Options, Outcome};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use similar::TextDiff;

use crate::End;
use crate::arguments::{CleanArguments, ConvertArguments, InputArguments, RenderArguments, TargetArguments, To};
use crate::input::{self, Source, Text};
use crate::output;
use crate::trouble::{Trouble, name_of};

/// What is done with each product.
enum Target<'a> {
    /// Printed.
    Standard,
    /// Written to this file.
    File(&'a Path),
    /// Written below this folder.
    Folder(&'a Path),
    /// Written over its source.
    InPlace,
    /// Compared with its source, and not written.
    Check,
    /// Compared with its source, and the difference printed.
    Diff,
}

/// What became of one source.
struct Product {
    /// What is to be printed.
    print: String,
    /// Whether the product differs from its source.
    changed: bool,
    /// The record as JSON lines.
    log: String,
    /// What was uncertain in reading.
    notes: Vec<String>,
}

/// Runs `clean`.
pub fn clean(arguments: &CleanArguments, quiet: bool) -> Result<End, Trouble> {
    let target = if arguments.write {
        Target::InPlace
    } else if arguments.check {
        Target::Check
    } else if arguments.diff {
        Target::Diff
    } else {
        target_of(&arguments.target)
    };
    let options = input::options(&arguments.rules)?;
    let job = Job {
        input: &arguments.input,
        render: &arguments.render,
        target,
        options,
        repairs: true,
        logs: arguments.log.is_some(),
    };
    let products = job.run(quiet)?;
    if let Some(path) = &arguments.log {
        let log: String = products.iter().flatten().map(|product| product.log.as_str()).collect();
        output::write_file(path, &log)?;
    }
    Ok(job.end(&products))
}

/// Runs `convert`.
pub fn convert(arguments: &ConvertArguments, quiet: bool) -> Result<End, Trouble> {
    let target = target_of(&arguments.target);
    let options = Options::default();
    let job = Job { input: &arguments.input, render: &arguments.render, target, options, repairs: false, logs: false };
    let products = job.run(quiet)?;
    Ok(job.end(&products))
}

fn target_of(arguments: &TargetArguments) -> Target<'_> {
    match (&arguments.output, &arguments.out_dir) {
        (Some(file), _) if file != Path::new("-") => Target::File(file),
        (_, Some(folder)) => Target::Folder(folder),
        _ => Target::Standard,
    }
}

/// All that is to be done with all sources.
struct Job<'a> {
    input: &'a InputArguments,
    render: &'a RenderArguments,
    target: Target<'a>,
    options: Options,
    repairs: bool,
    logs: bool,
}

impl Job<'_> {
    /// Does the work; a source that gives trouble is told of and left out, the others are still done.
    fn run(&self, quiet: bool) -> Result<Vec<Option<Product>>, Trouble> {
        let many = !matches!(self.target, Target::Standard | Target::File(_));
        let sources = input::sources(self.input, many)?;
        if sources.len() > 1 && !many {
            return Err(Trouble::Usage(
                "several inputs and one output; give --out-dir DIR, or --write to change them in place".to_owned(),
            ));
        }
        self.refuse_shared_targets(&sources)?;
        let progress = progress(sources.len());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.input.jobs).build();
        let pool = pool.map_err(|error| Trouble::Usage(format!("--jobs: {error}")))?;
        let results: Vec<Result<Product, Trouble>> =
            pool.install(|| sources.par_iter().map(|source| self.one(source)).inspect(|_| progress.inc(1)).collect());
        progress.finish_and_clear();
        let mut products = Vec::with_capacity(results.len());
        for (source, result) in sources.iter().zip(results) {
            match result {
                Ok(product) => {
                    for note in product.notes.iter().filter(|_| !quiet) {
                        eprintln!("copydesk: {}: {note}", name_of(&source.path));
                    }
                    output::print(&product.print)?;
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
        let Target::Folder(_) = self.target else { return Ok(()) };
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

    fn one(&self, source: &Source) -> Result<Product, Trouble> {
        let text = input::read(source, self.input)?;
        let to = self.format(text.format);
        let options = input::options_for(text.format, self.input, &self.options);
        let outcome =
            if self.repairs { copydesk::clean(&text.text, &options) } else { copydesk::convert(&text.text, &options) };
        // Nothing gives nothing, not a page without an article.
        let blank = text.text.trim().is_empty();
        let rendered =
            if blank { String::new() } else { output::render(&outcome, &text.text, text.format, to, self.render) };
        let log = if self.logs { log(&source.path, &text, &outcome) } else { String::new() };
        let changed = rendered != text.text;
        let print = self.deliver(source, &text, to, &rendered)?;
        let notes = text.notes.into_iter().chain(outcome.notes().iter().cloned()).collect();
        Ok(Product { print, changed, log, notes })
    }

    /// What a source of `format` is rendered as.
    fn format(&self, format: Format) -> To {
        let own = match format {
            Format::Text => To::Text,
            Format::Markdown => To::Markdown,
            Format::Html => To::Html,
        };
        match self.target {
            Target::InPlace | Target::Check | Target::Diff => self.render.to.unwrap_or(own),
            Target::File(file) => self.render.to.or_else(|| output::format_of(file)).unwrap_or(To::Markdown),
            Target::Standard | Target::Folder(_) => self.render.to.unwrap_or(To::Markdown),
        }
    }

    /// Writes a product where it belongs; what comes back is to be printed.
    fn deliver(&self, source: &Source, text: &Text, to: To, rendered: &str) -> Result<String, Trouble> {
        match self.target {
            Target::Standard => return Ok(rendered.to_owned()),
            Target::File(file) => output::write_file(file, rendered)?,
            Target::Folder(folder) => {
                output::write_file(&folder.join(source.relative.with_extension(output::ending(to))), rendered)?;
            }
            Target::InPlace if rendered != text.text => write_in_place(source, text, rendered)?,
            Target::Check if rendered != text.text => return Ok(format!("would change {}\n", name_of(&source.path))),
            Target::InPlace | Target::Check => {}
            Target::Diff => return Ok(diff(&source.path, &text.text, rendered)),
        }
        Ok(String::new())
    }
}

/// Writes over a source, unless somebody else did so meanwhile.
fn write_in_place(source: &Source, text: &Text, rendered: &str) -> Result<(), Trouble> {
    if source.path == Path::new("-") {
        return Err(Trouble::Usage("standard input cannot be written in place; leave --write out".to_owned()));
    }
    let now = std::fs::read(&source.path).map_err(|error| Trouble::reading(&source.path, error))?;
    if copydesk::decode::decode(&now, None).text != text.text {
        let why = "changed while it was cleaned, or is not in UTF-8; it was left as it is";
        return Err(Trouble::unfit(&source.path, why));
    }
    output::write_file(&source.path, rendered)
}

/// The difference as `git apply` takes it.
fn diff(path: &Path, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let name = if path == Path::new("-") { PathBuf::from("standard-input") } else { path.to_owned() };
    let (old, new) = (format!("a/{}", name.display()), format!("b/{}", name.display()));
    let diff = TextDiff::from_lines(before, after);
    format!("diff --git {old} {new}\n{}", diff.unified_diff().header(&old, &new))
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
