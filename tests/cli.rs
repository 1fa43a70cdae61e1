//! The command, run as people run it.

mod command;

use std::fs;
use std::path::Path;
use std::process::Command;

use command::{Run, refuses};

const DAMAGED: &str = "They met for face-toface talks . . . and left.\n";

#[test]
fn cleans_a_file_to_standard_output() {
    let ended = Run::new().file("a.txt", DAMAGED).run(&["clean", "a.txt", "--no-front-matter"]);
    assert_eq!((ended.code, ended.out.as_str()), (0, "They met for face-to-face talks … and left.\n"));
}

#[test]
fn cleans_standard_input() {
    for arguments in [&["clean", "-t", "text"][..], &["clean", "-", "-t", "text"][..]] {
        let ended = Run::new().input(DAMAGED).run(arguments);
        assert_eq!((ended.code, ended.out.as_str()), (0, "They met for face-to-face talks … and left.\n"));
    }
}

#[test]
fn an_ending_names_the_format() {
    let run = Run::new().file("a.txt", DAMAGED);
    assert_eq!(run.run(&["clean", "a.txt", "-o", "b.html"]).code, 0);
    assert!(run.read("b.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(run.run(&["clean", "a.txt", "-o", "b.json"]).code, 0);
    assert!(run.read("b.json").contains("\"lost-hyphen\""));
    assert_eq!(run.run(&["clean", "a.txt", "-o", "b.txt"]).code, 0);
    assert_eq!(run.read("b.txt"), "They met for face-to-face talks … and left.\n");
}

#[test]
fn convert_repairs_nothing() {
    let ended = Run::new().file("a.txt", DAMAGED).run(&["convert", "a.txt", "--to", "text"]);
    assert_eq!((ended.code, ended.out.as_str()), (0, DAMAGED));
}

#[test]
fn writes_in_place_and_keeps_the_mode() {
    let run = Run::new().file("a.txt", DAMAGED).file("clean.txt", "The tide is out.\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(run.path("a.txt"), fs::Permissions::from_mode(0o640)).expect("a mode");
        std::os::unix::fs::symlink("a.txt", run.path("link.txt")).expect("a link");
        assert_eq!(run.run(&["clean", "-w", "link.txt", "clean.txt"]).code, 0);
        assert!(fs::symlink_metadata(run.path("link.txt")).expect("a link").is_symlink());
        assert_eq!(fs::metadata(run.path("a.txt")).expect("a file").permissions().mode() & 0o777, 0o640);
    }
    assert_eq!(run.run(&["clean", "-w", "a.txt"]).code, 0);
    assert_eq!(run.read("a.txt"), "They met for face-to-face talks … and left.\n");
    assert_eq!(run.read("clean.txt"), "The tide is out.\n");
}

#[test]
fn check_and_diff_tell_and_write_nothing() {
    let run = Run::new().file("a.txt", DAMAGED).file("b.txt", "The tide is out.\n");
    let ended = run.run(&["clean", "--check", "a.txt", "b.txt"]);
    assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (1, "", "would change a.txt\n"));
    let ended = run.run(&["clean", "--check", "-q", "a.txt", "b.txt"]);
    assert_eq!((ended.code, ended.err.as_str()), (1, ""));
    assert_eq!(run.run(&["clean", "--check", "b.txt"]).code, 0);
    let ended = run.run(&["clean", "--diff", "a.txt"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.starts_with("--- a/a.txt\n+++ b/a.txt\n@@ "), "{}", ended.out);
    assert_eq!(run.read("a.txt"), DAMAGED);
}

/// Runs git in a folder of the run and asserts that it is content.
#[track_caller]
fn git(run: &Run, folder: &str, arguments: &[&str]) {
    let output = Command::new("git").args(arguments).current_dir(run.path(folder)).output().expect("git");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn git_takes_the_diff() {
    for in_repository in [false, true] {
        for (folder, named) in [(".", "in/high tide.txt"), (".", "./in/./high tide.txt"), ("in", "high tide.txt")] {
            let run = Run::new().file("in/high tide.txt", DAMAGED.trim_end());
            if in_repository {
                git(&run, ".", &["init", "-q"]);
            }
            let absolute = run.path("in/high tide.txt").canonicalize().expect("a file");
            for path in [named, absolute.to_str().expect("UTF-8")] {
                fs::write(run.path("in/high tide.txt"), DAMAGED.trim_end()).expect("a file");
                let diff = run.run_in(folder, &["clean", "--diff", path]).out;
                fs::write(run.path("change.patch"), diff).expect("a file");
                git(&run, folder, &["apply", run.path("change.patch").to_str().expect("UTF-8")]);
                assert_eq!(run.read("in/high tide.txt"), "They met for face-to-face talks … and left.\n", "{path}");
            }
        }
    }
}

#[test]
fn a_named_encoding_is_written_over_in_utf_8() {
    let run = Run::new().file("a.txt", b"The caf\xe9 waits . . . and waits.\n".as_slice());
    let ended = run.run(&["clean", "-w", "--encoding", "windows-1252", "a.txt"]);
    assert_eq!((ended.code, ended.out.as_str()), (0, ""), "{}", ended.err);
    assert!(ended.err.contains("windows-1252") && ended.err.contains("UTF-8"), "{}", ended.err);
    assert_eq!(run.read("a.txt"), "The café waits … and waits.\n");
}

#[test]
fn check_lists_what_clean_would_repair() {
    let run = Run::new().file("a.txt", DAMAGED);
    let ended = run.run(&["check", "a.txt", "--output-format", "concise"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.starts_with("a.txt:1:"), "{}", ended.out);
    assert!(ended.out.contains("lost-hyphen") && ended.out.contains("spaced-ellipsis"), "{}", ended.out);
    for format in ["full", "pretty", "json", "json-lines", "github", "sarif", "junit"] {
        let ended = run.run(&["check", "a.txt", "--output-format", format]);
        assert!(ended.code == 1 && ended.out.contains("lost-hyphen"), "{format}: {}", ended.out);
    }
    let ended = run.run(&["check", "a.txt", "--statistics"]);
    assert_eq!(ended.out.lines().count(), 2, "{}", ended.out);
    let ended = run.run(&["check", "a.txt", "--statistics", "--output-format", "json-lines"]);
    assert_eq!(ended.out.lines().next(), Some("{\"rule\":\"lost-hyphen\",\"applied\":1,\"suggested\":0}"));
    refuses(&run, &["check", "a.txt", "--statistics", "--output-format", "sarif"], &["--statistics"]);
    assert_eq!(Run::new().file("b.txt", "The tide is out.\n").run(&["check", "b.txt"]).code, 0);
}

#[test]
fn annotations_escape_what_ends_them() {
    let run = Run::new().file("a,b:c 100%.txt", DAMAGED);
    let ended = run.run(&["check", "a,b:c 100%.txt", "--output-format", "github"]);
    let line = ended.out.lines().next().expect("a line");
    assert!(line.starts_with("::warning file=a%2Cb%3Ac 100%25.txt,line=1,col="), "{line}");
    assert!(line.contains(",title=copydesk lost-hyphen::"), "{line}");
}

/// The schema of SARIF 2.1.0, as a crate has it among its sources.
fn sarif_schema() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("the crate");
    let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
    let schema = fs::read_to_string(manifest.with_file_name("src/schema.json")).expect("the schema");
    serde_json::from_str(&schema).expect("JSON")
}

#[test]
fn sarif_is_of_its_schema() {
    let run =
        Run::new().file("in/high tide.txt", DAMAGED).file("in/a.md", DAMAGED).file("in/b.txt", "The tide is out.\n");
    let ended = run.run(&["check", "in", "nowhere.txt", "--output-format", "sarif"]);
    assert_eq!(ended.code, 2);
    let log: serde_json::Value = serde_json::from_str(&ended.out).expect("JSON");
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("sarif.json", sarif_schema()).expect("a schema");
    let index = compiler.compile("sarif.json", &mut schemas).expect("a schema");
    if let Err(error) = schemas.validate(&log, index) {
        panic!("{error:#}");
    }
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(schemas.validate(&broken, index).is_err(), "the schema refuses nothing");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 4);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(
        invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().expect("a text").contains("nowhere")
    );
    // Applying what it offers gives what `clean` makes.
    let mut text: Vec<char> = DAMAGED.chars().collect();
    for result in results.iter().rev().filter(|result| result["fixes"].is_array()) {
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "in/high%20tide.txt");
        let replacement = &change["replacements"][0];
        let column = |name: &str| replacement["deletedRegion"][name].as_u64().expect("a column") as usize - 1;
        let inserted = replacement["insertedContent"]["text"].as_str().expect("a text");
        text.splice(column("startColumn")..column("endColumn"), inserted.chars());
    }
    assert_eq!(text.iter().collect::<String>(), "They met for face-to-face talks … and left.\n");
}

#[test]
fn junit_has_a_suite_for_each_file() {
    let run = Run::new().file("in/a.txt", "One . . . <two> \u{7}& three.\n").file("in/b.txt", "The tide is out.\n");
    let out = run.run(&["check", "in", "nowhere.txt", "--output-format", "junit"]).out;
    let report = quick_junit::Report::deserialize_from_str(&out).expect("JUnit");
    let names: Vec<&str> = report.test_suites.iter().map(|suite| suite.name.as_str()).collect();
    assert_eq!(names, ["in/a.txt", "in/b.txt", "nowhere.txt"]);
    assert!(report.test_suites[0].failures >= 1 && report.test_suites[2].errors == 1, "{out}");
    assert_eq!((report.test_suites[1].tests, report.test_suites[1].failures), (1, 0));
    assert!(out.contains("spaced-ellipsis at 1:5"), "{out}");
}

#[test]
fn rules_can_be_chosen() {
    let run = Run::new().file("a.txt", DAMAGED);
    let text = |arguments: &[&str]| {
        let mut all = vec!["clean", "a.txt", "--to", "text"];
        all.extend(arguments);
        run.run(&all).out
    };
    assert_eq!(text(&["--select", "NONE"]), DAMAGED);
    assert_eq!(text(&["--select", "hyphen"]), "They met for face-to-face talks . . . and left.\n");
    assert_eq!(text(&["--ignore", "hyphen"]), "They met for face-toface talks … and left.\n");
}

#[test]
fn the_log_has_each_repair() {
    let run = Run::new().file("a.txt", DAMAGED);
    assert_eq!(run.run(&["clean", "a.txt", "-o", "b.md", "--log", "log.jsonl"]).code, 0);
    let log = run.read("log.jsonl");
    assert_eq!(log.lines().filter(|line| line.contains("\"repair\"")).count(), 2, "{log}");
    assert_eq!(run.run(&["clean", "a.txt", "-o", "b.md", "--log", "-"]).out, log);
    refuses(&run, &["clean", "a.txt", "--log", "-"], &["--log -", "standard output"]);
    assert!(!run.path("-").exists());
}

#[test]
fn rules_are_told() {
    let ended = Run::new().run(&["rule"]);
    assert!(ended.code == 0 && ended.out.contains("lost-hyphen"));
    let ended = Run::new().run(&["rule", "lost-hyphen"]);
    assert!(ended.out.contains("Holds back:") && ended.out.contains("face-to-face"));
    let ended = Run::new().run(&["rule", "hyphen"]);
    assert!(ended.out.starts_with("hyphen\n") && ended.out.contains("lost-hyphen") && !ended.out.contains("hard-wrap"));
    refuses(&Run::new(), &["rule", "losthyphen"], &["losthyphen", "did you mean `lost-hyphen`"]);
}

/// The commands that have help of their own.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["clean"],
    &["check"],
    &["convert"],
    &["report"],
    &["rule"],
    &["config"],
    &["config", "show"],
    &["config", "schema"],
    &["config", "init"],
    &["golden"],
    &["golden", "check"],
    &["stream"],
    &["man"],
    &["completions"],
];

