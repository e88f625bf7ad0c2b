#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# C extensions on Python 3.13 beside Node + Pyodide 0.29.5: loading libraries and importing modules, cold and in a second
# context of the same engine; calls; work per element. Run `ci/extensions.sh numpy_fft` first: it fetches what is needed.
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
SHARED=${EMGRAAL_SHARED:-$ROOT/../shared}
FETCHED=$ROOT/language/target/wheels/node_modules
[ -e "$FETCHED/pyodide" ] || { echo "skipped: run ci/extensions.sh numpy_fft first"; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find_jdk_25
for wheel in "$FETCHED"/@bentopdf/pymupdf-wasm/assets/{numpy,lxml,pymupdf}-*.whl; do
    (cd "$work" && "$JDK_HOME/bin/jar" xf "$wheel")
done
cp "$SHARED"/samples/pyext/313-3169/*.so "$work/"

echo "-- Node"
node "$ROOT/ci/pyodide.mjs" "$FETCHED/pyodide" "$work" "$ROOT/benchmarks/extensions.py"
# Not exec'd in this shell, which has to clean up.
(CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.ExtensionMain "$FETCHED/pyodide" "$work" "$ROOT/benchmarks/extensions.py")
