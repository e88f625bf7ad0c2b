#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Which packages work: uses each package of ci/packages.txt with emgraal and with the system's own CPython, compares what they print,
# and writes the table of docs/packages-table.md to standard output. Not a part of CI: it takes the packages from Debian's archive.
# Usage: ci/packages.sh [FOLDER]    FOLDER has Debian's dist-packages; else they are fetched with apt-get
set -u

ROOT=$(cd "$(dirname "$0")/.." && pwd)
NATIVE=${NATIVE:-/usr/bin/python3}
LIMIT=180
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

SITE=${1:-}
if [ -z "$SITE" ]; then
    names=$(sed -n 's/^# debian: //p' "$ROOT/ci/packages.txt")
    (cd "$WORK" && apt-get download $names && for deb in *.deb; do dpkg-deb -x "$deb" root; done) >&2 || exit 1
    SITE=$WORK/root/usr/lib/python3/dist-packages
fi

version() { # DISTRIBUTION
    "$NATIVE" -S -c 'import sys; sys.path[:] = [p for p in sys.path if "packages" not in p] + [sys.argv[1]]
from importlib.metadata import version; print(version(sys.argv[2]))' "$SITE" "$1" 2>/dev/null || echo '?'
}

same=0 total=0
echo '| package | version | result | s |'
echo '|---|---|---|---|'
while IFS='|' read -r name program; do
    case $name in '#'*|'') continue ;; esac
    name=${name% } program=${program# }
    echo "$program" > "$WORK/program.py"
    PYTHONPATH=$SITE timeout "$LIMIT" "$NATIVE" -W ignore "$WORK/program.py" >"$WORK/native" 2>"$WORK/native.err" </dev/null
    native=$?
    started=$(date +%s.%N)
    PYTHONPATH=$SITE timeout "$LIMIT" "$ROOT/launcher/bin/emscripten-python" -W ignore "$WORK/program.py" >"$WORK/ours" 2>"$WORK/ours.err" </dev/null
    ours=$?
    seconds=$(echo "$(date +%s.%N) - $started" | bc)
    reason() { tail -n 1 "$1" | tr '|' '/' | cut -c 1-100; }
    total=$((total + 1))
    if [ $native != 0 ]; then
        result="the native CPython fails: $(reason "$WORK/native.err")"
    elif [ $ours != 0 ]; then
        result="**$(reason "$WORK/ours.err")**"
    elif cmp -s "$WORK/native" "$WORK/ours"; then
        result=same
        same=$((same + 1))
    else
        result="**prints something else**"
        diff "$WORK/native" "$WORK/ours" | head -n 6 >&2
    fi
    printf '| %s | %s | %s | %.1f |\n' "$name" "$(version "$name")" "$result" "$seconds"
done < "$ROOT/ci/packages.txt"
echo
echo "$same of $total print what the native CPython prints."
