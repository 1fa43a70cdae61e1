//! SARIF 2.1.0, which code hosts and editors read: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::fmt::Write as _;
use std::path::{Component, Path};

use copydesk::render::StoredRepair;
use copydesk::rule::{Rule, Safety};
use copydesk::rules::RULES;
use serde_json::{Value, json};

use super::formats::{all, message};
use super::{Checked, Finding};

/// Prints one run with all rules, all findings, and what could not be read.
pub fn sarif(checked: &[Checked]) -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| about(rule)).collect();
    let results: Vec<Value> = all(checked).map(|(path, finding)| result(path, finding)).collect();
    let troubles: Vec<Value> = checked
        .iter()
        .filter_map(|one| one.found.as_ref().err())
        .map(|why| json!({"level": "error", "message": {"text": why}}))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "copydesk",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": troubles.is_empty(),
                "toolExecutionNotifications": troubles,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn about(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": {"text": format!("{}.", rule.summary)},
        "fullDescription": {"text": rule.cause},
        "help": {"text": format!("Holds back: {}", rule.holds_back)},
        "defaultConfiguration": {"level": level(rule.safety == Safety::Safe)},
        "properties": {"tags": [rule.group.name()]},
    })
}

fn level(applied: bool) -> &'static str {
    if applied { "warning" } else { "note" }
}

fn result(path: &Path, finding: &Finding) -> Value {
    let StoredRepair { rule, source, after, .. } = &finding.repair;
    let (end_line, end_column) = finding.end;
    let region = json!({
        "startLine": source.line,
        "startColumn": source.column,
        "endLine": end_line,
        "endColumn": end_column,
    });
    let artifact = json!({"uri": uri(path)});
    let mut result = json!({
        "ruleId": rule,
        "ruleIndex": RULES.iter().position(|known| known.id == rule),
        "level": level(finding.applied),
        "message": {"text": message(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    });
    if finding.exact {
        result["fixes"] = json!([{"artifactChanges": [{
            "artifactLocation": artifact,
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": after}}],
        }]}]);
    }
    result
}

/// A path as a relative reference, or as an address where it begins at the root (RFC 3986).
fn uri(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard-input".to_owned();
    }
    let mut out = String::from(if path.is_absolute() { "file://" } else { "" });
    for part in path.components() {
        let name = match part {
            Component::RootDir | Component::CurDir => continue,
            part => part.as_os_str().to_string_lossy(),
        };
        if !out.is_empty() {
            out.push('/');
        }
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_addresses() {
        assert_eq!(uri(Path::new("./in/high tide.txt")), "in/high%20tide.txt");
        assert_eq!(uri(Path::new("../a:b.txt")), "../a%3Ab.txt");
        #[cfg(unix)]
        assert_eq!(uri(Path::new("/press/é.txt")), "file:///press/%C3%A9.txt");
    }
}
