# SPDX-License-Identifier: Apache-2.0
"""numpy.linalg: every routine, each number shown to the last digit."""
import numpy as np
from numpy import linalg as la


def show(name, *arrays):
    for array in arrays:
        array = np.asarray(array)
        flat = array.ravel()
        if flat.dtype.kind == "c":
            text = " ".join(f"{z.real.hex()},{z.imag.hex()}" for z in flat.astype(complex).tolist())
        elif flat.dtype.kind == "f":
            text = " ".join(x.hex() for x in flat.astype(float).tolist())
        else:
            text = " ".join(map(str, flat.tolist()))
        print(name, array.dtype, array.shape, text)


def matrix(n, m, seed, dtype=float):
    # A congruential generator: independent of numpy.random.
    values, state = [], seed
    for _ in range(n * m):
        state = (1103515245 * state + 12345) % 2**31
        values.append(state / 2**30 - 1)
    result = np.array(values).reshape(n, m)
    if np.dtype(dtype).kind == "c":
        result = result + 1j * result[::-1, ::-1]
    return result.astype(dtype)


for dtype in (np.float32, np.float64, np.complex64, np.complex128):
    a = matrix(6, 6, 7, dtype)
    b = matrix(6, 2, 11, dtype)
    h = a + a.conj().T
    p = a @ a.conj().T + 6 * np.eye(6, dtype=dtype)
    tall = matrix(9, 4, 3, dtype)
    show("det", la.det(a))
    show("slogdet", *la.slogdet(a))
    show("inv", la.inv(a))
    show("solve", la.solve(a, b))
    show("cholesky", la.cholesky(p))
    show("qr", *la.qr(tall))
    show("qr complete", *la.qr(tall, mode="complete"))
    show("qr raw", *la.qr(tall, mode="raw"))
    show("svd", *la.svd(tall))
    show("svd thin", *la.svd(tall, full_matrices=False))
    show("svdvals", la.svd(tall, compute_uv=False))
    show("eig", *la.eig(a))
    show("eigvals", la.eigvals(a))
    show("eigh", *la.eigh(h))
    show("eigvalsh U", la.eigvalsh(h, UPLO="U"))
    show("lstsq", *la.lstsq(tall, matrix(9, 2, 5, dtype), rcond=None))
    show("pinv", la.pinv(tall))
    show("matrix_rank", la.matrix_rank(tall @ tall.conj().T))
    for order in (None, 1, -1, 2, -2, np.inf, -np.inf, "fro", "nuc"):
        show(f"norm {order}", la.norm(a, order))
    show("cond", la.cond(p), la.cond(p, 1))
    show("matrix_power", la.matrix_power(a, 5), la.matrix_power(p, -3))
    show("multi_dot", la.multi_dot([a, tall[:6, :3], tall[:3, :]]))
    show("stacked", la.inv(np.stack([a, p, h])))
    show("tensorinv", la.tensorinv(matrix(24, 24, 9, dtype).reshape(4, 6, 8, 3), ind=2))
    show("tensorsolve", la.tensorsolve(matrix(24, 24, 9, dtype).reshape(2, 3, 4, 2, 3, 4), matrix(24, 1, 2, dtype).reshape(2, 3, 4)))
    show("matmul", a @ tall[:6], np.matmul(tall.T, tall))
    show("dot", np.dot(a, b), np.vdot(a, a), np.inner(a, a), np.outer(b[:, 0], b[:, 1]))
    show("cross", np.cross(a[:, :3], p[:, 3:]))
    show("kron", np.kron(a[:2, :2], b[:2]))

for call in (lambda: la.inv(np.zeros((2, 2))), lambda: la.cholesky(-np.eye(2)), lambda: la.solve(np.eye(2), np.ones(3)),
             lambda: la.eig(np.ones((2, 3))), lambda: la.inv(np.ones(3)), lambda: la.inv(np.array([["a"]])),
             lambda: la.eigvals(np.array([[np.nan, 1], [1, 2]])), lambda: la.svd(np.full((2, 2), np.nan)),
             lambda: la.qr(np.eye(2), mode="nonsense"), lambda: la.lstsq(np.eye(2), np.ones(3), rcond=None),
             lambda: la.inv(np.eye(2, dtype=np.float16))):
    try:
        print(call())
    except Exception as failure:
        print(type(failure).__name__, failure)
big = matrix(60, 60, 21)
show("big inv", la.inv(big).sum(), la.det(big))
show("big eig", np.sort_complex(la.eigvals(big)))
show("big svd", la.svd(big, compute_uv=False))
