//! Takes the examples of a Markdown specification through reader, tree and writer, and says which do not come back.
//!
//! `COPYDESK_SPEC` names a file of examples in the form of CommonMark's `spec.txt`. comrak judges: the HTML of what was
//! written must be that of the example, and a second pass must change nothing.

use std::process::ExitCode;

use copydesk::document::{Document, Meta};
use copydesk::render::{MarkdownOptions, markdown};
use copydesk::structure::tree;

fn main() -> ExitCode {
    let Some(path) = std::env::var_os("COPYDESK_SPEC") else {
        eprintln!("COPYDESK_SPEC must name a file of examples");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(2);
        }
    };
    let examples = examples(&text);
    let (mut html, mut stable) = (0, 0);
    for (index, example) in examples.iter().enumerate() {
        let once = passed(example);
        let twice = passed(&once);
        let (expected, found) = (rendered(example), rendered(&once));
        html += usize::from(expected == found);
        stable += usize::from(once == twice);
        if expected != found {
            println!("--- {} reads differently\n{example}=>\n{once}{expected}\n{found}", index + 1);
        }
        if once != twice {
            println!("--- {} changes again\n{example}=>\n{once}=>\n{twice}", index + 1);
        }
    }
    println!("{html} of {} read the same, {stable} are stable", examples.len());
    ExitCode::from(u8::from(html.min(stable) < examples.len()))
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

fn passed(source: &str) -> String {
    let draft = copydesk::read::markdown::read(source);
    let (blocks, sources) = tree::blocks(&draft, &[]);
    let meta = Meta { front_matter: draft.front_matter().map(str::to_owned), ..Meta::default() };
    markdown(&Document { meta, blocks, sources }, &MarkdownOptions::default())
}

/// The HTML as comrak makes it, white space outside of code made one.
fn rendered(source: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(source, &options);
    let mut out = String::with_capacity(html.len());
    for (index, piece) in html.split("<pre").enumerate() {
        let (code, prose) = match piece.split_once("</pre>") {
            Some((code, prose)) if index > 0 => (code, prose),
            _ => ("", piece),
        };
        out.push_str(code);
        for (index, word) in prose.split_ascii_whitespace().enumerate() {
            out.push_str(if index > 0 { " " } else { "" });
            out.push_str(word);
        }
    }
    out.replace("> <", "><").replace(" </", "</").replace("<p> ", "<p>")
}
