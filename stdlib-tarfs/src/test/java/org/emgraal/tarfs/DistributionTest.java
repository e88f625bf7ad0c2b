// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @TempDir
    Path folder;

    /** A distribution as far as its looks go; {@code sysconfig} is the text of the module that tells the version. */
    static Path imitation(Path folder, String sysconfig) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(PythonBuild.MODULE), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        Files.writeString(folder.resolve(PythonBuild.LOCK), "{}");
        Path stdlib = folder.resolve(Distribution.STDLIB_ZIP);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(stdlib))) {
            zip.putNextEntry(new ZipEntry(sysconfig == null ? "os.py"
                            : "_sysconfigdata__emscripten_wasm32-emscripten.py"));
            zip.write(String.valueOf(sysconfig).getBytes());
            zip.closeEntry();
        }
        return folder;
    }

    @Test
    void filesAndVersion() throws IOException {
        String sysconfig = "build_time_vars = {'X': 1, 'VERSION': '3.14', 'Y': 2}";
        Distribution distribution = Distribution.at(imitation(folder, sysconfig));
        assertEquals("3.14", distribution.pythonVersion());
        assertTrue(Files.exists(distribution.wasm()) && Files.exists(distribution.stdlibZip())
                        && Files.exists(distribution.lockFile()));
        assertEquals(Optional.empty(), distribution.stdlibTar());
        Files.createFile(distribution.stdlibTarPath());
        assertEquals(Optional.of(distribution.stdlibTarPath()), distribution.stdlibTar());
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        Path absent = folder.resolve("absent");
        assertTrue(message(absent).contains(absent + " does not exist"));
        Path distribution = imitation(folder.resolve("d"), null);
        DistributionException e = assertThrows(DistributionException.class,
                        () -> Distribution.at(distribution).pythonVersion());
        assertTrue(e.getMessage().contains("not a CPython standard library"), e.getMessage());
        Files.writeString(distribution.resolve(PythonBuild.MODULE), "<html>");
        assertTrue(message(distribution).endsWith(PythonBuild.MODULE + " is not a WebAssembly module."));
        Files.delete(distribution.resolve(Distribution.STDLIB_ZIP));
        assertTrue(message(distribution).contains("no file " + Distribution.STDLIB_ZIP));
    }

    private static String message(Path folder) {
        return assertThrows(DistributionException.class, () -> Distribution.at(folder)).getMessage();
    }

    @Test
    void whereItIsLookedFor() {
        Path tree = folder.resolve("tree");
        Path output = tree.resolve("stdlib-tarfs/target/distribution");
        assertTrue(Distribution.candidates(tree.resolve("stdlib-tarfs/target/classes")).contains(output));
        assertTrue(Distribution.candidates(tree.resolve("launcher/target/lib/stdlib-tarfs.jar")).contains(output));
        List<Path> installed = Distribution.candidates(folder.resolve("opt/emgraal/lib/stdlib-tarfs.jar"));
        assertEquals(folder.resolve("opt/emgraal/lib/distribution"), installed.get(0));
        assertEquals(folder.resolve("opt/emgraal/distribution"), installed.get(1));
        assertEquals(List.of(Path.of(System.getProperty("java.home"), "distribution")), Distribution.candidates(null));
    }

    @Test
    void thePropertyWins() throws IOException {
        String before = System.getProperty(Distribution.PROPERTY);
        try {
            Path mine = imitation(folder.resolve("mine"), "'VERSION': '3.99'");
            System.setProperty(Distribution.PROPERTY, mine.toString());
            assertEquals("3.99", Distribution.locate().pythonVersion());
            System.setProperty(Distribution.PROPERTY, folder.resolve("nowhere").toString());
            assertThrows(DistributionException.class, Distribution::locate);
        } finally {
            if (before == null) {
                System.clearProperty(Distribution.PROPERTY);
            } else {
                System.setProperty(Distribution.PROPERTY, before);
            }
        }
    }

    @Test
    void theRealOne() throws IOException {
        Distribution distribution = ZipFileSystemTest.distribution();
        assertTrue(distribution.pythonVersion().matches("3\\.\\d+"));
        assertFalse(Trees.text(ZipFileSystem.open(distribution.stdlibZip()), "os.py").isEmpty());
    }
}
