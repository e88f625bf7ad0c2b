# SPDX-License-Identifier: Apache-2.0
"""Java's asynchronous objects and asyncio's: futures and publishers that Python waits for, awaitables and asynchronous
generators that Java waits for.
"""
import asyncio as _asyncio
import inspect as _inspect
import types as _types

import _foreign_waits
from polyglot import ForeignException as _ForeignException

# ---- Java's in Python


def _cause(failure):
    """What a CompletionStage that depends on others wraps."""
    wrapped = failure.getClass().getName() == "java.util.concurrent.CompletionException" and failure.getCause()
    return wrapped or failure


async def await_foreign(future):
    """The value of a CompletionStage or Future, or of a promise of another language."""
    loop = _asyncio.get_running_loop()
    waiter = loop.create_future()

    def resolve(value, failure):
        if not waiter.done():
            if failure is None:
                waiter.set_result(value)
            else:
                waiter.set_exception(failure)

    def done(value, failure):
        try:
            loop.call_soon_threadsafe(resolve, value, failure)
        except RuntimeError:
            pass  # the loop is closed: nobody waits any more

    if _host.is_object(future):
        _host.when_complete(future, lambda value, failure: done(value, failure and _cause(failure)))
    else:
        # A promise may be rejected with anything.
        _host.invoke(future, "then", lambda value=None, *_: done(value, None), lambda reason=None, *_: done(
            None, reason if isinstance(reason, BaseException) else _ForeignException(str(reason))))
    try:
        with _foreign_waits.waiting_for_java():
            return await waiter
    except _asyncio.CancelledError:
        if hasattr(future, "cancel"):
            future.cancel(True)
        raise


async def items(publisher):
    """The items of a java.util.concurrent.Flow.Publisher."""
    subscription = _host.subscribe(publisher)
    try:
        while True:
            item = await _host.next_item(subscription)
            if item is None:
                return
            yield item[0]
    finally:
        _host.cancel_subscription(subscription)


# ---- Python's in Java

_event_loop = None


def _loop():
    """The loop that runs coroutines for Java: on a thread of its own if the embedder allows threads."""
    global _event_loop
    if _event_loop is None:
        _event_loop = _asyncio.new_event_loop()

        def run():
            _asyncio.set_event_loop(_event_loop)
            _event_loop.run_forever()

        if not _host.start_thread(run):
            loop, _event_loop = _event_loop, None
            return loop, False
        _foreign_waits.stop_at_exit()
    return _event_loop, True


def stop_event_loop():
    if _event_loop is not None:
        _event_loop.call_soon_threadsafe(_event_loop.stop)


def _begin(coroutine, finish):
    """Begins a coroutine, in the running loop or in Java's, and tells its task when it has ended."""
    loop = _asyncio._get_running_loop()

    def begin():
        loop.create_task(coroutine).add_done_callback(finish)

    if loop is not None:
        begin()
        return
    loop, running = _loop()
    if running:
        loop.call_soon_threadsafe(begin)
        return

    # No thread to run it on: it runs here and now.
    async def all_of_it():
        task = _asyncio.create_task(coroutine)
        await _asyncio.wait([task])
        finish(task)
    loop.run_until_complete(all_of_it())
    loop.close()


def stage(awaitable):
    """A CompletionStage of what an awaitable results in, which begins now."""
    async def outcome():
        return await awaitable

    def finish(task):
        try:
            future.complete(task)
        except BaseException:  # a dependent stage of Java's failed; that is Java's business
            pass

    def result(task):
        if task.cancelled():
            raise _asyncio.CancelledError()
        return task.result()

    future = _host.new("future")
    dependent = future.thenApply(result)
    _begin(awaitable if _inspect.iscoroutine(awaitable) else outcome(), finish)
    return dependent


def then_(awaitable, fulfilled=None, rejected=None):
    async def chain():
        try:
            value = await awaitable
        except Exception as failure:
            if rejected is None:
                raise
            value = rejected(failure)
        else:
            if fulfilled is not None:
                value = fulfilled(value)
        while _inspect.isawaitable(value):
            value = await value
        return value

    return stage(chain())


