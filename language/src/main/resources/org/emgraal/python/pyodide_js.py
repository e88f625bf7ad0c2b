# SPDX-License-Identifier: Apache-2.0
"""What Pyodide's packages import from their JavaScript part."""
import sys as _sys
import types as _types

__path__ = []


def _schedule_callback(callback, milliseconds=0):
    import asyncio
    asyncio.get_event_loop().call_later(milliseconds / 1000, callback)


_api = _types.ModuleType("pyodide_js._api")
_api.scheduleCallback = _schedule_callback
_api.config = _types.SimpleNamespace(enableRunUntilComplete=True)
_sys.modules["pyodide_js._api"] = _api
