//! `rule`: the catalogue on the terminal.

use std::fmt::Write as _;

use copydesk::config::rule_suggestion;
use copydesk::rule::{Example, Group, Rule};
use copydesk::rules::{RULES, find};
use copydesk::visible::visible;

use crate::End;
use crate::output;
use crate::terminal::{self, wrapped};
use crate::trouble::Trouble;

/// Lists all rules or those of a group, or tells about one.
pub fn show(name: Option<&str>) -> Result<End, Trouble> {
    let width = terminal::width();
    let group = |name: &str| Group::ALL.into_iter().find(|group| group.name() == name);
    let text = match name {
        None => list(&Group::ALL, width),
        Some(name) => match (find(name), group(name)) {
            (Some(rule), _) => about(rule, width),
            (None, Some(group)) => list(&[group], width),
            (None, None) => {
                return Err(Trouble::Usage(format!("no rule or group is called `{name}`; {}", rule_suggestion(name))));
            }
        },
    };
    output::print(&text)?;
    Ok(End::Done)
}

fn list(groups: &[Group], width: Option<usize>) -> String {
    let mut out = String::new();
    let longest = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for group in groups {
        let _ = writeln!(out, "{}", group.name());
        for rule in RULES.iter().filter(|rule| rule.group == *group) {
            let start = format!("  {:longest$}  {:9}  ", rule.id, rule.safety.name());
            let room = width.map(|width| width.saturating_sub(start.len()).max(20));
            let summary = wrapped(rule.summary, room, 0).replace('\n', &format!("\n{:1$}", "", start.len()));
            let _ = writeln!(out, "{start}{summary}");
        }
    }
    out
}

/// How wide what stands before an example is.
const INDENT: usize = 11;

fn about(rule: &Rule, width: Option<usize>) -> String {
    let mut out = format!("{} ({}, {})\n\n", rule.id, rule.group.name(), rule.safety.name());
    let cause = format!("Cause: {}", rule.cause);
    let holds_back = format!("Holds back: {}", rule.holds_back);
    for paragraph in [format!("{}.", rule.summary), cause, holds_back] {
        let _ = writeln!(out, "{}\n", wrapped(&paragraph, width, 0));
    }
    out.push_str("Examples:\n");
    let room = width.map(|width| width.saturating_sub(INDENT));
    let example = |text: &str| wrapped(&visible(text.trim_end()), room, 0).replace('\n', &format!("\n{:INDENT$}", ""));
    for one in rule.examples {
        match one {
            Example::Repairs(before, after) | Example::RepairsPage(before, after) => {
                let _ = writeln!(out, "  repairs  {}", example(before));
                let _ = writeln!(out, "       to  {}", example(after));
            }
            Example::Keeps(text) | Example::KeepsPage(text) => {
                let _ = writeln!(out, "  keeps    {}", example(text));
            }
        }
    }
    out
}
