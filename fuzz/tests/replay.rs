//! What the targets assert, with what a fuzzer found before and with mutations of the golden articles, the same ones each
//! time. `COPYDESK_TRIALS` sets how many mutations each target gets.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use copydesk_fuzz::TARGETS;
use copydesk_fuzz::mutate::{Random, mutated, pieces};

/// How many mutations each target gets where nothing else is said.
const TRIALS: usize = 60;

/// The files below a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Tries one input. What a target says when it fails stays; the input is told so that it can be kept.
fn holds(name: &str, target: fn(&[u8]), input: &[u8]) -> bool {
    let held = catch_unwind(AssertUnwindSafe(|| target(input))).is_ok();
    if !held {
        let file = std::env::temp_dir().join(format!("copydesk-fuzz-{name}-{}", input.len()));
        let _ = fs::write(&file, input);
        println!("{name} fails; the input is in {}", file.display());
    }
    held
}

#[test]
fn what_was_found_once_is_mended() {
    let mut count = 0;
    for (name, target) in TARGETS {
        for file in files(&top().join("regressions").join(name)) {
            assert!(holds(name, *target, &fs::read(&file).expect("a file")), "{}", file.display());
            count += 1;
        }
    }
    assert_eq!(count, files(&top().join("regressions")).len(), "a folder of regressions is called like no target");
}

#[test]
fn every_target_holds_on_mutations_of_the_golden_articles() {
    let trials = std::env::var("COPYDESK_TRIALS").ok().and_then(|trials| trials.parse().ok()).unwrap_or(TRIALS);
    let inputs: Vec<Vec<u8>> =
        files(&top().join("../golden")).iter().map(|file| fs::read(file).expect("a file")).collect();
    let pieces = pieces();
    assert!(inputs.len() > 100 && pieces.len() > 100, "{} inputs, {} pieces", inputs.len(), pieces.len());
    let failed: Vec<&str> = std::thread::scope(|scope| {
        let threads: Vec<_> = TARGETS
            .iter()
            .map(|(name, target)| {
                let (inputs, pieces) = (&inputs, &pieces);
                scope.spawn(move || {
                    let mut random = Random::new(0x7_1DE5);
                    let held = (0..trials).filter(|_| {
                        let (seed, other) = (random.below(inputs.len()), random.below(inputs.len()));
                        let input = mutated(&inputs[seed], &inputs[other], pieces, &mut random);
                        holds(name, *target, &input)
                    });
                    (held.count() < trials).then_some(*name)
                })
            })
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().expect("an end")).collect()
    });
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn each_target_has_its_file() {
    let stems = files(&top().join("fuzz_targets"));
    let stems: Vec<_> = stems.iter().filter_map(|file| file.file_stem()?.to_str()).collect();
    let mut names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(stems, names);
}
