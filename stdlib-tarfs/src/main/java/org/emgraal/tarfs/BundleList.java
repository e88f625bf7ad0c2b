// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Which files a jar brings, and what tells whether a copy of one is whole.
 *
 * @param hash of the list, and so of the files' content
 * @param python {@code "3.14"}
 * @param time of all files, in milliseconds since 1970: that of the archive among them, which its index names
 * @param roots the folders in the archive that belong on {@code sys.path}; none for a standard library
 */
record BundleList(String hash, String python, long time, List<String> roots, Map<String, Entry> files) {

    /** Name of the list, beside the files. */
    static final String FILE = "files.properties";
    private static final String PREFIX = "file.";
    private static final int HASH_BYTES = 16;

    /**
     * One file.
     *
     * @param size in bytes
     * @param checksum CRC-32C
     */
    record Entry(String name, long size, int checksum) {

        static Entry of(String name, byte[] content) {
            CRC32C checksum = new CRC32C();
            checksum.update(content);
            return new Entry(name, content.length, (int) checksum.getValue());
        }
    }

    /** @throws DistributionException if it is no list */
    static BundleList parse(byte[] bytes) throws DistributionException {
        try {
            Properties properties = new Properties();
            properties.load(new ByteArrayInputStream(bytes));
            Map<String, Entry> files = new LinkedHashMap<>();
            for (String key : properties.stringPropertyNames()) {
                if (key.startsWith(PREFIX)) {
                    String[] fields = properties.getProperty(key).split(" ");
                    String name = key.substring(PREFIX.length());
                    files.put(name, new Entry(name, Long.parseLong(fields[0]), Integer.parseUnsignedInt(fields[1], 16)));
                }
            }
            List<String> roots = Stream.of(properties.getProperty("roots", "").split(" ")).filter(root -> !root.isEmpty()).toList();
            return new BundleList(hash(bytes), properties.getProperty("python"), Long.parseLong(properties.getProperty("time")), roots, files);
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new DistributionException("The list of bundled files is damaged: " + e.getMessage(), e);
        }
    }

    /** The text of a list. */
    static byte[] write(String python, long time, List<String> roots, Iterable<Entry> files) {
        StringBuilder text = new StringBuilder("python=%s\ntime=%d\nroots=%s\n".formatted(python, time, String.join(" ", roots)));
        for (Entry file : files) {
            text.append("%s%s=%d %08x\n".formatted(PREFIX, file.name(), file.size(), file.checksum()));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
