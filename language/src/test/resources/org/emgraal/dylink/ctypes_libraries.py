# SPDX-License-Identifier: Apache-2.0
"""ctypes on a library (spam, an extension module, whose folder is first on sys.path) and on the program itself."""
import ctypes
import ctypes.util
import glob
import sys

path = glob.glob(sys.path[0] + "/spam.cpython*.so")[0]

# A library: its functions, called with the interpreter's lock and errors; the same objects each time.
library = ctypes.PyDLL(path)
library.PyInit_spam.restype = ctypes.py_object
spam = library.PyInit_spam()
print(spam.__name__, spam.add(2, 3), library["PyInit_spam"] is not None, library.PyInit_spam is library.PyInit_spam)
address = ctypes.cast(library.PyInit_spam, ctypes.c_void_p).value
print(ctypes.cast(ctypes.CDLL(path).PyInit_spam, ctypes.c_void_p).value == address)

# Libraries loaded by name are looked for on LD_LIBRARY_PATH.
print(ctypes.util.find_library("nosuch"))
for failing in (lambda: library.nosuch, lambda: ctypes.CDLL("nosuch.so"), lambda: ctypes.CDLL(ctypes.__file__),
                lambda: ctypes.c_int.in_dll(library, "nodata")):
    try:
        failing()
    except (AttributeError, OSError, ValueError) as error:
        print(type(error).__name__, "nosuch" in str(error) or "nodata" in str(error) or "magic header" in str(error))

# The program: numbers, strings, structures, callbacks.
program = ctypes.CDLL(None)
program.strlen.restype = ctypes.c_size_t
program.strtod.restype = ctypes.c_double
program.strtoll.restype = ctypes.c_longlong
print(program.strlen(b"hello"), program.abs(-3), program.strtod(b"2.5e3", None), program.strtoll(b"-1234567890123", None, 10))


class Division(ctypes.Structure):
    _fields_ = [("quotient", ctypes.c_int), ("remainder", ctypes.c_int)]


program.div.restype = Division
result = program.div(17, 5)
print(result.quotient, result.remainder)
order = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
numbers = (ctypes.c_int * 5)(5, 1, 4, 2, 3)
program.qsort(numbers, 5, ctypes.sizeof(ctypes.c_int), order(lambda a, b: a[0] - b[0]))
print(list(numbers))

# CPython's own functions raise.
python = ctypes.pythonapi
python.PyErr_SetString.argtypes = [ctypes.py_object, ctypes.c_char_p]
python.PyErr_SetString.restype = None
try:
    python.PyErr_SetString(ValueError, b"set by C")
except ValueError as error:
    print("ValueError", error)
