#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs CPython extension modules and compares what the scripts print with what Node and Pyodide print.
# Usage: ci/extensions.sh [NAME]...
# A NAME is `pyext` (the modules of ../shared/samples/pyext, with recorded results) or a script of
# language/src/test/resources/org/emgraal/wheels, such as `numpy_fft`; its output is compared with that of Node, which
# runs it here and now; or `two_contexts`: two threads run numpy_linalg at once; or `postgres`: PostgreSQL (PGlite) loads
# some thirty of its extensions, compared with Node as well. Without arguments everything runs. The last line is
# `N passed, N failed, N skipped`.
# Third-party wheels and Pyodide 0.29.5 are fetched with npm as language/src/test/npm-wheels/package-lock.json pins them.
set -u

ROOT=$(cd "$(dirname "$0")/.." && pwd)
SAMPLES=${EMGRAAL_SHARED:-$ROOT/../shared}/samples/pyext
PYTHON=${PYTHON:-$ROOT/launcher/bin/emscripten-python}
SCRIPTS=$ROOT/language/src/test/resources/org/emgraal/wheels
LOCK=$ROOT/language/src/test/npm-wheels
FETCHED=$ROOT/language/target/wheels
ASSETS=$FETCHED/node_modules/@bentopdf/pymupdf-wasm/assets
PYODIDE_313=$FETCHED/node_modules/pyodide
LIMIT=${LIMIT:-1800}

passed=0
failed=0
skipped=0
OUT=$(mktemp -d)
trap 'rm -rf "$OUT"' EXIT
# Wheels are read-only: without this every script would compile their sources again.
export PYTHONPYCACHEPREFIX=$OUT/pycache

fetch() {
    [ -e "$FETCHED/node_modules/.package-lock.json" ] && [ "$FETCHED/package-lock.json" -nt "$LOCK/package-lock.json" ] && return 0
    mkdir -p "$FETCHED"
    cp "$LOCK/package.json" "$FETCHED/" && cp "$LOCK/package-lock.json" "$FETCHED/" \
        && npm ci --prefix "$FETCHED" --ignore-scripts --no-audit --no-fund --loglevel=error
}

skip() {
    echo "SKIP $1: $2"
    skipped=$((skipped + 1))
}

# compare NAME STATUS EXPECTED: what a run printed into $OUT/stdout. Where Pyodide died of a symbol that nobody defines,
# we fail too and name it.
compare() {
    local missing
    missing=$(sed -n 's/^Error: \(Dynamic linking error: cannot resolve symbol [^ ]*\)$/\1/p' "$3")
    if [ -n "$missing" ]; then
        [ "$2" -ne 0 ] && grep -qF "$missing," "$OUT/stderr"
    else
        [ "$2" -eq 0 ] && cmp -s "$3" "$OUT/stdout"
    fi
    if [ $? -eq 0 ]; then
        echo "PASS $1"
        passed=$((passed + 1))
    else
        echo "FAIL $1: exit status $2"
        diff "$3" "$OUT/stdout" | head -n 20
        head -n 10 "$OUT/stderr"
        failed=$((failed + 1))
    fi
}

