//! The target `stream`, which asks the command itself, one line after another.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use copydesk::render::{MarkdownOptions, verify};
use copydesk::{Format, Options};
use serde_json::{Value, json};

/// A running command.
struct Stream {
    child: Child,
    into: ChildStdin,
    from: BufReader<ChildStdout>,
}

thread_local! {
    static STREAM: RefCell<Option<Stream>> = const { RefCell::new(None) };
}

impl Drop for Stream {
    fn drop(&mut self) {
        // It ends by itself when nothing more comes; what it says then was asked for by nobody.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command: `COPYDESK`, else the one that was built last beside these targets.
fn command() -> PathBuf {
    if let Some(path) = std::env::var_os("COPYDESK") {
        return path.into();
    }
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder above");
    let built = ["target/debug/copydesk", "target/release/copydesk"].map(|path| top.join(path));
    let found = built.into_iter().find(|path| path.exists());
    found.expect("build the command first (cargo build), or name it in COPYDESK")
}

fn start() -> Stream {
    let mut child = Command::new(command())
        .args(["stream", "--isolated", "-q", "-t", "markdown", "--format-field", "from"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command");
    let (into, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    Stream { child, into, from: BufReader::new(from) }
}

/// Asks the command and waits for one line.
fn ask(line: &[u8]) -> String {
    STREAM.with_borrow_mut(|stream| {
        let stream = stream.get_or_insert_with(start);
        stream.into.write_all(line).and_then(|()| stream.into.write_all(b"\n")).expect("the command reads");
        let mut answer = String::new();
        stream.from.read_line(&mut answer).expect("the command answers");
        assert!(answer.ends_with('\n'), "the command ended at {:?}", String::from_utf8_lossy(line));
        answer
    })
}

/// Each line gets one line, which is JSON; a text comes out as the library cleans it.
pub fn stream(data: &[u8]) {
    let (choice, source) = super::text_of_bytes(data);
    let line = source.as_bytes().split(|byte| *byte == b'\n').next().unwrap_or_default();
    let answer: Value = serde_json::from_str(&ask(line)).expect("JSON");
    assert!(answer.is_object() && answer.get("copydesk").is_some(), "{answer}");
    let format = super::format_of(choice);
    let from = match format {
        Format::Text => "text",
        Format::Markdown => "markdown",
        Format::Html => "html",
    };
    let asked = json!({"id": [choice, null], "text": source, "from": from}).to_string();
    let answer: Value = serde_json::from_str(&ask(asked.as_bytes())).expect("JSON");
    assert_eq!(answer["id"], json!([choice, null]));
    let outcome = copydesk::clean(&source, &Options { from: format, ..Options::default() });
    let document = outcome.document();
    let front_matter = format != Format::Markdown || document.meta.front_matter.is_some();
    let text = verify::markdown(document, &MarkdownOptions { front_matter, ..MarkdownOptions::default() }).text;
    let meant = if source.trim().is_empty() { String::new() } else { text };
    if answer["copydesk"].get("error").is_some() {
        // What is called HTML and is none comes back as it is.
        assert_eq!((&answer["text"], format), (&json!(source), Format::Html), "{answer}");
        return;
    }
    assert_eq!(answer["text"], json!(meant), "{source:?}");
    assert_eq!(answer["copydesk"]["repairs"], json!(outcome.record().applied.len()));
}
