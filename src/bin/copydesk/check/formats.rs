//! The forms in which findings are printed: for people, and for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anstyle::Style;
use copydesk::render::StoredRepair;
use copydesk::visible::visible;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde_json::{Value, json};

use super::{Checked, Finding, sarif};
use crate::arguments::OutputFormat;
use crate::difference::{self, INDENT};
use crate::terminal;
use crate::trouble::{Trouble, harmless, name_of};

/// Prints what was found in all sources.
pub type Printer = fn(&[Checked]) -> String;

/// What prints in a form, be it the findings or how often each rule was found.
pub fn printer(format: OutputFormat, statistics: bool) -> Result<Printer, Trouble> {
    Ok(match (format, statistics) {
        (OutputFormat::Full, false) => full,
        (OutputFormat::Concise, false) => concise,
        (OutputFormat::Json, false) => |checked| array(all(checked).map(|(path, finding)| json_of(path, finding))),
        (OutputFormat::JsonLines, false) => |checked| lines(all(checked).map(|(path, finding)| json_of(path, finding))),
        (OutputFormat::Github, false) => github,
        (OutputFormat::Sarif, false) => sarif::sarif,
        (OutputFormat::Junit, false) => junit,
        (OutputFormat::Full | OutputFormat::Concise, true) => table,
        (OutputFormat::Json, true) => |checked| array(counts(checked).iter().map(json_of_count)),
        (OutputFormat::JsonLines, true) => |checked| lines(counts(checked).iter().map(json_of_count)),
        (OutputFormat::Github | OutputFormat::Sarif | OutputFormat::Junit, true) => {
            let why = "--statistics is printed as full, concise, json or json-lines; leave it out for the other forms";
            return Err(Trouble::Usage(why.to_owned()));
        }
    })
}

/// All findings with their files.
pub(super) fn all(checked: &[Checked]) -> impl Iterator<Item = (&Path, &Finding)> {
    checked.iter().flat_map(|one| one.found.iter().flatten().map(|finding| (one.path.as_path(), finding)))
}

/// What a finding says, without its place: `. . .` → `…`: why.
pub(super) fn message(finding: &Finding) -> String {
    let StoredRepair { before, after, reason, .. } = &finding.repair;
    format!("`{}` → `{}`: {}", visible(before), visible(after), visible(reason))
}

fn array(values: impl Iterator<Item = Value>) -> String {
    format!("{:#}\n", Value::from(values.collect::<Vec<_>>()))
}

fn lines(values: impl Iterator<Item = Value>) -> String {
    values.fold(String::new(), |mut all, value| {
        let _ = writeln!(all, "{value}");
        all
    })
}

fn full(checked: &[Checked]) -> String {
    let bold = Style::new().bold();
    let width = terminal::width();
    let columns = width.map(|width| width.saturating_sub(INDENT.len()));
    let (mut out, mut count, mut applied) = (String::new(), 0, 0);
    for (path, finding) in all(checked) {
        let StoredRepair { rule, reason, source, before, after, .. } = &finding.repair;
        let class = if finding.applied { "" } else { " (only suggested)" };
        let (line, column) = (source.line, source.column);
        let place = format!("{}:{line}:{column}", name_of(path));
        let head = terminal::wrapped(&format!("{place} {rule}{class}: {}", visible(reason)), width, 4);
        let _ = match head.strip_prefix(&place) {
            Some(rest) => writeln!(out, "{bold}{place}{bold:#}{rest}"),
            None => writeln!(out, "{head}"),
        };
        let (left, right) = &finding.around;
        let _ = writeln!(out, "{INDENT}{}", difference::shown(left, before, after, right, columns));
        count += 1;
        applied += usize::from(finding.applied);
    }
    if count > 0 {
        let _ = writeln!(out, "{applied} to repair, {} suggested", count - applied);
    }
    out
}

fn concise(checked: &[Checked]) -> String {
    let mut out = String::new();
    for (path, finding) in all(checked) {
        let StoredRepair { rule, source, .. } = &finding.repair;
        let class = if finding.applied { "" } else { " (suggested)" };
        let (line, column) = (source.line, source.column);
        let _ = writeln!(out, "{}:{line}:{column}: {rule}{class}: {}", name_of(path), message(finding));
    }
    out
}

fn json_of(path: &Path, finding: &Finding) -> Value {
    json!({"file": path.display().to_string(), "applied": finding.applied, "repair": finding.repair})
}

/// Annotations: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
fn github(checked: &[Checked]) -> String {
    let text = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    // In a property a colon and a comma end something.
    let property = |value: &str| text(value).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for (path, finding) in all(checked) {
        let level = if finding.applied { "warning" } else { "notice" };
        let StoredRepair { rule, source, .. } = &finding.repair;
        let (file, line, column) = (property(&harmless(&path.to_string_lossy())), source.line, source.column);
        let title = property(&format!("copydesk {rule}"));
        let message = text(&message(finding));
        let _ = writeln!(out, "::{level} file={file},line={line},col={column},title={title}::{message}");
    }
    out
}

/// A suite for each file: a failure for each finding, or a success where there is none.
fn junit(checked: &[Checked]) -> String {
    let mut report = Report::new("copydesk check");
    for Checked { path, found } in checked {
        let mut suite = TestSuite::new(name_of(path));
        match found {
            Ok(findings) if findings.is_empty() => {
                suite.add_test_case(TestCase::new("nothing to repair", TestCaseStatus::success()));
            }
            Ok(findings) => {
                suite.add_test_cases(findings.iter().map(|finding| failure(path, finding)));
            }
            Err(why) => {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_message(why.as_str());
                suite.add_test_case(TestCase::new("can be read", status));
            }
        }
        report.add_test_suite(suite);
    }
    // Writing into memory does not fail.
    report.to_string().unwrap_or_default()
}

fn failure(path: &Path, finding: &Finding) -> TestCase {
    let StoredRepair { rule, source, .. } = &finding.repair;
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_type(rule.as_str()).set_message(message(finding));
    let mut case = TestCase::new(format!("{rule} at {}:{}", source.line, source.column), status);
    case.set_classname(name_of(path));
    case.extra.insert("file".into(), name_of(path).into());
    case.extra.insert("line".into(), source.line.to_string().into());
    case
}

/// How often a rule was found.
struct Count<'c> {
    rule: &'c str,
    applied: usize,
    suggested: usize,
}

fn counts(checked: &[Checked]) -> Vec<Count<'_>> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, finding) in all(checked) {
        let count = counts.entry(&finding.repair.rule).or_default();
        if finding.applied { count.0 += 1 } else { count.1 += 1 }
    }
    let counts = counts.into_iter().map(|(rule, (applied, suggested))| Count { rule, applied, suggested });
    let mut counts: Vec<Count<'_>> = counts.collect();
    counts.sort_by_key(|count| (std::cmp::Reverse(count.applied + count.suggested), count.rule));
    counts
}

fn table(checked: &[Checked]) -> String {
    let mut out = String::new();
    for Count { rule, applied, suggested } in counts(checked) {
        let suggested = if suggested > 0 { format!("  and {suggested} suggested") } else { String::new() };
        let _ = writeln!(out, "{applied:>6}  {rule}{suggested}");
    }
    out
}

fn json_of_count(count: &Count<'_>) -> Value {
    json!({"rule": count.rule, "applied": count.applied, "suggested": count.suggested})
}
