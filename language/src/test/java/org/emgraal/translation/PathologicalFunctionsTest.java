// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;

/** Valid functions that no compiler emits, near the limits: they run, or are refused, and take no more than their size asks for. */
class PathologicalFunctionsTest {

    private static final String LANGUAGE = "emscripten";

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
        types.writeBytes(BinaryModule.parse("03 6001 7f017f 6000 00 6000"));
        types.writeBytes(leb(1000));
        types.writeBytes(BinaryModule.parse("7f".repeat(1000)));
        byte[] module = new BinaryModule().section(1, types.toByteArray()).section(3, "0100").section(5, "01 0001").section(13, "01 0001")
                        .section(7, "01 0166 0000").section(10, section.toByteArray()).bytes();
        try (Context context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").build()) {
            return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module), "pathological").build()).invokeMember("f", 0).asInt();
        }
    }

    @Test
    void manyBlocks() throws IOException {
        assertEquals(0, repeat(100_000, "0240 2000 0d00 0b").repeat(1, "2000").call(1));
    }

    @Test
    void deeplyNestedBlocks() throws IOException {
        assertEquals(0, repeat(50_000, "0240").repeat(1, "2000 0d00").repeat(50_000, "0b").repeat(1, "2000").call(1));
    }

    @Test
    void deeplyNestedLoops() throws IOException {
        assertEquals(0, repeat(50_000, "0340").repeat(50_000, "0b").repeat(1, "2000").call(1));
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
