#!/bin/sh
# Holds reader, tree and writer to every example of the CommonMark specification, which npm hands out.
# COPYDESK_SPEC may name another file of examples in the same form, such as GFM's spec.txt.
set -eu
cd "$(dirname "$0")/.."
if [ -z "${COPYDESK_SPEC:-}" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    (cd "$folder" && npm pack --silent commonmark-spec@0.31.2 >archive && tar xzf "$(cat archive)")
    COPYDESK_SPEC="$folder/package/spec.txt"
fi
export COPYDESK_SPEC
cargo run --quiet --example spec
