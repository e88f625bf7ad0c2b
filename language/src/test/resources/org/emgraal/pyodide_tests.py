# SPDX-License-Identifier: Apache-2.0
"""What Pyodide's tests of its FFI ask, asked of Java objects; functions have the names of pyodide-ffi.tsv. PyodideFfiTest runs them."""
import java
from java.util import ArrayList, HashMap, LinkedHashMap, LinkedHashSet


def _list(*items):
    made = ArrayList()
    for item in items:
        made.add(item)
    return made


def _raises(kind, action):
    try:
        action()
    except kind as e:
        return e
    raise AssertionError(f"no {kind.__name__}")


def test_dir():
    names = dir(_list())
    assert "size" in names and "append" in names and names == sorted(names)


def test_getattr():
    a = _list(1)
    assert getattr(a, "size")() == 1 and getattr(a, "absent", 7) == 7 and hasattr(a, "add") and not hasattr(a, "absent")
    e = _raises(AttributeError, lambda: a.absent)
    assert "absent" in str(e) and "ArrayList" in str(e)
    _raises(AttributeError, lambda: setattr(a, "absent", 1))
    _raises(AttributeError, lambda: delattr(a, "size"))


def test_bool():
    assert not _list() and _list(0) and not HashMap() and not LinkedHashSet() and java.lang.Object()
    assert not java.util.Optional.empty() and java.util.Optional.of(0)
    assert not java.type("int[]")(0) and java.type("int[]")(1)


def test_call():
    assert java.lang.Math.max(1, 2) == 2
    _raises(TypeError, lambda: java.lang.Math.max(1))
    _raises(TypeError, lambda: java.lang.Math.max("a", object()))
    add = _list().add
    assert add(1) is True and callable(add)
    f = java.util.function.Function.identity()
    x = object()
    assert f(x) is x and f.apply(x) is x and f([1, 2]) == [1, 2]
    # Java's methods have no keyword arguments.
    _raises(TypeError, lambda: f(a=1, b=2))
    _raises(TypeError, lambda: java.type("java.util.List").of(1, two=2))
    assert f(*[3], **{}) == 3


def test_construct():
    assert ArrayList(_list(1, 2)).size() == 2 and ArrayList.new().size() == 0
    _raises(TypeError, lambda: ArrayList("x", "y", "z"))
    _raises(java.lang.IllegalArgumentException, lambda: ArrayList(-1))


def test_map():
    m = LinkedHashMap()
    m["a"] = 1
    m["b"] = None
    assert len(m) == 2 and list(m) == ["a", "b"] and "a" in m and "z" not in m and m["b"] is None
    assert list(m.items()) == [("a", 1), ("b", None)] and list(m.keys()) == ["a", "b"] and list(m.values()) == [1, None]
    assert m.get("z") is None and m.get("z", 5) == 5 and m.get("a") == 1
    assert m.setdefault("c", 3) == 3 and m.setdefault("c", 4) == 3
    assert m.pop("c") == 3 and m.pop("c", 9) == 9
    _raises(KeyError, lambda: m.pop("c"))
    _raises(KeyError, lambda: m["c"])
    m.update({"d": 4}, e=5)
    assert dict(m) == {"a": 1, "b": None, "d": 4, "e": 5}
    del m["d"]
    _raises(KeyError, lambda: m.__delitem__("d"))
    assert isinstance(m.popitem(), tuple)
    m.clear()
    assert not m and m == {}


def test_iterables():
    assert [x for x in _list(1, 2)] == [1, 2] and list(iter(_list())) == []
    it = iter(_list(1))
    assert next(it) == 1
    _raises(StopIteration, lambda: next(it))
    assert next(it, 5) == 5
    assert list(LinkedHashSet(_list(1, 2, 1))) == [1, 2]
    stream = java.util.stream.Stream.of(1, 2)
    assert list(stream.iterator()) == [1, 2]
    a, *rest = _list(1, 2, 3)
    assert rest == [2, 3]
    assert sum(_list(1, 2)) == 3 and sorted(_list(2, 1)) == [1, 2] and list(zip(_list(1), _list(2))) == [(1, 2)]


