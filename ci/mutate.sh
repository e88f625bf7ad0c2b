#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Damaged real modules must be decoded, validated and translated, or rejected: in time, in 1 GB of Java heap, and with
# nothing but the exceptions made for that.
# Usage: ci/mutate.sh [--modules N] [--seed S] [FILE.wasm]...
# Without files: Pyodide's main module and the samples of ../shared. The last line is `N valid, N rejected, N failed`.
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
TESTS=$ROOT/language/target/test-classes
. "$ROOT/launcher/bin/launch.sh"

modules=300 seed=1 files=()
while [ $# -gt 0 ]; do
    case $1 in
        --modules) modules=$2; shift ;;
        --seed) seed=$2; shift ;;
        -*) sed -n '5,6s/^# //p' "$0" >&2; exit 2 ;;
        *) files+=("$1") ;;
    esac
    shift
done
build_if_missing
if [ ${#files[@]} -eq 0 ]; then
    while IFS= read -r file; do
        files+=("$file")
    done < <(find "$ROOT/stdlib-tarfs/target/distribution" "${EMGRAAL_SHARED:-$ROOT/../shared}/samples" -name '*.wasm' -o -name '*.so' | sort)
fi
if [ ! -e "$TESTS/org/emgraal/conformance/MutateMain.class" ]; then
    "$ROOT/mvnw" -B -q -f "$ROOT/pom.xml" -pl language -am test-compile
fi
launch org.emgraal.language/org.emgraal.conformance.MutateMain --vm.Xmx1g "--vm.-patch-module=org.emgraal.language=$TESTS" \
    "$modules" "$seed" "${files[@]}"
