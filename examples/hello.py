"""The first program: real CPython on the JVM."""
import platform
import sys

print(f"Hello from {sys.implementation.name} {platform.python_version()} on {sys._emscripten_info.runtime}!")
