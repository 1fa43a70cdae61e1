//! The house rules that a program can check: who names whom, how long functions are, what no file may hold, and under
//! which licences the crates stand that we build on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::rules::RULES;

/// Which modules of the library each may name, outside of its tests. What a module of a lower layer does is never
/// decided by one above it: text and its tables first, what is known about a page, rules, the engine, the document,
/// the writers; whole runs on top.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("attributes", &[]),
    ("decode", &[]),
    ("glance", &[]),
    ("pattern", &[]),
    ("credit", &["glance", "pattern"]),
    ("draft", &[]),
    ("furniture", &[]),
    ("signs", &[]),
    ("visible", &[]),
    ("lexicon", &[]),
    // A document holds the alignment of a table's columns as the draft has it.
    ("document", &["draft"]),
    ("layout", &["draft", "furniture", "lexicon", "limits", "pattern"]),
    ("survey", &["draft", "furniture", "layout", "lexicon", "limits"]),
    ("extract", &["draft", "limits", "structure"]),
    ("tokens", &["lexicon"]),
    ("vocabulary", &["lexicon", "survey", "tokens"]),
    ("page", &["draft", "lexicon", "signs", "survey", "tokens", "vocabulary"]),
    ("protect", &["draft"]),
    ("limits", &[]),
    ("edits", &["draft", "limits", "rule"]),
    // A rule is a value that holds a function of a page and edits.
    ("rule", &["page", "edits", "signs"]),
    ("evidence", &["edits", "lexicon", "page", "pattern", "rule", "signs", "survey", "tokens", "vocabulary"]),
    (
        "rules",
        &[
            "credit",
            "draft",
            "edits",
            "evidence",
            "furniture",
            "layout",
            "lexicon",
            "page",
            "pattern",
            "rule",
            "signs",
            "survey",
            "vocabulary",
        ],
    ),
    ("repair", &["draft", "edits", "lexicon", "limits", "page", "protect", "rule", "survey", "vocabulary"]),
    ("read", &["attributes", "document", "draft", "extract", "layout", "limits", "structure"]),
    ("structure", &["credit", "document", "draft", "glance", "lexicon", "page", "pattern", "survey"]),
    ("render", &["attributes", "document", "draft"]),
    (
        "clean",
        &[
            "document",
            "draft",
            "extract",
            "lexicon",
            "limits",
            "page",
            "protect",
            "read",
            "repair",
            "rule",
            "rules",
            "structure",
            "survey",
            "vocabulary",
        ],
    ),
    ("config", &["clean", "decode", "read", "rule", "rules", "survey"]),
    ("docs", &["rule", "rules", "visible"]),
    ("report", &["clean", "render", "repair", "rule", "rules", "visible"]),
    (
        "golden",
        &["clean", "config", "decode", "draft", "read", "render", "repair", "rule", "rules", "survey", "visible"],
    ),
];

/// The licences under which a crate may be used; one of several is enough where a crate leaves the choice.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "MPL-2.0",
    "Unicode-3.0",
    // The form of the Unicode licence before version 3.0.
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
    "0BSD",
];

/// The longest a function may be, in lines.
const LONGEST: usize = 70;

/// What stands in no source: work left undone, and tests that do not run.
const FORBIDDEN: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore"];

/// Places that only one machine has.
const MACHINE_PLACES: &[&str] = &["/home/", "/root/", "/tmp/", "/work/", "/Users/"];

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with one of these endings, by their path from the top.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![top().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((name_of(&path), text));
            }
        }
    }
    found.sort();
    found
}

fn name_of(path: &Path) -> String {
    let parts: Vec<_> = path.strip_prefix(top()).unwrap().iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn sources() -> Vec<(String, String)> {
    ["src", "tests", "examples", "python/src"].iter().flat_map(|folder| files(folder, &["rs"])).collect()
}

#[track_caller]
fn check(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The text of a source without its tests and comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of the library that a source names through `crate::`; what stands at the top of the library is `clean`.
fn named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let module = |name: String| {
        let is_top = name.starts_with(char::is_uppercase) || name == "convert";
        if is_top { "clean".to_owned() } else { name }
    };
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = &list[..list.find('}').unwrap_or(list.len())];
                names.extend(list.split(',').map(|item| word(item.trim())).filter(|name| !name.is_empty()).map(module));
            }
            None => {
                names.insert(module(word(rest)));
            }
        }
    }
    names
}

