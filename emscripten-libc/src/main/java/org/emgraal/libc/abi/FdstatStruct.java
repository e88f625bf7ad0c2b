// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import org.emgraal.libc.LinearMemory;

/** WASI's {@code fdstat} (witx {@code typenames.witx}). */
public final class FdstatStruct {

    public static final int SIZE = 24;

    private static final int FS_FILETYPE = 0;
    private static final int FS_FLAGS = 2;
    private static final int FS_RIGHTS_BASE = 8;
    private static final int FS_RIGHTS_INHERITING = 16;

    private static final int FLAG_APPEND = 1;
    private static final int FLAG_DSYNC = 2;
    private static final int FLAG_NONBLOCK = 4;
    private static final int FLAG_SYNC = 16;
    /** {@code fd_seek}, {@code fd_tell}: musl's {@code isatty} takes a character device without them for a terminal. */
    private static final long SEEK_RIGHTS = 1 << 2 | 1 << 5;

    private FdstatStruct() {
    }

    public static void store(LinearMemory memory, int address, int fileType, int openFlags, boolean terminal) {
        memory.fill(address, (byte) 0, SIZE);
        memory.storeByte(address + FS_FILETYPE, (byte) fileType);
        memory.storeShort(address + FS_FLAGS, (short) flags(openFlags));
        long rights = terminal ? ~SEEK_RIGHTS : -1L;
        memory.storeLong(address + FS_RIGHTS_BASE, rights);
        memory.storeLong(address + FS_RIGHTS_INHERITING, rights);
    }

    private static int flags(int openFlags) {
        return ((openFlags & OpenFlags.O_APPEND) != 0 ? FLAG_APPEND : 0) |
                        ((openFlags & OpenFlags.O_NONBLOCK) != 0 ? FLAG_NONBLOCK : 0) |
                        ((openFlags & OpenFlags.O_DSYNC) != 0 ? FLAG_DSYNC : 0) |
                        ((openFlags & OpenFlags.O_SYNC) == OpenFlags.O_SYNC ? FLAG_SYNC : 0);
    }
}
