# SPDX-License-Identifier: Apache-2.0
"""Prints what a program can see of how its interpreter was started, a line for each thing."""


def state():
    import sys
    yield "modules", sorted(sys.modules)
    import gc
    import locale
    import os
    import posix
    import signal
    import site
    import threading
    import time
    import warnings
    yield "environment", list(os.environ.items()), posix.environ, posix.environ is os.environ._data, os.getenv("HOME")
    for name in "stdin", "stdout", "stderr":
        stream = getattr(sys, name)
        raw = getattr(stream.buffer, "raw", stream.buffer)
        yield name, stream, stream.encoding, stream.errors, stream.line_buffering, stream.write_through, stream.newlines
        yield name, stream.closed, stream.isatty(), stream.fileno(), vars(stream), stream is getattr(sys, f"__{name}__")
        yield name, type(stream.buffer), stream.buffer, raw, raw.closefd, raw.mode, vars(raw)
    for name in dir(sys):
        value = getattr(sys, name)
        if isinstance(value, (str, int, float, tuple, list, bool, type(None))):
            yield "sys." + name, value
    yield "sys", dir(sys), sys.implementation, sys._emscripten_info, sys._xoptions
    yield "import", sorted(sys.path_importer_cache.items()), sys.meta_path, [getattr(hook, "__qualname__", hook) for hook in sys.path_hooks]
    yield "warnings", warnings.filters
    import __main__
    yield "__main__", {name: value for name, value in vars(__main__).items() if name not in ("__builtins__", "state")}
    for module in __builtins__, site, os, time:
        members = module if isinstance(module, dict) else vars(module)
        yield "members", sorted(members), {k: v for k, v in members.items() if isinstance(v, (str, bool, int, list, tuple, type(None)))}
    yield "time", time.localtime(0), time.strftime("%Z", time.localtime(0))
    yield "signals", [signal.getsignal(number) for number in range(1, 32)]
    yield "locale", locale.setlocale(locale.LC_ALL), locale.getlocale(), locale.getencoding(), sys.getfilesystemencoding()
    yield "process", os.getcwd(), os.getpid(), sorted(os.listdir("/proc/self/fd")), os.umask(0o22)
    yield "collector", gc.get_threshold(), gc.isenabled()
    yield "thread", threading.current_thread() is threading.main_thread(), threading.get_ident(), threading.stack_size()
    yield "limits", sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits()


if __name__ == "__main__":
    import re
    for line in state():
        print(re.sub(r" at 0x[0-9a-f]+", "", repr(line)))
