# SPDX-License-Identifier: Apache-2.0
"""What an interpreter that was restored from a snapshot has to learn about the process it is in now.

Runs before any user code. Does what CPython's own start does: posix.environ (Modules/posixmodule.c), the standard
streams (create_stdio, Python/pylifecycle.c), time's constants (init_timezone, Modules/timemodule.c), sys.path
(Modules/getpath.py, Lib/site.py).
"""
import _imp
import _io
import os
import site
import sys
import time


def resume(environment, original_arguments, arguments, path, errors, buffered):
    """The environment as NUL-terminated assignments, sys.orig_argv and sys.argv or None, PYTHONPATH, how streams are."""
    set_environment(environment)
    set_time_zone()
    sys.stdin = sys.__stdin__ = stream(0, "<stdin>", "r", errors, buffered)
    sys.stdout = sys.__stdout__ = stream(1, "<stdout>", "w", errors, buffered)
    sys.stderr = sys.__stderr__ = stream(2, "<stderr>", "w", "backslashreplace", buffered)
    if arguments is not None:
        sys.orig_argv = original_arguments
        sys.argv = arguments
    if path:
        add_path(path)


def set_environment(block):
    variables = os.environ._data
    variables.clear()
    for assignment in block.split(b"\0")[:-1]:
        name, _, value = assignment.partition(b"=")
        variables[name] = value


def set_time_zone():
    """The module keeps its identity; another one is made to find the values."""
    other = _imp.create_builtin(time.__spec__)
    _imp.exec_builtin(other)
    for name in "timezone", "altzone", "daylight", "tzname":
        setattr(time, name, getattr(other, name))


def stream(descriptor, name, mode, errors, buffered):
    binary = _io.open(descriptor, mode + "b", -1 if buffered or mode == "r" else 0, None, None, None, False)
    raw = getattr(binary, "raw", binary)
    raw.name = name
    line_buffering = buffered and (raw.isatty() or descriptor == 2)
    text = _io.TextIOWrapper(binary, "utf-8", errors, "\n", line_buffering, not buffered)
    text.mode = mode
    return text


def add_path(path):
    sys.path[:0] = path.split(":")
    site.removeduppaths()
    site.execsitecustomize()
    if site.ENABLE_USER_SITE:
        site.execusercustomize()
