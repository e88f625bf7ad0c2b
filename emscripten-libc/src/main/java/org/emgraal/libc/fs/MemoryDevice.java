// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/** A device or socket name in memory. */
final class MemoryDevice extends MemoryNode {

    /** What opening a device makes. */
    @FunctionalInterface
    interface Driver {
        OpenFile open(Node node, int flags);
    }

    private final long number;
    private final Driver driver;

    /** @param driver null if nothing answers to the device number */
    MemoryDevice(MemoryFileSystem fileSystem, FileType type, int permissions, long number, Driver driver) {
        super(fileSystem, type, permissions);
        this.number = number;
        this.driver = driver;
    }

    @Override
    long size() {
        return 0;
    }

    @Override
    long specialDevice() {
        return number;
    }

    @Override
    public OpenFile open(int flags) {
        if (driver == null) {
            throw new ErrnoException(Errno.ENXIO);
        }
        return driver.open(this, flags);
    }
}
