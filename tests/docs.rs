//! What the documentation says is what the program does: the catalogue's texts, the commands and what they print.
//!
//! With `COPYDESK_BLESS=1` the texts made from the catalogue, and what commands print, are written anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

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
    panic!("{name} is not what the program says; write it anew with COPYDESK_BLESS=1 cargo test --test docs\n{how}");
}

#[test]
fn the_page_about_the_rules_is_the_catalogue() {
    check("docs/rules.md", &rules_page());
}

#[test]
fn the_table_of_the_readme_is_the_catalogue() {
    let _alone = README.lock();
    let Ok(readme) = fs::read_to_string(path("README.md")) else { return };
    if let Some(meant) = with_rules_table(&readme) {
        check("README.md", &meant);
    }
}

/// Two tests write the README when blessing.
static README: Mutex<()> = Mutex::new(());

/// The documents whose commands are run.
const DOCUMENTS: &[&str] = &["README.md", "docs/guide.md", "docs/golden-files.md", "docs/configuration.md"];

/// The size of a terminal: the first thing a reader tries must fit one.
const TERMINAL: (usize, usize) = (80, 24);

/// Every command of a document runs, in the order of the document, ends without trouble, and prints what the document
/// says, where it says anything.
#[track_caller]
fn check_commands(name: &str) {
    let Ok(text) = fs::read_to_string(path(name)) else { return };
    let place = std::env::temp_dir().join(format!("copydesk-{}-{}", name.replace('/', "-"), std::process::id()));
    copy_folder(&path("examples"), &place.join("examples"));
    let (mut meant, mut failed) = (String::with_capacity(text.len()), String::new());
    for piece in pieces(&text) {
        let Piece::Command { line, shown } = piece else {
            meant.push_str(piece.text());
            continue;
        };
        let output = shell(line.trim_end().trim_start_matches("$ "), &place);
        let printed = String::from_utf8(output.stdout).unwrap();
        if !matches!(output.status.code(), Some(0 | 1)) {
            let _ = write!(failed, "{line}ended with {:?}: {}", output.status, String::from_utf8_lossy(&output.stderr));
        }
        meant.push_str(line);
        meant.push_str(if shown.is_empty() { "" } else { &printed });
    }
    fs::remove_dir_all(&place).unwrap();
    assert!(failed.is_empty(), "{failed}");
    check(name, &meant);
}

#[test]
fn the_commands_of_the_readme_run() {
    let _alone = README.lock();
    check_commands(DOCUMENTS[0]);
}

#[test]
fn the_commands_of_the_guide_run() {
    check_commands(DOCUMENTS[1]);
}

#[test]
fn the_commands_of_the_page_about_golden_files_run() {
    check_commands(DOCUMENTS[2]);
}

#[test]
fn the_commands_of_the_page_about_the_configuration_run() {
    check_commands(DOCUMENTS[3]);
}

#[test]
fn the_demo_fits_a_terminal() {
    let Ok(readme) = fs::read_to_string(path("README.md")) else { return };
    let demo = readme.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let widest = demo.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(demo.lines().count() < TERMINAL.1 && widest <= TERMINAL.0, "{widest} columns\n{demo}");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut lost = Vec::new();
    for name in DOCUMENTS.iter().chain(&["docs/comparison.md", "docs/scale.md"]) {
        let Ok(text) = fs::read_to_string(path(name)) else { continue };
        // What stands in code is no link.
        let prose: String = text.split('`').step_by(2).collect();
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains(':')) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { path(name) } else { path(name).parent().unwrap().join(file) };
            let known = fs::read_to_string(&file).unwrap_or_default();
            let has = |heading: &str| heading.starts_with('#') && slug(heading) == anchor;
            if !file.exists() || !(anchor.is_empty() || known.lines().any(has)) {
                lost.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

/// The anchor that a page of Markdown has for a heading.
fn slug(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|character| character.is_alphanumeric() || matches!(character, ' ' | '-'));
    kept.map(|character| if character == ' ' { '-' } else { character }).collect()
}

/// A piece of a document.
enum Piece<'t> {
    /// What is not run.
    Text(&'t str),
    /// A line that begins with `$ ` in a console block, and what the block says it prints.
    Command { line: &'t str, shown: String },
}

impl<'t> Piece<'t> {
    fn text(&self) -> &'t str {
        match self {
            Self::Text(text) | Self::Command { line: text, .. } => text,
        }
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            inside = line.trim_end() == "```console";
            pieces.push(Piece::Text(line));
        } else if inside && line.starts_with("$ ") {
            pieces.push(Piece::Command { line, shown: String::new() });
        } else if let (true, Some(Piece::Command { shown, .. })) = (inside, pieces.last_mut()) {
            shown.push_str(line);
        } else {
            pieces.push(Piece::Text(line));
        }
    }
    pieces
}

/// Runs a command in a folder, with the built program first in the path.
fn shell(command: &str, folder: &Path) -> std::process::Output {
    let program = Path::new(env!("CARGO_BIN_EXE_copydesk")).parent().unwrap();
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let search = std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&rest))).unwrap();
    Command::new("sh").arg("-c").arg(command).current_dir(folder).env("PATH", search).env_remove("CI").output().unwrap()
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
fn finds_the_commands_of_a_document() {
    let text =
        "$ no\n```console\n$ copydesk check a.txt\nit says\n\nmore\n$ ls\n```\n```text\n$ copydesk not this\n```\n";
    let commands: Vec<(&str, String)> = pieces(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Command { line, shown } => Some((line, shown)),
            Piece::Text(_) => None,
        })
        .collect();
    let meant = [("$ copydesk check a.txt\n", "it says\n\nmore\n".to_owned()), ("$ ls\n", String::new())];
    assert_eq!(commands, meant);
    assert_eq!(slug("## A text from a PDF"), "a-text-from-a-pdf");
}
