// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * {@code /dev}: the devices every program may expect, in an otherwise ordinary file system in memory. Device numbers
 * are Linux's (admin-guide/devices.txt).
 */
public final class DeviceFileSystem extends MemoryFileSystem {

    private static final int MEMORY_DEVICES = 1 << 8;
    static final int TTY = 5 << 8;

    private final StandardStreams streams;

    public DeviceFileSystem(StandardStreams streams, RandomGenerator random) {
        this.streams = streams;
        device("null", MEMORY_DEVICES + 3, (node, flags) -> new DataFile(node, flags, null, true));
        device("zero", MEMORY_DEVICES + 5, (node, flags) -> new DataFile(node, flags, DeviceFileSystem::zeros, true));
        device("full", MEMORY_DEVICES + 7, (node, flags) -> new DataFile(node, flags, DeviceFileSystem::zeros, false));
        Source randomBytes = (bytes, count) -> fillRandom(random, bytes, count);
        device("random", MEMORY_DEVICES + 8, (node, flags) -> new DataFile(node, flags, randomBytes, true));
        device("urandom", MEMORY_DEVICES + 9, (node, flags) -> new DataFile(node, flags, randomBytes, true));
        device("tty", TTY, streams::openTerminal);
        root().createSymbolicLink("fd", "/proc/self/fd");
        root().createSymbolicLink("stdin", "/proc/self/fd/0");
        root().createSymbolicLink("stdout", "/proc/self/fd/1");
        root().createSymbolicLink("stderr", "/proc/self/fd/2");
        root().create("shm", FileType.DIRECTORY, 01777, 0);
    }

    private void device(String name, int number, MemoryDevice.Driver driver) {
        root().add(name, new MemoryDevice(this, FileType.CHARACTER_DEVICE, 0666, number, driver));
    }

    /** Opens standard input (0), output (1) or error (2). */
    public OpenFile openStandardStream(int descriptor) {
        return streams.open(this, descriptor);
    }

    @Override
    public void close() {
        streams.close();
    }

    private interface Source {
        void fill(ByteBuffer target, int count);
    }

    private static void zeros(ByteBuffer target, int count) {
        for (int i = 0; i < count; i++) {
            target.put((byte) 0);
        }
    }

    private static void fillRandom(RandomGenerator random, ByteBuffer target, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        target.put(bytes);
    }

    /** A device that gives bytes without end, or none, and takes any, or none. */
    private static final class DataFile extends OpenFile {

        /** No more than this at once, so that filling needs little memory. */
        private static final int MAX_READ = 1 << 20;

        private final Source source;
        private final boolean sink;

        /** @param source null gives the end of file */
        DataFile(Node node, int flags, Source source, boolean sink) {
            super(node, flags);
            this.source = source;
            this.sink = sink;
        }

        @Override
        public int read(ByteBuffer target) {
            if (source == null) {
                return 0;
            }
            int count = Math.min(target.remaining(), MAX_READ);
            source.fill(target, count);
            return count;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            if (!sink && count > 0) {
                throw new ErrnoException(Errno.ENOSPC);
            }
            bytes.position(bytes.limit());
            return count;
        }

        @Override
        public int read(long offset, ByteBuffer target) {
            return read(target);
        }

        @Override
        public int write(long offset, ByteBuffer bytes) {
            return write(bytes);
        }

        @Override
        public long seek(long offset, int whence) {
            return 0;
        }
    }
}
