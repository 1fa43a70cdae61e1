//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use copydesk::Extract;

use crate::golden::GoldenArguments;

/// Restores what the author wrote in scraped, extracted and pasted articles.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub color: colorchoice_clap::Color,
    /// Print nothing but the product and trouble
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  copydesk clean article.txt                 clean Markdown on standard output
  trafilatura -u URL | copydesk clean - -t html -o article.html
  copydesk check articles/*.txt              what clean would repair, and why
  copydesk clean articles/ --out-dir clean/  a whole folder
  copydesk rule lost-hyphen                  what a rule does, and when it holds back

Exit status: 0 done, 1 findings (check, --check, --diff, golden check), 2 trouble.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Repair texts and render them
    Clean(CleanArguments),
    /// List what `clean` would repair; exit 1 if there is anything
    Check(CheckArguments),
    /// Render texts without repairing them
    Convert(ConvertArguments),
    /// List the rules, or tell about one
    Rule {
        /// The rule's id
        id: Option<String>,
    },
    /// Keep golden files: what must come out of each text
    Golden(GoldenArguments),
    /// Clean JSON lines: `{"id", "text", "from"}` in, one line out for each
    Stream(StreamArguments),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// `clean`
#[derive(Debug, Args)]
pub struct CleanArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub render: RenderArguments,
    #[command(flatten)]
    pub target: TargetArguments,
    /// Write the files in place, in the format they have
    #[arg(short, long, conflicts_with_all = ["output", "out_dir", "to"])]
    pub write: bool,
    /// Write nothing; exit 1 if a file would change
    #[arg(long, conflicts_with_all = ["write", "output", "out_dir"])]
    pub check: bool,
    /// Print a unified diff instead; exit 1 if a file would change
    #[arg(long, conflicts_with_all = ["write", "output", "out_dir", "to"])]
    pub diff: bool,
    /// Write the record of repairs to FILE as JSON lines
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
}

/// `convert`
#[derive(Debug, Args)]
pub struct ConvertArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub render: RenderArguments,
    #[command(flatten)]
    pub target: TargetArguments,
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = OutputFormat::Full, value_name = "FORMAT")]
    pub output_format: OutputFormat,
    /// Print how often each rule was found, and no more
    #[arg(long)]
    pub statistics: bool,
}

/// `stream`
#[derive(Debug, Args)]
pub struct StreamArguments {
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub render: RenderArguments,
}

/// What is read, and how.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files and folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// What the sources are written in
    #[arg(short, long, value_enum, default_value_t = From::Auto, value_name = "FORMAT")]
    pub from: From,
    /// The sources' encoding, by its name (`windows-1252`); told from the bytes by default
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Refuse files larger than this many MiB
    #[arg(long, default_value_t = 64, value_name = "MIB")]
    pub max_size: u64,
    /// Look for the article in HTML pages: auto (whole pages with menus and the like), always, never, css=SELECTOR
    #[arg(long, default_value = "auto", value_name = "HOW")]
    pub extract: Extract,
    /// The address of the page, for its relative links
    #[arg(long, value_name = "URL", value_parser = address)]
    pub url: Option<String>,
    /// How many files are done at once; 0 is one for each processor
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,
}

/// Which rules are at work.
#[derive(Debug, Default, Args)]
pub struct RuleArguments {
    /// Only these rules: ids, group names, ALL or NONE
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Option<Vec<String>>,
    /// Not these rules: ids or group names
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Vec<String>,
    /// These rules besides
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub extend_select: Vec<String>,
    /// Nor these rules
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub extend_ignore: Vec<String>,
    /// Apply the suggested repairs too
    #[arg(long)]
    pub suggested: bool,
    /// The texts' language (en, de, fr, es, it, pt, nl); told from the text by default
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A file of words that are right, one a line
    #[arg(long, value_name = "FILE")]
    pub words: Option<PathBuf>,
}

/// How documents are rendered.
#[derive(Debug, Args)]
pub struct RenderArguments {
    /// What to render [default: by the output's ending; else Markdown]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub to: Option<To>,
    /// Wrap lines at this many columns, or `none`
    #[arg(long, default_value = "none", value_parser = wrap, value_name = "COLUMNS")]
    pub wrap: Wrap,
    /// Leave the metadata before Markdown out
    #[arg(long)]
    pub no_front_matter: bool,
    /// Only the article, not a whole HTML page
    #[arg(long)]
    pub fragment: bool,
}

/// Where the product goes.
#[derive(Debug, Args)]
pub struct TargetArguments {
    /// Write to FILE
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir")]
    pub output: Option<PathBuf>,
    /// Write to DIR, keeping the tree of folders
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
}

/// Takes a whole address of a page.
fn address(text: &str) -> Result<String, String> {
    match text.strip_prefix("https://").or(text.strip_prefix("http://")) {
        Some(rest) if !rest.is_empty() => Ok(text.to_owned()),
        _ => Err("give the whole address, with https://".to_owned()),
    }
}

/// The width to wrap at.
#[derive(Clone, Copy, Debug)]
pub struct Wrap(pub Option<usize>);

fn wrap(text: &str) -> Result<Wrap, String> {
    match text.parse() {
        _ if text == "none" => Ok(Wrap(None)),
        Ok(columns) if columns > 0 => Ok(Wrap(Some(columns))),
        _ => Err("give a number of columns, or none".to_owned()),
    }
}

/// What a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// By the file's ending, else by what it holds
    Auto,
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// HTML
    Html,
}

/// What is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// Markdown
    Markdown,
    /// HTML
    Html,
    /// Plain text
    Text,
    /// JSON: metadata, typed blocks, repairs
    Json,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// The place in its line, the repair, and why
    Full,
    /// A line each
    Concise,
    /// One JSON array
    Json,
    /// A JSON object a line
    JsonLines,
    /// Annotations for GitHub Actions
    Github,
}
