# SPDX-License-Identifier: Apache-2.0
"""Makes a folder of wheels: two small ones of our own, and those of pytest, from where this Python has it installed.

Usage: wheels.py FOLDER. Prints the versions of pytest and click, or nothing if this Python has them not.
"""
import base64
import hashlib
import importlib.metadata
import os
import re
import sys
import zipfile


def record_line(path, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    path = f'"{path}"' if "," in path else path
    return f"{path},sha256={digest},{len(content)}"


def write(folder, name, version, files, tag="py3-none-any"):
    information = f"{name}-{version}.dist-info"
    files[f"{information}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    record = [record_line(path, content) for path, content in files.items()] + [f"{information}/RECORD,,"]
    with zipfile.ZipFile(os.path.join(folder, f"{name}-{version}-{tag}.whl"), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
        wheel.writestr(f"{information}/RECORD", "\n".join(record) + "\n")


def own(folder, name, version, source, requires=()):
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + "".join(f"Requires-Dist: {r}\n" for r in requires)
    write(folder, name, version, {f"{name}.py": source.encode(), f"{name}-{version}.dist-info/METADATA": metadata.encode()})


def installed(folder, name, done):
    if name in done:
        return
    done.add(name)
    distribution = importlib.metadata.distribution(name)
    base = f"{re.sub('[-.]+', '_', distribution.metadata['Name'])}-{distribution.version}.dist-info"
    files = {}
    for file in distribution.files:
        path = str(file)
        if path.startswith("..") or "__pycache__" in path or path.endswith((".so", ".pth")):
            continue
        parts = path.split("/")
        if parts[0].endswith(".dist-info"):
            if parts[-1] in ("RECORD", "WHEEL", "INSTALLER", "REQUESTED", "direct_url.json"):
                continue
            parts[0] = base
        files["/".join(parts)] = file.locate().read_bytes()
    write(folder, re.sub("[-.]+", "_", distribution.metadata["Name"]), distribution.version, files)
    for requirement in distribution.requires or ():
        if "extra" not in requirement and ";" not in requirement:
            installed(folder, re.match("[A-Za-z0-9._-]+", requirement).group(), done)


def main(folder):
    own(folder, "words", "1.0", "HELLO = 'hello'\n")
    own(folder, "words", "1.5", "HELLO = 'Hello'\n")
    own(folder, "words", "2.0", "HELLO = 'HELLO'\n")
    own(folder, "greet", "1.0", "import words\ndef greet(name):\n    return f'{words.HELLO}, {name}!'\n",
        ["words<2,>=1.0", "colour; sys_platform == 'win32'", "shouting>=3; extra == 'loud'"])
    try:
        done = set()
        installed(folder, "pytest", done)
        installed(folder, "click", done)
        print(*(importlib.metadata.version(name) for name in ("pytest", "click")))
    except importlib.metadata.PackageNotFoundError:
        pass


main(*sys.argv[1:])
