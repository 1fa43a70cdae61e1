#!/usr/bin/env bash
# Fuzzes each target for so many seconds of processor time and tells how often it ran:
# scripts/trust/fuzz.sh [SECONDS] [TARGET ...]
# Asks for a nightly toolchain and cargo-fuzz. What is found lies in fuzz/artifacts; once it is mended, it belongs into
# fuzz/regressions/TARGET, which every test run replays. FUZZ_BINARIES names a folder of targets that are built.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-120}
shift || true
targets=("$@")
if [ ${#targets[@]} = 0 ]; then
  mapfile -t targets < <(basename -s .rs fuzz/fuzz_targets/*.rs)
fi
COPYDESK=${COPYDESK:-$PWD/target/release/copydesk}
[ -x "$COPYDESK" ] || cargo build --release
export COPYDESK
scripts/trust/seeds.sh
binaries=${FUZZ_BINARIES:-}
if [ -z "$binaries" ]; then
  cargo fuzz --version >/dev/null 2>&1 || { echo "cargo-fuzz is not there: cargo install cargo-fuzz"; exit 2; }
  # There is no unsafe code in copydesk for a sanitizer to watch; without one a target runs several times as often.
  (cd fuzz && cargo +nightly fuzz build --sanitizer none)
  host=$(rustc -vV | sed -n 's/^host: //p')
  binaries=${CARGO_TARGET_DIR:-fuzz/target}/$host/release
fi

found=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for target in "${targets[@]}"; do
  mkdir -p "fuzz/artifacts/$target"
  used=0 runs=0 ended=0
  # The fuzzer counts the time on the clock; on a busy machine it is asked again until the processor has worked enough.
  while [ "$used" -lt "$seconds" ] && [ "$ended" = 0 ]; do
    TIMEFORMAT=%U
    spent=$({ time nice "$binaries/$target" "fuzz/corpus/$target" -max_total_time=$((seconds - used + 5)) -reload=0 \
      -dict=fuzz/dictionary.txt -max_len=1536 -timeout=60 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="fuzz/artifacts/$target/" >"$log" 2>&1; } 2>&1) || ended=1
    used=$((used + ${spent%%.*} + 1))
    runs=$((runs + $(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | grep . || echo 0)))
  done
  printf '%-14s %9s runs in %s s\n' "$target" "$runs" "$used"
  if [ "$ended" = 1 ]; then
    found=1
    printf '%-14s found something: %s\n' "$target" "$(grep -m1 -a 'Test unit written to' "$log" || tail -n 1 "$log")"
    grep -a -m1 -A2 'panicked' "$log" | cut -c1-400 || true
  fi
done
exit $found
