//! Texts about the rules that are made from the catalogue: `docs/rules.md` and the table in the README.

use std::fmt::Write as _;

use crate::rule::{Example, Group, Rule, Safety};
use crate::rules::RULES;
use crate::visible::visible;

/// Before the table in the README.
const BEGIN: &str = "<!-- rules:begin -->\n";

/// Behind the table in the README.
const END: &str = "<!-- rules:end -->";

/// `docs/rules.md`: the whole catalogue as Markdown, by group, in running order.
///
/// ```
/// let page = copydesk::docs::rules_page();
/// assert!(page.starts_with("# Rules\n") && page.contains("### spaced-ellipsis\n"));
/// ```
pub fn rules_page() -> String {
    let mut out = String::from("# Rules\n\n");
    out.push_str(
        "Made from the catalogue in `src/rules.rs`; `copydesk rule ID` tells the same on the terminal. Within a group the \
         rules stand in their running order.\n\n\
         **Safe** repairs are applied. **Suggested** ones are told, and applied with `--suggested` or when the rule is \
         selected by its id. What a rule only **reports** is left to a person. Single findings of a safe rule may be less \
         sure than the rule.\n\n\
         In the examples a line end is `⏎`, a tab `⇥`, and what nobody sees stands in `‹ ›` by its name.\n",
    );
    for group in Group::ALL {
        let mut rules = RULES.iter().filter(|rule| rule.group == group).peekable();
        if rules.peek().is_some() {
            let _ = write!(out, "\n## {}\n", title(group));
        }
        for rule in rules {
            push_rule(rule, &mut out);
        }
    }
    out
}

fn push_rule(rule: &Rule, out: &mut String) {
    let (id, summary, class) = (rule.id, rule.summary, class(rule.safety));
    let _ = write!(out, "\n### {id}\n\n{summary}. *{class}.*\n\n");
    let _ = write!(out, "{}\n\n**Holds back:** {}\n\n", prose(rule.cause), prose(rule.holds_back));
    out.push_str("| | text |\n| --- | --- |\n");
    for example in rule.examples {
        match example {
            Example::Repairs(before, after) | Example::RepairsPage(before, after) => {
                let _ = writeln!(out, "| repairs | {} |\n| to | {} |", cell(before), cell(after));
            }
            Example::Keeps(text) | Example::KeepsPage(text) => {
                let _ = writeln!(out, "| keeps | {} |", cell(text));
            }
        }
    }
}

/// The table of the README: every rule with its class and what it does.
pub fn rules_table() -> String {
    let mut out = String::from("| rule | group | class | what it does |\n| --- | --- | --- | --- |\n");
    for group in Group::ALL {
        for rule in RULES.iter().filter(|rule| rule.group == group) {
            let (id, group, class, summary) = (rule.id, group.name(), rule.safety.name(), prose(rule.summary));
            let _ = writeln!(out, "| [{id}](docs/rules.md#{id}) | {group} | {class} | {summary} |");
        }
    }
    out
}

/// The README with the table of today between its two marks; nothing if it has no such marks.
///
/// ```
/// let readme = copydesk::docs::with_rules_table("# x\n<!-- rules:begin -->\nold\n<!-- rules:end -->\n").unwrap();
/// assert!(readme.contains("hard-wrap") && !readme.contains("old\n<"));
/// assert_eq!(copydesk::docs::with_rules_table("# x\n"), None);
/// ```
pub fn with_rules_table(readme: &str) -> Option<String> {
    let start = readme.find(BEGIN)? + BEGIN.len();
    let end = start + readme[start..].find(END)?;
    Some(format!("{}{}{}", &readme[..start], rules_table(), &readme[end..]))
}

fn title(group: Group) -> &'static str {
    match group {
        Group::Encoding => "Encoding: characters that were read wrongly",
        Group::Markup => "Markup: tags and escapes left in the text",
        Group::Pages => "Pages: page numbers, running heads, page breaks",
        Group::Hyphen => "Hyphen: hyphens lost or left",
        Group::Lines => "Lines: line ends and white space",
        Group::Punctuation => "Punctuation: marks misread or misspaced",
        Group::Words => "Words: words run together or split",
        Group::Furniture => "Furniture: what surrounds an article",
    }
}

fn class(safety: Safety) -> &'static str {
    match safety {
        Safety::Report => "Reported only",
        Safety::Suggested => "Suggested",
        Safety::Safe => "Safe",
    }
}

/// A text of the catalogue as running Markdown: tags are shown, code stays code.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, piece) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        if index % 2 == 0 {
            out.push_str(&piece.replace('<', "\\<"));
        } else {
            out.push_str(piece);
        }
    }
    out.replace('|', "\\|")
}

/// An example as code in a cell of a table.
fn cell(text: &str) -> String {
    let shown = visible(text.strip_suffix('\n').unwrap_or(text)).replace('|', "\\|");
    let longest = shown.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_examples_as_they_are() {
        assert_eq!(cell("a\u{a0}b|c\n"), "`a‹no-break space›b\\|c`");
        assert_eq!(cell("``so'' `\n"), "``` ``so'' ` ```");
        assert_eq!(prose("A tag (`<u>`) | or <b>."), "A tag (`<u>`) \\| or \\<b>.");
    }
}
