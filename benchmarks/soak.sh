#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A million round trips of objects, callables and exceptions between Java and Python; fails if a heap has grown.
# Usage: soak.sh [ROUND_TRIPS]
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.BridgeSoakMain "$@"
