#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# One table of emgraal beside Node + Pyodide, and beside trino-wasm-python in row 5.
# Usage: table.sh [OPTION...] [rows LIST] [REPETITIONS]
#   rows 1,5         these rows only; all without it
#   REPETITIONS      5 without it; each figure is their median, with the least and the greatest in brackets
#   --one-processor  everything runs on processor 0 alone
#   --beside-busy    one process computes all the time
#   --rounds N       rounds of each Python program in rows 2 and 3b (40)
#   --calls N        calls of each kernel in row 4 (20)
# Rows:
#   1   small_cpu.py 5, the whole process: wall and CPU seconds, peak resident MB
#   2   the five programs of small_cpu.py, in the program: first round and best round
#   3   rows 1 and 2 (as 3a and 3b) of emgraal without Graal: a JDK 25 with none of its compiler
#   4   kernels, in the process: first and best call
#   5   print(1), the whole process
#   6   import numpy, Pyodide 0.29.5: the whole process, and the import alone. First with sources that nobody has compiled,
#       then with the .pyc files that this left
#   7   second interpreter of one process until it has printed: context of a warm engine, second loadPyodide
#   8   prompt of a pseudo-terminal: from its start until it answers 1+1, which is typed at once
# A ratio is ours divided by the peer's. PEERS="node" leaves out trino. EMGRAAL_IMAGE=no leaves out our image. Rows 4 and 7
# run from the JDK in any case, and so does row 3.
set -eu
. "$(dirname "$(readlink -f "$0")")/measure.sh"

REPETITIONS=5
ROUNDS=40
CALLS=20
ROWS=1,2,3,4,5,6,7,8
ONE_PROCESSOR=no
BESIDE_BUSY=no
SMALL_CPU=$SHARED/pybench/small_cpu.py
SAMPLES=$WORK/samples

