# SPDX-License-Identifier: Apache-2.0
# Runs as the last step of importing _socket, in its namespace.

# asm-generic/socket.h, which Emscripten follows.
SO_REUSEADDR = 2
SO_REUSEPORT = 15


def _run_at_once(loop_class):
    """Lets an event loop's default executor, a pool of threads and hence of no use, run what it is given at once.

    Names of hosts are looked up so, and asyncio.to_thread works; Pyodide's event loop does the same.
    """
    in_executor = loop_class.run_in_executor

    def run_in_executor(self, executor, func, *args):
        if executor is not None or self._default_executor is not None:
            return in_executor(self, executor, func, *args)
        self._check_closed()
        self._check_default_executor()
        if self.get_debug():
            self._check_callback(func, "run_in_executor")
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as exception:
            future.set_exception(exception)
        return future

    loop_class.run_in_executor = run_in_executor


def socketpair(family=AF_INET, type=SOCK_STREAM, proto=0, /):
    """Two connected sockets within this program. It needs no network, which asyncio's event loop relies on."""
    # With a pair begins every event loop, so that this is early enough.
    import sys
    loops = sys.modules.get("asyncio.base_events")
    if loops and loops.BaseEventLoop.run_in_executor.__module__ == loops.__name__ and not sys._emscripten_info.pthreads:
        _run_at_once(loops.BaseEventLoop)
    return tuple(socket(family, type, proto, descriptor) for descriptor in _local_pair(type))