#[test]
fn help_fits_a_terminal_and_is_short_and_long() {
    let run = Run::new();
    for command in COMMANDS {
        let help = |flag: &str| {
            let ended = run.run(&[*command, &[flag]].concat());
            assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{command:?} {flag}");
            let wide = ended.out.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None, "{command:?} {flag}");
            ended.out
        };
        let (short, long) = (help("-h"), help("--help"));
        assert!(short.lines().count() <= 34 && short.lines().count() <= long.lines().count(), "{command:?}:\n{short}");
    }
    for command in ["clean", "check", "convert", "stream"] {
        let long = run.run(&[command, "--help"]).out;
        assert!(long.contains("Examples:") || long.contains("A line in:"), "{command}");
        assert!(long.contains("--isolated") && !run.run(&[command, "-h"]).out.contains("--isolated"), "{command}");
    }
}

#[test]
fn the_examples_of_the_help_are_commands() {
    let run = Run::new();
    for command in COMMANDS {
        let long = run.run(&[*command, &["--help"]].concat()).out;
        for line in long.lines().filter_map(|line| line.strip_prefix("  copydesk ")) {
            // What is explained stands in a column of its own; what is piped on is another program's.
            let line = line.split("  ").next().unwrap_or(line).split(['|', '>', '<', ';']).next().unwrap_or(line);
            let arguments: Vec<&str> =
                line.split_whitespace().take_while(|word| *word != "only" && *word != "with").collect();
            if arguments.first() == Some(&"copydesk.toml") {
                continue;
            }
            let ended = run.run(&[&arguments[..], &["--help"]].concat());
            assert_eq!((ended.code, ended.err.as_str()), (0, ""), "copydesk {line}");
        }
    }
}

