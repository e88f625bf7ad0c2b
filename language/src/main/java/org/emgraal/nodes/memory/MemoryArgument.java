// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import org.emgraal.module.MemoryType;

/**
 * The immediate operands of a load or store, and what its memory's type says about the address.
 *
 * @param memory memory index
 * @param offset unsigned static offset
 * @param index64 whether the memory is addressed by i64 (memory64)
 * @param shared whether threads share the memory
 */
public record MemoryArgument(int memory, long offset, boolean index64, boolean shared) {

    /** For an unshared memory. */
    public MemoryArgument(int memory, long offset, boolean index64) {
        this(memory, offset, index64, false);
    }

    /** An access to the memory with index {@code memory}, which has type {@code type}. */
    public static MemoryArgument of(MemoryType type, int memory, long offset) {
        return new MemoryArgument(memory, offset, type.index64(), type.shared());
    }

    /** Effective address of an i32 base: both are below 2^32, so the sum fits a long. */
    public long address(int base) {
        return Integer.toUnsignedLong(base) + offset;
    }

    /** Effective address of an i64 base, or -1, which no memory contains, if it is 2^63 or above. */
    public long address(long base) {
        long sum = base + offset;
        return (base | offset | sum) < 0 ? -1 : sum;
    }
}
