# SPDX-License-Identifier: Apache-2.0
"""Objects of GraalJS in Python, as pyodide.ffi describes them. One function per feature; JavaScriptObjectsTest runs them all."""
import polyglot


def js(text):
    return polyglot.eval(language="js", string=text)


def test_values():
    assert js("1 + 1") == 2 and type(js("1 + 1")) is int
    assert js("1.5") == 1.5 and js("'a' + 'b'") == "ab" and js("true") is True
    assert js("null") is None and js("undefined") is None
    assert js("2n ** 70n") == 2 ** 70 and isinstance(js("2n ** 70n"), int)
    assert js("9007199254740991") == 2 ** 53 - 1
    assert js("'\\u{1f40d}'") == "\U0001f40d"


def test_objects():
    from pyodide.ffi import JsProxy
    o = js("({x: 1, inner: {y: 2}, greet(name) { return 'hello ' + name + this.x; }})")
    assert isinstance(o, JsProxy)
    assert o.x == 1 and o.inner.y == 2 and o.greet("you") == "hello you1"
    o.x = 5
    assert o.x == 5 and js("(o) => o.x")(o) == 5
    o.added = [1, 2]
    assert o.added is js("(o) => o.added")(o)
    del o.added
    assert not hasattr(o, "added") and {"x", "inner", "greet"} <= set(dir(o))
    assert o.inner is o.inner and o.inner == o.inner and o.inner != o
    assert sorted(o.object_keys()) == ["greet", "inner", "x"]
    view = o.inner.as_object_map()
    assert dict(view) == {"y": 2} and view["y"] == 2
    view["z"] = 3
    assert o.inner.z == 3
    try:
        o.absent
        assert False
    except AttributeError:
        pass
    keyword = js("({class: 1, from: 2})")
    assert keyword.class_ == 1 and keyword.from_ == 2
    assert hash(o) == hash(o) and repr(o) and str(js("[1, 2]"))


def test_arrays():
    from pyodide.ffi import JsArray, JsProxy
    a = js("[1, 'two', [3]]")
    assert isinstance(a, JsArray) and isinstance(a, JsProxy)
    assert len(a) == 3 and a[0] == 1 and a[-1][0] == 3 and a[1:] == ["two", [3]] and "two" in a and 7 not in a
    assert list(a)[:2] == [1, "two"] and [x for x in a][1] == "two" and list(reversed(js("[1, 2]"))) == [2, 1]
    a[1] = 2
    assert js("(a) => a[1]")(a) == 2
    a.append(4)
    a.extend([5, 6])
    assert len(a) == 6 and a.pop() == 6 and a.index(4) == 3 and a.count(5) == 1
    del a[0]
    a.insert(0, "first")
    assert a[0] == "first" and len(a) == 5
    assert js("[3, 1, 2]") == [3, 1, 2] and js("[1]") + [2] == [1, 2]
    b = js("[3, 1, 2]")
    b.sort()
    assert list(b) == [1, 2, 3] and not js("[]") and js("[0]")
    assert js("[1, 2, 3]").map(lambda x, *rest: x * 10) == [10, 20, 30]
    assert js("[1, 2, 3, 4]").filter(lambda x, *rest: x % 2 == 0) == [2, 4]
    assert js("[1, 2, 3]").reduce(lambda x, y, *rest: x + y, 0) == 6
    first, *others = js("[1, 2, 3]")
    assert others == [2, 3]
    match js("[1, 2]"):
        case [x, y]:
            assert x + y == 3
        case _:
            assert False
    try:
        js("[1]")[5]
        assert False
    except IndexError:
        pass


def test_to_py():
    assert js("[1, [2, 'x']]").to_py() == [1, [2, "x"]]
    assert js("({a: 1, b: {c: [2]}})").to_py() == {"a": 1, "b": {"c": [2]}}
    assert js("new Map([['a', 1], ['b', [2]]])").to_py() == {"a": 1, "b": [2]}
    assert js("new Set([1, 2])").to_py() == {1, 2}
    r = js("{ const l = [1]; l.push(l); l }").to_py()
    assert r[1] is r
    assert js("[[1]]").to_py(depth=1)[0] is not None and not isinstance(js("[[1]]").to_py(depth=1)[0], list)
    class Kept: pass
    assert isinstance(js("new (class P { constructor() { this.v = 1; } })()").to_py(), polyglot.ForeignObject)


def test_maps_and_sets():
    from pyodide.ffi import JsMap
    m = js("new Map([['a', 1]])")
    assert m["a"] == 1 and len(m) == 1 and "a" in m and list(m) == ["a"] and isinstance(m, JsMap)
    m["b"] = 2
    assert dict(m) == {"a": 1, "b": 2} and list(m.values()) == [1, 2]
    del m["a"]
    assert m.size == 1
    s = js("new Set([1, 2])")
    assert 1 in s and 3 not in s and len(s) == 2 and sorted(s) == [1, 2]


