//! Holds the promises on any folder of texts: `COPYDESK_CORPUS=FOLDER cargo test --test corpus`.
//!
//! Without a folder there is nothing to look at, and the test says so and passes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use copydesk::config::Settings;
use copydesk::decode::decode;
use copydesk::golden::Cleaned;
use copydesk::golden::invariants::{Promise, broken};

/// How many failures of a kind are told.
const TOLD: usize = 3;

#[test]
fn every_promise_holds_on_every_text() {
    let Some(folder) = std::env::var_os("COPYDESK_CORPUS") else {
        println!("COPYDESK_CORPUS names no folder; nothing was looked at");
        return;
    };
    let texts = texts(Path::new(&folder));
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(BTreeMap::<Promise, Vec<String>>::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for (promise, how) in failures_of(path) {
                        let line = format!("{}: {how}", path.display());
                        failures.lock().unwrap().entry(promise).or_default().push(line);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    println!("{} texts", texts.len());
    for (promise, lines) in &failures {
        println!("{}: {} failures", promise.name(), lines.len());
        for (kind, mut lines) in kinds(lines) {
            lines.sort_unstable();
            println!("  {:>5} {kind}", lines.len());
            lines.iter().take(TOLD).for_each(|line| println!("          {line}"));
        }
    }
    assert!(failures.is_empty(), "promises are broken; the output says where");
}

/// The failures by their kind, which is what is said before the place, without the counts; the most frequent first.
fn kinds(lines: &[String]) -> Vec<(String, Vec<&str>)> {
    let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in lines {
        let how = line.split_once(": ").map_or(line.as_str(), |(_, how)| how);
        let how = how.split(": line ").next().unwrap_or_default();
        let kind: String = how.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '(' | ')')).collect();
        kinds.entry(kind.replace(" ,", ",").trim_end().to_owned()).or_default().push(line);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
    kinds
}

fn failures_of(path: &Path) -> Vec<(Promise, String)> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let cleaned = Cleaned::new(decode(&bytes, None).text, &name, &Settings::default());
    broken(&cleaned).into_iter().map(|broken| (broken.promise, broken.how)).collect()
}

/// The texts below a folder, by name.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let (path, kind) = entry.map(|entry| (entry.path(), entry.file_type().unwrap())).unwrap();
            let is_text = path.extension().is_some_and(|ending| ending == "txt" || ending == "md" || ending == "html");
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && is_text {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
