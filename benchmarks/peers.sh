# SPDX-License-Identifier: Apache-2.0
# Installs and runs the systems that compare.sh and table.sh put beside ours; sourced. Drivers lie in ../shared/peers.
# `peer NAME` makes one ready in benchmarks/target/peers or says why not; `run_NAME` runs it.

PEERS_HOME=$ROOT/benchmarks/target/peers
WHEELS_HOME=$ROOT/benchmarks/target/wheels
declare -A PEER_STATE

# What a peer is made of: its POM and its drivers.
peer_files() {
    case $1 in
        graalwasm) echo "pom-graalwasm.xml ../kernels/KGraal.java" ;;
        graalpy) echo "pom-graalpy.xml GP.java" ;;
        trino) echo "pom-trino.xml KTrino.java" ;;
        chicory) echo "pom-chicory.xml KChicory.java" ;;
    esac
}

peer() {
    [ -n "${PEER_STATE[$1]:-}" ] || {
        PEER_STATE[$1]=missing
        if install_peer "$1" >"$WORK/install-$1" 2>&1; then
            PEER_STATE[$1]=ready
        else
            echo "skipped: $1: $(grep -m1 -E 'ERROR|error:|missing|not found' "$WORK/install-$1" || tail -n1 "$WORK/install-$1")" >&2
        fi
    }
    [ "${PEER_STATE[$1]}" = ready ]
}

install_peer() {
    local home=$PEERS_HOME/$1 pom driver
    case $1 in node|numpy) "install_$1"; return ;; esac
    read -r pom driver <<<"$(peer_files "$1")"
    [ -e "$SHARED/peers/$pom" ] || { echo "$SHARED/peers/$pom is missing"; return 1; }
    find_jdk_25 || return 1
    if [ ! -e "$home/.complete" ]; then
        rm -rf "$home"
        mkdir -p "$home/jars" "$home/graal"
        "$ROOT/mvnw" -B -q -f "$SHARED/peers/$pom" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$home/jars" || return 1
        if [ "$1" = trino ]; then
            # Its driver gives the guest WASI, which the library itself does not need.
            local runtime artifact
            runtime=$(basename "$home"/jars/runtime-*.jar .jar)
            for artifact in wasi log; do
                "$ROOT/mvnw" -B -q -f "$SHARED/peers/$pom" dependency:copy \
                    -Dartifact="run.endive:$artifact:${runtime#runtime-}" -DoutputDirectory="$home/jars" || return 1
            done
        fi
        "$JDK_HOME/bin/javac" -nowarn -d "$home" -cp "$home/jars/*" "$SHARED/peers/$driver" || return 1
        local name
        for name in compiler truffle-compiler collections word nativeimage jniutils; do
            find "$home/jars" -name "$name-[0-9]*.jar" -exec mv {} "$home/graal" \;
        done
        touch "$home/.complete"
    fi
}

# The distribution that the build fetched lacks Pyodide's JavaScript, which Node needs: same lockfile, whole package.
install_node() {
    command -v node >/dev/null || { echo "node is not found"; return 1; }
    [ -e "$PYODIDE/pyodide.mjs" ] || install_npm "$ROOT/stdlib-tarfs" "$ROOT/benchmarks/target/node"
}

# Pyodide 0.29.5, and numpy for it as a folder: Node's Pyodide cannot import from archives.
install_numpy() {
    local wheel
    install_npm "$ROOT/language/src/test/npm-wheels" "$WHEELS_HOME" || return 1
    [ -e "$WHEELS_HOME/numpy/.complete" ] || {
        mkdir -p "$WHEELS_HOME/numpy"
        wheel=("$WHEELS_HOME"/node_modules/@bentopdf/pymupdf-wasm/assets/numpy-*.whl)
        (cd "$WHEELS_HOME/numpy" && "$JDK_HOME/bin/jar" xf "${wheel[0]}" && touch .complete)
    }
}

install_npm() { # FOLDER HOME: installs to HOME what the lockfile in FOLDER pins
    ! cmp -s "$1/package-lock.json" "$2/package-lock.json" || [ ! -e "$2/node_modules/.package-lock.json" ] || return 0
    rm -rf "$2"
    mkdir -p "$2"
    cp "$1/package.json" "$1/package-lock.json" "$2/"
    (cd "$2" && npm ci --ignore-scripts --silent)
}

# A GraalVM language on the same JDK and with Graal's compiler, as ours: run_graal PEER MAIN ARGUMENTS...
run_graal() {
    local home=$PEERS_HOME/$1 upgrade
    upgrade=("$home"/graal/*.jar)
    shift
    "$JDK_HOME/bin/java" -XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI -XX:JVMCINMethodSizeLimit=4000000 \
        --upgrade-module-path="$(IFS=:; echo "${upgrade[*]}")" -p "$home/jars" --add-modules=ALL-MODULE-PATH \
        --enable-native-access=org.graalvm.truffle --sun-misc-unsafe-memory-access=allow -Xss64m -Xmx4g \
        -Dpolyglot.engine.AllowExperimentalOptions=true -cp "$home" "$@"
}

# A library in plain Java: run_java PEER MAIN ARGUMENTS...
run_java() {
    local home=$PEERS_HOME/$1
    shift
    "$JDK_HOME/bin/java" -Xss64m -Dguest="$SHARED/peers/guest" -cp "$home:$home/jars/*" "$@"
}
