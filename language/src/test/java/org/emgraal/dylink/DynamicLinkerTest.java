// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.emgraal.binary.BinaryModule;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dlopen} and {@code dlsym}, called from Java in a program that exports them. */
class DynamicLinkerTest {

    private static final int RTLD_NOW = 2;
    private static final int RTLD_GLOBAL = 0x100;

    @TempDir private Path folder;
    private Context context;
    private Value program;

    @BeforeEach
    void open() throws IOException {
        Path sample = SharedFiles.require("samples/dlopen_c/605-mm1");
        for (String file : new String[]{"p.wasm", "p.js", "side.wasm", "side2.wasm"}) {
            Files.copy(sample.resolve(file), folder.resolve(file));
        }
        context = Context.newBuilder("emscripten").allowIO(IOAccess.ALL).option("engine.WarnInterpreterOnly", "false")
                        .option("emscripten.NoInitialRun", "true").build();
        program = context.eval(Source.newBuilder("emscripten", folder.resolve("p.wasm").toFile())
                        .content(ByteSequence.create(Files.readAllBytes(folder.resolve("p.wasm")))).build());
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private int text(String value) {
        byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
        int address = program.invokeMember("malloc", bytes.length).asInt();
        for (int i = 0; i < bytes.length; i++) {
            program.getMember("memory").writeBufferByte(address + i, bytes[i]);
        }
        return address;
    }

    private String text(int address) {
        int end = address;
        while (program.getMember("memory").readBufferByte(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - address];
        program.getMember("memory").readBuffer(address, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int load(String name, int flags) {
        return program.invokeMember("dlopen", text(name), flags).asInt();
    }

    private int symbol(int handle, String name) {
        return program.invokeMember("dlsym", handle, text(name)).asInt();
    }

    private String error() {
        int address = program.invokeMember("dlerror").asInt();
        return address == 0 ? "" : text(address);
    }

    private Value table() {
        return program.getMember("__indirect_function_table");
    }

    /** A side module of the given {@code dylink.0} subsections and further sections. */
    private void write(String name, String dylink, BinaryModule module) throws IOException {
        byte[] sections = module.bytes();
        byte[] header = new BinaryModule().custom("dylink.0", dylink).bytes();
        byte[] all = Arrays.copyOf(header, header.length + sections.length - 8);
        System.arraycopy(sections, 8, all, header.length, sections.length - 8);
        Files.write(folder.resolve(name), all);
    }

    @Test
    void functionsOfALibraryHaveNumbersInTheTable() {
        int handle = load("side2.wasm", RTLD_NOW);
        assertNotEquals(0, handle, this::error);
        int function = symbol(handle, "s2");
        assertEquals(1012, table().getArrayElement(function).execute(3).asInt());
        assertEquals(function, symbol(handle, "s2"), "a function has one number");
        assertEquals(handle, load("side2.wasm", RTLD_NOW), "a library is loaded once");
    }

    @Test
    void globalSymbolsAreSeenByAllAndLocalOnesByTheirHandle() {
        int handle = load("side2.wasm", RTLD_NOW);
        assertEquals(0, symbol(0, "s2"));
        assertTrue(error().contains("s2"));
        assertEquals(handle, load("side2.wasm", RTLD_NOW | RTLD_GLOBAL), "promoted, not loaded again");
        assertEquals(0, symbol(handle, "nosuch"));
        assertTrue(error().contains("nosuch"));
    }

    @Test
    void aFailedLoadLeavesNoTrace() throws IOException {
        long size = table().getArraySize();
        // Needs side2.wasm, takes 3 table elements, and has a strong reference to a symbol that nobody defines.
        write("broken.wasm", "01 04 10 00 03 00  02 0c 01 0a 73696465322e7761736d",
                        new BinaryModule().section(2, "01 07 474f542e6d656d 06 6e6f73756368 03 7f01"));
        assertEquals(0, load("broken.wasm", RTLD_NOW | RTLD_GLOBAL));
        String message = error();
        assertTrue(message.contains("undefined symbol 'nosuch'") && message.contains("broken.wasm needs"), message);
        assertTrue(message.contains("searched: the main module") && message.contains("side2.wasm"), message);
        assertEquals(size, table().getArraySize());
        assertEquals(0, symbol(0, "s2"), "what it needed is gone as well");
        assertNotEquals(0, load("side2.wasm", RTLD_NOW), this::error);
    }

    @Test
    void weakReferencesMayStayUndefined() throws IOException {
        write("weak.wasm", "01 04 00 00 00 00  04 0e 01 03 656e76 06 6e6f73756368 11 00",
                        new BinaryModule().section(2, "01 08 474f542e66756e63 06 6e6f73756368 03 7f01")
                                        .section(7, "01 04 63656c6c 03 00"));
        assertEquals("", load("weak.wasm", RTLD_NOW) != 0 ? "" : error());
    }

    @Test
    void missingLibrariesAndOtherFilesAreRefusedWithTheirName() throws IOException {
        assertEquals(0, load("missing.wasm", RTLD_NOW));
        assertTrue(error().contains("missing.wasm"));
        Files.writeString(folder.resolve("text.wasm"), "this is no module");
        assertEquals(0, load("text.wasm", RTLD_NOW));
        assertTrue(error().contains("text.wasm"));
        Files.write(folder.resolve("plain.wasm"), new BinaryModule().bytes());
        assertEquals(0, load("plain.wasm", RTLD_NOW));
        String message = error();
        assertTrue(message.contains("dylink.0"), message);
        write("needs.wasm", "02 09 01 07 67 6f 6e 65 2e 73 6f", new BinaryModule());
        assertEquals(0, load("needs.wasm", RTLD_NOW));
        message = error();
        assertTrue(message.contains("gone.so") && message.contains("needs.wasm"), message);
        assertFalse(message.contains("%"));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A library with 16 bytes of data that exports the address of its 8th under the given name of two letters. */
    private void writeData(String file, String symbol, int offset, String needed) throws IOException {
        String section = needed == null ? "" : "02 0%d 01 0%d %s".formatted(needed.length() + 2, needed.length(), hex(needed));
        write(file, "01 04 10 00 00 00" + section, new BinaryModule().section(6, "01 7f00 41 0%d 0b".formatted(offset))
                        .section(7, "01 02 " + hex(symbol) + " 03 00"));
    }

    @Test
    void librariesMayNeedEachOther() throws IOException {
        writeData("a.wasm", "sa", 4, "b.wasm");
        writeData("b.wasm", "sb", 4, "a.wasm");
        assertNotEquals(0, load("a.wasm", RTLD_NOW | RTLD_GLOBAL), this::error);
        assertNotEquals(0, symbol(0, "sa"));
        assertNotEquals(0, symbol(0, "sb"));
    }

    @Test
    void theFirstDefinitionOfASymbolWins() throws IOException {
        writeData("a.wasm", "dd", 4, null);
        writeData("b.wasm", "dd", 8, null);
        int first = load("a.wasm", RTLD_NOW | RTLD_GLOBAL);
        int second = load("b.wasm", RTLD_NOW | RTLD_GLOBAL);
        assertEquals(symbol(first, "dd"), symbol(0, "dd"));
        assertNotEquals(symbol(second, "dd"), symbol(0, "dd"));
    }

    @Test
    void impossibleDemandsAreRefused() throws IOException {
        long size = table().getArraySize();
        for (String[] demand : new String[][]{{"01 08 ffffffff0f 00 00 00", "4294967295 bytes"}, {"01 08 f0ffffff07 04 00 00", "2147483648 bytes"},
                        {"01 08 80808080 06 04 00 00", "no memory left"}, {"01 04 10 1f 00 00", "2^31"}, {"01 08 00 00 ffffffff0f 00", "4294967295 elements"}}) {
            write("greedy.wasm", demand[0], new BinaryModule());
            assertEquals(0, load("greedy.wasm", RTLD_NOW));
            String message = error();
            assertTrue(message.contains(demand[1]), message);
        }
        assertEquals(size, table().getArraySize());
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("side2.wasm"));
        Files.write(folder.resolve("half.wasm"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("later.wasm"), new byte[]{0, 'a', 's', 'm', 2, 0, 0, 0});
        Files.write(folder.resolve("empty.wasm"), new byte[0]);
        for (String[] damage : new String[][]{{"half.wasm", "offset"}, {"later.wasm", "version"}, {"empty.wasm", "unexpected end"}}) {
            assertEquals(0, load(damage[0], RTLD_NOW));
            String message = error();
            assertTrue(message.contains(damage[0]) && message.contains(damage[1]), message);
        }
    }

    @Test
    void aLibraryWhoseConstructorsFailIsNotLoaded() throws IOException {
        write("fails.wasm", "01 04 00 00 00 00", new BinaryModule().section(1, "01 6000 00").section(3, "01 00")
                        .section(7, "01 11 " + hex("__wasm_call_ctors") + " 00 00").section(10, "01 03 00 00 0b"));
        for (int i = 0; i < 2; i++) {
            assertEquals(0, load("fails.wasm", RTLD_NOW));
            String message = error();
            assertTrue(message.contains("unreachable"), message);
        }
    }

    @Test
    void javaScriptBodiesFailWithTheirName() throws IOException {
        write("script.wasm", "01 04 00 00 00 00", new BinaryModule().section(1, "01 6000 00")
                        .section(2, "01 03 656e76 05 616c657274 0000").section(3, "01 00")
                        .section(6, "01 7f00 4100 0b")
                        .section(7, "02 0e 5f5f656d5f6a735f5f616c657274 03 00 04 63616c6c 00 01")
                        .section(10, "01 04 00 1000 0b"));
        int handle = load("script.wasm", RTLD_NOW);
        assertNotEquals(0, handle, this::error);
        Value call = table().getArrayElement(symbol(handle, "call"));
        String message = org.junit.jupiter.api.Assertions.assertThrows(org.graalvm.polyglot.PolyglotException.class, call::execute)
                        .getMessage();
        assertTrue(message.contains("alert") && message.contains("JavaScript"), message);
    }
}
