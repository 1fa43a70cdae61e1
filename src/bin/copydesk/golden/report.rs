//! `golden check`: the verdicts, printed for people or for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use copydesk::golden::blame::Blame;
use copydesk::golden::{Mismatch, Part, Verdict, diff};
use copydesk::visible::{shortened, visible};
use quick_junit::{NonSuccessKind, TestCaseStatus};
use serde_json::json;

use super::cases::{Cases, Run};
use super::write::mismatches;
use super::{CheckArguments, ReportFormat, delete, html, in_ci};
use crate::End;
use crate::output;
use crate::trouble::{Trouble, name_of};

/// How many differences of a golden are shown.
const SHOWN: usize = 4;

/// How many rules are named at the end.
const RULES_SHOWN: usize = 12;

/// A part with the rules it is owed to.
pub type Line<'r> = (&'r Part, Option<&'r Blame>);

/// Runs the cases and prints the verdicts; where it is to be quiet, only those that ask for something.
pub fn check(arguments: &CheckArguments, quiet: bool) -> Result<End, Trouble> {
    let begun = Instant::now();
    let cases = Cases::find(&arguments.cases)?;
    let mut runs = cases.run(arguments.cases.jobs, arguments.fail_fast);
    let loose = cases.loose_parts();
    if !in_ci() {
        keep_pending(&mut runs)?;
    }
    let of_cases = runs
        .iter()
        .flat_map(|run| run.parts.iter().zip(run.blames.iter().map(Option::as_ref).chain(std::iter::repeat(None))));
    let lines: Vec<Line<'_>> = of_cases.chain(loose.iter().map(|part| (part, None))).collect();
    let mut out = match arguments.output_format {
        ReportFormat::Pretty => pretty(&lines),
        ReportFormat::Concise => concise(&lines),
        ReportFormat::JsonLines => json_lines(&lines),
        ReportFormat::Tap => tap(&lines),
        ReportFormat::Junit => junit(&lines),
        ReportFormat::Github => github(&lines),
    };
    let left = cases.len() - runs.len();
    let summary = summary(&lines, runs.len(), left, begun.elapsed().as_secs_f64());
    if !quiet && matches!(arguments.output_format, ReportFormat::Pretty | ReportFormat::Concise) {
        let _ = writeln!(out, "{summary}");
    }
    output::print_styled(&out)?;
    if let Some(file) = &arguments.html {
        output::write_file(file, &html::page(&lines, &summary))?;
    }
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
fn keep_pending(runs: &mut [Run]) -> Result<(), Trouble> {
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
pub fn message(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Pass => String::new(),
        Verdict::KnownGap(reason) => reason.clone(),
        Verdict::Mismatch(mismatch) | Verdict::WhiteSpace(mismatch) => what_differs(mismatch),
        Verdict::Missing => "the case has no golden; `copydesk golden add` or an own file makes one".to_owned(),
        Verdict::Orphan => "a golden without an input; `copydesk golden prune` deletes it".to_owned(),
        Verdict::StalePending => "a rendering waits for review that nobody needs; `copydesk golden prune`".to_owned(),
        Verdict::UnexpectedPass(reason) => format!("it passes, and should fail because: {reason}"),
        Verdict::BrokenInvariant(broken) => broken.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        Verdict::StaleGap => "the ledger names a part that no case has; take it off".to_owned(),
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
        let _ = writeln!(out, "{style}{name}{style:#}  {}", visible(&part.name));
        match &part.verdict {
            Verdict::Mismatch(mismatch) | Verdict::WhiteSpace(mismatch) => {
                push_mismatch(mismatch, *blame, SHOWN, &mut out);
            }
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

/// Repairs that a rule gained or lost: what happened, the rule, how many, and in how many goldens.
pub type Balance<'r> = (&'static str, &'r str, usize, usize);

/// Which rules all differences together are owed to, those with most to answer for first.
pub fn balance<'r>(lines: &[Line<'r>]) -> Vec<Balance<'r>> {
    let mut cases: BTreeMap<(&'static str, &str), (usize, usize)> = BTreeMap::new();
    for blame in lines.iter().filter_map(|(_, blame)| *blame) {
        let gained = blame.gained.iter().map(|(rule, count)| (("gained", rule.as_str()), *count));
        let lost = blame.lost.iter().map(|(rule, count)| (("lost", rule.as_str()), *count));
        for (key, count) in gained.chain(lost) {
            let entry = cases.entry(key).or_default();
            *entry = (entry.0 + count, entry.1 + 1);
        }
    }
    let mut balance: Vec<Balance<'r>> =
        cases.into_iter().map(|((what, rule), (count, goldens))| (what, rule, count, goldens)).collect();
    balance.sort_by_key(|(what, rule, count, _)| (std::cmp::Reverse(*count), *what, *rule));
    balance
}

/// The rules to look at. They come last, where a terminal of 24 lines still shows them.
fn push_rules(lines: &[Line<'_>], out: &mut String) {
    let balance = balance(lines);
    if balance.is_empty() {
        return;
    }
    out.push_str("repairs gained and lost, by rule:\n");
    for (what, rule, count, goldens) in balance.iter().take(RULES_SHOWN) {
        let of = if *goldens == 1 { "golden" } else { "goldens" };
        let _ = writeln!(out, "  {what:6}  {rule:24}{count:>6} in {goldens} {of}");
    }
    if balance.len() > RULES_SHOWN {
        let _ = writeln!(out, "  and {} more", balance.len() - RULES_SHOWN);
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
        Verdict::KnownGap(_)
        | Verdict::WhiteSpace(_)
        | Verdict::Missing
        | Verdict::Orphan
        | Verdict::StalePending
        | Verdict::StaleGap => AnsiColor::Yellow.on_default(),
        _ => AnsiColor::Red.on_default().bold(),
    }
}

fn concise(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (part, blame) in lines.iter().filter(|(part, _)| !part.verdict.is_fine()) {
        let by = blame.map(|blame| format!(" ({})", blame.line())).unwrap_or_default();
        let _ = writeln!(out, "{}: {}: {}{by}", name_of(&part.path), part.verdict.name(), message(&part.verdict));
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
        if let Some(mismatch) = part.verdict.mismatch() {
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
        let (number, name) = (index + 1, visible(&part.name).replace('\\', "\\\\").replace('#', "\\#"));
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

/// The XML of JUnit, in the form that continuous integration reads: a suite for each folder.
fn junit(lines: &[Line<'_>]) -> String {
    let mut report = quick_junit::Report::new("copydesk golden");
    let mut suites: BTreeMap<&str, quick_junit::TestSuite> = BTreeMap::new();
    for (part, blame) in lines {
        let (folder, name) = part.name.rsplit_once('/').unwrap_or(("golden", &part.name));
        let message = visible(&message(&part.verdict));
        let mut status = match &part.verdict {
            Verdict::Pass => TestCaseStatus::success(),
            Verdict::KnownGap(_) => TestCaseStatus::skipped(),
            Verdict::Error(_) => TestCaseStatus::non_success(NonSuccessKind::Error),
            _ => TestCaseStatus::non_success(NonSuccessKind::Failure),
        };
        if part.verdict != Verdict::Pass {
            status.set_message(message);
        }
        if !part.verdict.is_fine() {
            status.set_type(part.verdict.name());
        }
        if let Some(mismatch) = part.verdict.mismatch() {
            let mut shown = String::new();
            push_mismatch(mismatch, *blame, SHOWN, &mut shown);
            status.set_description(anstream::adapter::strip_str(&shown).to_string());
        }
        let mut case = quick_junit::TestCase::new(visible(name), status);
        case.set_classname(visible(folder));
        suites.entry(folder).or_insert_with(|| quick_junit::TestSuite::new(visible(folder))).add_test_case(case);
    }
    report.add_test_suites(suites.into_values());
    let mut xml = report.to_string().unwrap_or_default();
    if !xml.ends_with('\n') {
        xml.push('\n');
    }
    xml
}

/// Annotations: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
fn github(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (part, _) in lines.iter().filter(|(part, _)| !part.verdict.is_fine()) {
        let line = part.verdict.mismatch().map_or(1, |mismatch| {
            let expected = String::from_utf8_lossy(&mismatch.expected);
            diff::changes(&expected, &mismatch.actual).first().map_or(1, |change| change.line)
        });
        let escaped = message(&part.verdict).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        let path =
            visible(&part.path.display().to_string()).replace('%', "%25").replace(',', "%2C").replace(':', "%3A");
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
