// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.emgraal.tarfs.Distribution;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standard library is ordinary files, from the archive or, where there is none, from the zip of sources. */
@Tag("slow")
class StandardLibraryTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    private static Engine engine;
    private static Context context;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        engine = Engine.create();
        context = Context.newBuilder(LANGUAGE).engine(engine).build();
    }

    @AfterAll
    static void stop() throws Exception {
        DeepStack.call(() -> {
            context.close();
            engine.close();
            return null;
        });
    }

    private static String eval(String source) throws Exception {
        return DeepStack.call(() -> context.eval(LANGUAGE, source).asString());
    }

    @Test
    void modulesKnowWhereTheyCameFrom() throws Exception {
        assertEquals("/lib/python3.14/json/__init__.py", eval("import json; json.__file__"));
        assertEquals("/lib/python3.14", eval("import sys; sys._stdlib_dir"));
        assertEquals("/lib/python3.14/os.py", eval("import os; os.__file__"));
        assertEquals("None", eval("str(os.environ.get('PYTHONHOME'))"));
        assertEquals("False", eval("str(any('zip' in path and os.path.exists(path) for path in sys.path))"));
    }

    @Test
    void sourcesAreThere() throws Exception {
        assertTrue(eval("import inspect, textwrap; inspect.getsource(textwrap.dedent)").startsWith("def dedent(text):"));
        assertTrue(eval("import importlib.resources as r; r.files('json').joinpath('tool.py').read_text()").contains("def main"));
        String trace = eval("""
                        import json, traceback
                        try:
                            json.loads('{')
                        except ValueError:
                            report = traceback.format_exc()
                        report""");
        assertTrue(trace.contains("File \"/lib/python3.14/json/decoder.py\", line "), trace);
        assertTrue(trace.contains("obj, end = self.scan_once(s, idx)"), trace);
    }

    @Test
    void isReadOnlyButForInstalledPackages() throws Exception {
        assertEquals("EROFS", eval("""
                        import errno
                        try:
                            open('/lib/python3.14/os.py', 'a')
                        except OSError as problem:
                            name = errno.errorcode[problem.errno]
                        name"""));
        assertEquals("yes", eval("""
                        with open('/lib/python3.14/site-packages/newcomer.py', 'w') as file:
                            file.write('installed = "yes"')
                        import newcomer
                        newcomer.installed"""));
    }

    @Test
    void aDamagedArchiveIsNotUsed() throws Exception {
        Distribution whole = Distribution.locate();
        for (Path file : new Path[]{whole.wasm(), whole.stdlibZip(), whole.lockFile()}) {
            Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
        byte[] noise = new byte[4096];
        java.util.Arrays.fill(noise, (byte) 'x');
        Files.write(folder.resolve("stdlib.tar"), noise);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try (Context other = Context.newBuilder(LANGUAGE).engine(engine).err(errors).allowExperimentalOptions(true)
                        .options(Map.of(LANGUAGE + ".Distribution", folder.toString())).build()) {
            assertEquals("/lib/python3.14/keyword.py",
                            DeepStack.call(() -> other.eval(LANGUAGE, "import keyword; keyword.__file__").asString()));
            DeepStack.call(() -> {
                other.close();
                return null;
            });
        }
        String warning = errors.toString(StandardCharsets.UTF_8);
        assertEquals(1, warning.lines().count(), warning);
        assertTrue(warning.contains("stdlib.tar") && warning.contains("damaged"), warning);
        assertFalse(warning.contains("Exception"), warning);
    }
}
