// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CPython's extension modules in C, C++, Cython and pybind11, loaded by its own importer. */
class ExtensionModulesTest {

    private static final long STACK_SIZE = 512L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"test_exts", "test_pb_cy"})
    void printsWhatItPrintsUnderNode(String name) throws Exception {
        Path modules = SharedFiles.require("samples/pyext/314-605");
        assertEquals(Files.readString(modules.resolve("expected-" + name + ".txt")),
                        output(modules, SharedFiles.require("samples/pyext/" + name + ".py")));
    }

    @Test
    void ctypesLoadsLibraries() throws Exception {
        Path script = Path.of(getClass().getResource("ctypes_libraries.py").toURI());
        assertEquals("""
                        spam 5 True True
                        True
                        None
                        AttributeError True
                        OSError True
                        OSError True
                        ValueError True
                        5 3 2500.0 -1234567890123
                        3 2
                        [1, 2, 3, 4, 5]
                        ValueError set by C
                        """, output(SharedFiles.require("samples/pyext/314-605"), script));
    }

    private static String output(Path modules, Path script) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Throwable[] failure = new Throwable[1];
        // CPython wants a stack of its own depth.
        Thread python = new Thread(null, () -> {
            try {
                run(modules, script, output);
            } catch (Throwable thrown) {
                failure[0] = thrown;
            }
        }, "python", STACK_SIZE);
        python.start();
        python.join();
        String printed = output.toString(StandardCharsets.UTF_8);
        assertNull(failure[0], () -> failure[0] + " after:\n" + printed);
        return printed;
    }

    private static void run(Path modules, Path script, ByteArrayOutputStream output) throws Exception {
        try (Context context = Context.newBuilder("emscripten-python").allowAllAccess(true).out(output).err(output)
                        .option("engine.WarnInterpreterOnly", "false").option("emscripten-python.Snapshot", "false")
                        .currentWorkingDirectory(modules.toAbsolutePath()).build()) {
            context.eval("emscripten-python", "import sys; sys.path.insert(0, '" + modules.toRealPath() + "')");
            context.eval(Source.newBuilder("emscripten-python", script.toFile()).build());
        } catch (PolyglotException exception) {
            if (!exception.isExit() || exception.getExitStatus() != 0) {
                throw exception;
            }
        }
    }
}
