# SPDX-License-Identifier: Apache-2.0
"""The package pyodide of the distribution, except that asyncio's own event loop stays: here it can wait."""
import os as _os
import re as _re
import sys as _sys

import _pyodide_core

__package__ = __name__
__path__ = [_os.path.join(_os.path.dirname(_os.__file__), "pyodide")]
__spec__.submodule_search_locations = __path__
__file__ = _os.path.join(__path__[0], "__init__.py")
try:
    with open(__file__) as _file:
        __version__ = _re.search(r'__version__ = "(.*?)"', _file.read())[1]
except OSError:
    raise ModuleNotFoundError("this distribution has no package 'pyodide'", name="pyodide") from None

__all__ = ["__version__", "console", "code", "ffi", "http", "webloop"]

from _pyodide import _importhook



def _create_module(self, spec):
    """Of a map's entries can be imported, as of those that Java registers."""
    import polyglot
    return polyglot._MapModule(spec.name, self.jsproxy) if isinstance(self.jsproxy, polyglot.ForeignDict) else self.jsproxy


_importhook.JsLoader.create_module = _create_module
if _importhook.jsfinder not in _sys.meta_path:
    _importhook.register_js_finder()
from . import ffi
