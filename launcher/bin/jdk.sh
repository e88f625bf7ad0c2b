# SPDX-License-Identifier: Apache-2.0
# Finds a JDK 25 without starting it: every JDK has a file `release` that names its version. Sets JDK_HOME.

is_jdk_25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

# A GraalVM brings its compiler; any other JDK with JVMCI gets it from the module path.
is_graalvm() {
    grep -q '^GRAALVM_VERSION=' "$1/release"
}

has_jvmci() {
    grep -q '^MODULES=.*jdk\.internal\.vm\.ci' "$1/release"
}

find_jdk_25() {
    local candidate path_java
    path_java=$(command -v java || true)
    [ -n "$path_java" ] && path_java=$(dirname "$(dirname "$(readlink -f "$path_java")")")
    for candidate in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JDK_25:-}" "$path_java" \
            /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/*jdk* /opt/*graalvm* \
            "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
            /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            JDK_HOME=$candidate
            return 0
        fi
    done
    echo "emgraal needs a JDK 25 and found none: install one (for example Temurin 25 or GraalVM 25) or set JAVA_HOME to it." >&2
    return 1
}
