# SPDX-License-Identifier: Apache-2.0
"""The Python classes that stand for Java's classes among the bases of a Python class.

Python's super() looks for a method in the classes behind, so each of them has Java's methods; and what Python does with
a collection, an iterator or a resource of Java it does with an object of such a class too.
"""
from polyglot import ForeignSubclass, _method_of

_bases = {}


class _Iterable:
    def __iter__(self):
        return iter(self.__foreign__)


class _Collection(_Iterable):
    def __len__(self):
        return len(self.__foreign__)

    def __contains__(self, value):
        return value in self.__foreign__


class _Indexed(_Collection):
    def __getitem__(self, key):
        return self.__foreign__[key]

    def __setitem__(self, key, value):
        self.__foreign__[key] = value

    def __delitem__(self, key):
        del self.__foreign__[key]


class _Mapping(_Indexed):
    def __iter__(self):
        return iter(self.__foreign__)

    def keys(self):
        return self.__foreign__.keys()

    def items(self):
        return self.__foreign__.items()


class _Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self.__foreign__)


class _Closeable:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


# In order: a class that includes another comes before it.
_BEHAVIOURS = (("java.util.Map", _Mapping), ("java.util.List", _Indexed), ("java.util.Collection", _Collection),
               ("java.lang.Iterable", _Iterable), ("java.util.Iterator", _Iterator), ("java.lang.AutoCloseable", _Closeable))


def base_for(cls):
    """The class that Python sees instead of a class of Java among the bases."""
    known = _bases.get(cls)
    if known is None:
        interfaces = _host.implements(cls, *(name for name, _ in _BEHAVIOURS))
        behaviours = []
        for (_, behaviour), implemented in zip(_BEHAVIOURS, interfaces):
            if implemented and not any(issubclass(chosen, behaviour) for chosen in behaviours):
                behaviours.append(behaviour)
        members = {name: _method_of(cls, name) for name in _host.instance_methods(cls)
                   if not any(hasattr(behaviour, name) for behaviour in behaviours)}
        members |= {"_foreign_base": cls, "__module__": "polyglot"}
        members.pop("__init__", None)
        known = _bases[cls] = type(_host.simple_name(cls), (*behaviours, ForeignSubclass), members)
    return known
