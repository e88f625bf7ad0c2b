# SPDX-License-Identifier: Apache-2.0
"""What loading and calling C extensions costs: milliseconds of libraries and imports, nanoseconds of calls.

Runs the same in emgraal and under Node; sys.path has the sample extensions and the third-party packages.
"""
import ctypes
import importlib
import importlib.util
import os
import time


def milliseconds(name, action):
    start = time.perf_counter()
    action()
    print(f"{name:<34}{(time.perf_counter() - start) * 1e3:10.1f} ms", flush=True)


def nanoseconds(name, action, count):
    best = min(_seconds(action) for _ in range(7))
    print(f"{name:<34}{best / count * 1e9:10.1f} ns", flush=True)


def _seconds(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def library(package, path):
    folder = importlib.util.find_spec(package).submodule_search_locations[0]
    file = os.path.normpath(os.path.join(folder, path))
    milliseconds(f"dlopen {os.path.basename(file).split('.')[0]}, {os.path.getsize(file) / 1e6:.1f} MB", lambda: ctypes.CDLL(file))


library("numpy", "linalg/_umath_linalg.cpython-313-wasm32-emscripten.so")
library("pymupdf", "../PyMuPDF.libs/libmupdf.so")
library("pymupdf", "../PyMuPDF.libs/libmupdfcpp.so")
library("pymupdf", "_mupdf.so")
for module in ("badarity", "spam", "vec", "cppexc", "pb", "cy", "numpy", "lxml.etree"):
    milliseconds("import " + module, lambda: importlib.import_module(module))

spam = importlib.import_module("spam")
vec = importlib.import_module("vec")
numpy = importlib.import_module("numpy")
CALLS = 100_000
ELEMENTS = 1_000_000


def calls():
    add = spam.add
    for i in range(CALLS):
        add(i, 1)


one, other = vec.Vec(range(ELEMENTS)), vec.Vec(range(ELEMENTS))
array = numpy.arange(float(ELEMENTS))
nanoseconds("spam.add(i, 1), per call", calls, CALLS)
nanoseconds("vec + vec, per element", lambda: one + other, ELEMENTS)
nanoseconds("numpy a * a + a, per element", lambda: array * array + array, ELEMENTS)
nanoseconds("numpy sort, per element", lambda: numpy.sort(array[::-1]), ELEMENTS)
