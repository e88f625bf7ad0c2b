# SPDX-License-Identifier: Apache-2.0
"""What Pyodide's own packages ask of their host, answered for Java: the functions behind pyodide.ffi.

JavaScript's Array, Map, Set and typed array are here java.util.ArrayList, LinkedHashMap, LinkedHashSet and Java's primitive
arrays; its Promise is CompletionStage.
"""
import polyglot as _polyglot
from polyglot import JS_FLAGS as js_flags
from polyglot import ForeignException as JsException

# ---- proxies


def create_proxy(obj, /, *, capture_this=False, roundtrip=True):
    """A handle of a Python object for Java that lives until its destroy() is called."""
    return _host.create_proxy(obj, bool(roundtrip), False)


def create_once_callable(obj, /):
    """A handle of a callable that its first call destroys."""
    if not callable(obj):
        raise TypeError(f"{type(obj).__name__!r} object is not callable")
    return _host.create_proxy(obj, True, True)


def destroy_proxies(pyproxies, /):
    for proxy in pyproxies:
        proxy.destroy()


# ---- copies

def _conversion_error(message):
    from _pyodide._core_docs import ConversionError
    return ConversionError(message)


class _ToJava:
    """One to_js: what has been converted already is converted to the same object again."""

    def __init__(self, pyproxies, create_pyproxies, dict_converter, default_converter, eager_converter):
        self.pyproxies = pyproxies
        self.create_pyproxies = create_pyproxies
        self.dict_converter = dict_converter
        self.default_converter = default_converter
        self.eager_converter = eager_converter
        self.known = {}

    def remember(self, source, result):
        self.known[id(source)] = (source, result)
        return result

    def convert(self, value, depth):
        if value is None or isinstance(value, (bool, int, float, str, _polyglot.ForeignObject, JsException)):
            return value
        if id(value) in self.known:
            return self.known[id(value)][1]
        if self.eager_converter is not None:
            return self.eager_converter(value, lambda inner: self.convert(inner, depth - 1), self.remember)
        return self.plain(value, depth)

    def plain(self, value, depth):
        if depth == 0:
            return self.proxy(value)
        if isinstance(value, (list, tuple)):
            result = self.remember(value, _host.new("list"))
            for item in value:
                result.append(self.convert(item, depth - 1))
            return result
        if isinstance(value, dict):
            return self.mapping(value, depth)
        if isinstance(value, (set, frozenset)):
            result = self.remember(value, _host.new("set"))
            for item in value:
                self.hashable(item)
                _host.invoke(result, "add", self.convert(item, depth - 1))
            return result
        try:
            view = memoryview(value)
        except TypeError:
            return self.other(value, depth)
        if view.ndim > 1:
            return self.remember(value, self.convert(view.tolist(), depth))
        return self.remember(value, _host.array(view.tobytes(), view.format))

    def hashable(self, key):
        if not isinstance(key, (str, int, float, bool, type(None), _polyglot.ForeignObject)):
            raise _conversion_error(f"Cannot use {key!r} as a key for a Java set or map")

    def mapping(self, value, depth):
        if self.dict_converter is not None:
            entries = _host.new("list")
            for key, item in value.items():
                pair = _host.new("list")
                pair.append(key)
                pair.append(self.convert(item, depth - 1))
                entries.append(pair)
            return self.remember(value, self.dict_converter(entries))
        result = self.remember(value, _host.new("map"))
        for key, item in value.items():
            self.hashable(key)
            result[key] = self.convert(item, depth - 1)
        return result

    def other(self, value, depth):
        if self.default_converter is not None:
            return self.default_converter(value, lambda inner: self.convert(inner, depth - 1), self.remember)
        return self.proxy(value)

    def proxy(self, value):
        if not self.create_pyproxies:
            raise _conversion_error(f"No conversion known for {type(value).__name__!r} object")
        if self.pyproxies is None:
            return value
        result = _host.create_proxy(value, False, False)
        self.pyproxies.append(result)
        return result


def to_js(obj, /, *, depth=-1, pyproxies=None, create_pyproxies=True, dict_converter=None, default_converter=None,
          eager_converter=None):
    """A copy made of Java's lists, maps, sets and arrays, as deep as asked; other objects are themselves."""
    return _ToJava(pyproxies, create_pyproxies, dict_converter, default_converter, eager_converter).convert(obj, depth)


def _is_plain_object(value):
    """An object literal of JavaScript, which is what it has of dicts."""
    if _host.is_object(value):
        return False
    meta = _host.meta(value)
    return meta is not None and _host.qualified_name(meta) == "Object"


def convert_to_py(obj, depth, default_converter):
    """A copy made of Python's lists, dicts, sets and memoryviews."""
    known = {}

    def remember(source, result):
        known[id(source)] = (source, result)
        return result

    def key(value, depth):
        result = convert(value, depth)
        try:
            hash(result)
        except TypeError:
            raise _conversion_error(f"Cannot use {value!r} as a key for a Python dict or set") from None
        return result

    def convert(value, depth):
        if not isinstance(value, _polyglot.ForeignObject) or depth == 0:
            return value
        if id(value) in known:
            return known[id(value)][1]
        if isinstance(value, _polyglot.ForeignBuffer):
            return remember(value, memoryview(bytearray(memoryview(value).cast("B"))).cast(memoryview(value).format))
        if isinstance(value, _polyglot.ForeignList):
            result = remember(value, [])
            result.extend(convert(item, depth - 1) for item in value)
            return result
        if isinstance(value, _polyglot.ForeignDict):
            result = remember(value, {})
            for name, item in value.items():
                result[key(name, depth - 1)] = convert(item, depth - 1)
            return result
        if isinstance(value, _polyglot.ForeignSet):
            return remember(value, {key(item, depth - 1) for item in value})
        if _is_plain_object(value):
            result = remember(value, {})
            for name in _host.members(value):
                result[name] = convert(_host.read(value, name), depth - 1)
            return result
        if default_converter is not None:
            return default_converter(value, lambda inner: convert(inner, depth - 1), remember)
        return value

    return convert(obj, depth)


