# SPDX-License-Identifier: Apache-2.0
"""Everyday Python in many forms: what benchmarks/profile.sh records the profile of CPython's evaluation loop from.

Usage: training.py SECONDS
"""
import ast
import asyncio
import base64
import bisect
import collections
import contextlib
import copy
import csv
import dataclasses
import datetime
import decimal
import difflib
import enum
import fractions
import functools
import hashlib
import heapq
import html.parser
import io
import itertools
import json
import operator
import pathlib
import pickle
import random
import re
import sqlite3
import statistics
import string
import struct
import sys
import textwrap
import time
import tokenize
import types
import typing
import unittest
import urllib.parse
import uuid
import weakref
import xml.etree.ElementTree
import zlib


def recursion(n=16):
    return n if n < 2 else recursion(n - 1) + recursion(n - 2)


def integers():
    total = 0
    for i in range(1, 400):
        total += i * 3 // 2 - (i % 7) ** 2 + (i << 3 ^ i >> 1 | 5 & ~i)
        total = -total if total & 1 else +total
        if not i or total != 3 and i is not None:
            total -= divmod(i, 3)[1]
    return total + 3**200 % 10**30 + int("123") + (10**30 // 7) * 5


def floats():
    x, y = 0.5, 1.25
    for i in range(400):
        x = (x * 3.1 + y / 2.0 - i) % 7.5
        y = y - x**2 * 0.01 if x > y else y + abs(x)
        x += i * 0.5
        y *= 1.0
        y -= 1 / (i + 1)
    return complex(x, y) * 2j, round(x, 3), x == y, x <= y, float("1.5")


def vectors():
    points = [[float(i), i * 0.5, 1.0] for i in range(10)]
    pairs = [(a, b) for i, a in enumerate(points) for b in points[i + 1:]]
    for ((x1, y1, z1), (x2, y2, z2)) in pairs:
        dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
        force = 0.01 / (dx * dx + dy * dy + dz * dz + 1) ** 1.5
        points[0][0] -= dx * force
        points[1][1] += dy * force
        points[2][2] *= dz * force + 1.0
    return points


def lists():
    values = [i * i % 17 for i in range(100)]
    values[3], values[5] = values[5], values[3]
    values[10:20] = [0, *values[:3], 9]
    del values[0], values[-3:]
    values += [1, 2]
    values.append(5)
    values.insert(2, 3)
    values.extend(i for i in range(5))
    values.sort(key=lambda value: -value)
    first, *rest = values
    nested = [[row * column for column in range(6)] for row in range(6)]
    flat = [cell for row in nested for cell in row if cell % 2]
    return first, len(rest), flat[1:-1:2], sum(flat), values.pop(), values.index(3), 5 in values, 99 not in values, nested[2][3]


def sieve():
    flags = bytearray([1]) * 500
    for i in range(2, 23):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, 500, i)))
            for j in range(i, 60, i):
                flags[j] = 0
    return sum(flags), flags[7]


def dictionaries():
    counts = {}
    for word in "the quick brown fox jumps over the lazy dog the end".split() * 3:
        counts[word] = counts.get(word, 0) + 1
        if word in counts and word not in ("x", "y"):
            counts[word] += 1
    for i in range(100):
        counts[i] = (i, str(i))
        counts[(i, "k")] = i
    merged = {**counts, "a": 1} | {"b": 2}
    del merged["a"]
    inverse = {value: key for key, value in merged.items()}
    grouped = collections.defaultdict(list)
    for key, value in merged.items():
        grouped[type(key)].append(value)
    for key in list(merged):
        merged.setdefault(key, None)
        merged.pop(key)
    return len(inverse), sorted(counts.values(), key=str)[0], collections.Counter("mississippi").most_common(2), collections.OrderedDict(a=1)


def sets():
    evens, squares = {i for i in range(0, 60, 2)}, {i * i for i in range(9)}
    both = evens & squares | {3} - {4} ^ frozenset((5, 6))
    both.add(7)
    both.discard(0)
    return sorted(both), evens >= {2}, 3 in both, {1, *both}


def strings():
    parts = []
    for i in range(60):
        name = f"item-{i:03d}:{i * 1.5:.2f}:{i!r:>5}"
        parts.append(name.upper().replace("-", "_").strip("I").title())
        if name.startswith("item") and name[0] == "i" and name[-1:] != "x" and "7" in name:
            parts.append("%s=%d %5.1f" % (name, i, i / 3))
        parts.append("{0!s} {kind:<6}".format(name[2:5], kind="k"))
    text = ", ".join(parts)
    encoded = text.encode("utf-8") + b"\xff"
    total = 0
    for character in text[:100]:
        total += ord(character)
    for byte in encoded[:50]:
        total ^= byte
    return text.split(",")[3:7], text.partition(":"), encoded.decode("latin-1")[5], total, text.find("ITEM"), "ä€".encode(), "x" * 20 + "y", text.count("a"), textwrap.fill(text[:200]), string.Template("$a").substitute(a=3)


