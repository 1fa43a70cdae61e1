//! `stream`: lines in, lines out, one for one, whatever comes.

mod command;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use command::{Run, refuses};
use serde_json::Value;

/// The lines that come out for `input`, and the exit status.
fn stream(input: impl AsRef<[u8]>, arguments: &[&str]) -> (i32, Vec<String>) {
    let ended = Run::new().input(input).run(&[&["stream", "--to", "text", "-q"], arguments].concat());
    assert_eq!(ended.err, "");
    (ended.code, ended.out.lines().map(str::to_owned).collect())
}

/// Asserts what comes out for one line.
#[track_caller]
fn check(line: &str, arguments: &[&str], meant: &str) {
    let (code, lines) = stream(line, arguments);
    assert_eq!((code, lines), (0, vec![meant.to_owned()]));
}

/// Asserts that a line comes back with an error that has these words, and gives back what came.
#[track_caller]
fn check_error(line: impl AsRef<[u8]>, arguments: &[&str], words: &[&str]) -> Value {
    let (code, lines) = stream(line, arguments);
    assert_eq!((code, lines.len()), (2, 1), "{lines:?}");
    let answer: Value = serde_json::from_str(&lines[0]).expect("JSON");
    let error = answer["copydesk"]["error"].as_str().expect("an error").to_owned();
    assert!(error.starts_with("line 1: ") && words.iter().all(|word| error.contains(word)), "{error}");
    answer
}

