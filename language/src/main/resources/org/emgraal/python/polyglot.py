# SPDX-License-Identifier: Apache-2.0
"""Objects of Java and of other languages in Python, and the values that languages share.

The classes with slots that send interop messages are built in (ForeignSlots); here they become collections, exceptions,
numbers and times. A foreign object's class derives from one class per trait of the object.
"""
import sys as _sys
import weakref as _weakref
from collections import abc as _abc

# Put here by the JVM: _host, its functions, and the built-in classes ForeignObject, ForeignExecutable, ...


# Pyodide's names for what an object can do; isinstance(x, pyodide.ffi.JsArray) asks for them.
JS_FLAGS = {name: 1 << bit for bit, name in enumerate((
    "IS_ITERABLE", "IS_ITERATOR", "HAS_LENGTH", "HAS_GET", "HAS_SET", "HAS_HAS", "HAS_INCLUDES", "HAS_DISPOSE",
    "HAS_ASYNC_DISPOSE", "IS_AWAITABLE", "IS_BUFFER", "IS_CALLABLE", "IS_ARRAY", "IS_ARRAY_LIKE", "IS_TYPEDARRAY",
    "IS_DOUBLE_PROXY", "IS_OBJECT_MAP", "IS_ASYNC_ITERABLE", "IS_GENERATOR", "IS_ASYNC_GENERATOR", "IS_ASYNC_ITERATOR",
    "IS_ERROR", "IS_PY_JSON_DICT", "IS_PY_JSON_SEQUENCE"))}
if "_pyodide._core_docs" in _sys.modules:
    # Its classes answer issubclass() from now on.
    _sys.modules["_pyodide._core_docs"]._js_flags = JS_FLAGS
_TRAIT_FLAGS = {"DOUBLE_PROXY": "IS_DOUBLE_PROXY", "EXECUTABLE": "IS_CALLABLE", "INSTANTIABLE": "IS_CALLABLE",
                "BUFFER": "IS_BUFFER", "LIST": "IS_ARRAY IS_ITERABLE", "DICT": "HAS_GET HAS_SET HAS_LENGTH IS_ITERABLE",
                "SET": "HAS_LENGTH HAS_HAS IS_ITERABLE", "COLLECTION": "HAS_LENGTH IS_ITERABLE", "ITERATOR": "IS_ITERATOR IS_ITERABLE",
                "GENERATOR": "IS_GENERATOR", "ASYNC_GENERATOR": "IS_ASYNC_GENERATOR IS_ASYNC_ITERATOR IS_ASYNC_ITERABLE",
                "ASYNC_ITERABLE": "IS_ASYNC_ITERABLE", "ITERABLE": "IS_ITERABLE", "CONTEXT_MANAGER": "HAS_DISPOSE", "AWAITABLE": "IS_AWAITABLE", "EXCEPTION": "IS_ERROR"}


def _flags(traits):
    names = {name for trait in traits for name in _TRAIT_FLAGS.get(trait, "").split()}
    if {"IS_BUFFER", "IS_ARRAY"} <= names:
        names.add("IS_TYPEDARRAY")
    return sum(JS_FLAGS[name] for name in names)


class _Common(ForeignObject):
    """What every foreign object has beside its members."""

    __slots__ = ()
    _js_type_flags = 0

    def __dir__(self):
        return sorted({*object.__dir__(self), *_host.members(self)})

    @property
    def __all__(self):
        # What "from module import *" takes of a registered module.
        return [name for name in _host.members(self) if not name.startswith("_")]

    @property
    def js_id(self):
        return id(self)

    @property
    def typeof(self):
        return "function" if isinstance(self, (ForeignExecutable, ForeignInstantiable)) else "object"

    def to_py(self, *, depth=-1, default_converter=None):
        """A copy made of Python's own lists, dicts, sets and memoryviews, as deep as asked."""
        import _pyodide_core
        return _pyodide_core.convert_to_py(self, depth, default_converter)

    def to_weakref(self):
        return JsWeakRef(self)

    def as_object_map(self, *, hereditary=False):
        """The fields and bean properties of an object as a mapping."""
        return (_HereditaryMap if hereditary else _ObjectMap)(self)

    def object_keys(self):
        return list(_host.members(self))

    def object_values(self):
        return [getattr(self, name) for name in _host.members(self)]

    def object_entries(self):
        return [(name, getattr(self, name)) for name in _host.members(self)]


