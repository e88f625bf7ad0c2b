// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.net;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.process.GuestProcess;

/** The local sockets of a program by name: a file of type socket, or an abstract name that begins with NUL. */
final class LocalNames {

    private static final int PERMISSIONS = 0777;

    private final GuestProcess process;
    /** Keys are nodes and, for abstract names, strings. */
    private final Map<Object, LocalSocket> sockets = new HashMap<>();
    private int lastAutomatic;

    LocalNames(GuestProcess process) {
        this.process = process;
    }

    /** Binds a socket; its name, which is made up if {@code path} is empty. */
    byte[] bind(byte[] path, LocalSocket socket) {
        if (path.length == 0) {
            // unix(7), autobind: NUL and five hexadecimal digits.
            return bind("\0%05x".formatted(++lastAutomatic).getBytes(StandardCharsets.US_ASCII), socket);
        }
        Object key;
        if (path[0] == 0) {
            key = abstractName(path);
        } else {
            try {
                key = process.files().makeNode(process.workingDirectory(), GuestText.decode(path), FileType.SOCKET,
                                PERMISSIONS & ~process.umask(), 0).node();
            } catch (ErrnoException failure) {
                throw failure.errno() == Errno.EEXIST ? new ErrnoException(Errno.EADDRINUSE) : failure;
            }
        }
        if (sockets.putIfAbsent(key, socket) != null) {
            throw new ErrnoException(Errno.EADDRINUSE);
        }
        return path;
    }

    /** The socket of a name; {@code ECONNREFUSED} if nobody has it. */
    LocalSocket find(byte[] path) {
        if (path.length == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Object key = path[0] == 0 ? abstractName(path)
                        : process.files().find(process.workingDirectory(), GuestText.decode(path), true).node();
        LocalSocket socket = sockets.get(key);
        if (socket == null) {
            throw new ErrnoException(Errno.ECONNREFUSED);
        }
        return socket;
    }

    /** Forgets a socket; a file with its name remains. */
    void release(LocalSocket socket) {
        sockets.values().remove(socket);
    }

    private static String abstractName(byte[] path) {
        return new String(path, StandardCharsets.ISO_8859_1);
    }
}
