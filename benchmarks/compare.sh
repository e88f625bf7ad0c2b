#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whole processes beside the peers, in one run on one machine. Usage: compare.sh kernels|interpreter|python|startup|memory|contexts [COUNT]
# PEERS names the peers wanted, of: node graalwasm chicory graalpy trino. Those that cannot be installed are named and skipped.
set -eu
. "$(dirname "$(readlink -f "$0")")/measure.sh"

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

kernels() {
    need "$SHARED/kernels/k.mjs" "test data"
    local peers
    peers=$(wanted node graalwasm chicory)
    run_kernels comp "${1:-20}" emgraal $peers <<<"$KERNELS"
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
        run_kernels interpreter "$repeats" emgraal $peers <<<"$INTERPRETED"
    table emgraal $peers
    (CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.InterpreterMain "$repeats")
}

reordered() { # Node first: its mean is the last line
    local name
    for name in "$@"; do [ "$name" != node ] || echo node; done
    for name in "$@"; do [ "$name" = node ] || echo "$name"; done
}

# ---- Python programs

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
    local runs=$1 script=$2 argument=$3 program=$4 peers system
    peers=$(wanted node graalpy trino)
    "$PYTHON" -c 'pass'
    for _ in $(seq "$runs"); do
        for system in emgraal $peers; do
            measure_script "$system" "$script" "$argument" "$program" || true
        done
    done
    processes emgraal $(reordered $peers)
}

startup() {
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
    echo "first print"
    in_turns "${1:-3}" "$WORK/print.py" 1 hello
    rm -f "$WORK/emgraal" "$WORK/node" "$WORK/graalpy" "$WORK/trino"
    echo "start and small.py, five times each program"
    in_turns "${1:-3}" "$SHARED/pybench/small.py" 5 fib,nbody,dicts,sieve,strs
}

contexts() {
    (CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.ContextsMain "${1:-16}")
}

case ${1:-} in
    kernels|interpreter|python|startup|memory|contexts) "$@" ;;
    *) sed -n '3,4s/^# //p' "$0" >&2; exit 2 ;;
esac
