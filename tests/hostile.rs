//! What a text may do to the program that reads it, and the program to whoever runs it: limits, traps, names and texts
//! that would act where they are printed.

mod command;

use std::time::{Duration, Instant};

use command::{Run, refuses};
use copydesk::render::{HtmlOptions, MarkdownOptions, RawHtml, html, markdown};
use copydesk::{Format, Options, clean};

/// A text with nine repairs.
fn many() -> String {
    let days = ["Monday", "Tuesday", "Wednesday"].iter().cycle().take(9);
    days.fold(String::new(), |text, day| text + "On " + day + " they met &amp; left the harbour again.\n\n")
}

/// Limits of the command, each with a text that is over it.
#[test]
fn a_text_over_a_limit_is_refused_by_name_and_the_others_are_done() {
    let deep = format!("{}Tide.\n", "> ".repeat(20));
    let run = Run::new()
        .file("a.txt", "They met . . . and left.\n")
        .file("line.txt", format!("The tide. {}\n", "x".repeat(3000)))
        .file("deep.md", deep)
        .file("many.txt", many())
        .file("large.txt", "harbour ".repeat(150_000));
    let cases = [
        ("large.txt", "--max-size 1", "large.txt: is larger than 1 MiB; split it, or raise the limit with --max-size"),
        (
            "line.txt",
            "--max-line 2",
            "line.txt: has a line of more than 2 KiB; split it, or raise the limit with --max-line",
        ),
        (
            "deep.md",
            "--max-nesting 19",
            "deep.md: nests deeper than 19 elements; split it, or raise the limit with --max-nesting",
        ),
        (
            "many.txt",
            "--max-repairs 8",
            "many.txt: asks for more than 8 repairs; split it, or raise the limit with --max-repairs",
        ),
        (
            "many.txt",
            "--time-limit 0",
            "many.txt: takes longer than 0 s; split it, or raise the limit with --time-limit",
        ),
    ];
    for (file, flag, said) in cases {
        let flag: Vec<&str> = flag.split(' ').collect();
        for command in ["clean", "check", "report"] {
            refuses(&run, &[&[command, file][..], &flag].concat(), &[said]);
        }
        if flag[0] != "--max-repairs" {
            refuses(&run, &[&["convert", file][..], &flag].concat(), &[said]);
        }
        if flag[0] != "--time-limit" {
            let ended = run.run(&[&["clean", "a.txt", file, "--out-dir", "out", "--force", "-q"][..], &flag].concat());
            assert_eq!((ended.code, ended.err.trim_end()), (2, format!("copydesk: {said}").as_str()));
            assert_eq!(run.read("out/a.md"), "They met … and left.\n");
        }
    }
}

#[test]
fn stream_hands_back_what_is_over_a_limit_and_goes_on() {
    let lines = format!(
        "{}\n{}\n",
        serde_json::json!({"id": 1, "text": many()}),
        serde_json::json!({"id": 2, "text": "They met . . . and left.\n"}),
    );
    let ended = Run::new().input(lines).run(&["stream", "--max-repairs", "8", "--to", "text"]);
    let answers: Vec<serde_json::Value> = ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert_eq!(answers[0]["text"], many());
    assert_eq!(answers[0]["copydesk"]["error"], "line 1: the text asks for more than 8 repairs");
    assert_eq!((&answers[1]["id"], &answers[1]["text"]), (&2.into(), &"They met … and left.\n".into()));
}

