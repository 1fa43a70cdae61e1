#!/usr/bin/env bash
# Grows the seeds of the fuzz targets from the golden articles: the beginning of each, behind the byte that chooses the
# format, and what was found before.
set -euo pipefail
cd "$(dirname "$0")/../.."

targets=$(basename -s .rs fuzz/fuzz_targets/*.rs)
for target in $targets; do
  folder=fuzz/corpus/$target
  mkdir -p "$folder"
  while IFS= read -r file; do
    case $file in
      *.md) format='\001' ;;
      *.html) format='\002' ;;
      *) format='\000' ;;
    esac
    name=$(tr -c 'a-zA-Z0-9\n' - <<<"$file")
    { printf "$format"; head -c 1200 "$file"; } >"$folder/$name"
  done < <(find golden examples -type f \( -name '*.txt' -o -name '*.md' -o -name '*.html' -o -name '*.toml' \))
  find "fuzz/regressions/$target" -type f -exec cp {} "$folder" \; 2>/dev/null || true
done
echo "$(find fuzz/corpus -type f | wc -l) seeds for $(wc -w <<<"$targets") targets"
