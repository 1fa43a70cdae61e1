#!/usr/bin/env bash
# Builds the module of Python and runs its tests: ./test.sh [--full]
#
# --full also installs datatrove and Scrapy, whose examples are left out without them, and has mypy compare the stubs
# with the module. The virtual environment is kept in target/, for the next time.
set -euo pipefail
cd "$(dirname "$0")"

environment=../target/python
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
packages=(maturin pytest)
[ "${1:-}" != --full ] || packages+=(datatrove scrapy mypy)
"$environment/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
VIRTUAL_ENV=$(realpath "$environment") "$environment/bin/maturin" develop --quiet
"$environment/bin/pytest" -q
[ "${1:-}" != --full ] || "$environment/bin/python" -m mypy.stubtest copydesk