def catch_(awaitable, rejected):
    return then_(awaitable, None, rejected)


def finally_(awaitable, function):
    async def chain():
        try:
            return await awaitable
        finally:
            function()

    return stage(chain())


# ---- steps of generators, as JavaScript's protocol answers them

def _step(done, value):
    return _types.SimpleNamespace(done=done, value=value)


async def _async_step(awaitable):
    try:
        return _step(False, await awaitable)
    except StopAsyncIteration:
        return _step(True, None)


class _Begun:
    """An awaitable that has begun: Java sees a CompletionStage, JavaScript a promise."""

    def __init__(self, coroutine):
        self.stage = stage(coroutine)

    def __await__(self):
        return await_foreign(self.stage).__await__()


def next_(iterator, value=None):
    if hasattr(type(iterator), "__anext__"):
        return _Begun(_async_step(iterator.asend(value) if hasattr(iterator, "asend") else anext(iterator)))
    try:
        return _step(False, iterator.send(value) if hasattr(iterator, "send") else next(iterator))
    except StopIteration as end:
        return _step(True, end.value)


def return_(generator, value=None):
    if hasattr(generator, "athrow"):
        return _Begun(_async_return(generator, value))
    try:
        return _step(False, generator.throw(GeneratorExit))
    except StopIteration as end:
        return _step(True, end.value)
    except GeneratorExit:
        return _step(True, value)


async def _async_return(generator, value):
    try:
        return await _async_step(generator.athrow(GeneratorExit))
    except GeneratorExit:
        return _step(True, value)


def throw_(generator, exception):
    if not isinstance(exception, BaseException):
        exception = _ForeignException(str(exception))
    return _Begun(_async_step(generator.athrow(exception)))


# ---- asynchronous iterables as publishers

class _Subscription:
    """What the subscriber has asked for and not got yet; used on the loop's thread, asked from any."""

    def __init__(self, subscriber):
        self.subscriber = subscriber
        self.demand = 0
        self.refusal = None
        self.task = None
        self.changed = None

    def _tell(self, function):
        try:
            self.loop.call_soon_threadsafe(function)
        except RuntimeError:
            pass  # the loop is closed, and with it this subscription has ended

    def request(self, count):
        def add():
            if count > 0:
                self.demand += count
            else:
                self.refusal = ValueError(f"{count} items requested")  # rule 3.9 of Reactive Streams
            self.changed.set()
        self._tell(add)

    def cancel(self):
        self._tell(lambda: self.task.cancel())

    def _refuse(self, failure):
        """Tells the subscriber of an exception, which is a Throwable of Java only after a stage of Java's has failed with it."""
        if not _host.is_object(self.subscriber):
            self.subscriber.onError(failure)
            return

        def fail(_):
            raise failure
        future = _host.new("future")
        stage = future.thenApply(fail)
        future.complete(None)
        _host.refuse(self.subscriber, stage)

    async def run(self, source):
        self.loop = _asyncio.get_running_loop()
        self.task = _asyncio.current_task()
        self.changed = _asyncio.Event()
        self.subscriber.onSubscribe(self)
        try:
            iterator = aiter(source)
            while True:
                while not self.demand and self.refusal is None:
                    self.changed.clear()
                    await self.changed.wait()
                if self.refusal is not None:
                    raise self.refusal
                self.demand -= 1
                try:
                    item = await anext(iterator)
                except StopAsyncIteration:
                    break
                self.subscriber.onNext(item)
        except _asyncio.CancelledError:
            return
        except Exception as failure:
            self._refuse(failure)
        else:
            self.subscriber.onComplete()
        finally:
            if hasattr(source, "aclose"):
                await source.aclose()


def subscribe_(source, subscriber):
    _begin(_Subscription(subscriber).run(source), lambda task: None)
