# SPDX-License-Identifier: Apache-2.0
"""numpy: ufuncs, einsum, dtypes, indexing, casting, text, dates, files, error paths."""
import io
import itertools
import pickle
import warnings
import numpy as np

warnings.simplefilter("always")


def attempt(label, call):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = call()
            text = repr(value)
        except Exception as failure:
            text = f"{type(failure).__name__}: {failure}"
    print(label, text, *(f"[{w.category.__name__}: {w.message}]" for w in caught))


def digest(array):
    array = np.ascontiguousarray(array)
    return f"{array.dtype} {array.shape} {array.tobytes().hex()}"


# -- every ufunc on every type it has a loop for
SAMPLES = {
    "?": [False, True, True, False], "b": [-128, -1, 3, 127], "B": [0, 1, 200, 255], "h": [-32768, -7, 12, 32767], "H": [0, 1, 40000, 65535],
    "i": [-2**31, -5, 9, 2**31 - 1], "I": [0, 1, 3, 2**32 - 1], "l": [-2**31, -5, 9, 2**31 - 1], "L": [0, 1, 3, 2**32 - 1],
    "q": [-2**63, -5, 11, 2**63 - 1], "Q": [0, 1, 5, 2**64 - 1],
    "e": [-1.5, 0.25, np.inf, np.nan], "f": [-1.5, 0.3, -np.inf, np.nan], "d": [-1.7, 0.1, np.inf, 1e300], "g": [-1.7, 0.1, 2.5, 1e100],
    "F": [1 + 2j, -0.5j, 3, -1 - 1j], "D": [1 + 2j, -0.5j, 3e5, -1 - 1j], "G": [1 + 2j, -0.5j, 3, -1 - 1j]}
for name in sorted(dir(np)):
    ufunc = getattr(np, name)
    if not isinstance(ufunc, np.ufunc) or ufunc.signature:
        continue
    for loop in ufunc.types:
        inputs, outputs = loop.split("->")
        if not set(inputs) <= set(SAMPLES):
            continue
        arguments = [np.roll(np.array(SAMPLES[code]).astype(code), -i) for i, code in enumerate(inputs)]
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                result = ufunc(*arguments, sig=loop) if ufunc.nin == len(inputs) else ufunc(*arguments)
                result = result if isinstance(result, tuple) else (result,)
                # The sign and payload of a NaN are the processor's choice.
                text = " ".join(repr(r.tolist()) if r.dtype.kind in "fc" else digest(r) for r in result)
            except Exception as failure:
                text = f"{type(failure).__name__}: {failure}"
        print(name, loop, text)

