#!/bin/sh
# Holds readers and writers to every example of CommonMark 0.31.2 and GFM 0.29, as packages hand them out.
# What is known to differ stands with its reason in known.txt beside this file.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(
    cd "$folder"
    for version in 0.31.2 0.29.0; do
        mkdir "$version"
        tar xzf "$(npm pack --silent "commonmark-spec@$version")" -C "$version"
    done
    python3 -m pip download --quiet --no-deps --no-binary :all: marko==2.2.4
    tar xzf marko-2.2.4.tar.gz
)
cargo build --release --quiet --example spec
spec="${CARGO_TARGET_DIR:-target}/release/examples/spec"
"$spec" commonmark "$folder/0.31.2/package/spec.txt"
# That package has a later text of GFM, without a few examples of CommonMark 0.29 that the published one has.
"$spec" gfm "$folder/marko-2.2.4/tests/spec/gfm.txt" "$folder/0.29.0/package/spec.txt"
