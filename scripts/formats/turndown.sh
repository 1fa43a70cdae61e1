#!/bin/sh
# Takes Turndown's cases, which the crate htmd carries, from HTML to Markdown, and compares what both say.
# What is known to differ stands with its reason in known.txt beside this file.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(
    cd "$folder"
    mkdir src
    touch src/lib.rs
    printf '[package]\nname = "cases"\nversion = "0.0.0"\n[dependencies]\nhtmd = "=0.5.6"\n' >Cargo.toml
    cargo vendor --quiet >/dev/null
)
cd "$top"
cargo run --quiet --example turndown -- "$folder/vendor/htmd/tests/html/turndown_test_index.html"
