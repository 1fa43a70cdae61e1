//! Measures the decision at line-end hyphens on texts whose truth is known.
//!
//! ```text
//! cargo run --release --example line_end_accuracy -- CASES.jsonl
//! ```
//!
//! Each line is a document: `{"lines": [[line, …] per paragraph], "events": [{"p": paragraph, "l": line, "kind"}]}`,
//! where an event says that the hyphen at the end of that line is `soft` (goes), `hard` or `url` (stays) or `susp`
//! (stays, with a space). Wrong decisions are printed with their reasons.

use std::collections::BTreeMap;

use copydesk::evidence::{Decision, line_end};
use copydesk::lexicon::Lexicon;
use copydesk::page::Page;
use copydesk::read;
use copydesk::survey::Survey;
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of cases")?;
    let mut counts: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for line in std::fs::read_to_string(path)?.lines() {
        judge(&serde_json::from_str(line)?, &mut counts);
    }
    let right = |kind: &str| match kind {
        "soft" => "join",
        "susp" => "keep and space",
        _ => "keep",
    };
    let all: usize = counts.values().sum();
    let good: usize = counts.iter().filter(|((kind, got), _)| right(kind) == *got).map(|(_, count)| count).sum();
    for ((kind, got), count) in &counts {
        println!("{kind:6} {got:15} {count}");
    }
    println!("{good} of {all} right, {:.2} %", 100.0 * good as f64 / all as f64);
    Ok(())
}

fn judge(document: &Value, counts: &mut BTreeMap<(String, &'static str), usize>) {
    let paragraphs: Vec<Vec<&str>> =
        array(&document["lines"]).map(|lines| array(lines).filter_map(Value::as_str).collect()).collect();
    let text: Vec<String> = paragraphs.iter().map(|lines| lines.join("\n")).collect();
    let draft = read::plain::read(&text.join("\n\n"));
    let (survey, lexicon) = (Survey::of(&draft), Lexicon::default());
    let page = Page::new(&draft, &survey, &lexicon);
    for event in array(&document["events"]) {
        let place = |name: &str| event[name].as_u64().unwrap_or(0) as usize;
        let lines = &paragraphs[place("p")];
        let (Some(left), Some(right)) = (lines.get(place("l")), lines.get(place("l") + 1)) else { continue };
        let verdict = line_end(left, right, &page);
        let got = match verdict.decision {
            Decision::Join => "join",
            Decision::Keep => "keep",
            Decision::KeepAndSpace => "keep and space",
            Decision::Unsure => "unsure",
        };
        let kind = event["kind"].as_str().unwrap_or("").to_owned();
        let good =
            matches!((kind.as_str(), got), ("soft", "join") | ("hard" | "url", "keep") | ("susp", "keep and space"));
        if !good {
            let left = left.rsplit(' ').next().unwrap_or("");
            let right = right.split(' ').next().unwrap_or("");
            println!("{kind}: {left}|{right} {got} {:.2} {}", verdict.log_odds, verdict.reason);
        }
        *counts.entry((kind, got)).or_default() += 1;
    }
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
