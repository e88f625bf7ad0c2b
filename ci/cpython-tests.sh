#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs CPython's own regression tests (../shared/conformance/cpython). Usage: ci/cpython-tests.sh [MODULE]...
# One line per module beside what passes on Node + Pyodide, below it the tests that fail. The last line is
# `N passed, N failed, N skipped`; failed are tests of must-pass.tsv that do not pass and, in modules it does not name,
# tests that fail and are not in exclude.txt. Without arguments: all modules of must-pass.tsv, which takes about an hour;
# interrupted and started again, that run goes on.
#
# A module named MODULE+lifted runs without its skips by the platform's name (cpython_lifted.py). With --table alone
# nothing runs; a Markdown table of the logs in RESULTS, or of the last run without arguments, is printed.
#
# SILENCE: seconds of processor time without a line in a module's log after which the running test counts as hanging.
# RESULTS: folder for the logs, which stay there; given the folder of an interrupted run, that run goes on.
set -u

ROOT=$(cd "$(dirname "$0")/.." && pwd)
DATA=${EMGRAAL_SHARED:-$ROOT/../shared}/conformance/cpython
WORK=$ROOT/target/cpython-tests
AGAIN=75

if [ ! -d "$DATA" ]; then
    echo "there are no CPython tests at $DATA" >&2
    exit 2
fi
if [ ! -e "$WORK/.complete" ] || [ "$DATA/cpython-3.14-tests.tar.xz" -nt "$WORK/.complete" ]; then
    rm -rf "$WORK"
    mkdir -p "$WORK"
    tar -xJf "$DATA/cpython-3.14-tests.tar.xz" -C "$WORK" || exit 2
    touch "$WORK/.complete"
fi
TESTS=$(dirname "$(find "$WORK" -maxdepth 2 -type d -name test | head -n 1)")
if [ -z "${RESULTS:-}" ] && [ $# -gt 0 ] && [ "$*" != --table ]; then
    RESULTS=$(mktemp -d)
    trap 'rm -rf "$RESULTS"' EXIT
elif [ -z "${RESULTS:-}" ]; then
    RESULTS=$WORK/results
    if [ $# -eq 0 ] && [ -e "$RESULTS/.complete" ]; then
        rm -rf "$RESULTS"
    elif [ $# -eq 0 ] && [ -d "$RESULTS" ]; then
        echo "going on with the run that was interrupted; without $RESULTS it starts anew" >&2
    fi
fi
mkdir -p "$RESULTS"
# Where a run was interrupted, the module that it was at begins again.
if [ "$*" != --table ]; then
    find "$RESULTS" -name '*.tsv' -exec grep -qE '^(END|MODSKIP|MODERROR)' {} ';' -o -name '*.tsv' -delete
fi

# A process that dies is started again; every death costs one test, so that this ends.
while :; do
    (
        set -eu
        . "$ROOT/launcher/bin/launch.sh"
        CLASS_PATH=$ROOT/ci launch "$ROOT/ci/CPythonTests.java" "$DATA" "$TESTS" "$RESULTS" "${SILENCE:-300}" "$@"
    )
    status=$?
    # Ctrl-C and kill are meant for this script too.
    case $status in
        "$AGAIN") ;;
        130 | 143) exit "$status" ;;
        *) [ "$status" -gt 128 ] || exit "$status" ;;
    esac
    echo "the process died (status $status): starting it again" >&2
done