#[test]
fn mistyped_commands_and_flags_are_met_with_advice() {
    for (arguments, advice) in
        [(&["cleen", "a"][..], "'clean'"), (&["clean", "--selct", "x"], "'--select'"), (&["config", "shw"], "'show'")]
    {
        let ended = Run::new().run(arguments);
        assert!(ended.code == 2 && ended.err.contains(advice), "{}", ended.err);
    }
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let run = Run::new();
    assert_eq!(run.run(&["man", "man1"]).code, 0);
    for name in ["copydesk", "copydesk-clean", "copydesk-check", "copydesk-config-show", "copydesk-golden-check"] {
        let page = run.read(&format!("man1/{name}.1"));
        assert!(page.contains(".TH") && page.contains(".SH SYNOPSIS"), "{name}: {page}");
    }
    let page = run.read("man1/copydesk-clean.1");
    assert!(page.contains(".SH EXAMPLES") && page.contains("Refuse files larger than this many MiB"), "{page}");
}

#[test]
fn nothing_comes_of_nothing() {
    let run = Run::new().file("empty.txt", "").file("blank.txt", " \n\n\t\n");
    for name in ["empty.txt", "blank.txt"] {
        for format in ["markdown", "html", "text"] {
            let ended = run.run(&["clean", name, "--to", format]);
            assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (0, "", ""), "{name} as {format}");
        }
    }
}