#[test]
fn modules_name_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for (name, text) in files("src", &["rs"]) {
        let Some(module) = name.strip_prefix("src/").map(|rest| rest.trim_end_matches(".rs")) else { continue };
        let module = module.split('/').next().unwrap_or_default();
        if matches!(module, "bin" | "lib") || name.contains("/tests") {
            continue;
        }
        let Some((_, may)) = MAY_NAME.iter().find(|(known, _)| *known == module) else {
            faults.push(format!("{name}: `{module}` has no place in the table of who may name whom"));
            continue;
        };
        let more = named(&code(&text)).into_iter().filter(|other| other != module && !may.contains(&other.as_str()));
        faults.extend(more.map(|other| format!("{name} may not name `{other}`")));
    }
    check(&faults);
}

#[test]
fn rules_never_name_each_other() {
    let mut faults = Vec::new();
    for (name, text) in files("src/rules", &["rs"]) {
        let code = code(&text);
        for rule in RULES {
            let other = rule.id.replace('-', "_");
            let own = name.starts_with(&format!("src/rules/{other}"));
            let says = ["rules::", "super::"].iter().any(|path| code.contains(&format!("{path}{other}::")));
            if says && !own {
                faults.push(format!("{name} names `{}`", rule.id));
            }
        }
    }
    check(&faults);
}

#[test]
fn the_folder_of_rules_is_the_catalogue() {
    let folder = fs::read_dir(top().join("src/rules")).unwrap();
    let files: BTreeSet<String> = folder
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().replace('_', "-"))
        .collect();
    let catalogue: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(files, catalogue);
    assert_eq!(RULES.len(), catalogue.len(), "an id stands twice in the catalogue");
}

#[test]
fn functions_fit_a_screen() {
    let mut faults = Vec::new();
    for (name, text) in sources() {
        for (line, length) in functions(&text).into_iter().filter(|(_, length)| *length > LONGEST) {
            faults.push(format!("{name}:{line}: a function of {length} lines"));
        }
    }
    check(&faults);
}

/// The first line of each function and how many it has. rustfmt sets the closing brace as deep as the first line.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let is_function = |line: &str| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub ").unwrap_or(line);
        let line = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub(super) ")).unwrap_or(line);
        line.strip_prefix("const ").unwrap_or(line).starts_with("fn ")
    };
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
        let depth = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(depth));
        let is_whole = line.ends_with(['}', ';']);
        let length = lines[start..].iter().position(|line| is_whole || *line == closing);
        found.extend(length.map(|length| (start + 1, length + 1)));
    }
    found
}

#[test]
fn measures_functions() {
    let text = "fn one() {\n    a();\n}\n\nimpl X {\n    pub fn two(&self) -> usize {\n        let x = [\n        ];\n        1\n    }\n    \
                const fn three() {}\n}\n";
    assert_eq!(functions(text), [(1, 3), (6, 5), (11, 1)]);
}

#[test]
fn nothing_is_left_undone() {
    let mut faults = Vec::new();
    for (name, text) in sources().into_iter().filter(|(name, _)| name != "tests/tidy.rs") {
        for (number, line) in text.lines().enumerate() {
            let words = FORBIDDEN.iter().filter(|word| line.contains(**word));
            faults.extend(words.map(|word| format!("{name}:{}: {word}", number + 1)));
        }
    }
    check(&faults);
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    let texts =
        ["src", "tests", "examples", "docs", "scripts", "golden", "python", "integrations", "fuzz/src", "fuzz/tests"]
            .iter()
            .flat_map(|folder| files(folder, &["rs", "md", "toml", "sh", "py", "json"]))
            .chain(at_the_top())
            .filter(|(name, _)| name != "tests/tidy.rs");
    let mut faults = Vec::new();
    for (name, text) in texts {
        let places = MACHINE_PLACES.iter().filter(|place| text.contains(**place));
        faults.extend(places.map(|place| format!("{name}: {place}")));
    }
    check(&faults);
}

#[test]
fn lines_end_without_blanks_and_files_with_a_line_feed() {
    let texts = ["src", "tests", "docs", "scripts", "python", "integrations"]
        .iter()
        .flat_map(|folder| files(folder, &["rs", "md", "toml", "sh", "json", "css", "py", "pyi"]))
        .chain(files("fuzz/src", &["rs"]))
        .chain(files("examples", &["rs"]))
        .chain(at_the_top());
    let mut faults = Vec::new();
    for (name, text) in texts {
        let blank = |line: &&str| line.ends_with([' ', '\t', '\r']);
        faults.extend(text.split('\n').position(|line| blank(&line)).map(|at| format!("{name}:{}: blanks", at + 1)));
        if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
            faults.push(format!("{name}: does not end with one line feed"));
        }
    }
    check(&faults);
}

