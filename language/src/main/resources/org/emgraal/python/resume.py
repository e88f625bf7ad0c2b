# SPDX-License-Identifier: Apache-2.0
"""What an interpreter that was restored from a snapshot has to learn about the process it is in now.

Runs before any user code. Does what CPython's own start does: posix.environ (Modules/posixmodule.c), the standard
streams (create_stdio, Python/pylifecycle.c), time's constants (init_timezone, Modules/timemodule.c), sys.path
(Modules/getpath.py, Lib/site.py).
"""
import _imp
import io
import os
import site
import sys
import time


def resume(environment, arguments, path, errors):
    """The environment as NUL-terminated assignments, sys.orig_argv or None, PYTHONPATH, the errors handler of stdin."""
    set_environment(environment)
    set_time_zone()
    sys.stdin = sys.__stdin__ = stream(0, "<stdin>", "r", errors)
    sys.stdout = sys.__stdout__ = stream(1, "<stdout>", "w", errors)
    sys.stderr = sys.__stderr__ = stream(2, "<stderr>", "w", "backslashreplace")
    if arguments is not None:
        sys.orig_argv = arguments
        sys.argv = program_arguments(arguments)
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


def stream(descriptor, name, mode, errors):
    binary = io.open(descriptor, mode + "b", -1, None, None, None, False)
    raw = binary.raw
    raw.name = name
    line_buffering = raw.isatty() or descriptor == 2
    text = io.TextIOWrapper(binary, "utf-8", errors, "\n", line_buffering, False)
    text.mode = mode
    return text


def program_arguments(arguments):
    """Of the command lines that StandardStart takes: what follows -c CODE or -m MODULE, else all."""
    match arguments[1:]:
        case "-c" | "-m" as option, _, *rest:
            return [option, *rest]
        case []:
            return [""]
        case others:
            return others


def add_path(path):
    sys.path[:0] = path.split(":")
    site.removeduppaths()
    site.execsitecustomize()
    if site.ENABLE_USER_SITE:
        site.execusercustomize()
