#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Files and sockets beside Node + Pyodide (NODEFS; it has no sockets). Usage: files.sh [NAME...]
# Per measurement of files.py: seconds of the whole process, and in brackets those of the measurement alone.
# PYODIDE_NODE names the npm package's folder (default: what compare.sh installs).
set -eu
ROOT=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
PYODIDE=${PYODIDE_NODE:-$ROOT/benchmarks/target/node/node_modules/pyodide}
FILES=$ROOT/benchmarks/files.py
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

measure() { # label, command...
    local label=$1 start end own
    shift
    start=$(date +%s%N)
    own=$("$@" 2>"$WORK/err" | tail -n 1) || own=failed
    end=$(date +%s%N)
    [ -n "$own" ] || { own=failed; tail -n 1 "$WORK/err" >&2; }
    awk -v n=$((end - start)) -v label="$label" -v own="$own" 'BEGIN { printf "  %s %.2f s (%s)", label, n / 1e9, own }'
}

[ $# -gt 0 ] || set -- boot imports make_tree walk stat write read roundtrips
if [ ! -e "$PYODIDE/pyodide.mjs" ] || ! command -v node >/dev/null; then
    echo "skipped: Node + Pyodide ('benchmarks/compare.sh startup' installs it)"
    PYODIDE=
fi
for system in ours node; do
    mkdir "$WORK/$system"
done
# What make_tree and write would have left for the others, if they are not asked for.
plant() { # folder
    local i
    for i in $(seq 0 99); do mkdir -p "$1/tree/$((i / 10))/$i"; done
    for i in $(seq 0 9999); do printf '%0200d' 0 > "$1/tree/$((i / 1000))/$((i / 100))/$i.txt"; done
}
for system in ours node; do
    if [[ " $* " =~ " "(walk|stat)" " ]] && ! [[ " $* " == *" make_tree "* ]]; then
        plant "$WORK/$system"
    fi
    if [[ " $* " == *" read "* ]] && ! [[ " $* " == *" write "* ]]; then
        head -c 1073741824 /dev/zero > "$WORK/$system/big.bin"
    fi
done
"$ROOT/launcher/bin/emscripten-python" -c pass
for name in "$@"; do
    printf '%-12s' "$name"
    measure ours "$ROOT/launcher/bin/emscripten-python" "$FILES" "$name" "$WORK/ours"
    if [ -n "$PYODIDE" ] && [ "$name" != roundtrips ]; then
        measure node node "$ROOT/benchmarks/files.mjs" "$PYODIDE/pyodide.mjs" "$FILES" "$name" "$WORK/node"
    fi
    echo
done
