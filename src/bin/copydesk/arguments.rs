//! The arguments.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use copydesk::{Extract, Limits};

use crate::golden::GoldenArguments;
use crate::report::ReportArguments;

/// Restores what the author wrote in scraped, extracted and pasted articles.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, after_long_help = MORE, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub color: colorchoice_clap::Color,
    /// Print nothing but the product and trouble
    #[arg(short, long, global = true, conflicts_with = "verbose", hide_short_help = true)]
    pub quiet: bool,
    /// Tell of each file how it was read and what was repaired
    #[arg(short, long, global = true, hide_short_help = true)]
    pub verbose: bool,
}

/// How much is told on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// Trouble only.
    Quiet,
    /// What was uncertain too.
    Normal,
    /// How each file was read, and what was repaired.
    Verbose,
}

impl Arguments {
    /// How much is to be told.
    pub fn voice(&self) -> Voice {
        match (self.quiet, self.verbose) {
            (true, _) => Voice::Quiet,
            (_, true) => Voice::Verbose,
            _ => Voice::Normal,
        }
    }
}

/// What stands below the short help.
const EXAMPLES: &str = "\
Examples:
  copydesk clean article.txt                 clean Markdown on standard output
  copydesk check articles/                   what clean would repair, and why
  copydesk clean articles/ --out-dir clean/  a whole folder
  copydesk rule lost-hyphen                  what a rule does, and when not

`copydesk COMMAND --help` tells more about each, with examples.";