def test_functions():
    from pyodide.ffi import JsCallable
    add = js("(a, b) => a + b")
    assert add(1, 2) == 3 and add("x", "y") == "xy" and callable(add) and isinstance(add, JsCallable)
    apply = js("(f, ...rest) => f(...rest)")
    assert apply(lambda *a: sum(a), 1, 2, 3) == 6
    assert apply(len, [1, 2]) == 2
    keep = js("(f) => () => f")
    def mine(): return 1
    assert keep(mine)() is mine
    counter = js("(function() { let n = 0; return () => ++n; })()")
    assert [counter(), counter()] == [1, 2]
    Point = js("(class Point { constructor(x, y) { this.x = x; this.y = y; } sum() { return this.x + this.y; } static zero() { return new Point(0, 0); } })")
    p = Point.new(1, 2)
    assert p.x == 1 and p.sum() == 3 and isinstance(p, Point) and Point.zero().sum() == 0
    options = js("(first, options) => first + options.get('second')")
    seen = js("(o) => Object.keys(o).length")
    member = js("(o) => o.attribute")
    class Holder: attribute = 5
    assert member(Holder()) == 5
    assert js("(l) => l.length")([1, 2, 3]) == 3
    assert js("(l) => [...l].join()")([1, 2, 3]) == "1,2,3"
    assert js("(d) => d.get('k')")({"k": 4}) == 4
    assert js("(b) => b.length")(b"abc") == 3


def test_exceptions():
    from pyodide.ffi import JsException
    try:
        js("throw new TypeError('wrong')")
        assert False
    except JsException as e:
        assert "wrong" in str(e) and e.name == "TypeError" and "wrong" in e.message, (str(e), e.name)
    def fail():
        raise KeyError("mine")
    try:
        js("(f) => f()")(fail)
        assert False
    except KeyError as e:
        assert e.args == ("mine",)
    assert js("(f) => { try { f(); } catch (e) { return 'caught'; } }")(fail) == "caught"
    error = js("(f) => { try { f(); } catch (e) { return e; } }")(fail)
    assert isinstance(error, KeyError)
    try:
        js("(")
        assert False
    except JsException as e:
        assert "SyntaxError" in str(e) or e.name == "SyntaxError", str(e)


def test_iterators():
    assert list(js("(function*() { yield 1; yield 2; })()")) == [1, 2]
    it = iter(js("[1, 2]"))
    assert next(it) == 1 and next(it) == 2
    try:
        next(it)
        assert False
    except StopIteration:
        pass
    def numbers():
        yield 1
        yield 2
    assert js("(it) => { let s = 0; for (const x of it) s += x; return s; }")(numbers()) == 3


def test_promises():
    import asyncio
    from pyodide.ffi import JsPromise, run_sync, JsException
    assert isinstance(js("Promise.resolve(1)"), JsPromise)

    async def main():
        assert await js("Promise.resolve(5)") == 5
        assert await js("(async () => { return 'done'; })()") == "done"
        try:
            await js("Promise.reject(new RangeError('far'))")
            assert False
        except JsException as e:
            assert "far" in str(e)
        parts = js("(() => { let r; const p = new Promise((resolve) => { r = resolve; }); return {p, resolve: (v) => r(v)}; })()")
        asyncio.get_running_loop().call_later(0.01, lambda: parts.resolve(7))
        assert await parts.p == 7
        assert await js("Promise.resolve(1)").then(lambda v: v + 1) == 2
        return await asyncio.gather(js("Promise.resolve(1)"), asyncio.sleep(0.001, 2))

    assert asyncio.run(main()) == [1, 2]
    assert run_sync(js("Promise.resolve(3)")) == 3


def test_coroutines_as_promises():
    import asyncio
    order = []

    async def work(x):
        await asyncio.sleep(0.001)
        return x + 1

    async def main():
        waiting = js("async (f, x) => 10 * await f(x)")
        assert await waiting(work, 1) == 20

    asyncio.run(main())


def test_buffers():
    b = js("new Uint8Array([1, 2, 255])")
    assert len(b) == 3 and b[2] == 255 and bytes(b.to_bytes()) == b"\x01\x02\xff"
    assert bytes(memoryview(js("new Uint8Array([7, 8]).buffer"))) == b"\x07\x08"
    target = js("new ArrayBuffer(3)")
    target.assign(b"abc")
    assert js("(b) => new Uint8Array(b)[1]")(target) == ord("b")
