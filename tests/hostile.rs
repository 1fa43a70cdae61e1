//! What a text may do to the program that reads it, and the program to whoever runs it: limits, traps, names and texts
//! that would act where they are printed.

mod command;

use command::{Run, refuses};

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
