#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles Emscripten's own test programs, as Debian's package `emscripten` brings them, and runs them.

Usage: ci/emscripten_tests.py [--flags=FLAGS] [--keep=FOLDER] [NAME]...

Which sources are tests, with which settings, arguments and expected output, is read from the package's test_core.py.
A NAME is that of a test method without `test_`; without names all run. Node runs each program as well: where it does not
give the expected output itself (a program that wants a browser, or flags this script did not understand) the test is
skipped. A test passes if our output contains what is expected, and our exit status is Node's. Skipped are programs
with JavaScript in them (EM_ASM, EM_JS, JavaScript libraries) and with threads.
The last line is `N passed, N failed, N skipped`.

Needs: apt-get install emscripten nodejs. EMSCRIPTEN_TESTS names another folder of tests.
"""
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = Path(os.environ.get("EMSCRIPTEN_TESTS", "/usr/share/emscripten/tests"))
POLYGLOT = os.environ.get("POLYGLOT", str(ROOT / "launcher/bin/polyglot"))
LIMIT = float(os.environ.get("LIMIT", "300"))
# Node 18 and later have fetch(), which makes old glue believe it runs in a browser.
NODE = ["node", "--no-experimental-fetch", "--stack-size=4000"]
JAVASCRIPT = re.compile(r"\b(EM_ASM\w*|EM_JS|MAIN_THREAD_EM_ASM\w*|emscripten_run_script\w*|emscripten_async_run_script)\s*\(")
THREADS = re.compile(r"pthread_create|emscripten/threading\.h|<thread>|std::thread")
UNSUPPORTED_FLAGS = re.compile(r"--js-library|--(pre|post)-js|--embed-file|--preload-file|-pthread|USE_PTHREADS|SIDE_MODULE|MAIN_MODULE|WASM=0|WASM2JS|ASYNCIFY|--bind|fsanitize|USE_\w+=|SINGLE_FILE|PROXY_|MODULARIZE")


class Test:
    def __init__(self, name, source, expected):
        self.name, self.source, self.expected = name, source, expected
        self.flags, self.arguments, self.status = [], [], 0


class Unclear(Exception):
    """The test method does something this script does not follow."""


def constant(node):
    """The value of an expression of literals, paths below the test folder included."""
    if isinstance(node, ast.Call):
        function = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        parts = [constant(argument) for argument in node.args]
        if function in ("test_file", "path_from_root"):
            return str(TESTS.joinpath(*map(str, parts)))
        if function == "Path":
            return "/".join(map(str, parts))
        if function == "read_file":
            return Path(parts[0]).read_text()
        raise Unclear(ast.unparse(node))
    try:
        return ast.literal_eval(node)
    except ValueError as error:
        raise Unclear(ast.unparse(node)) from error


def setting(name, value=1):
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"-s{name}={text}"


def tests_of(method):
    """The programs a test method builds and runs, with the flags it has set before."""
    flags = []
    number = 0
    for node in ast.walk(method):
        if isinstance(node, ast.AugAssign) and ast.unparse(node.target) == "self.emcc_args":
            flags += [str(flag) for flag in constant(node.value)]
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or ast.unparse(node.func.value) not in ("self", "self.emcc_args"):
            continue
        function = node.func.attr
        if function == "set_setting":
            flags.append(setting(*map(constant, node.args)))
        elif function == "append":
            flags.append(constant(node.args[0]))
        elif function in ("do_core_test", "do_run_in_out_file_test", "do_runf"):
            yield program(method.name[5:] + (f"-{number}" if number else ""), function, node, flags)
            number += 1


def program(name, function, call, flags):
    parts = [constant(argument) for argument in call.args]
    keywords = {keyword.arg: constant(keyword.value) for keyword in call.keywords if keyword.arg not in ("output_nicerizer", "js_engines", "interleaved_output")}
    if function == "do_runf":
        source = TESTS / parts[0]
        expected = parts[1] if len(parts) > 1 else keywords.get("expected_output", "")
        expected = expected if isinstance(expected, list) else [expected or ""]
    else:
        source = TESTS.joinpath("core" if function == "do_core_test" else "", *parts)
        output = source.with_suffix("")
        expected = [Path(f"{output}{keywords.get('out_suffix', '')}.out").read_text()]
    test = Test(name, source, expected)
    test.flags = flags + list(map(str, keywords.get("emcc_args", []))) + (["-xc"] if keywords.get("force_c") else [])
    test.flags += [f"-I{folder}" for folder in keywords.get("includes", [])]
    test.arguments = list(map(str, keywords.get("args", [])))
    if keywords.get("regex"):
        raise Unclear("regex")
    return test


def collect():
    tests, unclear = [], []
    tree = ast.parse((TESTS / "test_core.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            try:
                tests += tests_of(node)
            except (Unclear, OSError, TypeError) as reason:
                unclear.append((node.name[5:], f"the test does more than run a program: {reason}".splitlines()[0]))
    return tests, unclear


def run(command, folder):
    """Exit status and all output of a command, in the order it came; None for the status of one that took too long."""
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT)
        return done.returncode, done.stdout.decode(errors="replace").replace("\r\n", "\n")
    except subprocess.TimeoutExpired as late:
        return None, (late.stdout or b"").decode(errors="replace")


def reason_to_skip(test):
    if not test.source.is_file():
        return "the test writes its source"
    text = test.source.read_text(errors="replace")
    if JAVASCRIPT.search(text):
        return "JavaScript in the source"
    if THREADS.search(text):
        return "threads"
    unsupported = UNSUPPORTED_FLAGS.search(" ".join(test.flags))
    return f"flag {unsupported.group()}" if unsupported else None


def build(test, flags, folder):
    (folder / "p.js").unlink(missing_ok=True)
    command = ["emcc", str(test.source), *flags, *test.flags, f"-I{TESTS}", "-Wno-everything", "-o", str(folder / "p.js")]
    environment = dict(os.environ, NODE_PATH=os.environ.get("NODE_PATH", "/usr/share/nodejs"))
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0 and (folder / "p.wasm").exists()


def contains(output, expected):
    return any(part in output for part in expected)


def outcome(test, flags, folder):
    """`PASS`, `FAIL` or `SKIP`, and why."""
    reason = reason_to_skip(test)
    if reason:
        return "SKIP", reason
    if not (folder / "p.wasm").exists() and not build(test, flags, folder):
        return "SKIP", "emcc does not build it"
    status, output = run([*NODE, "p.js", *test.arguments], folder)
    if status is None or not contains(output, test.expected):
        return "SKIP", "Node does not give the expected output either"
    ours, text = run([POLYGLOT, "--language", "emscripten", "p.wasm", *test.arguments], folder)
    if ours == status and contains(text, test.expected):
        return "PASS", ""
    (folder / "output.txt").write_text(text)
    difference = next((f"{a!r} instead of {b!r}" for a, b in zip((text + "\n<end>").split("\n"), (output + "\n<end>").split("\n")) if a != b), "")
    return "FAIL", f"exit status {ours}, Node's {status}; {difference}"[:400]


def main(arguments):
    flags = next((argument[8:].split() for argument in arguments if argument.startswith("--flags=")), ["-O1"])
    keep = next((Path(argument[7:]).resolve() for argument in arguments if argument.startswith("--keep=")), None)
    names = [argument for argument in arguments if not argument.startswith("--")]
    if not (TESTS / "test_core.py").exists() or not shutil.which("emcc"):
        print(f"SKIP all: there is no emcc, or no tests at {TESTS}; apt-get install emscripten\n0 passed, 0 failed, 1 skipped")
        return 0
    tests, unclear = collect()
    counts = {"PASS": 0, "FAIL": 0, "SKIP": 0}

    def report(name, verdict, reason):
        counts[verdict] += 1
        print(f"{verdict} {name}{': ' if reason else ''}{reason}", flush=True)

    with tempfile.TemporaryDirectory() as temporary:
        for test in tests:
            if not names or test.name in names:
                folder = (keep or Path(temporary)) / test.name
                folder.mkdir(parents=True, exist_ok=True)
                report(test.name, *outcome(test, flags, folder))
    for name, reason in unclear:
        if not names or name in names:
            report(name, "SKIP", reason)
    print(f"{counts['PASS']} passed, {counts['FAIL']} failed, {counts['SKIP']} skipped")
    return 1 if counts["FAIL"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
