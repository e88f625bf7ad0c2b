# SPDX-License-Identifier: Apache-2.0
"""numpy.fft: lengths of all kinds, all transforms, norms and dtypes."""
import numpy as np


def show(name, array):
    array = np.asarray(array)
    flat = array.ravel()
    values = flat.astype(complex).tolist() if flat.dtype.kind == "c" else flat.astype(float).tolist()
    text = " ".join(f"{v.real.hex()},{v.imag.hex()}" if isinstance(v, complex) else v.hex() for v in values)
    print(name, array.dtype, array.shape, text)


def signal(n):
    return np.sin(np.arange(n) * 0.7) + np.cos(np.arange(n) ** 1.5) / 3


for n in (1, 2, 3, 4, 5, 7, 8, 11, 13, 16, 17, 30, 49, 64, 97, 100, 121, 128, 210, 211, 541):
    x = signal(n)
    show(f"fft {n}", np.fft.fft(x))
    show(f"ifft {n}", np.fft.ifft(x + 1j * x[::-1]))
    show(f"rfft {n}", np.fft.rfft(x))
    show(f"irfft {n}", np.fft.irfft(np.fft.rfft(x), n))
    show(f"hfft {n}", np.fft.hfft(x, n))
    show(f"ihfft {n}", np.fft.ihfft(x))
for norm in (None, "backward", "ortho", "forward"):
    show(f"norm {norm}", np.fft.fft(signal(24), norm=norm))
    show(f"inorm {norm}", np.fft.irfft(signal(13), norm=norm))
for dtype in (np.float16, np.float32, np.float64, np.longdouble, np.complex64, np.complex128, int, bool):
    show(f"dtype {np.dtype(dtype)}", np.fft.fft((signal(12) * 5).astype(dtype)))
cube = signal(4 * 5 * 6).reshape(4, 5, 6)
show("fft2", np.fft.fft2(cube))
show("fftn", np.fft.fftn(cube, s=(3, 7), axes=(0, 2)))
show("ifftn", np.fft.ifftn(cube + 2j * cube))
show("rfftn", np.fft.rfftn(cube))
show("irfftn", np.fft.irfftn(np.fft.rfftn(cube), cube.shape, axes=(0, 1, 2)))
show("axis", np.fft.fft(cube, axis=1))
show("padded", np.fft.fft(signal(5), 9))
show("cut", np.fft.fft(signal(9), 5))
show("freq", np.fft.fftfreq(9, 0.1))
show("rfreq", np.fft.rfftfreq(9, 0.1))
show("shift", np.fft.fftshift(cube, axes=(0, 2)))
show("ishift", np.fft.ifftshift(cube))
show("convolution", np.fft.irfft(np.fft.rfft(signal(50), 128) * np.fft.rfft(signal(30), 128), 128))
for call in (lambda: np.fft.fft([], 0), lambda: np.fft.fft([1, 2], -3), lambda: np.fft.fft(1.0), lambda: np.fft.fft([1, 2], axis=4),
             lambda: np.fft.fft([1, 2], norm="no"), lambda: np.fft.fft(["a"]), lambda: np.fft.fftn(cube, axes=(0, 9)),
             lambda: np.fft.fft([1, 2], out=np.zeros(3, complex)), lambda: np.fft.rfft([1j])):
    try:
        print(call())
    except Exception as failure:
        print(type(failure).__name__, failure)