def test_arguments_stay():
    kept = _list()
    o = object()
    kept.add(o)
    assert kept[0] is o
    f = java.util.function.Function.identity()
    def g():
        return 4
    assert f(g) is g and kept.get(0) is o


def test_modules():
    import sys
    from pyodide.ffi import register_js_module, unregister_js_module
    m = HashMap()
    m["x"] = 1
    m["inner"] = HashMap()
    m["inner"]["y"] = 2
    register_js_module("ffi_module", m)
    import ffi_module
    from ffi_module import x
    assert x == 1 and ffi_module.inner["y"] == 2 and "ffi_module" in sys.modules
    _raises(ImportError, lambda: exec("from ffi_module import absent"))
    unregister_js_module("ffi_module")
    del sys.modules["ffi_module"]
    _raises(ModuleNotFoundError, lambda: __import__("ffi_module"))
    _raises(ValueError, lambda: unregister_js_module("ffi_module"))
    _raises(TypeError, lambda: register_js_module(1, m))


def test_mixins():
    for name in ("__len__", "__getitem__", "__iter__", "append"):
        assert hasattr(type(_list()), name)
    o = java.lang.Object()
    for name in ("__len__", "__getitem__", "__iter__", "__next__", "__await__"):
        assert not hasattr(type(o), name), name
    _raises(TypeError, lambda: len(o))
    _raises(TypeError, lambda: iter(o))
    _raises(TypeError, lambda: o())
    _raises(TypeError, lambda: o[1])
    _raises(TypeError, lambda: 1 in o)


def test_array_index():
    a = _list(1, 2, 3)
    assert a[0] == 1 and a[-1] == 3 and a[True] == 2
    _raises(IndexError, lambda: a[3])
    _raises(IndexError, lambda: a[-4])
    _raises(TypeError, lambda: a["x"])
    a[-1] = 5
    assert a == [1, 2, 5]
    _raises(IndexError, lambda: a.__setitem__(7, 1))
    _raises(IndexError, lambda: a.__delitem__(7))
    del a[-1]
    assert a == [1, 2]


def test_array_slices():
    expected = list(range(10))
    a = _list(*expected)
    for part in (slice(2), slice(2, 5), slice(None, None, 2), slice(None, None, -1), slice(-3, None), slice(8, 2, -2), slice(20, 30), slice(5, 2)):
        assert a[part] == expected[part], part


def test_array_slice_del():
    for part in (slice(2), slice(2, 5), slice(None, None, 2), slice(None, None, -3), slice(5, 2), slice(None)):
        expected = list(range(10))
        a = _list(*expected)
        del a[part]
        del expected[part]
        assert a == expected, part


def test_array_slice_assign():
    for part, value in ((slice(2), [1]), (slice(2, 5), [7, 8, 9, 10]), (slice(5, 5), [1, 2]), (slice(None), []), (slice(0, 10, 5), [1, 2])):
        expected = list(range(10))
        a = _list(*expected)
        a[part] = value
        expected[part] = value
        assert a == expected, part
    _raises(ValueError, lambda: _list(1, 2, 3).__setitem__(slice(None, None, 2), [1]))


def test_array_methods():
    a = _list(1, 2, 3, 2)
    a.extend([4])
    a += [5]
    assert a == [1, 2, 3, 2, 4, 5]
    assert a.pop() == 5 and a.pop(0) == 1 and a.count(2) == 2 and a.index(2) == 0 and a.index(2, 1) == 2
    _raises(ValueError, lambda: a.index(99))
    a.insert(1, "x")
    assert a == [2, "x", 3, 2, 4]
    a.reverse()
    assert a == [4, 2, 3, "x", 2] and list(reversed(a))[0] == 2
    _raises(IndexError, lambda: _list().pop())
    b = _list(3, 1, 2)
    b.sort()
    assert b == [1, 2, 3]
    b.sort(key=lambda v: -v)
    assert b == [3, 2, 1]
    assert _list(1) * 2 == [1, 1] and 2 * _list(1) == [1, 1] and _list(1) + [2] == [1, 2] and [0] + _list(1) == [0, 1]
    b.clear()
    assert len(b) == 0


