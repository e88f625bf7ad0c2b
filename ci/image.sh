#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds launcher/image, from which the commands start faster: a Java runtime that contains the languages and Graal's
# compiler as its own modules, and caches of loaded and linked classes (JEP 483, 514) from training runs. A JDK alone
# can have no such cache with another compiler, for --upgrade-module-path forbids it. Takes two to three minutes and 450 MB.
# Usage: ci/image.sh
set -eu

ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/launcher/bin/launch.sh"
WORK=$ROOT/launcher/target/image
MAIN=org.emgraal.launcher/org.emgraal.launcher.EmscriptenPythonMain

build_if_missing
find_jdk_25
if ! has_jvmci "$JDK_HOME" || is_graalvm "$JDK_HOME" || ! grep -q '^OS_NAME="Linux"' "$JDK_HOME/release"; then
    echo "emgraal: no image is built with this JDK: it needs one for Linux with JVMCI and without Graal's compiler" >&2
    exit 1
fi
case $(uname -m) in
    x86_64) platform=linux-amd64 ;;
    aarch64) platform=linux-aarch64 ;;
    *) echo "emgraal: no image is built for $(uname -m)" >&2; exit 1 ;;
esac
BIN_JDK=$JDK_HOME/bin

# The JDK's modules as jmods, without the table of its system modules: it names those of the JDK, not of the image.
# (A JDK without jmods would link its own stub of the compiler.)
rm -rf "$WORK"
mkdir -p "$WORK/jmods"
echo "emgraal: building the runtime image: taking the JDK apart"
"$BIN_JDK/jimage" extract --dir="$WORK/classes" "$JDK_HOME/lib/modules"
find "$WORK/classes/java.base/jdk/internal/module" -name 'SystemModules$*.class' -delete
mkdir "$WORK/lib"
cp -r "$JDK_HOME/lib/." "$WORK/lib/"
(cd "$WORK/lib" && rm -rf modules src.zip ct.sym jrt-fs.jar server/classes*.jsa)
# What the languages, the tools and the compiler require, directly or not.
upgraded="$WORK/graal"
mkdir "$upgraded"
cp "$COMPILER"/*.jar "$MODULES"/*.jar "$upgraded"
rm -rf "$WORK/classes/jdk.graal.compiler" "$WORK/classes/jdk.graal.compiler.management"
version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$JDK_HOME/release")
for module in "$WORK"/classes/*/; do
    name=$(basename "$module")
    extra=()
    [ "$name" != java.base ] || extra=(--libs "$WORK/lib" --config "$JDK_HOME/conf" --cmds "$JDK_HOME/bin")
    "$BIN_JDK/jmod" create --class-path "$module" --module-version "$version" --target-platform $platform \
        ${extra[@]+"${extra[@]}"} "$WORK/jmods/$name.jmod"
done

echo "emgraal: building the runtime image: linking"
names=$("$BIN_JDK/java" -p "$upgraded" --list-modules | sed -n 's/^\([a-z.A-Z0-9_]*\)@\{0,1\}.* file:.*/\1/p' | paste -sd,)
"$BIN_JDK/jlink" --module-path "$WORK/jmods:$upgraded" --disable-plugin generate-jli-classes \
    --add-options=-XX:ThreadPriorityPolicy=1 \
    --add-modules "$names,jdk.graal.compiler,jdk.internal.vm.ci,jdk.unsupported,java.management,jdk.management,jdk.zipfs,jdk.crypto.ec,jdk.jfr,jdk.localedata" \
    --output "$WORK/image"
rm -f "$WORK"/image/lib/server/classes*.jsa
"$WORK/image/bin/java" -Xshare:dump >/dev/null

rm -rf "$IMAGE"
mv "$WORK/image" "$IMAGE"

echo "emgraal: building the runtime image: training"
image_flags
# The first run may have to make the snapshot that starts begin with.
"$IMAGE/bin/java" "${flags[@]}" "${WITHOUT_GRAAL[@]}" -Xlog:class+load:file="$WORK/classes.log" -m "$MAIN" -c pass
# Without these classes everything works too, only later.
grep -q 'source: jrt:/org.emgraal.generated' "$WORK/classes.log" || { echo "emgraal: the image does not use the code that was generated ahead" >&2; exit 1; }

# What runs here decides what is compiled early: everyday work of many kinds, and the generator of bytecode, which other
# modules need.
train() { # CACHE SECONDS FLAG...
    local cache=$IMAGE/lib/$1 seconds=$2
    shift 2
    "$IMAGE/bin/java" -XX:AOTCacheOutput="$cache" "${flags[@]}" "$@" -m "$MAIN" --emscripten-python.WriteCode="$WORK/training.jar" \
        "$ROOT/benchmarks/training.py" "$seconds" >/dev/null 2>"$WORK/training.log" && [ -s "$cache" ] || { cat "$WORK/training.log" >&2; exit 1; }
}
train emgraal.aot 0.4 "${WITHOUT_GRAAL[@]}"
train emgraal-graal.aot 0.1 "${GRAAL[@]}"
image_fingerprint > "$IMAGE/.complete"
rm -rf "$WORK"
