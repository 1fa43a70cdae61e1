#!/bin/sh
# Tries the writers on 20,000 random texts, trees of markup and documents each, at no wrap, 72 and 20 columns, with two
# parsers as judges. The short form of the same properties runs with the other tests.
set -eu
cd "$(dirname "$0")/../.."
COPYDESK_TRIALS="${1:-20000}" cargo test --release --lib render::properties
