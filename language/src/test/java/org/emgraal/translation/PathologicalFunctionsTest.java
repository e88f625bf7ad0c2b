// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Valid functions that no compiler emits, near the limits: they run, or are refused, and take no more than their size asks for,
 * as syntax trees and where functions start as bytecode.
 */
@Tag("slow")
@ParameterizedClass(name = "bytecode: {0}")
@ValueSource(booleans = {false, true})
class PathologicalFunctionsTest {

    private static final String LANGUAGE = "emscripten";

    @Parameter boolean bytecode;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    private PathologicalFunctionsTest repeat(int count, String hex) {
        byte[] bytes = BinaryModule.parse(hex);
        for (int i = 0; i < count; i++) {
            code.writeBytes(bytes);
        }
        return this;
    }

    private void u32(int value) {
        code.writeBytes(leb(value));
    }

    private static byte[] leb(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write(rest & 0x7F | 0x80);
        }
        out.write(rest);
        return out.toByteArray();
    }

    /** Calls the function, of type i32 to i32, with 0. */
    private int call(int locals) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(BinaryModule.parse("01"));
        body.writeBytes(leb(locals));
        body.writeBytes(BinaryModule.parse("7f"));
        body.writeBytes(code.toByteArray());
        body.write(0x0B);
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.write(1);
        section.writeBytes(leb(body.size()));
        section.writeBytes(body.toByteArray());
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        types.writeBytes(BinaryModule.parse("04 6001 7f017f 6000 00 6000"));
        types.writeBytes(leb(1000));
        types.writeBytes(BinaryModule.parse("7f".repeat(1000)));
        types.writeBytes(BinaryModule.parse("60 e807" + "7f".repeat(1000) + "e807" + "7f".repeat(1000)));
        byte[] module = new BinaryModule().section(1, types.toByteArray()).section(3, "0100").section(5, "01 0001").section(13, "01 0001")
                        .section(7, "01 0166 0000").section(10, section.toByteArray()).bytes();
        return call(module);
    }

    private int call(byte[] module) throws IOException {
        try (Context context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false")
                        .option(LANGUAGE + ".Bytecode", String.valueOf(bytecode)).build()) {
            return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module), "pathological").build()).invokeMember("f", 0).asInt();
        }
    }

    @Test
    void manyBlocks() throws IOException {
        assertEquals(0, repeat(100_000, "0240 2000 0d00 0b").repeat(1, "2000").call(1));
    }

    /** The last of them comes behind each of the others, and behind all that each of the others comes behind. */
    @Test
    void manyBlocksWithOneExit() throws IOException {
        assertEquals(0, repeat(1, "0240").repeat(200_000, "0240 2000 0d01 2000 0d00 0b").repeat(1, "0b 2000").call(1));
    }

    @Test
    void manyBlocksWithManyExits() throws IOException {
        int exits = 100;
        repeat(exits, "0240");
        for (int i = 0; i < 100_000; i++) {
            repeat(1, "0240 2000 0d");
            u32(1 + i * 7 % exits);
            repeat(1, "2000 0d00 0b");
        }
        assertEquals(0, repeat(exits, "0b").repeat(1, "2000").call(1));
    }

    @Test
    void deeplyNestedBlocks() throws IOException {
        assertEquals(0, repeat(99_998, "0240").repeat(1, "2000 0d00").repeat(99_998, "0b").repeat(1, "2000").call(1));
    }

    @Test
    void deeplyNestedLoops() throws IOException {
        assertEquals(0, repeat(99_998, "0340").repeat(99_998, "0b").repeat(1, "2000").call(1));
    }

    @Test
    void deeplyNestedHandlers() throws IOException {
        assertEquals(0, repeat(20_000, "0640").repeat(1, "0800").repeat(20_000, "0700 0b").repeat(1, "2000").call(1));
    }

    @Test
    void longStraightLine() throws IOException {
        assertEquals(1_000_000, repeat(1_000_000, "2000 4101 6a 2100").repeat(1, "2000").call(1));
    }

    @Test
    void longExpression() throws IOException {
        assertEquals(1_000_000, repeat(1, "2000").repeat(1_000_000, "4101 6a").call(1));
    }

    @Test
    void highOperandStack() throws IOException {
        assertEquals(0, repeat(300_000, "2000").repeat(500_000, "4100 2101").repeat(200_000, "0240 0b").repeat(300_000, "1a")
                        .repeat(1, "2000").call(1));
    }

    @Test
    void manyLocalsInManyBlocks() throws IOException {
        for (int i = 0; i < 40_000; i++) {
            repeat(1, "2000 21");
            u32(1 + i);
            repeat(1, "0240 20");
            u32(1 + i * 7 % 49_990);
            repeat(1, "0d00 0b");
        }
        assertEquals(0, repeat(1, "2001").call(49_999));
    }

    @Test
    void longBranchTables() throws IOException {
        for (int i = 0; i < 100; i++) {
            repeat(1, "0240 2000 0e");
            u32(65_520);
            repeat(65_521, "00").repeat(1, "0b");
        }
        assertEquals(0, repeat(1, "2000").call(1));
    }

    @Test
    void manyHandlersInARow() throws IOException {
        assertEquals(0, repeat(100_000, "0640 2000 0440 0800 0b 0700 0b").repeat(1, "2000").call(1));
    }

    /** Each is an entry of the constant pool, of two places. */
    @Test
    void manyConstants() throws IOException {
        int count = 70_000;
        repeat(1, "42 00");
        for (int i = 0; i < count; i++) {
            repeat(1, "42").repeat(1, "%02x %02x %02x 01 7c".formatted(i & 127 | 128, i >> 7 & 127 | 128, i >> 14 & 127 | 128));
        }
        assertEquals((int) (count * (count - 1L) / 2 + count * (1L << 21)), repeat(1, "a7").call(1));
    }

    /** Each place where a vector instruction stands is linked by itself. */
    @Test
    void manyVectorInstructions() throws IOException {
        assertEquals(300_000, repeat(1, "2000 fd11 4101 fd11 fd0c").repeat(16, "00").repeat(300_000, "4101 fd11 fdae01").repeat(1, "fd1b00 2101")
                        .repeat(2, "1a").repeat(1, "2001").call(1));
    }

    /** An interpreter with ten thousand instructions. */
    @Test
    void largestInterpreter() throws IOException {
        int opcodes = 10_000;
        repeat(1, "0340").repeat(opcodes + 1, "0240").repeat(1, "2000 0e");
        u32(opcodes);
        for (int i = 0; i <= opcodes; i++) {
            u32(i);
        }
        repeat(1, "0b");
        for (int i = 0; i < opcodes; i++) {
            // Each goes on with the next.
            repeat(1, "2000 4101 6a 2100 2001 4103 6a 2101 0c");
            u32(opcodes - i);
            repeat(1, "0b");
        }
        assertEquals(3 * opcodes, repeat(1, "0b 2001").call(1));
    }

    @Test
    void manyTablesWithOperands() throws IOException {
        tablesWithOperands(150, 10_000);
    }

    @Test
    void tooManyTablesWithOperands() throws IOException {
        tablesWithOperands(400, 10_000);
    }

    @Test
    void longTablesWithOperands() throws IOException {
        tablesWithOperands(50, 65_000);
    }

    private void tablesWithOperands(int tables, int length) throws IOException {
        for (int i = 0; i < tables; i++) {
            repeat(1, "027f 027f 4105 2000 0e");
            u32(length);
            repeat(length / 2, "00 01").repeat(1, "00 0b 0b 1a");
        }
        assertEquals(0, repeat(1, "2000").call(1));
    }

    /** In turn by name, through a table, by reference and as tail calls, with as many results. */
    @Test
    void callsWithAThousandOperands() throws IOException {
        int width = 1000;
        String values = "e8 07 " + "7f ".repeat(width);
        String drops = "1a".repeat(width - 1);
        StringBuilder pass = new StringBuilder();
        for (int i = 0; i < width; i++) {
            pass.append("20").append(HexFormat.of().formatHex(leb(i)));
        }
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < width; i++) {
            numbers.append("4107 ");
        }
        String caller = numbers + "1001" + drops + numbers + "4100 110100" + drops + "6a" + numbers + "d201 1401" + drops + "6a"
                        + numbers + "1002" + drops + "6a" + numbers + "1003" + drops + "6a" + numbers + "1004" + drops + "6a";
        String[] bodies = {caller, pass.toString(), pass + "1201", pass + "4100 130100", pass + "d201 1501"};
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.write(bodies.length);
        for (String hex : bodies) {
            byte[] body = BinaryModule.parse("00" + hex + "0b");
            section.writeBytes(leb(body.length));
            section.writeBytes(body);
        }
        byte[] module = new BinaryModule().section(1, "02 6001 7f017f 60" + values + values).section(3, "05 00 01 01 01 01").section(4, "01 7000 01")
                        .section(7, "01 0166 0000").section(9, "01 00 4100 0b 01 01").section(10, section.toByteArray()).bytes();
        assertEquals(6 * 7, call(module));
    }

    @Test
    void largeAggregates() throws IOException {
        int count = 10_000;
        byte[] fields = leb(count);
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        types.writeBytes(BinaryModule.parse("03 6001 7f017f 5e7f01 5f"));
        types.writeBytes(fields);
        types.writeBytes(BinaryModule.parse("7f01".repeat(count)));
        repeat(1, "00").repeat(count, "4103").repeat(1, "fb0801");
        u32(count);
        // The last one, 9,999.
        repeat(1, "41 8fce00 fb0b01").repeat(count, "4105").repeat(1, "fb0002 fb0202");
        u32(count - 1);
        byte[] body = repeat(1, "6a 0b").code.toByteArray();
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.write(1);
        section.writeBytes(leb(body.length));
        section.writeBytes(body);
        assertEquals(8, call(new BinaryModule().section(1, types.toByteArray()).section(3, "0100").section(7, "01 0166 0000")
                        .section(10, section.toByteArray()).bytes()));
    }

    /** Blocks pass a thousand operands too. */
    @Test
    void blocksWithAThousandOperands() throws IOException {
        repeat(1000, "4101").repeat(50, "0203 0b").repeat(999, "6a");
        assertEquals(1000, call(1));
    }

    /** More of them than the constant pool of the function that calls them has room for. */
    @Test
    void manyFunctions() throws IOException {
        int count = 20_000;
        ByteArrayOutputStream functions = new ByteArrayOutputStream();
        functions.writeBytes(leb(count + 1));
        functions.write(0);
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        bodies.writeBytes(leb(count + 1));
        repeat(1, "00 2000");
        for (int i = 1; i <= count; i++) {
            functions.write(0);
            repeat(1, "10");
            u32(i);
        }
        repeat(1, "0b");
        bodies.writeBytes(leb(code.size()));
        bodies.writeBytes(code.toByteArray());
        for (int i = 1; i <= count; i++) {
            bodies.writeBytes(BinaryModule.parse("07 00 2000 4101 6a 0b"));
        }
        assertEquals(count, call(new BinaryModule().section(1, "01 6001 7f017f").section(3, functions.toByteArray()).section(7, "01 0166 0000")
                        .section(10, bodies.toByteArray()).bytes()));
    }

    /** As an interpreter's: its loop is looked for. */
    @Test
    void wideTableBehindManyBlocks() throws IOException {
        repeat(100_000, "2000 0440 2000 2101 0b");
        wideTable();
        assertEquals(0, repeat(1, "2001").call(1));
    }

    /** The index is loaded at the end of each of many ways round a loop that changes each of many locals. */
    @Test
    void wideTableInALoopOfManyLocals() throws IOException {
        repeat(1, "0340");
        wideTable();
        for (int i = 0; i < 20_000; i++) {
            repeat(1, "20");
            u32(2 + i);
            repeat(1, "4101 6a 21");
            u32(2 + i);
        }
        repeat(20_000, "2000 0440 2000 2d0000 2101 0b").repeat(1, "2000 4101 6a 2200 4105 48 0d00 0b");
        assertEquals(5, repeat(1, "2002").call(20_001));
    }

    private void wideTable() {
        int targets = 40;
        repeat(targets + 1, "0240").repeat(1, "2001 0e");
        u32(targets);
        for (int i = 0; i <= targets; i++) {
            u32(i);
        }
        repeat(1, "0b").repeat(targets, "2000 2101 0b");
    }

    /** Every branch would have to move a thousand values. */
    @Test
    void whatTakesTooMuchIsRefused() {
        repeat(1, "02 02 4100").repeat(1000, "4100").repeat(100_000, "2000 0d00").repeat(1, "0c00 0b").repeat(1000, "1a")
                        .repeat(1, "2000");
        PolyglotException refusal = assertThrows(PolyglotException.class, () -> call(1));
        assertFalse(refusal.isInternalError());
        assertTrue(refusal.getMessage().contains("function f of module pathological is too large"), refusal.getMessage());
    }
}
