// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.libc.fs.FileType;

/**
 * The list of a wheel's files with their hashes: lines of CSV, {@code PATH,ALGORITHM=HASH,SIZE} (PyPA specification
 * "Recording installed projects").
 */
final class WheelRecord {

    /** What the specification demands: SHA-256 or better. */
    private static final Map<String, String> ALGORITHMS = Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    private final String wheel;
    private final String path;
    private final ZipFileSystem files;

    WheelRecord(String wheel, String path, ZipFileSystem files) {
        this.wheel = wheel;
        this.path = path;
        this.files = files;
    }

    void verify() throws IOException {
        int record = files.index.find(path);
        if (record == ArchiveIndex.ABSENT) {
            throw new WheelException(wheel, "has no " + path);
        }
        Map<String, List<String>> lines = lines(new String(files.bytes(record).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
        for (int node = 0; node < files.index.size(); node++) {
            if (files.index.type(node) != FileType.DIRECTORY) {
                String file = files.index.path(node);
                List<String> line = lines.remove(file);
                // The list cannot contain its own hash, nor that of its signatures.
                if (!file.equals(path) && !file.equals(path + ".jws") && !file.equals(path + ".p7s")) {
                    verify(file, line, files.bytes(node));
                }
            }
        }
        lines.remove(path);
        if (!lines.isEmpty()) {
            throw new WheelException(wheel, "lacks the file " + lines.keySet().iterator().next() + ", which its RECORD lists");
        }
    }

    private void verify(String file, List<String> line, MemorySegment content) throws WheelException {
        if (line == null || line.size() < 2 || line.get(1).indexOf('=') < 0) {
            throw new WheelException(wheel, "contains the file " + file + ", for which its RECORD has no hash");
        }
        String[] hash = line.get(1).split("=", 2);
        String algorithm = ALGORITHMS.get(hash[0]);
        if (algorithm == null) {
            throw new WheelException(wheel, "has a RECORD with hashes of the kind %s, which must be one of %s"
                            .formatted(hash[0], ALGORITHMS.keySet().stream().sorted().toList()));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(content.asByteBuffer());
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()).equals(hash[1].replace("=", ""))) {
                throw new WheelException(wheel, "is damaged: the file " + file + " does not have the hash in its RECORD");
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static Map<String, List<String>> lines(String text) {
        Map<String, List<String>> lines = new HashMap<>();
        text.lines().map(WheelRecord::fields).forEach(line -> lines.put(line.getFirst(), line));
        lines.remove("");
        return lines;
    }

    /** One line of CSV; a field in quotes may contain commas, and quotes that are doubled. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