#[test]
fn bad_files_are_refused_by_name() {
    let run = Run::new()
        .file("folder/x.txt", "x")
        .file("zeros.txt", b"ab\0\0\0cd\0\0".as_slice())
        .file("picture.txt", b"\x89PNG\r\n\x1a\n".as_slice());
    refuses(&run, &["clean", "nowhere.txt"], &["nowhere.txt", "no such file"]);
    refuses(&run, &["clean", "folder"], &["folder", "is a folder"]);
    refuses(&run, &["clean", "zeros.txt"], &["zeros.txt", "binary"]);
    refuses(&run, &["clean", "picture.txt"], &["picture.txt", "PNG"]);
    refuses(&run, &["clean", "zeros.txt", "-o", "out.md"], &["zeros.txt"]);
    assert!(!run.path("out.md").exists());
}

#[test]
fn undecodable_bytes_are_read_and_told() {
    let run = Run::new().file("a.txt", b"the caf\xe9 by the quay, \x93closed\x94 for the winter".as_slice());
    let ended = run.run(&["clean", "a.txt", "--to", "text"]);
    assert_eq!(ended.out, "the café by the quay, “closed” for the winter\n");
    assert!(ended.err.contains("a.txt") && ended.err.contains("windows-1252"), "{}", ended.err);
    assert_eq!(run.run(&["clean", "-q", "a.txt"]).err, "");
    refuses(&run, &["clean", "a.txt", "--encoding", "latin-99"], &["latin-99"]);
}

#[test]
fn large_files_are_refused_before_they_are_read() {
    let run = Run::new().file("large.txt", "harbour ".repeat(300_000));
    refuses(&run, &["clean", "large.txt", "--max-size", "1"], &["large.txt", "1 MiB", "--max-size"]);
    assert_eq!(run.run(&["clean", "large.txt", "--to", "text", "--max-size", "4"]).code, 0);
}

#[test]
fn arguments_that_say_nothing_are_refused() {
    let run = Run::new().file("a.txt", DAMAGED).file("b.txt", DAMAGED);
    refuses(&run, &["clean", "a.txt", "--select", "lost-hypen"], &["lost-hypen", "lost-hyphen"]);
    refuses(&run, &["clean", "a.txt", "b.txt"], &["several inputs", "--out-dir"]);
    refuses(&run, &["clean", "a.txt", "--lang", "klingon"], &["klingon"]);
    let ended = run.run(&["clean", "a.txt", "--to", "markdwn"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("markdown"), "{}", ended.err);
}

#[test]
fn quiet_golden_check_says_only_what_fails() {
    let run = Run::new().file("golden/a.txt", DAMAGED);
    assert_eq!(run.run(&["golden", "add", "golden/a.txt", "--folder", "kept", "--to", "text"]).code, 0);
    assert!(run.run(&["golden", "check", "kept"]).out.contains("2 pass"));
    assert_eq!(run.run(&["golden", "check", "kept", "-q"]).out, "");
    fs::write(run.path("kept/a.golden.txt"), "Another text.\n").expect("a file");
    let ended = run.run(&["golden", "check", "kept", "-q"]);
    assert!(ended.code == 1 && ended.out.contains("mismatch") && !ended.out.contains(" pass"), "{}", ended.out);
}
