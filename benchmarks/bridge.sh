#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The operations of BridgeBenchmark in microseconds of the calling thread's CPU time: for machines that others use too.
# Usage: bridge.sh [SECONDS [OPERATION...]]. With PEER=graalpy those of GraalPy 25, on the same JDK with the same compiler.
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
CLASS_PATH=$ROOT/benchmarks/target/classes:$ROOT/benchmarks/target/jmh/\*
[ "${PEER:-}" = graalpy ] || launch org.emgraal.benchmarks.BridgeMain "$@"

SHARED=${EMGRAAL_SHARED:-$ROOT/../shared}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
. "$ROOT/benchmarks/peers.sh"
find_jdk_25
peer graalpy || exit 1
run_graal graalpy -Dlanguage=python -cp "$CLASS_PATH" org.emgraal.benchmarks.BridgeMain "$@"
