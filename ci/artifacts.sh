#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the artifacts and uses them as others do: from projects outside the tree that depend on them.
# Usage: ci/artifacts.sh [--installed]   with the argument, what an earlier run has installed is used again
set -eu -o pipefail

ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/launcher/bin/jdk.sh"
find_jdk_25
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
export JAVA_HOME=$JDK_HOME HOME=${HOME:-/root}
unset EMGRAAL_DISTRIBUTION

# The user's local repository, seen through links, save our own artifacts: what is installed here is seen by nobody else.
USERS=$HOME/.m2/repository
REPOSITORY=$ROOT/target/artifacts-repository
[ "${1:-}" = --installed ] || rm -rf "$REPOSITORY"
mkdir -p "$USERS/org" "$REPOSITORY/org"
for group in "$USERS"/* "$USERS"/org/*; do
    place=$REPOSITORY${group#"$USERS"}
    case ${group#"$USERS"} in /org|/org/emgraal|'/*'|'/org/*') ;; *) ln -sfn "$group" "$place" ;; esac
done
# Some Mavens print colours all the same.
maven() { "$ROOT/mvnw" -B -q -Dmaven.repo.local="$REPOSITORY" "$@" | sed 's/\x1b\[[0-9;]*m//g'; }
[ "${1:-}" = --installed ] || maven -f "$ROOT/pom.xml" install -DskipTests

cp -r "$ROOT/ci/artifacts/." "$WORK"
# A user's cache of its own, so that what is tested is a first start.
export XDG_CACHE_HOME=$WORK/cache
passed=0 failed=0
expect() { # NAME OUTPUT COMMAND…
    local name=$1 output=$2 actual
    shift 2
    if actual=$("$@" 2>"$WORK/errors") && [ "$actual" = "$output" ]; then
        echo "PASS $name"
        passed=$((passed + 1))
    else
        echo "FAIL $name: expected '$output', got '${actual:-}'"
        cat "$WORK/errors"
        failed=$((failed + 1))
    fi
}
java() { "$JAVA_HOME/bin/java" "$@"; }

ANSWER='{"answer": 42}'
expect 'build, and tests under JUnit' '' maven -f "$WORK/pom.xml" package
SHADED=$WORK/shaded/target/shaded-1.jar BOOT=$WORK/boot/target/boot-1.jar
MODULES=$WORK/modules/target/modules-1.jar:$WORK/modules/target/dependency

# README's first example: the first pom and the first class in it.
mkdir -p "$WORK/readme/src/main/java"
first() { awk -v fence='```'"$1" '$0 == fence && !done { on = 1; next } on && /^```/ { exit } on' "$ROOT/README.md"; }
first xml > "$WORK/readme/pom.xml"
first java > "$WORK/readme/src/main/java/Hello.java"
expect "README's first example" "$(first text)" maven -f "$WORK/readme/pom.xml" compile exec:java -Dexec.mainClass=Hello

expect 'shaded jar' "$ANSWER" java -jar "$SHADED"
expect 'shaded jar, unpacked before' "$ANSWER" java -jar "$SHADED"
expect 'shaded jar, unpacked nowhere' "$ANSWER" java -Demgraal.cache=off -jar "$SHADED"
expect 'one folder in the cache' 1 bash -c 'ls "$1"/emgraal | wc -l' - "$WORK/cache"
expect 'Spring Boot jar' "$ANSWER" java -jar "$BOOT"
expect 'Spring Boot jar, unpacked nowhere' "$ANSWER" java -Demgraal.cache=off -jar "$BOOT"
expect 'module path' "$ANSWER" java -p "$MODULES" -m shop/shop.Main
expect 'module path, unpacked nowhere' "$ANSWER" java -Demgraal.cache=off -p "$MODULES" -m shop/shop.Main
expect 'class path' "$ANSWER" java -cp "$WORK/modules/target/modules-1.jar:$WORK/modules/target/dependency/*" shop.Main
expect 'class path, another locale, few megabytes' "$ANSWER" env LC_ALL=C "$JAVA_HOME/bin/java" -Xmx96m -Demgraal.cache=off -jar "$SHADED"
expect 'a cache that is a file' "$ANSWER" java -Demgraal.cache="$SHADED" -jar "$SHADED"
expect 'wasm only, without CPython' 0 bash -c 'ls "$1" | grep -c python || true' - "$WORK/wasm/target/dependency"
expect 'wasm only' 42 java -cp "$WORK/wasm/target/wasm-1.jar:$WORK/wasm/target/dependency/*" shop.Main
if has_jvmci "$JDK_HOME" && ! is_graalvm "$JDK_HOME"; then
    expect 'with Graal' "$ANSWER" java -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI -XX:JVMCINMethodSizeLimit=4000000 \
        --upgrade-module-path="$ROOT/launcher/target/compiler" -jar "$SHADED"
    expect 'with Graal: it is used' 0 bash -c 'grep -c fallback "$1" || true' - "$WORK/errors"
fi
# Python packages in the jar.
if versions=$(python3 "$ROOT/ci/artifacts/wheels.py" "$(mkdir "$WORK/wheels" && echo "$WORK/wheels")") && [ -n "$versions" ]; then
    packages() { maven -f "$WORK/packages/pom.xml" -Dpytest="${versions% *}" -Dclick="${versions#* }" -Demgraal.indexes="$WORK/wheels" "$@"; }
    contains() { # WORDS COMMAND…: whether a command fails and says this
        local words=$1
        shift
        ! "$@" >"$WORK/said" 2>&1 && grep -q "$words" "$WORK/said" || { cat "$WORK/said" >&2; return 1; }
    }
    expect 'packages: without a lock file' '' contains "run 'mvn emgraal:lock' once" packages process-resources
    expect 'packages: lock' '' packages emgraal:lock
    expect 'packages: the versions that fit' 'greet-1.0 words-1.5' bash -c 'sed -n "s/\(greet-1[^-]*\|words-[^-]*\)-.*/\1/p" "$1" | paste -sd" "' - "$WORK/packages/emgraal.lock"
    tested() { packages "$@" package >&2 && sed -n 's/.* tests="\([0-9]*\)".*/\1/p' "$WORK/packages/target/surefire-reports/TEST-pytest.xml"; }
    expect 'packages: build, and tests under pytest' 2 tested
    rm -rf "$WORK/packages/target" "$WORK/wheels"
    expect 'packages: offline, and without the folder' 2 tested -o
    sed -i 's/\(greet.*sha256:\)./\1x/' "$WORK/packages/emgraal.lock"
    expect 'packages: a damaged lock file' '' contains 'is not understood' packages process-resources
    expect 'packages: in a Spring Boot jar' 'Hello, Jane! True /lib/application/site-packages/greet.py None' java -jar "$WORK/packages/target/packages-1.jar"
else
    echo 'SKIP packages: no python3 with pytest and click installed'
fi
# As in a container: a user that nobody knows, no home, nothing can be written.
if unshare -m true 2>/dev/null && command -v setpriv >/dev/null; then
    chmod -R a+rX "$WORK"
    expect 'read-only, unknown user' "$ANSWER" unshare -m bash -c 'mount --bind / / 2>/dev/null; mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" &&
        exec setpriv --reuid 54321 --regid 54321 --clear-groups env -i "$2/bin/java" -Djava.io.tmpdir=/nonexistent -jar "$3"' - "$WORK" "$JAVA_HOME" "$SHADED"
else
    echo 'SKIP read-only, unknown user: no mount namespaces here'
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