usage() {
    sed -n '3,/^set -eu/s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# ---- figures

record() { # SYSTEM FIGURE VALUE
    printf '%s\t%s\t%s\n' "$1" "$2" "$3" >> "$SAMPLES"
}

record_process() { # SYSTEM FIGURE: wall seconds of the last process that was measured
    local wall cpu resident
    read -r wall cpu resident < <(tail -n 1 "$WORK/$1")
    record "$1" "$2, wall s" "$wall"
}

# Lines `NAME FIRST BEST` of milliseconds, and their geometric means if there are as many as there should be.
record_times() { # SYSTEM LINES NOUN
    awk -v column="$1" -v expected="$2" -v noun="$3" '
        { name[NR] = $1; first[NR] = $2; best[NR] = $3 }
        function put(what, values,    i, sum) {
            for (i = 1; i <= NR; i++) {
                # A clock of milliseconds may say 0.
                printf "%s\t%s %s, ms\t%s\n", column, what, name[i], values[i]
                sum += log(values[i] > 0.5 ? values[i] : 0.5)
            }
            if (NR == expected) printf "%s\t%s, geometric mean, ms\t%.4f\n", column, what, exp(sum / NR)
        }
        END { put("first " noun, first); put("best " noun, best) }' >> "$SAMPLES"
}

# Medians with least and greatest, and the median of the first system as a ratio of each other's.
show() { # SYSTEM...
    awk -F '\t' -v names="$*" '
        function three(x) { return sprintf(x >= 100 ? "%.0f" : x >= 10 ? "%.1f" : "%.2f", x) }
        # Sets median[key] and returns the cell.
        function cell(key,    n, i, j, x, v) {
            n = count[key]
            if (!n) return "-"
            for (i = 1; i <= n; i++) {
                x = value[key, i]
                for (j = i - 1; j >= 1 && v[j] > x; j--) v[j + 1] = v[j]
                v[j + 1] = x
            }
            median[key] = (v[int((n + 1) / 2)] + v[int(n / 2) + 1]) / 2
            return three(median[key]) " (" three(v[1]) "-" three(v[n]) ")"
        }
        { if (!($2 in seen)) { seen[$2] = 1; figure[++figures] = $2 }
          key = $1 SUBSEP $2; value[key, ++count[key]] = $3 + 0 }
        END {
            n = split(names, column, " ")
            printf "%-44s", ""
            for (s = 1; s <= n; s++) {
                printf " %22s", column[s] == "plain" ? "without Graal" : column[s]
                if (s > 1) printf " %7s", "ratio"
            }
            print ""
            for (f = 1; f <= figures; f++) {
                printf "%-44s", figure[f]
                for (s = 1; s <= n; s++) {
                    printf " %22s", cell(column[s] SUBSEP figure[f])
                    if (s > 1) {
                        ours = median[column[1], figure[f]]
                        peers = median[column[s], figure[f]]
                        printf " %7s", (ours > 0 && peers > 0 ? sprintf("%.2f", ours / peers) : "-")
                    }
                }
                print ""
            }
        }' "$SAMPLES"
}

# Takes turns. What fails says so and has one sample less.
repeat() { # ACTION SYSTEM...: calls ACTION SYSTEM
    local action=$1 i system
    shift
    for i in $(seq "$REPETITIONS"); do
        for system in "$@"; do
            "$action" "$system" || echo "no sample of $action $system" >&2
        done
    done
    show "$@"
}

# ---- rows

small_cpu_process() {
    local wall cpu resident
    measure_script "$1" "$SMALL_CPU" 5 "" || return 1
    read -r wall cpu resident < <(tail -n 1 "$WORK/$1")
    record "$1" "small_cpu.py 5, wall s" "$wall"
    record "$1" "small_cpu.py 5, CPU s" "$cpu"
    record "$1" "small_cpu.py 5, peak resident MB" "$resident"
}

small_cpu_rounds() {
    measure_script "$1" "$SMALL_CPU" "$ROUNDS" "" || return 1
    python_times < "$WORK/$1.out" | record_times "$1" 5 round
}

kernel_calls() { # SYSTEM...: they take turns at each kernel
    local i system
    for i in $(seq "$REPETITIONS"); do
        for system in "$@"; do
            : > "$WORK/$system"
        done
        run_kernels comp "$CALLS" "$@" <<<"$KERNELS"
        for system in "$@"; do
            record_times "$system" "$(wc -l <<<"$KERNELS")" call < "$WORK/$system"
        done
    done
    show "$@"
}

first_print() {
    measure_script "$1" "$WORK/print.py" 1 hello || return 1
    record_process "$1" "print(1)"
}

import_numpy() {
    local figure distribution=$WHEELS_HOME/node_modules/pyodide modules=$WHEELS_HOME/numpy script=$ROOT/benchmarks/import_numpy.py
    find "$modules" -name __pycache__ -prune -exec rm -rf {} +
    for figure in "import numpy, sources" "import numpy, compiled"; do
        case $1 in
            emgraal) PYTHONPATH=$modules measure emgraal "$PYTHON" "--emscripten-python.Distribution=$distribution" "$script" ;;
            node) measure node node "$ROOT/ci/pyodide.mjs" "$distribution" "$modules" "$script" ;;
        esac || return 1
        record_process "$1" "$figure"
        record "$1" "$figure, the import alone, s" "$(tail -n 1 "$WORK/$1.out")"
    done
}

second_context() {
    local seconds
    # Without the contexts whose throughput ContextsMain measures after this.
    case $1 in
        emgraal) (CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.ContextsMain 0) ;;
        node) node "$ROOT/benchmarks/contexts.mjs" "$PYODIDE/pyodide.mjs" ;;
    esac > "$WORK/contexts" || return 1
    seconds=$(awk '$1 == "context" && $2 == 2 { print $3 }' "$WORK/contexts")
    record "$1" "second context until print, s" "$seconds"
}

