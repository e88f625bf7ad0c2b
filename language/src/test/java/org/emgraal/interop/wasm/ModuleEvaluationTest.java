// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A module evaluated from Java: its exports as values, its imports supplied as objects. */
class ModuleEvaluationTest {

    private static final String LANGUAGE = "emscripten";

    private Context context;

    @BeforeEach
    void open() {
        context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").build();
    }

    @AfterEach
    void close() {
        context.close();
    }

    /** Functions, a memory, a table and two globals; imports {@code host.log} and {@code host.base}. */
    private static byte[] module() {
        return new BinaryModule() //
                        .section(1, "05 6002 7f7f 017f 6001 7e 017e 6000 00 6000 02 7f7e 6001 7d 017d") //
                        .section(2, "02" + name("host") + name("log") + "0000" + name("host") + name("base") + "037f00") //
                        .section(3, "07 00 01 02 03 04 00 02").section(4, "01 7000 02").section(5, "01 01 01 02") //
                        .section(6, "02 7f01 4105 0b 7f00 2300 0b") //
                        .section(7, "0b" + name("add") + "0001" + name("next") + "0002" + name("trap") + "0003" + name("pair") + "0004" +
                                        name("half") + "0005" + name("logged") + "0006" + name("bump") + "0007" + name("table") +
                                        "0100" + name("memory") + "0200" + name("counter") + "0301" + name("fixed") + "0302") //
                        .section(9, "01 00 4100 0b 01 01") //
                        .section(10, "07 07 00 2000 2001 6a 0b  07 00 2000 4201 7c 0b  03 00 00 0b  06 00 4107 427f 0b" +
                                        "0a 00 2000 43 0000003f 94 0b  08 00 2000 2001 1000 0b  09 00 2301 4101 6a 2401 0b")
                        .bytes();
    }

    private static String name(String text) {
        StringBuilder hex = new StringBuilder("%02x".formatted(text.length()));
        text.chars().forEach(character -> hex.append("%02x".formatted(character)));
        return hex.toString();
    }