/// A rename over `/dev/null` would put a file in the place of the device.
#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_as_output_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    let run = Run::new().file("a.txt", "They met . . . and left.\n");
    let pipe = run.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    let ended = run.run(&["clean", "a.txt", "--to", "text", "-o", "pipe"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(reader.join().unwrap(), "They met … and left.\n");
}

/// Texts that have sent readers and patterns elsewhere astray: each is done in time that grows with its length.
#[test]
fn traps_for_readers_and_patterns_take_linear_time() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let attributes = |before: &str, after: &str| {
        (0..100_000).fold(before.to_owned(), |tag, number| tag + " a" + &number.to_string() + "=1") + ">" + after
    };
    let traps = [
        (Format::Html, many("<div>", 20_000) + "Tide." + &many("</div>", 20_000)),
        (Format::Html, many("<b><i>", 10_000) + "Tide."),
        (Format::Html, many("<table><tr><td>", 4000) + "Tide."),
        (Format::Html, attributes("<p", "Tide.")),
        (Format::Html, attributes("<p a=b=\" c=\">\"", "Tide.")),
        (Format::Html, attributes("<p>Tide.<video><p", "</video>")),
        (Format::Html, attributes("<p>Tide.<svg><g", "</svg>")),
        (Format::Markdown, attributes("Tide.\n\n<p", "Ebb.</p>\n")),
        (Format::Markdown, attributes("Tide <b", "Ebb.</b>\n")),
        (Format::Html, "<p>".to_owned() + &many("&amp;amp;&#x41;&nosuch;", 6000)),
        (Format::Html, many("<!-- ", 20_000)),
        (Format::Html, many("<script", 20_000)),
        (Format::Markdown, many("> ", 20_000) + "Tide."),
        (Format::Markdown, many("- ", 20_000) + "Tide."),
        (Format::Markdown, many("*a **b ", 8000)),
        (Format::Markdown, many("[a](", 10_000)),
        (Format::Markdown, many("![", 20_000)),
        (Format::Markdown, many("`", 30_000) + "a" + &many("``` ", 5000)),
        (Format::Text, many("&amp;", 20_000)),
        (Format::Text, many("<u>", 20_000)),
        (Format::Text, many(". ", 30_000)),
        (Format::Text, many("a-\n", 20_000)),
        (Format::Text, many("Ã¢â‚¬â„¢", 4000)),
        (Format::Text, many("“", 30_000)),
        (Format::Text, many("T H E ", 10_000)),
        (Format::Text, many("12\n\n", 6000)),
        (Format::Text, many("=E2=80=99", 6000)),
        (Format::Text, many("(", 30_000) + &many(")", 30_000)),
        (Format::Text, many("\u{ad}\u{200b}", 10_000)),
        (Format::Text, many("a\u{301}", 20_000)),
        (Format::Text, many("x", 60_000)),
    ];
    for (format, source) in traps {
        let one = Instant::now();
        let options = Options { from: format, ..Options::default() };
        let outcome = clean(&source, &options);
        markdown(outcome.document(), &MarkdownOptions::default());
        html(outcome.document(), &HtmlOptions { raw_html: RawHtml::Keep, ..HtmlOptions::default() });
        let name: String = source.chars().take(20).collect();
        assert!(one.elapsed() < Duration::from_secs(90), "{name:?} took {:?}", one.elapsed());
    }
}

/// The peak of the memory that the command takes on a text of so many bytes, in bytes; nothing where the system does not
/// tell it.
#[cfg(target_os = "linux")]
fn peak(name: &str, unit: &str, bytes: usize) -> usize {
    let run = Run::new().file(name, unit.repeat(bytes / unit.len()));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["clean", "-q", "-o", "out.md", name])
        .current_dir(run.path("."))
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut highest = 0;
    // The system keeps the peak; it is asked for until the process is gone.
    while child.try_wait().unwrap().is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        highest = highest.max(kilobytes.unwrap_or(0_usize) << 10);
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    highest
}

