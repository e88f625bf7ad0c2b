// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * Permission bits. As in Emscripten's file system there is one user and a right granted to anybody is granted to it,
 * so a mode without any write bit protects a file even from uid 0.
 */
public final class Permissions {

    public static final int READ = 4;
    public static final int WRITE = 2;
    public static final int EXECUTE = 1;

    private Permissions() {
    }

    /** Whether all of {@code wanted} (a sum of {@link #READ}, {@link #WRITE}, {@link #EXECUTE}) is granted. */
    public static boolean allow(Node node, int wanted) {
        int mode = node.mode();
        int granted = (mode >> 6 | mode >> 3 | mode) & 7;
        return (granted & wanted) == wanted;
    }

    static void require(Node node, int wanted) {
        if (!allow(node, wanted)) {
            throw new ErrnoException(Errno.EACCES);
        }
    }
}
