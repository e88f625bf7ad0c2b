# SPDX-License-Identifier: Apache-2.0
"""Stands in for urllib3.contrib.emscripten, which urllib3 2 imports where sys.platform is "emscripten".

The real one sends requests through a browser's XMLHttpRequest and imports `js`. Sockets are real here, so urllib3's ordinary
connections work as everywhere, with what builds on them: requests, boto3, pip.
"""


def inject_into_urllib3():
    """Leaves urllib3's own connection classes in place."""
