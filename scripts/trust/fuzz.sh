#!/usr/bin/env bash
# Fuzzes each target for a while and tells how often it ran: scripts/trust/fuzz.sh [SECONDS] [TARGET ...]
# Asks for a nightly toolchain and cargo-fuzz. What is found lies in fuzz/artifacts; once it is mended, it belongs into
# fuzz/regressions/TARGET, which every test run replays.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-120}
shift || true
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  mapfile -t targets < <(basename -s .rs fuzz/fuzz_targets/*.rs)
fi
cargo fuzz --version >/dev/null 2>&1 || { echo "cargo-fuzz is not there: cargo install cargo-fuzz"; exit 2; }
COPYDESK=${COPYDESK:-$PWD/target/release/copydesk}
[ -x "$COPYDESK" ] || cargo build --release
export COPYDESK
scripts/trust/seeds.sh

found=0
for target in "${targets[@]}"; do
  log=$(mktemp)
  # There is no unsafe code in copydesk for a sanitizer to watch; without one a target runs several times as often.
  if nice cargo +nightly fuzz run --sanitizer none "$target" -- -max_total_time="$seconds" -dict=fuzz/dictionary.txt \
    -max_len=1536 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 >"$log" 2>&1; then
    printf '%-14s %9s runs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  else
    found=1
    printf '%-14s found something: %s\n' "$target" "$(grep -m1 -a 'Test unit written to' "$log" || tail -n 1 "$log")"
    grep -a -m1 -A2 'panicked' "$log" | cut -c1-400 || true
  fi
  rm -f "$log"
done
exit $found
