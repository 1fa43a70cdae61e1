//! `golden init`, `add`, `bless` and `prune`: what writes files. None of it runs in continuous integration.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use clap::ValueEnum as _;
use copydesk::config::Expect;
use copydesk::golden::{Case, Cleaned, Corpus, Matter, Mismatch, Rendering, Verdict, invariants};
use copydesk::visible::visible;

use super::cases::{Cases, Run};
use super::report::push_mismatch;
use super::{AddArguments, CaseArguments, delete, refuse_in_ci, rendering};
use crate::End;
use crate::arguments::To;
use crate::output;
use crate::trouble::{Trouble, harmless, name_of};

/// How many differences are shown before a golden is written over.
const SHOWN: usize = 8;

/// The options of a new folder, all of them said to be off.
const CONFIG: &str = "\
# The options of the cases in this folder and below it.
# lang = \"en\"                       # told from the text by default
# suggested = true                  # apply the suggested repairs too
# ignore = [\"scanno\"]               # rules or groups that are off

[case]
# truth = true                      # the goldens are typed by hand: no program writes over them
# expect = \"unchanged\"              # clean texts: the input must come out as it went in
# expect = \"fail\"                   # a known gap; then `reason = \"…\"` says why

[golden]
# to = [\"markdown\", \"text\"]        # what is compared of the cases that `golden add` takes
# time-limit = 30                   # seconds; a case that takes longer is given up
";

/// Makes a folder for cases; what is there stays as it is.
pub fn init(folder: &Path, quiet: bool) -> Result<End, Trouble> {
    refuse_in_ci("init")?;
    // Git must not change line ends, which are what is compared.
    let files = [("copydesk.toml", CONFIG), (".gitattributes", "* -text\n"), (".gitignore", "*.pending\n")];
    let mut out = String::new();
    for (name, content) in files {
        let path = folder.join(name);
        if path.exists() {
            let _ = writeln!(out, "kept   {}", name_of(&path));
        } else {
            output::write_file(&path, content)?;
            let _ = writeln!(out, "wrote  {}", name_of(&path));
        }
    }
    out.push_str("next: copydesk golden add FILE\n");
    if !quiet {
        output::print_styled(&out)?;
    }
    Ok(End::Done)
}

/// Takes texts as cases.
pub fn add(arguments: &AddArguments, quiet: bool) -> Result<End, Trouble> {
    refuse_in_ci("add")?;
    let mut end = End::Done;
    for file in &arguments.files {
        match add_one(file, arguments) {
            Ok(_) if quiet => {}
            Ok(said) => output::print_styled(&said)?,
            Err(trouble) => {
                eprintln!("copydesk: {trouble}");
                end = End::Trouble;
            }
        }
    }
    Ok(end)
}

fn add_one(file: &Path, arguments: &AddArguments) -> Result<String, Trouble> {
    let bytes = std::fs::read(file).map_err(|error| Trouble::reading(file, error))?;
    let name = input_name(file)?;
    let input = arguments.folder.join(&name);
    if input.exists() {
        return Err(Trouble::unfit(&input, "exists; take another name, or delete it first"));
    }
    std::fs::create_dir_all(&arguments.folder).map_err(|error| Trouble::writing(&arguments.folder, error))?;
    std::fs::write(&input, &bytes).map_err(|error| Trouble::writing(&input, error))?;
    let added = add_goldens(&input, arguments);
    if added.is_err() {
        delete(&input)?;
    }
    added
}

/// The name of a case's input: its ending must be one that inputs have.
fn input_name(file: &Path) -> Result<PathBuf, Trouble> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let known = match ending.as_str() {
        "txt" | "text" | "" => "txt",
        "md" | "markdown" => "md",
        "html" | "htm" | "xhtml" => "html",
        _ => return Err(Trouble::unfit(file, "is no .txt, .md or .html")),
    };
    let name = PathBuf::from(file.file_name().unwrap_or_default());
    Ok(name.with_extension(known))
}

fn add_goldens(input: &Path, arguments: &AddArguments) -> Result<String, Trouble> {
    let corpus = Corpus::find(input);
    if let Some(Matter::Trouble(why)) = corpus.strays.first().map(|stray| &stray.matter) {
        return Err(Trouble::Usage(why.clone()));
    }
    let Some(case) = corpus.cases.first() else {
        return Err(Trouble::unfit(input, "is no input of a case; take another name"));
    };
    let cleaned = case.clean().map_err(Trouble::Usage)?;
    if let Some(broken) = invariants::broken(&cleaned).first() {
        return Err(Trouble::unfit(input, format!("breaks a promise and was not added: {broken}")));
    }
    let mut out = format!("{}: {}\n", name_of(input), repairs_by_rule(&cleaned));
    for rendering in renderings(case, arguments) {
        let path = case.golden_path(rendering);
        output::write_file(&path, &cleaned.render(rendering))?;
        let _ = writeln!(out, "  wrote {}; read it before you keep it", name_of(&path));
    }
    Ok(out)
}

/// What is compared of a new case: as it was asked for, or as the configuration of its folder says.
fn renderings(case: &Case, arguments: &AddArguments) -> Vec<Rendering> {
    let configured = case.settings.as_ref().map(|settings| settings.renderings.as_slice()).unwrap_or_default();
    let configured = configured.iter().filter_map(|name| To::from_str(name, true).ok());
    let asked: Vec<To> = if arguments.to.is_empty() { configured.collect() } else { arguments.to.clone() };
    if asked.is_empty() { vec![Rendering::Markdown] } else { asked.into_iter().map(rendering).collect() }
}