first_answer() {
    local seconds
    case $1 in
        emgraal) seconds=$(/usr/bin/env python3 "$ROOT/benchmarks/prompt.py" "$PYTHON") ;;
        node) seconds=$(/usr/bin/env python3 "$ROOT/benchmarks/prompt.py" node "$ROOT/benchmarks/prompt.mjs" "$PYODIDE/pyodide.mjs") ;;
    esac || return 1
    record "$1" "prompt, first answer, s" "$seconds"
}

title() { # ROW TEXT; samples begin anew
    : > "$SAMPLES"
    printf '\n%s. %s [load %s]\n' "$1" "$2" "$(cut -d ' ' -f 1 /proc/loadavg)"
}

row() {
    case $1 in
        1)  title 1 "small_cpu.py 5, whole process"
            repeat small_cpu_process emgraal $(wanted node) ;;
        2)  title 2 "small_cpu.py, in the program, best of $ROUNDS rounds"
            repeat small_cpu_rounds emgraal $(wanted node) ;;
        3)  title 3a "without Graal: small_cpu.py 5, whole process"
            repeat small_cpu_process plain $(wanted node)
            title 3b "without Graal: small_cpu.py, in the program, best of $ROUNDS rounds"
            repeat small_cpu_rounds plain $(wanted node) ;;
        4)  title 4 "kernels, in the process, best of $CALLS calls"
            kernel_calls emgraal $(wanted node) ;;
        5)  title 5 "print(1), whole process"
            repeat first_print emgraal $(wanted node trino) ;;
        6)  title 6 "import numpy, Pyodide 0.29.5"
            if ! peer numpy; then return; fi
            # The first start with a distribution may leave files for those after it.
            "$PYTHON" "--emscripten-python.Distribution=$WHEELS_HOME/node_modules/pyodide" -c pass
            repeat import_numpy emgraal $(wanted node) ;;
        7)  title 7 "second context of one process"
            repeat second_context emgraal $(wanted node) ;;
        8)  title 8 "first answer at a prompt"
            repeat first_answer emgraal $(wanted node) ;;
    esac
}

# ---- circumstances

busy() { # computes while the script lives
    local i
    while kill -0 $$ 2>/dev/null; do
        for ((i = 0; i < 100000; i++)); do :; done
    done
}

image_state() {
    if [ "${EMGRAAL_IMAGE:-yes}" != yes ] || [ ! -r "$IMAGE/.complete" ]; then
        echo "without image"
    elif [ "$(image_fingerprint)" = "$(cat "$IMAGE/.complete")" ]; then
        echo "with image"
    else
        echo "without image, which is older than the build"
    fi
}

while [ $# -gt 0 ]; do
    case $1 in
        rows|--rounds|--calls) [ $# -ge 2 ] || usage ;;&
        rows) ROWS=$2; shift ;;
        --rounds) ROUNDS=$2; shift ;;
        --calls) CALLS=$2; shift ;;
        --one-processor) ONE_PROCESSOR=yes ;;
        --beside-busy) BESIDE_BUSY=yes ;;
        *) REPETITIONS=$1 ;;
    esac
    shift
done
[[ $REPETITIONS$ROUNDS$CALLS =~ ^[0-9]+$ && $ROWS =~ ^[1-8](,[1-8])*$ ]] || usage
need "$SMALL_CPU" "test data"

# Builds and installs what is missing, with all processors.
"$PYTHON" -c pass
wanted node trino >/dev/null
echo "emgraal $(git -C "$ROOT" describe --always --dirty 2>/dev/null || echo "of unknown commit"), $(image_state);" \
    "JDK $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JDK_HOME/release"); node $(node --version 2>/dev/null || echo missing);" \
    "$(nproc) processors; $REPETITIONS repetitions; one processor: $ONE_PROCESSOR; beside a busy process: $BESIDE_BUSY"
if [ $ONE_PROCESSOR = yes ]; then
    taskset -c -p 0 $$ >/dev/null
fi
if [ $BESIDE_BUSY = yes ]; then
    busy &
    BUSY=$!
    trap 'kill "$BUSY"; rm -rf "$WORK"' EXIT
fi
for number in ${ROWS//,/ }; do
    row "$number"
done
