#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The operations of BridgeBenchmark in microseconds of the calling thread's CPU time: for machines that others use too.
# Usage: bridge.sh [SECONDS [OPERATION...]]
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
CLASS_PATH=$ROOT/benchmarks/target/classes:$ROOT/benchmarks/target/jmh/\* launch org.emgraal.benchmarks.BridgeMain "$@"
