//! Many files at once: folders, patterns, what is told in the end, going on after a stop, and all that can go wrong.

mod command;

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use command::{Run, refuses};

const DAMAGED: &str = "They met for face-toface talks . . . and left.\n";
const REPAIRED: &str = "They met for face-to-face talks … and left.\n";

/// The files below `out`, by name, without the list of what is done.
fn outputs(run: &Run) -> Vec<String> {
    let entries = fs::read_dir(run.path("out")).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != ".copydesk-done").collect();
    names.sort();
    names
}

#[test]
fn a_folder_goes_to_a_folder() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/deep/b.md", "# Tide\n\nIt is out.\n").file("in/c.png", "x");
    let ended = run.run(&["clean", "in", "--out-dir", "out", "--no-front-matter"]);
    let told = "copydesk: 2 files: 2 done; 2 repairs\n       1  lost-hyphen\n       1  spaced-ellipsis\n";
    assert_eq!((ended.code, ended.err.as_str()), (0, told));
    assert_eq!(run.run(&["clean", "in", "--out-dir", "out", "--no-front-matter", "--quiet"]).err, "");
    assert_eq!(run.read("out/a.md"), "They met for face-to-face talks … and left.\n");
    assert_eq!(run.read("out/deep/b.md"), "# Tide\n\nIt is out.\n");
    assert!(!run.path("out/c.md").exists());
}

#[test]
fn several_folders_keep_their_names() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("more/a.txt", DAMAGED);
    assert_eq!(run.run(&["clean", "in", "./more/", "--out-dir", "out", "--to", "text"]).code, 0);
    assert!(run.path("out/in/a.txt").exists() && run.path("out/more/a.txt").exists());
}

#[test]
fn what_a_run_wrote_is_no_source_of_the_next() {
    let run = Run::new().file("a.txt", DAMAGED);
    let clean = ["clean", ".", "--out-dir", "out", "--to", "text"];
    assert_eq!(run.run(&clean).code, 0);
    assert_eq!(run.run(&clean).code, 0);
    assert!(!run.path("out/out").exists());
    assert_eq!(run.run(&["clean", "out", "--out-dir", "out", "--to", "html"]).code, 0);
    assert!(run.path("out/a.html").exists(), "a folder that is named is a source");
}

#[test]
fn as_many_files_at_once_as_asked_for_come_to_the_same() {
    let mut run = Run::new();
    for number in 0..20 {
        run = run.file(&format!("in/{number:02}.txt"), format!("Number {number} . . . is here.\n"));
    }
    let one = run.run(&["check", "in", "-j", "1"]);
    let four = run.run(&["check", "in", "-j", "4"]);
    assert_eq!((one.code, one.out.lines().count()), (1, 41));
    assert_eq!(one.out, four.out);
    for jobs in ["1", "4"] {
        assert_eq!(run.run(&["clean", "in", "--out-dir", &format!("out{jobs}"), "-j", jobs]).code, 0);
    }
    for number in 0..20 {
        let (one, four) = (run.read(&format!("out1/{number:02}.md")), run.read(&format!("out4/{number:02}.md")));
        assert!(one == four && one.contains(&format!("Number {number} …")), "{one}");
    }
}

#[test]
fn two_sources_never_become_one_file_and_the_others_are_done() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/a.md", "# Tide\n").file("in/b.txt", DAMAGED);
    let ended = run.run(&["clean", "in", "--out-dir", "out"]);
    assert_eq!(ended.code, 2);
    let told: Vec<&str> = ended.err.lines().collect();
    assert!(
        told[0].contains("in/a.md: would be written to the same file") && told[0].contains("as in/a.txt"),
        "{told:?}"
    );
    assert!(
        told[1].contains("in/a.txt: would be written to the same file") && told[1].contains("as in/a.md"),
        "{told:?}"
    );
    assert_eq!(told[2], "copydesk: 3 files: 1 done, 2 failed; 2 repairs");
    assert_eq!(outputs(&run), ["b.md"]);
}

#[test]
fn a_newer_file_is_written_over_by_force_only() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/b.txt", DAMAGED);
    let clean = ["clean", "in", "--out-dir", "out", "--to", "text"];
    assert_eq!(run.run(&clean).code, 0);
    assert_eq!(run.run(&clean).code, 0, "the same again is no loss");
    fs::write(run.path("out/a.txt"), "Edited by hand.\n").expect("a file");
    let ended = run.run(&clean);
    assert!(ended.code == 2 && ended.err.contains("newer than its source"), "{}", ended.err);
    assert!(ended.err.contains("a.txt") && ended.err.contains("--force"), "{}", ended.err);
    assert_eq!(run.read("out/a.txt"), "Edited by hand.\n");
    fs::remove_file(run.path("out/b.txt")).expect("a file");
    assert_eq!(run.run(&clean).code, 2);
    assert!(run.path("out/b.txt").exists(), "the other file is still done");
    assert_eq!(run.run(&[&clean[..], &["--force"]].concat()).code, 0);
    assert_eq!(run.read("out/a.txt"), "They met for face-to-face talks … and left.\n");
}

