# SPDX-License-Identifier: Apache-2.0
"""Lets C code take Java's collections where it asks for a list or a dict of its own: the encoder of json, and heapq.

Python code asks isinstance(x, list), which foreign lists answer. C code looks into the list's memory (PyList_Check), so it
gets a copy here; what it has changed is written back. Modules are adapted when they are imported, or at once if they were.
"""
import functools as _functools
import sys as _sys
import weakref as _weakref

from polyglot import ForeignCollection, ForeignDict, ForeignIterable, ForeignList, ForeignSet


def plain(value):
    """A list or dict with the same items, or None if the value is no foreign collection."""
    if isinstance(value, ForeignDict):
        return dict(value.items())
    if isinstance(value, (ForeignList, ForeignSet, ForeignCollection)):
        return list(value)
    return None


def _adapt_json(encoder):
    def with_collections(default):
        def convert(value):
            copy = plain(value)
            return default(value) if copy is None else copy
        return convert

    def adapted(make):
        # Both makers have the parameters markers, default and others behind.
        @_functools.wraps(make, updated=())
        def make_encoder(markers, default, *others, **named):
            return make(markers, with_collections(default), *others, **named)
        return make_encoder

    if encoder.c_make_encoder is not None:
        encoder.c_make_encoder = adapted(encoder.c_make_encoder)
    encoder._make_iterencode = adapted(encoder._make_iterencode)


def _adapt_heapq(module):
    def adapted(function):
        @_functools.wraps(function)
        def on_heap(heap, *arguments):
            if type(heap) is list or not isinstance(heap, ForeignList):
                return function(heap, *arguments)
            items = list(heap)
            result = function(items, *arguments)
            heap[:] = items
            return result
        return on_heap

    for name in ("heapify", "heappush", "heappop", "heapreplace", "heappushpop"):
        for function in name, name + "_max":
            if hasattr(module, function):
                setattr(module, function, adapted(getattr(module, function)))


_adapted = _weakref.WeakSet()


def _once(adapt):
    def adapt_once(module):
        if module not in _adapted:
            _adapted.add(module)
            adapt(module)
    return adapt_once


ADAPTERS = {"json.encoder": _once(_adapt_json), "heapq": _once(_adapt_heapq)}


class _Adapting:
    """The loader of a module that is adapted when it has been executed."""

    def __init__(self, loader, adapt):
        self._loader = loader
        self._adapt = adapt

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._adapt(module)


class _Finder:
    """First of the finders: sees to it that modules with an adapter get it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        adapt = ADAPTERS.get(name)
        if adapt is None:
            return None
        for finder in _sys.meta_path:
            if finder is not _Finder:
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    spec.loader = _Adapting(spec.loader, adapt)
                    return spec
        return None


for _name, _adapt in ADAPTERS.items():
    if _name in _sys.modules:
        _adapt(_sys.modules[_name])
_sys.meta_path.insert(0, _Finder)
