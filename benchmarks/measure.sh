# SPDX-License-Identifier: Apache-2.0
# What compare.sh and table.sh share: runs a system as a process of its own and takes its figures. Sourced by them.
# All files are in WORK, which goes when the script ends.

. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../launcher/bin/launch.sh"
SHARED=${EMGRAAL_SHARED:-$ROOT/../shared}
PYODIDE=${PYODIDE_NODE:-$ROOT/benchmarks/target/node/node_modules/pyodide}
# Settings of the caller's Python would be ours too, but not those of Node's.
unset ${!PYTHON*}
PYTHON=$ROOT/launcher/bin/emscripten-python
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
. "$ROOT/benchmarks/peers.sh"
find_jdk_25
echo 'print(1)' > "$WORK/print.py"

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

# ---- processes

measure() { # SYSTEM COMMAND...: appends wall seconds, CPU seconds and peak resident MB of a process to WORK/SYSTEM; fails if it fails
    local system=$1
    shift
    /usr/bin/env python3 - "$WORK/$system" "$@" <<'PY'
import resource, subprocess, sys, time
figures, *command = sys.argv[1:]
with open(figures + ".out", "w") as out, open(figures + ".err", "w+") as errors:
    start = time.monotonic()
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors).returncode
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status != 0:
        errors.seek(0)
        sys.exit("failed with status %d: %s\n%s" % (status, " ".join(command)[:200], errors.read()[-1000:]))
with open(figures, "a") as lines:
    print("%.3f %.3f %.0f" % (wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), file=lines)
PY
}

# Measures a Python program. What it prints goes to WORK/SYSTEM.out. `plain` is ours without Graal.
measure_script() { # SYSTEM SCRIPT ARGUMENT TRINO_PROGRAM
    local system=$1
    shift
    case $system in
        emgraal) measure emgraal "$PYTHON" "$1" "$2" ;;
        plain) measure plain "$ROOT/benchmarks/without_graal.sh" "$1" "$2" ;;
        node) measure node node "$ROOT/benchmarks/run.mjs" "$PYODIDE/pyodide.mjs" "$1" "$2" ;;
        graalpy) measure graalpy bash -c 'run_graal graalpy GP "$@"' - "$1" "$2" ;;
        trino) measure trino bash -c 'run_java trino KTrino "$@"' - "$2" "$3" ;;
    esac
}
export -f run_graal run_java
export PEERS_HOME SHARED JDK_HOME

# ---- what programs print

python_times() { # lines of small_cpu.py, with whatever a driver puts before them, to `NAME FIRST BEST`, of wall time
    sed 's/^\[.*\] //' | awk '/wall-ms first/ { for (i = 1; i <= NF; i++) if ($i == "wall-ms") { print $1, $(i + 2), $(i + 4) } }'
}

kernel_times() { # lines `RESULT WALL CPU` to `NAME FIRST BEST`, of wall time
    awk -v k="$1" '/^-?[0-9]+ [0-9.]+ [0-9.]+$/ { if (!n++) first = $2; if (n == 1 || $2 < best) best = $2 } END { if (n) print k, first, best }'
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

# Appends `NAME FIRST BEST` to WORK/SYSTEM, kernel by kernel. Lines `KERNEL ARGUMENT` are read; MODE is Chicory's, comp or
# interpreter.
run_kernels() { # MODE REPEATS SYSTEM...
    local mode=$1 repeats=$2 kernel n file system
    shift 2
    while read -r kernel n; do
        file=$SHARED/kernels/$kernel.wasm
        for system in "$@"; do
            case $system in
                emgraal) "$ROOT/benchmarks/kernel.sh" "$file" "$n" "$repeats" 2> >(grep -v '^Picked up' >&2) ;;
                node) node "$SHARED/kernels/k.mjs" "$file" "$n" "$repeats" 2>>"$WORK/errors" ;;
                graalwasm) run_graal graalwasm KGraal "$file" "$n" "$repeats" 2>>"$WORK/errors" ;;
                # One call of interphuge takes minutes there.
                chicory) [ "$kernel $mode" = "interphuge comp" ] || run_java chicory KChicory "$file" "$n" "$repeats" "$mode" 2>>"$WORK/errors" ;;
            esac </dev/null | kernel_times "$kernel" >> "$WORK/$system" || true
        done
        echo "measured $kernel" >&2
    done
}
