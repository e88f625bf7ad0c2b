#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs CPython's own regression tests (../shared/conformance/cpython). Usage: ci/cpython-tests.sh [MODULE]...
# One line per module beside what passes on Node + Pyodide, below it the tests that fail. Without arguments: all modules
# of must-pass.tsv. The last line is `N passed, N failed, N skipped`; failed are tests of must-pass.tsv that do not pass
# and, in modules it does not name, tests that fail and are not in exclude.txt.
#
# A module named MODULE+lifted runs without its skips by the platform's name (cpython_lifted.py). With --table alone
# nothing runs; a Markdown table of the logs in RESULTS is printed.
#
# SILENCE: seconds of processor time without a line in a module's log after which the running test counts as hanging.
# RESULTS: folder for the logs; given a folder of an interrupted run, that run goes on.
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
if [ -z "${RESULTS:-}" ]; then
    RESULTS=$(mktemp -d)
    trap 'rm -rf "$RESULTS"' EXIT
fi
mkdir -p "$RESULTS"

# A process that dies is started again; every death costs one test, so that this ends.
while :; do
    (
        set -eu
        . "$ROOT/launcher/bin/launch.sh"
        CLASS_PATH=$ROOT/ci launch "$ROOT/ci/CPythonTests.java" "$DATA" "$TESTS" "$RESULTS" "${SILENCE:-300}" "$@"
    )
    status=$?
    [ "$status" -eq "$AGAIN" ] || [ "$status" -gt 128 ] || exit "$status"
    echo "the process died (status $status): starting it again" >&2
done
