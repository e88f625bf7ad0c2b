// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;

/** {@code struct msghdr}: an address, an array of {@link Iovec}s, ancillary data and flags. */
public final class MessageStruct {

    public static final int NAME = 0;
    public static final int NAME_LENGTH = 4;
    private static final int VECTORS = 8;
    private static final int VECTOR_COUNT = 12;
    private static final int CONTROL_LENGTH = 20;
    private static final int FLAGS = 24;
    /** {@code IOV_MAX}. */
    private static final int MAX_VECTORS = 1024;
    /** More than any message; a stream may transfer less than asked. */
    private static final int MAX_LENGTH = 1 << 20;

    private MessageStruct() {
    }

    /** The bytes the vectors name. */
    public static byte[] gather(LinearMemory memory, int message) {
        byte[] bytes = new byte[length(memory, message)];
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int vector = memory.loadInt(message + VECTORS) + i * Iovec.SIZE;
            int length = Math.min(memory.loadInt(vector + 4), bytes.length - at);
            memory.read(memory.loadInt(vector), bytes, at, length);
            at += length;
        }
        return bytes;
    }

    /** Distributes bytes to the vectors. */
    public static void scatter(LinearMemory memory, int message, byte[] bytes, int count) {
        int at = 0;
        for (int i = 0; at < count; i++) {
            int vector = memory.loadInt(message + VECTORS) + i * Iovec.SIZE;
            int length = Math.min(memory.loadInt(vector + 4), count - at);
            memory.write(memory.loadInt(vector), bytes, at, length);
            at += length;
        }
    }

    /** How many bytes the vectors hold. */
    public static int length(LinearMemory memory, int message) {
        int count = memory.loadInt(message + VECTOR_COUNT);
        if (count < 0 || count > MAX_VECTORS) {
            throw new ErrnoException(Errno.EMSGSIZE);
        }
        long total = 0;
        for (int i = 0; i < count; i++) {
            int length = memory.loadInt(memory.loadInt(message + VECTORS) + i * Iovec.SIZE + 4);
            if (length < 0) {
                throw new ErrnoException(Errno.EINVAL);
            }
            total += length;
        }
        return (int) Math.min(total, MAX_LENGTH);
    }

    /** Says that a received message came without ancillary data. */
    public static void storeResult(LinearMemory memory, int message, int flags) {
        memory.storeInt(message + CONTROL_LENGTH, 0);
        memory.storeInt(message + FLAGS, flags);
    }
}
