//! `clean` and `convert`: many sources at once, one product for each.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::eprintln;
use copydesk::config::Settings;
use copydesk::render::{Positions, read_json};
use copydesk::{Format, Outcome};
use rayon::prelude::*;

use crate::End;
use crate::arguments::{CleanArguments, ConfigArguments, ConvertArguments, From, InputArguments};
use crate::arguments::{TargetArguments, To, Voice};
use crate::configuration::{Configuration, Flags};
use crate::guard::guarded;
use crate::input::{self, Source, Text};
use crate::ledger::{self, Ledger};
use crate::output::{Rendered, Renderings};
use crate::progress::{self, Tally, counted};
use crate::stop::Stop;
use crate::trouble::{Trouble, name_of};
use crate::{difference, output};

/// What is done with each product.
enum Target<'a> {
    /// Printed.
    Standard,
    /// Written to this file.
    File(&'a Path),
    /// Written below this folder.
    Folder(Folder<'a>),
    /// Written over its source.
    InPlace,
    /// Compared with its source, and not written.
    Check,
    /// Compared with its source, and the difference printed.
    Diff,
}

/// A folder of products.
struct Folder<'a> {
    path: &'a Path,
    /// Files that are newer than their sources are written over too.
    force: bool,
    /// What an earlier run has done is left out.
    resume: bool,
    /// What runs have done.
    ledger: Ledger,
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
enum Fate {
    Done(Product),
    /// An earlier run has done it.
    UpToDate,
    Failed(Trouble),
    /// The run was stopped before.
    Left,
}

/// What was made of one source.
struct Product {
    /// What is to be printed.
    print: Print,
    /// Whether the product differs from its source.
    changed: bool,
    /// The rule of each repair.
    rules: Vec<&'static str>,
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
        target_of(&arguments.target, arguments.resume.resume)?
    };
    let to_standard = arguments.log.as_deref() == Some(Path::new("-"));
    if to_standard && !matches!(target, Target::File(_) | Target::Folder(_) | Target::InPlace) {
        let why = "--log - and the product would both go to standard output; give -o FILE, or --log a file";
        return Err(Trouble::Usage(why.to_owned()));
    }
    let flags = Flags::default().rules(&arguments.rules)?.wrap(arguments.render.wrap)?;
    let mut job = Job {
        input: &arguments.input,
        to: arguments.render.to,
        renderings: Renderings::of(&arguments.render)?,
        config: &arguments.config,
        target,
        repairs: true,
        logs: arguments.log.is_some(),
        voice,
        stop: Stop::default(),
    };
    let fates = job.run(flags)?;
    if let Some(path) = &arguments.log {
        let log: String = products(&fates).map(|product| product.log.as_str()).collect();
        if to_standard { output::print(&log)? } else { output::write_file(path, &log)? }
    }
    Ok(job.end(&fates))
}

/// Runs `convert`.
pub fn convert(arguments: &ConvertArguments, voice: Voice) -> Result<End, Trouble> {
    let target = target_of(&arguments.target, arguments.resume.resume)?;
    let mut job = Job {
        input: &arguments.input,
        to: arguments.render.to,
        renderings: Renderings::of(&arguments.render)?,
        config: &arguments.config,
        target,
        repairs: false,
        logs: false,
        voice,
        stop: Stop::default(),
    };
    let fates = job.run(Flags::default().wrap(arguments.render.wrap)?)?;
    Ok(job.end(&fates))
}

fn target_of(arguments: &TargetArguments, resume: bool) -> Result<Target<'_>, Trouble> {
    Ok(match (&arguments.output, &arguments.out_dir) {
        (Some(file), _) if file != Path::new("-") => Target::File(file),
        (_, Some(path)) => {
            let ledger = Ledger::of(path)?;
            Target::Folder(Folder { path, force: arguments.force, resume, ledger })
        }
        _ => Target::Standard,
    })
}

fn products(fates: &[Fate]) -> impl Iterator<Item = &Product> {
    fates.iter().filter_map(|fate| if let Fate::Done(product) = fate { Some(product) } else { None })
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
    stop: Stop,
}

