// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

/**
 * What an opcode stands for.
 *
 * @param name the text-format name ({@code select_t}, {@code ref.test_null} and {@code ref.cast_null} tell apart what
 *            the text format does not)
 * @param width memory accesses: log2 of the natural alignment; lane accesses: number of lanes
 * @param types operand types, colon, result type as in {@link InstructionTable}; null if not fixed by the opcode
 */
public record Instruction(int opcode, String name, Immediate immediate, int width, String types) {

    /** The shape of what follows an opcode. */
    public enum Immediate {
        NONE,
        /** Empty, a value type, or a type index. */
        BLOCK,
        /** One index or label. */
        INDEX,
        TWO_INDICES,
        /** Vector of labels and a default label. */
        LABELS,
        VALUE_TYPES,
        HEAP_TYPE,
        /** Flags, a label and two heap types. */
        CAST,
        /** A block type and a vector of catch clauses. */
        TRY_TABLE,
        /** See {@link MemoryImmediate}. */
        MEMORY,
        /** As {@link #MEMORY}, and the alignment must be the natural one. */
        ATOMIC,
        MEMORY_LANE,
        LANE,
        /** Sixteen lane numbers. */
        SHUFFLE,
        S32,
        S64,
        F32,
        F64,
        V128,
        /** A reserved zero byte. */
        ZERO
    }
}
