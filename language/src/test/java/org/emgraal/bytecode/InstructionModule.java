// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.binary.BinaryModule;
import org.emgraal.runtime.Vector128;

/**
 * A module whose functions execute one instruction each, exported as {@code f3}, {@code f4} …; the memory that they access is
 * {@code m}. For what instructions refer to there are
 * <ul>
 * <li>type 0, i32 to i32, with function 0, which adds 1; type 1, i32 to nothing, with function 1, which throws tag 0; type 2,
 * nothing to an i32 and an exception;
 * <li>type 3, a structure with fields i8, i16, i32, i64, f32, f64, v128 and externref; types 4 to 11, arrays of these; types 12
 * and 13, a structure and a subtype of it; type 14, an array of functions;
 * <li>table 0 of functions: 0, null, 1, 0; table 1 of external references with 64-bit indices;
 * <li>globals 0 to 6, mutable: i32, i64, f32, f64, v128, externref, anyref; passive segments: data 1, elements 1 for table 0.
 * </ul>
 */
final class InstructionModule {

    /** The memory that instructions access. */
    enum Memory {
        PLAIN("01 0001", 0),
        SHARED("01 030101", 0),
        LONG("01 0401", 0),
        SHARED_LONG("01 070101", 0),
        SECOND("02 0001 0001", 1),
        SECOND_LONG("02 0001 0401", 1);

        private final String section;
        final int index;

        Memory(String section, int index) {
            this.section = section;
            this.index = index;
        }

        boolean isLong() {
            return this == LONG || this == SHARED_LONG || this == SECOND_LONG;
        }
    }

    /** Functions without exports. */
    static final int HELPERS = 3;
    private static final int DATA = 256;
    private static final String TABLES = "02 70 00 04 6f 04 04";
    private static final String FIELD_TYPES = "7801 7701 7f01 7e01 7d01 7c01 7b01 6f01";
    private static final int AGGREGATES = 12;
    private static final String GLOBALS = "07 7f01 41010b 7e01 42010b 7d01 43000000000b 7c01 4400000000000000000b 7b01 fd0c00000000000000000000000000000000 0b 6f01 d06f0b 6e01 d06e0b";
    private static final String ELEMENTS = "02 04 41000b 04 d2000b d0700b d2010b d2000b  05 70 02 d0700b d2000b";

    private final Memory memory;
    private final List<byte[]> types = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();

    InstructionModule(Memory memory) {
        this.memory = memory;
        add("i", "i", BinaryModule.parse("2000 4101 6a"));
        add("i", "", BinaryModule.parse("2000 0800"));
        add("", "ix", BinaryModule.parse("4100 d069"));
    }

    Memory memory() {
        return memory;
    }

    /** Those with exports. */
    int functions() {
        return bodies.size() - HELPERS;
    }

    /** @param parameters letters, also {@code a} for an address */
    void add(String parameters, String results, byte[] instructions) {
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        type.write(0x60);
        type.writeBytes(valueTypes(parameters));
        type.writeBytes(valueTypes(results));
        types.add(type.toByteArray());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        body.writeBytes(instructions);
        body.write(0x0B);
        bodies.add(body.toByteArray());
    }

    private byte[] valueTypes(String letters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(letters.length());
        for (char letter : letters.toCharArray()) {
            out.write(switch (letter) {
                case 'i' -> 0x7F;
                case 'l' -> 0x7E;
                case 'f' -> 0x7D;
                case 'd' -> 0x7C;
                case 'v' -> 0x7B;
                case 'e' -> 0x6F;
                case 'x' -> 0x69;
                case 'a' -> memory.isLong() ? 0x7E : 0x7F;
                default -> throw new IllegalArgumentException("type letter " + letter);
            });
        }
        return out.toByteArray();
    }

    byte[] bytes() {
        ByteArrayOutputStream typeSection = new ByteArrayOutputStream();
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        unsigned(typeSection, types.size() + AGGREGATES);
        unsigned(functions, types.size());
        unsigned(exports, functions() + 1);
        unsigned(code, types.size());
        for (int i = 0; i < types.size(); i++) {
            if (i == HELPERS) {
                typeSection.writeBytes(aggregates());
            }
            typeSection.writeBytes(types.get(i));
            unsigned(functions, i < HELPERS ? i : i + AGGREGATES);
            if (i >= HELPERS) {
                export(exports, i);
            }
            unsigned(code, bodies.get(i).length);
            code.writeBytes(bodies.get(i));
        }
        exports.writeBytes(new byte[]{1, 'm', 2, (byte) memory.index});
        return new BinaryModule().section(1, typeSection.toByteArray()).section(3, functions.toByteArray()).section(4, TABLES).section(5, memory.section)
                        .section(13, "01 0001").section(6, GLOBALS).section(7, exports.toByteArray()).section(9, ELEMENTS).section(12, "02")
                        .section(10, code.toByteArray()).section(11, data()).bytes();
    }

    private static byte[] aggregates() {
        StringBuilder hex = new StringBuilder("5f 08").append(FIELD_TYPES);
        for (String element : FIELD_TYPES.split(" ")) {
            hex.append("5e").append(element);
        }
        return BinaryModule.parse(hex.append("50 00 5f 01 7f01  50 01 0c 5f 02 7f01 7e01  5e 7001").toString());
    }

    private static void export(ByteArrayOutputStream exports, int function) {
        String name = "f" + function;
        unsigned(exports, name.length());
        exports.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        exports.write(0);
        unsigned(exports, function);
    }

    /** An active segment with all bytes, and a passive one. */
    private byte[] data() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(2);
        out.writeBytes(memory.index == 0 ? new byte[]{0} : new byte[]{2, (byte) memory.index});
        out.write(memory.isLong() ? 0x42 : 0x41);
        out.writeBytes(new byte[]{0, 0x0B});
        unsigned(out, DATA);
        for (int i = 0; i < DATA; i++) {
            out.write(i * 37 + 0x7F);
        }
        out.writeBytes(BinaryModule.parse("01 08 0102030405060708"));
        return out.toByteArray();
    }

    // ---- instructions

    static void opcode(ByteArrayOutputStream out, int opcode) {
        if (opcode >>> 16 != 0) {
            out.write(opcode >>> 16);
            unsigned(out, opcode & 0xFFFF);
        } else {
            out.write(opcode);
        }
    }

    /** An instruction that pushes a value. */
    static void constant(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Integer number -> {
                out.write(0x41);
                signed(out, number);
            }
            case Long number -> {
                out.write(0x42);
                signed(out, number);
            }
            case Float number -> {
                out.write(0x43);
                bits(out, Float.floatToRawIntBits(number), 4);
            }
            case Double number -> {
                out.write(0x44);
                bits(out, Double.doubleToRawLongBits(number), 8);
            }
            default -> {
                Vector128 vector = (Vector128) value;
                opcode(out, 0xFD000C);
                bits(out, vector.low, 8);
                bits(out, vector.high, 8);
            }
        }
    }

    static void local(ByteArrayOutputStream out, int index) {
        out.write(0x20);
        out.write(index);
    }

    static void unsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) rest & 0x7F | 0x80);
        }
        out.write((int) rest);
    }

    private static void signed(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write((int) rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write((int) rest & 0x7F);
    }

    private static void bits(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> 8 * i));
        }
    }
}