/// What `docs/reliability.md` says of memory: how many times the text each kind takes, over what the program takes by
/// itself.
#[cfg(target_os = "linux")]
#[test]
fn memory_stays_within_a_multiple_of_the_text() {
    const PROGRAM: usize = 30 << 20;
    const BYTES: usize = 512 << 10;
    let prose = "The ferry left at nine and nobody minded the rain, for the harbour was quiet.\n\n";
    let damaged = "The harbour board met on Friday and de-\ncided that the old ferry , which has crossed the sound \
                   since\n1931, will stay . . . and it pays,” said Nora Whitcombe.\n\n";
    let markdown = "## Tides\n\nThe *old* ferry, [here](https://example.org/a), left at **nine**.\n\n- one harbour\n\n";
    let page = "<p>The <em>old</em> ferry left at nine, and <a href=\"/a\">nobody</a> minded the rain.</p>\n";
    for (name, unit, times) in [
        ("a.txt", prose, 24),
        ("b.txt", damaged, 28),
        ("c.md", markdown, 90),
        ("d.html", page, 48),
        ("e.txt", "a\n", 800),
    ] {
        // The last is the worst there is: a passage or a line for every two bytes.
        let bytes = if times == 800 { BYTES / 8 } else { BYTES };
        let (peak, most) = (peak(name, unit, bytes), PROGRAM + times * bytes);
        assert!(peak <= most, "{name} of {bytes} bytes took {peak} bytes, more than {most}");
        assert!(peak > bytes, "{name}: no peak was told");
    }
}

/// What a terminal would act on, or show in another order.
fn acts(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c))
}

/// A file's name and its text with an order to clear the screen, a bell, a title and text that runs the other way.
#[cfg(unix)]
#[test]
fn nothing_that_a_terminal_acts_on_is_told() {
    let name = "tide\u{1b}[2J\u{202e}\u{7}.txt";
    let text = "They met . . . \u{1b}]0;gone\u{7} and \u{202e}left\u{202c} , at \u{9b}2J dawn.\n";
    let golden = format!("golden/{name}");
    let run = Run::new().file(name, text).file("other.txt", text).file(&golden, text).file("bad\u{1b}[2J.txt", "a\0b");
    let run = run.file("bad\u{1b}[2J.toml", "tide\u{1b}[2J = 3\n");
    let run = run.file("bad\u{1b}[2J.jsonl", "{\"text\": \"tide\u{1b}[2J\u{202e}\n");
    let cases: &[&[&str]] = &[
        &["check", name],
        &["check", name, "--output-format", "concise"],
        &["check", name, "--output-format", "github"],
        &["check", name, "--output-format", "junit"],
        &["check", name, "--color", "always"],
        &["clean", name, "--check"],
        &["clean", name, "-o", "out.md", "-v"],
        &["clean", name, "none\u{1b}[2J.txt", "bad\u{1b}[2J.txt", "--out-dir", "out", "--color", "always"],
        &["clean", name, "other.txt"],
        &["report", name, "-o", "out.html", "-v"],
        &["golden", "check", "--color", "always"],
        &["golden", "check", "--output-format", "tap"],
        &["config", "show", name],
        &["rule", "tide\u{1b}[2J"],
        &["clean", name, "--select", "tide\u{1b}[2J"],
        &["clean", name, "--config", "tide\u{1b}[2J"],
        &["clean", name, "--config", "bad\u{1b}[2J.toml"],
        &["stream", "none\u{1b}[2J.jsonl"],
        &["stream", "bad\u{1b}[2J.jsonl", "--out-dir", "streamed"],
        &["golden", "add", name, "bad\u{1b}[2J.txt"],
        &["golden", "bless", "--color", "always"],
        &["report", "none\u{1b}[2J.txt", "-o", "none.html"],
    ];
    for arguments in cases {
        let ended = run.run(arguments);
        // Our own colours are no danger.
        let told = [ended.out.as_str(), ended.err.as_str()].map(without_colours).concat();
        assert!(!acts(&told), "{arguments:?} tells {told:?}");
    }
    assert!(!acts(&run.read("out.md")) && !acts(&run.read("out.html")));
}

/// The text without sequences that choose a colour.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((codes, rest)) if codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') => {
                out.push_str(rest);
            }
            _ => out.extend(["\u{1b}[", part]),
        }
    }
    out
}