def test_fixed_array():
    a = java.type("int[]")(3)
    a[0] = 7
    assert list(a) == [7, 0, 0] and a[1:] == [0, 0] and 7 in a
    _raises(TypeError, lambda: a.append(1))
    _raises(TypeError, lambda: a.__setitem__(0, "text"))
    _raises(Exception, lambda: a.__delitem__(0))
    strings = java.type("java.lang.String[]")(1)
    assert strings[0] is None


def test_match():
    match _list(1, 2):
        case [a, b]:
            assert (a, b) == (1, 2)
        case _:
            assert False
    m = HashMap()
    m["k"] = 1
    match m:
        case {"k": v}:
            assert v == 1
        case _:
            assert False
    match java.lang.Object():
        case [*_]:
            assert False
        case {**_rest}:
            assert False
        case _:
            pass


def test_object_map():
    point = java.awt.Point(1, 2) if hasattr(java, "awt") else None
    if point is not None:
        view = point.as_object_map()
        assert view["x"] == 1
        view["x"] = 5
        assert point.x == 5 and "x" in view and "absent" not in view
        _raises(KeyError, lambda: view["absent"])


def test_hereditary_map():
    from pyodide.ffi import JsMutableMap
    rectangle = java.type("org.emgraal.PyodideFfiTest$Segment")(1, 2)
    deep, flat = rectangle.as_object_map(hereditary=True), rectangle.as_object_map()
    assert isinstance(deep, JsMutableMap) and isinstance(flat, JsMutableMap)
    assert isinstance(deep["from"], JsMutableMap) and not isinstance(flat["from"], JsMutableMap)
    assert deep["from"]["at"] == 1 and [end["at"] for end in deep.values() if isinstance(end, JsMutableMap)] == [1, 2]
    _raises(TypeError, lambda: flat["from"]["at"])
    deep["from"]["at"] = 5
    assert getattr(rectangle, "from").at == 5
    assert not isinstance(deep["names"], JsMutableMap) and deep["names"] == ["a", "b"]


def test_subtypes():
    from pyodide.ffi import JsProxy, JsArray, JsMap, JsCallable, JsException, JsPromise, JsIterable, JsIterator, JsBuffer
    assert issubclass(type(_list()), JsProxy) and issubclass(type(_list()), JsArray) and not issubclass(type(_list()), JsMap)
    assert isinstance(iter(LinkedHashSet(_list(1))), JsIterator) and isinstance(LinkedHashSet(), JsIterable)
    assert isinstance(java.lang.Math.max, JsCallable) and not isinstance(java.lang.Object(), JsCallable)
    assert isinstance(java.lang.RuntimeException("x"), JsException)
    assert not isinstance([], JsProxy) and not isinstance(lambda: 1, JsCallable)
    _raises(TypeError, lambda: JsProxy())


def test_text():
    a = _list(1, "b")
    assert str(a) == "[1, 'b']" and repr(a) == "[1, 'b']" and f"{a}" == "[1, 'b']"
    a.add(a)
    assert repr(a) == "[1, 'b', [...]]"


def test_errors():
    from pyodide.ffi import JsException
    e = _raises(JsException, lambda: java.util.Objects.requireNonNull(None, "missing"))
    assert type(e).__name__ == "NullPointerException" and str(e) == "missing" and e.getMessage() == "missing"
    assert isinstance(e, java.lang.RuntimeException) and not isinstance(e, java.io.IOException)
    import traceback
    text = "".join(traceback.format_exception(e))
    assert "java.util.Objects.requireNonNull" in text, text
    try:
        raise java.lang.IllegalStateException("mine")
    except java.lang.IllegalStateException as caught:
        assert str(caught) == "mine" and caught.__traceback__ is not None
    error = java.lang.IllegalArgumentException("outer", java.lang.IllegalStateException("inner"))
    assert str(error.__cause__) == "inner"


def test_error_round_trip():
    mine = KeyError("k")
    def fail():
        raise mine
    call = java.util.Optional.empty().orElseGet
    assert _raises(KeyError, lambda: call(fail)) is mine


