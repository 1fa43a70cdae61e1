#!/bin/sh
# Takes Turndown's cases, which the crate htmd carries, and the HTML of htmd's own tests to Markdown, and compares what
# both say: ours and Turndown's, ours and htmd's.
# What is known to differ stands with its reason in known.txt beside this file.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(
    cd "$folder"
    mkdir src
    cp "$top/scripts/formats/htmd_cases.rs" src/main.rs
    cat >Cargo.toml <<'END'
[package]
name = "cases"
version = "0.0.0"
edition = "2024"
[dependencies]
htmd = "=0.5.6"
proc-macro2 = "1"
serde_json = "1"
syn = { version = "2", default-features = false, features = ["parsing"] }
END
    cargo vendor --quiet >/dev/null
    CARGO_TARGET_DIR="$folder/target" cargo run --quiet -- vendor/htmd/tests >htmd.json
)
cd "$top"
cargo build --release --quiet --example turndown
turndown="${CARGO_TARGET_DIR:-target}/release/examples/turndown"
"$turndown" turndown "$folder/vendor/htmd/tests/html/turndown_test_index.html"
"$turndown" htmd "$folder/htmd.json"
