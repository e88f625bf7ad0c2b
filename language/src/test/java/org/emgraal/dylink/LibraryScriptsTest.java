// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.emgraal.binary.BinaryModule;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Test;

/** A library with an {@code EM_JS} function and an {@code EM_ASM} block, with GraalJS and without. */
class LibraryScriptsTest {

    private static final int BLOCK = 64;
    private static final int BLOCK_END = 128;
    private static final int TYPES = 128;
    private static final int TEXT = 136;
    private static final int ARGUMENTS = 152;

    /** Exports {@code call_add(a, b)}, which calls the function, and {@code ask(x)}, which runs the block. */
    private static byte[] library() {
        byte[] data = new byte[TEXT + 16];
        put(data, 0, "(int a, char *b)<::>{ return a * 10 + b + _abs(-100); }");
        put(data, BLOCK, "HEAPU8[$1] = 70; return $0 + UTF8ToString($1).length;");
        put(data, TYPES, "ip");
        put(data, TEXT, "four");
        String base = "2300";
        String code = "02 08 00 2000 2001 1000 0b " + body(base + "2000 3602" + leb(ARGUMENTS) + base + base + add(TEXT) + "3602"
                        + leb(ARGUMENTS + 4) + base + add(BLOCK) + base + add(TYPES) + base + add(ARGUMENTS) + "1001 0b");
        byte[] sections = new BinaryModule().section(1, "03 60027f7f017f 60037f7f7f017f 60017f017f")
                        .section(2, "04" + entry("env", "memory", "020000") + entry("env", "__memory_base", "037f00") + entry("env", "add", "0000")
                                        + entry("env", "emscripten_asm_const_int", "0001"))
                        .section(3, "020002").section(6, "03 7f0041000b 7f0041" + leb(BLOCK) + "0b 7f0041" + leb(BLOCK_END) + "0b")
                        .section(7, "05" + name("call_add") + "0002" + name("ask") + "0003" + name("__em_js__add") + "0301"
                                        + name("__start_em_asm") + "0302" + name("__stop_em_asm") + "0303")
                        .section(10, code).section(11, "0100 23000b" + leb(data.length) + HexFormat.of().formatHex(data)).bytes();
        byte[] header = new BinaryModule().custom("dylink.0", "01 05" + leb(ARGUMENTS + 16) + "03 00 00").bytes();
        byte[] all = Arrays.copyOf(header, header.length + sections.length - 8);
        System.arraycopy(sections, 8, all, header.length, sections.length - 8);
        return all;
    }

    private static void put(byte[] data, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, data, at, bytes.length);
    }

    /** A number of two bytes, as long as it can be told from a negative one. */
    private static String leb(int value) {
        return HexFormat.of().toHexDigits((byte) (value & 0x7f | 0x80)) + HexFormat.of().toHexDigits((byte) (value >>> 7));
    }

    private static String add(int offset) {
        return "41" + leb(offset) + "6a";
    }

    private static String name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return leb(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    private static String entry(String module, String field, String what) {
        return name(module) + name(field) + what;
    }

    private static String body(String instructions) {
        return leb(instructions.replace(" ", "").length() / 2 + 1) + "00" + instructions;
    }

    private static Value load(Context context) throws IOException {
        Path sample = SharedFiles.require("samples/dlopen_c/605-mm1/p.wasm");
        Value program = context.eval(Source.newBuilder("emscripten", sample.toFile()).content(ByteSequence.create(Files.readAllBytes(sample))).build());
        return program.invokeMember("loadDynamicLibrary", "scripts.wasm", library());
    }

    private static Context.Builder context(String... languages) {
        return Context.newBuilder(languages).allowIO(IOAccess.ALL).allowHostAccess(HostAccess.ALL).option("engine.WarnInterpreterOnly", "false")
                        .option("emscripten.NoInitialRun", "true");
    }

    @Test
    void runsWhereThereIsJavaScript() throws IOException {
        try (Context context = context("emscripten", "js").allowPolyglotAccess(PolyglotAccess.ALL).build()) {
            Value library = load(context);
            assertEquals(172, library.invokeMember("call_add", 7, 2).asInt());
            assertEquals(9, library.invokeMember("ask", 5).asInt());
            assertEquals(10, library.invokeMember("ask", 6).asInt());
        }
    }

    @Test
    void failsByNameWhereThereIsNone() throws IOException {
        try (Context context = context("emscripten").build()) {
            Value library = load(context);
            PolyglotException failure = assertThrows(PolyglotException.class, () -> library.invokeMember("call_add", 7, 2));
            assertTrue(failure.getMessage().contains("function add of") && failure.getMessage().contains("EM_JS"), failure.getMessage());
        }
        try (Context context = context("emscripten").build()) {
            Value library = load(context);
            PolyglotException failure = assertThrows(PolyglotException.class, () -> library.invokeMember("ask", 5));
            assertTrue(failure.getMessage().contains("EM_ASM") && failure.getMessage().contains("return $0"), failure.getMessage());
        }
    }
}
