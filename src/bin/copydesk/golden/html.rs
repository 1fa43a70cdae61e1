//! `golden check --html`: a page with all that differs, for those who would rather read it in a browser.

use std::fmt::Write as _;

use copydesk::golden::blame::Blame;
use copydesk::golden::{Mismatch, Part, Verdict, diff};
use copydesk::report::{escaped, framed, named};
use copydesk::visible::shortened;

use super::report::{Line, balance, message};

/// How many differences of a golden are shown.
const SHOWN: usize = 200;

/// The page. It begins with what a person who changed a rule wants to know: which rules the differences are owed to.
pub fn page(lines: &[Line<'_>], summary: &str) -> String {
    let (fine, failed): (Vec<_>, Vec<_>) = lines.iter().partition(|(part, _)| part.verdict.is_fine());
    let mut body = format!("<p class=\"tally\">{}.</p>\n<main>\n", escaped(summary));
    push_rules(lines, &mut body);
    for (index, line) in failed.iter().enumerate() {
        push_part(line, index + 1, &mut body);
    }
    if !fine.is_empty() {
        let _ = writeln!(body, "<details>\n<summary>{} as they should be</summary>\n<ul>", fine.len());
        for (part, _) in fine {
            let _ = writeln!(body, "<li>{}{}</li>", escaped(&part.name), reason(part));
        }
        body.push_str("</ul>\n</details>\n");
    }
    body.push_str("</main>\n");
    framed("Golden cases", &body)
}

/// Why a part that fails is as it should be.
fn reason(part: &Part) -> String {
    match &part.verdict {
        Verdict::KnownGap(reason) => format!(" (known gap: {})", escaped(reason)),
        _ => String::new(),
    }
}

fn push_rules(lines: &[Line<'_>], body: &mut String) {
    let balance = balance(lines);
    if balance.is_empty() {
        return;
    }
    body.push_str("<section id=\"rules\">\n<h2>Repairs gained and lost</h2>\n<table>\n");
    body.push_str("<tr><th>rule</th><th></th><th>repairs</th><th>goldens</th></tr>\n");
    for (what, rule, count, goldens) in balance {
        let _ = writeln!(body, "<tr><td>{}</td><td>{what}</td><td>{count}</td><td>{goldens}</td></tr>", escaped(rule));
    }
    body.push_str("</table>\n</section>\n");
}

fn push_part((part, blame): &Line<'_>, number: usize, body: &mut String) {
    let (name, verdict) = (escaped(&part.name), part.verdict.name());
    let _ = writeln!(body, "<article id=\"c{number}\">\n<h2><a href=\"#c{number}\">{name}</a> {verdict}</h2>");
    let blame = blame.map(Blame::line).filter(|line| !line.is_empty());
    if let Some(line) = blame {
        let _ = writeln!(body, "<p>{}</p>", escaped(&line));
    }
    match &part.verdict {
        Verdict::Mismatch(mismatch) => push_changes(mismatch, body),
        verdict => {
            let _ = writeln!(body, "<p>{}</p>", escaped(&message(verdict)));
        }
    }
    body.push_str("</article>\n");
}

fn push_changes(mismatch: &Mismatch, body: &mut String) {
    let expected = String::from_utf8_lossy(&mismatch.expected);
    let changes = diff::changes(&expected, &mismatch.actual);
    body.push_str(
        "<div class=\"rows verdicts\">\n<div class=\"row head\"><p>Expected</p><p>Came out</p><p>Place</p></div>\n",
    );
    for change in changes.iter().take(SHOWN) {
        let (before, after) = (named(&change.before), named(&change.after));
        let [gone, come] =
            [("del", &change.expected), ("ins", &change.actual)].map(|(tag, text)| match text.as_str() {
                "" => "<span class=\"spot\"></span>".to_owned(),
                text => format!("<{tag}>{}</{tag}>", named_short(text)),
            });
        let _ = writeln!(
            body,
            "<div class=\"row\"><p class=\"before\" dir=\"auto\">{before}{gone}{after}</p><p class=\"after\" dir=\"auto\">{before}{come}{after}</p><p class=\"why\">{}:{}</p></div>",
            change.line, change.column
        );
    }
    body.push_str("</div>\n");
    if changes.len() > SHOWN {
        let _ = writeln!(body, "<p>and {} more places</p>", changes.len() - SHOWN);
    }
}

/// A changed text by its names; the middle of a long one is left out.
fn named_short(text: &str) -> String {
    if text.chars().nth(diff::LONG).is_some() { escaped(&shortened(text, diff::LONG)) } else { named(text) }
}
