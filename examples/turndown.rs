//! Takes the cases of Turndown from HTML to Markdown, and says where ours does not say the same as theirs.
//!
//! `turndown FILE` reads Turndown's `test/index.html`, which the crate `htmd` carries. comrak judges: the HTML of our
//! Markdown must be that of theirs. What is known to differ stands in `scripts/formats/known.txt` with its reason.

use std::process::ExitCode;

use copydesk::render::{MarkdownOptions, markdown};
use copydesk::{Format, Options};
use dom_query::Document;

#[path = "../tests/support/canonical.rs"]
mod canonical;

use canonical::canonical;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: turndown FILE");
        return ExitCode::from(2);
    };
    let ledger = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/formats/known.txt");
    let (text, known) = match (std::fs::read_to_string(&path), std::fs::read_to_string(ledger)) {
        (Ok(text), Ok(known)) => (text, known),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("{path} or {ledger}: {error}");
            return ExitCode::from(2);
        }
    };
    let known: Vec<&str> = known.lines().filter_map(|line| line.strip_prefix("turndown ")).collect();
    let page = Document::from(text.as_str());
    let (mut same, mut wrong, mut count) = (0, 0, 0);
    for (index, case) in page.select(".case").iter().enumerate() {
        count += 1;
        let (input, theirs) = (case.select(".input").inner_html(), case.select("pre.expected").text());
        let ours = converted(&input);
        let (one, two) = (by_comrak(&ours), by_comrak(&theirs));
        let listed = known.iter().any(|line| line.split_whitespace().next() == Some(&(index + 1).to_string()));
        same += usize::from(one == two);
        if (one == two) == listed {
            wrong += 1;
            println!("--- {} listed: {listed}\n{input}\n=> ours\n{ours}\n=> theirs\n{theirs}\n", index + 1);
        }
    }
    println!("turndown: {same} of {count} say the same, {wrong} against the ledger");
    ExitCode::from(u8::from(wrong > 0))
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
    canonical(&comrak::markdown_to_html(source, &options))
}
