//! `golden check`: the verdicts, printed for people or for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use copydesk::golden::blame::Blame;
use copydesk::golden::{Mismatch, Part, Verdict, diff};
use copydesk::visible::{shortened, visible};
use serde_json::json;

use super::cases::{Cases, Run};
use super::write::mismatches;
use super::{CheckArguments, ReportFormat, delete, in_ci};
use crate::End;
use crate::output;
use crate::trouble::Trouble;

/// How many differences of a golden are shown.
const SHOWN: usize = 4;

/// A part with the rules it is owed to.
type Line<'r> = (&'r Part, Option<&'r Blame>);

/// Runs the cases and prints the verdicts.
pub fn check(arguments: &CheckArguments, quiet: bool) -> Result<End, Trouble> {
    let begun = Instant::now();
    let cases = Cases::find(&arguments.cases)?;
    let mut runs = cases.run(arguments.cases.jobs, arguments.fail_fast)?;
    let strays: Vec<Part> = cases.strays.iter().map(copydesk::golden::Stray::part).collect();
    if !in_ci() {
        keep_pending(&mut runs)?;
    }
    let of_cases = runs
        .iter()
        .flat_map(|run| run.parts.iter().zip(run.blames.iter().map(Option::as_ref).chain(std::iter::repeat(None))));
    let lines: Vec<Line<'_>> = of_cases.chain(strays.iter().map(|part| (part, None))).collect();
    let mut out = match arguments.output_format {
        ReportFormat::Pretty => pretty(&lines),
        ReportFormat::Concise => concise(&lines),
        ReportFormat::JsonLines => json_lines(&lines),
        ReportFormat::Tap => tap(&lines),
        ReportFormat::Junit => junit(&lines),
        ReportFormat::Github => github(&lines),
    };
    if !quiet && matches!(arguments.output_format, ReportFormat::Pretty | ReportFormat::Concise) {
        let left = cases.len() - runs.len();
        let _ = writeln!(out, "{}", summary(&lines, runs.len(), left, begun.elapsed().as_secs_f64()));
    }
    output::print_styled(&out)?;
    Ok(end(&lines))
}

