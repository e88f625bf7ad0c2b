// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emgraal.binary.BinaryModule;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Java program loads libraries into a program and uses what they export. */
class LoadedLibraryTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private Path folder;
    private Context context;
    private Value program;

    @BeforeEach
    void open() throws IOException {
        open(true);
    }

    private void open(boolean validateEagerly) throws IOException {
        folder = SharedFiles.require("samples/dlopen_c/605-mm1");
        context = Context.newBuilder("emscripten").allowIO(IOAccess.ALL).allowHostAccess(HostAccess.ALL).out(output)
                        .option("engine.WarnInterpreterOnly", "false").option("emscripten.NoInitialRun", "true")
                        .option("emscripten.ValidateEagerly", Boolean.toString(validateEagerly)).build();
        program = context.eval(Source.newBuilder("emscripten", folder.resolve("p.wasm").toFile())
                        .content(ByteSequence.create(Files.readAllBytes(folder.resolve("p.wasm")))).build());
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void exportsAreMembers() {
        assertTrue(program.canInvokeMember("loadDynamicLibrary"));
        assertTrue(program.getMemberKeys().contains("loadDynamicLibrary"));
        Value library = program.invokeMember("loadDynamicLibrary", "side2.wasm");
        assertTrue(library.getMemberKeys().contains("s2"));
        assertFalse(library.hasMember("__wasm_call_ctors"));
        assertNull(library.getMember("nosuch"));
        assertEquals(1012, library.invokeMember("s2", 3).asInt());
        assertEquals(1016, library.getMember("s2").execute(3).asInt(), "its variables keep their values");
        assertEquals("s2 undefweak=0 aligned=1\n".repeat(2), output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void dataIsAnAddressInTheProgramsMemory() {
        Value library = program.invokeMember("loadDynamicLibrary", "side.wasm");
        int plugin = library.getMember("plugin").asInt();
        int name = program.getMember("memory").readBufferInt(java.nio.ByteOrder.LITTLE_ENDIAN, plugin);
        assertEquals('s', program.getMember("memory").readBufferByte(name));
        assertTrue(output.toString(StandardCharsets.UTF_8).contains("side ctor"));
    }

    @Test
    void libraryFromBytes() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("side2.wasm"));
        assertEquals(1012, program.invokeMember("loadDynamicLibrary", "one.so", bytes).invokeMember("s2", 3).asInt());
        Value other = program.invokeMember("loadDynamicLibrary", "two.so", ByteBuffer.wrap(bytes));
        // Its own `tl` is 6; `zero_bss` is the first library's, because its first definition is everybody's.
        assertEquals(1004 + 6 + 7, other.invokeMember("s2", 4).asInt());
    }

    @Test
    void failuresAreExceptionsAndTheProgramGoesOn() {
        PolyglotException missing = assertThrows(PolyglotException.class, () -> program.invokeMember("loadDynamicLibrary", "gone.so"));
        assertTrue(missing.isGuestException() && missing.getMessage().contains("library gone.so not found"), missing.getMessage());
        PolyglotException text = assertThrows(PolyglotException.class,
                        () -> program.invokeMember("loadDynamicLibrary", "text.so", "text".getBytes(StandardCharsets.UTF_8)));
        assertTrue(text.getMessage().contains("magic"), text.getMessage());
        assertThrows(IllegalArgumentException.class, () -> program.invokeMember("loadDynamicLibrary", 7));
        assertThrows(IllegalArgumentException.class, () -> program.invokeMember("loadDynamicLibrary"));
        assertEquals(1012, program.invokeMember("loadDynamicLibrary", "side2.wasm").invokeMember("s2", 3).asInt());
    }

    @Test
    void anInvalidFunctionIsNamedWithItsLibrary() throws IOException {
        // () -> i32: i32.add of nothing.
        byte[] bytes = new BinaryModule().custom("dylink.0", "01 04 00000000").section(1, "01 6000 017f").section(3, "01 00")
                        .section(7, "01 01 66 00 00").section(10, "01 03 00 6a 0b").bytes();
        PolyglotException refused = assertThrows(PolyglotException.class, () -> program.invokeMember("loadDynamicLibrary", "invalid.so", bytes));
        assertTrue(refused.getMessage().contains("invalid.so\ntype mismatch"), refused.getMessage());
        close();
        open(false);
        Value library = program.invokeMember("loadDynamicLibrary", "invalid.so", bytes);
        PolyglotException failure = assertThrows(PolyglotException.class, () -> library.invokeMember("f"));
        assertTrue(failure.getMessage().contains("in function 0 at offset 0x30 of module invalid.so"), failure.getMessage());
    }

    @Test
    void dataOfARelocatableProgramIsWhereItLies() throws IOException {
        Path relocatable = SharedFiles.require("samples/dlopen_c/3169-mm2/p.wasm");
        Value other = context.eval(Source.newBuilder("emscripten", relocatable.toFile())
                        .content(ByteSequence.create(Files.readAllBytes(relocatable))).build());
        int address = other.getMember("main_global").getMember("value").asInt();
        assertEquals(100, other.getMember("memory").readBufferInt(java.nio.ByteOrder.LITTLE_ENDIAN, address));
    }

    @Test
    void onlyProgramsMadeForItLoadLibraries() throws IOException {
        Path plain = SharedFiles.require("samples/hello/605-O2/p.wasm");
        Value other = context.eval(Source.newBuilder("emscripten", ByteSequence.create(Files.readAllBytes(plain)), "p.wasm").build());
        assertFalse(other.hasMember("loadDynamicLibrary"));
    }
}
