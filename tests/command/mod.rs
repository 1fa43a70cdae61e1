//! Runs the command in a folder of its own, for the tests that look at it from outside.

// Each of the tests that share this uses a part of it.
#![allow(dead_code)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A run of the command in a folder of its own.
pub struct Run {
    folder: TempDir,
    input: Vec<u8>,
}

/// What a run came to.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder"), input: Vec::new() }
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    pub fn input(mut self, input: impl AsRef<[u8]>) -> Self {
        self.input = input.as_ref().to_vec();
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_in(".", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Ended {
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(arguments)
            .current_dir(self.path(folder))
            .env_remove("CI")
            .env("NO_COLOR", "1")
            .env("COLUMNS", "80")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command");
        // A command that refuses its arguments reads nothing, and closes the pipe.
        let _ = child.stdin.take().expect("a pipe").write_all(&self.input);
        let output = child.wait_with_output().expect("an end");
        Ended {
            code: output.status.code().expect("no signal"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

#[cfg(unix)]
impl Run {
    /// Runs a script of the shell in the run's folder, with the command as `$0`: its exit status and what it told.
    pub fn script(&self, script: &str) -> (i32, String) {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_copydesk")]).current_dir(self.path("."));
        let output = shell.output().expect("a shell");
        (output.status.code().expect("no signal"), String::from_utf8(output.stderr).expect("UTF-8"))
    }
}

/// Asserts that a run ends in trouble told on one line that names what it is about, with nothing on standard output.
#[track_caller]
pub fn refuses(run: &Run, arguments: &[&str], words: &[&str]) {
    let ended = run.run(arguments);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{}", ended.err);
    assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    for word in words {
        assert!(ended.err.contains(word), "no `{word}` in: {}", ended.err);
    }
}
