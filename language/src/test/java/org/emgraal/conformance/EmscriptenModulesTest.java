// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.validation.ModuleValidator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Emscripten builds decodes and validates, main modules and shared libraries. */
class EmscriptenModulesTest {

    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    @TestFactory
    Stream<DynamicTest> samples() throws IOException {
        return modulesIn(SharedFiles.require("samples"));
    }

    @TestFactory
    Stream<DynamicTest> kernels() throws IOException {
        return modulesIn(SharedFiles.require("kernels"));
    }

    private static Stream<DynamicTest> modulesIn(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).filter(EmscriptenModulesTest::isModule).sorted().toList();
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(folder.relativize(file).toString(),
                        () -> ModuleValidator.validate(ModuleDecoder.decode(file.toString(), Files.readAllBytes(file)))
                                        .validateFunctions()));
    }

    private static boolean isModule(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