def test_context_manager():
    closed = []
    class Resource(java.type("java.lang.AutoCloseable")):
        def close(self):
            closed.append(True)
    scanner = java.util.Scanner("a b")
    with scanner as s:
        assert s.next() == "a"
    _raises(java.lang.IllegalStateException, lambda: scanner.next())


def test_generators_as_iterators():
    got = []
    def numbers():
        try:
            yield 1
            yield 2
        finally:
            got.append("closed")
    java.util.Collections.list
    class Numbers(java.type("java.util.Iterator")):
        def __init__(self):
            self.source = numbers()
            self.ahead = None
        def hasNext(self):
            self.ahead = next(self.source, None)
            return self.ahead is not None
        def next(self):
            return self.ahead
    collected = []
    Numbers().forEachRemaining(collected.append)
    assert collected == [1, 2] and got == ["closed"]


def test_numbers():
    f = java.util.function.Function.identity()
    for value in (0, -1, 1, 2 ** 31 - 1, -2 ** 31, 2 ** 31, 2 ** 53, 2 ** 63 - 1, -2 ** 63, 2 ** 63 + 1, 2 ** 64 + 1, -2 ** 200 - 1, 1.5, -0.0, 1e308):
        back = f(value)
        assert back == value and isinstance(back, type(value)) and str(back) == str(value), value
    import math
    assert math.isnan(f(math.nan)) and f(math.inf) == math.inf and f(True) is True and f(None) is None
    for value in range(-300, 300):
        assert f(value) == value
    assert java.lang.Long.MAX_VALUE == 2 ** 63 - 1 and java.math.BigInteger("18446744073709551617") == 2 ** 64 + 1
    assert java.math.BigInteger.ONE.shiftLeft(100) == 2 ** 100


def test_strings():
    f = java.util.function.Function.identity()
    for text in ("", "a", "ä", "\u20ac", "\U0001f40d", "\0", "a\0b", "\ud800", "x" * 100_000, "\ufeff", "".join(map(chr, range(0, 0xd800, 97)))):
        assert f(text) == text and type(f(text)) is str


def test_every_character():
    f = java.util.function.Function.identity()
    for start in range(0, 0x110000, 0x8000):
        text = "".join(map(chr, range(start, start + 0x8000)))
        # Half a surrogate pair before the other half would be Java's whole character.
        text = text.replace("\udbff\udc00", "\udbff \udc00")
        assert f(text) == text, hex(start)
        size = java.lang.String.valueOf(text)
        assert size == text


def _anything(random, depth=3):
    """Some object that equals itself."""
    import array, datetime, decimal, fractions
    leaves = [
        lambda: None, lambda: random.random() < .5, lambda: random.getrandbits(random.randrange(1, 140)) - (1 << random.randrange(70)),
        lambda: random.uniform(-1, 1) * 10.0 ** random.randrange(-300, 300), lambda: float("inf"), lambda: complex(random.random(), 2),
        lambda: "".join(chr(random.choice((random.randrange(128), random.randrange(0xd800), random.randrange(0xe000, 0x110000)))) for _ in range(random.randrange(8))),
        lambda: bytes(random.randbytes(random.randrange(9))), lambda: bytearray(random.randbytes(3)), lambda: range(random.randrange(2 ** 40)),
        lambda: datetime.timedelta(random.randrange(9999), random.randrange(86400), random.randrange(10 ** 6)),
        lambda: datetime.datetime.fromtimestamp(random.randrange(10 ** 9), datetime.timezone.utc), lambda: decimal.Decimal(random.randrange(99)) / 7,
        lambda: fractions.Fraction(random.randrange(99), 7), lambda: array.array(random.choice("bBhHiIlLqQfd"), [random.randrange(100)] * 3),
        lambda: memoryview(b"abc"), lambda: ..., lambda: NotImplemented, lambda: slice(1, None), lambda: int, lambda: len, lambda: object(), lambda: ValueError(1)]
    if depth == 0 or random.random() < .4:
        return random.choice(leaves)()
    items = [_anything(random, depth - 1) for _ in range(random.randrange(4))]
    def hashable(item):
        try:
            return [item] if hash(item) is not None else []
        except (TypeError, ValueError):
            return []
    keys = [key for item in items for key in hashable(item)]
    return random.choice((lambda: items, lambda: tuple(items), lambda: set(keys), lambda: frozenset(keys), lambda: dict(zip(keys, items)), lambda: iter(items)))()


