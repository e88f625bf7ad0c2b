// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.Test;

/** GraalVM's tools see WebAssembly functions by their names, if these run as syntax trees. */
class ToolsTest {

    /** Exports {@code run}, which calls a function that only the name section calls {@code helper}. */
    private static final String MODULE = "0061736d01000000 0104 01600000 0303 020000 0707 010372756e0001" +
                    "0a09 02 02000b 040010000b 0010 046e616d65 0109 010006 68656c706572";

    @Test
    void tracerCountsCallsOfEachFunction() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Context context = Context.newBuilder("emscripten").option("engine.WarnInterpreterOnly", "false")
                        .option("cputracer", "true").option("emscripten.Bytecode", "false").out(out).err(out).build()) {
            byte[] bytes = HexFormat.of().parseHex(MODULE.replace(" ", ""));
            Value instance = context.eval(Source.newBuilder("emscripten", ByteSequence.create(bytes), "app.wasm").build());
            for (int i = 0; i < 3; i++) {
                instance.invokeMember("run");
            }
        }
        String table = out.toString(StandardCharsets.UTF_8);
        assertTrue(table.contains("total of 6 element executions"), table);
        for (String name : new String[]{"app.wasm.run", "app.wasm.helper"}) {
            assertTrue(table.lines().anyMatch(line -> line.matches("\\s*\\Q" + name + "\\E\\s.*\\s3\\s.*")), table);
        }
    }
}