class Shape:
    count = 0
    __slots__ = ("name", "_size", "__weakref__")

    def __init__(self, name, size=1):
        self.name = name
        self._size = size
        Shape.count += 1

    @property
    def size(self):
        return self._size

    @size.setter
    def size(self, value):
        self._size = value

    @classmethod
    def make(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    @staticmethod
    def scale(value):
        return value * 2

    def area(self):
        return self.scale(self._size)

    def __eq__(self, other):
        return isinstance(other, Shape) and self.name == other.name

    def __lt__(self, other):
        return self._size < other._size

    def __hash__(self):
        return hash(self.name)

    def __getitem__(self, index):
        return index * self._size

    def __len__(self):
        return self._size

    def __add__(self, other):
        return type(self)(self.name, self._size + other._size)

    def __call__(self, value=0):
        return value

    def __contains__(self, value):
        return value == self.name

    def __iter__(self):
        yield from range(self._size)


class Square(Shape):
    kind = "square"

    def __init__(self, name, size=2):
        super().__init__(name, size)

    def area(self):
        return super().area() + self._size ** 2

    def __getattr__(self, name):
        if name.startswith("dynamic"):
            return 1
        raise AttributeError(name)

    def __repr__(self):
        return f"Square({self.name!r})"


class Plain:
    def __init__(self, value):
        self.value = value
        self.next = None

    def step(self):
        self.value += 1
        return self


def objects():
    shapes = [Shape.make(f"s{i}", size=i) for i in range(8)] + [Square(f"q{i}") for i in range(8)]
    total = 0
    for shape in shapes:
        total += shape.area() + shape.size + shape[2] + len(shape) + shape(3) + ("s1" in shape)
        shape.size = total % 5
        total += sum(shape) + (shape == shapes[0]) + hasattr(shape, "dynamic_x") + getattr(shape, "missing", 0)
    head = tail = Plain(0)
    for i in range(30):
        tail.next = Plain(i)
        tail = tail.next
        tail.step().step()
    while head is not None:
        total += head.value
        head.extra = 1
        del head.extra
        head = head.next
    reference = weakref.ref(shapes[0])
    return total, min(shapes), sorted(shapes)[0], shapes[0] + shapes[1], len(set(shapes)), reference(), copy.deepcopy(Plain([1, {"a": 2}])).value, vars(Plain(1))


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=list)

    def moved(self, dx):
        return dataclasses.replace(self, x=self.x + dx)


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Pair(typing.NamedTuple):
    left: int
    right: str = "r"


def records():
    points = [Point(i, -i) for i in range(10)]
    best = max(points)
    pair = Pair(1)
    return best.moved(3), dataclasses.asdict(best), Color["RED"].value, Color(2) is Color.GREEN, pair.left, pair._replace(left=3), points[0] == points[1]


def counter(limit):
    received = 0
    while received < limit:
        value = yield received
        received += 1 if value is None else value


def delegating(limit):
    result = yield from counter(limit)
    return result


def generators():
    total = 0
    for value in delegating(40):
        total += value
    machine = counter(50)
    next(machine)
    with contextlib.suppress(StopIteration):
        while True:
            total += machine.send(3)
    machine.close()
    squares = (i * i for i in range(50) if i % 3)
    total += sum(squares) + sum(map(lambda a: a + 1, filter(None, range(20))))
    for i, (a, b) in enumerate(zip(range(20), reversed(range(20)))):
        total += i * a - b
    return total, any(x > 5 for x in range(10)), all(x < 50 for x in range(20)), list(itertools.chain.from_iterable(itertools.permutations("abc"))), list(itertools.accumulate(range(9))), [list(g) for k, g in itertools.groupby("aabbc")], list(itertools.islice(itertools.count(), 4))


class Failure(Exception):
    def __init__(self, code, *, reason=None):
        super().__init__(code)
        self.code = code
        self.reason = reason


@contextlib.contextmanager
def guarded(log):
    log.append("in")
    try:
        yield log
    except KeyError as error:
        log.append(str(error))
    finally:
        log.append("out")


class Resource:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, ValueError)


