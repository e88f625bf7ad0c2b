#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a kernel module that exports run(i32): kernel.sh FILE N REPEATS prints result, wall ms and CPU ms per call.
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
CLASS_PATH=$ROOT/benchmarks/target/classes launch org.emgraal.benchmarks.KernelMain "$@"