/// `12 repairs: hard-wrap (9), spaced-ellipsis (3)`.
fn repairs_by_rule(cleaned: &Cleaned) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for repair in &cleaned.outcome.record().applied {
        *counts.entry(repair.rule).or_default() += 1;
    }
    if counts.is_empty() {
        return "nothing to repair".to_owned();
    }
    let all: usize = counts.values().sum();
    let counts: Vec<String> = counts.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
    format!("{all} repairs: {}", counts.join(", "))
}

/// Writes what comes out over the goldens that differ, each shown first.
pub fn bless(arguments: &CaseArguments, quiet: bool) -> Result<End, Trouble> {
    refuse_in_ci("bless")?;
    let cases = Cases::find(arguments)?;
    cases.refuse_unknown_gaps()?;
    let (mut written, mut refused) = (0, 0);
    for run in cases.run(arguments.jobs, false) {
        let mut out = String::new();
        let mismatches = mismatches(&run);
        let is_missing = run.parts.iter().any(|part| matches!(part.verdict, Verdict::Missing));
        if let Some(Verdict::Error(why)) = run.parts.first().map(|part| &part.verdict) {
            eprintln!("copydesk: {}", harmless(why));
            refused += 1;
        } else if let Some(why) = refusal(&run).filter(|_| is_missing || !mismatches.is_empty() || run.is_broken()) {
            let _ = writeln!(out, "refused  {}: {why}", visible(&run.case.name));
            refused += 1;
        } else {
            written += write_goldens(&run, &mismatches, is_missing)?;
        }
        output::print_styled(&out)?;
    }
    if !quiet {
        output::print_styled(&format!("{written} written, {refused} refused\n"))?;
    }
    Ok(if refused > 0 { End::Trouble } else { End::Done })
}

/// The differences of a case, each with its place among the parts.
pub fn mismatches(run: &Run) -> Vec<(usize, &Mismatch)> {
    let parts = run.parts.iter().enumerate();
    parts.filter_map(|(index, part)| part.verdict.mismatch().map(|mismatch| (index, mismatch))).collect()
}

/// Why the goldens of a case are not to be written by a program; nothing if they may.
pub fn refusal(run: &Run) -> Option<String> {
    let broken = run.parts.iter().find_map(|part| match &part.verdict {
        Verdict::BrokenInvariant(broken) => broken.first(),
        _ => None,
    });
    if let Some(broken) = broken {
        return Some(format!("it breaks a promise: {broken}"));
    }
    match &run.case.settings {
        Ok(settings) if settings.truth => {
            Some("its goldens are the truth and typed by hand; edit them, or mend the rule".to_owned())
        }
        Ok(settings) if settings.expect == Expect::Unchanged => {
            Some("its input must come out as it went in; mend the rule, or the input".to_owned())
        }
        _ => None,
    }
}

/// Writes the goldens of a case. What is written over is shown before, so that nothing is lost that nobody saw.
fn write_goldens(run: &Run, mismatches: &[(usize, &Mismatch)], is_missing: bool) -> Result<usize, Trouble> {
    for (index, mismatch) in mismatches {
        let mut out = format!("blessed  {}\n", run.parts[*index].name);
        push_mismatch(mismatch, run.blames.get(*index).and_then(Option::as_ref), SHOWN, &mut out);
        output::print_styled(&out)?;
        accept(&run.case, mismatch)?;
    }
    if let (true, Some(cleaned)) = (is_missing, &run.cleaned) {
        let path = run.case.golden_path(copydesk::golden::Rendering::Markdown);
        output::print_styled(&format!("new      {}: {}\n", name_of(&path), repairs_by_rule(cleaned)))?;
        output::write_file(&path, &cleaned.render(copydesk::golden::Rendering::Markdown))?;
    }
    Ok(mismatches.len() + usize::from(is_missing))
}

/// Makes what came out the golden, unless somebody changed the golden since it was compared.
pub fn accept(case: &Case, mismatch: &Mismatch) -> Result<(), Trouble> {
    let path = case.golden_path(mismatch.rendering);
    let now = std::fs::read(&path).map_err(|error| Trouble::reading(&path, error))?;
    if now != mismatch.expected {
        return Err(Trouble::unfit(&path, "changed meanwhile; it was left as it is"));
    }
    output::write_file(&path, &mismatch.actual)?;
    reject(case, mismatch)
}

/// Leaves the golden as it is and takes the rendering away that waits beside it.
pub fn reject(case: &Case, mismatch: &Mismatch) -> Result<(), Trouble> {
    let pending = case.pending_path(mismatch.rendering);
    if pending.exists() { delete(&pending) } else { Ok(()) }
}

/// Deletes goldens without an input, and renderings that wait without need.
pub fn prune(arguments: &CaseArguments, dry_run: bool, quiet: bool) -> Result<End, Trouble> {
    if !dry_run {
        refuse_in_ci("prune")?;
    }
    let cases = Cases::find(arguments)?;
    let orphans = cases.strays.iter().filter(|stray| stray.matter == Matter::Orphan).map(|stray| stray.path.clone());
    let mut paths: Vec<PathBuf> = orphans.collect();
    for run in cases.run(arguments.jobs, false) {
        let waiting = mismatches(&run);
        let needless = run
            .case
            .pending
            .iter()
            .filter(|pending| !waiting.iter().any(|(_, mismatch)| mismatch.rendering == pending.rendering));
        paths.extend(needless.map(|pending| pending.path.clone()));
    }
    let mut out = String::new();
    for path in &paths {
        let said = if dry_run { "would delete" } else { "deleted" };
        let _ = writeln!(out, "{said}  {}", name_of(path));
        if !dry_run {
            delete(path)?;
        }
    }
    if paths.is_empty() {
        out.push_str("nothing to delete\n");
    }
    if dry_run || !quiet {
        output::print_styled(&out)?;
    }
    Ok(End::Done)
}
