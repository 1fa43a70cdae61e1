//! `golden`: what must come out of each text, kept as files and compared byte for byte.

mod cases;
mod html;
mod report;
mod review;
mod workers;
mod write;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use copydesk::golden::Rendering;

use crate::End;
use crate::trouble::Trouble;

/// `golden`
#[derive(Debug, Args)]
pub struct GoldenArguments {
    #[command(subcommand)]
    command: GoldenCommand,
}

#[derive(Debug, Subcommand)]
enum GoldenCommand {
    /// Make a folder for golden cases
    Init {
        /// The folder
        #[arg(default_value = "golden")]
        folder: PathBuf,
    },
    /// Take texts as cases: what comes out of them now becomes their golden
    Add(AddArguments),
    /// Run the cases; exit 1 if one fails
    Check(CheckArguments),
    /// Write what comes out now over the goldens that differ; refused where CI is set
    Bless(CaseArguments),
    /// Look at each difference and accept or reject it
    Review(CaseArguments),
    /// Delete goldens without an input and renderings that nobody waits for
    Prune {
        #[command(flatten)]
        cases: CaseArguments,
        /// Only say what would be deleted
        #[arg(long)]
        dry_run: bool,
    },
}

/// Which cases.
#[derive(Debug, Args)]
pub struct CaseArguments {
    /// Folders of cases, or files of single ones
    #[arg(default_value = "golden")]
    pub paths: Vec<PathBuf>,
    /// Only cases whose name contains TEXT
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// How many cases are run at once; 0 is one for each processor
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,
    /// Give a case up that takes longer; it counts as an error [default: that of the configuration, or 10]
    #[arg(long, value_parser = clap::value_parser!(u64).range(..=86_400), value_name = "SECONDS")]
    pub time_limit: Option<u64>,
}

/// `golden check`
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub cases: CaseArguments,
    /// Stop at the first case that fails
    #[arg(long)]
    pub fail_fast: bool,
    /// How to print the verdicts
    #[arg(long, value_enum, default_value_t = ReportFormat::Pretty, value_name = "FORMAT")]
    pub output_format: ReportFormat,
    /// Write a page of HTML besides, with all differences
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// `golden add`
#[derive(Debug, Args)]
pub struct AddArguments {
    /// The texts
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The folder they are put in
    #[arg(long, default_value = "golden", value_name = "DIR")]
    pub folder: PathBuf,
    /// What is compared [default: what the configuration says, or markdown]
    #[arg(short, long, value_enum, value_delimiter = ',', value_name = "FORMATS")]
    pub to: Vec<crate::arguments::To>,
}

/// How verdicts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// What differs, in windows, and which rules it is owed to
    Pretty,
    /// A line for each failure
    Concise,
    /// A JSON object for each part of a case
    JsonLines,
    /// The Test Anything Protocol
    Tap,
    /// JUnit's XML
    Junit,
    /// Annotations for GitHub Actions
    Github,
}

/// Runs `golden`; `quiet` leaves out what is said where all is well.
pub fn run(arguments: &GoldenArguments, quiet: bool) -> Result<End, Trouble> {
    match &arguments.command {
        GoldenCommand::Init { folder } => write::init(folder, quiet),
        GoldenCommand::Add(add) => write::add(add, quiet),
        GoldenCommand::Check(check) => report::check(check, quiet),
        GoldenCommand::Bless(cases) => write::bless(cases, quiet),
        GoldenCommand::Review(cases) => review::review(cases),
        GoldenCommand::Prune { cases, dry_run } => write::prune(cases, *dry_run, quiet),
    }
}

/// Whether this runs in continuous integration, where nothing is ever written.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

/// Refuses to go on in continuous integration.
fn refuse_in_ci(doing: &str) -> Result<(), Trouble> {
    if in_ci() {
        return Err(Trouble::Usage(format!("golden {doing} writes files and is refused where CI is set")));
    }
    Ok(())
}

/// The rendering of a format.
fn rendering(to: crate::arguments::To) -> Rendering {
    match to {
        crate::arguments::To::Markdown => Rendering::Markdown,
        crate::arguments::To::Html => Rendering::Html,
        crate::arguments::To::Text => Rendering::Text,
        crate::arguments::To::Json => Rendering::Json,
    }
}

/// Deletes a file.
fn delete(path: &Path) -> Result<(), Trouble> {
    std::fs::remove_file(path).map_err(|error| Trouble::writing(path, error))
}
