//! `stream`: JSON lines in, JSON lines out, one for one and in their order.

mod answer;
mod flow;
mod lines;
mod packed;
mod record;

use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use std::sync::Arc;

use anstream::eprintln;
use indicatif::ProgressBar;

use crate::End;
use crate::arguments::{StreamArguments, Voice};
use crate::configuration::{Configuration, Flags};
use crate::input::{self, Source};
use crate::ledger::{self, Ledger};
use crate::output::{Beside, Renderings};
use crate::progress::{self, counted};
use crate::stop::Stop;
use crate::trouble::Trouble;
use answer::Manner;
use flow::{Broken, Count, Workers};
use packed::Packed;

/// The endings of files of lines, packed or not.
const ENDINGS: [&str; 6] = ["jsonl", "ndjson", "jsonl.gz", "ndjson.gz", "jsonl.zst", "ndjson.zst"];

/// Cleans each line that comes in; a line that can't be read, or whose text can't be cleaned, comes back with an error.
pub fn run(arguments: &StreamArguments, voice: Voice) -> Result<End, Trouble> {
    let flags = Flags::default().rules(&arguments.rules)?.format(arguments.from)?.wrap(arguments.render.wrap)?;
    let settings = Configuration::new(&arguments.config, flags, voice).settings_of_standard_input()?;
    let sources = if arguments.paths.is_empty() {
        vec![input::standard_input()]
    } else {
        input::sources_named(&arguments.paths, Some(&ENDINGS), voice)?
    };
    if sources.is_empty() {
        return Err(Trouble::Usage("no lines were found; give files or folders of .jsonl, packed or not".to_owned()));
    }
    let manner = Manner::of(arguments, settings.as_ref().clone(), Renderings::of(&arguments.render)?);
    let workers =
        Workers { manner: Arc::new(manner), pool: Arc::new(input::pool(arguments.jobs)?), stop: Stop::default() };
    let mut count = Count::default();
    let end = match &arguments.out_dir {
        Some(folder) => {
            let ledger = Ledger::of(folder)?;
            let shards = Shards { workers, folder, ledger, force: arguments.force, resume: arguments.resume };
            shards.run(&sources, voice, &mut count)?
        }
        None => to_standard_output(&workers, &sources, &mut count)?,
    };
    if voice > Voice::Quiet && (arguments.out_dir.is_some() || voice == Voice::Verbose) {
        let (lines, repairs) = (counted(count.lines, "line"), counted(count.tally.repairs(), "repair"));
        eprintln!("copydesk: {lines}; {repairs}{}", count.tally.lines(voice));
    }
    if voice > Voice::Quiet && count.errors > 0 {
        eprintln!("copydesk: {} of {} came back with an error", count.errors, counted(count.lines, "line"));
    }
    let has_errors = count.errors > 0 && !arguments.exit_zero;
    Ok(if has_errors { end.max(End::Trouble) } else { end })
}

/// Answers all lines of all sources on standard output. What has come in is answered before more is waited for.
fn to_standard_output(workers: &Workers, sources: &[Source], count: &mut Count) -> Result<End, Trouble> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut end = End::Done;
    for source in sources {
        let done = if source.path == Path::new("-") {
            workers.run(BufReader::with_capacity(1 << 16, io::stdin()), &mut out, true, count)
        } else {
            opened(&source.path, &ProgressBar::hidden())
                .map_err(Broken::Reading)
                .and_then(|reader| workers.run(reader, &mut out, true, count))
        };
        match done {
            Ok(()) => {}
            Err(Broken::Writing(error)) => return Err(Trouble::writing(Path::new("-"), error)),
            Err(Broken::Reading(error)) => {
                eprintln!("copydesk: {}", Trouble::reading(&source.path, error));
                end = End::Trouble;
            }
        }
    }
    Ok(end)
}

/// Opens a file of lines; the bar moves with what is read of it.
fn opened(path: &Path, bar: &ProgressBar) -> io::Result<Box<dyn io::BufRead + Send>> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    packed::reader(path, bar.wrap_read(File::open(path)?))
}

/// Files of lines that become files of lines.
struct Shards<'a> {
    workers: Workers,
    folder: &'a Path,
    ledger: Ledger,
    force: bool,
    resume: bool,
}

impl Shards<'_> {
    /// Makes a file of each source, one after another; one that gives trouble is told of, and the others are done.
    fn run(mut self, sources: &[Source], voice: Voice, count: &mut Count) -> Result<End, Trouble> {
        self.workers.stop =
            Stop::listen().map_err(|error| Trouble::Usage(format!("can't listen to signals: {error}")))?;
        let size = |source: &Source| source.path.metadata().map_or(0, |about| about.len());
        let bar = progress::bytes(sources.iter().map(size).sum());
        let manner = ledger::number(format!("{:?}", self.workers.manner));
        let shared = input::shared_targets(sources, |source| source.relative.clone());
        let (mut done, mut before, mut failed) = (0, 0, 0);
        for source in sources {
            let facts = Ledger::facts(manner, &source.relative, &source.path);
            if self.resume && self.ledger.has(&source.relative, &source.path, facts) {
                bar.inc(size(source));
                before += 1;
                continue;
            }
            let result = match shared.get(source.path.as_path()) {
                Some(other) => Err(input::too_close(source, other)),
                None => self.one(source, facts, &bar, count),
            };
            if self.workers.stop.asked().is_some() {
                break;
            }
            match result {
                Ok(()) => done += 1,
                Err(trouble) => {
                    failed += 1;
                    bar.suspend(|| eprintln!("copydesk: {trouble}"));
                }
            }
        }
        bar.finish_and_clear();
        if voice > Voice::Quiet {
            let left = sources.len() - done - before - failed;
            let parts = [(before, "done before"), (failed, "failed"), (left, "left, for the run was stopped")];
            eprintln!("copydesk: {}", progress::summary(sources.len(), done, &parts));
        }
        let end = if failed > 0 { End::Trouble } else { End::Done };
        Ok(self.workers.stop.asked().unwrap_or(end))
    }

    /// Makes the file of one source, whole or not at all.
    fn one(&self, source: &Source, facts: Option<u64>, bar: &ProgressBar, count: &mut Count) -> Result<(), Trouble> {
        let path = self.folder.join(&source.relative);
        self.refuse_others(source, &path)?;
        let reading = |error| Trouble::reading(&source.path, error);
        let writing = |error| Trouble::writing(&path, error);
        let reader = opened(&source.path, bar).map_err(reading)?;
        let mut beside = Beside::of(&path)?;
        let mut packed = Packed::new(&path, beside.file()).map_err(writing)?;
        let done = self.workers.run(reader, &mut packed, false, count);
        done.map_err(|broken| match broken {
            Broken::Reading(error) => reading(error),
            Broken::Writing(error) => writing(error),
        })?;
        packed.finish().map_err(writing)?;
        if self.workers.stop.asked().is_some() {
            return Ok(());
        }
        beside.put()?;
        self.ledger.add(&source.relative, facts)
    }

    /// Refuses to write over a file that no run of ours has left as it is.
    fn refuse_others(&self, source: &Source, path: &Path) -> Result<(), Trouble> {
        if source.path == Path::new("-") {
            return Err(Trouble::Usage("standard input has no name below --out-dir; leave --out-dir out".to_owned()));
        }
        input::refuse_itself(source, path)?;
        if path.exists() && !self.force && !self.ledger.is_ours(&source.relative) {
            let why = "is there and was not left so by an earlier run; give --force to write over it";
            return Err(Trouble::unfit(path, why));
        }
        Ok(())
    }
}
