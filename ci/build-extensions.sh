#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Rebuilds the CPython extension modules of ../shared/samples/pyext from their sources with Debian's Emscripten; only
# for people who change the sources, the tests use what is there.
# Usage: ci/build-extensions.sh TARGET [NAME]...
#   TARGET 313-3169: trixie (emcc 3.1.69), for Pyodide 0.29.5
#          313-605, 314-605: forky (emcc 6.0.5), for Pyodide 0.29.5 and 314.0.7
#   NAME   badarity cppexc cy pb spam spam_abi3 vec; without, all of them
# The modules go to language/target/extensions/TARGET. Environment:
#   ROOT_FOLDER  the Debian root, made with mmdebstrap where it is missing (2 GB; needs root or user namespaces)
#   MMDEBSTRAP_OPTIONS  further options for that; a frozen mirror wants --aptopt=FILE with Acquire::Check-Valid-Until "false";
#   DISTRIBUTION folder of the unpacked npm package `pyodide` whose _sysconfigdata tells how that CPython was built
#   CC_IN_ROOT   `chroot ROOT emcc` by default; `emcc` uses the one on the PATH, PYTHON_INCLUDE its headers
set -eu

REPOSITORY=$(cd "$(dirname "$0")/.." && pwd)
SAMPLES=${EMGRAAL_SHARED:-$REPOSITORY/../shared}/samples/pyext
TARGET=${1:?usage: ci/build-extensions.sh 313-3169|313-605|314-605 [NAME]...}
shift
[ $# -gt 0 ] || set -- badarity cppexc cy pb spam spam_abi3 vec

case $TARGET in
    313-3169) suite=trixie python=3.13 flags=() ;;
    # Emscripten 5 makes exceptions of the final proposal by default; Pyodide's CPython has those of the first.
    313-605) suite=forky python=3.13 flags=(-sWASM_LEGACY_EXCEPTIONS=1) ;;
    314-605) suite=forky python=3.14 flags=(-sWASM_LEGACY_EXCEPTIONS=1) ;;
    *) echo "no such target: $TARGET" >&2; exit 2 ;;
esac
flags+=(-O2 -fPIC -fwasm-exceptions -sSUPPORT_LONGJMP=wasm -sSIDE_MODULE=1 -sWASM_BIGINT=1)
ROOT_FOLDER=${ROOT_FOLDER:-$REPOSITORY/language/target/debian-$suite}
DISTRIBUTION=${DISTRIBUTION:?the folder of an unpacked pyodide package with python_stdlib.zip}
OUT=$REPOSITORY/language/target/extensions/$TARGET

# In the root everything lies in /build: sources, headers, results.
if [ "${CC_IN_ROOT:-}" = emcc ]; then
    BUILD=$(mktemp -d)
    trap 'rm -rf "$BUILD"' EXIT
    inside=()
    at=$BUILD
    include=${PYTHON_INCLUDE:?where Python.h lies}
else
    if [ ! -e "$ROOT_FOLDER/usr/bin/emcc" ]; then
        mmdebstrap --variant=minbase ${MMDEBSTRAP_OPTIONS:-} "$suite" --include="emscripten,python3-dev,libpython$python-dev,cython3,pybind11-dev" "$ROOT_FOLDER"
    fi
    BUILD=$ROOT_FOLDER/build
    mkdir -p "$BUILD"
    inside=(chroot "$ROOT_FOLDER")
    at=/build
    include=$ROOT_FOLDER/usr/include/python$python
fi

# CPython's headers with a pyconfig.h of the target's own making: Debian's tells the host's sizes.
rm -rf "${BUILD:?}/include"
cp -rL "$include" "$BUILD/include"
rm -rf "$BUILD/sysconfig"
mkdir "$BUILD/sysconfig"
(cd "$BUILD/sysconfig" && python3 -m zipfile -e "$DISTRIBUTION/python_stdlib.zip" .)
template=$(find "$(dirname "$include")" -path "*python$python/pyconfig.h" -size +20k | head -n 1)
python3 "$SAMPLES/mkpyconfig.py" "$BUILD"/sysconfig/_sysconfigdata_*.py "${template:-$include/pyconfig.h}" "$BUILD/include/pyconfig.h"

cp "$SAMPLES"/src/* "$BUILD/"
mkdir -p "$OUT"
suffix=cpython-${python/./}-wasm32-emscripten.so
compile() { # COMPILER SOURCE RESULT FLAGS...
    local compiler=$1 source=$2 result=$3
    shift 3
    ${inside[@]+"${inside[@]}"} "$compiler" "$at/$source" -I"$at/include" "${flags[@]}" "$@" -o "$at/$result"
    mv "$BUILD/$result" "$OUT/$result"
    echo "built $OUT/$result"
}
for name in "$@"; do
    case $name in
        spam_abi3) # the same source against the limited API
            sed 's/PyInit_spam\b/PyInit_spam_abi3/; s/"spam","doc"/"spam_abi3","doc"/' "$BUILD/spam.c" > "$BUILD/spam_abi3.c"
            compile emcc spam_abi3.c spam_abi3.abi3.so -DPy_LIMITED_API=0x030a0000 ;;
        cy)
            ${inside[@]+"${inside[@]}"} cython3 -3 "$at/cy.pyx" -o "$at/cy.c"
            compile emcc cy.c "cy.$suffix" ;;
        cppexc) compile em++ cppexc.cpp "cppexc.$suffix" -std=c++17 ;;
        pb) # pybind11's headers lie among the host's; the compiler must see no others of those
            cp -rL "$ROOT_FOLDER/usr/include/pybind11" "$BUILD/include/"
            compile em++ pb.cpp "pb.$suffix" -std=c++17 -fvisibility=hidden ;;
        *) compile emcc "$name.c" "$name.$suffix" ;;
    esac
done