class JsWeakRef(_weakref.ref):
    __slots__ = ()

    def deref(self):
        return self()


class _ObjectMap(_abc.MutableMapping):
    """The members of a foreign object that are not methods."""

    _js_type_flags = sum(JS_FLAGS[name] for name in ("IS_OBJECT_MAP", "HAS_GET", "HAS_SET", "HAS_HAS", "HAS_LENGTH", "IS_ITERABLE"))

    def __init__(self, target):
        self._target = target

    def __getitem__(self, name):
        try:
            return getattr(self._target, name)
        except AttributeError:
            raise KeyError(name) from None

    def __setitem__(self, name, value):
        setattr(self._target, name, value)

    def __delitem__(self, name):
        delattr(self._target, name)

    def __iter__(self):
        return (name for name in _host.members(self._target) if not callable(getattr(self._target, name, None)))

    def __len__(self):
        return sum(1 for name in self)

    def __repr__(self):
        return f"<object map of {self._target!r}>"


class _HereditaryMap(_ObjectMap):
    """Shows as a mapping also what it contains, unless that is something else than an object with members."""

    def __getitem__(self, name):
        value = super().__getitem__(name)
        return _HereditaryMap(value) if isinstance(value, ForeignObject) and not type(value)._js_type_flags else value


class _Class:
    """A class: isinstance, issubclass, a base of Python classes."""

    __slots__ = ()

    def __instancecheck__(self, instance):
        return _host.is_instance(self, instance)

    def __subclasscheck__(self, cls):
        if isinstance(cls, type) and issubclass(cls, ForeignSubclass):
            bases = (base.__dict__.get("_foreign_base") for base in cls.__mro__)
            return any(base is not None and _host.is_subclass(self, base) for base in bases)
        return _host.is_subclass(self, cls)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return _host.simple_name(self)
        if name in _host.instance_methods(self):
            return _method_of(self, name)
        raise AttributeError(f"foreign class '{_host.qualified_name(self)}' has no attribute '{name}'")

    def __repr__(self):
        return f"<foreign class '{_host.qualified_name(self)}'>"

    def __mro_entries__(self, bases):
        import _foreign_subclasses
        return (_foreign_subclasses.base_for(self),)

    def new(self, *arguments):
        return self(*arguments)


# Collections whose repr() is being made, which may contain themselves.
_showing = set()


def _shown(collection, again, show):
    key = id(collection)
    if key in _showing:
        return again
    _showing.add(key)
    try:
        return show()
    finally:
        _showing.discard(key)


def _compared(self, other, compare):
    return compare(list(self), list(other)) if isinstance(other, list) else NotImplemented


def _method_of(cls, name):
    """What cls.name is in Python: a function of the instance. For an instance of a Python subclass, the method of the Java class."""
    def method(self, *arguments):
        if not isinstance(self, cls):
            raise TypeError(f"{_host.simple_name(cls)}.{name}() needs a {_host.qualified_name(cls)}, not {type(self).__name__!r}")
        if isinstance(self, ForeignSubclass):
            return getattr(self.__super__, name)(*arguments)
        return getattr(self, name)(*arguments)
    method.__name__ = name
    method.__qualname__ = f"{_host.simple_name(cls)}.{name}"
    return method


