#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whole processes beside the peers, in one run on one machine. Usage: compare.sh kernels|interpreter|python|startup|memory|contexts [COUNT]
# PEERS names the peers wanted, of: node graalwasm chicory graalpy trino. Those that cannot be installed are named and skipped.
set -eu
ROOT=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
SHARED=${EMGRAAL_SHARED:-$ROOT/../shared}
PYODIDE=${PYODIDE_NODE:-$ROOT/benchmarks/target/node/node_modules/pyodide}
PYTHON=$ROOT/launcher/bin/emscripten-python
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
. "$ROOT/launcher/bin/jdk.sh"
. "$ROOT/benchmarks/peers.sh"
find_jdk_25

wanted() { # those of the arguments that are wanted and ready
    local name ready=()
    for name in "$@"; do
        if [[ " ${PEERS:-$*} " == *" $name "* ]] && peer "$name"; then
            ready+=("$name")
        fi
    done
    echo ${ready[@]+"${ready[@]}"}
}

need() {
    [ -e "$1" ] || { echo "skipped: $1 is missing ($2)"; exit 0; }
}

# Table of `WORK/SYSTEM` files with lines `NAME FIRST BEST`: milliseconds and our best as a ratio of each peer's.
table() {
    local systems=("$@") files=() system
    for system in "${systems[@]}"; do
        files+=("$WORK/$system")
        touch "$WORK/$system"
    done
    awk -v names="${systems[*]}" '
        BEGIN { n = split(names, label, " ") }
        FNR == 1 { which[FILENAME] = FILENAME; sub(/.*\//, "", which[FILENAME]) }
        { if (!($1 in seen)) { seen[$1] = 1; order[++rows] = $1 }
          first[which[FILENAME], $1] = $2; best[which[FILENAME], $1] = $3 }
        END {
            printf "%-12s", "ms"
            for (i = 1; i <= n; i++) printf " %12s %10s", label[i] " first", "best"
            for (i = 2; i <= n; i++) printf " %13s", "vs " label[i]
            print ""
            for (r = 1; r <= rows; r++) {
                k = order[r]
                printf "%-12s", k
                for (i = 1; i <= n; i++)
                    if ((label[i], k) in best) printf " %12.1f %10.1f", first[label[i], k], best[label[i], k]
                    else printf " %12s %10s", "-", "-"
                for (i = 2; i <= n; i++)
                    if (((label[1], k) in best) && ((label[i], k) in best) && best[label[i], k] > 0 && best[label[1], k] > 0) {
                        ratio = best[label[1], k] / best[label[i], k]
                        sum[i] += log(ratio); count[i]++
                        printf " %13.2f", ratio
                    } else printf " %13s", "-"
                print ""
            }
            for (i = n; i >= 2; i--)
                if (count[i]) printf "geomean vs %s: %.2f\n", label[i], exp(sum[i] / count[i])
        }' "${files[@]}"
}

# ---- kernels

KERNELS='fannkuch 9
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
sha256 20000'

kernel_times() { # lines `RESULT WALL CPU` to `NAME FIRST BEST`, of wall time
    awk -v k="$1" '/^-?[0-9]+ [0-9.]+ [0-9.]+$/ { if (!n++) first = $2; if (n == 1 || $2 < best) best = $2 } END { if (n) print k, first, best }'
}

run_kernels() { # MODE REPEATS PEERS: lines `KERNEL ARGUMENT` are read; MODE is Chicory's, comp or interpreter
    local mode=$1 repeats=$2 peers=$3 kernel n file peer
    while read -r kernel n; do
        file=$SHARED/kernels/$kernel.wasm
        "$ROOT/benchmarks/kernel.sh" "$file" "$n" "$repeats" </dev/null 2> >(grep -v '^Picked up' >&2) | kernel_times "$kernel" >> "$WORK/emgraal"
        for peer in $peers; do
            case $peer in
                node) node "$SHARED/kernels/k.mjs" "$file" "$n" "$repeats" ;;
                graalwasm) run_graal graalwasm KGraal "$file" "$n" "$repeats" ;;
                # One call of interphuge takes minutes there.
                chicory) [ "$kernel $mode" = "interphuge comp" ] || run_java chicory KChicory "$file" "$n" "$repeats" "$mode" ;;
            esac </dev/null 2>>"$WORK/errors" | kernel_times "$kernel" >> "$WORK/$peer" || true
        done
        echo "measured $kernel" >&2
    done
}

kernels() {
    need "$SHARED/kernels/k.mjs" "test data"
    local peers
    peers=$(wanted node graalwasm chicory)
    run_kernels comp "${1:-20}" "$peers" <<<"$KERNELS"
    table emgraal $(reordered $peers)
}

# ---- interpreters

INTERPRETED='fannkuch 7
fib 25
interp 20000
matmul 96
objs 60000
sha256 400'

interpreter() { # without any compiler of WebAssembly
    need "$SHARED/kernels/k.mjs" "test data"
    local repeats=${1:-10} peers
    peers=$(wanted graalwasm chicory)
    JAVA_TOOL_OPTIONS="-Dpolyglot.engine.AllowExperimentalOptions=true -Dpolyglot.engine.Compilation=false -Dpolyglot.engine.WarnInterpreterOnly=false" \
        run_kernels interpreter "$repeats" "$peers" <<<"$INTERPRETED"
    table emgraal $peers
    . "$ROOT/launcher/bin/launch.sh"
    CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.InterpreterMain "$repeats"
}

reordered() { # Node first: its mean is the last line
    local name
    for name in "$@"; do [ "$name" != node ] || echo node; done
    for name in "$@"; do [ "$name" = node ] || echo "$name"; done
}

# ---- Python programs

