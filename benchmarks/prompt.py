# SPDX-License-Identifier: Apache-2.0
"""Seconds until a prompt answers what was typed at once: prompt.py COMMAND... It has a pseudo-terminal of its own."""
import os
import pty
import re
import select
import signal
import sys
import time

LIMIT = 600
ESCAPES = re.compile(rb"\x1b(\[[0-9;?]*[A-Za-z]|[=>])")
ANSWER = re.compile(rb"[\r\n]2\r*\n")


def answered(terminal, start):
    """The seconds, or None if the process ended or took too long. The echo of what was typed is no answer."""
    seen = b""
    while select.select([terminal], [], [], max(0, start + LIMIT - time.monotonic()))[0]:
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
        if ANSWER.search(ESCAPES.sub(b"", seen)):
            return time.monotonic() - start
    sys.stderr.write(seen[-1000:].decode(errors="replace"))
    return None


start = time.monotonic()
process, terminal = pty.fork()
if process == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
os.write(terminal, b"1+1\n")
seconds = answered(terminal, start)
os.kill(process, signal.SIGKILL)
os.waitpid(process, 0)
if seconds is None:
    sys.exit("no answer: " + " ".join(sys.argv[1:]))
print("%.3f" % seconds)
