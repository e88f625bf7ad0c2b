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


_BYTE_ORDERS = ("@", "=", "<", ">", "!")
_ELEMENTS = "cbB?hHiIlLnNqQfdspP"  # of the struct module


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
        return self.remember(value, self.array(view))

    def array(self, view):
        order, code = view.format[:-1] or "@", view.format[-1:]
        if order not in _BYTE_ORDERS or code not in _ELEMENTS:
            raise _conversion_error(f"no Java array has elements of the format {view.format!r}")
        data = view.tobytes()
        if order in ">!" and view.itemsize > 1:
            swapped = bytearray(len(data))
            for i in range(view.itemsize):
                swapped[i::view.itemsize] = data[view.itemsize - 1 - i::view.itemsize]
            data = bytes(swapped)
        return _host.array(data, code)

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

def can_run_sync():
    return True


def run_sync(x, /):
    """Waits for an awaitable. Within an event loop the other tasks go on meanwhile."""
    import _foreign_waits
    return _foreign_waits.run_sync(x)
