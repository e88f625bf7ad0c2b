# SPDX-License-Identifier: Apache-2.0
"""Java's classes: java.type("java.util.ArrayList"), from java.util import ArrayList."""
import sys as _sys
from importlib.machinery import ModuleSpec as _ModuleSpec

import polyglot as _polyglot

_type = type
__path__ = []


def _lookup(name):
    """The class as Python sees it, or None."""
    symbol = _host.lookup(name)
    if symbol is None:
        return None
    return _polyglot.exception_class(_host.class_of(symbol)) if _host.is_throwable(symbol) else symbol


def type(name):
    """The Java class of a name. Raises KeyError if there is none or access is denied."""
    if not _host.lookup_allowed():
        raise NotImplementedError("looking up Java classes is not allowed in this context (allowHostClassLookup)")
    found = _lookup(name)
    if found is None:
        raise KeyError(f"host symbol {name} is not defined or access has been denied")
    return found


def instanceof(object, cls):
    return isinstance(object, cls)


def is_symbol(object):
    return _host.is_symbol(object)


def is_object(object):
    return isinstance(object, (_polyglot.ForeignObject, _polyglot.ForeignException)) and _host.is_object(object)


def is_function(object):
    return isinstance(object, _polyglot.ForeignObject) and _host.is_function(object)


def is_type(object):
    return _host.is_symbol(object)


def add_to_classpath(*paths):
    for path in paths:
        _host.add_to_classpath(path)


class _Package(_type(_sys)):
    """A Java package: its classes and subpackages are attributes."""

    def __getattr__(self, name):
        if not name.startswith("__"):
            found = _find(f"{self.__name__}.{name}")
            if found is not None:
                setattr(self, name, found)
                return found
        raise AttributeError(f"Java package '{self.__name__}' has no attribute '{name}'")

    def __repr__(self):
        return f"<java package '{self.__name__}'>"


def _find(name):
    found = _lookup(name)
    if found is None and _host.has_package(name):
        found = _Package(name)
        found.__path__ = []
    return found


def __getattr__(name):
    if not name.startswith("__"):
        found = _find(f"{__name__}.{name}")
        if found is not None:
            globals()[name] = found
            return found
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


class _Finder:
    """Finds java.util and java.util.ArrayList for the import statement."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith(__name__ + "."):
            return None
        found = _find(name)
        return None if found is None else _ModuleSpec(name, _Loader(found), origin="java", is_package=isinstance(found, _Package))


class _Loader:
    def __init__(self, found):
        self._found = found

    def create_module(self, spec):
        return self._found if isinstance(self._found, _Package) else None

    def exec_module(self, module):
        # The import system takes what is in sys.modules afterwards: the class itself.
        _sys.modules[module.__name__] = self._found


_sys.meta_path.append(_Finder)
