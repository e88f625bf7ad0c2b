// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

/** The line of an instruction, from a code object's {@code co_linetable} (CPython, InternalDocs/code_objects.md). */
final class LineTable {

    private static final int NO_COLUMNS = 13;
    private static final int LONG_FORM = 14;
    private static final int NO_LOCATION = 15;
    private static final int ONE_LINE_0 = 10;
    private static final int CONTINUED = 0x40;

    private final byte[] table;
    private int position;

    private LineTable(byte[] table) {
        this.table = table;
    }

    /**
     * @param instruction in units of two bytes from the code's start
     * @return the line, or 0 if the instruction has none
     */
    static int line(byte[] table, int firstLine, int instruction) {
        return new LineTable(table).find(firstLine, instruction);
    }

    private int find(int firstLine, int instruction) {
        int line = firstLine;
        int end = 0;
        while (position < table.length) {
            int entry = table[position++];
            int form = entry >> 3 & 0xF;
            end += (entry & 7) + 1;
            line += lineDelta(form);
            if (instruction < end) {
                return form == NO_LOCATION ? 0 : line;
            }
        }
        return 0;
    }

    /** Reads the rest of an entry. */
    private int lineDelta(int form) {
        switch (form) {
            case NO_LOCATION:
                return 0;
            case LONG_FORM:
                int delta = signed();
                unsigned();
                unsigned();
                unsigned();
                return delta;
            case NO_COLUMNS:
                return signed();
            default:
                if (form >= ONE_LINE_0) {
                    position += 2;
                    return form - ONE_LINE_0;
                }
                position++;
                return 0;
        }
    }

    /** Six bits a byte, low ones first. */
    private int unsigned() {
        int value = 0;
        for (int shift = 0; position < table.length; shift += 6) {
            int part = table[position++];
            value |= (part & CONTINUED - 1) << shift;
            if ((part & CONTINUED) == 0) {
                break;
            }
        }
        return value;
    }

    private int signed() {
        int value = unsigned();
        return (value & 1) == 0 ? value >>> 1 : -(value >>> 1);
    }
}