class _List:
    """Behaves as a list, and says so: isinstance(x, list). What C code needs a list for, gets a copy (_foreign_collections)."""

    __slots__ = ()
    __class__ = property(lambda self: list)

    def __new__(cls, values=()):
        # What makes another of an object's type, as dataclasses.asdict, gets a list of its own.
        return list(values)

    def __reduce_ex__(self, protocol):
        return list, (list(self),)

    def __deepcopy__(self, memo):
        import copy
        return copy.deepcopy(list(self), memo)

    def __repr__(self):
        return _shown(self, "[...]", lambda: repr(list(self)))

    def __lt__(self, other):
        return _compared(self, other, list.__lt__)

    def __le__(self, other):
        return _compared(self, other, list.__le__)

    def __gt__(self, other):
        return _compared(self, other, list.__gt__)

    def __ge__(self, other):
        return _compared(self, other, list.__ge__)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return [self[i] for i in range(*key.indices(len(self)))]
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        if not isinstance(key, slice):
            super().__setitem__(key, value)
            return
        items = list(self)
        items[key] = value
        while len(self) > len(items):
            super().__delitem__(len(self) - 1)
        for i, item in enumerate(items):
            if i < len(self):
                super().__setitem__(i, item)
            else:
                self.append(item)

    def __delitem__(self, key):
        if not isinstance(key, slice):
            super().__delitem__(key)
            return
        for i in sorted(range(*key.indices(len(self))), reverse=True):
            super().__delitem__(i)

    def append(self, value):
        _host.append(self, value)

    push = append

    def insert(self, index, value):
        items = self[index:]
        del self[index:]
        self.append(value)
        self.extend(items)

    def sort(self, *comparator, key=None, reverse=False):
        if comparator:
            _host.invoke(self, "sort", *comparator)
        else:
            self[:] = sorted(self, key=key, reverse=reverse)

    def remove(self, value):
        # Of a java.util.List, remove(int) takes a place.
        if type(value) is int and _host.is_java_list(self):
            return _host.invoke(self, "remove", value)
        del self[self.index(value)]

    def copy(self):
        return list(self)

    def __eq__(self, other):
        if isinstance(other, (list, tuple)):
            return len(self) == len(other) and all(a == b for a, b in zip(self, other))
        return super().__eq__(other)

    __hash__ = ForeignObject.__hash__

    def __add__(self, other):
        return list(self) + list(other)

    def __radd__(self, other):
        return list(other) + list(self)

    def __mul__(self, times):
        return list(self) * times

    __rmul__ = __mul__


class _Dict:
    """Behaves as a dict, and says so: isinstance(x, dict)."""

    __slots__ = ()
    __class__ = property(lambda self: dict)

    def __new__(cls, *values, **named):
        return dict(*values, **named)

    def __reduce_ex__(self, protocol):
        return dict, (dict(self.items()),)

    def __deepcopy__(self, memo):
        import copy
        return copy.deepcopy(dict(self.items()), memo)

    def __repr__(self):
        return _shown(self, "{...}", lambda: repr(dict(self.items())))

    def __contains__(self, key):
        return _host.has_entry(self, key)

    def __eq__(self, other):
        if isinstance(other, dict):
            return len(self) == len(other) and all(key in self and self[key] == value for key, value in other.items())
        return super().__eq__(other)

    __hash__ = ForeignObject.__hash__

    def pop(self, key, *default):
        if key in self:
            value = self[key]
            del self[key]
            return value
        if not default:
            raise KeyError(key)
        return default[0]

    def copy(self):
        return dict(self.items())

    def __or__(self, other):
        return self.copy() | dict(other)

    def __ror__(self, other):
        return dict(other) | self.copy()


class _Set:
    """Behaves as a set, and says so: isinstance(x, set)."""

    __slots__ = ()
    __class__ = property(lambda self: set)

    def __new__(cls, values=()):
        return set(values)

    def __reduce_ex__(self, protocol):
        return set, (set(self),)

    def __deepcopy__(self, memo):
        import copy
        return copy.deepcopy(set(self), memo)

    def __repr__(self):
        return _shown(self, "{...}", lambda: repr(set(self)))

    def discard(self, value):
        _host.invoke(self, "remove" if hasattr(self, "remove") else "delete", value)

    def __eq__(self, other):
        if isinstance(other, (set, frozenset)):
            return len(self) == len(other) and all(value in self for value in other)
        return super().__eq__(other)

    __hash__ = ForeignObject.__hash__

    @classmethod
    def _from_iterable(cls, values):
        return set(values)