/// What stands below the long help.
const MORE: &str = "\
Examples:
  copydesk clean article.txt                 clean Markdown on standard output
  pdftotext article.pdf - | copydesk clean - -t html -o article.html
  copydesk check articles/                   what clean would repair, and why
  copydesk clean articles/ --out-dir clean/  a whole folder
  copydesk clean --write notes/*.md          in place; written beside, then renamed
  copydesk rule lost-hyphen                  what a rule does, and when not
  copydesk config init                       begin a copydesk.toml
  copydesk golden check                      what must come out still comes out

Files:
  copydesk.toml   the nearest one upward of each file counts; see `copydesk config`

In Markdown and HTML, comments shut rules off where they stand:
  <!-- copydesk off --> ... <!-- copydesk on -->, <!-- copydesk ignore RULE -->

Exit status:
  0  done, whether anything changed or not
  1  something was found: check, clean --check, clean --diff, golden check
  2  trouble; whatever else could be done was done";

const CLEAN: &str = "\
Examples:
  copydesk clean article.txt                       Markdown on standard output
  copydesk clean - -t text < article.txt           plain text, from a pipe
  copydesk clean page.html -o page.md              by the ending of the output
  copydesk clean articles/ --out-dir clean/        a folder, its tree kept
  copydesk clean --write notes/*.md                in place, in their own format
  copydesk clean notes/*.md --diff | git apply     a patch; words on a terminal
  copydesk clean article.txt --select hyphen,pages only these groups of rules
  copydesk clean article.txt -o a.md --log a.jsonl with the record of repairs";

const CHECK: &str = "\
Examples:
  copydesk check article.txt                       each repair in its line, and why
  copydesk check articles/ --statistics            how often each rule would repair
  copydesk check articles/ --output-format github  annotations in GitHub Actions
  copydesk check articles/ --output-format sarif > copydesk.sarif

Exit status: 0 nothing to repair, 1 something, 2 trouble.";

const CONVERT: &str = "\
Examples:
  copydesk convert notes.md --to html              a page
  copydesk convert notes.md --to text --wrap 72    plain text, wrapped
  copydesk convert notes/ --to html --out-dir site/
  copydesk convert article.json --to html          a document of --to json";

const STREAM: &str = "\
A line in:   {\"id\": 7, \"text\": \"One . . . two.\"}
A line out:  {\"id\":7,\"text\":\"One … two.\\n\",
              \"copydesk\":{\"repairs\":1,\"rules\":{\"spaced-ellipsis\":1}}}

One line comes out for each that goes in, in their order; fields that are not
named stay as they are. A line that can't be read, is too large, or whose text
can't be cleaned or is over a limit comes back uncleaned, with
{\"copydesk\":{\"error\":\"...\"}}, and the exit status is 2 at the end. What came in
is answered before more is waited for.

Examples:
  copydesk stream < in.jsonl > out.jsonl
  copydesk stream crawl.jsonl.zst --field html --from html --out-field text
  copydesk stream shards/ --out-dir clean/ --resume  go on where a run stopped";

const SHOW: &str = "\
Examples:
  copydesk config show                             what counts here
  copydesk config show letters/may.txt             what counts for one file
  copydesk config show --lang de --suggested       with flags laid over it";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Repair texts and render them
    Clean(CleanArguments),
    /// List what `clean` would repair; exit 1 if there is anything
    Check(CheckArguments),
    /// Render texts without repairing them
    Convert(ConvertArguments),
    /// Show on a page of HTML what `clean` does to texts, and why
    Report(ReportArguments),
    /// List the rules, those of a group, or tell about one
    Rule {
        /// A rule's id, or a group's name
        name: Option<String>,
    },
    /// Show what copydesk.toml says, begin one, or print its schema
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Keep golden files: what must come out of each text
    Golden(GoldenArguments),
    /// Clean JSON lines, one line out for each line in
    Stream(StreamArguments),
    /// Write the manual pages into a folder
    Man {
        /// The folder; `man -l FOLDER/copydesk.1` shows the first page
        folder: PathBuf,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// `config`
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show what counts for a file or folder, and who says so
    Show(Box<ShowArguments>),
    /// Print the JSON Schema of copydesk.toml, for editors
    Schema,
    /// Write a copydesk.toml in which everything is explained
    Init {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
}

/// `config show`
#[derive(Debug, Args)]
#[command(after_long_help = SHOW)]
pub struct ShowArguments {
    /// The file or folder
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// Wrap lines at this many columns, or `none`
    #[arg(long, value_parser = wrap, value_name = "COLUMNS")]
    pub wrap: Option<Wrap>,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// Which configuration counts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigArguments {
    /// Take this configuration for all files, not the nearest copydesk.toml
    #[arg(long, value_name = "FILE", conflicts_with = "isolated", hide_short_help = true)]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, hide_short_help = true)]
    pub isolated: bool,
}

/// `clean`
#[derive(Debug, Args)]
#[command(after_long_help = CLEAN)]
pub struct CleanArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub render: RenderArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub config: ConfigArguments,
    #[command(flatten)]
    pub target: TargetArguments,
    #[command(flatten)]
    pub resume: ResumeArguments,
    /// Write the files in place, in the format they have
    #[arg(short, long, conflicts_with_all = ["output", "out_dir", "to"])]
    pub write: bool,
    /// Write nothing; exit 1 if a file would change
    #[arg(long, conflicts_with_all = ["write", "output", "out_dir"])]
    pub check: bool,
    /// Print what would change, as words or as a patch
    ///
    /// On a terminal the words that would change are shown in their lines; in a pipe a patch that `git apply` takes.
    /// Exit 1 if a file would change.
    #[arg(long, conflicts_with_all = ["write", "output", "out_dir", "to"])]
    pub diff: bool,
    /// Write the record of repairs to FILE as JSON lines; `-` is standard output
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub log: Option<PathBuf>,
}

/// `convert`
#[derive(Debug, Args)]
#[command(after_long_help = CONVERT)]
pub struct ConvertArguments {
    #[command(flatten)]
    pub input: InputArguments,
    #[command(flatten)]
    pub render: RenderArguments,
    #[command(flatten)]
    pub config: ConfigArguments,
    #[command(flatten)]
    pub target: TargetArguments,
    #[command(flatten)]
    pub resume: ResumeArguments,
}

/// `check`
#[derive(Debug, Args)]
#[command(after_long_help = CHECK)]
pub struct CheckArguments {
    #[command(flatten)]
    pub input: InputArguments,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = OutputFormat::Full, value_name = "FORMAT")]
    pub output_format: OutputFormat,
    /// Print how often each rule was found, and no more
    #[arg(long)]
    pub statistics: bool,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// `stream`
#[derive(Debug, Args)]
#[command(after_long_help = STREAM)]
pub struct StreamArguments {
    /// Files and folders of JSON lines, also .gz and .zst; standard input by default
    pub paths: Vec<PathBuf>,
    /// What the texts are written in; told from each by default
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub from: Option<From>,
    /// The field that holds the text
    #[arg(long, default_value = "text", value_name = "NAME")]
    pub field: String,
    /// The field that the product is put into [default: that of the text]
    #[arg(long, value_name = "NAME")]
    pub out_field: Option<String>,
    /// The field that says what the text is written in: auto, text, markdown or html
    #[arg(long, value_name = "NAME")]
    pub format_field: Option<String>,
    /// The field that has the address of the page, for its relative links
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub url_field: Option<String>,
    /// What the field `copydesk` tells of each text
    #[arg(long, value_enum, default_value_t = Account::Counts, value_name = "WHAT", hide_short_help = true)]
    pub account: Account,
    /// Look for the article in HTML pages: auto (whole pages with menus and the like), always, never, css=SELECTOR
    #[arg(long, default_value = "auto", value_name = "HOW", hide_short_help = true)]
    pub extract: Extract,
    /// How many lines are done at once; 0 is one for each processor
    #[arg(short, long, default_value_t = 0, value_name = "N", hide_short_help = true)]
    pub jobs: usize,
    /// Exit 0 even if lines came back with an error; it stands in them
    #[arg(long, hide_short_help = true)]
    pub exit_zero: bool,
    /// Write a file to DIR for each file, packed as it was
    #[arg(long, value_name = "DIR", requires = "paths", help_heading = "Target")]
    pub out_dir: Option<PathBuf>,
    /// With --out-dir: write over files that no run of copydesk wrote too
    #[arg(long, requires = "out_dir", hide_short_help = true, help_heading = "Target")]
    pub force: bool,
    /// With --out-dir: leave out what an earlier run did in the same way
    #[arg(long, requires = "out_dir", conflicts_with = "force", hide_short_help = true, help_heading = "Target")]
    pub resume: bool,
    #[command(flatten)]
    pub render: RenderArguments,
    #[command(flatten)]
    pub rules: RuleArguments,
    #[command(flatten)]
    pub limits: LimitArguments,
    #[command(flatten)]
    pub config: ConfigArguments,
}

/// What is told of each text that was cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Account {
    /// How many repairs, and how many of each rule
    Counts,
    /// Each repair besides: place, before, after, why
    Record,
}

/// What is read, and how.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files and folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// Look for the article in HTML pages: auto (whole pages with menus and the like), always, never, css=SELECTOR
    #[arg(long, default_value = "auto", value_name = "HOW", hide_short_help = true)]
    pub extract: Extract,
    /// The address of the page, for its relative links
    #[arg(long, value_name = "URL", value_parser = address, hide_short_help = true)]
    pub url: Option<String>,
    /// How many files are done at once; 0 is one for each processor
    #[arg(short, long, default_value_t = 0, value_name = "N", hide_short_help = true)]
    pub jobs: usize,
    #[command(flatten)]
    pub limits: LimitArguments,
}

/// How much of a text is taken on; the defaults are those of the library.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArguments {
    /// Refuse files larger than this many MiB
    #[arg(long, default_value_t = 64, value_name = "MIB", hide_short_help = true)]
    pub max_size: usize,
    /// Refuse texts with a line of more than this many KiB; in HTML lines may have any length
    #[arg(long, default_value_t = 4096, value_name = "KIB", hide_short_help = true)]
    pub max_line: usize,
    /// Refuse Markdown and HTML that nests deeper than this many quotes, lists or elements
    #[arg(long, default_value_t = 10_000, value_name = "DEEP", hide_short_help = true)]
    pub max_nesting: usize,
    /// Give a text up that asks for more repairs
    #[arg(long, default_value_t = 1_000_000, value_name = "COUNT", hide_short_help = true)]
    pub max_repairs: usize,
    /// Give a text up that takes longer
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(..=86_400), value_name = "SECONDS", hide_short_help = true)]
    pub time_limit: u64,
}

impl LimitArguments {
    /// The limits as the library takes them.
    pub fn limits(self) -> Limits {
        Limits {
            size: self.max_size.saturating_mul(1 << 20),
            line: self.max_line.saturating_mul(1 << 10),
            nesting: self.max_nesting,
            repairs: self.max_repairs,
            time: Some(Duration::from_secs(self.time_limit)),
        }
    }
}

/// How sources are read.
#[derive(Debug, Args)]
pub struct ReadingArguments {
    /// What the sources are written in; told from each by default
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub from: Option<From>,
    /// The sources' encoding, by its name (`windows-1252`); told from the bytes by default
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub encoding: Option<String>,
}

/// Which rules are at work.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub struct RuleArguments {
    /// Only these rules: ids, group names, ALL or NONE
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Option<Vec<String>>,
    /// Not these rules: ids or group names
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Option<Vec<String>>,
    /// These rules besides
    #[arg(long, value_delimiter = ',', value_name = "RULES", hide_short_help = true)]
    pub extend_select: Option<Vec<String>>,
    /// Nor these rules
    #[arg(long, value_delimiter = ',', value_name = "RULES", hide_short_help = true)]
    pub extend_ignore: Option<Vec<String>>,
    /// Apply the suggested repairs too
    #[arg(long, hide_short_help = true)]
    pub suggested: bool,
    /// The texts' language; told from each text by default
    ///
    /// The rules know en, de, fr, es, it, pt and nl. With another code, those that need no language are at work.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// A file of words that are right, one a line
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub words: Option<PathBuf>,
}

/// How documents are rendered.
#[derive(Debug, Args)]
pub struct RenderArguments {
    /// What to render [default: by the output's ending; else Markdown]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub to: Option<To>,
    /// Wrap lines at this many columns, or `none`
    #[arg(long, value_parser = wrap, value_name = "COLUMNS", hide_short_help = true)]
    pub wrap: Option<Wrap>,
    /// Leave the metadata before Markdown out
    #[arg(long, hide_short_help = true)]
    pub no_front_matter: bool,
    /// Only the article, not a whole HTML page
    #[arg(long, hide_short_help = true)]
    pub fragment: bool,
    /// The stylesheet of an HTML page: a file, or `none` [default: a small one of its own]
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub css: Option<PathBuf>,
    /// What becomes of raw HTML in the article when HTML is rendered
    #[arg(long, value_enum, default_value_t = RawHtml::Text, value_name = "WAY", hide_short_help = true)]
    pub raw_html: RawHtml,
    /// Which Markdown is rendered
    #[arg(long, value_enum, default_value_t = Flavour::Gfm, value_name = "FLAVOUR", hide_short_help = true)]
    pub flavour: Flavour,
    /// Where plain text has the addresses of links
    #[arg(long, value_enum, default_value_t = Links::Omit, value_name = "WAY", hide_short_help = true)]
    pub links: Links,
}

/// What becomes of raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RawHtml {
    /// It is shown as the text it is
    Text,
    /// It stays, without all that could act
    Keep,
}

/// Which Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Flavour {
    /// GitHub's, with tables, footnotes, strikethrough
    Gfm,
    /// CommonMark
    Commonmark,
}

/// Where the addresses of links stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Links {
    /// Nowhere
    Omit,
    /// Behind each link
    Inline,
    /// Numbered, at the end
    Footnotes,
}

/// Where the product goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub struct TargetArguments {
    /// Write to FILE
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir")]
    pub output: Option<PathBuf>,
    /// Write to DIR, keeping the tree of folders
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
    /// With --out-dir: write over files that are newer than their sources too
    #[arg(long, requires = "out_dir", hide_short_help = true)]
    pub force: bool,
}

/// Whether what an earlier run did is done again.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub struct ResumeArguments {
    /// With --out-dir: leave out what an earlier run did in the same way
    ///
    /// A file is left out if its output is there and newer, and was made by this version with these settings of the
    /// source as it is now. The folder keeps a list for that, .copydesk-done.
    #[arg(long, requires = "out_dir", conflicts_with = "force", hide_short_help = true)]
    pub resume: bool,
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
    /// A document that `--to json` wrote; for `convert`
    Json,
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
    #[value(alias = "pretty")]
    Full,
    /// A line each
    Concise,
    /// One JSON array
    Json,
    /// A JSON object a line
    JsonLines,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// JUnit's XML, for continuous integration
    Junit,
}
