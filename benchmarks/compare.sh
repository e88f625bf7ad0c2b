#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whole-process comparisons beside Node + Pyodide. Usage: compare.sh startup|python|kernels [COUNT]
set -eu
ROOT=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
SHARED=${EMGRAAL_SHARED:-$ROOT/../shared}
PYODIDE=${PYODIDE_NODE:-$ROOT/benchmarks/target/node/node_modules/pyodide}
PYTHON=$ROOT/launcher/bin/emscripten-python
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

need() {
    [ -e "$1" ] || { echo "skipped: $1 is missing ($2)"; exit 0; }
}

# The distribution the build fetched lacks Pyodide's JavaScript, which Node needs: same lockfile, whole package.
pyodide_for_node() {
    if [ ! -e "$PYODIDE/pyodide.mjs" ]; then
        mkdir -p "$ROOT/benchmarks/target/node"
        cp "$ROOT/stdlib-tarfs/package.json" "$ROOT/stdlib-tarfs/package-lock.json" "$ROOT/benchmarks/target/node/"
        (cd "$ROOT/benchmarks/target/node" && npm ci --ignore-scripts --silent)
    fi
}

seconds() { # wall seconds of a command
    local start end
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    awk -v n=$((end - start)) 'BEGIN { printf "%.3f\n", n / 1e9 }'
}

median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.3f (%.3f-%.3f)", v[int((NR + 1) / 2)], v[1], v[NR] }'; }

startup() {
    pyodide_for_node
    cat > "$WORK/one.mjs" <<JS
import { loadPyodide } from '$PYODIDE/pyodide.mjs';
const pyodide = await loadPyodide();
pyodide.runPython('print(1)');
JS
    "$PYTHON" -c 'print(1)' >/dev/null
    for _ in $(seq "${1:-5}"); do
        seconds "$PYTHON" -c 'print(1)' >> "$WORK/ours"
        seconds node "$WORK/one.mjs" >> "$WORK/node"
    done
    printf '%-28s %s s\n' 'emscripten-python' "$(median < "$WORK/ours")" 'node + pyodide' "$(median < "$WORK/node")"
}

ratios() { # two files of "name first best": table with ratios and their geometric mean
    awk 'NR == FNR { first[$1] = $2; best[$1] = $3; next }
         { printf "%-10s ours first %9.1f best %9.1f | node first %9.1f best %9.1f | ratio %.2f\n", $1, $2, $3, first[$1], best[$1], $3 / best[$1]
           sum += log($3 / best[$1]); n++ }
         END { if (n) printf "geomean vs node: %.2f\n", exp(sum / n) }' "$2" "$1"
}

python() {
    need "$SHARED/pybench/small.py" "test data"
    pyodide_for_node
    local repeats=${1:-30}
    "$PYTHON" "$SHARED/pybench/small.py" "$repeats" | awk '{ print $1, $3, $6 }' > "$WORK/ours"
    node "$SHARED/peers/node_bench.mjs" "$PYODIDE/pyodide.mjs" "$SHARED/pybench/small.py" "$repeats" | awk '/first/ { print $1, $3, $6 }' > "$WORK/node"
    ratios "$WORK/ours" "$WORK/node"
}

kernels() {
    need "$SHARED/kernels/k.mjs" "test data"
    local repeats=${1:-20} kernel n
    while read -r kernel n; do
        node "$SHARED/kernels/k.mjs" "$SHARED/kernels/$kernel.wasm" "$n" "$repeats" \
            | awk -v k="$kernel" '/^load/ { next } { if (!f) f = $3; if (!b || $3 < b) b = $3 } END { print k, f, b }' >> "$WORK/node"
        "$ROOT/benchmarks/kernel.sh" "$SHARED/kernels/$kernel.wasm" "$n" "$repeats" \
            | awk -v k="$kernel" '/^load/ { next } { if (!f) f = $3; if (!b || $3 < b) b = $3 } END { print k, f, b }' >> "$WORK/ours"
    done <<'K'
fannkuch 9
fib 35
interp 1000000
interpbig 1000000
interphuge 1000000
mandel 600
matmul 384
memops 10
nbody 300000
objs 3000000
qsortk 400000
sha256 20000
K
    ratios "$WORK/ours" "$WORK/node"
}

case ${1:-} in
    startup|python|kernels) "$@" ;;
    *) echo "usage: $0 startup|python|kernels [COUNT]" >&2; exit 2 ;;
esac
