// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.emgraal.runtime.Vector128;

/** Operands at which implementations of an instruction may differ. */
final class CornerValues {

    private static final List<Object> INTS = List.of(0, 1, -1, 2, 31, 32, 33, 0x7F, 0x80, 0xFFFF, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x1234_5678);
    private static final List<Object> LONGS = List.of(0L, 1L, -1L, 63L, 64L, 65L, 0x8000L, 0xFFFF_FFFFL, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE,
                    0x1234_5678_9ABC_DEF0L);
    private static final int[] FLOAT_BITS = {0, 0x8000_0000, 1, 0x3F80_0000, 0xBF80_0000, 0x3F00_0000, 0xBF00_0000, 0x3FC0_0000, 0x4020_0000, 0x4F00_0000,
                    0xCF00_0000, 0x4F80_0000, 0x5F00_0000, 0x5F80_0000, 0x7F7F_FFFF, 0x7F80_0000, 0xFF80_0000, 0x7FC0_0000, 0x7FA0_0001, 0xFFA5_4321};
    private static final long[] DOUBLE_BITS = {0, Long.MIN_VALUE, 1, 0x3FF0_0000_0000_0000L, 0xBFF0_0000_0000_0000L, 0x3FE0_0000_0000_0000L,
                    0xBFE0_0000_0000_0000L, 0x3FF8_0000_0000_0000L, 0x4004_0000_0000_0000L, 0x41DF_FFFF_FFC0_0000L, 0x41E0_0000_0000_0000L,
                    0xC1E0_0000_0020_0000L, 0x41F0_0000_0000_0000L, 0x43E0_0000_0000_0000L, 0x43F0_0000_0000_0000L, 0x3690_0000_0000_0000L,
                    0x7FEF_FFFF_FFFF_FFFFL, 0x7FF0_0000_0000_0000L, 0xFFF0_0000_0000_0000L, 0x7FF8_0000_0000_0000L, 0x7FF4_0000_0000_0001L,
                    0xFFF4_4321_0000_0001L};
    private static final List<Object> VECTORS = List.of(Vector128.ZERO, new Vector128(-1, -1), new Vector128(0x0706_0504_0302_0100L, 0x0F0E_0D0C_0B0A_0908L),
                    new Vector128(0x8000_7FFF_80FF_7F01L, 0x8000_0000_7FFF_FFFFL), new Vector128(Long.MIN_VALUE, Long.MAX_VALUE),
                    new Vector128(0x3F80_0000_8000_0000L, 0x7FC0_0000_7FA0_0001L), new Vector128(0x4F00_0000_CF00_0001L, 0xFF80_0000_BF00_0000L),
                    new Vector128(0x3FF0_0000_0000_0000L, 0x7FF4_0000_0000_0001L), new Vector128(0xC1E0_0000_0020_0000L, 0x8000_0000_0000_0000L),
                    new Vector128(0x1F10_0F11_0E12_0D13L, 0x9A78_5634_1200_FFEEL));
    private static final List<Object> ADDRESSES = List.of(0, 1, 3, 8, 250, 65_504, 65_519, 65_520, 65_521, 65_527, 65_528, 65_532, 65_535, 65_536, -1, -8,
                    Integer.MIN_VALUE);
    private static final List<Object> MORE_ADDRESSES = List.of(1L << 32, 1L << 32 | 8, -1L, -8L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 7);

    private CornerValues() {
    }

    /** @param letter as in the instruction table; {@code A} is a 64-bit address, {@code e} an external reference */
    static List<Object> of(char letter) {
        return switch (letter) {
            case 'i' -> INTS;
            case 'l' -> LONGS;
            case 'f' -> floats();
            case 'd' -> doubles();
            case 'v' -> VECTORS;
            case 'a' -> ADDRESSES;
            case 'e' -> Arrays.asList(null, "object");
            case 'A' -> longAddresses();
            default -> throw new IllegalArgumentException("type letter " + letter);
        };
    }

    private static List<Object> floats() {
        List<Object> values = new ArrayList<>();
        for (int bits : FLOAT_BITS) {
            values.add(Float.intBitsToFloat(bits));
        }
        return values;
    }

    private static List<Object> doubles() {
        List<Object> values = new ArrayList<>();
        for (long bits : DOUBLE_BITS) {
            values.add(Double.longBitsToDouble(bits));
        }
        return values;
    }

    private static List<Object> longAddresses() {
        List<Object> values = new ArrayList<>(MORE_ADDRESSES);
        ADDRESSES.forEach(address -> values.add(Integer.toUnsignedLong((Integer) address)));
        return values;
    }

    /** All combinations of the values that letters stand for; of more than three operands, each has only some. */
    static List<Object[]> combinations(List<List<Object>> operands) {
        List<Object[]> combinations = new ArrayList<>();
        combinations.add(new Object[0]);
        for (List<Object> values : operands) {
            List<Object[]> longer = new ArrayList<>();
            for (Object[] combination : combinations) {
                for (int i = 0; i < values.size(); i += operands.size() > 2 ? 2 : 1) {
                    Object[] next = Arrays.copyOf(combination, combination.length + 1);
                    next[combination.length] = values.get(i);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
