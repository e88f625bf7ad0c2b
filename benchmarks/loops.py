# SPDX-License-Identifier: Apache-2.0
"""Five small loops in turn, in one process: CPU milliseconds of the best round of each. Usage: loops.py SECONDS"""
import sys
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def squares(n):
    total = 0
    for i in range(n):
        if i % 3:
            total += i * i
    return total


def floats(n):
    x = 0.0
    for i in range(n):
        x = x * 0.99 + i * 0.5
    return x


def primes(n):
    count = 0
    for i in range(2, n):
        j = 2
        while j * j <= i:
            if i % j == 0:
                break
            j += 1
        else:
            count += 1
    return count


def lists(n):
    ring = [0] * 256
    for i in range(n):
        ring[i & 255] = ring[(i + 7) & 255] + 1
    return sum(ring)


LOOPS = [(fib, 22), (squares, 60_000), (floats, 60_000), (primes, 4_000), (lists, 50_000)]

best = {}
results = {}
end = time.time() + float(sys.argv[1])
while time.time() < end:
    for function, argument in LOOPS:
        start = time.process_time()
        results[function] = function(argument)
        milliseconds = (time.process_time() - start) * 1000
        best[function] = min(milliseconds, best.get(function, milliseconds))
for function, milliseconds in best.items():
    print(f'{function.__name__:8s} {milliseconds:8.2f} -> {results[function]}')
