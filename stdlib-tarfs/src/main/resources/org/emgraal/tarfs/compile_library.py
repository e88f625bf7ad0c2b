# SPDX-License-Identifier: Apache-2.0
"""Compiles a tree of Python sources: compile_library.py LIBRARY OUTPUT.

For each LIBRARY/p/m.py writes OUTPUT/p/__pycache__/m.<cache tag>.pyc, hash-based
and unchecked (PEP 552). A source that is no valid Python is reported and left out.
"""
import importlib.util
import os
import py_compile
import sys

PROGRESS_STEP = 50


def sources(library):
    for folder, subfolders, files in os.walk(library):
        subfolders[:] = sorted(name for name in subfolders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.relpath(os.path.join(folder, name), library)


def compile_library(library, output):
    paths = list(sources(library))
    for count, path in enumerate(paths, 1):
        target = os.path.join(output, importlib.util.cache_from_source(path))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        source = os.path.join(library, path)
        try:
            py_compile.compile(source, target, source, doraise=True,
                               invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        except py_compile.PyCompileError as error:
            print("not compiled:", error.msg.strip(), flush=True)
        if count % PROGRESS_STEP == 0 or count == len(paths):
            print(f"Compiled {count} of {len(paths)} modules", flush=True)


compile_library(*sys.argv[1:])
