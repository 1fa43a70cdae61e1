//! `report`: pages of HTML that show what `clean` does to texts, and why.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::eprintln;
use clap::Args;
use copydesk::clean_within;
use copydesk::config::Settings;
use copydesk::report::{Entry, Section, Tally, index, page};
use rayon::prelude::*;

use crate::End;
use crate::arguments::{ConfigArguments, InputArguments, RuleArguments, TargetArguments, Voice};
use crate::configuration::{Configuration, Flags};
use crate::input::{self, Source};
use crate::output;
use crate::trouble::{Trouble, name_of};

/// `report`
#[derive(Debug, Args)]
pub struct ReportArguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    rules: RuleArguments,
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    config: ConfigArguments,
}

/// The name of the table of all texts below `--out-dir`.
const INDEX: &str = "index.html";

/// Runs `report`: one page about all texts, or a page for each and a table of them.
pub fn run(arguments: &ReportArguments, voice: Voice) -> Result<End, Trouble> {
    let sources = input::sources(&arguments.input, true, voice)?;
    if sources.is_empty() {
        return Err(Trouble::Usage("no text was found; give files that end in .txt, .md or .html".to_owned()));
    }
    refuse_targets(&sources, &arguments.target)?;
    let flags = Flags::default().rules(&arguments.rules)?.reading(&arguments.input.reading)?;
    let settings = Configuration::new(&arguments.config, flags, voice).settings(&sources)?;
    let sources: Vec<_> = sources.into_iter().zip(settings).collect();
    let job = Job { arguments, voice };
    input::pool(arguments.input.jobs)?.install(|| match &arguments.target.out_dir {
        Some(folder) => job.pages(&sources, folder),
        None => job.page(&sources),
    })
}

/// No page is written over a text, and no two pages to one file.
fn refuse_targets(sources: &[Source], target: &TargetArguments) -> Result<(), Trouble> {
    let mut pages: HashMap<PathBuf, &Source> = HashMap::new();
    for source in sources {
        let is_output = |file: &PathBuf| {
            std::fs::canonicalize(file)
                .is_ok_and(|file| std::fs::canonicalize(&source.path).is_ok_and(|own| own == file))
        };
        if target.output.as_ref().is_some_and(is_output) {
            return Err(Trouble::unfit(&source.path, "is the text itself; give the page another name"));
        }
        if target.out_dir.is_some()
            && let Some(other) = pages.insert(page_of(source), source)
        {
            let (one, two) = (name_of(&other.path), name_of(&source.path));
            return Err(Trouble::Usage(format!(
                "{one} and {two} would have one page below --out-dir; report them apart"
            )));
        }
    }
    Ok(())
}

/// What is done with each text.
struct Job<'a> {
    arguments: &'a ReportArguments,
    voice: Voice,
}

/// A text, and the settings that count for it.
type Set = (Source, Arc<Settings>);

impl Job<'_> {
    /// One page about all texts.
    fn page(&self, sources: &[Set]) -> Result<End, Trouble> {
        let is_one = sources.len() == 1;
        let made = sources.par_iter().enumerate();
        let made = made.map(|(index, source)| self.section(source, (!is_one).then_some(index + 1))).collect();
        let (sections, end) = told(made);
        if !sections.is_empty() {
            let html = page(&sections);
            match &self.arguments.target.output {
                Some(file) if file != Path::new("-") => output::write_file(file, &html)?,
                _ => output::print(&html)?,
            }
        }
        Ok(end)
    }

    /// A page for each text below a folder, and a table of them.
    fn pages(&self, sources: &[Set], folder: &Path) -> Result<End, Trouble> {
        let made = sources.par_iter().map(|source| {
            let section = self.section(source, None)?;
            let path = page_of(&source.0);
            output::write_file(&folder.join(&path), &page(std::slice::from_ref(&section)))?;
            Ok((section.name, path, section.tally))
        });
        let (made, end) = told(made.collect());
        let entries: Vec<Entry<'_>> = made
            .iter()
            .map(|(name, path, tally): &(String, PathBuf, Tally)| Entry::new(name, &link(path), tally))
            .collect();
        output::write_file(&folder.join(INDEX), &index(&entries))?;
        Ok(end)
    }

    fn section(&self, (source, settings): &Set, number: Option<usize>) -> Result<Section, Trouble> {
        let limits = self.arguments.input.limits.limits();
        let text = input::read(source, limits.size, settings)?;
        let options = input::options_for(text.format, &self.arguments.input, &settings.options);
        let outcome = clean_within(&text.text, &options, &limits)
            .map_err(|exceeded| Trouble::exceeding(&source.path, exceeded))?;
        let mut notes = [text.notes.as_slice(), outcome.notes(), &output::amiss(&text, &outcome)].concat();
        notes.extend((self.voice == Voice::Verbose).then(|| output::about(&text, &outcome)));
        for note in notes.iter().filter(|_| self.voice > Voice::Quiet) {
            eprintln!("copydesk: {}: {note}", name_of(&source.path));
        }
        Ok(Section::new(&name_of(&source.path), &text.text, &outcome, number))
    }
}

/// What was made, once all trouble has been told.
fn told<T>(made: Vec<Result<T, Trouble>>) -> (Vec<T>, End) {
    let mut end = End::Done;
    let mut good = Vec::with_capacity(made.len());
    for result in made {
        match result {
            Ok(one) => good.push(one),
            Err(trouble) => {
                eprintln!("copydesk: {trouble}");
                end = End::Trouble;
            }
        }
    }
    (good, end)
}

/// Where the page about a text goes below the folder. The whole name stays, so that `a.txt` and `a.md` have a page
/// each, and none is the table's.
fn page_of(source: &Source) -> PathBuf {
    let mut name = source.relative.clone().into_os_string();
    name.push(".html");
    PathBuf::from(name)
}

/// A relative path as a link: parted by `/`, and percent-encoded where an address could mean something else.
fn link(path: &Path) -> String {
    let mut link = String::from(".");
    for part in path {
        link.push('/');
        for byte in part.as_encoded_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => link.push(char::from(*byte)),
                _ => {
                    let _ = write!(link, "%{byte:02X}");
                }
            }
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::link;
    use std::path::Path;

    #[test]
    fn links_lead_to_files_of_any_name() {
        assert_eq!(link(Path::new("sea/tide.txt.html")), "./sea/tide.txt.html");
        assert_eq!(link(Path::new("10% \"of\" é.txt.html")), "./10%25%20%22of%22%20%C3%A9.txt.html");
    }
}
