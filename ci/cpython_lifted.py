# SPDX-License-Identifier: Apache-2.0
"""Runs one module of CPython's tests like cptest.py, but without the skips by the platform's name.

Usage: cpython_lifted.py CPTEST_PY FOLDER MODULE LOG [ID_TO_SKIP]...

CPython's tests skip themselves on Emscripten for what Emscripten's JavaScript lacks: sockets, shared mappings,
signals, umask. Here those exist, so `test.support` is told that this is a platform with them. Threads, subprocesses
and fork are asked of the interpreter itself and stay absent; tests that need a network beyond loopback stay off.
"""
import sys

FOLDER = sys.argv[2]
sys.path.insert(0, FOLDER)
from test import support

support.is_emscripten = support.is_wasm32 = False
support.has_socket_support = True
RESOURCES = {"network", "walltime"}
support.is_resource_enabled = RESOURCES.__contains__

script = sys.argv[1]
del sys.argv[:1]
sys.path.remove(FOLDER)
with open(script, encoding="utf-8") as file:
    exec(compile(file.read(), script, "exec"), globals() | {"__file__": script})
