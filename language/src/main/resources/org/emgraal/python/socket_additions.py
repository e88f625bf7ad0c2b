# SPDX-License-Identifier: Apache-2.0
# Runs as the last step of importing _socket, in its namespace.

# asm-generic/socket.h, which Emscripten follows.
SO_REUSEADDR = 2
SO_REUSEPORT = 15


def socketpair(family=AF_INET, type=SOCK_STREAM, proto=0, /):
    """Two connected sockets within this program. It needs no network, which asyncio's event loop relies on."""
    return tuple(socket(family, type, proto, descriptor) for descriptor in _local_pair(type))