# -- floating-point errors
for kind in ("ignore", "warn", "raise"):
    with np.errstate(all=kind):
        attempt(f"divide {kind}", lambda: np.array([1.0, -1.0, 0.0]) / 0)
        attempt(f"overflow {kind}", lambda: np.float32(3e38) * np.float32(10))
        attempt(f"array overflow {kind}", lambda: np.array([1e308]) * 10)
        attempt(f"invalid {kind}", lambda: np.sqrt(np.array([-1.0])))
        attempt(f"underflow {kind}", lambda: np.array([1e-300]) * 1e-300)
        attempt(f"integer {kind}", lambda: np.array([5]) // 0)
        attempt(f"integer min {kind}", lambda: np.array([-128], dtype=np.int8) // -1)
        attempt(f"log {kind}", lambda: np.log(np.array([0.0, -1.0])))

# -- einsum
a = np.arange(24.0).reshape(2, 3, 4) / 7
b = np.arange(20.0).reshape(4, 5) / 3
m = np.arange(16.0).reshape(4, 4)
for subscripts, operands in (("ijk,kl->ijl", (a, b)), ("ijk->kji", (a,)), ("ii", (m,)), ("ii->i", (m,)), ("ij,jk,kl", (m, m, b)),
                             ("...k,kl", (a, b)), ("ijk,ijk->", (a, a)), ("i,j->ij", (b[0], b[1])), ("ij->j", (b,)),
                             ("ijk,ljk->il", (a, a)), ("...ij,...jk->...ik", (np.stack([m, m]), m))):
    for optimize in (False, True, "greedy", "optimal"):
        print("einsum", subscripts, optimize, digest(np.einsum(subscripts, *operands, optimize=optimize)))
print(np.einsum_path("ij,jk,kl,lm->im", m, m, m, m, optimize="optimal")[1])
for subscripts, operands in (("ij,jk", (m,)), ("ijz", (m,)), ("i->ij", (b[0],)), ("ij,jk", (m, a)), ("i$j", (m,)), ("ij->ijj", (m,))):
    attempt(f"einsum {subscripts}", lambda: np.einsum(subscripts, *operands))

# -- casting
for source, target in itertools.product("?bBhHiIqQefdgFDGSUmMO", repeat=2):
    print("can_cast", source, target, *(np.can_cast(source, target, casting) for casting in ("no", "equiv", "safe", "same_kind", "unsafe")))
values = [0.0, -0.0, 1.5, -2.7, 1e10, -1e10, 1e20, 65519.9, 6e-8]
for target in "bBhHiIqQefd?":
    with np.errstate(all="ignore"):
        print("astype", target, digest(np.array([v for v in values if abs(v) < 100]).astype(target)))
print("to half", digest(np.array(values).astype("e")))
for left, right in itertools.product("?bBhHiIqQefdgFDG", repeat=2):
    print("promote", left, right, np.promote_types(left, right))
attempt("int overflow", lambda: np.array([300]).astype(np.uint8))
attempt("python int", lambda: np.array([1], dtype=np.int8) + 200)
attempt("uint8(-1)", lambda: np.uint8(-1))

# -- dtypes
record = np.dtype([("name", "U8"), ("age", "<i4"), ("scores", ">f8", (2, 2)), ("sub", [("x", "u1"), ("y", "f2")])], align=True)
print(record, record.itemsize, record.fields)
people = np.zeros(2, dtype=record)
people["name"] = ["Ada", "Grace Hopper"]
people["scores"][1] = [[1.5, 2], [3, 4]]
people[0]["sub"]["y"] = 0.1
print(people, digest(people))
attempt("field", lambda: people["nothing"])
for text in ("f8", ">i4", "|S5", "U3", "datetime64[ms]", "timedelta64[D]", "i4,f8", "(2,3)f4", "O", "V7", "bogus", "f3", "datetime64[x]"):
    attempt(f"dtype {text}", lambda: np.dtype(text))
print(np.arange(4, dtype=">i2").byteswap().view("<i2"), np.array([1.5, -2]).view("u8"))

# -- dates and text
days = np.arange("2024-02-27", "2024-03-03", dtype="datetime64[D]")
print(days, days.astype("datetime64[M]"), np.diff(days), np.busday_count("2024-01-01", "2024-12-31"), np.is_busday(days))
print(np.datetime64("2038-01-19T03:14:08") - np.datetime64("1901-12-13"), np.datetime_as_string(days[0], unit="ms", timezone="UTC"))
attempt("date", lambda: np.datetime64("2024-13-01"))
attempt("NaT", lambda: np.array(["NaT", "2024-01-01"], dtype="M8[s]") > np.datetime64("2000"))
words = np.array(["alpha", "Beta", "γάμμα", ""])
print(np.char.upper(words), np.char.find(words, "a"), np.strings.str_len(words), np.char.add(words, "!"), np.sort(words))
strings = np.array(["a", "longer text than fits inline", "ä"], dtype=np.dtypes.StringDType())
print(strings, strings + "x", np.strings.replace(strings, "t", "T"), strings.astype("U4"))

# -- indexing, reductions, sorting, sets, polynomials, memory layout
c = np.arange(60).reshape(3, 4, 5)
print(c[1:, ::-2, [0, 3]], c[c % 7 == 0], c[..., None].shape, c.T.strides, c[np.ix_([0, 2], [1, 3])].tolist())
for call in (lambda: c[5], lambda: c[0, 0, 0, 0], lambda: c["x"], lambda: c[1.5], lambda: c.reshape(7, 9), lambda: c + np.ones((2, 2)),
             lambda: np.concatenate([c, c[0]]), lambda: np.array([[1, 2], [3]]), lambda: c.astype("U").astype(int).sum(), lambda: c.sum(axis=9),
             lambda: np.zeros(-1), lambda: np.empty((2**20, 2**20)), lambda: np.frombuffer(b"abc", dtype="i4"), lambda: np.array([1, 2]) @ np.ones(3),
             lambda: np.arange(3).view("i8"), lambda: np.stack([]), lambda: np.linspace(0, 1, -2), lambda: c.flags.writeable or 1,
             lambda: np.broadcast_arrays(np.ones(2), np.ones(3)), lambda: np.fromstring("1 2 x", sep=" "), lambda: int(np.array([1, 2])),
             lambda: np.nan_to_num(np.array([np.nan, np.inf])), lambda: bool(np.array([])), lambda: np.float64("abc"), lambda: np.power(2, -1),
             lambda: np.add.reduce([[1, 2], [3, 4]], axis=(0, 1)), lambda: np.add.at(c, 99, 1), lambda: np.unravel_index(99, (3, 4))):
    attempt("call", call)
x = np.sin(np.arange(1000.0))
for kind in ("quicksort", "mergesort", "heapsort", "stable"):
    print(kind, digest(np.argsort(x, kind=kind)[:40]), digest(np.sort(x.astype("f"), kind=kind)[:10]))
print(np.partition(x, 10)[:10].max().hex(), np.median(x).hex(), np.percentile(x, [5, 50, 95]), np.histogram(x, 7), np.unique((x * 3).astype(int), return_counts=True))
for function in (np.sum, np.mean, np.std, np.var, np.prod, np.min, np.max, np.ptp, np.cumsum, np.nansum):
    print(function.__name__, np.asarray(function(x + 1.5)).ravel()[-1].hex())
for dtype in "efdgFD":
    y = x.astype(dtype)
    print("sum", dtype, repr(y.sum()), repr(np.add.reduce(y[::3])), repr(y.dot(y)))
print(np.polyfit(np.arange(9), np.arange(9) ** 2.5, 3), np.roots([1, -6, 11, -6]), np.poly1d([1, 2, 3])(2.5))
print(np.polynomial.chebyshev.chebfit(np.linspace(-1, 1, 9), np.exp(np.linspace(-1, 1, 9)), 4))
print(np.interp([0.5, 1.7], [0, 1, 2], [0, 10, 5]), np.convolve([1, 2, 3], [0, 1, 0.5]), np.correlate([1, 2, 3], [0, 1, 0.5], "full"))
print(np.gradient(x[:6]), np.trapezoid(x), np.unwrap(x[:5] * 9), np.i0(np.array([0.5, 3, 20])), np.sinc(x[:4]))
print(np.packbits([1, 0, 1, 1, 0, 0, 0, 1, 1]), np.unpackbits(np.array([7, 200], dtype="u1")), np.lexsort(([3, 1, 2], [1, 1, 0])))
masked = np.ma.array([1.0, 2, 3], mask=[0, 1, 0])
print(masked, masked.mean(), masked.filled(-1), np.ma.sqrt(np.ma.array([-1.0, 4])))

# -- files and pickles
buffer = io.BytesIO()
np.savez_compressed(buffer, a=a, people=people)
buffer.seek(0)
loaded = np.load(buffer)
print(sorted(loaded), (loaded["a"] == a).all(), digest(loaded["people"]))
text = io.StringIO()
np.savetxt(text, b, fmt="%.17g")
print(text.getvalue().splitlines()[1], (np.loadtxt(io.StringIO(text.getvalue())) == b).all())
print(np.genfromtxt(io.StringIO("1,2,\n4,x,6"), delimiter=","), pickle.loads(pickle.dumps(people, 5))["name"])
with open("/tmp/array.bin", "wb") as file:
    a.tofile(file)
print(digest(np.fromfile("/tmp/array.bin", count=3)))
mapped = np.memmap("/tmp/array.bin", dtype="f8", mode="r", shape=(3,))
print(mapped.tolist())
print(memoryview(a).format, memoryview(people).format, np.asarray(memoryview(b"abcd")).tolist(), np.lib.stride_tricks.sliding_window_view(np.arange(5), 3).tolist())
print(np.vectorize(lambda p, q: p * q + 0.5)([1, 2], [3, 4]), np.frompyfunc(divmod, 2, 2)([7, 8], 3), np.apply_along_axis(sorted, 0, b[::-1]).tolist()[0])
for options in ({"precision": 3}, {"suppress": True}, {"threshold": 5}, {"floatmode": "fixed"}, {"sign": "+"}, {"linewidth": 30}):
    with np.printoptions(**options):
        print(np.array([1e-10, 1 / 3, 123456.789, -2e20]), np.arange(12.0))
