//! `rule`: the catalogue on the terminal.

use std::fmt::Write as _;

use copydesk::config::rule_suggestion;
use copydesk::rule::{Example, Group, Rule};
use copydesk::rules::{RULES, find};
use copydesk::visible::visible;

use crate::End;
use crate::output;
use crate::trouble::Trouble;

/// Lists all rules, or tells about one.
pub fn show(id: Option<&str>) -> Result<End, Trouble> {
    let text = match id {
        None => list(),
        Some(id) => match find(id) {
            Some(rule) => about(rule),
            None => return Err(Trouble::Usage(format!("no rule is called `{id}`; {}", rule_suggestion(id)))),
        },
    };
    output::print(&text)?;
    Ok(End::Done)
}

fn list() -> String {
    let mut out = String::new();
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for group in Group::ALL {
        let _ = writeln!(out, "{}", group.name());
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let _ = writeln!(out, "  {:width$}  {:9}  {}", rule.id, rule.safety.name(), rule.summary);
        }
    }
    out
}

fn about(rule: &Rule) -> String {
    let mut out = format!("{} ({}, {})\n\n{}.\n", rule.id, rule.group.name(), rule.safety.name(), rule.summary);
    let _ = writeln!(out, "\nCause: {}\n\nHolds back: {}\n\nExamples:", rule.cause, rule.holds_back);
    for example in rule.examples {
        match example {
            Example::Repairs(before, after) => {
                let _ = writeln!(
                    out,
                    "  repairs  {}\n       to  {}",
                    visible(before.trim_end()),
                    visible(after.trim_end())
                );
            }
            Example::Keeps(text) => {
                let _ = writeln!(out, "  keeps    {}", visible(text.trim_end()));
            }
        }
    }
    out
}
