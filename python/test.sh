#!/usr/bin/env bash
# Builds the module of Python and runs its tests: ./test.sh [--full]
#
# --full also installs datatrove and Scrapy, whose examples are skipped without them, has mypy compare the stubs with
# the module, and clippy look at it. The virtual environment is kept in target/, for the next time.
set -euo pipefail
cd "$(dirname "$0")"

environment=../target/python
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
packages=(maturin pytest)
[ "${1:-}" != --full ] || packages+=(datatrove regex scrapy mypy)
"$environment/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
"$environment/bin/maturin" build --quiet --interpreter "$environment/bin/python" --out "$wheels"
"$environment/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheels"/*.whl
"$environment/bin/pytest" -q
if [ "${1:-}" = --full ]; then
  "$environment/bin/python" -m mypy.stubtest copydesk
  cargo clippy --features python -- -D warnings
fi
