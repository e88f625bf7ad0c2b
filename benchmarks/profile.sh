#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Records the profiles of very large functions, CPython's evaluation loop above all, with which emgraal ships: they tell
# the first compilation what else will run (docs/syntax-trees.md, "Recorded profiles"). To be repeated when the
# distribution or the translation to blocks changes; RecordedProfileTest notices.
# Usage: benchmarks/profile.sh [SECONDS]
set -e
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/launcher/bin/polyglot" --experimental-options --engine.Compilation=false --emscripten-python.SpecializeInterpreters=false \
    --emscripten-python.RecordProfiles="$root/language/src/main/resources/org/emgraal/profiles" \
    --language emscripten-python "$root/benchmarks/training.py" "${1:-180}"
