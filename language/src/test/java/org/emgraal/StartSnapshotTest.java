// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interpreter that continues from a snapshot is the same as one that was initialised. */
@Tag("slow")
class StartSnapshotTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    /** Lines that a program prints in a new context. */
    private static List<String> run(Engine engine, boolean snapshot, Map<String, String> environment, String program) throws Exception {
        return run(engine, snapshot, environment, "", program);
    }

    private static List<String> run(Engine engine, boolean snapshot, Map<String, String> environment, String path, String program)
                    throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        return DeepStack.call(() -> {
            try (Context context = Context.newBuilder(LANGUAGE).engine(engine).option(LANGUAGE + ".Snapshot", "" + snapshot)
                            .environment(environment).allowIO(IOAccess.ALL).option(LANGUAGE + ".Path", path).out(output).arguments(LANGUAGE, new String[]{"a", "b c"})
                            .in(new ByteArrayInputStream("line\n".getBytes(StandardCharsets.UTF_8))).build()) {
                context.eval(LANGUAGE, program);
            }
            return output.toString(StandardCharsets.UTF_8).lines().toList();
        });
    }

    private static String stateProgram() throws IOException {
        try (InputStream in = StartSnapshotTest.class.getResourceAsStream("interpreter_state.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void looksLikeAnOrdinaryStart() throws Exception {
        List<Map<String, String>> environments = List.of(Map.of("LANG", "C.UTF-8"),
                        Map.of("TZ", "Europe/Berlin", "LANG", "de_DE.UTF-8", "empty", "", "equals", "a=b=c", "text", "äöü \n x"),
                        Map.of("TZ", "America/New_York", "LC_ALL", "C.UTF-8", "PYTHONPATH", "relative::/lib/python3.14"));
        try (Engine engine = Engine.create()) {
            for (Map<String, String> environment : environments) {
                List<String> ordinary = run(engine, false, environment, stateProgram());
                assertTrue(ordinary.size() > 50, ordinary::toString);
                assertEquals(String.join("\n", ordinary), String.join("\n", run(engine, true, environment, stateProgram())));
                assertEquals(String.join("\n", ordinary), String.join("\n", run(engine, true, environment, stateProgram())));
            }
        }
    }

    @Test
    void customisesTheSite(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("sitecustomize.py"), "import sys\nsys.customized = sys.path[:], sys.argv");
        try (Engine engine = Engine.create()) {
            String program = "import sys; print(sys.customized, sys.path, sys.argv, sys.modules['sitecustomize'])";
            List<String> ordinary = run(engine, false, Map.of(), folder.toString(), program);
            assertEquals(ordinary, run(engine, true, Map.of(), folder.toString(), program));
            assertEquals(ordinary, run(engine, true, Map.of(), folder.toString(), program));
        }
    }

    @Test
    void contextsShareNothing() throws Exception {
        String program = """
                        import sys, builtins
                        print(input(), hasattr(sys, 'mark'), hasattr(builtins, 'mark'), hash('x'))
                        sys.mark = builtins.mark = True
                        sys.path.append('mark')
                        del builtins.print""";
        try (Engine engine = Engine.create()) {
            List<String> first = run(engine, true, Map.of(), program);
            assertTrue(first.get(0).startsWith("line False False "), first::toString);
            assertEquals(first, run(engine, true, Map.of(), program));
        }
    }

    @Test
    void otherConfigurationsStartOrdinarily() throws Exception {
        String program = "import sys; print(sys.flags.optimize, sys.flags.hash_randomization, hash('x'), sys.stdout.errors, sys.flags.utf8_mode)";
        Map<String, String> seeded = Map.of("PYTHONHASHSEED", "0", "PYTHONOPTIMIZE", "2", "LC_ALL", "C");
        try (Engine engine = Engine.create()) {
            run(engine, true, Map.of(), program);
            List<String> ordinary = run(engine, false, seeded, program);
            assertTrue(ordinary.get(0).startsWith("2 0 "), ordinary::toString);
            assertEquals(ordinary, run(engine, true, seeded, program));
        }
    }
}