    private Value eval(byte[] bytes) throws IOException {
        return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(bytes), "test").build());
    }

    private Value instance() throws IOException {
        return instance(arguments -> arguments[0].asInt() * 100 + arguments[1].asInt());
    }

    private Value instance(ProxyExecutable log) throws IOException {
        context.getBindings(LANGUAGE).putMember("host", ProxyObject.fromMap(Map.of("log", log, "base", 1000)));
        return eval(module());
    }

    @Test
    void membersAreExports() throws IOException {
        Value instance = instance();
        assertEquals(Set.of("add", "next", "trap", "pair", "half", "logged", "bump", "table", "memory", "counter", "fixed"),
                        instance.getMemberKeys());
        assertFalse(instance.hasMember("missing"));
        assertEquals(instance.getMember("add"), instance.getMember("add"));
        assertNotEquals(instance.getMember("add"), instance.getMember("logged"));
    }

    @Test
    void numbersKeepTheirValueOrAreRefused() throws IOException {
        Value instance = instance();
        Value add = instance.getMember("add");
        assertEquals(42, add.execute(40, 2).asInt());
        assertEquals(Integer.MIN_VALUE, add.execute(Integer.MAX_VALUE, 1).asInt());
        assertEquals(7, add.execute(3L, 4.0).asInt());
        assertThrows(IllegalArgumentException.class, () -> add.execute(1L << 31, 0));
        assertThrows(IllegalArgumentException.class, () -> add.execute(0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> add.execute("1", 0));
        assertThrows(IllegalArgumentException.class, () -> add.execute(1));
        assertThrows(IllegalArgumentException.class, () -> add.execute(1, 2, 3));
        assertEquals(Long.MIN_VALUE, instance.invokeMember("next", Long.MAX_VALUE).asLong());
        assertEquals((1L << 53) + 2, instance.invokeMember("next", (1L << 53) + 1).asLong());
        assertThrows(IllegalArgumentException.class, () -> instance.invokeMember("next", 1e19));
        assertEquals(0.05f, instance.invokeMember("half", 0.1).asFloat());
        assertThrows(IllegalArgumentException.class, () -> instance.invokeMember("half", 1e300));
    }

    @Test
    void severalResultsAreAnArray() throws IOException {
        Value pair = instance().invokeMember("pair");
        assertEquals(2, pair.getArraySize());
        assertEquals(7, pair.getArrayElement(0).asInt());
        assertEquals(-1L, pair.getArrayElement(1).asLong());
        assertTrue(instance().invokeMember("bump").isNull());
    }

    @Test
    void memoryIsABuffer() throws IOException {
        Value memory = instance().getMember("memory");
        assertEquals(65536, memory.getBufferSize());
        assertTrue(memory.isBufferWritable());
        memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 16, 0x01020304);
        assertEquals(4, memory.readBufferByte(16));
        assertEquals(0x04030201, memory.readBufferInt(ByteOrder.BIG_ENDIAN, 16));
        byte[] bytes = new byte[4];
        memory.readBuffer(16, bytes, 0, 4);
        assertArrayEquals(new byte[]{4, 3, 2, 1}, bytes);
        assertThrows(IndexOutOfBoundsException.class, () -> memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 65533));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.writeBufferByte(-1, (byte) 0));
    }

    @Test
    void globalsHaveAValue() throws IOException {
        Value instance = instance();
        Value counter = instance.getMember("counter");
        instance.invokeMember("bump");
        assertEquals(6, counter.getMember("value").asInt());
        counter.putMember("value", 10);
        instance.invokeMember("bump");
        assertEquals(11, counter.getMember("value").asInt());
        assertThrows(IllegalArgumentException.class, () -> counter.putMember("value", 1L << 40));
        assertEquals(1000, instance.getMember("fixed").getMember("value").asInt());
        assertThrows(UnsupportedOperationException.class, () -> instance.getMember("fixed").putMember("value", 1));
    }

    @Test
    void tablesAreArraysOfFunctions() throws IOException {
        Value instance = instance();
        Value table = instance.getMember("table");
        assertEquals(2, table.getArraySize());
        assertEquals(5, table.getArrayElement(0).execute(2, 3).asInt());
        assertTrue(table.getArrayElement(1).isNull());
        table.setArrayElement(1, instance.getMember("next"));
        assertEquals(instance.getMember("next"), table.getArrayElement(1));
        assertThrows(ClassCastException.class, () -> table.setArrayElement(1, 5));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> table.getArrayElement(2));
    }

    @Test
    void importsComeFromTheBindings() throws IOException {
        assertEquals(304, instance().invokeMember("logged", 3, 4).asInt());
        Value wrong = instance(arguments -> "text");
        PolyglotException failure = assertThrows(PolyglotException.class, () -> wrong.invokeMember("logged", 1, 2));
        assertTrue(failure.getMessage().contains("log"), failure.getMessage());
        assertTrue(failure.isGuestException());
        Value throwing = instance(arguments -> {
            throw new IllegalStateException("from Java");
        });
        assertTrue(assertThrows(PolyglotException.class, () -> throwing.invokeMember("logged", 1, 2)).isHostException());
    }

    @Test
    void modulesImportFromModules() throws IOException {
        Value first = instance();
        context.getBindings(LANGUAGE).putMember("first", first);
        Value second = eval(new BinaryModule().section(1, "01 6002 7f7f 017f") //
                        .section(2, "02" + name("first") + name("add") + "0000" + name("first") + name("counter") + "037f01") //
                        .section(3, "01 00").section(7, "02" + name("sum") + "0001" + name("counter") + "0300") //
                        .section(10, "01 08 00 2000 2001 1000 0b").bytes());
        assertEquals(9, second.invokeMember("sum", 4, 5).asInt());
        second.getMember("counter").putMember("value", 77);
        assertEquals(77, first.getMember("counter").getMember("value").asInt());
    }

    @Test
    void whatCannotBeLinkedIsSaid() {
        PolyglotException missing = assertThrows(PolyglotException.class, () -> eval(module()));
        assertTrue(missing.getMessage().startsWith("unknown import: host.log"), missing.getMessage());
        context.getBindings(LANGUAGE).putMember("host", ProxyObject.fromMap(Map.of("log", 5, "base", 1)));
        PolyglotException wrong = assertThrows(PolyglotException.class, () -> eval(module()));
        assertTrue(wrong.getMessage().startsWith("incompatible import type: host.log"), wrong.getMessage());
    }

    @Test
    void aTrapLeavesAPlainModuleUsable() throws IOException {
        Value instance = instance();
        PolyglotException trap = assertThrows(PolyglotException.class, () -> instance.invokeMember("trap"));
        assertEquals("unreachable", trap.getMessage());
        assertFalse(trap.isInternalError());
        assertEquals(3, instance.invokeMember("add", 1, 2).asInt());
    }

    /** JavaScript API, "Exceptions": what the embedder throws can be caught, traps cannot. */
    @Test
    void catchAllSeesHostExceptionsButNoTraps() throws IOException {
        context.getBindings(LANGUAGE).putMember("host", ProxyObject.fromMap(Map.of("throw", (ProxyExecutable) arguments -> {
            throw new IllegalStateException("from Java");
        })));
        Value instance = eval(new BinaryModule().section(1, "02 6000 00 6000 017f").section(2, "01" + name("host") + name("throw") + "0000") //
                        .section(3, "03 01 01 00").section(7, "03" + name("host") + "0001" + name("trap") + "0002" + name("rethrow") + "0003") //
                        .section(10, "03 0d 00 067f 1000 4100 19 41e300 0b 0b 0a 00 067f 00 19 41e300 0b 0b 0a 00 0640 1000 19 0900 0b 0b").bytes());
        assertEquals(99, instance.invokeMember("host").asInt());
        assertEquals("unreachable", assertThrows(PolyglotException.class, () -> instance.invokeMember("trap")).getMessage());
        PolyglotException rethrown = assertThrows(PolyglotException.class, () -> instance.invokeMember("rethrow"));
        assertTrue(rethrown.isHostException() && rethrown.asHostException() instanceof IllegalStateException);
    }

    @Test
    void whatIsNoModuleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> context.eval(LANGUAGE, "(module)"));
        PolyglotException noise = assertThrows(PolyglotException.class, () -> eval(new byte[]{1, 2, 3, 4, 5, 6, 7, 8}));
        assertTrue(noise.isGuestException() && noise.getMessage().contains("magic"), noise.getMessage());
        byte[] invalid = new BinaryModule().section(1, "01 6000 017f").section(3, "01 00").section(10, "01 02 00 0b").bytes();
        assertTrue(assertThrows(PolyglotException.class, () -> eval(invalid)).getMessage().contains("type mismatch"));
    }

    @Test
    void refusedArgumentsAreExplained() throws IOException {
        Value instance = instance();
        String message = assertThrows(IllegalArgumentException.class, () -> instance.invokeMember("add", 1, 1L << 31)).getMessage();
        assertTrue(message.contains("Parameter 1 of add(i32,i32)->(i32): a number from -2^31 to 2^31-1 wanted"), message);
        assertEquals("memory of 65536 bytes", instance.getMember("memory").toString());
        assertEquals("mutable global i32", instance.getMember("counter").toString());
        assertEquals("(7, -1)", instance.invokeMember("pair").toString());
    }

    @Test
    void limitsAreOptions() throws IOException {
        byte[] locals = new BinaryModule().section(1, "01 6000 00").section(3, "01 00").section(10, "01 04 01 0b7f 0b").bytes();
        assertTrue(eval(locals).getMemberKeys().isEmpty());
        context.close();
        context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").option("emscripten.Limits.locals", "10").build();
        PolyglotException refused = assertThrows(PolyglotException.class, () -> eval(locals));
        assertTrue(refused.getMessage().startsWith("too many locals: 11 (limit 10) at offset 0x"), refused.getMessage());
        context.close();
        context = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").option("emscripten.Limits.loacls", "10").build();
        PolyglotException unknown = assertThrows(PolyglotException.class, () -> eval(locals));
        assertTrue(unknown.getMessage().contains("there is no limit loacls"), unknown.getMessage());
    }

    /** Imports {@code shared.memory}; waits for a notify at 0, notifies one there, adds 1 at 4. */
    private static byte[] worker() {
        return new BinaryModule().section(1, "01 6000 017f").section(2, "01" + name("shared") + name("memory") + "02 03 01 01") //
                        .section(3, "03 00 00 00").section(7, "03" + name("wait") + "0000" + name("notify") + "0001" + name("add") + "0002") //
                        .section(10, "03 0c 00 4100 4100 427f fe010200 0b 0a 00 4100 4101 fe000200 0b 0a 00 4104 4101 fe1e0200 0b").bytes();
    }

    private Value sharedMemory() throws IOException {
        Value owner = eval(new BinaryModule().section(5, "01 03 01 01").section(7, "01" + name("memory") + "0200").bytes());
        context.getBindings(LANGUAGE).putMember("shared", owner);
        return owner.getMember("memory");
    }

    private static void notifyOne(Value instance) {
        while (instance.invokeMember("notify").asInt() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Timeout(60)
    void threadsShareAMemory() throws Exception {
        Value memory = sharedMemory();
        Value mine = eval(worker());
        FutureTask<Integer> task = new FutureTask<>(() -> {
            Value other = eval(worker());
            for (int i = 0; i < 1000; i++) {
                other.invokeMember("add");
            }
            return other.invokeMember("wait").asInt();
        });
        new Thread(task).start();
        for (int i = 0; i < 1000; i++) {
            mine.invokeMember("add");
        }
        notifyOne(mine);
        assertEquals(0, task.get());
        assertEquals(2000, memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 4));
    }

    @Test
    @Timeout(60)
    void anInstanceCanBeCalledWhileItWaits() throws Exception {
        sharedMemory();
        Value instance = eval(worker());
        FutureTask<Integer> task = new FutureTask<>(() -> instance.invokeMember("wait").asInt());
        new Thread(task).start();
        notifyOne(instance);
        assertEquals(0, task.get());
    }

    @Test
    @Timeout(60)
    void functionsOfAnotherThreadAreCalledInTurn() throws Exception {
        Value mine = instance();
        context.getBindings(LANGUAGE).putMember("first", mine);
        FutureTask<Integer> task = new FutureTask<>(() -> eval(new BinaryModule().section(1, "01 6002 7f7f 017f") //
                        .section(2, "01" + name("first") + name("add") + "0000").section(3, "01 00").section(7, "01" + name("sum") + "0001") //
                        .section(10, "01 08 00 2000 2001 1000 0b").bytes()).invokeMember("sum", 4, 5).asInt());
        new Thread(task).start();
        assertEquals(9, task.get());
        FutureTask<Value> table = new FutureTask<>(() -> eval(new BinaryModule() //
                        .section(2, "01" + name("first") + name("table") + "01 70 00 00").bytes()));
        new Thread(table).start();
        assertTrue(assertThrows(ExecutionException.class, table::get).getMessage().contains("threads share memories only"));
    }
}
