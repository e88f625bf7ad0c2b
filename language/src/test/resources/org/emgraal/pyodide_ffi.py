# SPDX-License-Identifier: Apache-2.0
"""The names and semantics of pyodide.ffi, for Java objects. One function per feature; PyodideFfiTest runs them all."""
import java


def _fails(awaitable):
    """The exception that awaiting raises."""
    import asyncio

    async def attempt():
        try:
            await awaitable
        except Exception as e:
            return e

    return asyncio.run(attempt())


def test_imports():
    import pyodide, pyodide.ffi, pyodide.code, pyodide_js
    from pyodide.ffi import create_proxy, create_once_callable, to_js, run_sync, can_run_sync, JsProxy, JsException, ConversionError, destroy_proxies, JsArray, JsMap, JsBuffer, JsCallable, JsDoubleProxy, JsPromise, JsTypedArray
    assert pyodide.__version__.startswith("314"), pyodide.__version__
    from pyodide.code import eval_code, find_imports
    assert eval_code("1+1") == 2
    import pyodide.webloop, pyodide.console, asyncio


def test_types():
    from pyodide.ffi import JsProxy, JsException, JsArray, JsMap, JsMutableMap, JsBuffer, JsCallable, JsTypedArray, JsIterable, JsPromise, JsDoubleProxy
    l = java.util.ArrayList(); m = java.util.HashMap()
    assert isinstance(l, JsProxy) and isinstance(l, JsArray) and not isinstance(l, JsMap) and isinstance(l, JsIterable)
    assert isinstance(m, JsMap) and isinstance(m, JsMutableMap) and not isinstance(m, JsArray)
    assert isinstance(java.util.ArrayList, JsCallable) and not isinstance(1, JsProxy)
    a = java.type("int[]")(3)
    assert isinstance(a, JsBuffer) and isinstance(a, JsTypedArray), type(a).__mro__
    f = java.util.concurrent.CompletableFuture()
    assert isinstance(f, JsPromise)
    from pyodide.ffi import create_proxy
    d = create_proxy([1])
    assert isinstance(d, JsDoubleProxy)
    try: java.lang.Integer.parseInt("x")
    except JsException as e: assert isinstance(e, JsException) and e.name == "NumberFormatException" and "x" in e.message


def test_proxies():
    from pyodide.ffi import create_proxy, create_once_callable
    x = [1,2]
    d = create_proxy(x)
    assert d.unwrap() is x
    l = java.util.ArrayList(); l.add(d); l.add(x)
    assert l[0] is d or l[0].unwrap() is x, l[0]
    assert l[1] is x
    import sys
    n = sys.getrefcount(x)
    d.destroy()
    assert sys.getrefcount(x) == n - 1, (n, sys.getrefcount(x))
    try: d.unwrap(); assert False
    except Exception as e: assert "destroyed" in str(e), e
    try: d.destroy(); assert False
    except Exception as e: assert "destroyed" in str(e), e
    calls = []
    o = create_once_callable(lambda a: calls.append(a) or 7)
    assert o(3) == 7 and calls == [3]
    try: o(4); assert False
    except Exception as e: assert "destroyed" in str(e), e
    p = create_proxy(lambda a: a * 2)
    assert p(4) == 8
    s = java.util.stream.IntStream.range(0, 3).map(p).sum()
    assert s == 6


def test_to_js():
    from pyodide.ffi import to_js, ConversionError, create_proxy
    r = to_js({"a": [1, (2, {3})], "b": None, "c": b"abc"})
    assert r.getClass().getName() == "java.util.LinkedHashMap" and r["a"][0] == 1 and r["a"][1].getClass().getName() == "java.util.ArrayList"
    assert r["c"].getClass().getName() == "[B", r["c"].getClass().getName()
    l = []; l.append(l)
    r = to_js(l); assert r[0] is r
    r = to_js([[1]], depth=1)
    assert r[0] == [1] and isinstance(r[0], list)
    import array
    assert to_js(array.array("d", [1.5])).getClass().getName() == "[D"
    class C: pass
    c = C()
    assert to_js(c) is c
    try: to_js([c], create_pyproxies=False); assert False
    except ConversionError: pass
    ps = []
    r = to_js([c, C()], pyproxies=ps)
    assert len(ps) == 2 and r[0] is c
    for p in ps: p.destroy()
    assert to_js({"x": 1}, dict_converter=lambda e: [list(i) for i in e]) == [["x", 1]]
    assert to_js([c], default_converter=lambda v, conv, cache: "C")[0] == "C"
    try: to_js({(1,2): 3}); assert False
    except ConversionError: pass
    back = to_js({"a": [1, {2}], "b": {"x": 1.5}}).to_py()
    assert back == {"a": [1, {2}], "b": {"x": 1.5}} and type(back["a"][1]) is set, back
    m = to_js(b"abc").to_py(); assert isinstance(m, memoryview) and m.tobytes() == b"abc"
    assert type(to_js([[1]]).to_py(depth=1)[0]) is not list


