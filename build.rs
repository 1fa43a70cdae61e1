//! Packs the word tables of `data/` into `fst` maps, which the library opens in place, without reading them in.

#[path = "src/lexicon/filter.rs"]
#[expect(dead_code, reason = "the library asks, and only what makes the filter is needed here")]
mod filter;

use std::path::Path;
use std::{env, fs, io};

use filter::Hash;

/// The tables: each line is a key, a tab and a number; the lines are in the order of their bytes.
const TABLES: [&str; 4] = ["words", "hyphenated", "compound-parts", "open-pairs"];

fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/lexicon/filter.rs");
    for table in TABLES {
        let source = format!("data/{table}.tsv");
        println!("cargo::rerun-if-changed={source}");
        let target = Path::new(&out).join(format!("{table}.fst"));
        if let Err(error) = pack(Path::new(&source), &target) {
            println!("cargo::error={source}: {error}");
        }
    }
    if let Err(error) = filter_words(Path::new("data/words.tsv"), &Path::new(&out).join("words.filter")) {
        println!("cargo::error=data/words.tsv: {error}");
    }
}

/// Writes the filter of the words of a table.
fn filter_words(source: &Path, target: &Path) -> io::Result<()> {
    let table = fs::read_to_string(source)?;
    let words = || table.lines().filter_map(|line| line.split('\t').next());
    let mut bits = filter::for_words(words().count());
    for word in words() {
        filter::put(&mut bits, Hash::of(word.as_bytes()));
    }
    fs::write(target, bits)
}

fn pack(source: &Path, target: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut map = fst::MapBuilder::new(io::BufWriter::new(fs::File::create(target)?))?;
    for (index, line) in fs::read_to_string(source)?.lines().enumerate() {
        let (key, value) = line.split_once('\t').ok_or_else(|| format!("line {}: no tab", index + 1))?;
        map.insert(key, value.parse()?)?;
    }
    map.finish()?;
    Ok(())
}
