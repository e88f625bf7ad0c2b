// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.MemoryType;

/**
 * The immediates of a memory access, and what its memory's type says.
 *
 * @param offset unsigned
 * @param plain whether memory 0 is meant, which is not shared and has 32-bit addresses: its array is in slot 0
 */
record MemoryOperand(int memory, long offset, boolean plain, boolean index64) {

    static MemoryOperand read(WasmReader reader, IndexSpaces spaces) {
        int flags = reader.readU32();
        int memory = (flags & 0x40) != 0 ? reader.readU32() : 0;
        MemoryType type = spaces.memories()[memory];
        return new MemoryOperand(memory, reader.readU64(), memory == 0 && !type.shared() && !type.index64(), type.index64());
    }

    /** Of the base, in a descriptor. */
    String letter() {
        return index64 ? "J" : "I";
    }
}
