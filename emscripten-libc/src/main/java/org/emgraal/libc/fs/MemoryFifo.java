// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import org.emgraal.libc.abi.OpenFlags;

/** A FIFO in memory. Opening never waits for the other side: the only thread that could open it is waiting. */
final class MemoryFifo extends MemoryNode {

    private final Pipe pipe = new Pipe();

    MemoryFifo(MemoryFileSystem fileSystem, int permissions) {
        super(fileSystem, FileType.FIFO, permissions);
    }

    @Override
    long size() {
        return 0;
    }

    @Override
    public OpenFile open(int flags) {
        return pipe.open(this, flags & ~OpenFlags.O_APPEND);
    }
}