#[test]
fn a_folder_without_texts_is_told() {
    let run = Run::new().file("in/a.png", "x");
    for arguments in [&["clean", "in", "--out-dir", "out"][..], &["check", "in"]] {
        refuses(&run, arguments, &["no text was found", ".txt"]);
    }
}

#[test]
fn the_other_files_are_still_done() {
    let run = Run::new().file("a.txt", DAMAGED);
    let ended = run.run(&["clean", "nowhere.txt", "a.txt", "--out-dir", "out", "--no-front-matter"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("nowhere.txt"));
    assert_eq!(outputs(&run), ["a.md"]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_told_and_the_others_are_done() {
    use std::os::unix::fs::PermissionsExt;
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/shut/b.txt", DAMAGED);
    fs::set_permissions(run.path("in/shut"), fs::Permissions::from_mode(0o000)).expect("a mode");
    let is_open = fs::read_dir(run.path("in/shut")).is_ok();
    let ended = run.run(&["clean", "in", "--out-dir", "out"]);
    fs::set_permissions(run.path("in/shut"), fs::Permissions::from_mode(0o755)).expect("a mode");
    // Nothing is shut to the superuser.
    assert_eq!(ended.code, if is_open { 0 } else { 2 }, "{}", ended.err);
    assert!(is_open || (ended.err.contains("in/shut") && ended.err.contains("permission")), "{}", ended.err);
    assert!(run.path("out/a.md").exists());
}

#[test]
fn patterns_are_walked() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/deep/b.txt", DAMAGED).file("in/deep/c.md", "# Tide\n");
    assert_eq!(run.run(&["clean", "in/**/*.txt", "--out-dir", "out", "--to", "text"]).code, 0);
    assert_eq!((run.read("out/a.txt"), run.read("out/deep/b.txt")), (REPAIRED.to_owned(), REPAIRED.to_owned()));
    assert!(!run.path("out/deep/c.txt").exists());
    assert_eq!(run.run_in("in", &["clean", "*.txt", "--out-dir", "../flat", "--to", "text"]).code, 0);
    assert!(run.path("flat/a.txt").exists() && !run.path("flat/deep").exists());
    refuses(&run, &["clean", "in/*.rst", "--out-dir", "out"], &["no text was found"]);
}

#[test]
fn a_run_goes_on_where_another_one_stopped() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/b.txt", DAMAGED);
    let resume = |more: &[&str]| {
        let ended = run.run(&[&["clean", "in", "--out-dir", "out", "--to", "text", "--resume"], more].concat());
        (ended.code, ended.err.lines().next().unwrap_or_default().to_owned())
    };
    let told = |what: &str| (0, format!("copydesk: 2 files: {what}"));
    assert_eq!(resume(&[]), told("2 done; 4 repairs"));
    assert_eq!(resume(&[]), told("0 done, 2 done before; 0 repairs"));
    fs::remove_file(run.path("out/b.txt")).expect("a file");
    assert_eq!(resume(&[]), told("1 done, 1 done before; 2 repairs"), "an output that is gone is made");
    fs::write(run.path("in/a.txt"), "Now . . . another text.\n").expect("a file");
    assert_eq!(resume(&[]), told("1 done, 1 done before; 1 repair"), "a source that was changed is done");
    assert_eq!(resume(&["--ignore", "hyphen"]), told("2 done; 2 repairs"), "other settings");
    assert_eq!(run.read("out/b.txt"), "They met for face-toface talks … and left.\n");
    fs::write(run.path("in/copydesk.toml"), "suggested = true\n").expect("a file");
    assert_eq!(resume(&[]), told("2 done; 3 repairs"), "a configuration");
    fs::write(run.path("out/a.txt"), "Edited by hand.\n").expect("a file");
    assert_eq!(resume(&[]), told("0 done, 2 done before; 0 repairs"), "somebody's work stays");
    assert_eq!(run.read("out/a.txt"), "Edited by hand.\n");
    refuses(&run, &["clean", "in/a.txt", "--out-dir", "out", "--to", "text"], &["a.txt", "newer than its source"]);
}

#[test]
fn a_product_is_never_written_over_its_source() {
    let run = Run::new().file("in/a.md", "# Tide\n\nIt is out . . . for now.\n");
    refuses(&run, &["clean", "in/a.md", "--out-dir", "in"], &["in/a.md", "its own product"]);
    assert_eq!(run.read("in/a.md"), "# Tide\n\nIt is out . . . for now.\n");
}

#[test]
fn binary_files_are_told_and_the_others_are_done() {
    let run = Run::new().file("in/a.txt", DAMAGED).file("in/zeros.txt", b"ab\0\0\0cd\0\0".as_slice());
    let ended = run.run(&["clean", "in", "--out-dir", "out"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.starts_with("copydesk: in/zeros.txt: is binary"), "{}", ended.err);
    assert!(ended.err.contains("2 files: 1 done, 1 failed"), "{}", ended.err);
    assert_eq!(outputs(&run), ["a.md"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_told_and_the_others_are_done() {
    use std::os::unix::fs::symlink;
    let run = Run::new().file("in/a.txt", DAMAGED);
    symlink("..", run.path("in/up")).expect("a link");
    symlink("self.txt", run.path("in/self.txt")).expect("a link");
    let ended = run.run(&["clean", "in", "--out-dir", "out"]);
    assert_eq!(ended.code, 0);
    for name in ["in/up", "in/self.txt"] {
        assert!(ended.err.contains(&format!("{name}: is a link and was not followed")), "{}", ended.err);
    }
    assert_eq!(outputs(&run), ["a.md"]);
    let ended = run.run(&["clean", "in/self.txt", "in/a.txt", "--out-dir", "out"]);
    assert!(ended.code == 2 && ended.err.contains("in/self.txt: could not read it"), "{}", ended.err);
    assert!(ended.err.contains("1 done, 1 failed"), "{}", ended.err);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_are_kept() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let run = Run::new().file("in/a.txt", DAMAGED);
    let name = |bytes: &[u8]| OsStr::from_bytes(bytes).to_owned();
    fs::write(run.path("in").join(name(b"caf\xe9.txt")), DAMAGED).expect("a file");
    fs::write(run.path("in").join(name(b"caf\xe8.txt")), DAMAGED).expect("a file");
    for told in ["3 done; 6 repairs", "0 done, 3 done before; 0 repairs"] {
        let ended = run.run(&["clean", "in", "--out-dir", "out", "--to", "text", "--resume"]);
        assert_eq!(ended.code, 0);
        assert!(ended.err.starts_with(&format!("copydesk: 3 files: {told}")), "{}", ended.err);
    }
    for bytes in [b"caf\xe9.txt", b"caf\xe8.txt"] {
        assert_eq!(fs::read_to_string(run.path("out").join(name(bytes))).expect("a file"), REPAIRED);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_does_not_fit_the_disk_is_told_and_the_others_are_done() {
    // A limit on the size of files stands for a disk that is full for the large one.
    let run = Run::new()
        .file("in/a.txt", DAMAGED)
        .file("in/large.txt", "The tide is out, and the boats lie on the sand.\n\n".repeat(2000))
        .file("in/z.txt", DAMAGED);
    let (code, told) = run.script(r#"trap "" XFSZ; ulimit -f 16; "$0" clean in --out-dir out"#);
    assert_eq!(code, 2);
    assert!(told.contains("out/large.md: could not write it: File too large"), "{told}");
    assert!(told.contains("3 files: 2 done, 1 failed"), "{told}");
    assert_eq!(outputs(&run), ["a.md", "z.md"], "nothing is left of the large one");
    for arguments in ["clean in/a.txt", "convert in/a.txt", "stream in/lines.jsonl", "check in/a.txt"] {
        fs::write(run.path("in/lines.jsonl"), "{\"text\": \"High tide.\"}\n").expect("a file");
        let (code, told) = run.script(&format!("\"$0\" {arguments} > /dev/full"));
        assert!(code == 2 && told.contains("No space left"), "{arguments}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_whole_files_only_and_a_run_can_go_on() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let text = "They met for talks . . . and left.\n\n".repeat(40);
        let mut run = Run::new();
        for number in 0..150 {
            run = run.file(&format!("in/{number:03}.txt"), &text);
        }
        let clean = ["clean", "in", "--out-dir", "out", "--to", "text", "-j", "1"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(clean).current_dir(run.path(".")).stdin(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().expect("the command");
        while !run.path("out/002.txt").exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let status = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill");
        assert!(status.success());
        let output = child.wait_with_output().expect("an end");
        assert_eq!(output.status.code(), Some(code));
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(told.contains("left, for the run was stopped"), "{told}");
        let there = outputs(&run);
        assert!((3..150).contains(&there.len()), "{} files", there.len());
        let whole = text.replace(" . . . ", " … ").trim_end().to_owned() + "\n";
        assert!(there.iter().all(|name| run.read(&format!("out/{name}")) == whole));
        let ended = run.run(&[&clean[..], &["--resume"]].concat());
        assert_eq!(ended.code, 0);
        assert!(ended.err.contains(&format!("{} done before", there.len())), "{}", ended.err);
        assert_eq!(outputs(&run).len(), 150);
    }
}