def test_random_objects():
    import decimal, random, sys
    from pyodide.ffi import ConversionError, to_js
    numbers = random.Random(314)
    f = java.util.function.Function.identity()
    held = ArrayList()
    for _ in range(400):
        thing = _anything(numbers)
        for back in (f(thing), (held.add(thing), held.removeLast())[1]):
            assert back == thing and (back is thing or isinstance(thing, (bool, int, float, str, decimal.Decimal))), thing
        try:
            copy = to_js(thing)
        except ConversionError:
            continue
        str(copy)
        repr(copy)
    for thing in (range(2 ** 31), range(10 ** 30), sys, type(sys), {"a": sys}, [[[]]], {1: {2: {3: [None]}}}):
        str(to_js(thing))


def test_plain_data():
    import random
    from pyodide.ffi import to_js
    numbers = random.Random(6)
    def data(depth):
        if depth == 0:
            return numbers.choice((None, True, 7, 2 ** 80 + 1, 1.5, "text", ""))
        parts = [data(depth - 1) for _ in range(3)]
        return numbers.choice((parts, {str(i): part for i, part in enumerate(parts)}, {1, "a"}, parts[0]))
    for _ in range(100):
        thing = data(4)
        back = to_js(thing).to_py() if isinstance(thing, (list, dict, set)) else thing
        assert back == thing and type(back) is type(thing), thing


def test_buffer_formats():
    """The Java arrays that buffers of each format become."""
    import array, ctypes, struct
    from pyodide.ffi import to_js
    expected = {"c": "[B", "b": "[B", "B": "[B", "?": "[Z", "h": "[S", "H": "[C", "i": "[I", "I": "[I", "l": "[I", "L": "[I", "n": "[I",
                "N": "[I", "q": "[J", "Q": "[J", "f": "[F", "d": "[D", "P": "[I"}
    for code, name in expected.items():
        size = struct.calcsize(code)
        view = memoryview(bytearray(range(1, 1 + 2 * size))).cast(code)
        made = to_js(view)
        assert made.getClass().getName() == name and len(made) == 2, (code, made.getClass().getName())
        if code not in "?fdH":
            assert int(made[0]) & 0xff == 1, code
    # Other orders and formats of more than a character.
    for prefix, order in (("<", "little"), (">", "big")):
        words = (getattr(ctypes.c_int32, f"__ctype_{order[0]}e__") * 2)(1, 2)
        assert memoryview(words).format == prefix + "i" or memoryview(words).format == prefix + "l", memoryview(words).format
        made = to_js(words)
        assert made.getClass().getName() == "[I" and list(made) == [1, 2], list(made)
    class Pair(ctypes.Structure):
        _fields_ = [("a", ctypes.c_int), ("b", ctypes.c_double)]
    from pyodide.ffi import ConversionError
    _raises(ConversionError, lambda: to_js((Pair * 1)()))


def test_proxy_counts():
    import gc, sys
    o = object()
    before = sys.getrefcount(o)
    f = java.util.function.Function.identity()
    for _ in range(10):
        f(o)
    class Thing: pass
    thing = Thing()
    a = _list(thing)
    assert a[0] is thing and a.get(0) is thing and a.contains(thing) and a.indexOf(thing) == 0


def test_coroutine_run_sync():
    import asyncio
    from pyodide.ffi import run_sync
    async def inner(x):
        await asyncio.sleep(0.001)
        return x
    async def failing():
        await asyncio.sleep(0)
        raise ValueError("sync")
    assert run_sync(inner(3)) == 3
    assert str(_raises(ValueError, lambda: run_sync(failing()))) == "sync"
    _raises(TypeError, lambda: run_sync(7))
    async def nested():
        return run_sync(inner(run_sync(inner(1)) + 1))
    assert asyncio.run(nested()) == 2 and run_sync(nested()) == 2
    async def mixed():
        return await inner(1) + run_sync(inner(2)) + await inner(3)
    assert asyncio.run(mixed()) == 6
    async def from_except():
        try:
            raise KeyError("first")
        except KeyError as e:
            run_sync(inner(0))
            assert str(e) == "'first'"
            import sys
            assert sys.exc_info()[1] is e
            return 1
    assert asyncio.run(from_except()) == 1


