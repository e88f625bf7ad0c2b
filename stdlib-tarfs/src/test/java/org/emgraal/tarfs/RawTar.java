// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tar headers byte by byte, for what no library writes. */
final class RawTar {
    private RawTar() {
    }

    static byte[] header(String name, char type, int size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format("%011o\0", size));
        put(header, 136, String.format("%011o\0", 0));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        return header;
    }

    static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Completes a header with its checksum. */
    static byte[] sum(byte[] header) {
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    /** Writes blocks and the end marker. */
    static Path write(Path file, byte[]... blocks) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (byte[] block : blocks) {
            tar.writeBytes(block);
        }
        tar.writeBytes(new byte[1024]);
        return Files.write(file, tar.toByteArray());
    }
}
