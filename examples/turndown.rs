//! Takes the cases of Turndown and of htmd from HTML to Markdown, and says where ours does not say the same as theirs.
//!
//! `turndown turndown FILE` reads Turndown's `test/index.html`, which the crate `htmd` carries; `turndown htmd FILE` reads
//! a JSON array of `[name, HTML, Markdown]`. comrak judges: the HTML of our Markdown must be that of theirs. What is known
//! to differ stands in `scripts/formats/known.txt` with its reason.

use std::process::ExitCode;

use copydesk::render::{MarkdownOptions, markdown};
use copydesk::{Format, Options};
use dom_query::Document;

#[path = "../tests/support/canonical.rs"]
mod canonical;

use canonical::canonical;

/// A case: its name in the ledger, the HTML, the Markdown of others.
type Case = (String, String, String);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [suite, path] = &arguments[..] else {
        eprintln!("usage: turndown turndown|htmd FILE");
        return ExitCode::from(2);
    };
    let ledger = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/formats/known.txt");
    let (text, known) = match (std::fs::read_to_string(path), std::fs::read_to_string(ledger)) {
        (Ok(text), Ok(known)) => (text, known),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("{path} or {ledger}: {error}");
            return ExitCode::from(2);
        }
    };
    let cases = match suite.as_str() {
        "turndown" => of_page(&text),
        _ => match serde_json::from_str(&text) {
            Ok(cases) => cases,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::from(2);
            }
        },
    };
    let mut known: Vec<&str> = known
        .lines()
        .filter_map(|line| line.strip_prefix(suite.as_str())?.strip_prefix(' ')?.split_whitespace().next())
        .collect();
    let (mut same, mut wrong) = (0, 0);
    for (name, input, theirs) in &cases {
        let ours = converted(input);
        let is_same = by_comrak(&ours) == by_comrak(theirs);
        let listed = known.iter().position(|one| one == name).map(|at| known.swap_remove(at)).is_some();
        same += usize::from(is_same);
        if is_same == listed {
            wrong += 1;
            println!("--- {name} listed: {listed}\n{input}\n=> ours\n{ours}\n=> theirs\n{theirs}\n");
        }
    }
    for name in &known {
        println!("--- {name} is listed, and no such case is there");
    }
    wrong += known.len();
    println!("{suite}: {same} of {} say the same, {wrong} against the ledger", cases.len());
    ExitCode::from(u8::from(wrong > 0))
}

fn of_page(text: &str) -> Vec<Case> {
    let page = Document::from(text);
    let cases = page.select(".case");
    let case = |(index, case): (usize, dom_query::Selection<'_>)| {
        (
            (index + 1).to_string(),
            case.select(".input").inner_html().to_string(),
            case.select("pre.expected").text().to_string(),
        )
    };
    cases.iter().enumerate().map(case).collect()
}

fn converted(html: &str) -> String {
    let options = Options { from: Format::Html, ..Options::default() };
    let options_out = MarkdownOptions { front_matter: false, ..MarkdownOptions::default() };
    markdown(copydesk::convert(html, &options).document(), &options_out)
}

fn by_comrak(source: &str) -> String {
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    canonical(&comrak::markdown_to_html(source, &options))
}
