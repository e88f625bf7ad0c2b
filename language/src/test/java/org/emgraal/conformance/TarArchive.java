// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads the regular files of a POSIX tar archive (IEEE Std 1003.1, "pax", ustar interchange format). */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_OFFSET = 156;
    private static final int PREFIX_OFFSET = 345;
    private static final int PREFIX_LENGTH = 155;

    private TarArchive() {
    }

    /** The contents of a gzip-compressed archive by path, sorted. */
    static Map<String, byte[]> readGzip(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return read(new DataInputStream(in));
        }
    }

    private static Map<String, byte[]> read(DataInputStream in) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        byte[] header = new byte[BLOCK];
        while (true) {
            in.readFully(header);
            if (header[0] == 0) {
                return files;
            }
            String prefix = text(header, PREFIX_OFFSET, PREFIX_LENGTH);
            String name = text(header, 0, NAME_LENGTH);
            int size = Integer.parseInt(text(header, SIZE_OFFSET, SIZE_LENGTH).strip(), 8);
            byte[] content = in.readNBytes(size);
            in.skipNBytes(-size & BLOCK - 1);
            switch (header[TYPE_OFFSET]) {
                case '0', 0 -> files.put(prefix.isEmpty() ? name : prefix + "/" + name, content);
                case '5', 'g' -> {
                    // Folders and global headers carry no file.
                }
                default -> throw new IOException("unsupported type of tar entry " + name);
            }
        }
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
