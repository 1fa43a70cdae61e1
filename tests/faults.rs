//! What happens to files when something goes wrong in the midst of a run: each is whole, old or new, what could be done
//! is done, and the rest is told.
#![cfg(unix)]

mod command;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use command::Run;

/// A damaged article, longer with each number.
fn damaged(number: usize) -> String {
    let sentence = "They met . . . and left the harbour , which is well known , on that day.\n\n";
    format!("Tide {number}\n\n{}", sentence.repeat(20 + number))
}

/// A run in a folder with so many articles below `in`.
fn folder(count: usize) -> Run {
    (0..count).fold(Run::new(), |run, number| run.file(&format!("in/{number}.txt"), damaged(number)))
}

fn start(run: &Run, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(run.path("."))
        .env_remove("CI")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The files of a folder, but for those that a killed run was writing beside their places.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && !path.file_name().unwrap().to_string_lossy().starts_with(".copydesk-"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Kills a run at many points and looks at the files after each: whatever is there is `new`, or what was there before.
#[track_caller]
fn survives_kills(arguments: &[&str], changes: &str, mut prepare: impl FnMut() -> Run) {
    let whole = prepare();
    let begun = Instant::now();
    assert!(start(&whole, arguments).wait_with_output().unwrap().status.success());
    let (time, new) = (begun.elapsed(), files(&whole.path(changes)));
    let (mut killed, points) = (0, 6);
    for point in 0..points {
        let run = prepare();
        let old = files(&run.path(changes));
        let mut child = start(&run, arguments);
        std::thread::sleep(time * point / points);
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        for (name, bytes) in files(&run.path(changes)) {
            let is = |files: &[(String, Vec<u8>)]| files.contains(&(name.clone(), bytes.clone()));
            assert!(is(&old) || is(&new), "{name} is torn: {} bytes", bytes.len());
        }
        let missing = old.iter().find(|(name, _)| !run.path(changes).join(name).exists());
        assert!(missing.is_none(), "{missing:?}");
    }
    assert!(killed > points as usize / 3, "{killed} of {points} runs were still at work when they were killed");
}

#[test]
fn a_killed_run_leaves_each_file_whole() {
    survives_kills(&["clean", "in", "--write"], "in", || folder(12));
    survives_kills(&["clean", "in", "--out-dir", "out"], "out", || folder(12));
    survives_kills(&["golden", "bless", "golden", "--color", "never"], "golden", || {
        (0..8).fold(Run::new(), |run, number| {
            let run = run.file(&format!("golden/{number}.txt"), damaged(number));
            run.file(&format!("golden/{number}.golden.md"), "An older golden.\n")
        })
    });
}

#[test]
fn a_disk_that_is_full_leaves_what_was_there() {
    let run = folder(3);
    let old = files(&run.path("in"));
    // Files may not grow beyond a block, and writing fails instead of ending the program.
    let script = format!("trap '' XFSZ; ulimit -f 1; exec '{}' clean in --write", env!("CARGO_BIN_EXE_copydesk"));
    let ended = Command::new("sh").args(["-c", &script]).current_dir(run.path(".")).output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{told}");
    assert!(told.contains("in/0.txt: could not write it: File too large"), "{told}");
    assert_eq!(files(&run.path("in")), old);
    assert_eq!(fs::read_dir(run.path("in")).unwrap().count(), old.len(), "what was written beside is gone");
}

/// Runs a script beside `disk`, a file system of 64 KiB that nothing else uses: its exit status and what it told. Nothing
/// where this machine lets nobody make one.
fn on_small_disk(run: &Run, script: &str) -> Option<(i32, String)> {
    let mount = "mkdir disk && unshare -rm sh -c 'mount -t tmpfs -o size=64k none disk'";
    if run.script(mount).0 != 0 {
        eprintln!("skipped: no file system can be mounted here");
        return None;
    }
    Some(run.script(&format!("unshare -rm sh -c 'mount -t tmpfs -o size=64k none disk; {script}' \"$0\"")))
}

#[test]
fn a_small_disk_that_is_full_leaves_what_was_there() {
    let run = folder(8);
    let script = r#"cp in/* disk; head -c 100000 /dev/zero >disk/fill 2>/dev/null
        "$0" clean disk --write; status=$?
        mkdir full; cp disk/* full; ls -A disk >names; rm disk/fill
        "$0" clean disk --write --isolated && mkdir done && cp disk/* done; exit $status"#;
    let Some((status, told)) = on_small_disk(&run, script) else { return };
    assert_eq!(status, 2, "{told}");
    for number in 0..8 {
        assert!(told.contains(&format!("disk/{number}.txt: could not write it: No space left on device")), "{told}");
    }
    let old = files(&run.path("in"));
    let full: Vec<_> = files(&run.path("full")).into_iter().filter(|(name, _)| name != "fill").collect();
    assert_eq!(full, old);
    assert_eq!(run.read("names").lines().count(), 9, "what was written beside is gone: {}", run.read("names"));
    let done = files(&run.path("done"));
    assert!(done.len() == 8 && done.iter().all(|(_, bytes)| bytes.windows(3).any(|bytes| bytes == "…".as_bytes())));
}

#[test]
fn a_small_disk_that_fills_up_has_whole_files_only() {
    let run = folder(24);
    let script = r#""$0" clean in --out-dir disk -j 1; status=$?; mkdir out; cp disk/* out; ls -A disk >names
        "$0" clean in/0.txt -o disk/one.md 2>>told; exit $status"#;
    let Some((status, told)) = on_small_disk(&run, script) else { return };
    assert_eq!(status, 2, "{told}");
    let refused = told.matches("could not write it: No space left on device").count();
    let out = files(&run.path("out"));
    assert_eq!(out.len() + refused, 24, "{told}");
    // The list of what is done stays; what was written beside is gone.
    let names = run.read("names");
    let beside = names.lines().filter(|name| name.starts_with('.') && *name != ".copydesk-done").count();
    assert_eq!(beside, 0, "{names}");
    assert!(!out.is_empty() && out.iter().all(|(_, bytes)| bytes.ends_with(b"day.\n")));
    assert!(
        run.read("told").contains("disk/one.md: could not write it: No space left on device"),
        "{}",
        run.read("told")
    );
}

/// A device that is always full, as standard output and as a file that is named.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told() {
    let run = folder(1);
    for script in [
        r#"exec "$0" clean in/0.txt >/dev/full"#,
        r#"exec "$0" check in/0.txt >/dev/full"#,
        r#"exec "$0" report in/0.txt >/dev/full"#,
        r#"echo "{\"text\": \"Tide . . . out.\"}" | "$0" stream >/dev/full"#,
        r#"exec "$0" clean in/0.txt -o /dev/full"#,
    ] {
        let (status, told) = run.script(script);
        let name = if script.contains("-o") { "/dev/full" } else { "standard output" };
        assert_eq!(status, 2, "{script}: {told}");
        assert!(told.contains(&format!("{name}: could not write it: No space left on device")), "{script}: {told}");
    }
}

#[test]
fn a_folder_that_can_not_be_written_to_is_told_and_the_others_are_done() {
    use std::os::unix::fs::PermissionsExt;
    let run = Run::new().file("in/a.txt", damaged(1)).file("in/b/c.txt", damaged(2)).file("out/b", "a file");
    let ended = run.run(&["clean", "in", "--out-dir", "out"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("out/b/c.md") && run.read("out/a.md").contains('…'), "{}", ended.err);
    let locked = run.path("in/b");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may do everything is kept out by no mode.
    let is_locked = fs::write(locked.join("probe"), "").is_err();
    let ended = run.run(&["clean", "in", "--write"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ended.code, if is_locked { 2 } else { 0 }, "{}", ended.err);
    assert!(run.read("in/a.txt").contains('…'));
    assert_eq!(run.read("in/b/c.txt") == damaged(2), is_locked);
}

#[test]
fn a_file_that_vanishes_is_told_and_the_others_are_done() {
    let run = folder(60);
    let child = start(&run, &["clean", "in", "--out-dir", "out", "-j", "1"]);
    let begun = Instant::now();
    while !run.path("out/0.md").exists() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(1));
    }
    fs::remove_file(run.path("in/9.txt")).unwrap();
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    // Sorted by name, `9.txt` comes last.
    assert_eq!(ended.status.code(), Some(2), "{told}");
    assert!(told.contains("in/9.txt: no such file"), "{told}");
    assert_eq!(files(&run.path("out")).len(), 59);
}

#[test]
fn a_run_that_is_interrupted_leaves_each_file_whole() {
    let run = folder(60);
    let mut child = start(&run, &["clean", "in", "--out-dir", "out", "-j", "1"]);
    let begun = Instant::now();
    while !run.path("out/0.md").exists() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let status = child.wait().unwrap();
    assert!(!status.success(), "{status:?}");
    let done = files(&run.path("out"));
    assert!((1..60).contains(&done.len()), "{} files", done.len());
    assert!(done.iter().all(|(_, bytes)| bytes.ends_with(b"day.\n")));
    assert_eq!(run.run(&["clean", "in", "--out-dir", "out"]).code, 0);
    assert_eq!(files(&run.path("out")).len(), 60);
}

#[test]
fn a_reader_that_goes_away_is_no_trouble_and_a_slow_one_gets_all() {
    let run = Run::new().file("long.txt", damaged(2000));
    let mut child = start(&run, &["clean", "long.txt"]);
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
    let mut child = start(&run, &["clean", "long.txt"]);
    let (mut out, mut piece) = (Vec::new(), [0; 4096]);
    let mut from = child.stdout.take().unwrap();
    loop {
        // The pipe is full most of the time.
        std::thread::sleep(Duration::from_millis(2));
        match from.read(&mut piece).unwrap() {
            0 => break,
            read => out.extend_from_slice(&piece[..read]),
        }
    }
    assert!(child.wait().unwrap().success());
    assert_eq!(String::from_utf8(out).unwrap(), run.run(&["clean", "long.txt"]).out);
}

#[test]
fn a_writer_that_takes_its_time_is_waited_for() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["clean", "-", "-t", "text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut into = child.stdin.take().unwrap();
    for piece in ["They met .", " . . and", " left.\n"] {
        into.write_all(piece.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(into);
    assert_eq!(child.wait_with_output().unwrap().stdout, "They met … and left.\n".as_bytes());
}

#[test]
fn of_many_files_with_few_bad_ones_all_good_ones_are_done_and_all_bad_ones_told() {
    let (count, is_bad) = (600, |number: usize| number % 100 == 7);
    let mut run = Run::new();
    for number in 0..count {
        let name = format!("in/{number}.txt");
        run = if is_bad(number) {
            run.file(&name, b"\x00\x01bad\x00")
        } else {
            run.file(&name, "They met . . . and left.\n")
        };
    }
    let ended = run.run(&["clean", "in", "--out-dir", "out", "-t", "text"]);
    assert_eq!(ended.code, 2);
    for number in 0..count {
        let (told, made) = (
            ended.err.contains(&format!("in/{number}.txt: is binary data")),
            run.path(&format!("out/{number}.txt")).exists(),
        );
        assert_eq!((told, made), (is_bad(number), !is_bad(number)), "{number}");
    }
    assert_eq!(run.read("out/0.txt"), "They met … and left.\n");
}
