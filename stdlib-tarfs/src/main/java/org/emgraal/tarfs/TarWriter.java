// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a pax tar that depends on nothing but what is added: no user, no clock, no platform. */
final class TarWriter implements AutoCloseable {
    private static final int DIRECTORY_MODE = 0755;
    private static final int FILE_MODE = 0644;

    private final TarArchiveOutputStream out;

    TarWriter(Path file) throws IOException {
        out = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16),
                        StandardCharsets.UTF_8.name());
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        out.setAddPaxHeadersForNonAsciiNames(true);
    }

    void directory(String path, FileTime modified) throws IOException {
        put(new TarArchiveEntry(path + "/", TarConstants.LF_DIR), DIRECTORY_MODE, modified, new byte[0]);
    }

    void file(String path, FileTime modified, byte[] bytes) throws IOException {
        put(new TarArchiveEntry(path, TarConstants.LF_NORMAL), FILE_MODE, modified, bytes);
    }

    private void put(TarArchiveEntry entry, int mode, FileTime modified, byte[] bytes) throws IOException {
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setMode(mode);
        entry.setModTime(modified);
        entry.setSize(bytes.length);
        out.putArchiveEntry(entry);
        out.write(bytes);
        out.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
