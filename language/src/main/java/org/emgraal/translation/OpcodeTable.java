// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

/** Values by opcode, {@code prefix << 16 | number}: one array per prefix, since every instruction is looked up. */
final class OpcodeTable<T> {

    private static final int FIRST_PREFIX = 0xFC;
    private static final int PREFIXES = 3;
    /** More than the largest number behind a prefix. */
    private static final int NUMBERS = 0x120;

    private final Object[][] pages = new Object[1 + PREFIXES][];

    void put(int opcode, T value) {
        int page = page(opcode);
        if (pages[page] == null) {
            pages[page] = new Object[NUMBERS];
        }
        if (pages[page][opcode & 0xFFFF] != null) {
            throw new IllegalArgumentException("opcode 0x%x twice".formatted(opcode));
        }
        pages[page][opcode & 0xFFFF] = value;
    }

    /** The value put for {@code opcode}, or null. */
    @SuppressWarnings("unchecked")
    T get(int opcode) {
        int page = page(opcode);
        int number = opcode & 0xFFFF;
        return page < 0 || page >= pages.length || pages[page] == null || number >= NUMBERS ? null : (T) pages[page][number];
    }

    private static int page(int opcode) {
        int prefix = opcode >>> 16;
        return prefix == 0 ? 0 : prefix < FIRST_PREFIX ? -1 : prefix - FIRST_PREFIX + 1;
    }
}