#[test]
fn fields_and_their_order_stay() {
    check(
        r#"{"z": 12345678901234567890.10, "text": "One . . . two.", "a": {"k": [1,  "\u00e9"]}}"#,
        &[],
        r#"{"z":12345678901234567890.10,"text":"One … two.\n","a":{"k": [1,  "\u00e9"]},"copydesk":{"repairs":1,"rules":{"spaced-ellipsis":1}}}"#,
    );
    check(r#"{"text": ""}"#, &[], r#"{"text":"","copydesk":{"repairs":0,"rules":{}}}"#);
}

#[test]
fn fields_can_be_named() {
    let arguments = ["--field", "body", "--out-field", "clean", "--format-field", "kind"];
    check(
        r#"{"body": "One *and* two.", "kind": "markdown"}"#,
        &arguments,
        r#"{"body":"One *and* two.","kind":"markdown","clean":"One and two.\n","copydesk":{"repairs":0,"rules":{}}}"#,
    );
    check(
        r#"{"body": "One *and* two.", "kind": "text", "clean": null, "copydesk": 7}"#,
        &arguments,
        r#"{"body":"One *and* two.","kind":"text","clean":"One *and* two.\n","copydesk":{"repairs":0,"rules":{}}}"#,
    );
    check(
        r#"{"text": "<p>One <i>and</i> two.</p>"}"#,
        &["--from", "html"],
        r#"{"text":"One and two.\n","copydesk":{"repairs":0,"rules":{}}}"#,
    );
    check_error(r#"{"body": "x", "kind": "marcdown"}"#, &arguments, &["marcdown", "markdown"]);
}

#[test]
fn addresses_of_pages_are_taken_from_a_field() {
    let line = r#"{"u": "https://example.org/a/b", "text": "<p>See <a href='c'>there</a>.</p>"}"#;
    let arguments = ["--from", "html", "--url-field", "u", "--links", "inline"];
    let (_, lines) = stream(line, &arguments);
    assert!(lines[0].contains("https://example.org/a/c"), "{lines:?}");
}

#[test]
fn the_whole_record_can_be_asked_for() {
    let (_, lines) = stream(r#"{"text": "One . . . two."}"#, &["--account", "record"]);
    let answer: Value = serde_json::from_str(&lines[0]).expect("JSON");
    let repair = &answer["copydesk"]["record"][0];
    assert_eq!((repair["rule"].as_str(), repair["before"].as_str()), (Some("spaced-ellipsis"), Some(". . .")));
    assert!(repair["source"]["line"] == 1 && repair["reason"].is_string(), "{repair}");
}

#[test]
fn a_document_is_a_value() {
    let ended = Run::new().input(r#"{"text": "The tide is out."}"#).run(&["stream", "--to", "json"]);
    let answer: Value = serde_json::from_str(&ended.out).expect("one line of JSON");
    assert_eq!(answer["text"]["blocks"][0]["text"], "The tide is out.", "{answer}");
}

#[test]
fn lines_that_say_nothing_come_back() {
    let answer = check_error("no \"json\"", &[], &["no JSON object"]);
    assert_eq!(answer["line"], "no \"json\"");
    assert_eq!(check_error(b"\xff{}", &[], &["no JSON object"])["line"], "\u{fffd}{}");
    check_error("\n", &[], &["no JSON object"]);
    check_error("[\"High tide.\"]", &[], &["no JSON object"]);
    assert_eq!(check_error(r#"{"id": 7}"#, &[], &["no text", "`text`"])["id"], 7);
    assert_eq!(check_error(r#"{"text": null, "id": 7}"#, &[], &["no text"])["id"], 7);
    assert_eq!(check_error(r#"{"text": 7}"#, &[], &["`text` is a number"])["text"], 7);
    let (code, lines) = stream("no json\n{\"text\": \"One.\"}", &["--exit-zero"]);
    assert!(code == 0 && lines.len() == 2 && lines[1].contains("One.\\n"), "{lines:?}");
}

#[test]
fn errors_are_counted() {
    let ended = Run::new().input("no json\n{\"text\": \"One.\"}\n").run(&["stream"]);
    assert_eq!((ended.code, ended.err.as_str()), (2, "copydesk: 1 of 2 lines came back with an error\n"));
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_no_error() {
    let (code, lines) = stream("\u{feff}{\"text\": \"One.\"}\r\n{\"text\": \"Two.\"}\r\n", &[]);
    assert!(code == 0 && lines[0].starts_with("{\"text\":\"One.") && lines[1].contains("Two."), "{lines:?}");
}

#[test]
fn the_order_is_kept_for_any_number_of_jobs() {
    let line = |id: usize| format!("{{\"id\": {id}, \"text\": \"{}\"}}\n", "One . . . two. ".repeat(id * 37 % 11));
    let lines: String = (0..600).map(line).collect();
    let (_, four) = stream(&lines, &["-j", "4"]);
    assert!(
        four.len() == 600 && four.iter().enumerate().all(|(id, line)| line.starts_with(&format!("{{\"id\":{id},")))
    );
    assert_eq!(four, stream(&lines, &["-j", "1"]).1);
}

#[test]
fn a_stream_answers_before_it_ends() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["stream", "--to", "text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command");
    let mut requests = child.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("a pipe"));
    for id in 0..3 {
        writeln!(requests, "{{\"id\": {id}, \"text\": \"One.\"}}").expect("a line");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("an answer");
        assert!(answer.starts_with(&format!("{{\"id\":{id},\"text\":\"One.\\n\"")), "{answer}");
    }
    drop(requests);
    assert!(child.wait().expect("an end").success());
}

/// The most memory a process has held so far, in kilobytes.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a line");
    line.split_whitespace().nth(1).expect("a number").parse().expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_whatever_the_lines() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["stream", "--to", "text", "-j", "2", "--max-size", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    let mut requests = child.stdin.take().expect("a pipe");
    let feed = std::thread::spawn(move || {
        // A line of 256 MiB, and others before and behind it.
        requests.write_all(b"{\"text\": \"One.\"}\n{\"text\": \"").expect("a pipe");
        let part = vec![b'a'; 1 << 20];
        (0..256).for_each(|_| requests.write_all(&part).expect("a pipe"));
        requests.write_all(b"\"}\n{\"text\": \"Two.\"}\n").expect("a pipe");
        requests
    });
    let mut answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let lines: Vec<String> = (0..3).map(|_| answers.next().expect("a line").expect("UTF-8")).collect();
    let held = peak(child.id());
    drop(feed.join().expect("an end"));
    assert!(lines[0].contains("One.") && lines[2].contains("Two."), "{lines:?}");
    assert!(lines[1].contains("line 2: has 268435468 bytes") && lines[1].contains("--max-size"), "{lines:?}");
    assert_eq!(child.wait().expect("an end").code(), Some(2));
    assert!(held < 100 << 10, "{held} kB");
}

#[test]
fn files_are_packed_as_their_endings_say() {
    let run = Run::new()
        .file("in/a.jsonl", "{\"text\": \"One . . . two.\"}\n")
        .file("in/deep/b.ndjson", "{\"text\": \"Two.\"}\n");
    let zipped = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(bytes).expect("memory");
        packer.finish().expect("memory")
    };
    fs::write(run.path("in/c.jsonl.gz"), zipped(b"{\"text\": \"Three.\"}\n")).expect("a file");
    let four = zstd::encode_all(&b"{\"text\": \"Four.\"}\nno json\n"[..], 1).expect("memory");
    fs::write(run.path("in/d.jsonl.zst"), four).expect("a file");
    let ended = run.run(&["stream", "in", "--out-dir", "out", "--to", "text"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("4 files: 4 done") && ended.err.contains("5 lines; 1 repair"), "{}", ended.err);
    assert!(run.read("out/a.jsonl").starts_with("{\"text\":\"One … two.\\n\""));
    assert!(run.path("out/deep/b.ndjson").exists());
    let mut three = String::new();
    let packed = fs::read(run.path("out/c.jsonl.gz")).expect("a file");
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut three).expect("gzip");
    assert!(three.starts_with("{\"text\":\"Three.\\n\""), "{three}");
    let four = zstd::decode_all(&fs::read(run.path("out/d.jsonl.zst")).expect("a file")[..]).expect("Zstandard");
    assert_eq!(four.lines().count(), 2);
    let ended = run.run(&["stream", "in", "--to", "text", "--exit-zero"]);
    assert_eq!((ended.code, ended.out.lines().count()), (0, 5), "all of them on standard output");
}

#[test]
fn shards_are_done_once() {
    let run = Run::new().file("in/a.jsonl", "{\"text\": \"One.\"}\n").file("in/b.jsonl", "{\"text\": \"Two.\"}\n");
    let resume = |more: &[&str]| {
        let ended = run.run(&[&["stream", "in", "--out-dir", "out", "--resume"], more].concat());
        (ended.code, ended.err.lines().next().unwrap_or_default().to_owned())
    };
    assert_eq!(resume(&[]), (0, "copydesk: 2 files: 2 done".to_owned()));
    assert_eq!(resume(&[]), (0, "copydesk: 2 files: 0 done, 2 done before".to_owned()));
    fs::remove_file(run.path("out/a.jsonl")).expect("a file");
    assert_eq!(resume(&[]), (0, "copydesk: 2 files: 1 done, 1 done before".to_owned()));
    assert_eq!(resume(&["--to", "html"]), (0, "copydesk: 2 files: 2 done".to_owned()), "other settings");
    assert_eq!(resume(&["--field", "body", "--exit-zero"]), (0, "copydesk: 2 files: 2 done".to_owned()));
}

#[test]
fn a_shard_that_cannot_be_read_is_told_and_the_others_are_done() {
    let run = Run::new().file("in/a.jsonl.gz", "no gzip\n").file("in/b.jsonl", "{\"text\": \"Two.\"}\n");
    fs::create_dir(run.path("out")).expect("a folder");
    let ended = run.run(&["stream", "in", "--out-dir", "out"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("in/a.jsonl.gz: could not read it"), "{}", ended.err);
    assert!(ended.err.contains("2 files: 1 done, 1 failed"), "{}", ended.err);
    assert!(run.path("out/b.jsonl").exists() && !run.path("out/a.jsonl.gz").exists());
    let names = fs::read_dir(run.path("out")).expect("a folder").count();
    assert_eq!(names, 2, "the shard and the list of what is done");
}

#[cfg(target_os = "linux")]
#[test]
fn a_shard_that_does_not_fit_the_disk_is_told_and_the_others_are_done() {
    let line = "{\"text\": \"The tide is out, and the boats lie on the sand.\"}\n";
    let run = Run::new().file("in/a.jsonl", line.repeat(500)).file("in/b.jsonl", line);
    let (code, told) = run.script(r#"trap "" XFSZ; ulimit -f 16; "$0" stream in --out-dir out"#);
    assert_eq!(code, 2);
    assert!(told.contains("out/a.jsonl: could not write it: File too large"), "{told}");
    assert!(told.contains("2 files: 1 done, 1 failed"), "{told}");
    let mut names: Vec<_> =
        fs::read_dir(run.path("out")).expect("a folder").map(|entry| entry.expect("one").file_name()).collect();
    names.sort();
    assert_eq!(names, [".copydesk-done", "b.jsonl"]);
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let run = Run::new().file("in/a.jsonl", "{\"text\": \"One.\"}\n").file("out/a.jsonl", "Somebody's.\n");
    let ended = run.run(&["stream", "in", "--out-dir", "out"]);
    assert!(ended.code == 2 && ended.err.contains("out/a.jsonl") && ended.err.contains("--force"), "{}", ended.err);
    assert_eq!(run.read("out/a.jsonl"), "Somebody's.\n");
    let ended = run.run(&["stream", "in", "--out-dir", "in", "--force"]);
    assert!(ended.code == 2 && ended.err.contains("its own product"), "{}", ended.err);
    assert_eq!(run.run(&["stream", "in", "--out-dir", "out", "--force"]).code, 0);
    assert!(run.read("out/a.jsonl").contains("One."));
    refuses(&Run::new(), &["stream", "-", "--out-dir", "out", "-q"], &["--out-dir"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_whole_shards_only() {
    let line = format!("{{\"text\": \"{}\"}}\n", "They met for face-toface talks . . . and left. ".repeat(40));
    let run = Run::new().file("in/a.jsonl", &line).file("in/b.jsonl", line.repeat(3000));
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["stream", "in", "--out-dir", "out", "-j", "1"]).current_dir(run.path("."));
    let child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the command");
    while !run.path("out/a.jsonl").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(status.success());
    let output = child.wait_with_output().expect("an end");
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2 files: 1 done, 1 left"));
    let mut names: Vec<_> =
        fs::read_dir(run.path("out")).expect("a folder").map(|entry| entry.expect("one").file_name()).collect();
    names.sort();
    assert_eq!(names, [".copydesk-done", "a.jsonl"]);
}
