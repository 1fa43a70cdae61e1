//! The command `copydesk`: arguments, files, printing. Everything it knows about text comes from the library.

mod arguments;
mod check;
mod clean;
mod config;
mod configuration;
mod difference;
mod golden;
mod guard;
mod input;
mod ledger;
mod manual;
mod output;
mod progress;
mod report;
mod rules;
mod stop;
mod stream;
mod terminal;
mod trouble;

use std::process::ExitCode;

use anstream::eprintln;
use clap::{CommandFactory, FromArgMatches};

use arguments::{Arguments, Command};
use trouble::Trouble;

/// How a run ended, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// Done, whether anything changed or not.
    Done = 0,
    /// Done, and something was found that the caller asked about.
    Findings = 1,
    /// Something could not be done; the rest was.
    Trouble = 2,
    /// Stopped since the terminal was closed, as by Ctrl-C.
    HungUp = 129,
    /// Stopped by Ctrl-C: whole files only.
    Interrupted = 130,
    /// Stopped by the signal to end, as by Ctrl-C.
    Terminated = 143,
}

fn main() -> ExitCode {
    let matches = command().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    arguments.color.write_global();
    match run(&arguments) {
        Ok(end) => ExitCode::from(end as u8),
        Err(trouble) if trouble.is_closed_pipe() => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("copydesk: {trouble}");
            ExitCode::from(End::Trouble as u8)
        }
    }
}

/// The command with all its arguments; the short help leaves out what few need.
fn command() -> clap::Command {
    Arguments::command().mut_arg("color", |color| color.hide_short_help(true).help("When to print in colours"))
}

fn run(arguments: &Arguments) -> Result<End, Trouble> {
    match &arguments.command {
        Command::Clean(clean) => clean::clean(clean, arguments.voice()),
        Command::Convert(convert) => clean::convert(convert, arguments.voice()),
        Command::Check(check) => check::check(check, arguments.voice()),
        Command::Report(report) => report::run(report, arguments.voice()),
        Command::Config { command } => config::run(command),
        Command::Rule { name } => rules::show(name.as_deref()),
        Command::Golden(golden) => golden::run(golden, arguments.quiet),
        Command::Stream(stream) => stream::run(stream, arguments.voice()),
        Command::Man { folder } => manual::write(command(), folder).map(|()| End::Done),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut command(), "copydesk", &mut script);
            output::print(&String::from_utf8_lossy(&script))?;
            Ok(End::Done)
        }
    }
}