def test_tasks_wait_in_any_order():
    import asyncio
    from pyodide.ffi import run_sync
    async def crosswise():
        a_began, b_began, a_done = asyncio.Event(), asyncio.Event(), asyncio.Event()
        async def a():
            a_began.set()
            run_sync(b_began.wait())
            a_done.set()
            return "a"
        async def b():
            await a_began.wait()
            b_began.set()
            run_sync(a_done.wait())
            return "b"
        return await asyncio.gather(a(), b())
    assert asyncio.run(crosswise()) == ["a", "b"]
    async def backwards():
        events, order = [asyncio.Event() for _ in range(6)], []
        async def wait(i):
            run_sync(events[i].wait())
            order.append(i)
        tasks = [asyncio.create_task(wait(i)) for i in range(6)]
        await asyncio.sleep(0.001)
        for event in reversed(events):
            event.set()
        await asyncio.gather(*tasks)
        return order
    assert asyncio.run(backwards()) == [5, 4, 3, 2, 1, 0]
    async def nested():
        async def third():
            await asyncio.sleep(0.001)
            return "third"
        async def second():
            await asyncio.sleep(0.001)
            return run_sync(third())
        def first():
            run_sync(asyncio.sleep(0.001))
            return run_sync(second())
        counted = []
        async def others():
            for i in range(10):
                run_sync(asyncio.sleep(0))
                counted.append(i)
        async def work():
            return first()
        return (await asyncio.gather(work(), others()))[0], counted
    assert asyncio.run(nested()) == ("third", list(range(10)))


def test_tasks_switch_in_except():
    import asyncio, sys
    from pyodide.ffi import run_sync
    seen = []
    def see(what):
        seen.append((what, repr(sys.exception())))
    async def work(name):
        see(name + "0")
        try:
            raise Exception(name)
        except Exception:
            see(name + "1")
            run_sync(asyncio.sleep(0.002))
            see(name + "2")
        see(name + "3")
    async def main():
        tasks = [asyncio.create_task(work("a")), asyncio.create_task(work("b"))]
        await asyncio.sleep(0)
        see("main")
        await asyncio.gather(*tasks)
    asyncio.run(main())
    assert seen == [("a0", "None"), ("a1", "Exception('a')"), ("b0", "None"), ("b1", "Exception('b')"), ("main", "None"),
                    ("a2", "Exception('a')"), ("a3", "None"), ("b2", "Exception('b')"), ("b3", "None")], seen


def test_waits_are_cancelled():
    import asyncio
    from pyodide.ffi import run_sync
    ended = []
    async def wait():
        try:
            run_sync(asyncio.sleep(1000))
        except asyncio.CancelledError:
            ended.append(1)
            raise
    async def main():
        tasks = [asyncio.create_task(wait()), asyncio.create_task(wait())]
        await asyncio.sleep(0.001)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        assert all(task.cancelled() for task in tasks) and len(ended) == 2
        try:
            async with asyncio.timeout(0.001):
                run_sync(asyncio.sleep(1000))
            assert False
        except TimeoutError:
            pass
        left = [asyncio.create_task(wait()), asyncio.create_task(wait())]
        await asyncio.sleep(0.001)
        return len(left)
    assert asyncio.run(main()) == 2 and len(ended) == 4, ended
    async def leave():
        raise SystemExit(3)
    async def both():
        await asyncio.gather(wait(), leave())
    assert _raises(SystemExit, lambda: asyncio.run(both())).code == 3