def _mix(cls, abstract, *names):
    """Gives a class an abstract class's implementations; its own and Java's way to do the same stay."""
    for name in names:
        if name not in cls.__dict__:
            setattr(cls, name, getattr(abstract, name))


_mix(_List, _abc.MutableSequence, "index", "count", "reverse", "extend", "pop", "clear", "__iadd__", "__reversed__",
     "__contains__")
_mix(_Dict, _abc.MutableMapping, "get", "keys", "values", "items", "popitem", "setdefault", "update", "clear")
_mix(_Set, _abc.MutableSet, "__and__", "__rand__", "__or__", "__ror__", "__sub__", "__rsub__", "__xor__", "__rxor__", "isdisjoint",
     "__le__", "__lt__", "__ge__", "__gt__")


class _ContextManager:
    """AutoCloseable: a with statement closes it."""

    __slots__ = ()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        _host.invoke(self, "close")


class _Awaitable:
    """A CompletionStage or Future."""

    __slots__ = ()

    def __await__(self):
        import _foreign_asyncio
        return _foreign_asyncio.await_foreign(self).__await__()

    def then(self, onfulfilled=None, onrejected=None, /):
        import _foreign_asyncio
        return _foreign_asyncio.then_(self, onfulfilled, onrejected)

    def catch(self, onrejected, /):
        return self.then(None, onrejected)

    def finally_(self, onfinally, /):
        import _foreign_asyncio
        return _foreign_asyncio.finally_(self, onfinally)


def _raised(kind, value=None, trace=None):
    """The exception that the arguments of a generator's throw() name."""
    if isinstance(kind, type) and issubclass(kind, BaseException):
        exception = value if isinstance(value, kind) else kind() if value is None else kind(*value) if isinstance(value, tuple) else kind(value)
    elif isinstance(kind, BaseException):
        exception = kind
    else:
        raise TypeError(f"exceptions must be classes or instances deriving from BaseException, not {type(kind).__name__}")
    return exception if trace is None else exception.with_traceback(trace)


def _step(result, end):
    """What a step of JavaScript's generators has yielded; at their end the exception for it is raised."""
    if not isinstance(result, ForeignObject):
        raise TypeError(f"the result of a generator's step is an object, not {type(result).__name__!r}")
    if isinstance(result, ForeignAwaitable):
        raise TypeError("the result was a promise, use anext(), asend() or athrow() instead")
    if not hasattr(result, "done"):
        raise TypeError('the result of a generator\'s step has no "done" field')
    value = getattr(result, "value", None)
    if not result.done:
        return value
    raise end(value) if end is StopIteration and value is not None else end()


def _ended(result):
    if not result.done:
        raise RuntimeError("the generator ignored return")


class _Generator:
    """A generator of JavaScript."""

    __slots__ = ()

    def __next__(self):
        return self.send(None)

    def send(self, value, /):
        return _step(_host.invoke(self, "next", value), StopIteration)

    def throw(self, kind, value=None, trace=None, /):
        return _step(_host.invoke(self, "throw", _raised(kind, value, trace)), StopIteration)

    def close(self):
        _ended(_host.invoke(self, "return"))


class _AsyncGenerator:
    """An asynchronous generator of JavaScript."""

    __slots__ = ()

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.asend(None)

    async def asend(self, value, /):
        return _step(await _host.invoke(self, "next", value), StopAsyncIteration)

    async def athrow(self, kind, value=None, trace=None, /):
        return _step(await _host.invoke(self, "throw", _raised(kind, value, trace)), StopAsyncIteration)

    async def aclose(self):
        _ended(await _host.invoke(self, "return"))


class _Publisher:
    """A java.util.concurrent.Flow.Publisher: async for subscribes to it and asks for one item at a time."""

    __slots__ = ()

    def __aiter__(self):
        import _foreign_asyncio
        return _foreign_asyncio.items(self)


