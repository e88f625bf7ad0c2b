// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.PollEvents;

/**
 * A pipe: bytes between two open files. Both ends belong to the one guest thread, so a call that would block could
 * never be woken by the other end: it fails with {@code EAGAIN}, as in Emscripten, whether or not the end is
 * non-blocking.
 */
public final class Pipe {

    /** Capacity in bytes, as in Linux. */
    public static final int CAPACITY = 65536;
    /** {@code PIPE_BUF}: writes up to this size are not split. */
    private static final int ATOMIC = 4096;

    private final byte[] bytes = new byte[CAPACITY];
    private int start;
    private int count;
    private int readers;
    private int writers;

    public Pipe() {
    }

    /** Makes an end, or both in one for {@code O_RDWR}. */
    OpenFile open(Node node, int flags) {
        return new End(node, flags);
    }

    /** The nameless node of a pipe made by {@code pipe}; both ends share it. */
    static Node node(MemoryFileSystem fileSystem) {
        return new MemoryFifo(fileSystem, 0600);
    }

    private final class End extends OpenFile {

        End(Node node, int flags) {
            super(node, flags);
            readers += readable() ? 1 : 0;
            writers += writable() ? 1 : 0;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!target.hasRemaining()) {
                return 0;
            }
            if (count == 0) {
                if (writers == 0) {
                    return 0;
                }
                throw new ErrnoException(Errno.EAGAIN);
            }
            int length = Math.min(target.remaining(), count);
            int first = Math.min(length, CAPACITY - start);
            target.put(bytes, start, first).put(bytes, 0, length - first);
            start = (start + length) % CAPACITY;
            count -= length;
            return length;
        }

        @Override
        public int write(ByteBuffer source) {
            if (readers == 0) {
                throw new ErrnoException(Errno.EPIPE);
            }
            int wanted = source.remaining();
            int free = CAPACITY - count;
            if (wanted > 0 && (free == 0 || wanted <= ATOMIC && free < wanted)) {
                throw new ErrnoException(Errno.EAGAIN);
            }
            int length = Math.min(wanted, free);
            int end = (start + count) % CAPACITY;
            int first = Math.min(length, CAPACITY - end);
            source.get(bytes, end, first).get(bytes, 0, length - first);
            count += length;
            return length;
        }

        @Override
        public int readiness() {
            int ready = 0;
            if (readable()) {
                ready |= (count > 0 ? PollEvents.POLLIN : 0) | (writers == 0 ? PollEvents.POLLHUP : 0);
            }
            if (writable()) {
                ready |= CAPACITY - count >= ATOMIC ? PollEvents.POLLOUT : 0;
                ready |= readers == 0 ? PollEvents.POLLERR : 0;
            }
            return ready;
        }

        @Override
        protected int available() {
            return count;
        }

        @Override
        protected void close() {
            readers -= readable() ? 1 : 0;
            writers -= writable() ? 1 : 0;
            if (readers + writers == 0) {
                // A FIFO's node outlives its openings, its contents do not.
                start = count = 0;
            }
        }
    }

    /** The two ends of a nameless pipe: reading, writing. */
    public static OpenFile[] create(MemoryFileSystem fileSystem, int flags) {
        Node node = node(fileSystem);
        int status = flags & OpenFlags.O_NONBLOCK;
        return new OpenFile[] {node.open(OpenFlags.O_RDONLY | status), node.open(OpenFlags.O_WRONLY | status)};
    }
}
