// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

/** The {@code memarg} of a memory instruction. Mutable, so that one object serves a whole function body. */
public final class MemoryImmediate {

    /** Set in the alignment field if a memory index follows (multi-memory proposal). */
    private static final int HAS_MEMORY = 1 << 6;

    private int alignment;
    private int memory;
    private long offset;

    /** Reads the next memarg. */
    public MemoryImmediate read(WasmReader reader) {
        int position = reader.position();
        int flags = reader.readU32();
        if (flags >>> 7 != 0) {
            throw new MalformedModuleException("malformed memop flags", position);
        }
        alignment = flags & HAS_MEMORY - 1;
        memory = (flags & HAS_MEMORY) != 0 ? reader.readU32() : 0;
        offset = reader.readU64();
        return this;
    }

    /** The alignment hint, log2. */
    public int alignment() {
        return alignment;
    }

    /** The memory's index. */
    public int memory() {
        return memory;
    }

    /** The static offset in bytes, unsigned. */
    public long offset() {
        return offset;
    }
}