def test_tasks_share_locals():
    import asyncio, sys, threading
    from pyodide.ffi import run_sync
    local, seen = threading.local(), []
    local.value = "top"
    async def task(name):
        seen.append(local.value)
        local.value = name
        run_sync(asyncio.sleep(0.001))
        seen.append(threading.get_ident() == ident)
    async def main():
        await asyncio.gather(task("A"), task("B"))
    ident = threading.get_ident()
    asyncio.run(main())
    assert seen == ["top", "A", True, True] and local.value == "B", seen


def test_tasks_share_generator_hooks():
    import asyncio
    from pyodide.ffi import run_sync
    async def numbers():
        yield 1
    async def task():
        run_sync(asyncio.sleep(0.001))
        generator = numbers()
        assert await anext(generator) == 1
        return generator in asyncio.get_running_loop()._asyncgens
    async def main():
        return await asyncio.gather(task(), task(), task())
    assert asyncio.run(main()) == [True] * 3


def test_contexts_end_with_tasks():
    import asyncio, contextvars, gc, weakref
    from pyodide.ffi import run_sync
    held = contextvars.ContextVar("held", default=None)
    class Big:
        pass
    async def poison():
        big = Big()
        held.set(big)
        run_sync(asyncio.sleep(0.001))
        return weakref.ref(big)
    async def other():
        run_sync(asyncio.sleep(0))
    async def main():
        reference, _ = await asyncio.gather(poison(), other())
        for _ in range(5):
            await asyncio.create_task(other())
        return reference
    reference = asyncio.run(main())
    gc.collect()
    assert reference() is None


def test_loop_of_its_own():
    import asyncio
    async def work():
        await asyncio.sleep(0)
        return "ok"
    def task():
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            return loop.run_until_complete(work())
        finally:
            loop.close()
            asyncio.set_event_loop(None)
    supplied = java.util.Optional.empty().orElseGet
    assert supplied(task) == "ok"


def test_publishers():
    import asyncio
    from pyodide.ffi import JsAsyncIterable, JsIterable
    pool = java.util.concurrent.Executors.newSingleThreadExecutor()
    publisher = java.util.concurrent.SubmissionPublisher(pool, 16)
    assert isinstance(publisher, JsAsyncIterable) and not isinstance(publisher, JsIterable)
    _raises(TypeError, lambda: iter(publisher))
    async def main():
        async def take(count):
            got = []
            async for item in publisher:
                got.append(item)
                if len(got) == count:
                    break
            return got
        some, all_of_them = asyncio.create_task(take(2)), asyncio.create_task(take(99))
        while publisher.getNumberOfSubscribers() < 2:
            await asyncio.sleep(0.001)
        for i in range(5):
            publisher.submit(i)
        assert await some == [0, 1]
        publisher.close()
        assert await all_of_them == [0, 1, 2, 3, 4]
        failing = java.util.concurrent.SubmissionPublisher(pool, 16)
        async def drain():
            return [item async for item in failing]
        draining = asyncio.create_task(drain())
        while not failing.hasSubscribers():
            await asyncio.sleep(0.001)
        failing.closeExceptionally(java.io.IOException("torn"))
        try:
            await draining
            assert False
        except java.io.IOException as e:
            assert str(e) == "torn"
    asyncio.run(main())
    pool.shutdown()


def test_contextvars():
    import asyncio, contextvars
    from pyodide.ffi import run_sync
    v = contextvars.ContextVar("v", default=0)
    async def inner():
        await asyncio.sleep(0)
        v.set(9)
        return v.get()
    async def task(n):
        v.set(n)
        for _ in range(3):
            run_sync(asyncio.sleep(0.001))
            assert v.get() == n, (v.get(), n)
        assert run_sync(inner()) == 9
        assert v.get() == n
    async def main():
        v.set(1)
        await asyncio.gather(*(task(n) for n in range(2, 6)))
        assert v.get() == 1
    asyncio.run(main())


def test_cancellation():
    import asyncio
    future = java.util.concurrent.CompletableFuture()
    async def main():
        task = asyncio.create_task(_await(future))
        await asyncio.sleep(0.001)
        task.cancel()
        try:
            await task
            assert False
        except asyncio.CancelledError:
            pass
        assert future.isCancelled()
        try:
            await asyncio.wait_for(_await(java.util.concurrent.CompletableFuture()), 0.001)
            assert False
        except TimeoutError:
            pass
    asyncio.run(main())