fn end(lines: &[Line<'_>]) -> End {
    if lines.iter().any(|(part, _)| matches!(part.verdict, Verdict::Error(_))) {
        End::Trouble
    } else if lines.iter().all(|(part, _)| part.verdict.is_fine()) {
        End::Done
    } else {
        End::Findings
    }
}

/// Puts each rendering that differs beside its golden, for review, and takes those away that nobody waits for.
fn keep_pending(runs: &mut [Run<'_>]) -> Result<(), Trouble> {
    for run in runs {
        let Ok(settings) = &run.case.settings else { continue };
        let mut waiting = Vec::new();
        for (_, mismatch) in mismatches(run).into_iter().filter(|_| !settings.truth) {
            output::write_file(&run.case.pending_path(mismatch.rendering), &mismatch.actual)?;
            waiting.push(mismatch.rendering);
        }
        for pending in run.case.pending.iter().filter(|pending| !waiting.contains(&pending.rendering)) {
            delete(&pending.path)?;
        }
        let stale = run.parts.iter_mut().filter(|part| part.verdict == Verdict::StalePending);
        stale.for_each(|part| part.verdict = Verdict::Pass);
    }
    Ok(())
}

/// What a verdict says beside its name, on one line.
fn message(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Pass => String::new(),
        Verdict::KnownGap(reason) => reason.clone(),
        Verdict::Mismatch(mismatch) => what_differs(mismatch),
        Verdict::Missing => "the case has no golden; `copydesk golden add` or an own file makes one".to_owned(),
        Verdict::Orphan => "a golden without an input; `copydesk golden prune` deletes it".to_owned(),
        Verdict::StalePending => "a rendering waits for review that nobody needs; `copydesk golden prune`".to_owned(),
        Verdict::UnexpectedPass(reason) => format!("it passes, and should fail because: {reason}"),
        Verdict::BrokenInvariant(broken) => broken.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        Verdict::Error(why) => why.replace('\n', " "),
    }
}

fn what_differs(mismatch: &Mismatch) -> String {
    let expected = String::from_utf8_lossy(&mismatch.expected);
    if let Some(what) = diff::only_white_space(&expected, &mismatch.actual) {
        return format!("only white space at line ends differs: {what}");
    }
    let changes = diff::changes(&expected, &mismatch.actual);
    let Some(first) = changes.first() else { return "the golden is not in UTF-8".to_owned() };
    let (count, line) = (changes.len(), first.line);
    let places = if count == 1 { "one place".to_owned() } else { format!("{count} places") };
    format!(
        "{places}; line {line}: `{}` became `{}`",
        shortened(&first.expected, diff::WINDOW),
        shortened(&first.actual, diff::WINDOW)
    )
}

fn pretty(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (part, blame) in lines.iter().filter(|(part, _)| !part.verdict.is_fine()) {
        let (style, name) = (style_of(&part.verdict), part.verdict.name());
        let _ = writeln!(out, "{style}{name}{style:#}  {}", part.name);
        match &part.verdict {
            Verdict::Mismatch(mismatch) => push_mismatch(mismatch, *blame, SHOWN, &mut out),
            Verdict::BrokenInvariant(broken) => {
                for broken in broken {
                    let _ = writeln!(out, "    {broken}");
                }
            }
            verdict => {
                let _ = writeln!(out, "    {}", message(verdict));
            }
        }
        out.push('\n');
    }
    push_rules(lines, &mut out);
    out
}

/// Which rules all differences together are owed to: what somebody wants to see who changed a rule.
fn push_rules(lines: &[Line<'_>], out: &mut String) {
    let mut cases: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for blame in lines.iter().filter_map(|(_, blame)| *blame) {
        let gained = blame.gained.iter().map(|(rule, count)| (("gained", rule.as_str()), *count));
        let lost = blame.lost.iter().map(|(rule, count)| (("lost", rule.as_str()), *count));
        for (key, count) in gained.chain(lost) {
            let entry = cases.entry(key).or_default();
            *entry = (entry.0 + count, entry.1 + 1);
        }
    }
    if cases.is_empty() {
        return;
    }
    out.push_str("repairs gained and lost, by rule:\n");
    let mut cases: Vec<_> = cases.into_iter().collect();
    cases.sort_by_key(|(key, (count, _))| (std::cmp::Reverse(*count), *key));
    for ((what, rule), (count, goldens)) in cases {
        let of = if goldens == 1 { "golden" } else { "goldens" };
        let _ = writeln!(out, "  {what:6}  {rule:24}{count:>6} in {goldens} {of}");
    }
    out.push('\n');
}

/// How a golden differs: the rules first, then the words.
pub fn push_mismatch(mismatch: &Mismatch, blame: Option<&Blame>, limit: usize, out: &mut String) {
    let expected = String::from_utf8_lossy(&mismatch.expected);
    if let Some(what) = diff::only_white_space(&expected, &mismatch.actual) {
        let _ = writeln!(out, "    only white space at line ends differs: {what}");
        return;
    }
    if let Some(blame) = blame {
        let _ = writeln!(out, "    {}", blame.line());
    }
    let (old, new) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    let changes = diff::changes(&expected, &mismatch.actual);
    for change in changes.iter().take(limit) {
        let (before, after) = (visible(&change.before), visible(&change.after));
        let place = format!("{}:{}", change.line, change.column);
        let _ = writeln!(out, "{place:>8} - {before}{old}[{}]{old:#}{after}", shortened(&change.expected, diff::LONG));
        let _ = writeln!(out, "         + {before}{new}[{}]{new:#}{after}", shortened(&change.actual, diff::LONG));
    }
    if changes.len() > limit {
        let _ = writeln!(out, "         and {} more", changes.len() - limit);
    }
}

fn style_of(verdict: &Verdict) -> Style {
    match verdict {
        Verdict::Pass => AnsiColor::Green.on_default(),
        Verdict::KnownGap(_) | Verdict::Missing | Verdict::Orphan | Verdict::StalePending => {
            AnsiColor::Yellow.on_default()
        }
        _ => AnsiColor::Red.on_default().bold(),
    }
}

fn concise(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (part, blame) in lines.iter().filter(|(part, _)| !part.verdict.is_fine()) {
        let by = blame.map(|blame| format!(" ({})", blame.line())).unwrap_or_default();
        let _ = writeln!(out, "{}: {}: {}{by}", part.path.display(), part.verdict.name(), message(&part.verdict));
    }
    out
}

fn json_lines(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (part, blame) in lines {
        let mut line = json!({
            "name": part.name,
            "path": part.path.display().to_string(),
            "verdict": part.verdict.name(),
            "message": message(&part.verdict),
        });
        if let Some(blame) = blame {
            line["gained"] = json!(blame.gained);
            line["lost"] = json!(blame.lost);
        }
        if let Verdict::Mismatch(mismatch) = &part.verdict {
            let expected = String::from_utf8_lossy(&mismatch.expected);
            let changes = diff::changes(&expected, &mismatch.actual);
            line["changes"] = changes
                .iter()
                .map(|change| {
                    let (expected, actual) = (&change.expected, &change.actual);
                    json!({"line": change.line, "column": change.column, "expected": expected, "actual": actual})
                })
                .collect();
        }
        let _ = writeln!(out, "{line}");
    }
    out
}

/// The Test Anything Protocol, version 14: <https://testanything.org/tap-version-14-specification.html>.
fn tap(lines: &[Line<'_>]) -> String {
    let mut out = format!("TAP version 14\n1..{}\n", lines.len());
    for (index, (part, _)) in lines.iter().enumerate() {
        let (number, name) = (index + 1, part.name.replace('\\', "\\\\").replace('#', "\\#"));
        let _ = match &part.verdict {
            Verdict::Pass => writeln!(out, "ok {number} - {name}"),
            Verdict::KnownGap(reason) => writeln!(out, "not ok {number} - {name} # TODO {reason}"),
            verdict => {
                let message = serde_json::Value::from(format!("{}: {}", verdict.name(), message(verdict)));
                writeln!(out, "not ok {number} - {name}\n  ---\n  message: {message}\n  ...")
            }
        };
    }
    out
}

/// The XML of JUnit, in the form that continuous integration reads.
fn junit(lines: &[Line<'_>]) -> String {
    let failures = lines.iter().filter(|(part, _)| !part.verdict.is_fine()).count();
    let gaps = lines.iter().filter(|(part, _)| matches!(part.verdict, Verdict::KnownGap(_))).count();
    let tests = lines.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    let _ = writeln!(
        out,
        "  <testsuite name=\"copydesk golden\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{gaps}\">"
    );
    for (part, _) in lines {
        let (group, name) = part.name.rsplit_once('/').unwrap_or(("golden", &part.name));
        let _ = write!(out, "    <testcase classname=\"{}\" name=\"{}\"", xml(group), xml(name));
        let (what, message) = (part.verdict.name(), xml(&message(&part.verdict)));
        let _ = match &part.verdict {
            Verdict::Pass => writeln!(out, "/>"),
            Verdict::KnownGap(_) => writeln!(out, "><skipped message=\"{message}\"/></testcase>"),
            _ => writeln!(out, "><failure type=\"{what}\" message=\"{message}\"/></testcase>"),
        };
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// A text as the value of an attribute in XML 1.0, which has no place for most control characters.
fn xml(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Annotations: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
fn github(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (part, _) in lines.iter().filter(|(part, _)| !part.verdict.is_fine()) {
        let line = match &part.verdict {
            Verdict::Mismatch(mismatch) => {
                let expected = String::from_utf8_lossy(&mismatch.expected);
                diff::changes(&expected, &mismatch.actual).first().map_or(1, |change| change.line)
            }
            _ => 1,
        };
        let escaped = message(&part.verdict).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let path = part.path.display().to_string().replace('%', "%25").replace(',', "%2C").replace(':', "%3A");
        let _ = writeln!(out, "::error file={path},line={line},title=golden {}::{escaped}", part.verdict.name());
    }
    out
}

/// How many parts came to which verdict: `3 mismatches, 300 pass; 75 cases in 0.4 s`.
fn summary(lines: &[Line<'_>], cases: usize, left: usize, seconds: f64) -> String {
    let mut counts: BTreeMap<&str, (bool, usize)> = BTreeMap::new();
    for (part, _) in lines {
        let entry = counts.entry(part.verdict.name()).or_insert((part.verdict.is_fine(), 0));
        entry.1 += 1;
    }
    let mut counts: Vec<(&str, (bool, usize))> = counts.into_iter().collect();
    // What is to be done comes first.
    counts.sort_by_key(|(_, (fine, count))| (*fine, std::cmp::Reverse(*count)));
    let counts: Vec<String> = counts.into_iter().map(|(name, (_, count))| format!("{count} {name}")).collect();
    let left = if left > 0 { format!(", {left} not run") } else { String::new() };
    let what = if cases == 1 { "case" } else { "cases" };
    format!("{}; {cases} {what}{left} in {seconds:.1} s", counts.join(", "))
}
