#!/bin/sh
# Holds the HTML of every golden file, and of a page with one of each block, to the Nu HTML checker: no error. A level
# of headings that an author leaves out is the author's, and no matter of markup.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && tar xzf "$(npm pack --silent vnu-jar@26.9.27)")
cargo build --release --quiet
copydesk="${CARGO_TARGET_DIR:-target}/release/copydesk"
mkdir "$folder/pages"
count=0
for source in $(find golden examples -name '*.golden.md') scripts/formats/every-block.md; do
    count=$((count + 1))
    name="$folder/pages/$count-$(basename "$source" .md)"
    "$copydesk" convert --quiet --from markdown --to html "$source" >"$name.html"
    "$copydesk" convert --quiet --from markdown --to html --raw-html keep "$source" >"$name.kept.html"
done
for page in $(find golden examples -name '*.golden.html'); do
    count=$((count + 1))
    cp "$page" "$folder/pages/$count-golden.html"
done
java -jar "$folder/package/build/dist/vnu.jar" --errors-only --also-check-css \
    --filterpattern '.*skipping . heading level.*' "$folder/pages"
echo "$count sources, no error"
