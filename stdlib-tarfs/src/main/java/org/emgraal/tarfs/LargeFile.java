// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file of several megabytes in parts. {@link Files#readAllBytes} has a native buffer of the file's size
 * made, whose pages the kernel gives one by one: CPython's module takes it twice the time, 50 ms of a start.
 */
final class LargeFile {

    private static final int PART = 1 << 16;

    private LargeFile() {
    }

    static byte[] read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE - PART) {
            throw new IOException(file + " is too large: " + size + " bytes");
        }
        byte[] bytes = new byte[(int) size];
        // Not a channel, which would be closed if the thread is interrupted.
        try (InputStream in = Files.newInputStream(file)) {
            for (int done = 0; done < bytes.length;) {
                int count = in.read(bytes, done, Math.min(PART, bytes.length - done));
                if (count < 0) {
                    throw new EOFException(file + " became shorter while it was read");
                }
                done += count;
            }
        }
        return bytes;
    }
}
