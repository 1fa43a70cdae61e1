//! Takes the examples of a Markdown specification through readers, tree and writers, and says what does not come back.
//!
//! `spec SUITE FILES` reads files of examples in the form of CommonMark's `spec.txt`, of a later file what the ones before
//! it have not. Each example is judged six times, by two parsers that know nothing of ours; what is known to differ
//! stands in `scripts/formats/known.txt`, and what is listed there must differ.

use std::collections::{BTreeMap, HashSet};
use std::process::ExitCode;

use copydesk::document::Document;
use copydesk::render::{HtmlOptions, MarkdownOptions, html, markdown};
use copydesk::{Format, Options};

#[path = "../tests/support/canonical.rs"]
mod canonical;

use canonical::canonical;

/// What is asked of each example.
const JUDGES: [(&str, &str); 6] = [
    ("comrak", "comrak makes the same HTML of our Markdown as of the example"),
    ("pulldown", "pulldown-cmark does"),
    ("stable", "a second pass changes no byte"),
    ("agree", "both parsers make the same HTML of our Markdown"),
    ("square", "that HTML is the one we make of the document"),
    ("back", "our HTML, read again and by way of Markdown, makes the same HTML"),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(suite), Some(first)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: spec SUITE FILES");
        return ExitCode::from(2);
    };
    match judge(&suite, std::iter::once(first).chain(arguments)) {
        Ok(wrong) => ExitCode::from(u8::from(wrong > 0)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Judges the examples of the files and tells how many verdicts are not what the ledger says.
fn judge(suite: &str, paths: impl Iterator<Item = String>) -> std::io::Result<usize> {
    let known = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/formats/known.txt"))?;
    let known: HashSet<(usize, &str)> = known.lines().filter_map(|line| entry(line, suite)).collect();
    let mut examples: Vec<String> = Vec::new();
    for path in paths {
        let more = self::examples(&std::fs::read_to_string(path)?);
        let seen: HashSet<String> = examples.iter().cloned().collect();
        examples.extend(more.into_iter().filter(|example| !seen.contains(example)));
    }
    let mut passed: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = 0;
    for (index, example) in examples.iter().enumerate() {
        for ((judge, asks), verdict) in JUDGES.iter().zip(verdicts(example)) {
            *passed.entry(judge).or_default() += usize::from(verdict.is_ok());
            let expected = !known.contains(&(index + 1, *judge));
            match verdict {
                Err(why) if expected => println!("--- {suite} {} {judge}: not so: {asks}\n{example}{why}", index + 1),
                Ok(()) if !expected => println!("--- {suite} {} {judge} is listed as known, and passes", index + 1),
                _ => continue,
            }
            wrong += 1;
        }
    }
    for (judge, asks) in JUDGES {
        println!("{suite}: {} of {}: {asks}", passed.get(judge).unwrap_or(&0), examples.len());
    }
    Ok(wrong)
}

/// An entry of the ledger: `SUITE NUMBER JUDGE reason`.
fn entry<'l>(line: &'l str, suite: &str) -> Option<(usize, &'l str)> {
    let mut words = line.split_whitespace();
    (words.next() == Some(suite)).then(|| Some((words.next()?.parse().ok()?, words.next()?))).flatten()
}

/// The Markdown of each example.
fn examples(text: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut example: Option<String> = None;
    for line in text.lines() {
        if line.starts_with("````````````````````````````````") {
            example =
                line.ends_with(" example").then(String::new).or_else(|| line.contains("example ").then(String::new));
        } else if line == "." {
            examples.extend(example.take());
        } else if let Some(example) = &mut example {
            example.push_str(&line.replace('→', "\t"));
            example.push('\n');
        }
    }
    examples
}

/// The verdict of each judge, in the order of [`JUDGES`].
fn verdicts(example: &str) -> [Result<(), String>; 6] {
    let document = read(example, Format::Markdown);
    let written = written(&document);
    let page = fragment(&document);
    let back = read(&page, Format::Html);
    let there_and_back = fragment(&read(&self::written(&back), Format::Markdown));
    let same = |one: &str, two: &str| {
        let (one, two) = (canonical(one), canonical(two));
        if one == two { Ok(()) } else { Err(format!("=> {written:?}\n{one}\n=== is not ===\n{two}\n")) }
    };
    let again = self::written(&read(&written, Format::Markdown));
    [
        same(&by_comrak(example, false), &by_comrak(&written, false)),
        same(&by_pulldown(example), &by_pulldown(&written)),
        if again == written { Ok(()) } else { Err(format!("=> {written:?}\n=> {again:?}\n")) },
        same(&by_comrak(&written, false), &by_pulldown(&written)),
        same(&page, &by_comrak(&written, true)),
        same(&page, &fragment(&back)).and_then(|()| same(&page, &there_and_back)),
    ]
}

fn read(source: &str, from: Format) -> Document {
    copydesk::convert(source, &Options { from, ..Options::default() }).document().clone()
}

fn written(document: &Document) -> String {
    let front_matter = document.meta.front_matter.is_some();
    markdown(document, &MarkdownOptions { front_matter, ..MarkdownOptions::default() })
}

fn fragment(document: &Document) -> String {
    html(document, &HtmlOptions { fragment: true, ..HtmlOptions::default() })
}

/// The HTML as comrak makes it; raw HTML is passed on, or shown as text.
fn by_comrak(source: &str, shown: bool) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.render.r#unsafe = true;
    options.render.escape = shown;
    comrak::markdown_to_html(source, &options)
}

fn by_pulldown(source: &str) -> String {
    use pulldown_cmark::{Options, Parser};
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let options = options | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, Parser::new_ext(source, options));
    out
}