/// The texts at the top of the repository.
fn at_the_top() -> Vec<(String, String)> {
    let names =
        ["Cargo.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "build.rs", "rustfmt.toml", "clippy.toml"];
    let read = |name: &&str| Some(((*name).to_owned(), fs::read_to_string(top().join(name)).ok()?));
    names.iter().filter_map(read).collect()
}

#[test]
fn the_module_of_python_has_the_version_of_the_library() {
    let manifest = fs::read_to_string(top().join("python/Cargo.toml")).unwrap();
    let version = manifest.lines().find_map(|line| line.strip_prefix("version = ")).unwrap();
    assert_eq!(version.trim_matches('"'), env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(name, _)| format!("{name} does not begin with a sentence on what it is for"))
        .collect();
    check(&faults);
}

#[test]
fn every_crate_has_a_licence_we_may_use() {
    let metadata = metadata();
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_allowed(licence) {
            faults.push(format!("{}: {licence:?}", package["name"]));
        }
    }
    check(&faults);
}

/// What cargo knows of the crates that are built on this platform.
fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", &host()])
        .current_dir(top())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// How many crates the library alone and the command are built on, at the most: a new one is a choice, not an accident.
const MOST_CRATES: [(&str, usize); 2] = [("--no-default-features", 130), ("--all-features", 185)];

#[test]
fn no_crate_comes_in_unseen() {
    for (features, most) in MOST_CRATES {
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", features])
            .current_dir(top())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let crates: BTreeSet<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        assert!(crates.len() <= most && most < crates.len() + 10, "{features}: {} crates, meant {most}", crates.len());
    }
}

#[test]
fn no_crate_asks_for_a_newer_compiler_than_we_say() {
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    let mut faults = Vec::new();
    for package in metadata()["packages"].as_array().unwrap() {
        let asked = package["rust_version"].as_str().unwrap_or_default();
        if version(asked) > ours {
            faults.push(format!("{} asks for Rust {asked}", package["name"]));
        }
    }
    check(&faults);
    let readme = fs::read_to_string(top().join("README.md")).unwrap();
    assert!(readme.contains(&format!("{} or later", env!("CARGO_PKG_RUST_VERSION"))), "the README says otherwise");
}

fn version(text: &str) -> Vec<u32> {
    text.split('.').filter_map(|part| part.parse().ok()).collect()
}

/// deny.toml says the same of licences as this test does.
#[test]
fn cargo_deny_allows_the_same_licences() {
    let text = fs::read_to_string(top().join("deny.toml")).unwrap();
    let allowed = text.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let allowed: BTreeSet<&str> =
        allowed.lines().map(|line| line.trim().trim_matches([',', '"'])).filter(|line| !line.is_empty()).collect();
    assert_eq!(allowed, LICENCES.iter().copied().collect());
}

/// The platform at hand: crates for others need not be on this machine.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Whether a licence expression (SPDX) can be met with the licences we may use.
fn is_allowed(expression: &str) -> bool {
    // A slash is the old way of leaving a choice.
    let words = expression.replace('/', " OR ").replace(['(', ')'], " ");
    let expression = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // Every part of an AND must offer something, wherever the parentheses stand: stricter than the expression.
    !expression.is_empty()
        && expression.split(" AND ").all(|part| part.split(" OR ").any(|licence| LICENCES.contains(&licence)))
}

#[test]
fn reads_licences() {
    assert!(is_allowed("MIT OR Apache-2.0") && is_allowed("MIT/Apache-2.0") && is_allowed("GPL-3.0 OR MIT"));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"));
    assert!(!is_allowed("GPL-3.0") && !is_allowed("MIT AND GPL-3.0") && !is_allowed(""));
}

#[test]
fn sees_who_is_named() {
    let code = code(
        "// crate::golden\nuse crate::draft::Kind;\nuse crate::{Options, page::Page};\n#[cfg(test)]\nmod tests { crate::repair }",
    );
    assert_eq!(named(&code).into_iter().collect::<Vec<_>>(), ["clean", "draft", "page"]);
}

#[test]
fn paths_are_told_from_the_top() {
    assert_eq!(name_of(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")), "src/lib.rs");
}
