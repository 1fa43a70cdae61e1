#!/bin/sh
# Times 50,000 repeats of what opens something and never closes it, in a release build: a second at most for
# cleaning and each rendering, two for JSON.
set -eu
cd "$(dirname "$0")/../.."
cargo run --release --quiet --example repeats -- "${1:-50000}"
