// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wheels, folders, site-packages and virtual environments that an embedder puts on Python's path. */
class PythonPathTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;
    private static final String MODULE = "spam.cpython-314-wasm32-emscripten.so";
    private static Engine engine;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        engine = Engine.newBuilder().option("engine.WarnInterpreterOnly", "false").build();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Context.Builder context() {
        return Context.newBuilder(LANGUAGE).engine(engine);
    }

    private static String eval(Context.Builder builder, String source) throws Exception {
        return DeepStack.call(() -> {
            try (Context context = builder.build()) {
                return context.eval(LANGUAGE, source).asString();
            }
        });
    }

    private Path wheel(String name, Map<String, byte[]> files) throws IOException {
        Path wheel = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return wheel;
    }

    /** A package with a module in C, and metadata. */
    private Path mixedWheel() throws IOException {
        byte[] spam = Files.readAllBytes(SharedFiles.require("samples/pyext/314-605/" + MODULE));
        return wheel("mixed-2.5-cp314-cp314-pyemscripten_2026_0_wasm32.whl", Map.of("mixed/" + MODULE, spam,
                        "mixed/__init__.py", bytes("from .spam import add\n"),
                        "mixed-2.5.data/purelib/beside.py", bytes("here = __file__\n"),
                        "mixed-2.5.dist-info/WHEEL", bytes("Wheel-Version: 1.0\n"),
                        "mixed-2.5.dist-info/METADATA", bytes("Metadata-Version: 2.1\nName: mixed\nVersion: 2.5\n"),
                        "mixed-2.5.dist-info/RECORD", bytes("mixed/__init__.py,sha256=AAAA,5\n")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void importsFromAWheelWithoutAccessToFiles() throws Exception {
        Path wheel = mixedWheel();
        String found = eval(context().option(LANGUAGE + ".Path", wheel.toString()), """
                        import mixed, beside, os, importlib.metadata
                        try:
                            open(mixed.__file__, "w")
                        except OSError as error:
                            refused = error.strerror
                        f"{mixed.add(2, 3)} {importlib.metadata.version('mixed')} {os.path.basename(beside.here)} {refused}"
                        """);
        assertEquals("5 2.5 beside.py Read-only file system", found);
    }

    @Test
    void importsFromAWheelOnPythonPath() throws Exception {
        Path wheel = mixedWheel();
        String found = eval(context().allowIO(IOAccess.ALL).environment("PYTHONPATH", "/nowhere:" + wheel), """
                        import mixed
                        str(mixed.add(20, 3))
                        """);
        assertEquals("23", found);
    }

    @Test
    void anotherPlatformsWheelIsRefusedWithTheTagsThatFit() throws Exception {
        Path wheel = wheel("native-1-cp314-cp314-manylinux_2_28_x86_64.whl", Map.of("native-1.dist-info/WHEEL", bytes("Wheel-Version: 1.0\n")));
        PolyglotException failure = assertThrows(PolyglotException.class, () -> eval(context().option(LANGUAGE + ".Path", wheel.toString()), "''"));
        assertTrue(failure.getMessage().contains("native-1-cp314-cp314-manylinux_2_28_x86_64.whl does not run here"), failure.getMessage());
        assertTrue(failure.getMessage().contains("pyemscripten_2026_0_wasm32"), failure.getMessage());
    }

    @Test
    void hashesAreCheckedWhenAsked() throws Exception {
        Path wheel = mixedWheel();
        PolyglotException failure = assertThrows(PolyglotException.class,
                        () -> eval(context().option(LANGUAGE + ".Path", wheel.toString()).option(LANGUAGE + ".CheckWheels", "true"), "''"));
        assertTrue(failure.getMessage().contains("RECORD"), failure.getMessage());
    }

    @Test
    void sitePackagesIsAFolderOfTheHost() throws Exception {
        Files.writeString(folder.resolve("installed.py"), "value = 'installed'\n");
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/linked.py"), "value = 'linked'\n");
        Files.writeString(folder.resolve("paths.pth"), "more\n");
        String found = eval(context().option(LANGUAGE + ".SitePackages", folder.toString()), """
                        import installed, linked
                        installed.value + " " + linked.value
                        """);
        assertEquals("installed linked", found);
    }

    @Test
    void aVirtualEnvironmentIsRespected() throws Exception {
        Path packages = Files.createDirectories(folder.resolve("env/lib/python3.14/site-packages"));
        Files.writeString(packages.resolve("inside.py"), "value = 'inside'\n");
        Path configuration = folder.resolve("env/pyvenv.cfg");
        Files.writeString(configuration, "home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.14.2\n");
        Context.Builder builder = context().allowIO(IOAccess.ALL).currentWorkingDirectory(folder).environment("VIRTUAL_ENV", folder + "/env");
        assertEquals("inside " + folder.resolve("env"), eval(builder, "import inside, sys\ninside.value + ' ' + sys.prefix"));
        // It need not lie in the working directory.
        builder.currentWorkingDirectory(Files.createDirectories(folder.resolve("elsewhere")));
        assertEquals("inside " + folder.resolve("env"), eval(builder, "import inside, sys\ninside.value + ' ' + sys.prefix"));
        Files.writeString(configuration, "home = /usr/bin\nversion_info = 3.12.1.final.0\n");
        PolyglotException failure = assertThrows(PolyglotException.class, () -> eval(builder, "''"));
        assertTrue(failure.getMessage().contains("is for Python 3.12, this is Python 3.14"), failure.getMessage());
    }

    @Test
    void whatTheOptionNamesMustExist() {
        PolyglotException failure = assertThrows(PolyglotException.class,
                        () -> eval(context().option(LANGUAGE + ".Path", folder.resolve("gone.whl").toString()), "''"));
        assertTrue(failure.getMessage().contains("gone.whl"), failure.getMessage());
    }
}
