#!/usr/bin/env bash
# Counts the instructions that texts of 1, 2, 4 and 8 times a length cost, with valgrind; more than 2.2 times for a doubling
# is a fault. What starting and making the patterns costs is left out: the cost of the same text at a tenth of the length.
#
#   benches/growth.sh [BYTES]    the shortest text, 16384 by default
set -euo pipefail
cd "$(dirname "$0")/.."
command -v valgrind >/dev/null || { echo "left out: the counts of instructions (valgrind is not installed)"; exit 0; }

base=${1:-16384}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')

count() { # FILE: the instructions of cleaning it
  valgrind --tool=none --log-file=/dev/null true 2>/dev/null || true
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$target/release/copydesk" clean -q -j 1 "$1" -o "$work/out.md" 2>&1 |
    sed -n 's/.*Collected *: *//p'
}

made() { # UNIT BYTES ENDING: a file of the unit again and again
  awk -v unit="$1" -v size="$2" 'BEGIN { gsub(/\\n/, "\n", unit); while (length(text) < size) text = text unit; printf "%s", text }' >"$work/text.$3"
  echo "$work/text.$3"
}

faults=0
grow() { # NAME UNIT ENDING
  local before='' line="$1" start
  start=$(count "$(made "$2" $((base / 10)) "$3")")
  for times in 1 2 4 8; do
    local now=$(($(count "$(made "$2" $((base * times)) "$3")") - start))
    if [ -n "$before" ]; then
      ratio=$(awk -v now="$now" -v before="$before" 'BEGIN { printf "%.2f", now / before }')
      line+="  x$ratio"
      if awk -v ratio="$ratio" 'BEGIN { exit !(ratio > 2.2) }'; then faults=$((faults + 1)) line+=" (too much)"; fi
    else
      line+="  $((now / base)) instructions a byte"
    fi
    before=$now
  done
  echo "$line"
}

grow prose 'The harbour board met on Friday, and the old ferry, which has crossed the sound since 1931, will stay.\n\n' txt
grow lines 'The harbour board met on Friday, and the old fer-\nry, which has crossed the sound\nsince 1931, will stay.\n\n' txt
grow markdown 'The *old* ferry, [here](https://example.org/a), will **stay**.\n\n- one\n- two\n\n' md
grow html '<p>The <em>old</em> ferry left at nine, and <a href="/a">nobody</a> minded.</p>\n' html
for unit in '- ' 'a-' 'a.' '"' '(' '<b>' '&amp;' '*a ' '[a](' '| a ' '1\n' 'A, A '; do grow "repeats of $unit" "$unit" txt; done
exit $((faults > 0))
