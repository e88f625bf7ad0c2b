# SPDX-License-Identifier: Apache-2.0
# What both commands share: builds what is missing, then starts the JVM with the languages on its module path.
# Usage: launch MODULE/MAIN_CLASS ARGUMENTS..., or with CLASS_PATH set: launch MAIN_CLASS ARGUMENTS...

BIN=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
ROOT=$(dirname "$(dirname "$BIN")")
MODULES=$ROOT/launcher/target/modules
COMPILER=$ROOT/launcher/target/compiler
# A Java runtime with everything in it, which starts faster; see ci/image.sh. EMGRAAL_IMAGE=no does without.
IMAGE=$ROOT/launcher/image

. "$BIN/jdk.sh"

build_if_missing() {
    if [ ! -e "$MODULES/.complete" ]; then
        echo "emgraal: building (once; this takes a few minutes and needs the network)..." >&2
        rm -f "$MODULES/.complete"
        # The status is Maven's, whatever grep has found.
        if ! (set -o pipefail; "$ROOT/mvnw" -B -DskipTests package 2>&1 | { grep --line-buffered -E '^\[INFO\] (Building |BUILD)|ERROR|npm|emgraal' >&2 || true; }); then
            echo "emgraal: the build failed" >&2
            exit 1
        fi
        if [ ! -d "$MODULES" ]; then
            echo "emgraal: the build failed; './mvnw package' says why" >&2
            exit 1
        fi
        touch "$MODULES/.complete"
        # Not waited for: until it is there, and where it cannot be built, everything starts from the JDK.
        if [ "${EMGRAAL_IMAGE:-yes}" = yes ]; then
            echo "emgraal: a runtime image that starts faster is being built in the background (EMGRAAL_IMAGE=no does without; launcher/target/image.log)" >&2
            nohup nice -n 19 "$ROOT/ci/image.sh" >"$ROOT/launcher/target/image.log" 2>&1 </dev/null &
        fi
    fi
}

# What the image was made of: it is not used for a later build.
image_fingerprint() {
    stat -L -c '%n %s %Y' "$JDK_HOME/release" "$MODULES"/*.jar "$COMPILER"/*.jar
}

# A heap that begins small: a 64th of the machine's memory, the default, is all touched before the first collection. With
# 24 GB that is 90 MB more at the first print. A smaller one than this costs a start two more collections. The kernel gives
# its pages in large pieces where it can (the JVM warns where it never does): the guest's memory is 20 MB, touched at once.
HEAP=(-XX:+UseSerialGC -Xms56m -XX:NewSize=16m)
case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
    ''|*'[never]'*) ;;
    *) HEAP+=(-XX:+UseTransparentHugePages) ;;
esac

# Graal compiled by C1 compiles Python's evaluation loop as fast in the first two minutes as after C2's twenty seconds of
# work on it, which the program waits for on two cores (docs/syntax-trees.md). The JVM would say on standard output that it
# has read the file; with DisplayVMOutput its thread dumps go too, but not jcmd's.
WARM_UP=(-XX:+UnlockDiagnosticVMOptions -XX:CompilerDirectivesFile="$ROOT/launcher/bin/compiler-directives.json" -XX:-DisplayVMOutput)

# Truffle's compiler threads, which ask for the highest of Java's priorities, have what the program and HotSpot's compilers
# leave (nice 10), unless there is but one processor: on two a start takes 0.6 of the time. The image contains the option that
# makes these count, ThreadPriorityPolicy=1; on a command line the JVM warns of it (ci/image.sh).
PRIORITIES=(-XX:JavaPriority10_To_OSPriority=$([ "$(nproc)" -gt 1 ] && echo 10 || echo 0)
    -XX:JavaPriority9_To_OSPriority=0 -XX:JavaPriority8_To_OSPriority=0 -XX:CompilerThreadPriority=0 -XX:VMThreadPriority=0)

# Functions run as JVM bytecode, which HotSpot compiles. Graal compiles regions of interpreters, but refuses those of CPython
# (docs/tiers.md); and syntax trees, where tools look at them and where somebody asks for them or for it. An argument of the
# program that looks so costs it a slower start.
wants_graal() { # ARGUMENTS of java from -m on
    local argument
    for argument in "$@"; do
        case $argument in
            *.PolyglotMain|--engine.*|--compiler.*|--*.Bytecode=false|--cpusampler*|--cputracer*|--memtracer*|--coverage*|--inspect*|--dap*|--lsp*) return 0 ;;
        esac
    done
    return 1
}

# _PyEval_EvalFrameDefault may need more than JVMCI's default of 655,360 bytes of machine code.
GRAAL=(-XX:+EnableJVMCI -XX:JVMCINMethodSizeLimit=4000000)
WITHOUT_GRAAL=(-Dpolyglot.engine.WarnInterpreterOnly=false)

# The image's cache depends on these.
image_flags() {
    flags=(-XX:+UnlockExperimentalVMOptions "${HEAP[@]}" "${WARM_UP[@]}" "${PRIORITIES[@]}"
        -Xss16m --enable-native-access=org.graalvm.truffle --sun-misc-unsafe-memory-access=allow)
    # Elsewhere it is found from where the jars lie.
    [ -n "${EMGRAAL_DISTRIBUTION:-}" ] || flags+=(-Demgraal.distribution="$ROOT/stdlib-tarfs/target/distribution")
}

# The cache's profiles give C2 as much to do at once as C1, whose code a program waits for at first. On two processors the
# three share, C2 comes last: an import takes two thirds of the time. On one it would never get to its turn.
yield_c2() { # PID
    local task name
    for _ in {1..40}; do
        sleep 0.025
        for task in /proc/"$1"/task/*; do
            if read -r name <"$task/comm" && [ "${name#C2 Compiler}" != "$name" ]; then
                renice -n 5 -p "${task##*/}"
                return
            fi
        done
    done
}