def test_buffers():
    a = java.type("byte[]")(4)
    a.assign(b"abcd"); assert a.to_bytes() == b"abcd" and a.to_string() == "abcd"
    b = bytearray(4); a.assign_to(b); assert b == b"abcd"
    import io
    f = io.BytesIO(); a.to_file(f); assert f.getvalue() == b"abcd"
    a.from_file(io.BytesIO(b"wxyz")); assert a.to_bytes() == b"wxyz"


def test_futures():
    import asyncio, time
    CF = java.util.concurrent.CompletableFuture
    # The threads of the common pool forget their thread locals, which Truffle needs.
    pool = java.util.concurrent.Executors.newSingleThreadExecutor()
    async def main():
        f = CF()
        asyncio.get_running_loop().call_later(0.01, f.complete, 5)
        assert await f == 5
        d = java.util.concurrent.CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS, pool)
        g = CF.supplyAsync(lambda: 42, d)
        assert await g == 42
        h = CF(); h.completeExceptionally(java.lang.IllegalStateException("no"))
        try: await h; assert False
        except java.lang.IllegalStateException as e: assert str(e) == "no"
        return await asyncio.gather(CF.supplyAsync(lambda: 1, d), asyncio.sleep(0.001, 2))
    assert asyncio.run(main()) == [1, 2]
    pool.shutdown()


def test_stages():
    async def co(x):
        import asyncio
        await asyncio.sleep(0.01)
        if x < 0: raise ValueError("neg")
        return x + 1
    from _foreign_asyncio import stage, then_ as then, catch_
    s = stage(co(1))
    assert s.get() == 2
    s = stage(co(-1))
    try: s.join(); assert False
    except java.util.concurrent.CompletionException as e: assert isinstance(e.__cause__, ValueError) and str(e.__cause__) == "neg", e.__cause__
    assert isinstance(_fails(stage(co(-1))), ValueError)
    s = then(co(1), lambda v: v * 10)
    assert s.get() == 20
    assert catch_(co(-1), lambda e: str(e)).get() == "neg"


def test_syncs():
    from pyodide.ffi import run_sync, can_run_sync
    import asyncio
    assert can_run_sync()
    async def co(): await asyncio.sleep(0.01); return 3
    assert run_sync(co()) == 3
    order = []
    ticked = None
    async def ticker():
        for i in range(3): await asyncio.sleep(0.001); order.append(i)
        ticked.set()
    async def main():
        nonlocal ticked
        ticked = asyncio.Event()
        t = asyncio.create_task(ticker())
        current = asyncio.current_task()
        assert run_sync(ticked.wait())
        order.append("x")
        assert asyncio.current_task() is current
        await t
        return order
    assert asyncio.run(main()) == [0, 1, 2, "x"], order
    f = java.util.concurrent.CompletableFuture.completedFuture(9)
    assert run_sync(f) == 9


def test_modules():
    import polyglot
    m = java.util.HashMap(); m["x"] = 1
    polyglot.register_module("conf", m)
    import conf
    assert conf.x == 1
    from conf import x
    try:
        from conf import y
        assert False
    except ImportError: pass
    polyglot.register_module("mathx", java.lang.Math)
    from mathx import abs as jabs
    assert jabs(-3) == 3
    from pyodide.ffi import register_js_module
    register_js_module("jl", java.util.ArrayList([1]))
    import jl
    assert jl.size() == 1
