# SPDX-License-Identifier: Apache-2.0
"""run_sync: waiting for an awaitable in a function that is not asynchronous.

Within an event loop the waiting task keeps its Java thread, whose stack its frames lie on, and another thread goes on with
the loop. So any number of tasks can wait, and go on in any order. One of a loop's threads runs at a time; they pass the
turn to each other. Where the embedder allows no threads, the loop goes on above the waiting task, on the same stack.
"""
import asyncio as _asyncio
import contextlib as _contextlib
import inspect as _inspect
import sys as _sys
import weakref as _weakref
from collections import deque as _deque

_IDLE = 1000  # milliseconds that a thread without a task to carry is kept
_waits_for_java = 0


@_contextlib.contextmanager
def waiting_for_java():
    """Around an await that another thread may end."""
    global _waits_for_java
    _waits_for_java += 1
    try:
        yield
    finally:
        _waits_for_java -= 1


def run_sync(x):
    if not _inspect.isawaitable(x):
        raise TypeError(f"object {type(x).__name__} can't be used in 'await' expression")
    loop = _asyncio._get_running_loop()
    if loop is not None:
        return _wait_within(loop, _asyncio.ensure_future(x, loop=loop))
    if _asyncio.isfuture(x):
        loop = x.get_loop()
        if not loop.is_running():
            return loop.run_until_complete(x)

    async def outcome():
        return await x

    return _asyncio.run(outcome())


def _wait_within(loop, future):
    task = _asyncio.current_task(loop)
    if task is not None:
        # A task that waits is one that runs, to asyncio: cancelling it would not end the wait.
        task.cancel = future.cancel
    try:
        with _turn_goes_on(loop):
            if _host.may_start_threads():
                _threads_of(loop).wait(future)
            else:
                _run_above(loop, future)
    finally:
        if task is not None:
            del task.cancel
    return future.result()


@_contextlib.contextmanager
def _turn_goes_on(loop):
    """Around what others run of a loop in the middle of a turn, which takes as many handles as there were when it began."""
    ready = len(loop._ready)
    try:
        yield
    finally:
        while len(loop._ready) < ready:
            loop._ready.append(_no_handle(loop))


def _no_handle(loop):
    handle = _asyncio.Handle(print, (), loop)
    handle.cancel()
    return handle


def _raise(failure):
    raise failure


# ---- on threads

class _Thread:
    """One that has frames of the loop on its stack. It waits at its gate for its turn."""

    __slots__ = ("gate", "failure")

    def __init__(self):
        self.gate = _host.new("gate")
        self.failure = None


class _Threads:
    """Those of one event loop. The first has been there before, the others are made for the loop to go on."""

    def __init__(self, loop):
        self.loop = loop
        self.first = _Thread()
        self.first_is_idle = False
        self.running = self.first
        self.others = set()
        self.idle = []
        self.woken = None
        self.rest = None
        self.ended = False

    def wait(self, future):
        me = self.running
        future.add_done_callback(wake := lambda _: self._wake(me))
        try:
            self._switch(self.idle.pop() if self.idle else self._new())
        except BaseException:
            future.remove_done_callback(wake)
            future.cancel()
            if self.ended:
                self.loop._ready = _deque(_no_handle(self.loop) for _ in self.loop._ready)
            raise

    def _wake(self, thread):
        if self.running is self.first:
            # It is in a turn of asyncio's own, in which it goes on when it is here again.
            self.first_is_idle = True
            try:
                with _turn_goes_on(self.loop):
                    self._switch(thread)
            finally:
                self.first_is_idle = False
        else:
            # The turn ends here, so that this thread has nothing left to do when it goes on.
            self.woken = thread
            self.rest = self.loop._ready
            self.loop._ready = _deque(_no_handle(self.loop) for _ in self.rest)

    def _switch(self, to, failure=None):
        """Gives the turn to another thread and waits for the next; false if there will be none."""
        me = self.running
        to.failure = failure
        self.running = to
        _host.open_gate(to.gate)
        return self._pass(me)

    def _pass(self, me):
        while not _host.pass_gate(me.gate, _IDLE if me in self.idle else -1):
            if me in self.idle:
                self.idle.remove(me)
                return False
        failure, me.failure = me.failure, None
        if failure is not None:
            raise failure
        return True

    def _new(self):
        thread = _Thread()
        identity = _host.identity()

        def run():
            _host.set_identity(*identity)
            try:
                self._run_loop(thread)
            finally:
                self.others.discard(thread)
        stop_at_exit()
        _host.start_thread(run)
        self.others.add(thread)
        return thread

    def _run_loop(self, me):
        if self.ended or not self._pass(me):
            return
        loop = self.loop
        _asyncio._set_running_loop(loop)
        _sys.set_asyncgen_hooks(firstiter=loop._asyncgen_firstiter_hook, finalizer=loop._asyncgen_finalizer_hook)
        while True:
            failure = None
            try:
                loop._run_once()
            except BaseException as raised:
                failure = raised
            if self.ended:
                return
            if self.rest is not None:
                self.rest.extend(handle for handle in loop._ready if not handle.cancelled())
                loop._ready, self.rest = self.rest, None
            thread, self.woken = self.woken, None
            if thread is None and (self.first_is_idle or failure is not None or loop._stopping):
                # asyncio's own frames are there, which a loop that ends returns to; what waits above them ends first.
                thread = self.first
                if not self.first_is_idle:
                    if failure is not None:
                        loop._ready.appendleft(_asyncio.Handle(_raise, (failure,), loop))
                    failure = _asyncio.CancelledError("the event loop has stopped")
            if thread is not None:
                self.idle.append(me)
                try:
                    if not self._switch(thread, failure):
                        return
                except _asyncio.CancelledError:
                    return

    def end(self):
        """Ends what waits on threads other than the first."""
        self.ended = True
        for thread in self.others:
            thread.failure = _asyncio.CancelledError("the interpreter ends")
            _host.open_gate(thread.gate)


_threads = _weakref.WeakKeyDictionary()
_stops_at_exit = False


def _threads_of(loop):
    threads = _threads.get(loop)
    if threads is None:
        threads = _threads[loop] = _Threads(loop)
    return threads


def stop_at_exit():
    """Has the threads of this module and of Java's event loop ended before CPython is finalised."""
    global _stops_at_exit
    if not _stops_at_exit:
        _stops_at_exit = True
        import atexit
        atexit.register(stop)


def stop():
    for threads in list(_threads.values()):
        threads.end()
    if "_foreign_asyncio" in _sys.modules:
        _sys.modules["_foreign_asyncio"].stop_event_loop()
    _host.join_threads()


# ---- on the same stack

_waiting = []  # futures, the innermost last


def _is_stuck(loop):
    """Whether nothing but the task below, which has what it waits for, could end the innermost wait."""
    if loop._ready or loop._scheduled or _waits_for_java or not any(future.done() for future in _waiting[:-1]):
        return False
    return all(key.fd == loop._ssock.fileno() for key in loop._selector.get_map().values())


def _run_above(loop, future):
    """Runs turns of a loop within one of its turns."""
    current = _asyncio.tasks._swap_current_task(loop, None)
    _waiting.append(future)
    try:
        while not future.done():
            if _is_stuck(loop):
                future.cancel()
                raise RuntimeError("run_sync waits for a task that waits below it: without threads (allowCreateThread) tasks "
                                   "cannot wait for each other crosswise")
            loop._run_once()
    finally:
        _waiting.pop()
        _asyncio.tasks._swap_current_task(loop, current)
