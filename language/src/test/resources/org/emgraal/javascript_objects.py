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
    assert type(js("[[1]]").to_py()[0]) is list and isinstance(js("[[1]]").to_py(depth=1)[0], polyglot.ForeignObject)
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


def test_generators():
    from pyodide.ffi import JsAsyncGenerator, JsAsyncIterator, JsGenerator, JsIterator
    counting = js("(function*() { let n = 0; for (let i = 0; i < 3; i++) n = yield n + 2; })")
    g = counting()
    assert isinstance(g, JsGenerator) and isinstance(g, JsIterator)
    assert not isinstance(g, JsAsyncGenerator) and not isinstance(g, JsAsyncIterator)
    assert g.send(None) == 2 and g.send(2) == 4 and g.send(3) == 5
    try:
        g.send(4)
        assert False
    except StopIteration:
        pass
    def delegating():
        return (yield from js("(function*() { yield 1; return 7; })()"))
    d = delegating()
    assert next(d) == 1
    try:
        next(d)
        assert False
    except StopIteration as end:
        assert end.value == 7
    for arguments in ((TypeError("hi"),), (TypeError, "hi")):
        g = js("(function*() { try { yield 1; } finally { yield 2; } })")()
        assert next(g) == 1 and g.throw(*arguments) == 2
        try:
            next(g)
            assert False
        except TypeError as e:
            assert str(e) == "hi"
    done = []
    g = js("(function*(x) { try { yield 1; yield 2; x.append('never'); } finally { x.append('finally'); } })")(done)
    assert next(g) == 1 and next(g) == 2 and g.close() is None and done == ["finally"] and g.close() is None
    g = js("(function*() { try { yield 1; } finally { yield 2; } })")()
    next(g)
    try:
        g.close()
        assert False
    except RuntimeError as e:
        assert "ignored return" in str(e)


def test_generators_that_are_none():
    for step, problem in (("2", "int"), ("Promise.resolve(2)", "promise"), ("({})", "done")):
        g = js("({[Symbol.iterator]() { return this; }, next() { return " + step + "; }, return() {}, throw() {}})")
        try:
            g.send(None)
            assert False
        except TypeError as e:
            assert problem in str(e), e


def test_async_generators():
    import asyncio
    from pyodide.ffi import JsAsyncGenerator, JsAsyncIterator, JsGenerator, JsIterator
    async def fails(awaitable, kind):
        try:
            await awaitable
        except kind as e:
            return e
        assert False, kind
    async def main():
        g = js("(async function*() { yield 2; yield 3; return 7; })()")
        assert isinstance(g, JsAsyncIterator) and isinstance(g, JsAsyncGenerator)
        assert not isinstance(g, JsIterator) and not isinstance(g, JsGenerator)
        assert await anext(g) == 2 and await anext(g) == 3
        await fails(anext(g), StopAsyncIteration)
        assert [x async for x in js("(async function*() { yield 1; yield 2; })()")] == [1, 2]
        g = js("(async function*() { let n = 0; for (let i = 0; i < 3; i++) n = yield n + 2; })()")
        assert await g.asend(None) == 2 and await g.asend(2) == 4 and await g.asend(3) == 5
        await fails(g.asend(4), StopAsyncIteration)
        for arguments in ((TypeError("hi"),), (TypeError, "hi")):
            g = js("(async function*() { try { yield 1; } finally { yield 2; } })()")
            assert await anext(g) == 1 and await g.athrow(*arguments) == 2
            assert str(await fails(anext(g), TypeError)) == "hi"
        done = []
        g = js("(async function*(x) { try { yield 1; yield 2; x.append('never'); } finally { x.append('finally'); } })")(done)
        assert await anext(g) == 1 and await anext(g) == 2 and await g.aclose() is None and await g.aclose() is None
        assert done == ["finally"]
    asyncio.run(main())


def test_generators_in_javascript():
    import asyncio
    def numbers():
        got = yield 1
        got = yield got
        return 7
    steps = js("(g) => [g.next(), g.next(3), g.next(), g.next()].map(s => s.done + ' ' + s.value)")(numbers())
    assert list(steps) == ["false 1", "false 3", "true 7", "true undefined"] or list(steps) == ["false 1", "false 3", "true 7", "true null"], list(steps)
    def stubborn():
        try:
            yield 1
            yield 2
        finally:
            yield 3
            return 5
    steps = js("(g) => [g.next(), g.return(9), g.next()].map(s => s.done + ' ' + s.value)")(stubborn())
    assert list(steps) == ["false 1", "false 3", "true 5"], list(steps)
    def plain():
        yield 1
        yield 2
    assert list(js("(g) => [g.next(), g.return(9)].map(s => s.done + ' ' + s.value)")(plain())) == ["false 1", "true 9"]
    async def asynchronous():
        n = 0
        for _ in range(3):
            n = yield n + 2
    async def main():
        results = await js("""async g => {
            let steps = [await g.next(), await g.next(3), await g.next(4), await g.next(5)];
            return steps.map(s => s.done + ' ' + s.value);
        }""")(asynchronous())
        assert list(results)[:3] == ["false 2", "false 5", "false 6"] and results[3].startswith("true"), list(results)
        async def guarded():
            try:
                yield 1
                yield 2
            finally:
                yield 3
        results = await js("""async g => {
            let steps = [await g.next(), await g.throw(new TypeError('hi'))];
            try { await g.next(); } catch (e) { steps.push({done: 'caught', value: e.message}); }
            return steps.map(s => s.done + ' ' + s.value);
        }""")(guarded())
        assert list(results) == ["false 1", "false 3", "caught hi"], list(results)
        results = await js("async g => [await g.next(), await g.return(5)].map(s => s.done + ' ' + s.value)")(asynchronous())
        assert list(results) == ["false 2", "true 5"], list(results)
    asyncio.run(main())


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