/// Whatever a text, a title, an address or a file's name says, no page of ours runs a script, loads a frame or leads to
/// one that would.
#[test]
fn pages_of_ours_run_nothing() {
    let evil = "\"><script>steal()</script><img src=x onerror=steal()>";
    let page = format!(
        "<html><head><title>{evil}</title><meta name=author content='</script><script>steal()</script>'></head><body><article>\
         <h1>Tide</h1><p>The tide is out, they said, and went <a href=\"java&#10;script:steal()\">home</a>. <svg onload=steal()>\
         <img src=a.png onerror=steal() alt='{evil}'><iframe src=//gull.example></iframe></p><form action=//x><input></form>\
         <object data=x></object><math><a xlink:href=javascript:steal()>x</a></math></article></body></html>"
    );
    let markdown = format!(
        "# {evil}\n\n[so](javascript:steal()) [so](<data:text/html,{evil}>) <b onclick=steal()>so</b>\n\n{evil}\n"
    );
    let run = Run::new().file("page.html", page).file("notes.md", markdown).file("bare.txt", evil.repeat(3));
    for file in ["page.html", "notes.md", "bare.txt"] {
        for arguments in [
            &["clean", file, "-t", "html", "--suggested"][..],
            &["clean", file, "-t", "html", "--raw-html", "keep"],
            &["report", file],
        ] {
            let ended = run.run(arguments);
            assert_eq!(ended.code, 0, "{}", ended.err);
            runs_nothing(&ended.out);
        }
    }
}

#[track_caller]
fn runs_nothing(page: &str) {
    let document = dom_query::Document::from(page);
    for node in document.select("*").nodes() {
        let name = node.node_name().unwrap_or_default();
        let is_data = &*name == "script" && node.attr("type").is_some_and(|kind| &*kind == "application/ld+json");
        let is_ours = &*name == "script" && !node.text().contains("steal");
        let acts = ["script", "iframe", "object", "embed", "form", "base", "svg", "math"].contains(&&*name);
        assert!(!acts || is_data || is_ours, "{name} in {page}");
        for attribute in node.attrs() {
            let (name, value) = (&*attribute.name.local, attribute.value.to_lowercase());
            assert!(!name.starts_with("on"), "{name} in {page}");
            let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            let leads =
                matches!(name, "href" | "src") && (value.starts_with("javascript:") || value.starts_with("data:text"));
            assert!(!leads, "{name}={value} in {page}");
        }
    }
}

/// No name leads out of the folder that is written to, and no link out of the tree is gone after.
#[cfg(unix)]
#[test]
fn nothing_is_written_outside_of_the_folder_that_was_named() {
    use std::os::unix::fs::symlink;
    let text = "They met . . . and left.\n";
    let run = Run::new().file("in/sea/tide.txt", text).file("outside/ebb.txt", text).file("work/x.txt", "");
    symlink(run.path("outside"), run.path("in/link")).unwrap();
    symlink(run.path("outside/ebb.txt"), run.path("in/ebb.txt")).unwrap();
    symlink(run.path("in"), run.path("in/sea/around")).unwrap();
    let outside = run.path("outside/ebb.txt");
    let outside = outside.to_str().unwrap();
    let ended = run.run_in("work", &["clean", "../in", "../in/../outside/ebb.txt", "--out-dir", "out", "-q"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(run.run_in("work", &["clean", outside, "--out-dir", "out", "--force", "-q"]).code, 0);
    assert_eq!(run.run_in("work", &["golden", "add", "../in/sea/tide.txt", outside, "--quiet"]).code, 0);
    let mut found = files_below(&run.path("."));
    found.sort();
    let written =
        ["work/golden/ebb.golden.md", "work/golden/ebb.txt", "work/golden/tide.golden.md", "work/golden/tide.txt"];
    let below = found.iter().filter(|name| name.starts_with("work/") && !name.starts_with("work/golden"));
    assert!(below.clone().all(|name| name.starts_with("work/out/") || name == "work/x.txt"), "{found:?}");
    assert!(written.iter().all(|name| found.iter().any(|found| found == name)), "{found:?}");
    assert_eq!((run.read("outside/ebb.txt"), run.read("in/sea/tide.txt")), (text.to_owned(), text.to_owned()));
    let elsewhere = found.iter().filter(|name| !name.starts_with("work/")).count();
    assert_eq!(elsewhere, 2, "{found:?}");
}

/// The files below a folder by their relative names, links not followed.
#[cfg(unix)]
fn files_below(top: &std::path::Path) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![top.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else if entry.file_type().unwrap().is_file() {
                found.push(entry.path().strip_prefix(top).unwrap().display().to_string());
            }
        }
    }
    found
}

