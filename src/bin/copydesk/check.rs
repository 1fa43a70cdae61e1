//! `check`: what `clean` would repair, with its place and the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anstream::eprintln;
use copydesk::Options;
use copydesk::render::{Positions, StoredRepair};
use copydesk::visible::visible;

use crate::End;
use crate::arguments::{CheckArguments, OutputFormat};
use crate::trouble::{Trouble, name_of};
use crate::{input, output};

/// Something that was found.
struct Finding {
    file: String,
    repair: StoredRepair,
    /// What stands around it in its line, before and behind.
    around: (String, String),
    applied: bool,
}

/// Runs `check`.
pub fn check(arguments: &CheckArguments, quiet: bool) -> Result<End, Trouble> {
    let options = input::options(&arguments.rules)?;
    let mut findings = Vec::new();
    let mut trouble = false;
    for source in input::sources(&arguments.input, true)? {
        match input::read(&source, &arguments.input) {
            Ok(text) => {
                for note in text.notes.iter().filter(|_| !quiet) {
                    eprintln!("copydesk: {}: {note}", name_of(&source.path));
                }
                let options = input::options_for(text.format, &arguments.input, &options);
                findings.extend(findings_in(&source.path, &text.text, &options));
            }
            Err(error) => {
                eprintln!("copydesk: {error}");
                trouble = true;
            }
        }
    }
    output::print_styled(&if arguments.statistics {
        statistics(&findings)
    } else {
        printed(&findings, arguments.output_format)
    })?;
    Ok(match (trouble, findings.is_empty()) {
        (true, _) => End::Trouble,
        (false, true) => End::Done,
        (false, false) => End::Findings,
    })
}

fn findings_in(path: &Path, text: &str, options: &Options) -> Vec<Finding> {
    let outcome = copydesk::clean(text, options);
    let positions = Positions::of(text);
    let record = outcome.record();
    let all =
        record.applied.iter().map(|repair| (repair, true)).chain(record.found.iter().map(|repair| (repair, false)));
    let mut findings: Vec<Finding> = all
        .map(|(repair, applied)| Finding {
            file: path.display().to_string(),
            around: around(text, repair.source.start, repair.source.end),
            repair: output::stored(repair, &positions),
            applied,
        })
        .collect();
    findings.sort_by_key(|finding| finding.repair.source.start);
    findings
}

/// How many characters of a line are shown on either side.
const WINDOW: usize = 40;

/// What stands before and behind a place in the source, as far as its lines reach.
fn around(text: &str, start: usize, end: usize) -> (String, String) {
    // One character more than is shown tells whether there are more; a line can be as long as the text.
    let before = text.get(..start).unwrap_or_default().chars().rev().take_while(|c| *c != '\n').take(WINDOW + 1);
    let behind = text.get(end..).unwrap_or_default().chars().take_while(|c| *c != '\n').take(WINDOW + 1);
    let (mut before, mut behind): (Vec<char>, Vec<char>) = (before.collect(), behind.collect());
    for side in [&mut before, &mut behind] {
        if side.len() > WINDOW {
            side[WINDOW] = '…';
        }
    }
    (before.into_iter().rev().collect(), behind.into_iter().collect())
}

fn printed(findings: &[Finding], format: OutputFormat) -> String {
    match format {
        OutputFormat::Full => full(findings),
        OutputFormat::Concise => in_lines(findings.iter().map(concise)),
        OutputFormat::Github => findings.iter().map(github).collect(),
        OutputFormat::Json => {
            let all: Vec<_> = findings.iter().map(json).collect();
            format!("{:#}\n", serde_json::Value::from(all))
        }
        OutputFormat::JsonLines => in_lines(findings.iter().map(|finding| json(finding).to_string())),
    }
}

fn in_lines(lines: impl Iterator<Item = String>) -> String {
    lines.fold(String::new(), |mut all, line| {
        all.push_str(&line);
        all.push('\n');
        all
    })
}

fn full(findings: &[Finding]) -> String {
    let (bold, red, green, dim) = (
        anstyle::Style::new().bold(),
        anstyle::AnsiColor::Red.on_default().strikethrough(),
        anstyle::AnsiColor::Green.on_default(),
        anstyle::Style::new().dimmed(),
    );
    let mut out = String::new();
    for finding in findings {
        let StoredRepair { rule, reason, source, before, after, .. } = &finding.repair;
        let class = if finding.applied { "" } else { " (only suggested)" };
        let (left, right) = (visible(&finding.around.0), visible(&finding.around.1));
        let _ = writeln!(
            out,
            "{bold}{}:{}:{}{bold:#} {rule}{class}: {}",
            finding.file,
            source.line,
            source.column,
            visible(reason)
        );
        let _ = writeln!(
            out,
            "  {dim}{left}{dim:#}{red}{}{red:#}{green}{}{green:#}{dim}{right}{dim:#}",
            bracketed('-', before),
            bracketed('+', after)
        );
    }
    if !findings.is_empty() {
        let applied = findings.iter().filter(|finding| finding.applied).count();
        let _ = writeln!(out, "{applied} to repair, {} suggested", findings.len() - applied);
    }
    out
}

fn bracketed(sign: char, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("[{sign}{}{sign}]", visible(text)) }
}

fn concise(finding: &Finding) -> String {
    let StoredRepair { rule, source, before, after, reason, .. } = &finding.repair;
    let class = if finding.applied { "" } else { " (suggested)" };
    format!(
        "{}:{}:{}: {rule}{class}: `{}` → `{}`: {}",
        finding.file,
        source.line,
        source.column,
        visible(before),
        visible(after),
        visible(reason)
    )
}

fn github(finding: &Finding) -> String {
    let level = if finding.applied { "warning" } else { "notice" };
    let StoredRepair { rule, source, before, after, reason, .. } = &finding.repair;
    let message = format!("`{}` → `{}`: {reason}", visible(before), visible(after));
    let escaped = message.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    format!(
        "::{level} file={},line={},col={},title=copydesk {rule}::{escaped}\n",
        finding.file, source.line, source.column
    )
}

fn json(finding: &Finding) -> serde_json::Value {
    serde_json::json!({"file": finding.file, "applied": finding.applied, "repair": finding.repair})
}

fn statistics(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in findings {
        let count = counts.entry(&finding.repair.rule).or_default();
        if finding.applied { count.0 += 1 } else { count.1 += 1 }
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(rule, (applied, found))| (std::cmp::Reverse(applied + found), *rule));
    let mut out = String::new();
    for (rule, (applied, found)) in rows {
        let suggested = if found > 0 { format!("  and {found} suggested") } else { String::new() };
        let _ = writeln!(out, "{applied:>6}  {rule}{suggested}");
    }
    out
}
