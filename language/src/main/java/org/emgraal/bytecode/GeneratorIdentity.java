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

    /**
     * Writes the identities, if they are others than before: the generator's, and that of all code, which start snapshots
     * depend on ({@code python.StartIdentity}). Arguments: the folder of compiled classes, and libc's.
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0], "org", "emgraal");
        write(root.resolve("bytecode").resolve(RESOURCE), PACKAGES.stream().map(root::resolve).toList());
        write(root.resolve("python").resolve("start-identity"), List.of(root, Path.of(arguments[1])));
    }

    private static void write(Path file, List<Path> folders) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path part : files.filter(GeneratorIdentity::isCode).sorted().toList()) {
                    digest.update(Files.readAllBytes(part));
                }
            }
        }
        String identity = HexFormat.of().formatHex(digest.digest(), 0, 8);
        // Code is generated again when this file is newer.
        if (!Files.exists(file) || !Files.readString(file).equals(identity)) {
            Files.writeString(file, identity);
        }
    }

    private static boolean isCode(Path file) {
        return file.toString().endsWith(".class") || file.toString().endsWith(".py");
    }
}
