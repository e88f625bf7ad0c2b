#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Executes the WebAssembly specification's test suite.
# Usage: ci/conformance.sh [--mode interpreter|compiled|baseline|default]... [--document FILE] [FOLDER]...
# A FOLDER is one of the suite's or lies anywhere, with FILE/FILE.json and modules as wabt's wast2json writes them.
# Without any the whole suite of ../shared runs. One line per folder; the last line is `N passed, N failed, N skipped`.
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
TESTS=$ROOT/language/target/test-classes
. "$ROOT/launcher/bin/launch.sh"

build_if_missing
if [ ! -e "$TESTS/org/emgraal/conformance/ConformanceMain.class" ]; then
    "$ROOT/mvnw" -B -q -f "$ROOT/pom.xml" -pl language -am test-compile
fi
# Graal: no dumps where a compilation fails, it is reported as the failure of an assertion.
launch org.emgraal.language/org.emgraal.conformance.ConformanceMain --vm.Djdk.graal.CompilationFailureAction=Silent "--vm.-patch-module=org.emgraal.language=$TESTS" \
    --suite "${EMGRAAL_SHARED:-$ROOT/../shared}/conformance/spec.tar.gz" "$@"