def exceptions():
    seen = 0
    for i in range(30):
        try:
            if i % 5 == 0:
                raise Failure(i, reason="five")
            if i % 5 == 1:
                {}[i]
            elif i % 5 == 2:
                int("no")
            elif i % 5 == 3:
                try:
                    [][3]
                except IndexError as error:
                    raise RuntimeError("nested") from error
            else:
                seen += 1
                continue
        except Failure as failure:
            seen += failure.code
        except (KeyError, ValueError):
            seen += 1
        except Exception as error:
            seen += len(str(error)) + (error.__cause__ is not None)
        else:
            seen += 100
        finally:
            seen += 1
        log = []
        with guarded(log) as same, Resource():
            if i % 2:
                raise KeyError("k")
            same.append(1)
        with Resource():
            raise ValueError
        try:
            assert i < 100, "never"
            try:
                raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
            except* ValueError:
                seen += 1
        except* TypeError:
            seen += 1
    return seen


def matching():
    results = []
    for value in (1, "a", [1, 2, 3], {"kind": "x", "v": 2}, Point(1, 2), (1, (2, 3)), None, 3.5, Color.RED):
        match value:
            case 0 | 1:
                results.append("small")
            case str() as text if text:
                results.append(text)
            case [first, *rest] if len(rest) > 1:
                results.append(rest)
            case {"kind": kind, **others}:
                results.append(others)
            case Point(x=1, y=y):
                results.append(y)
            case (a, (b, c)):
                results.append(a + b + c)
            case None:
                results.append(None)
            case Color.RED:
                results.append("red")
            case _:
                results.append("other")
    return results


def closures():
    def adder(n):
        total = 0

        def add(x, *more, scale=1, **options):
            nonlocal total
            total += (x + sum(more) + len(options)) * scale * n
            return total
        return add
    add = adder(3)
    arguments, options = (1, 2), {"scale": 2, "extra": 5}
    for i in range(20):
        add(i)
        add(i, *arguments)
        add(i, scale=3)
        add(*arguments, **options)
        (lambda a, b=2, *c: a + b)(i)
    partial = functools.partial(add, 1, scale=2)
    cached = functools.lru_cache(maxsize=None)(lambda n: n if n < 2 else cached(n - 1) + cached(n - 2))
    return partial(), cached(30), functools.reduce(operator.add, range(20)), globals()["counter"], operator.itemgetter(1)([1, 2]), (lambda: (yield))


@functools.singledispatch
def describe(value):
    return "object"


@describe.register
def _(value: int):
    return "int"


async def tick(i):
    await asyncio.sleep(0)
    return i


class Stream:
    def __aiter__(self):
        self.left = 5
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return self.left

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return False


async def produce(queue):
    for i in range(10):
        await queue.put(i)
    await queue.put(None)


async def together():
    total = sum(await asyncio.gather(*(tick(i) for i in range(20))))
    async with Stream() as stream:
        async for value in stream:
            total += value
    total += sum([value async for value in Stream()])
    queue = asyncio.Queue(3)
    async with asyncio.TaskGroup() as group:
        group.create_task(produce(queue))
        while (item := await queue.get()) is not None:
            total += item
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0):
            await asyncio.sleep(1)
    return total


def asynchronous():
    return asyncio.run(together()), describe(3), describe("x")


def texts():
    document = {"list": [1, 2.5, None, True, "ü" * 5] * 4, "nested": {str(i): [i] for i in range(20)}}
    dumped = json.dumps(document, indent=2, sort_keys=True)
    assert json.loads(dumped) == document
    pattern = re.compile(r"(?P<key>\w+)\s*=\s*(\d+|'[^']*')")
    found = pattern.findall("alpha = 1, beta='two', gamma =3 " * 5)
    replaced = re.sub(r"[aeiou]", lambda match: match.group().upper(), "some text with vowels " * 3)
    rows = list(csv.DictReader(io.StringIO("a,b\n" + "1,2\n" * 10)))
    writer = csv.writer(io.StringIO())
    writer.writerows([[1, "x"], [2, "y,z"]])
    tree = xml.etree.ElementTree.fromstring("<r><a k='1'>t</a><b/></r>")
    parser = html.parser.HTMLParser()
    parser.feed("<p class='x'>text <b>bold</b></p>")
    url = urllib.parse.urlparse("https://example.org/a/b?q=1&r=%20#f")
    return found[0], replaced, rows[1], [child.tag for child in tree], urllib.parse.parse_qs(url.query), list(difflib.unified_diff(["a", "b"], ["a", "c"]))


