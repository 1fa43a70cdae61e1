//! `rule`: the catalogue on the terminal.

use std::fmt::Write as _;

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
            None => return Err(Trouble::Usage(format!("no rule is called `{id}`; {}", suggestion(id)))),
        },
    };
    output::print(&text)?;
    Ok(End::Done)
}

/// What somebody may have meant by a name that is no rule and no group.
pub fn suggestion(name: &str) -> String {
    let names = RULES.iter().map(|rule| rule.id).chain(Group::ALL.map(Group::name));
    let nearest =
        names.map(|known| (strsim::jaro_winkler(name, known), known)).max_by(|one, two| one.0.total_cmp(&two.0));
    match nearest {
        Some((likeness, known)) if likeness > 0.75 => format!("did you mean `{known}`?"),
        _ => "`copydesk rule` lists them".to_owned(),
    }
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
            Example::Repairs(before, after) | Example::RepairsPage(before, after) => {
                let _ = writeln!(
                    out,
                    "  repairs  {}\n       to  {}",
                    visible(before.trim_end()),
                    visible(after.trim_end())
                );
            }
            Example::Keeps(text) | Example::KeepsPage(text) => {
                let _ = writeln!(out, "  keeps    {}", visible(text.trim_end()));
            }
        }
    }
    out
}
