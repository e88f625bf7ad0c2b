// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import org.emgraal.module.GlobalType;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;
import org.emgraal.module.TableType;
import org.emgraal.module.ValueType;

/** Types of tables, memories, globals and tags, as imports and definitions share them. */
final class EntityTypes {

    /** Flags of limits (specification, "Binary Format / Limits"; threads proposal for sharing). */
    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int INDEX_64 = 4;
    private static final int CUSTOM_PAGE_SIZE = 8;

    private EntityTypes() {
    }

    static TableType readTable(WasmReader reader) {
        ValueType element = reader.readReferenceType();
        int flags = readFlags(reader, HAS_MAXIMUM | INDEX_64);
        return new TableType(element, readLimits(reader, flags), (flags & INDEX_64) != 0);
    }

    static MemoryType readMemory(WasmReader reader) {
        int flags = readFlags(reader, HAS_MAXIMUM | SHARED | INDEX_64 | CUSTOM_PAGE_SIZE);
        if ((flags & CUSTOM_PAGE_SIZE) != 0) {
            throw new MalformedModuleException("custom page sizes are not supported", reader.position() - 1);
        }
        return new MemoryType(readLimits(reader, flags), (flags & SHARED) != 0, (flags & INDEX_64) != 0);
    }

    static GlobalType readGlobal(WasmReader reader) {
        return new GlobalType(reader.readValueType(), readMutability(reader));
    }

    /** A tag's type index. */
    static int readTag(WasmReader reader) {
        if (reader.readU8() != 0) {
            throw new MalformedModuleException("malformed tag attribute", reader.position() - 1);
        }
        return reader.readIndex();
    }

    static boolean readMutability(WasmReader reader) {
        int mutability = reader.readU8();
        if (mutability > 1) {
            throw new MalformedModuleException("malformed mutability", reader.position() - 1);
        }
        return mutability == 1;
    }

    private static int readFlags(WasmReader reader, int known) {
        int at = reader.position();
        int flags = reader.readU8();
        if ((flags & ~known) != 0) {
            throw new MalformedModuleException("malformed limits flags", at);
        }
        return flags;
    }

    private static Limits readLimits(WasmReader reader, int flags) {
        long minimum = reader.readU64();
        if ((flags & HAS_MAXIMUM) == 0) {
            return new Limits(minimum, Limits.NO_MAXIMUM);
        }
        // 2⁶⁴ − 1 elements are as good as no limit.
        return new Limits(minimum, reader.readU64());
    }
}
