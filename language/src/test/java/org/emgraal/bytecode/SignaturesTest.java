// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose callee is of another type than the caller says: of a subtype, of a host's, or of a wrong one. */
class SignaturesTest {

    private static final String LANGUAGE = "emscripten";

    private static Value module(Context context, String name, BinaryModule module) throws Exception {
        return context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module.bytes()), name).build());
    }

    private static Context context(boolean bytecode) {
        return Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").option(LANGUAGE + ".Bytecode", String.valueOf(bytecode)).build();
    }

    /** A function returns a reference to nothing where any function was promised, and takes any where nothing was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSubtypesReferencesAreOthers(boolean bytecode) throws Exception {
        try (Context context = context(bytecode)) {
            Value module = module(context, "subtypes", new BinaryModule()
                            .section(1, "03 50 00 60 01 73 01 70  50 01 00 60 01 70 01 73  60 00 01 7f").section(3, "03 01 02 02").section(4, "01 70 00 01")
                            .section(7, "02 01 69 00 01 01 72 00 02").section(9, "01 00 4100 0b 01 00")
                            .section(10, "03 04 00 d073 0b  0a 00 d073 4100 11 00 00 d1 0b  09 00 d073 d200 14 00 d1 0b"));
            assertEquals(1, module.invokeMember("i").asInt());
            assertEquals(1, module.invokeMember("r").asInt());
        }
    }

    /** The host's function has the type that the import asks for: here one that may have subtypes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHostFunctionIsOfTheImportsType(boolean bytecode) throws Exception {
        try (Context context = context(bytecode)) {
            context.getBindings(LANGUAGE).putMember("h", ProxyObject.fromMap(Map.of("f", (ProxyExecutable) arguments -> 7)));
            Value module = module(context, "imports", new BinaryModule().section(1, "02 50 00 60 00 01 7f  60 00 01 7f").section(2, "01 01 68 01 66 00 00")
                            .section(3, "03 01 01 01").section(4, "01 70 00 01").section(7, "03 01 64 00 01 01 69 00 02 01 72 00 03")
                            .section(9, "01 00 4100 0b 01 00").section(10, "03 04 00 1000 0b  07 00 4100 11 00 00 0b  06 00 d200 14 00 0b"));
            for (String member : new String[]{"d", "i", "r"}) {
                assertEquals(7, module.invokeMember(member).asInt(), member);
            }
        }
    }

    /** No method of the JVM has as many parameters as the function in the table. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWideFunctionIsNoNarrowOne(boolean bytecode) throws Exception {
        try (Context context = context(bytecode)) {
            String many = "ac 02" + "7f".repeat(300);
            Value module = module(context, "wide", new BinaryModule().section(1, "04 60 " + many + "00  60 00 01 7f  60 00" + many + "60 00 00")
                            .section(3, "05 00 01 02 01 03").section(4, "01 70 00 01").section(7, "03 01 69 00 01 01 74 00 03 01 77 00 04").section(9, "01 00 4100 0b 01 00")
                            .section(10, "05 02 00 0b  07 00 4100 11 01 00 0b" + "da 04 00" + "4107".repeat(300) + "0b"
                                            // Its results come through the registers; the call leaves all but the first.
                                            + "af 02 00 1002" + "1a".repeat(299) + "0b" + "dc 04 00" + "4107".repeat(300) + "1200 0b"));
            PolyglotException trap = assertThrows(PolyglotException.class, () -> module.invokeMember("i"));
            assertTrue(trap.getMessage().contains("indirect call type mismatch"), trap.getMessage());
            assertEquals(7, module.invokeMember("t").asInt());
            // A tail call to it.
            assertTrue(module.invokeMember("w").isNull());
        }
    }

    /** Classes of signatures are in a package of that name. */
    @ParameterizedTest
    @ValueSource(strings = {"signature", "signature.wasm", "", "java", "a/b.c", "\uD800", "F0"})
    void aModuleMayHaveAnyName(String name) throws Exception {
        try (Context context = context(true)) {
            Value module = module(context, name, new BinaryModule().section(1, "01 6001 7f01 7f").section(3, "02 00 00").section(4, "01 70 00 01")
                            .section(7, "01 01 66 00 00").section(9, "01 00 4100 0b 01 01").section(10, "02 09 00 2000 4100 11 00 00 0b  07 00 2000 4101 6a 0b"));
            assertEquals(42, module.invokeMember("f", 41).asInt());
        }
    }
}
