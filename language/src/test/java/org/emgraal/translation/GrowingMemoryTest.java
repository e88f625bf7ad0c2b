// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions whose memory another function grows: the array they know is no longer the memory ({@link MemoryLiveness}). */
class GrowingMemoryTest {

    private static final String LANGUAGE = "emscripten";
    private static final int ITERATIONS = 40;

    /** {@code (i + 1) << 16}, an address that only the grown memory has. */
    private static final String ADDRESS = "2001 4101 6a 4110 74";
    /** Stores {@code i + 7} there. */
    private static final String STORE = ADDRESS + "2001 4107 6a 360200";
    /** Adds what is there to the sum, goes on with the next {@code i}, and returns the sum at last. */
    private static final String SUM = "2002" + ADDRESS + "280200 6a 2102 2001 4101 6a 2201 2000 48 0d00 0b 2002 0b";
    private static final String LOCALS = "01 027f";

    private static String body(String hex) {
        return "%02x %s".formatted(BinaryModule.parse(hex).length, hex);
    }

    private static byte[] module() {
        String grow = body("00 4101 4000 1a 0b");
        String growAndThrow = body("00 4101 4000 1a 0800 0b");
        String afterCall = body(LOCALS + "0340 1000" + STORE + "1000" + SUM);
        String inHandler = body(LOCALS + "0340 0640 1001 19" + STORE + "0b" + SUM);
        String afterGrowing = body(LOCALS + "0340 4101 4000 1a" + STORE + SUM);
        return new BinaryModule().section(1, "02 600000 60017f017f").section(3, "05 00 00 01 01 01").section(5, "01 01 01 64")
                        .section(13, "01 0000").section(7, "03 0161 0002 0162 0003 0163 0004")
                        .section(10, "05" + grow + growAndThrow + afterCall + inHandler + afterGrowing).bytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void accessesWhatHasGrown(String function) throws Exception {
        for (String tier : new String[]{"bytecode", "interpreted", "compiled"}) {
            boolean compiled = tier.equals("compiled");
            try (Context context = Context.newBuilder(LANGUAGE).allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false")
                            .option("emscripten.Bytecode", String.valueOf(tier.equals("bytecode")))
                            .option("engine.CompileImmediately", String.valueOf(compiled)).option("engine.BackgroundCompilation", "false").build()) {
                var module = context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module()), "growing").build());
                int expected = ITERATIONS * (ITERATIONS - 1) / 2 + 7 * ITERATIONS;
                assertEquals(expected, module.invokeMember(function, ITERATIONS).asInt(), function + ", " + tier);
            }
        }
    }
}
