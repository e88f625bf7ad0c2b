// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.RecursionPoints;
import org.emgraal.runtime.TypeRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that were generated ahead are used for the module they are of, and for no other. */
class GeneratedAheadTest {

    private static final String NAME = "ahead";

    @TempDir Path folder;

    @Test
    void classesOfTheModuleAreUsed() throws Exception {
        Path jar = folder.resolve("ahead.jar");
        byte[] module = CodeCacheTest.timesConstant(2);
        CodeJar.write(code(module), function -> {
        }, jar);
        List<String> loaded = run(module, jar, "42");
        assertTrue(loaded.stream().anyMatch(line -> line.contains(jar.getFileName().toString())), loaded.toString());
    }

    @Test
    void thoseOfAnotherModuleOfTheSameNameAreNot() throws Exception {
        Path jar = folder.resolve("ahead.jar");
        CodeJar.write(code(CodeCacheTest.timesConstant(2)), function -> {
        }, jar);
        List<String> loaded = run(CodeCacheTest.timesConstant(3), jar, "63");
        assertFalse(loaded.isEmpty());
        assertTrue(loaded.stream().noneMatch(line -> line.contains(jar.getFileName().toString())), loaded.toString());
    }

    @Test
    void everyDifferenceIsRefused() {
        ModuleCode code = code(CodeCacheTest.timesConstant(2));
        BitSet stubs = new BitSet();
        stubs.set(5);
        CodeManifest manifest = CodeManifest.of(code.module(), RecursionPoints.NONE, stubs);
        assertNull(manifest.refusal(manifest, Set.of()));
        assertNull(manifest.refusal(manifest, Set.of(5)));
        assertNotNull(manifest.refusal(manifest, Set.of(5, 6)));
        assertNotNull(manifest.refusal(CodeManifest.of(code.module(), new RecursionPoints(Set.of(1), Set.of()), stubs), Set.of()));
        assertNotNull(manifest.refusal(CodeManifest.of(code(CodeCacheTest.timesConstant(3)).module(), RecursionPoints.NONE, stubs), Set.of()));
        CodeManifest otherGenerator = new CodeManifest("0", manifest.length(), manifest.checksum(), manifest.watched(), stubs);
        assertNotNull(otherGenerator.refusal(manifest, Set.of()));
        CodeManifest noGenerator = new CodeManifest("", manifest.length(), manifest.checksum(), manifest.watched(), stubs);
        assertNotNull(noGenerator.refusal(noGenerator, Set.of()));
    }

    private List<String> run(byte[] bytes, Path jar, String expected) throws Exception {
        ChildJvm jvm = new ChildJvm(folder, NAME, Files.write(folder.resolve("ahead.wasm"), bytes), "off", jar);
        assertEquals(expected, jvm.output());
        return jvm.functionClasses(NAME);
    }

    private static ModuleCode code(byte[] bytes) {
        return new ModuleCode(ModuleDecoder.decode(NAME, bytes, ModuleLimits.DEFAULT), new TypeRegistry(), null);
    }
}