python_times() { # lines of small_cpu.py, with whatever a driver puts before them
    sed 's/^\[.*\] //' | awk '/wall-ms first/ { for (i = 1; i <= NF; i++) if ($i == "wall-ms") { print $1, $(i + 2), $(i + 4) } }'
}

python() {
    need "$SHARED/pybench/small_cpu.py" "test data"
    local repeats=${1:-30} peers script=$SHARED/pybench/small_cpu.py
    peers=$(wanted node graalpy trino)
    "$PYTHON" "$script" "$repeats" | python_times > "$WORK/emgraal"
    for peer in $peers; do
        echo "measuring $peer" >&2
        case $peer in
            node) node "$SHARED/peers/node_bench.mjs" "$PYODIDE/pyodide.mjs" "$script" "$repeats" ;;
            graalpy) run_graal graalpy GP "$script" "$repeats" ;;
            trino) run_java trino KTrino "$repeats" fib,nbody,dicts,sieve,strs ;;
        esac 2>>"$WORK/errors" | python_times > "$WORK/$peer" || true
    done
    table emgraal $(reordered $peers)
}

# ---- processes

measure() { # SYSTEM COMMAND...: appends wall seconds, CPU seconds and peak resident MB of a process to WORK/SYSTEM
    local system=$1
    shift
    /usr/bin/env python3 - "$WORK/$system" "$@" <<'PY'
import os, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if status == 0:
    with open(sys.argv[1], "a") as out:
        print("%.3f %.3f %.0f" % (wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), file=out)
else:
    print("failed with status %d: %s" % (status, " ".join(sys.argv[2:])[:200]), file=sys.stderr)
PY
}

column_median() { sort -n -k"$1,$1" "$2" | awk -v c="$1" '{ v[NR] = $c } END { print v[int((NR + 1) / 2)] }'; }

processes() { # SYSTEM...: medians, and ours as a ratio of each
    local system ours
    printf '%-10s %10s %10s %14s %10s\n' "" "wall s" "CPU s" "resident MB" "runs"
    for system in "$@"; do
        if [ -s "$WORK/$system" ]; then
            printf '%-10s %10.2f %10.2f %14.0f %10d\n' "$system" "$(column_median 1 "$WORK/$system")" "$(column_median 2 "$WORK/$system")" \
                "$(column_median 3 "$WORK/$system")" "$(wc -l < "$WORK/$system")"
        fi
    done
    [ -s "$WORK/emgraal" ] || return 1
    for system in "${@:2}"; do
        [ ! -s "$WORK/$system" ] || awk -v s="$system" -v a="$(column_median 1 "$WORK/emgraal")" -v b="$(column_median 1 "$WORK/$system")" \
            -v c="$(column_median 3 "$WORK/emgraal")" -v d="$(column_median 3 "$WORK/$system")" \
            'BEGIN { printf "vs %s: wall %.2f, resident %.2f\n", s, a / b, c / d }'
    done
}

# Runs a program in every system RUNS times, taking turns.
in_turns() { # RUNS SCRIPT SCRIPT_ARGUMENT TRINO_PROGRAM
    local runs=$1 script=$2 argument=$3 program=$4 peers peer
    peers=$(wanted node graalpy trino)
    "$PYTHON" -c 'pass'
    cat > "$WORK/run.mjs" <<JS
import { readFileSync } from 'node:fs';
import { loadPyodide } from '$PYODIDE/pyodide.mjs';
const python = await loadPyodide();
python.runPython("import sys; sys.argv = ['x', '$argument']");
python.runPython(readFileSync('$script', 'utf8'));
JS
    export -f run_graal run_java
    export PEERS_HOME SHARED JDK_HOME
    for _ in $(seq "$runs"); do
        measure emgraal "$PYTHON" "$script" "$argument"
        for peer in $peers; do
            case $peer in
                node) measure node node "$WORK/run.mjs" ;;
                graalpy) measure graalpy bash -c 'run_graal graalpy GP "$@"' - "$script" "$argument" ;;
                trino) measure trino bash -c 'run_java trino KTrino "$@"' - "$argument" "$program" ;;
            esac
        done
    done
    processes emgraal $(reordered $peers)
}

startup() {
    echo 'print(1)' > "$WORK/print.py"
    in_turns "${1:-5}" "$WORK/print.py" 1 hello
    # Where our time goes: -V ends before CPython is initialised.
    rm -f "$WORK/emgraal"
    for _ in $(seq "${1:-5}"); do
        measure jvm "$JDK_HOME/bin/java" -version
        measure engine "$PYTHON" -V
        measure emgraal "$PYTHON" "$WORK/print.py"
    done
    awk -v jvm="$(column_median 1 "$WORK/jvm")" -v engine="$(column_median 1 "$WORK/engine")" -v all="$(column_median 1 "$WORK/emgraal")" \
        'BEGIN { printf "split: JVM %.2f s, engine and module %.2f s, CPython and the program %.2f s\n", jvm, engine - jvm, all - engine }'
}

memory() {
    need "$SHARED/pybench/small.py" "test data"
    echo 'print(1)' > "$WORK/print.py"
    echo "first print"
    in_turns "${1:-3}" "$WORK/print.py" 1 hello
    rm -f "$WORK/emgraal" "$WORK/node" "$WORK/graalpy" "$WORK/trino"
    echo "start and small.py, five times each program"
    in_turns "${1:-3}" "$SHARED/pybench/small.py" 5 fib,nbody,dicts,sieve,strs
}

contexts() {
    . "$ROOT/launcher/bin/launch.sh"
    build_if_missing
    CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.ContextsMain "${1:-16}"
}

case ${1:-} in
    kernels|interpreter|python|startup|memory|contexts) "$@" ;;
    *) sed -n '3,4s/^# //p' "$0" >&2; exit 2 ;;
esac
