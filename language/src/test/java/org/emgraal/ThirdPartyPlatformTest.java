// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that take another way where {@code sys.platform} is {@code "emscripten"}, which leads to a browser. */
class ThirdPartyPlatformTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    @TempDir private Path folder;

    private Path module(String path, String source) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    /** As urllib3 2 begins; it is inside pip too. */
    @Test
    void urllib3KeepsItsOwnConnections() throws Exception {
        for (String name : List.of("urllib3", "pip/_vendor/urllib3")) {
            module(name + "/__init__.py", """
                            import sys
                            CONNECTION = "sockets"
                            if sys.platform == "emscripten":
                                from .contrib.emscripten import inject_into_urllib3
                                inject_into_urllib3()
                            """);
            module(name + "/contrib/__init__.py", "");
            module(name + "/contrib/emscripten/__init__.py", "import js\n");
        }
        module("pip/__init__.py", "");
        module("pip/_vendor/__init__.py", "");
        for (boolean snapshot : new boolean[]{true, false}) {
            try (Context context = Context.newBuilder(LANGUAGE).option(LANGUAGE + ".Path", folder.toString()).option(LANGUAGE + ".Snapshot", "" + snapshot)
                            .build()) {
                assertEquals("sockets sockets []", DeepStack.call(() -> context.eval(LANGUAGE, """
                                import sys
                                before = [name for name in sys.modules if 'urllib3' in name]
                                import urllib3, pip._vendor.urllib3 as vendored
                                f"{urllib3.CONNECTION} {vendored.CONNECTION} {before}"
                                """).asString()));
            }
        }
    }
}
