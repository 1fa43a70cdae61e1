//! What the documentation says is what the program does: the catalogue's texts, and the commands of the README.
//!
//! With `COPYDESK_BLESS=1` the texts made from the catalogue are written anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::docs::{rules_page, with_rules_table};

/// A file of the repository.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Asserts that a file is what it should be, or makes it so when blessing.
#[track_caller]
fn check(name: &str, meant: &str) {
    let path = path(name);
    let found = fs::read_to_string(&path).unwrap_or_default();
    if found == meant {
        return;
    }
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        fs::write(&path, meant).unwrap();
        return;
    }
    let how = copydesk::golden::diff::explain(&found, meant, 5);
    panic!("{name} is not what the catalogue says; write it anew with COPYDESK_BLESS=1 cargo test --test docs\n{how}");
}

#[test]
fn the_page_about_the_rules_is_the_catalogue() {
    check("docs/rules.md", &rules_page());
}

#[test]
fn the_table_of_the_readme_is_the_catalogue() {
    let Ok(readme) = fs::read_to_string(path("README.md")) else { return };
    if let Some(meant) = with_rules_table(&readme) {
        check("README.md", &meant);
    }
}

/// Every command of the README runs, and ends without trouble.
#[test]
fn the_commands_of_the_readme_run() {
    let Ok(readme) = fs::read_to_string(path("README.md")) else { return };
    let place = std::env::temp_dir().join(format!("copydesk-readme-{}", std::process::id()));
    copy_folder(&path("examples"), &place.join("examples"));
    let failed: Vec<String> = commands(&readme)
        .into_iter()
        .filter_map(|command| {
            let output = shell(&command, &place);
            let ended = output.status.code();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            (!matches!(ended, Some(0 | 1))).then(|| format!("{command}\nended with {ended:?}: {said}"))
        })
        .collect();
    fs::remove_dir_all(&place).unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The lines that begin with `$ copydesk ` in the console blocks.
fn commands(readme: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line.trim_end() == "```console";
        } else if inside && line.starts_with("$ copydesk ") {
            commands.push(line["$ ".len()..].to_owned());
        }
    }
    commands
}

/// Runs a command in a folder, with the built program first in the path.
fn shell(command: &str, folder: &Path) -> std::process::Output {
    let program = Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap();
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let search = std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&rest))).unwrap();
    Command::new("sh").arg("-c").arg(command).current_dir(folder).env("PATH", search).output().unwrap()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn finds_the_commands_of_a_readme() {
    let readme =
        "$ copydesk no\n```console\n$ copydesk check a.txt\nit says\n$ ls\n```\n```text\n$ copydesk not this\n```\n";
    assert_eq!(commands(readme), ["copydesk check a.txt"]);
}
