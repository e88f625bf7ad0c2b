// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.abi;

import java.nio.ByteBuffer;
import org.emgraal.libc.LinearMemory;

/** {@code struct iovec}: address and length of a piece of memory. */
public final class Iovec {

    public static final int SIZE = 8;
    private static final int IOV_LEN = 4;

    private Iovec() {
    }

    /** The memory the {@code index}-th vector of an array names. */
    public static ByteBuffer slice(LinearMemory memory, int vectors, int index) {
        int vector = vectors + index * SIZE;
        return memory.slice(memory.loadInt(vector), memory.loadInt(vector + IOV_LEN));
    }
}
