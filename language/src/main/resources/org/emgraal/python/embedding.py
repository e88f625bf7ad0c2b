# SPDX-License-Identifier: Apache-2.0
"""What the JVM side asks of the interpreter: compiling sources and describing exceptions.

Runs once per context, before any user code, in a namespace of its own. It imports nothing but built-in modules, so
that starting stays cheap; whatever an error report needs is imported when there is an error.
"""
import sys as _sys

_ONLY_AST = 0x400  # PyCF_ONLY_AST
_ALLOW_INCOMPLETE_INPUT = 0x4000  # PyCF_ALLOW_INCOMPLETE_INPUT
_DONT_IMPLY_DEDENT = 0x200  # PyCF_DONT_IMPLY_DEDENT
_sources = {}
_KEPT_SOURCES = 1000
_SHOWN_FRAMES = 100  # of the outermost and of the innermost calls, in Java's stack traces


def _remember(filename, source):
    """The text of a file name is the latest one."""
    forgotten = [filename]
    if _sources.pop(filename, None) is None and len(_sources) >= _KEPT_SOURCES:
        forgotten.append(next(iter(_sources)))
        del _sources[forgotten[1]]
    if "linecache" in _sys.modules:
        for name in forgotten:
            _sys.modules["linecache"].cache.pop(name, None)
    _sources[filename] = source


def _require_complete(source, filename):
    """Raises _IncompleteInputError if more lines may follow: as codeop._maybe_compile finds it out."""
    flags = _ALLOW_INCOMPLETE_INPUT | _DONT_IMPLY_DEDENT
    try:
        compile(source, filename, "single", flags, True)
    except SyntaxError as problem:
        try:
            compile(source + "\n", filename, "single", flags, True)
        except _IncompleteInputError:
            raise
        except SyntaxError:
            # A real one, or there are several statements: who compiles it next says so.
            return
        if isinstance(problem, _IncompleteInputError):
            raise


def parse(source, filename, namespace, interactive):
    """A source compiled, as functions without parameters whose local variables are a namespace.

    One runs the statements, the other gives the value of a trailing expression, as in a REPL cell; either may be None.
    """
    function = type(parse)
    _remember(filename, source)
    if interactive:
        _require_complete(source, filename)
    tree = compile(source, filename, "exec", _ONLY_AST, True)
    last = tree.body.pop() if tree.body and type(tree.body[-1]).__name__ == "Expr" else None
    statements = compile(tree, filename, "exec", 0, True) if tree.body or last is None else None
    expression = None
    if last is not None:
        import _ast
        expression = compile(_ast.Expression(last.value), filename, "eval", 0, True)
    return tuple(code and function(code, namespace) for code in (statements, expression))


def remember_lines():
    """Makes evaluated sources visible to tracebacks and inspect, as files are."""
    import linecache
    for filename, source in _sources.items():
        linecache.cache.setdefault(filename, (len(source), None, source.splitlines(True), filename))


def _fields(values):
    """Strings as netstrings counted in characters: the one format the JVM side has to read."""
    return "".join(f"{len(value)}:{value}" for value in map(str, values))


def _safely(function, *arguments):
    """A broken __str__ must not hide the exception that is being described."""
    try:
        return function(*arguments)
    except BaseException as problem:
        return f"<{function.__name__}() failed: {type(problem).__name__}>"


def _program_part(trace):
    """Frames of this file are ours, not the program's."""
    while trace is not None and trace.tb_frame.f_globals is globals():
        trace = trace.tb_next
    return trace


def format_exception(exception):
    """CPython's own report."""
    remember_lines()
    try:
        import traceback
        return "".join(traceback.format_exception(type(exception), exception, _program_part(exception.__traceback__)))
    except BaseException as problem:
        return (f"{type(exception).__qualname__}: {_safely(str, exception)}\n"
                f"(the traceback could not be formatted: {problem!r})\n")


def describe(exception):
    """Kind, type name, message, location of a syntax error, then file, line, name per frame."""
    kind = "error"
    location = ("", 0, 0, 0, 0)
    message = _safely(str, exception)
    if isinstance(exception, SyntaxError):
        kind = "incomplete" if isinstance(exception, _IncompleteInputError) else "syntax"
        location = (exception.filename or "", exception.lineno or 0, exception.offset or 0,
                    exception.end_lineno or 0, exception.end_offset or 0)
    elif isinstance(exception, SystemExit):
        kind = "exit"
    elif isinstance(exception, KeyboardInterrupt):
        kind = "interrupt"
    steps = []
    step = _program_part(exception.__traceback__)
    while step is not None:
        steps.append(step)
        step = step.tb_next
    if len(steps) > 2 * _SHOWN_FRAMES:
        # Recursion without end, which would be described again at each of Java's calls in between.
        del steps[_SHOWN_FRAMES:-_SHOWN_FRAMES]
    frames = []
    for step in steps:
        frames += (step.tb_frame.f_code.co_filename, step.tb_lineno, step.tb_frame.f_code.co_qualname)
    cls = type(exception)
    name = cls.__qualname__ if cls.__module__ in ("builtins", "__main__") else f"{cls.__module__}.{cls.__qualname__}"
    return _fields((kind, name, message, *location, *frames))


def exit_status(exception):
    """The status CPython would exit with, after printing what it would print (Python/pythonrun.c)."""
    code = exception.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF if not -0x80000000 <= code <= 0x7FFFFFFF else code
    print(code, file=_sys.stderr)
    return 1