# Each folder of extension modules under the Python it is built for.
sample_modules() {
    local expected folder name
    if [ ! -d "$SAMPLES" ]; then
        skip pyext "there are no samples at $SAMPLES"
        return
    fi
    for expected in "$SAMPLES"/*/expected-*.txt; do
        folder=$(dirname "$expected")
        name=$(basename "$expected" .txt)
        name=${name#expected-}
        local distribution=()
        case $(basename "$folder") in
            313-*)
                if ! fetch; then
                    skip "pyext $(basename "$folder") $name" "npm cannot fetch Pyodide 0.29.5"
                    continue
                fi
                distribution=("--emscripten-python.Distribution=$PYODIDE_313")
                ;;
        esac
        (cd "$OUT" && PYTHONPATH=$folder timeout "$LIMIT" "$PYTHON" ${distribution[@]+"${distribution[@]}"} "$SAMPLES/$name.py") \
            >"$OUT/stdout" 2>"$OUT/stderr" </dev/null
        local status=$?
        compare "pyext $(basename "$folder") $name" "$status" "$expected"
    done
}

# The wheels as directories: Node's Pyodide cannot import from archives.
unpack_wheels() {
    local wheel
    [ -d "$OUT/site" ] && return
    mkdir "$OUT/site"
    . "$ROOT/launcher/bin/jdk.sh"
    find_jdk_25 || return
    for wheel in "${WHEELS[@]}"; do
        (cd "$OUT/site" && "$JDK_HOME/bin/jar" xf "$wheel") || return
    done
}

# with_wheels NAME SCRIPT COMMAND...: what COMMAND makes of a script with the wheels, beside Node.
with_wheels() {
    local name=$1 script=$2
    shift 2
    if ! command -v node >/dev/null || ! fetch; then
        skip "$name" "npm cannot fetch the wheels, or there is no Node"
        return
    fi
    WHEELS=("$ASSETS"/{numpy,lxml,opencv_python,pymupdf,typing_extensions}-*.whl)
    if ! unpack_wheels || ! node "$ROOT/ci/pyodide.mjs" "$PYODIDE_313" "$OUT/site" "$SCRIPTS/$script.py" >"$OUT/expected" 2>"$OUT/stderr"; then
        echo "FAIL $name: Node does not run it"
        head -n 10 "$OUT/stderr"
        failed=$((failed + 1))
        return
    fi
    "$@" "$SCRIPTS/$script.py" >"$OUT/stdout" 2>"$OUT/stderr" </dev/null
    compare "$name" $? "$OUT/expected"
}

python_with_wheels() {
    timeout "$LIMIT" "$PYTHON" "--emscripten-python.Distribution=$PYODIDE_313" "${WHEELS[@]}" "$@"
}

two_contexts() {
    local ci=$ROOT/ci
    (
        . "$(dirname "$PYTHON")/launch.sh"
        CLASS_PATH=$ci launch "$ci/TwoContexts.java" "$PYODIDE_313" "$(IFS=:; echo "${WHEELS[*]}")" "$@"
    )
}

# PostgreSQL as a stand-alone backend, on the host's files; it prints values as `name = "value"`.
postgres() {
    local work=$OUT/postgres modules=$FETCHED/node_modules/@electric-sql/pglite status
    if ! command -v node >/dev/null || ! fetch; then
        skip postgres "npm cannot fetch PGlite, or there is no Node"
        return
    fi
    mkdir "$work"
    if ! node "$ROOT/ci/pglite.mjs" "$modules" "$work" "$SCRIPTS/postgres.sql" >"$OUT/expected" 2>"$OUT/stderr"; then
        echo "FAIL postgres: Node does not run it"
        head -n 10 "$OUT/stderr"
        failed=$((failed + 1))
        return
    fi
    PGDATA=$work/data PGUSER=postgres ICU_DATA=$work/pglite/icu timeout "$LIMIT" "$(dirname "$PYTHON")/polyglot" \
        --language emscripten --emscripten.HostFiles=true --emscripten.HostEnvironment=true \
        "--emscripten.ThisProgram=$work/pglite/bin/postgres" "$modules/dist/pglite.wasm" --single -F -O -j \
        -c search_path=public -c exit_on_error=false -c max_worker_processes=0 -c max_parallel_workers=0 -c io_method=sync \
        -D "$work/data" postgres <"$SCRIPTS/postgres.sql" >"$OUT/log" 2>&1
    status=$?
    sed -n -e 's/^.*\t *[0-9]*: \(.* = ".*"\)\t(typeid = .*/\1/p' -e 's/^.* ERROR:  /ERROR:  /p' "$OUT/log" >"$OUT/stdout"
    tail -n 5 "$OUT/log" >"$OUT/stderr"
    compare postgres "$status" "$OUT/expected"
}

if [ $# -eq 0 ]; then
    set -- pyext two_contexts postgres $(cd "$SCRIPTS" && ls ./*.py | sed 's|^\./||; s|\.py$||')
fi
for wanted in "$@"; do
    if [ "$wanted" = pyext ]; then
        sample_modules
    elif [ "$wanted" = two_contexts ]; then
        with_wheels two_contexts numpy_linalg two_contexts
    elif [ "$wanted" = postgres ]; then
        postgres
    elif [ -e "$SCRIPTS/$wanted.py" ]; then
        with_wheels "$wanted" "$wanted" python_with_wheels
    else
        echo "FAIL $wanted: no such script"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