class _Buffer:
    """A buffer: the methods of pyodide.ffi.JsBuffer."""

    __slots__ = ()

    def assign(self, rhs, /):
        """Copies from a Python buffer, all of it."""
        target = memoryview(self).cast("B")
        target[:] = memoryview(rhs).cast("B")

    def assign_to(self, to, /):
        """Copies into a Python buffer of the same size."""
        memoryview(to).cast("B")[:] = memoryview(self).cast("B")

    def to_bytes(self):
        return bytes(memoryview(self).cast("B"))

    def to_memoryview(self):
        """A view of a copy."""
        view = memoryview(self)
        return memoryview(bytearray(view.cast("B"))).cast(view.format)

    def to_string(self, encoding=None):
        return str(memoryview(self).cast("B"), encoding or "utf-8")

    def to_file(self, file, /):
        file.write(memoryview(self).cast("B"))

    _into_file = to_file

    def from_file(self, file, /):
        view = memoryview(self).cast("B")
        count = file.readinto(view)
        if count < len(view):
            raise EOFError(f"the file ended after {count} of {len(view)} bytes")


class _DoubleProxy:
    """A Python object as Java sees it, held by Python: pyodide.ffi.JsDoubleProxy."""

    __slots__ = ()

    def destroy(self):
        _host.destroy(self)

    def unwrap(self):
        return _host.unwrap(self)


# ---- classes by traits

class ForeignList(_List, ForeignContainer, ForeignSized, ForeignIterable, _Common):
    __slots__ = ()


class ForeignDict(_Dict, ForeignContainer, ForeignSized, ForeignIterable, _Common):
    __slots__ = ()


class ForeignSet(_Set, ForeignMembership, ForeignSized, ForeignIterable, _Common):
    __slots__ = ()


class ForeignCollection(ForeignMembership, ForeignSized, ForeignIterable, _Common):
    __slots__ = ()


class ForeignClass(_Class, _Common):
    __slots__ = ()


class ForeignContextManager(_ContextManager, _Common):
    __slots__ = ()


class ForeignAwaitable(_Awaitable, _Common):
    __slots__ = ()


class ForeignGenerator(_Generator, ForeignIterator, _Common):
    __slots__ = ()


class ForeignAsyncGenerator(_AsyncGenerator, _Common):
    __slots__ = ()


class ForeignPublisher(_Publisher, _Common):
    __slots__ = ()


class ForeignArrayBuffer(_Buffer, ForeignBuffer, _Common):
    __slots__ = ()


class ForeignDoubleProxy(_DoubleProxy, _Common):
    __slots__ = ()


_abc.MutableSequence.register(ForeignList)
_abc.MutableMapping.register(ForeignDict)
_abc.MutableSet.register(ForeignSet)

# Traits in the order of their classes among the bases; a class that includes another comes before it.
_BASES = {"DOUBLE_PROXY": ForeignDoubleProxy, "CLASS": ForeignClass, "INSTANTIABLE": ForeignInstantiable, "EXECUTABLE": ForeignExecutable, "LIST": ForeignList,
          "DICT": ForeignDict, "SET": ForeignSet, "COLLECTION": ForeignCollection, "ITERATOR": ForeignIterator,
          "GENERATOR": ForeignGenerator, "ASYNC_GENERATOR": ForeignAsyncGenerator, "ASYNC_ITERABLE": ForeignPublisher,
          "CONTEXT_MANAGER": ForeignContextManager, "AWAITABLE": ForeignAwaitable, "BUFFER": ForeignArrayBuffer,
          "ITERABLE": ForeignIterable}


def _make_type(*traits):
    bases = [cls for trait, cls in _BASES.items() if trait in traits]
    bases = [cls for cls in bases if not any(other is not cls and issubclass(other, cls) for other in bases)]
    names = [cls.__name__ for cls in bases]
    name = "Foreign" + "".join(name.removeprefix("Foreign") for name in names) if names else "ForeignObject"
    # Also for a single one: the abstract classes must not have the flags of their combinations.
    if not any(issubclass(cls, _Common) for cls in bases):
        bases.append(_Common)
    return type(name, tuple(bases), {"__slots__": (), "__module__": "polyglot", "_js_type_flags": _flags(traits)})


# ---- exceptions

