// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.emgraal.conformance.SharedFiles;
import org.emgraal.tarfs.ApplicationArchive;
import org.emgraal.tarfs.PythonBuild;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages and sources in the application's own jar. */
class EmgraalResourcesTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;
    private static final String FOLDER = "META-INF/emgraal/application";
    private static final String SPAM = "spam.cpython-314-wasm32-emscripten.so";

    @TempDir private Path classes;

    private void write(Map<String, byte[]> files, String python, String folder) throws IOException {
        ApplicationArchive.write(files, Map.of(), List.of("src", "site-packages"), python, classes.resolve(folder));
    }

    private String eval(Context.Builder builder, String source) throws Exception {
        return DeepStack.call(() -> {
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            try (URLClassLoader loader = new URLClassLoader(new URL[]{classes.toUri().toURL()}, before)) {
                Thread.currentThread().setContextClassLoader(loader);
                try (Context context = builder.build()) {
                    return context.eval(LANGUAGE, source).asString();
                }
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void packagesAndSourcesWithoutAccessToFiles() throws Exception {
        byte[] spam = Files.readAllBytes(SharedFiles.require("samples/pyext/314-605/" + SPAM));
        write(Map.of("src/shop/__init__.py", bytes("from both import PLACE\nimport mixed\n"), "src/shop/data.txt", bytes("data"), "src/both.py",
                        bytes("PLACE = 'own'\n"), "site-packages/both.py", bytes("PLACE = 'package'\n"), "site-packages/mixed/" + SPAM, spam,
                        "site-packages/mixed/__init__.py", bytes("from .spam import add\n"), "site-packages/mixed-2.5.dist-info/METADATA",
                        bytes("Metadata-Version: 2.1\nName: mixed\nVersion: 2.5\n")), PythonBuild.locate().pythonVersion(), FOLDER);
        assertEquals("own 5 2.5 data Read-only file system /lib/application/src/shop/__init__.py", eval(EmgraalResources.contextBuilder(), """
                        import shop, importlib.metadata, importlib.resources
                        try:
                            open(shop.__file__, "w")
                        except OSError as error:
                            refused = error.strerror
                        data = importlib.resources.files(shop).joinpath("data.txt").read_text()
                        f"{shop.PLACE} {shop.mixed.add(2, 3)} {importlib.metadata.version('mixed')} {data} {refused} {shop.__file__}"
                        """));
    }

    @Test
    void anotherFolder() throws Exception {
        write(Map.of("src/which.py", bytes("NAME = 'reports'\n")), PythonBuild.locate().pythonVersion(), "META-INF/emgraal/reports");
        assertEquals("reports", eval(EmgraalResources.contextBuilder("META-INF/emgraal/reports"), "import which\nwhich.NAME"));
    }

    @Test
    void whatIsMissingOrWrongIsSaid() throws Exception {
        assertFails("the goal process-resources of emgraal-maven-plugin puts them there");
        write(Map.of("src/a.py", bytes("")), "3.1", FOLDER);
        assertFails("were made for Python 3.1, and this is Python 3.");
        write(Map.of("src/a.py", bytes("")), PythonBuild.locate().pythonVersion(), FOLDER);
        Files.write(classes.resolve(FOLDER).resolve("application.tar"), new byte[10]);
        assertFails("damaged");
        Files.writeString(classes.resolve(FOLDER).resolve("files.properties"), "time=x");
        assertFails("damaged");
    }

    private void assertFails(String words) {
        PolyglotException failure = assertThrows(PolyglotException.class, () -> eval(EmgraalResources.contextBuilder(), "1"));
        assertTrue(failure.getMessage().contains(words), failure.getMessage());
    }
}