async def _await(future):
    return await future


def test_loop():
    import asyncio
    order = []
    async def main():
        loop = asyncio.get_running_loop()
        now = loop.time()
        loop.call_at(now + 0.004, order.append, "late")
        loop.call_at(now + 0.001, order.append, "early")
        loop.call_soon(order.append, "soon")
        loop.call_later(0.002, order.append, "never").cancel()
        await asyncio.sleep(0.02)
        problems = []
        loop.set_exception_handler(lambda loop, context: problems.append(context["exception"]))
        loop.call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert isinstance(problems[0], ZeroDivisionError)
        async with asyncio.timeout(1):
            await asyncio.sleep(0)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(asyncio.sleep(0, n)) for n in range(3)]
        assert [t.result() for t in tasks] == [0, 1, 2]
        queue = asyncio.Queue()
        await queue.put(1)
        assert await queue.get() == 1
    asyncio.run(main())
    assert order == ["soon", "early", "late"], order


def test_to_py_cycles():
    m = HashMap()
    m["self"] = m
    a = _list(m, m)
    back = a.to_py()
    assert back[0] is back[1] and back[0]["self"] is back[0]


def test_buffer_back():
    a = java.type("int[]")(4)
    with memoryview(a) as view:
        assert view.format == "i" and view.nbytes == 16 and not view.readonly
        view[2] = 5
        with memoryview(a) as second:
            assert second[2] == 5
            second[3] = 6
    assert list(a) == [0, 0, 5, 6]
    import array
    a.assign(array.array("i", [1, 2, 3, 4]))
    assert list(a) == [1, 2, 3, 4]
    _raises(ValueError, lambda: a.assign(b"x"))
    target = array.array("i", [0] * 4)
    a.assign_to(target)
    assert list(target) == [1, 2, 3, 4]
    copy = a.to_memoryview()
    copy[0] = 99
    assert a[0] == 1
    b = java.nio.ByteBuffer.allocate(3)
    with memoryview(b) as view:
        view[:] = b"abc"
    assert b.get(1) == ord("b")
    _raises((BufferError, TypeError, ValueError), lambda: memoryview(b.asReadOnlyBuffer()).__setitem__(0, 1))


def test_to_py_converter():
    o = java.lang.Object()
    seen = []
    def converter(value, convert, remember):
        seen.append(value)
        return convert(_list(1, 2))
    assert o.to_py(default_converter=converter) == [1, 2] and seen == [o]
    assert _list(o, _list(o)).to_py(default_converter=lambda value, convert, remember: "X") == ["X", ["X"]]
    assert o.to_py() is o


def test_import_star():
    from pyodide.ffi import register_js_module, unregister_js_module
    m = HashMap()
    m["star_x"] = 1
    m["_hidden"] = 2
    register_js_module("star_module", m)
    space = {}
    exec("from star_module import *", space)
    assert space["star_x"] == 1 and "_hidden" not in space
    register_js_module("star_math", java.lang.Math)
    exec("from star_math import *", space)
    assert space["floorMod"](-1, 3) == 2
    unregister_js_module("star_module")
    unregister_js_module("star_math")


def test_eval_code():
    import asyncio
    from pyodide.code import eval_code, eval_code_async
    async def main():
        assert await eval_code_async("x = 1 + 1\nx") == 2
        assert await eval_code_async("import asyncio\nawait asyncio.sleep(0)\n[i async for i in g()]", {"g": _agen}) == [0, 1]
        done = java.util.concurrent.CompletableFuture.completedFuture(4)
        assert await eval_code_async("await f", {"f": done}) == 4
        failed = java.util.concurrent.CompletableFuture.failedFuture(java.lang.IllegalStateException("no"))
        try:
            await eval_code_async("await f", {"f": failed})
            assert False
        except java.lang.IllegalStateException as e:
            assert str(e) == "no"
    asyncio.run(main())
    assert eval_code("1;") is None and eval_code("y = 3\ny") == 3


async def _agen():
    for i in range(2):
        yield i