/// A title that would end the front matter, open code or an annotation, or begin a formula stays a title.
#[test]
fn titles_are_data_wherever_they_are_written() {
    let titles = [
        "Tide: low\" --- {x: &a !!python/object} # no",
        "--- # Tide",
        "=cmd|' /C calc'!A0",
        "@tide %25 ::error file=x::gone",
        "]]> </title><script>",
        "- [ ] `rm` | $(rm) \\\" 'so'",
        "null",
        "2024-01-02",
        "~",
    ];
    for title in titles {
        let escaped = title.replace('&', "&amp;").replace('<', "&lt;");
        let page = format!(
            "<html><head><meta property=og:title content=\"{}\"></head><body><article><h1>{escaped}</h1><p>The tide is out, and nobody knows when it will be back. So they wait at the quay.</p></article></body></html>",
            escaped.replace('"', "&quot;")
        );
        let run = Run::new().file("a.html", page);
        let shown = |file: &str| -> serde_json::Value {
            let ended = run.run(&["convert", file, "-t", "json"]);
            serde_json::from_str::<serde_json::Value>(&ended.out).unwrap()["meta"]["title"].clone()
        };
        assert_eq!(run.run(&["convert", "a.html", "-o", "a.md"]).code, 0);
        assert_eq!(run.run(&["convert", "a.html", "-o", "b.html"]).code, 0);
        assert_eq!(shown("a.html"), title);
        assert_eq!(shown("a.md"), title, "{}", run.read("a.md"));
        assert_eq!(shown("b.html"), title, "{}", run.read("b.html"));
    }
}

/// An annotation says one thing about one file, whatever its name.
#[cfg(unix)]
#[test]
fn a_name_starts_no_annotation_of_its_own() {
    let name = "a,line=1::x\n::error::gone.txt";
    let run = Run::new().file(name, "They met . . . and left.\n");
    let ended = run.run(&["check", name, "--output-format", "github"]);
    assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
    assert!(ended.out.starts_with("::warning file=a%2Cline=1%3A%3Ax%0A%3A%3Aerror%3A%3Agone.txt,"), "{}", ended.out);
}

/// A row of the table in `docs/reliability.md`.
struct Row {
    made_by: String,
    command: String,
    exit: i32,
    says: String,
}

/// The rows of the table, with the marks of code taken off.
fn rows(text: &str) -> Vec<Row> {
    let plain = |cell: &str| cell.trim().trim_matches('`').trim().replace('\u{0}', "|");
    let row = |line: &str| {
        let line = line.replace("\\|", "\u{0}");
        let cells: Vec<String> = line.trim_matches('|').split('|').map(plain).collect();
        let [_, made_by, command, exit, says] = <[String; 5]>::try_from(cells).ok()?;
        Some(Row { made_by, command, exit: exit.parse().ok()?, says })
    };
    text.lines().filter(|line| line.starts_with('|')).filter_map(row).collect()
}

#[cfg(unix)]
#[test]
fn the_table_in_the_documentation_says_what_happens() {
    let Ok(text) = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reliability.md")) else { return };
    let rows = rows(&text);
    assert!(rows.len() >= 30, "{} rows", rows.len());
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut wrong = Vec::new();
    for Row { made_by, command, exit, says } in rows {
        let run = Run::new();
        let shell = |script: &str| {
            let mut shell = std::process::Command::new("sh");
            shell
                .args(["-c", script])
                .current_dir(run.path("."))
                .env("PATH", &path)
                .env("NO_COLOR", "1")
                .env_remove("CI");
            shell.output().unwrap()
        };
        assert!(shell(&made_by).status.success(), "{made_by}");
        let ended = shell(&command);
        let told = [ended.stdout, ended.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        if ended.status.code() != Some(exit) || !told.contains(&says) || told.contains("panicked") {
            wrong.push(format!("{command}: {:?} {}", ended.status.code(), told.chars().take(300).collect::<String>()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
