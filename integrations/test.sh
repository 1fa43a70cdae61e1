#!/usr/bin/env bash
# Runs the integrations inside of the engines that they are for: integrations/test.sh [arrow] [daft] [ray] [spark]
#
#   arrow   the adapter alone; pyarrow, 50 MB
#   daft    in Daft, 60 MB more
#   ray     in Ray Data, 80 MB more
#   spark   in Spark with two executors, 850 MB more and about two minutes; needs Java 17
#
# Without a name: arrow and daft. What is installed stays in target/python, where python/test.sh puts the module; for
# Spark, COPYDESK names the command, which is built where it is not set.
set -euo pipefail
cd "$(dirname "$0")"

wanted=("$@")
[ "${#wanted[@]}" -gt 0 ] || wanted=(arrow daft)
environment=$(realpath ../target/python)
[ -x "$environment/bin/python" ] || ../python/test.sh
packages=(pyarrow pytest)
tests=(tests/test_arrow.py)
for name in "${wanted[@]}"; do
  case $name in
    arrow) ;;
    daft) packages+=(daft) ;;
    ray) packages+=("ray[data]") ;;
    spark)
      if ! java -version 2>&1 | grep -qE '"(17|2[0-9])\.'; then
        echo "Spark is left out: there is no Java 17"
        continue
      fi
      packages+=(pyspark)
      tests+=(tests/test_spark.py)
      ;;
    *)
      echo "$name: there are arrow, daft, ray and spark" >&2
      exit 2
      ;;
  esac
done
"$environment/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
if [ "${#tests[@]}" -gt 1 ] && [ -z "${COPYDESK:-}" ]; then
  (cd .. && cargo build --release --quiet)
  COPYDESK=$(realpath ../target/release/copydesk)
  export COPYDESK
fi
PYTHONPATH=. "$environment/bin/pytest" -q -rs "${tests[@]}"
