# SPDX-License-Identifier: Apache-2.0
"""Everyday standard library modules, one assertion or two each."""
import bz2
import csv
import dataclasses
import datetime
import decimal
import hashlib
import io
import json
import lzma
import os
import pathlib
import random
import re
import signal
import sqlite3
import unittest
import zlib
from compression import zstd

assert json.loads(json.dumps({"a": [1, 2.5, None]})) == {"a": [1, 2.5, None]}
assert re.sub(r"(\w+)-(\d+)", r"\2", "item-42") == "42"
assert datetime.date(2024, 2, 28) + datetime.timedelta(days=2) == datetime.date(2024, 3, 1)
assert random.Random(1).randrange(1000) == 137
assert hashlib.sha256(b"x").hexdigest().startswith("2d711642b726b044")
assert str(decimal.Decimal(1) / 7) == "0.1428571428571428571428571429"
assert list(csv.reader(io.StringIO("a,b\n1,2"))) == [["a", "b"], ["1", "2"]]

data = b"hello world" * 1000
for module in (zlib, bz2, lzma, zstd):
    assert module.decompress(module.compress(data)) == data, module

database = sqlite3.connect(":memory:")
database.execute("create table t(a)")
database.executemany("insert into t values(?)", [(i,) for i in range(100)])
assert database.execute("select sum(a) from t").fetchone() == (4950,)


@dataclasses.dataclass
class Point:
    x: int = 1


assert Point() == Point(1)
file = pathlib.Path("/tmp/everyday.txt")
file.write_text("h\u00e9")
assert file.read_text() == "h\u00e9" and file.stat().st_size == 3
assert issubclass(unittest.TestCase, object)

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
os.kill(os.getpid(), signal.SIGUSR1)
assert signal.sigwait([signal.SIGUSR1]) == signal.SIGUSR1
assert signal.sigtimedwait([signal.SIGUSR1], 0.001) is None
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