_exceptions = _weakref.WeakValueDictionary()
_exception_classes = {}


class _ExceptionMeta(type):
    """Exception classes of Java: real Python classes, so that an except clause can name them, with Java's static members."""

    def __call__(cls, *arguments):
        symbol = cls.__foreign_class__
        if symbol is None:
            return super().__call__(*arguments)
        if "__foreign_class__" in cls.__dict__:
            return symbol(*arguments)
        # A subclass written in Python: Java's exception is made of what its __init__ passes on.
        made = super().__call__(*arguments)
        if made.__foreign__ is None:
            made.__foreign__ = symbol(*arguments).__foreign__
        return made

    def __getattr__(cls, name):
        symbol = type.__getattribute__(cls, "__foreign_class__")
        if symbol is None or name.startswith("__"):
            raise AttributeError(f"type object '{cls.__name__}' has no attribute '{name}'")
        return getattr(symbol, name)


class ForeignException(Exception, metaclass=_ExceptionMeta):
    """An exception of Java or of another language."""

    __foreign_class__ = None
    __foreign__ = None
    _js_type_flags = JS_FLAGS["IS_ERROR"]

    def __init__(self, *arguments):
        super().__init__(*arguments)
        symbol = type(self).__foreign_class__
        if symbol is not None and self.__foreign__ is None:
            self.__foreign__ = symbol(*arguments).__foreign__

    def __getattr__(self, name):
        if self.__foreign__ is None or name.startswith("__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(self.__foreign__, name)

    def __dir__(self):
        return sorted({*super().__dir__(), *(_host.members(self.__foreign__) if self.__foreign__ is not None else ())})

    @property
    def message(self):
        return self._own("message", self.args[0] if self.args else None)

    @property
    def name(self):
        meta = _host.meta(self.__foreign__) if type(self) is ForeignException and self.__foreign__ is not None else None
        return self._own("name", type(self).__qualname__ if meta is None else _host.simple_name(meta))

    def _own(self, member, default):
        # Java's exceptions tell it by methods.
        if type(self) is not ForeignException or self.__foreign__ is None:
            return default
        try:
            return _host.read(self.__foreign__, member)
        except (AttributeError, TypeError):
            return default

    @property
    def stack(self):
        import traceback
        return "".join(traceback.format_exception(self))


def exception_class(cls):
    """The Python class for a Java class of exceptions."""
    known = _exception_classes.get(cls)
    if known is None:
        bases = tuple(exception_class(parent) for parent in _host.parents(cls) if _host.is_throwable(parent))
        module, _, name = _host.qualified_name(cls).rpartition(".")
        known = _ExceptionMeta(name, bases or (ForeignException,),
                               {"__module__": module, "__foreign_class__": _host.symbol(cls)})
        _exception_classes[cls] = known
    return known


def _make_exception(proxy):
    exception = _exceptions.get(id(proxy))
    if exception is None:
        meta = _host.meta(proxy)
        if meta is not None and _host.qualified_name(meta) == "org.graalvm.polyglot.PolyglotException":
            # How Java sees an exception of a guest language.
            guest = proxy.getGuestObject() if proxy.isGuestException() else None
            if isinstance(guest, BaseException):
                return guest
        cls = exception_class(meta) if meta is not None and _host.is_throwable(meta) else ForeignException
        message = _host.message(proxy)
        exception = cls.__new__(cls) if message is None else cls.__new__(cls, message)
        exception.__foreign__ = proxy
        _exceptions[id(proxy)] = exception
        cause = _host.cause(proxy)
        if cause is not None:
            exception.__cause__ = cause
    return exception


# ---- immutable values: Python's own, which are still the Java objects

class _TwoSided:
    """A Python value that stands for a foreign object and has its members."""

    def __getattr__(self, name):
        foreign = self.__dict__.get("__foreign__")
        if foreign is None or name.startswith("__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(foreign, name)

    def __reduce_ex__(self, protocol):
        return self._plain().__reduce_ex__(protocol)


class ForeignNumber(_TwoSided, int):
    def __reduce_ex__(self, protocol):
        return int, (int(self),)

    def _plain(self):
        return int(self)


def _define_values():
    """The classes that need datetime and decimal, which most programs do not."""
    global ForeignDate, ForeignDateTime, ForeignTime, ForeignDuration, ForeignTimeZone, ForeignDecimal
    import datetime
    import decimal

    class ForeignDate(_TwoSided, datetime.date):
        def _plain(self):
            return datetime.date(self.year, self.month, self.day)

    class ForeignDateTime(_TwoSided, datetime.datetime):
        def _plain(self):
            return datetime.datetime.combine(self.date(), self.timetz())

    class ForeignTime(_TwoSided, datetime.time):
        def _plain(self):
            return datetime.time(self.hour, self.minute, self.second, self.microsecond)

    class ForeignDuration(_TwoSided, datetime.timedelta):
        def _plain(self):
            return datetime.timedelta(self.days, self.seconds, self.microseconds)

    class ForeignTimeZone(_TwoSided, datetime.tzinfo):
        def __init__(self, key=None, seconds=None):
            self.key = key
            self._seconds = seconds

        def _offset(self, when):
            if self._seconds is not None:
                return self._seconds
            # An epoch-free local time: Java's zone rules know its offset.
            return _host.zone_offset(self.__dict__["__foreign__"], when.year, when.month, when.day, when.hour, when.minute, when.second, when.fold)

        def utcoffset(self, when):
            return None if when is None and self._seconds is None else datetime.timedelta(seconds=self._offset(when))

        def fromutc(self, when):
            if self._seconds is not None:
                return when + datetime.timedelta(seconds=self._seconds)
            seconds, fold = _host.zone_offset_utc(self.__dict__["__foreign__"], when.year, when.month, when.day, when.hour, when.minute, when.second)
            return (when + datetime.timedelta(seconds=seconds)).replace(fold=fold)

        def dst(self, when):
            return None

        def tzname(self, when):
            return self.key

        def __repr__(self):
            return f"ForeignTimeZone({self.key!r})"

        def _plain(self):
            return datetime.timezone(datetime.timedelta(seconds=self._offset(None)), self.key)

    class ForeignDecimal(_TwoSided, decimal.Decimal):
        def _plain(self):
            return decimal.Decimal(self)

    for cls in (ForeignDate, ForeignDateTime, ForeignTime, ForeignDuration, ForeignTimeZone, ForeignDecimal):
        cls.__qualname__ = cls.__name__
        _host.define_two_sided(cls)


def _make_value(proxy):
    kind, *parts = _host.value(proxy)
    if kind == "int":
        value = ForeignNumber(parts[0])
    elif kind == "float":
        return parts[0]
    else:
        if "ForeignDate" not in globals():
            _define_values()
        if kind == "decimal":
            value = ForeignDecimal(parts[0])
        elif kind == "date":
            value = ForeignDate(*parts)
        elif kind == "time":
            value = ForeignTime(*parts)
        elif kind == "datetime":
            import datetime
            *fields, zone, fold = parts
            if zone is not None and not isinstance(zone, datetime.tzinfo):
                zone = datetime.timezone(datetime.timedelta(seconds=zone))
            value = ForeignDateTime(*fields, tzinfo=zone, fold=fold)
        elif kind == "duration":
            value = ForeignDuration(0, *parts)
        elif kind == "zone":
            value = ForeignTimeZone(*parts)
        else:
            return proxy
    value.__dict__["__foreign__"] = proxy
    return value


# ---- Python classes that extend Java classes

class _Overrides:
    """What a Python class defines itself; the Java object it belongs to asks here first."""

    __slots__ = ("_owner",)
    # Methods of java.lang.Object by the special methods that do the same in Python.
    _SPECIAL = {"toString": ("__str__", "__repr__"), "equals": ("__eq__",), "hashCode": ("__hash__",)}

    def __init__(self, owner):
        self._owner = owner

    def __getattr__(self, name):
        owner = object.__getattribute__(self, "_owner")
        found = _own(type(owner), name) or next((special for special in self._SPECIAL.get(name, ()) if _own(type(owner), special)), None)
        if found is None or name.startswith("__"):
            raise AttributeError(name)
        return getattr(owner, name if found is True else found)


def _own(cls, name):
    """Whether Python code has defined it, and not the classes that stand for Java's."""
    for base in cls.__mro__:
        if base is ForeignSubclass:
            return False
        if "_foreign_base" not in base.__dict__ and base.__dict__.get(name) is not None:
            return True
    return False


class ForeignSubclass:
    """Base of Python classes that extend or implement Java classes: class Handler(java.type("...")): ...

    Java's object is made by __init__, so that a class can have parameters of its own and pass on what the constructor takes.
    A class whose __init__ passes nothing on gets an object when Java's side is needed first.
    """

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        bases = [base for base in cls.__dict__.get("__orig_bases__", ()) if isinstance(base, ForeignObject)]
        if bases:
            cls._adapter = _host.extend(*bases)
            # Interfaces have no constructor that the arguments could be for.
            cls._passes_arguments = not all(_host.is_interface(base) for base in bases)

    def __new__(cls, *arguments, **keywords):
        self = object.__new__(cls)
        self._arguments = arguments
        return self

    def __init__(self, *arguments):
        self._make(arguments)

    def _make(self, arguments):
        if "__foreign__" not in self.__dict__:
            self.__dict__["__foreign__"] = self._adapter(*(arguments if self._passes_arguments else ()), _Overrides(self))
        self.__dict__.pop("_arguments", None)

    @property
    def __super__(self):
        return _host.read(self.__foreign__, "super")

    def __str__(self):
        return _host.invoke(self.__foreign__, "toString")

    def __getattr__(self, name):
        if name == "__foreign__":
            arguments = self.__dict__.get("_arguments", ())
            try:
                self._make(arguments)
            except TypeError:
                if not arguments:
                    raise
                # Those of the Python class are not for Java.
                self._make(())
            return self.__dict__["__foreign__"]
        if name.startswith("__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(self.__foreign__, name)


# ---- values that languages share

def import_value(name):
    """The value that was exported under a name."""
    return _host.import_value(name)


def export_value(value=None, name=None):
    """Exports a value, by its own name if none is given; also a decorator, and either order of arguments."""
    if isinstance(value, str) and name is not None and not isinstance(name, str):
        value, name = name, value
    if name is None:
        name = getattr(value, "__name__", None)
        if name is None:
            raise ValueError("a value without a name needs one to be exported")
    _host.export_value(name, value)
    return value


def eval(*, path="", string="", language=""):
    """Evaluates code of another language: a string, or a file."""
    if bool(path) == bool(string):
        raise ValueError("either a path or a string is needed")
    return _host.eval(language, string, path)


class _MapModule(type(_sys)):
    """A foreign map as a module: its entries are attributes."""

    def __init__(self, name, entries):
        super().__init__(name)
        self.__dict__["_entries"] = entries

    def __getattr__(self, name):
        if name == "__all__":
            return [entry for entry in self._entries if not entry.startswith("_")]
        try:
            return self._entries[name]
        except KeyError:
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'") from None

    def __setattr__(self, name, value):
        if name.startswith("__"):
            super().__setattr__(name, value)
        else:
            self._entries[name] = value

    def __dir__(self):
        return sorted(self._entries)


def register_module(name, module):
    """Makes an object importable: 'import name' and 'from name import member'."""
    if not isinstance(name, str):
        raise TypeError("the name of a module is a str")
    if isinstance(module, ForeignDict):
        module = _MapModule(name, module)
    _sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent and parent in _sys.modules and not isinstance(_sys.modules[parent], ForeignObject):
        setattr(_sys.modules[parent], child, module)


def unregister_module(name):
    if _sys.modules.pop(name, None) is None:
        raise ValueError(f"no module {name!r} is registered")


_host.define(ForeignObject, ForeignException, _ExceptionMeta, ForeignSubclass, _make_type, _make_exception, _make_value)
_host.define_two_sided(ForeignNumber)
import _foreign_collections as _collections