# Replaces the shell by the JVM of the image, if there is one that fits. A cache belongs to a JVM with JVMCI or without: with it,
# the classes of Graal make it half as large again.
launch_image() {
    [ "${EMGRAAL_IMAGE:-yes}" = yes ] && [ -r "$IMAGE/.complete" ] && [ "$(image_fingerprint)" = "$(cat "$IMAGE/.complete")" ] || return 0
    local flags cache=emgraal.aot
    image_flags
    if wants_graal "$@"; then
        cache=emgraal-graal.aot
        flags+=("${GRAAL[@]}")
    else
        flags+=("${WITHOUT_GRAAL[@]}")
    fi
    if [ "$(nproc)" -gt 1 ] && [ -e /proc/self/task ]; then
        # Twice away, so that the JVM has no child that nobody waits for.
        (yield_c2 $$ &) </dev/null >/dev/null 2>&1
    fi
    exec "$IMAGE/bin/java" -XX:AOTCache="$IMAGE/lib/$cache" -Xlog:disable -Xlog:all=error:stderr "${flags[@]}" "$@"
}

launch() {
    local main=$1 argument
    shift
    local vm=() rest=() target=(-m "$main")
    [ -z "${CLASS_PATH:-}" ] || target=(-cp "$CLASS_PATH" "$main")
    for argument in "$@"; do
        case $argument in
            --vm.*) vm+=("-${argument#--vm.}") ;;
            *) rest+=("$argument") ;;
        esac
    done
    find_jdk_25 || exit 1
    build_if_missing
    if [ ${#vm[@]} -eq 0 ] && [ -z "${EMGRAAL_JAVA_OPTS:-}${CLASS_PATH:-}" ]; then
        launch_image -m "$main" ${rest[@]+"${rest[@]}"}
    fi

    local flags=(-XX:+UnlockExperimentalVMOptions) modules=$MODULES
    if is_graalvm "$JDK_HOME"; then
        flags+=(-XX:JVMCINMethodSizeLimit=4000000)
    elif has_jvmci "$JDK_HOME"; then
        local compiler=("$COMPILER"/*.jar)
        flags+=("${GRAAL[@]}" --upgrade-module-path="$(IFS=:; echo "${compiler[*]}")")
    else
        # Truffle still wants the modules beside Graal's compiler.
        flags+=("${WITHOUT_GRAAL[@]}")
        modules+=:$(ls "$COMPILER"/*.jar | grep -v '/compiler-[0-9]' | paste -sd: -)
    fi
    exec "$JDK_HOME/bin/java" "${flags[@]}" "${HEAP[@]}" "${WARM_UP[@]}" -Xss16m \
        --enable-native-access=org.graalvm.truffle --sun-misc-unsafe-memory-access=allow \
        ${EMGRAAL_JAVA_OPTS:-} ${vm[@]+"${vm[@]}"} \
        -p "$modules" --add-modules=ALL-MODULE-PATH "${target[@]}" ${rest[@]+"${rest[@]}"}
}
