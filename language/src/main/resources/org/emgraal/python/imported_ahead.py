# SPDX-License-Identifier: Apache-2.0
"""Modules of the standard library that are executed before the start snapshot is taken, and handed out when imported.

Runs once per snapshot file. Executing `re` in a cold JVM takes a third of a second. A program sees nothing of these
modules until it imports one: `sys.modules` is as it was, and the module appears there together with all that it imports
itself. The finder of the library's folder hands them out, each once. So a module of the same name in a folder before it
wins, and importlib.reload, a second import after `del sys.modules[...]`, and finders that a program puts in front of the
others work as ever.

Only modules are listed that look at nothing in which processes differ: no clock, random number, variable, thread or file.
"""
import sys
from _frozen_importlib_external import PathFinder

NAMES = """
    re json enum functools collections collections.abc operator keyword reprlib types typing contextlib copy copyreg
    dataclasses inspect ast dis textwrap string datetime traceback linecache tokenize token abc heapq bisect struct
    pickle base64 decimal fractions numbers itertools pathlib fnmatch glob shutil argparse gettext csv html hashlib
    urllib.parse weakref code codeop rlcompleter _colorize pkgutil importlib.util unicodedata pprint stat
    graphlib calendar shlex difflib _pyrepl.unix_console _pyrepl.historical_reader
    _pyrepl.completing_reader _pyrepl._module_completer _pyrepl.console
""".split()

# Modules of the bridge with finders that leave these modules to the others.
OURS = ("java", "_foreign_collections")

library = sys.modules["os"].__file__.rpartition("/")[0]
present = set(sys.modules)
# By name: the module, and what its import alone adds to sys.modules, by name.
ahead = {}
# By folder: those of packages that wait, which sys.path_importer_cache gets with the package.
finders = {}


class Waiting:
    """The loader of a module that has been executed."""

    def __init__(self, module):
        self.module = module
        self.loader = module.__spec__.loader

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__.loader = self.loader


class Recorder:
    """The loader of a module that is executed ahead, as if nothing had been imported before it."""

    executing = set()

    def __init__(self, name, loader):
        self.name = name
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.executing.add(self.name)
        others = added()
        for name in others:
            del sys.modules[name]
        self.loader.exec_module(module)
        self.executing.remove(self.name)
        ahead[self.name] = sys.modules[self.name], added()
        sys.modules.update(others)

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in ahead:
            return hand_out(name)
        for finder in sys.meta_path[1:]:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = spec.loader and cls(name, spec.loader)
                return spec


def added():
    return {name: module for name, module in sys.modules.items() if name not in present and name not in Recorder.executing}


def hand_out(name):
    module, others = ahead[name]
    # What the bridge changes in modules that are imported.
    adapters = getattr(sys.modules.get("_foreign_collections"), "ADAPTERS", {})
    for other, value in others.items():
        if other in adapters and other not in sys.modules:
            adapters[other](value)
        if other != name:
            sys.modules.setdefault(other, value)
            parent, _, child = other.rpartition(".")
            if parent:
                setattr(others[parent] if parent in others else sys.modules[parent], child, value)
        for folder in vars(value).get("__path__", ()):
            if folder in finders:
                sys.path_importer_cache.setdefault(folder, finders[folder])
    spec = module.__spec__
    spec.loader = Waiting(module)
    return spec


def fits(names):
    """Whether an import would find these: nothing else has their names, and no finder or folder asked before has them."""
    if [finder for finder in sys.meta_path if getattr(finder, "__module__", None) not in OURS] != meta_path:
        return False
    missing = []
    for name, module in names.items():
        if sys.modules.get(name, module) is not module:
            return False
        if name not in sys.modules and "." not in name:
            missing.append(name)
    for entry in sys.path:
        if entry == library:
            return True
        finder = PathFinder._path_importer_cache(entry)
        if finder is not None and any(finder.find_spec(name) for name in missing):
            return False
    return False


def waits_in(finder):
    """Makes a finder hand out what waits."""
    search = finder.find_spec

    def find_spec(name, target=None):
        spec = search(name, target)
        waiting = ahead.get(name)
        if waiting is None or spec is None or spec.origin != waiting[0].__spec__.origin or not fits(waiting[1]):
            return spec
        spec = hand_out(name)
        for other in waiting[1]:
            ahead.pop(other, None)
        return spec

    finder.find_spec = find_spec


meta_path = sys.meta_path[:]
known = set(sys.path_importer_cache)
sys.meta_path.insert(0, Recorder)
try:
    for name in NAMES:
        __import__(name)
        for other in added():
            del sys.modules[other]
finally:
    sys.meta_path.remove(Recorder)
for name, (module, _) in ahead.items():
    parent, _, child = name.rpartition(".")
    if parent:
        vars(ahead[parent][0] if parent in ahead else sys.modules[parent]).pop(child, None)
for folder in {library} | {module.__spec__.origin.rpartition("/")[0] for module, _ in ahead.values() if module.__spec__.has_location}:
    if folder in sys.path_importer_cache:
        waits_in(sys.path_importer_cache[folder])
for folder in set(sys.path_importer_cache) - known:
    finders[folder] = sys.path_importer_cache.pop(folder)
