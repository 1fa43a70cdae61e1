#!/usr/bin/env bash
# Compares copydesk with its peers on the same bytes, in one run, and prints ratios; what is missing is told and left out.
#
#   benches/compare.sh [FOLDER]
#
# FOLDER may hold clean.txt, damaged.txt, article.md and page.html to measure on; by default they are made of our goldens.
# The peers from PyPI go into an environment of their own that is thrown away (set PEERS_VENV to keep it); pandoc and
# calibre (`ebook-convert`) are used where they are installed. All times are processor time on one core.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
given=${1:-}

blown_up() { # TO SIZE FILES...: the files one after another, again and again up to SIZE bytes
  local to=$1 size=$2
  shift 2
  : >"$to"
  for file in "$@"; do cat "$file"; printf '\n\n'; done >"$work/once"
  while [ "$(stat -c %s "$to")" -lt "$size" ]; do cat "$work/once" >>"$to"; done
  head -c "$size" "$to" | iconv -f utf-8 -t utf-8 -c >"$work/cut" && mv "$work/cut" "$to"
}

text_of() { # NAME: the text to measure on
  if [ -n "$given" ] && [ -f "$given/$1" ]; then cp "$given/$1" "$work/$1"; fi
  [ -f "$work/$1" ] || return 1
}

mapfile -t clean < <(find golden examples -name '*.golden.txt' | sort)
mapfile -t damaged < <(find golden examples -name '*.txt' ! -name '*.golden.*' | sort)
mapfile -t markdown < <(find golden examples -name '*.golden.md' | sort)
blown_up "$work/clean.txt" 262144 "${clean[@]}"
blown_up "$work/damaged.txt" 262144 "${damaged[@]}"
blown_up "$work/article.md" 262144 "${markdown[@]}"
cp examples/page.html "$work/page.html"
for name in clean.txt damaged.txt article.md page.html; do text_of "$name"; done
head -c 4096 "$work/clean.txt" | iconv -f utf-8 -t utf-8 -c >"$work/four.txt"

echo "building …" >&2
cargo build --release --quiet
cargo build --release --quiet --bench peers
target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
copydesk=$target/release/copydesk
peers=$(find "$target/release/deps" -maxdepth 1 -name 'peers-*' -type f -perm -u+x -printf '%T@ %p\n' | sort -rn | head -1 | cut -d' ' -f2)

python=${PEERS_VENV:-$work/venv}
if command -v python3 >/dev/null; then
  [ -x "$python/bin/python" ] || python3 -m venv "$python"
  for package in ftfy clean-text trafilatura; do
    "$python/bin/pip" install --quiet --disable-pip-version-check "$package" >/dev/null 2>&1 ||
      echo "left out: $package (pip could not install it)"
  done
else
  echo "left out: ftfy, clean-text, trafilatura (no python3)"
fi

ours() { "$peers" "$1" "$work/$2"; }
from_pypi() { # NAME FILE: the peer's time, or nothing
  [ -x "$python/bin/python" ] && "$python/bin/python" benches/peers.py "$1" "$work/$2" 2>/dev/null || true
}
started() { [ -x "$python/bin/python" ] && "$python/bin/python" benches/peers.py start "$@" 2>/dev/null || true; }
installed() { # COMMAND PACKAGE
  command -v "$1" >/dev/null || { echo "left out: $1 (Debian's $2 is not installed)"; return 1; }
}

say() { # LABEL PEER-SECONDS OUR-SECONDS FILE: how many times our speed is the peer's
  [ -n "$2" ] || { echo "left out: $1 (not there)"; return 0; }
  awk -v label="$1" -v peer="$2" -v own="$3" -v size="$(stat -c %s "$work/$4")" 'BEGIN {
    printf "%-44s %10.2f MB/s  ours %8.2f MB/s  ratio %8.2f\n", label, size / peer / 1e6, size / own / 1e6, peer / own }'
}

echo "clean prose to Markdown ($(stat -c %s "$work/clean.txt") bytes)"
own=$(ours clean clean.txt)
say ftfy "$(from_pypi ftfy clean.txt)" "$own" clean.txt
say clean-text "$(from_pypi clean-text clean.txt)" "$own" clean.txt
if installed pandoc pandoc; then say pandoc "$(started pandoc -f markdown -t gfm "$work/clean.txt")" "$own" clean.txt; fi
echo "clean prose, repair alone, against a copy with a check of UTF-8 (goal: 0.04 or more)"
say copy "$(ours copy clean.txt)" "$(ours repair clean.txt)" clean.txt

echo "damaged text to Markdown ($(stat -c %s "$work/damaged.txt") bytes)"
own=$(ours clean damaged.txt)
say ftfy "$(from_pypi ftfy damaged.txt)" "$own" damaged.txt
if installed ebook-convert calibre; then
  say "calibre heuristics" "$(started ebook-convert "$work/damaged.txt" "$work/out.txt" --enable-heuristics)" "$own" damaged.txt
fi

echo "Markdown to Markdown, ours read back ($(stat -c %s "$work/article.md") bytes)"
own=$(ours convert article.md)
for peer in comrak pulldown-cmark-to-cmark pulldown-cmark; do say "$peer" "$(ours "$peer" article.md)" "$own" article.md; done

echo "a scraped page ($(stat -c %s "$work/page.html") bytes; goal against dom_smoothie: 0.4 or more)"
own=$(ours clean page.html)
say dom_smoothie "$(ours dom_smoothie page.html)" "$own" page.html
say trafilatura "$(from_pypi trafilatura page.html)" "$own" page.html

echo "one article of 4 kB from the start of the process"
own=$(started "$copydesk" clean "$work/four.txt" -o "$work/four.md" || true)
echo "copydesk: ${own:-not measured (no python3)} s"
for peer in ftfy trafilatura; do
  [ -n "$own" ] && say "$peer" "$(started "$python/bin/python" -c "import $peer, sys
text = open(sys.argv[1]).read()
$([ $peer = ftfy ] && echo 'ftfy.fix_text(text)' || echo 'trafilatura.extract(text)')" "$work/four.txt")" "$own" four.txt
done

echo "peak memory: clean.txt $(/usr/bin/time -f '%M kB' "$copydesk" clean "$work/clean.txt" -o "$work/clean.md" 2>&1 | tail -1)"
echo "release binary: $(stat -c %s "$copydesk") bytes"
