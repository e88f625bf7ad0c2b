// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.binary.BinaryModule;
import org.emgraal.binary.Instruction;
import org.emgraal.binary.Instruction.Immediate;
import org.emgraal.binary.InstructionTable;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;

/**
 * Each instruction with fixed operand types means the same as syntax tree and as bytecode: both run it with corner values. The
 * test finds the instructions in {@link InstructionTable}, so a new one is tried too.
 */
class TiersAgreeTest {

    private static final String LANGUAGE = "emscripten";
    private static final int I64 = 0x7E;
    private static final long[] INTS = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0x80, 0x8000, 31, 33};
    private static final long[] LONGS = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x80, 0x8000_0000L, 63, 65};
    private static final long[] FLOATS = {0, bits(-0F), bits(1), bits(-1.5F), bits(Float.POSITIVE_INFINITY), 0x7FC00000, 0x7FA00001, 0xFFA00001L,
                    bits(0x1p31F), bits(-0x1p31F), bits(0x1p63F), bits(0x1p64F), 1, bits(2.5F)};
    private static final long[] DOUBLES = {0, bits(-0.0), bits(1.0), bits(-1.5), bits(Double.NEGATIVE_INFINITY), 0x7FF8000000000000L,
                    0x7FF4000000000001L, 0xFFF4000000000001L, bits(0x1p31), bits(-0x1p31), bits(0x1p32), bits(0x1p63), bits(0x1p64), 1, bits(2.5)};
    private static final long[] HALVES = {0, -1, 0x8000800080008000L, 0x7FF4000000000001L, 0x7FA000013F800000L, 0x0102030405060708L};
    private static final long[] ADDRESSES = {0, 3, 65520, 65535, 65536, -1, -8};

    /** An instruction under test: its operands' letters, its result's letter or a space. */
    private record Case(Instruction instruction, String operands, char result) {

        String name(int half) {
            return instruction.name() + (half == 0 ? "" : "#high");
        }
    }

    private static long bits(float value) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits(value));
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    @Test
    void meaningsAreEqual() throws Exception {
        List<Case> cases = cases();
        assertTrue(cases.size() > 350, cases.size() + " instructions");
        byte[] module = module(cases);
        int compared = 0;
        try (Context trees = context(false); Context bytecode = context(true)) {
            Value tree = load(trees, module);
            Value code = load(bytecode, module);
            for (Case test : cases) {
                for (Object[] arguments : arguments(test)) {
                    for (int half = 0; half < halves(test); half++) {
                        String name = test.name(half);
                        Object expected = settled(test, call(tree, name, arguments));
                        assertEquals(expected, settled(test, call(code, name, arguments)), () -> name + List.of(arguments));
                        compared++;
                    }
                }
            }
        }
        assertTrue(compared > 20_000, compared + " comparisons");
    }

    private static Context context(boolean bytecode) {
        return Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").option(LANGUAGE + ".Bytecode", String.valueOf(bytecode)).build();
    }

    private static Value load(Context context, byte[] module) throws Exception {
        return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module), "tiers").build());
    }

    private static Object call(Value module, String name, Object[] arguments) {
        try {
            return module.invokeMember(name, arguments).asLong();
        } catch (PolyglotException trap) {
            assertTrue(trap.isGuestException(), () -> name + ": " + trap);
            return trap.getMessage();
        }
    }

    /**
     * Of two NaNs, arithmetic returns either, made quiet (specification, "NaN Propagation"); which one is up to the order in which a
     * compiler puts commuting operands. So quiet NaNs of such an instruction are one; a signalling one would still differ.
     */
    private static Object settled(Case test, Object result) {
        String name = test.instruction.name();
        if (!(result instanceof Long bits) || !name.matches("f(32|64|32x4|64x2)\\.(add|sub|mul|div|min|max|relaxed_min|relaxed_max|relaxed_n?madd)")) {
            return result;
        }
        if (name.startsWith("f64")) {
            return quiet64(bits);
        }
        return quiet32((int) (bits >>> 32)) << 32 | quiet32((int) (long) bits);
    }

    private static long quiet64(long bits) {
        return Double.isNaN(Double.longBitsToDouble(bits)) && (bits & 1L << 51) != 0 ? 0x7FF8000000000000L : bits;
    }

    private static long quiet32(int bits) {
        return Integer.toUnsignedLong(Float.isNaN(Float.intBitsToFloat(bits)) && (bits & 1 << 22) != 0 ? 0x7FC00000 : bits);
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int prefix : new int[]{0, 0xFC0000, 0xFD0000}) {
            for (int i = 0; i < 0x120; i++) {
                Instruction instruction = (prefix | i) <= 0xFF || prefix != 0 ? InstructionTable.get(prefix | i) : null;
                if (instruction == null || instruction.types() == null || !isTried(instruction)) {
                    continue;
                }
                int colon = instruction.types().indexOf(':');
                String operands = instruction.types().substring(0, colon);
                char result = colon + 1 < instruction.types().length() ? instruction.types().charAt(colon + 1) : ' ';
                cases.add(new Case(instruction, operands, result));
            }
        }
        return cases;
    }

    private static boolean isTried(Instruction instruction) {
        String types = instruction.types();
        // Wide arithmetic, with two results, is left to the tree.
        return types.indexOf(':') > 0 && types.indexOf(':') + 2 >= types.length() && switch (instruction.immediate()) {
            case NONE, LANE, MEMORY, MEMORY_LANE -> types.indexOf('*') < 0 && !(instruction.immediate() == Immediate.NONE && types.endsWith(":"));
            default -> false;
        };
    }

    private static int halves(Case test) {
        return test.result == 'v' ? 2 : 1;
    }

    // ---- arguments: an i64 for each operand, two for a vector

    private static List<Object[]> arguments(Case test) {
        List<Object[]> all = new ArrayList<>();
        all.add(new Object[0]);
        for (char operand : test.operands.toCharArray()) {
            List<Object[]> next = new ArrayList<>();
            for (Object[] before : all) {
                for (Object[] value : values(operand)) {
                    Object[] longer = new Object[before.length + value.length];
                    System.arraycopy(before, 0, longer, 0, before.length);
                    System.arraycopy(value, 0, longer, before.length, value.length);
                    next.add(longer);
                }
            }
            all = next;
        }
        return all;
    }

    private static List<Object[]> values(char operand) {
        List<Object[]> values = new ArrayList<>();
        long[] numbers = switch (operand) {
            case 'i' -> INTS;
            case 'l' -> LONGS;
            case 'f' -> FLOATS;
            case 'd' -> DOUBLES;
            case 'a' -> ADDRESSES;
            default -> HALVES;
        };
        for (int i = 0; i < numbers.length; i++) {
            values.add(operand == 'v' ? new Object[]{numbers[i], numbers[(i + 1) % numbers.length]} : new Object[]{numbers[i]});
        }
        return values;
    }

    // ---- the module: two functions for each instruction with a vector as result, else one

    private static byte[] module(List<Case> cases) {
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        int most = 7;
        u32(types, most);
        for (int parameters = 0; parameters < most; parameters++) {
            types.write(0x60);
            u32(types, parameters);
            for (int i = 0; i < parameters; i++) {
                types.write(I64);
            }
            types.write(1);
            types.write(I64);
        }
        int count = cases.stream().mapToInt(TiersAgreeTest::halves).sum();
        for (ByteArrayOutputStream section : List.of(functions, exports, bodies)) {
            u32(section, count);
        }
        int index = 0;
        for (Case test : cases) {
            for (int half = 0; half < halves(test); half++) {
                u32(functions, (int) test.operands.chars().map(operand -> operand == 'v' ? 2 : 1).sum());
                byte[] name = test.name(half).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                u32(exports, name.length);
                exports.writeBytes(name);
                exports.write(0);
                u32(exports, index++);
                byte[] body = body(test, half);
                u32(bodies, body.length);
                bodies.writeBytes(body);
            }
        }
        return new BinaryModule().section(1, types.toByteArray()).section(3, functions.toByteArray()).section(5, "01 00 01")
                        .section(7, exports.toByteArray()).section(10, bodies.toByteArray())
                        .section(11, "01 00 4100 0b 10 00 81 02 83 f4 7f 06 87 00 00 c0 7f 0c 8d ff 7f").bytes();
    }

    private static byte[] body(Case test, int half) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        int parameter = 0;
        for (char operand : test.operands.toCharArray()) {
            local(body, parameter++);
            switch (operand) {
                case 'i', 'a' -> body.write(0xA7);
                case 'f' -> body.writeBytes(BinaryModule.parse("a7 be"));
                case 'd' -> body.write(0xBF);
                case 'v' -> {
                    body.writeBytes(BinaryModule.parse("fd12"));
                    local(body, parameter++);
                    body.writeBytes(BinaryModule.parse("fd1e 01"));
                }
                default -> {
                }
            }
        }
        instruction(body, test.instruction);
        switch (test.result) {
            case 'i' -> body.write(0xAD);
            case 'f' -> body.writeBytes(BinaryModule.parse("bc ad"));
            case 'd' -> body.write(0xBD);
            case 'v' -> body.writeBytes(BinaryModule.parse("fd1d 0" + half));
            case ' ' -> {
                // A store: what is there now.
                local(body, 0);
                body.writeBytes(BinaryModule.parse("a7 29 00 00"));
            }
            default -> {
            }
        }
        body.write(0x0B);
        return body.toByteArray();
    }

    private static void instruction(ByteArrayOutputStream body, Instruction instruction) {
        int prefix = instruction.opcode() >>> 16;
        if (prefix != 0) {
            body.write(prefix);
            u32(body, instruction.opcode() & 0xFFFF);
        } else {
            body.write(instruction.opcode());
        }
        switch (instruction.immediate()) {
            case LANE -> body.write(instruction.width() - 1);
            case MEMORY -> body.writeBytes(new byte[]{0, 5});
            case MEMORY_LANE -> body.writeBytes(new byte[]{0, 5, 1});
            default -> {
            }
        }
    }

    private static void local(ByteArrayOutputStream body, int index) {
        body.write(0x20);
        u32(body, index);
    }

    private static void u32(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
