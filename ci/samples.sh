#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs Emscripten programs with `polyglot --language emscripten` and compares standard output and exit status with what
# Node gave. Usage: ci/samples.sh [NAME | FOLDER]...
# A NAME is a sample of ../shared/samples, a FOLDER holds further programs in the same layout: NAME/VARIANT/p.wasm with
# RUN.stdout and RUN.rc. Without arguments all samples run. The last line is `N passed, N failed, N skipped`.
set -u

ROOT=$(cd "$(dirname "$0")/.." && pwd)
SAMPLES=${EMGRAAL_SHARED:-$ROOT/../shared}/samples
POLYGLOT=${POLYGLOT:-$ROOT/launcher/bin/polyglot}
LIMIT=${LIMIT:-300}

passed=0
failed=0
skipped=0
OUT=$(mktemp -d)
trap 'rm -rf "$OUT"' EXIT

# Arguments that a run's name does not tell; see the README of the samples.
arguments_of() {
    case $1 in
        args_env) arguments=(one "two words" --three) ;;
        exitcodes) arguments=("$2") ;;
        *) arguments=() ;;
    esac
}

# one_run FOLDER RUN: a run of the program in FOLDER.
one_run() {
    local folder=$1 run=$2 name variant input=/dev/null status
    name=$(basename "$(dirname "$folder")")
    variant=$(basename "$folder")
    if [ ! -e "$folder/$run.rc" ]; then
        echo "SKIP $name/$variant $run: it failed under Node as well"
        skipped=$((skipped + 1))
        return
    fi
    arguments_of "$name" "$run"
    [ "$run" = run ] && [ -e "$folder/../stdin.txt" ] && input=$folder/../stdin.txt
    (cd "$folder" && timeout "$LIMIT" "$POLYGLOT" --language emscripten p.wasm ${arguments[@]+"${arguments[@]}"}) \
        <"$input" >"$OUT/stdout" 2>"$OUT/stderr"
    status=$?
    if [ "$status" -eq "$(cat "$folder/$run.rc")" ] && cmp -s "$OUT/stdout" "$folder/$run.stdout"; then
        echo "PASS $name/$variant $run"
        passed=$((passed + 1))
    else
        echo "FAIL $name/$variant $run: exit status $status, expected $(cat "$folder/$run.rc")"
        diff "$folder/$run.stdout" "$OUT/stdout" | head -n 20
        head -n 10 "$OUT/stderr"
        failed=$((failed + 1))
    fi
}

# programs_in FOLDER: every run below it that has a program.
programs_in() {
    local output folder
    while IFS= read -r output; do
        folder=$(dirname "$output")
        [ -e "$folder/p.wasm" ] && one_run "$folder" "$(basename "$output" .stdout)"
    done < <(find "$1/" -name '*.stdout' | sort)
}

if [ $# -eq 0 ]; then
    if [ ! -d "$SAMPLES" ]; then
        echo "there are no samples at $SAMPLES" >&2
        exit 2
    fi
    set -- "$SAMPLES"
fi
for wanted in "$@"; do
    if [ -d "$wanted" ]; then
        programs_in "$(cd "$wanted" && pwd)"
    elif [ -d "$SAMPLES/$wanted" ]; then
        programs_in "$SAMPLES/$wanted"
    else
        echo "FAIL $wanted: no such sample or folder"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
