//! Packs the word tables of `data/` into `fst` maps, which the library opens in place, without reading them in.

use std::path::Path;
use std::{env, fs, io};

/// The tables: each line is a key, a tab and a number; the lines are in the order of their bytes.
const TABLES: [&str; 4] = ["words", "hyphenated", "compound-parts", "open-pairs"];

fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=build.rs");
    for table in TABLES {
        let source = format!("data/{table}.tsv");
        println!("cargo::rerun-if-changed={source}");
        let target = Path::new(&out).join(format!("{table}.fst"));
        if let Err(error) = pack(Path::new(&source), &target) {
            println!("cargo::error={source}: {error}");
        }
    }
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
