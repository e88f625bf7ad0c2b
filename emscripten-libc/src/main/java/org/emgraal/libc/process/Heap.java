// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.process;

import org.emgraal.libc.LinearMemory;

/** Memory growth and bulk copies as Emscripten's {@code malloc} and {@code memcpy} ask for them. */
final class Heap {

    /** No address lies above (Emscripten's 32-bit maximum, 4 GiB less a page). */
    static final int MAX = 0xFFFF0000;
    private static final long PAGE = 65536;
    private static final long MAX_STEP = 96L << 20;

    private final GuestProcess process;

    Heap(GuestProcess process) {
        this.process = process;
    }

    /**
     * Grows by Emscripten's policy: to a fifth more than now, at most 96 MiB more than needed; failing that, to a
     * tenth and a twentieth more.
     *
     * @param requested size in bytes
     * @return 1, or 0 if there is not so much memory
     */
    int resize(int requested) {
        LinearMemory memory = process.memory();
        long needed = Integer.toUnsignedLong(requested);
        long limit = Integer.toUnsignedLong(MAX);
        if (needed > limit) {
            return 0;
        }
        for (int part = 5; part <= 20; part *= 2) {
            long generous = Math.min(memory.size() + memory.size() / part, needed + MAX_STEP);
            if (memory.growTo(Math.min(limit, Math.ceilDiv(Math.max(needed, generous), PAGE) * PAGE))) {
                return 1;
            }
        }
        return 0;
    }

    int copy(int target, int source, int length) {
        LinearMemory memory = process.memory();
        memory.slice(target, length).put(memory.slice(source, length));
        return target;
    }
}
