// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Tells generators apart: code that another one has made is not used. The build writes a checksum of the classes that
 * generate, and of those that generated code calls, beside them.
 */
public final class GeneratorIdentity {

    private static final String RESOURCE = "generator-identity";
    private static final List<String> PACKAGES = List.of("bytecode", "runtime", "nodes/numeric", "nodes/simd");

    private GeneratorIdentity() {
    }

    /** The identity; empty if the build has not written one, and then nothing is ever the same. */
    static String get() {
        try (InputStream stream = GeneratorIdentity.class.getResourceAsStream(RESOURCE)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the identity. Argument: the folder of compiled classes. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0], "org", "emgraal");
        CRC32C checksum = new CRC32C();
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.walk(root.resolve(name))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".class")).sorted().toList()) {
                    checksum.update(Files.readAllBytes(file));
                }
            }
        }
        Files.writeString(root.resolve("bytecode").resolve(RESOURCE), "%08x".formatted(checksum.getValue()));
    }
}