impl Job<'_> {
    /// Does the work; a source that gives trouble is told of and left out, the others are still done.
    fn run(&mut self, flags: Flags) -> Result<Vec<Fate>, Trouble> {
        let sources = self.sources()?;
        let reading = &self.input.reading;
        let documents = !self.repairs && reading.from == Some(From::Json);
        let flags = if documents { flags.encoding(reading)? } else { flags.reading(reading)? };
        let settings = Configuration::new(self.config, flags, self.voice).settings(&sources)?;
        if matches!(self.target, Target::Folder(_) | Target::InPlace) {
            self.stop = Stop::listen().map_err(|error| Trouble::Usage(format!("can't listen to signals: {error}")))?;
        }
        let shared = match self.target {
            Target::Folder(_) => input::shared_targets(&sources, |source| source.relative.with_extension("")),
            _ => HashMap::new(),
        };
        let progress = progress::files(sources.len());
        let pool = input::pool(self.input.jobs)?;
        let one = |((source, settings), manner): ((&Source, &Arc<Settings>), u64)| {
            let other = shared.get(source.path.as_path());
            let fate = match other {
                Some(other) => Fate::Failed(input::too_close(source, other)),
                None => self.fate(source, settings, manner),
            };
            progress.inc(1);
            fate
        };
        let work = sources.par_iter().zip(&settings).zip(self.manners(&settings));
        // One by one, so that a long text does not keep back those that a thread took with it.
        let fates: Vec<Fate> = pool.install(|| work.with_max_len(1).map(one).collect());
        progress.finish_and_clear();
        for (source, fate) in sources.iter().zip(&fates) {
            self.tell(source, fate)?;
        }
        if sources.len() > 1 && matches!(self.target, Target::Folder(_) | Target::InPlace) {
            self.sum_up(&fates);
        }
        Ok(fates)
    }

    /// The sources. What an earlier run wrote below a folder of sources is none.
    fn sources(&self) -> Result<Vec<Source>, Trouble> {
        let many = !matches!(self.target, Target::Standard | Target::File(_));
        let mut sources = input::sources(self.input, many, self.voice)?;
        if let Target::Folder(folder) = &self.target {
            let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let outputs = whole(folder.path);
            let is_below = |path: &Path| whole(path).starts_with(&outputs);
            sources.retain(|source| source.below.as_deref().is_none_or(is_below) || !is_below(&source.path));
        }
        if sources.len() > 1 && !many {
            return Err(Trouble::Usage(
                "several inputs and one output; give --out-dir DIR, or --write to change them in place".to_owned(),
            ));
        }
        Ok(sources)
    }

    /// Prints what is to be printed of a source, and tells what is to be told.
    fn tell(&self, source: &Source, fate: &Fate) -> Result<(), Trouble> {
        match fate {
            Fate::Done(product) => {
                for note in product.notes.iter().filter(|_| self.voice > Voice::Quiet) {
                    eprintln!("copydesk: {}: {note}", name_of(&source.path));
                }
                if product.changed && self.voice > Voice::Quiet && matches!(self.target, Target::Check) {
                    eprintln!("would change {}", name_of(&source.path));
                }
                product.print.send()
            }
            Fate::Failed(trouble) => {
                eprintln!("copydesk: {trouble}");
                Ok(())
            }
            Fate::UpToDate | Fate::Left => Ok(()),
        }
    }

    /// Tells what became of many files.
    fn sum_up(&self, fates: &[Fate]) {
        if self.voice == Voice::Quiet {
            return;
        }
        let count = |is: fn(&Fate) -> bool| fates.iter().filter(|fate| is(fate)).count();
        let done = count(|fate| matches!(fate, Fate::Done(_)));
        let parts = [
            (count(|fate| matches!(fate, Fate::UpToDate)), "done before"),
            (count(|fate| matches!(fate, Fate::Failed(_))), "failed"),
            (count(|fate| matches!(fate, Fate::Left)), "left, for the run was stopped"),
        ];
        let mut tally = Tally::default();
        for product in products(fates) {
            tally.add(product.rules.iter().copied());
        }
        let mut told = progress::summary(fates.len(), done, &parts);
        if self.repairs {
            let _ = write!(told, "; {}{}", counted(tally.repairs(), "repair"), tally.lines(self.voice));
        }
        eprintln!("copydesk: {told}");
    }

    fn end(&self, fates: &[Fate]) -> End {
        let asks = matches!(self.target, Target::Check | Target::Diff);
        if let Some(end) = self.stop.asked().filter(|_| fates.iter().any(|fate| matches!(fate, Fate::Left))) {
            end
        } else if fates.iter().any(|fate| matches!(fate, Fate::Failed(_))) {
            End::Trouble
        } else if asks && products(fates).any(|product| product.changed) {
            End::Findings
        } else {
            End::Done
        }
    }

    /// Does one source, unless it is done or the run is to end.
    fn fate(&self, source: &Source, settings: &Settings, manner: u64) -> Fate {
        if self.stop.asked().is_some() {
            return Fate::Left;
        }
        let Target::Folder(folder) = &self.target else { return self.attempt(source, settings) };
        let output = self.output_of(source);
        let facts = Ledger::facts(manner, &source.relative, &source.path);
        if folder.resume && folder.ledger.has(&output, &source.path, facts) {
            return Fate::UpToDate;
        }
        match self.attempt(source, settings) {
            Fate::Done(product) => match folder.ledger.add(&output, facts) {
                Ok(()) => Fate::Done(product),
                Err(trouble) => Fate::Failed(trouble),
            },
            other => other,
        }
    }

    /// For each source the number of all that decides what is written, but for the source itself.
    fn manners(&self, settings: &[Arc<Settings>]) -> Vec<u64> {
        let flags = (self.repairs, self.to, &self.renderings);
        let reading = (self.input.reading.from, &self.input.extract, &self.input.url);
        // Many sources share their settings, which may hold many words.
        let mut known: HashMap<*const Settings, u64> = HashMap::new();
        let mut manner = |settings: &Arc<Settings>| {
            let number = || ledger::number(format!("{settings:?} {flags:?} {reading:?}"));
            *known.entry(Arc::as_ptr(settings)).or_insert_with(number)
        };
        settings.iter().map(&mut manner).collect()
    }

    fn attempt(&self, source: &Source, settings: &Settings) -> Fate {
        let done = guarded(|| self.one(source, settings));
        match done.unwrap_or_else(|why| Err(Trouble::unfit(&source.path, why))) {
            Ok(product) => Fate::Done(product),
            Err(trouble) => Fate::Failed(trouble),
        }
    }

    /// The product of a source, named from the folder of products.
    fn output_of(&self, source: &Source) -> PathBuf {
        source.relative.with_extension(output::ending(self.to.unwrap_or(To::Markdown)))
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
        let print = self.deliver(source, &text, &rendered)?;
        let notes = text.notes.into_iter().chain(notes).collect();
        Ok(Product { print, changed, rules: Vec::new(), log: String::new(), notes })
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
        let print = self.deliver(source, &text, &rendered)?;
        if changed && matches!(self.target, Target::InPlace) && text.encoding != "UTF-8" {
            text.notes.push(format!("It was in {} and is in UTF-8 now.", text.encoding));
        }
        text.notes.extend(outcome.notes().iter().cloned().chain(notes));
        text.notes.extend(output::amiss(&text, &outcome));
        if self.voice == Voice::Verbose {
            text.notes.push(output::about(&text, &outcome));
        }
        let rules = outcome.record().applied.iter().map(|repair| repair.rule).collect();
        Ok(Product { print, changed, rules, log, notes: text.notes })
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
            Target::Standard | Target::Folder(_) => self.to.unwrap_or(To::Markdown),
        }
    }

    /// Writes a product where it belongs; what comes back is to be printed.
    fn deliver(&self, source: &Source, text: &Text, rendered: &str) -> Result<Print, Trouble> {
        match self.target {
            Target::Standard => return Ok(Print::Bytes(rendered.to_owned())),
            Target::File(file) => output::write_file(file, rendered)?,
            Target::Folder(ref folder) => {
                let output = self.output_of(source);
                let file = folder.path.join(&output);
                input::refuse_itself(source, &file)?;
                if !folder.force && !folder.ledger.is_ours(&output) {
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
