# SPDX-License-Identifier: Apache-2.0
"""One measurement of file and socket speed: files.py NAME FOLDER. Prints the seconds it took without the start."""
import os
import sys
import time

MODULES = """argparse ast asyncio base64 collections configparser csv ctypes dataclasses datetime decimal difflib email.message
fractions functools gettext html.parser http.client inspect json logging pathlib pickle random shutil statistics tarfile
unittest urllib.request xml.etree.ElementTree""".split()
TREE, FILES = "tree", 10_000
BIG, CHUNK = "big.bin", 1 << 20


def boot(folder):
    pass


def imports(folder):
    for module in MODULES:
        __import__(module)


def make_tree(folder):
    for i in range(FILES):
        directory = os.path.join(folder, TREE, str(i // 1000), str(i // 100))
        if i % 100 == 0:
            os.makedirs(directory)
        with open(os.path.join(directory, f"{i}.txt"), "wb") as file:
            file.write(b"x" * 200)


def walk(folder):
    total = 0
    for directory, _, names in os.walk(os.path.join(folder, TREE)):
        for name in names:
            with open(os.path.join(directory, name), "rb") as file:
                total += len(file.read())
    assert total == 200 * FILES, total


def stat(folder):
    path = os.path.join(folder, TREE, "5", "55", "5555.txt")
    for _ in range(100_000):
        os.stat(path)


def write(folder):
    chunk = bytes(CHUNK)
    with open(os.path.join(folder, BIG), "wb", buffering=0) as file:
        for _ in range(1024):
            file.write(chunk)


def read(folder):
    total = 0
    with open(os.path.join(folder, BIG), "rb", buffering=0) as file:
        while data := file.read(CHUNK):
            total += len(data)
    assert total == 1 << 30, total


def roundtrips(folder):
    import socket
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        one = socket.create_connection(listener.getsockname())
        other, _ = listener.accept()
    for end in one, other:
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for _ in range(50_000):
        one.send(b"ping")
        other.recv(4)
        other.send(b"pong")
        one.recv(4)


start = time.perf_counter()
globals()[sys.argv[1]](sys.argv[2])
print(f"{time.perf_counter() - start:.3f}")
