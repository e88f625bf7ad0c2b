// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.FdstatStruct;
import org.emgraal.libc.abi.Iovec;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.process.GuestProcess;

/**
 * WASI's functions on file descriptors, under which musl's {@code read}, {@code write}, {@code lseek} and
 * {@code close} are implemented. They fail with an {@link ErrnoException}; bytes move between guest memory and file
 * without a copy of their own.
 */
public final class WasiFiles {

    /** {@code IOV_MAX}. */
    private static final int MAX_VECTORS = 1024;

    private final GuestProcess process;
    private final FileDescriptorTable descriptors;

    public WasiFiles(GuestProcess process) {
        this.process = process;
        this.descriptors = process.descriptors();
    }

    public void read(int fd, int vectors, int count, int bytesRead) {
        OpenFile file = readable(fd);
        LinearMemory memory = process.memory();
        checkCount(count);
        int total = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer target = Iovec.slice(memory, vectors, i);
            int transferred = transferMore(total, () -> file.read(target));
            total += transferred;
            if (transferred < target.limit()) {
                break;
            }
        }
        memory.storeInt(bytesRead, total);
    }

    public void pread(int fd, int vectors, int count, long offset, int bytesRead) {
        OpenFile file = readable(fd);
        LinearMemory memory = process.memory();
        checkCount(count);
        checkOffset(offset);
        int total = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer target = Iovec.slice(memory, vectors, i);
            long at = offset + total;
            int transferred = transferMore(total, () -> file.read(at, target));
            total += transferred;
            if (transferred < target.limit()) {
                break;
            }
        }
        memory.storeInt(bytesRead, total);
    }

    public void write(int fd, int vectors, int count, int bytesWritten) {
        OpenFile file = writable(fd);
        LinearMemory memory = process.memory();
        checkCount(count);
        int total = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer source = Iovec.slice(memory, vectors, i);
            if (!source.hasRemaining()) {
                continue;
            }
            int transferred = transferMore(total, () -> file.write(source));
            total += transferred;
            if (transferred < source.limit()) {
                break;
            }
        }
        memory.storeInt(bytesWritten, total);
    }

    public void pwrite(int fd, int vectors, int count, long offset, int bytesWritten) {
        OpenFile file = writable(fd);
        LinearMemory memory = process.memory();
        checkCount(count);
        checkOffset(offset);
        int total = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer source = Iovec.slice(memory, vectors, i);
            if (!source.hasRemaining()) {
                continue;
            }
            long at = offset + total;
            int transferred = transferMore(total, () -> file.write(at, source));
            total += transferred;
            if (transferred < source.limit()) {
                break;
            }
        }
        memory.storeInt(bytesWritten, total);
    }

    public void seek(int fd, long offset, int whence, int newOffset) {
        long result = descriptors.get(fd).seek(offset, whence);
        process.memory().storeLong(newOffset, result);
    }

    public void close(int fd) {
        descriptors.close(fd);
    }

    /** {@code fsync}. */
    public void sync(int fd) {
        descriptors.get(fd).sync();
    }

    public void fdstatGet(int fd, int buffer) {
        OpenFile file = descriptors.get(fd);
        FdstatStruct.store(process.memory(), buffer, file.node().type().wasiType(), file.flags(), file.isTerminal());
    }

    @FunctionalInterface
    private interface Transfer {
        int run();
    }

    /** A failure after the first bytes moved is not one: the call reports those bytes (POSIX {@code read}). */
    private static int transferMore(int before, Transfer transfer) {
        if (before == 0) {
            return transfer.run();
        }
        try {
            return transfer.run();
        } catch (ErrnoException failure) {
            return 0;
        }
    }

    private OpenFile readable(int fd) {
        OpenFile file = descriptors.get(fd);
        if (!file.readable()) {
            throw new ErrnoException(Errno.EBADF);
        }
        return file;
    }

    private OpenFile writable(int fd) {
        OpenFile file = descriptors.get(fd);
        if (!file.writable()) {
            throw new ErrnoException(Errno.EBADF);
        }
        return file;
    }

    private static void checkCount(int count) {
        if (count < 0 || count > MAX_VECTORS) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }

    private static void checkOffset(long offset) {
        if (offset < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
    }
}
