# SPDX-License-Identifier: Apache-2.0
"""Prints the seconds that `import numpy` takes, and leaves .pyc files for the next time."""
import sys
import time

sys.dont_write_bytecode = False  # Pyodide's glue forbids it
start = time.time()
import numpy
print("%.3f" % (time.time() - start))