def messages():
    """Many small documents, not one large: what a service does all day."""
    line = re.compile(r"(\w+)-(\d+)(?::(.*))?")
    total = 0
    for i in range(20):
        match = line.match("entry-%d:%s" % (i, i * "x"))
        total += int(match.group(2)) + len(match[1]) + match.start(2)
        document = json.loads(json.dumps({"id": i, "tags": ["a", str(i)], "inner": {"flag": i > 3, "none": None, "x": i / 2}}))
        total += document["id"] + len(document["tags"])
        try:
            json.loads("{broken")
        except json.JSONDecodeError as error:
            total += error.pos
        line.sub(lambda found: found.group(1), "a-1 b-2")
        total += len(line.split("x-1 y-2")) + len("a,b;c".translate({44: 59}))
        for found in line.finditer("k-1 l-2"):
            total += found.end()
        total += datetime.date.fromisoformat("2024-05-06").toordinal() + len(str(decimal.Decimal("1.10") * i))
        total += sum(struct.unpack(">hh", struct.pack(">hh", i, 2))) + len(urllib.parse.quote("a b/c", safe=""))
    return total


def compiling():
    source = "def f(a, b=1, *c, d, **e):\n    return [x for x in c if x] + [a if b else d, e]\nclass C(object):\n    x: int = 1\n    def m(self): return f'{self.x!r}'\n"
    tree = ast.parse(source)
    namespace = {}
    exec(compile(tree, "<training>", "exec"), namespace)
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    return ast.unparse(tree), namespace["f"](1, 2, 3, d=4), namespace["C"]().m(), len(tokens), eval("1 + 2 * 3"), ast.literal_eval("[1, (2, {'a': 3})]")


def data():
    packed = struct.pack("<IhQd", 1, -2, 3, 4.5)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table t (a integer, b text)")
        connection.executemany("insert into t values (?, ?)", ((i, str(i)) for i in range(30)))
        rows = connection.execute("select a, count(b) from t where a % 3 group by a % 5 order by 2").fetchall()
    decimal.getcontext().prec = 30
    number = sum((decimal.Decimal(1) / i for i in range(1, 30)), decimal.Decimal(0))
    moment = datetime.datetime(2024, 2, 29, 12) + datetime.timedelta(days=3, hours=5)
    heap = []
    for i in (5, 1, 4, 2):
        heapq.heappush(heap, i)
    return struct.unpack("<IhQd", packed), rows, number.sqrt(), fractions.Fraction(3, 7) + 1, moment.isoformat(), moment.strftime("%Y-%m-%d"), heapq.heappop(heap), bisect.bisect([1, 3, 5], 4), hashlib.sha256(packed).hexdigest(), zlib.decompress(zlib.compress(b"x" * 500)), pickle.loads(pickle.dumps({"a": [1, Point(1)]})), base64.b64encode(packed), uuid.UUID(int=5), statistics.mean([1, 2, 3]), pathlib.PurePosixPath("/a/b/../c.txt").suffix, random.Random(3).sample(range(50), 5), array_sum()


def array_sum():
    import array
    values = array.array("d", [1.0, 2.0, 3.0])
    view = memoryview(bytearray(b"abcdef"))[1:4]
    values[1] += 5
    deque = collections.deque(maxlen=5)
    for value in values:
        deque.append(value)
        deque.appendleft(view[0])
    return sum(values) + view[0] + len(deque)


def modules():
    module = types.ModuleType("generated")
    exec("import math, os.path\nfrom math import *\nvalue = sqrt(16)", module.__dict__)
    global module_state
    module_state = module.value
    meta = type("Meta", (type,), {"__call__": lambda cls, *args: super(meta, cls).__call__(*args)})
    made = meta("Made", (Plain,), {"x": 1, "__annotations__": {}})
    return made(3).value, sys.getsizeof([]), isinstance(3, (int, str)), issubclass(bool, int), callable(made), id(made) == id(made), [*map(str, range(3))], print("", end="")


class TrainingTest(unittest.TestCase):
    def setUp(self):
        self.value = 3

    def test_value(self):
        self.assertEqual(self.value, 3)
        with self.assertRaises(ZeroDivisionError):
            self.value / 0
        for i in range(3):
            with self.subTest(i=i):
                self.assertIn(i, range(3))


def testing():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(TrainingTest)
    return unittest.TextTestRunner(stream=io.StringIO()).run(suite).wasSuccessful()


WORK = [recursion, integers, floats, vectors, lists, sieve, dictionaries, sets, strings, objects, records, generators, exceptions,
        matching, closures, asynchronous, texts, messages, compiling, data, modules, testing]


def main():
    end = time.monotonic() + float(sys.argv[1])
    rounds = 0
    while time.monotonic() < end:
        for work in WORK:
            # Each kind for the same time, however long one call takes, and in runs long enough to be specialised.
            until = time.monotonic() + 0.25
            while time.monotonic() < until:
                work()
        rounds += 1
    print(rounds, "rounds of", len(WORK), "kinds of work")


main()