# ---- asyncio

_event_loop = None


def _cause(failure):
    """What a CompletionStage that depends on others wraps."""
    wrapped = failure.getClass().getName() == "java.util.concurrent.CompletionException" and failure.getCause()
    return wrapped or failure


async def await_foreign(future):
    """The value of a CompletionStage or Future, or of a promise of another language."""
    global _foreign_waits
    import asyncio
    loop = asyncio.get_running_loop()
    waiter = loop.create_future()

    def resolve(value, failure):
        if not waiter.done():
            if failure is None:
                waiter.set_result(value)
            else:
                waiter.set_exception(failure)

    def done(value, failure):
        try:
            loop.call_soon_threadsafe(resolve, value, failure)
        except RuntimeError:
            pass  # the loop is closed: nobody waits any more

    if _host.is_object(future):
        _host.when_complete(future, lambda value, failure: done(value, failure and _cause(failure)))
    else:
        # A promise may be rejected with anything.
        _host.invoke(future, "then", lambda value=None, *_: done(value, None), lambda reason=None, *_: done(
            None, reason if isinstance(reason, BaseException) else JsException(str(reason))))
    _foreign_waits += 1
    try:
        return await waiter
    except asyncio.CancelledError:
        if hasattr(future, "cancel"):
            future.cancel(True)
        raise
    finally:
        _foreign_waits -= 1


def _loop():
    """The loop that runs coroutines for Java: on a thread of its own if the embedder allows threads."""
    global _event_loop
    import asyncio
    if _event_loop is None:
        _event_loop = asyncio.new_event_loop()

        def run():
            asyncio.set_event_loop(_event_loop)
            _event_loop.run_forever()

        if not _host.start_event_loop(run):
            loop, _event_loop = _event_loop, None
            return loop, False
    return _event_loop, True


def stop_event_loop():
    if _event_loop is not None:
        _event_loop.call_soon_threadsafe(_event_loop.stop)


def stage(awaitable):
    """A CompletionStage of what an awaitable results in, which begins now: in the running loop, or in Java's."""
    import asyncio
    import inspect

    async def outcome():
        return await awaitable

    def finish(task):
        try:
            future.complete(task)
        except BaseException:  # a dependent stage of Java's failed; that is Java's business
            pass

    def result(task):
        if task.cancelled():
            raise asyncio.CancelledError()
        return task.result()

    future = _host.new("future")
    dependent = future.thenApply(result)
    loop = asyncio._get_running_loop()
    coroutine = awaitable if inspect.iscoroutine(awaitable) else outcome()

    def begin():
        loop.create_task(coroutine).add_done_callback(finish)

    if loop is not None:
        begin()
    else:
        loop, running = _loop()
        if running:
            loop.call_soon_threadsafe(begin)
        else:
            # No thread to run it on: it runs here and now.
            async def all_of_it():
                task = asyncio.create_task(coroutine)
                await asyncio.wait([task])
                finish(task)
            loop.run_until_complete(all_of_it())
            loop.close()
    return dependent


def then(awaitable, fulfilled=None, rejected=None):
    import inspect

    async def chain():
        try:
            value = await awaitable
        except Exception as failure:
            if rejected is None:
                raise
            value = rejected(failure)
        else:
            if fulfilled is not None:
                value = fulfilled(value)
        while inspect.isawaitable(value):
            value = await value
        return value

    return stage(chain())


def catch_(awaitable, rejected):
    return then(awaitable, None, rejected)


def finally_(awaitable, function):
    async def chain():
        try:
            return await awaitable
        finally:
            function()

    return stage(chain())


def can_run_sync():
    return True


def run_sync(x, /):
    """Waits for an awaitable. Within an event loop the other tasks go on meanwhile."""
    import asyncio
    import inspect
    if not inspect.isawaitable(x):
        raise TypeError(f"object {type(x).__name__} can't be used in 'await' expression")
    loop = asyncio._get_running_loop()
    if loop is not None:
        return _run_nested(loop, asyncio.ensure_future(x, loop=loop))
    if asyncio.isfuture(x):
        loop = x.get_loop()
        if not loop.is_running():
            return loop.run_until_complete(x)

    async def outcome():
        return await x

    return asyncio.run(outcome())


_waiting = []  # futures of run_sync, the innermost last
_foreign_waits = 0


def _is_stuck(loop):
    """Whether nothing but the task below, which has what it waits for, could end the innermost wait."""
    if loop._ready or loop._scheduled or _foreign_waits or not any(future.done() for future in _waiting[:-1]):
        return False
    return all(key.fd == loop._ssock.fileno() for key in loop._selector.get_map().values())


def _run_nested(loop, future):
    """Runs turns of a loop within one of its turns."""
    import asyncio
    current = asyncio.tasks._swap_current_task(loop, None)
    ready = len(loop._ready)
    _waiting.append(future)
    try:
        while not future.done():
            if _is_stuck(loop):
                future.cancel()
                raise RuntimeError("run_sync waits for a task that waits below it: tasks cannot wait for each other crosswise")
            loop._run_once()
    finally:
        _waiting.pop()
        asyncio.tasks._swap_current_task(loop, current)
        # The turn outside takes as many handles as there were when it began.
        while len(loop._ready) < ready:
            handle = asyncio.Handle(print, (), loop)
            handle.cancel()
            loop._ready.append(handle)
    return future.result()
