// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.tarfs.Distribution;
import org.emgraal.tarfs.StdlibArchive;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line does the same whether it starts from the snapshot file or not. */
@Tag("slow")
class CommandLineSnapshotTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;
    private static final Map<String, String> PLAIN = Map.of("LANG", "C.UTF-8");

    @TempDir
    private static Path folder;
    private static Path distribution;
    private static Engine engine;

    /** What a process leaves. */
    private record Result(String output, String errors, int status) {
    }

    @BeforeAll
    static void start() throws Exception {
        engine = Engine.create();
        distribution = Files.createDirectory(folder.resolve("distribution"));
        for (String file : List.of("pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")) {
            Files.createSymbolicLink(distribution.resolve(file), Distribution.locate().directory().resolve(file));
        }
        // A file belongs to a library; a fresh build tests before it has compiled one, so here is one of sources.
        StdlibArchive.build(Distribution.at(distribution), (library, path, script, progress) -> Map.of(), line -> { });
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Result run(boolean snapshot, String input, Map<String, String> environment, String... arguments) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = DeepStack.call(() -> {
            try (Context context = Context.newBuilder(LANGUAGE).engine(engine).allowAllAccess(true).allowExperimentalOptions(true)
                            .option(LANGUAGE + ".Snapshot", "" + snapshot).option(LANGUAGE + ".RunCommandLine", "true")
                            .option(LANGUAGE + ".Distribution", distribution.toString()).allowEnvironmentAccess(EnvironmentAccess.NONE)
                            .environment(environment).in(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                            .out(output).err(errors).arguments(LANGUAGE, arguments).build()) {
                return assertThrows(PolyglotException.class, () -> context.eval(LANGUAGE, "")).getExitStatus();
            }
        });
        return new Result(output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8), status);
    }

    private static void same(int status, String input, Map<String, String> environment, String... arguments) throws Exception {
        Result ordinary = run(false, input, environment, arguments);
        assertEquals(status, ordinary.status, ordinary::toString);
        assertEquals(ordinary, run(true, input, environment, arguments));
    }

    private static String state() throws Exception {
        try (InputStream in = CommandLineSnapshotTest.class.getResourceAsStream("interpreter_state.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void programs() throws Exception {
        Path script = Files.writeString(folder.resolve("state.py"), state());
        Files.writeString(folder.resolve("module.py"), "import sys; print(sys.argv, sys.orig_argv, sys.path, __name__, __spec__.name, __file__)");
        Path application = Files.createDirectory(folder.resolve("application"));
        Files.writeString(application.resolve("__main__.py"), "import sys; print(sys.argv, sys.path, __name__, __file__)");
        same(0, "", PLAIN, "-c", state(), "-u", "y z");
        same(0, "", Map.of("PYTHONUNBUFFERED", "1", "PYTHONDONTWRITEBYTECODE", "1", "TZ", "Asia/Tokyo", "LANG", "de_DE.UTF-8"),
                        script.toString(), "x");
        same(0, "", PLAIN, "-u", "-B", script.toString(), "-c", "x");
        same(0, "", Map.of("LANG", "C.UTF-8", "PYTHONPATH", folder.toString()), "-m", "module", "1", "2");
        same(0, "", PLAIN, application.toString(), "1");
        same(1, "print(1)\nimport sys; print(sys.argv, sys.path[0])\n1/0\n", PLAIN);
        same(0, "import sys; print(sys.argv)\n", PLAIN, "-", "q");
    }

    @Test
    void ends() throws Exception {
        same(3, "", PLAIN, "-c", "import sys; sys.exit(3)");
        same(1, "", PLAIN, "-c", "def f(): raise ValueError('x')\nf()");
        same(130, "", PLAIN, "-c", "raise KeyboardInterrupt");
        same(120, "", PLAIN, "-c", "import os; print('x'); os.close(1)");
        same(2, "", PLAIN, "/no/such.py");
        same(2, "", PLAIN, "-c");
        same(0, "", PLAIN, "-c", "import atexit, sys; atexit.register(print, 'bye'); sys.stdout.write('no newline')");
    }

    /** Modules that were executed before the snapshot was taken are imported as if they had not been. */
    @Test
    void modulesExecutedAhead() throws Exception {
        assertEquals("True\n", run(true, "", PLAIN, "-c", """
                        import os, sys
                        print('find_spec' in vars(sys.path_importer_cache[os.path.dirname(os.__file__)]))""").output);
        for (String imports : List.of("re", "json", "pickle, json", "collections.abc", "collections", "urllib.parse", "pathlib, glob",
                        "datetime", "dataclasses, enum", "argparse", "importlib.util", "string, hashlib, csv, html")) {
            same(0, "", PLAIN, "-c", """
                            import sys
                            before = set(sys.modules)
                            import %s
                            for name in sorted(sys.modules):
                                if name not in before:
                                    module = sys.modules[name]
                                    spec = module.__spec__
                                    print(name, spec.name, spec.origin, spec.cached, spec.submodule_search_locations, getattr(spec, '_initializing', False),
                                          type(spec.loader), module.__loader__ is spec.loader, sorted(vars(module)))
                            import atexit, os
                            print(atexit._ncallbacks(), os.register_at_fork is not None)""".formatted(imports));
        }
        same(0, "", PLAIN, "-c", """
                        import importlib, sys
                        import re
                        first = re
                        del sys.modules['re']
                        import re
                        print(re is first, re.compile is first.compile, importlib.reload(re) is re, re.match('a+', 'aab'))
                        import json, json.decoder
                        del sys.modules['json'], sys.modules['json.decoder']
                        import json
                        print(json.loads('[1]'), json.decoder is sys.modules['json.decoder'])
                        print([hasattr(module, 'util') for module in [importlib]])
                        import importlib.util
                        print(importlib.util.find_spec('json').origin, importlib.util.find_spec('csv').origin)""");
        same(0, "", PLAIN, "-c", """
                        import sys
                        class Finder:
                            @staticmethod
                            def find_spec(name, path=None, target=None):
                                print('asked for', name)
                        sys.meta_path.insert(0, Finder)
                        import json, argparse
                        sys.modules['enum'] = None
                        try:
                            import re
                        except ImportError as e:
                            print(e)""");
    }

    /** A program's own file wins over the library's, also where the library's module is asked for by another one. */
    @Test
    void ownModulesBeforeThoseExecutedAhead() throws Exception {
        Path own = Files.createDirectory(folder.resolve("own"));
        for (String name : List.of("re", "json", "token", "enum")) {
            Path script = Files.writeString(own.resolve("script.py"), """
                            import sys
                            try:
                                import %s, tokenize, re
                                print(%s.mine)
                            except Exception as e:
                                print(type(e), e)
                            print(sorted(sys.modules))""".formatted(name, name));
            Path module = Files.writeString(own.resolve(name + ".py"), "mine = 'mine'");
            same(0, "", Map.of("LANG", "C.UTF-8", "PYTHONDONTWRITEBYTECODE", "1"), script.toString());
            Files.delete(module);
        }
    }

    @Test
    void damagedFiles() throws Exception {
        assertEquals(new Result("1\n", "", 0), run(true, "", PLAIN, "-c", "print(1)"));
        Path file = distribution.resolve("start.snapshot");
        byte[] bytes = Files.readAllBytes(file);
        Map<byte[], String> damaged = new HashMap<>();
        damaged.put(new byte[0], "cut off");
        damaged.put(Arrays.copyOf(bytes, bytes.length / 2), "checksum");
        byte[] wrong = bytes.clone();
        wrong[wrong.length / 2] ^= 1;
        damaged.put(wrong, "checksum");
        for (Map.Entry<byte[], String> entry : damaged.entrySet()) {
            Files.write(file, entry.getKey());
            Result result = run(true, "", PLAIN, "-c", "print(1)");
            assertEquals("1\n", result.output);
            assertEquals(1, result.errors.lines().count(), result.errors);
            assertTrue(result.errors.contains("start.snapshot") && result.errors.contains(entry.getValue()), result.errors);
            assertEquals(new Result("1\n", "", 0), run(true, "", PLAIN, "-c", "print(1)"));
        }
    }
}
