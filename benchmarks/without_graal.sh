#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# emscripten-python as on a JDK that has no JVMCI: without Graal's compiler and without the image.
# Usage: without_graal.sh [OPTION...] [SCRIPT [ARGUMENT...]]
set -eu
. "$(dirname "$(readlink -f "$0")")/../launcher/bin/launch.sh"
find_jdk_25
if is_graalvm "$JDK_HOME"; then
    echo "this JDK is a GraalVM, which has the compiler built in: set JAVA_HOME to another JDK 25" >&2
    exit 1
fi
# launch asks this, and takes neither compiler nor JVMCI.
has_jvmci() {
    return 1
}
EMGRAAL_IMAGE=no
launch org.emgraal.launcher/org.emgraal.launcher.EmscriptenPythonMain "$@"
