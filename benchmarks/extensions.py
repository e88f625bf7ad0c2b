# SPDX-License-Identifier: Apache-2.0
"""What loading and calling C extensions costs: milliseconds of libraries and imports, nanoseconds of calls.

Runs the same in emgraal and under Node; sys.path has the sample extensions and the third-party packages. The second
column is CPU time, for busy machines: of the thread that runs Python in emgraal, of all threads, compilers included,
under Node, which tells no other.
"""
import ctypes
import importlib
import importlib.util
import os
import time

try:
    from js import process as node
except ImportError:
    node = None


def milliseconds(name, action):
    wall, processor = _seconds(action)
    print(f"{name:<34}{wall * 1e3:10.1f} ms{processor * 1e3:10.1f} ms", flush=True)


def nanoseconds(name, action, count):
    """The best of twenty rounds."""
    wall, processor = map(min, zip(*(_seconds(action) for _ in range(20))))
    print(f"{name:<34}{wall / count * 1e9:10.1f} ns{processor / count * 1e9:10.1f} ns", flush=True)


def _seconds(action):
    wall, processor = time.perf_counter(), _processor_seconds()
    action()
    return time.perf_counter() - wall, _processor_seconds() - processor


def _processor_seconds():
    if node is None:
        return time.process_time()
    usage = node.cpuUsage()
    return (usage.user + usage.system) / 1e6


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
