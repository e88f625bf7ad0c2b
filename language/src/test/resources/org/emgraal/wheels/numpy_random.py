# SPDX-License-Identifier: Apache-2.0
"""numpy.random: all bit generators, all distributions, state, seeding, errors."""
import pickle
import numpy as np
from numpy.random import Generator, MT19937, PCG64, PCG64DXSM, Philox, SFC64, RandomState, SeedSequence


def show(name, values):
    values = np.asarray(values)
    if values.dtype.kind == "f":
        text = " ".join(x.hex() for x in values.ravel().astype(float).tolist())
    else:
        text = " ".join(map(str, values.ravel().tolist()))
    print(name, values.dtype, values.shape, text)


DISTRIBUTIONS = [
    ("beta", (0.5, 2.5)), ("binomial", (10, 0.3)), ("binomial", (1000, 0.6)), ("chisquare", (3,)), ("exponential", (2.0,)), ("f", (4, 7)),
    ("gamma", (0.4, 1.5)), ("gamma", (3.0,)), ("geometric", (0.2,)), ("gumbel", (0.5, 2)), ("hypergeometric", (20, 30, 12)),
    ("laplace", (1, 2)), ("logistic", (1, 2)), ("lognormal", (0, 0.5)), ("logseries", (0.7,)), ("negative_binomial", (5, 0.4)),
    ("noncentral_chisquare", (3, 1.5)), ("noncentral_f", (3, 9, 1.2)), ("normal", (1, 3)), ("pareto", (2.5,)), ("poisson", (3.2,)),
    ("poisson", (250.0,)), ("power", (3.0,)), ("rayleigh", (2,)), ("standard_cauchy", ()), ("standard_exponential", ()),
    ("standard_gamma", (2.2,)), ("standard_normal", ()), ("standard_t", (5,)), ("triangular", (0, 1, 3)), ("uniform", (-2, 5)),
    ("vonmises", (0.3, 2.1)), ("wald", (1.1, 2.2)), ("weibull", (1.7,)), ("zipf", (2.5,))]

for kind in (MT19937, PCG64, PCG64DXSM, Philox, SFC64):
    generator = Generator(kind(1234))
    show(f"{kind.__name__} raw", kind(99).random_raw(5))
    for name, arguments in DISTRIBUTIONS:
        show(f"{kind.__name__} {name}{arguments}", getattr(generator, name)(*arguments, size=6))
    for dtype in (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, bool):
        low, high = (0, 2) if dtype is bool else (np.iinfo(dtype).min // 2, np.iinfo(dtype).max)
        show(f"integers {np.dtype(dtype)}", generator.integers(low, high, size=5, dtype=dtype, endpoint=False))
    show("random32", generator.random(5, dtype=np.float32))
    show("normal32", generator.standard_normal(5, dtype=np.float32))
    show("exponential32", generator.standard_exponential(5, dtype=np.float32, method="inv"))
    show("gamma32", generator.standard_gamma(1.3, 5, dtype=np.float32))
    show("permutation", generator.permutation(12))
    show("permuted", generator.permuted(np.arange(12).reshape(3, 4), axis=1))
    shuffled = list("abcdefgh")
    generator.shuffle(shuffled)
    print("shuffle", shuffled)
    show("choice", generator.choice(20, 6, replace=False))
    show("choice p", generator.choice([1, 5, 9], 8, p=[0.2, 0.5, 0.3]))
    show("multinomial", generator.multinomial(50, [0.2, 0.3, 0.5], size=3))
    show("dirichlet", generator.dirichlet((1.0, 2.0, 0.05), 3))
    show("multivariate_normal", generator.multivariate_normal([1, 2], [[2, 0.3], [0.3, 1]], 3))
    show("multivariate_normal cholesky", generator.multivariate_normal([1, 2], [[2, 0.3], [0.3, 1]], 3, method="cholesky"))
    show("multivariate_hypergeometric", generator.multivariate_hypergeometric([10, 20, 15], 12, 3))
    print("bytes", generator.bytes(9))
    copy = pickle.loads(pickle.dumps(generator))
    print("pickled", copy.random() == generator.random())
    if hasattr(generator.bit_generator, "jumped"):
        show("jumped", Generator(generator.bit_generator.jumped(3)).random(3))
    if hasattr(generator.bit_generator, "advance"):
        generator.bit_generator.advance(12345)
        show("advanced", generator.random(2))
    show("spawned", [child.random() for child in generator.spawn(3)])

legacy = RandomState(42)
for name, arguments in DISTRIBUTIONS:
    show(f"legacy {name}{arguments}", getattr(legacy, name)(*arguments, size=5))
show("legacy rand", legacy.rand(2, 3))
show("legacy randn", legacy.randn(4))
show("legacy randint", legacy.randint(0, 1000, 8))
show("legacy choice", legacy.choice(10, 5, replace=False))
np.random.seed(2024)
show("module", np.random.random(4))
print(np.random.get_state()[1][:5], np.random.get_state()[2])
sequence = SeedSequence(31337, spawn_key=(1, 2))
show("seed sequence", sequence.generate_state(6))
print(sequence, sequence.spawn(2))
generator = np.random.default_rng(5)
for call in (lambda: generator.normal(0, -1), lambda: generator.integers(5, 5), lambda: generator.choice(3, 5, replace=False),
             lambda: generator.choice([1, 2], p=[0.5, 0.6]), lambda: generator.poisson(-1), lambda: generator.binomial(5, 1.5),
             lambda: generator.integers(0, 300, dtype=np.uint8), lambda: generator.random(3, dtype=int), lambda: np.random.default_rng(-1),
             lambda: generator.zipf(0.5), lambda: generator.hypergeometric(1, 2, 9), lambda: generator.triangular(3, 2, 1),
             lambda: generator.dirichlet([-1, 2]), lambda: generator.multivariate_normal([0], [[1, 2]]), lambda: RandomState("x")):
    try:
        print(call())
    except Exception as failure:
        print(type(failure).__name__, failure)
