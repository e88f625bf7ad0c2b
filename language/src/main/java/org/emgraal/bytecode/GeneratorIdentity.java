// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells generators apart: code that another one has made is not used. The build writes a hash of the classes that generate,
 * of those that generated code calls, and of those that decode and validate what was generated of, beside them.
 */
public final class GeneratorIdentity {

    private static final String RESOURCE = "generator-identity";
    private static final List<String> PACKAGES = List.of("binary", "module", "validation", "bytecode", "runtime", "nodes/numeric", "nodes/simd");

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

    /** Writes the identity, if it is another one than before. Argument: the folder of compiled classes. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0], "org", "emgraal");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String name : PACKAGES) {
            try (Stream<Path> files = Files.walk(root.resolve(name))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".class")).sorted().toList()) {
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        String identity = HexFormat.of().formatHex(digest.digest(), 0, 8);
        Path file = root.resolve("bytecode").resolve(RESOURCE);
        // Code is generated again when this file is newer.
        if (!Files.exists(file) || !Files.readString(file).equals(identity)) {
            Files.writeString(file, identity);
        }
    }
}
