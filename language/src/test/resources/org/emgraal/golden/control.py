import asyncio, contextlib, itertools, traceback
def countdown(n):
    try:
        while n:
            got = yield n
            n = got if got is not None else n - 1
    finally:
        print("closed")
g = countdown(5)
print(next(g), next(g), g.send(10), next(g))
g.close()
def chain():
    result = yield from inner()
    yield result
def inner():
    yield 1
    return "returned"
print(list(chain()), [x * y for x in range(4) if x % 2 for y in "ab"], {k: v for k, v in zip("abc", itertools.count(1))})
@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name
    except ValueError as e:
        print("caught", e)
    finally:
        print("exit", name)
with managed("a") as a, managed("b"):
    raise ValueError("inside")
def fails():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise KeyError("k") from e
try:
    fails()
except KeyError:
    print("".join(traceback.format_exc().splitlines(True)[-1:]), end="")
try:
    raise ExceptionGroup("group", [ValueError(1), TypeError(2)])
except* ValueError as e:
    print("values", e.exceptions)
except* TypeError as e:
    print("types", e.exceptions)
def deep(n): return deep(n + 1)
try:
    deep(0)
except RecursionError as e:
    print(type(e).__name__)
async def worker(name, delay, log):
    for i in range(2):
        await asyncio.sleep(delay)
        log.append(f"{name}{i}")
    return name
async def main():
    log = []
    done = await asyncio.gather(worker("a", 0, log), worker("b", 0, log))
    async with asyncio.timeout(1):
        async for item in stream():
            log.append(item)
    return done, log
async def stream():
    for i in range(3):
        yield i
        await asyncio.sleep(0)
print(asyncio.run(main()))
for i in range(3):
    if i == 1:
        continue
else:
    print("no break", i)
print([*range(3), *"ab"], (lambda *a, b=2, **k: (a, b, sorted(k)))(1, 2, c=3), walrus := 5, walrus)
