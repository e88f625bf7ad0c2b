#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the JMH benchmarks in this JVM configuration (no forks: the flags of a stock JDK are those of this process).
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
CLASS_PATH=$ROOT/benchmarks/target/classes:$ROOT/benchmarks/target/jmh/\* launch org.openjdk.jmh.Main -f 0 "$@"
