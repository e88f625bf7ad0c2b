#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Decoding and validating a module, and the size of executed functions' code: module.sh [FILE.wasm [REPEATS]].
# Without arguments Pyodide's main module, 20 times.
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
build_if_missing
exports=()
for package in binary module validation; do
    exports+=("--vm.-add-exports=org.emgraal.language/org.emgraal.$package=ALL-UNNAMED")
done
file=${1:-$(find "$ROOT/stdlib-tarfs/target/distribution/" -name 'pyodide.asm.wasm' | head -n 1)}
CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.ModuleMain "${exports[@]}" "$file" "${2:-20}"
