// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.fs.DirectoryEntry;
import org.emgraal.libc.fs.FileSystem;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.OpenFile;

/** Test helpers: reading through the file system interface, writing archives with an independent library. */
final class Trees {
    private Trees() {
    }

    static Node find(FileSystem fileSystem, String path) {
        Node node = fileSystem.root();
        for (String name : path.split("/")) {
            node = node.lookup(name);
            assertNotNull(node, () -> "no " + name + " of " + path);
        }
        return node;
    }

    static byte[] read(Node node) {
        OpenFile file = node.open(OpenFlags.O_RDONLY);
        file.retain();
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) node.attributes().size() + 1);
            // In uneven steps, as a program would.
            for (int step = 1; bytes.hasRemaining(); step = step * 3 + 1) {
                ByteBuffer part = bytes.slice(bytes.position(), Math.min(step, bytes.remaining()));
                int count = file.read(part);
                if (count == 0) {
                    break;
                }
                bytes.position(bytes.position() + count);
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } finally {
            file.release();
        }
    }

    static String text(FileSystem fileSystem, String path) {
        return new String(read(find(fileSystem, path)), StandardCharsets.UTF_8);
    }

    /** Every file by path, directories with null bytes. */
    static TreeMap<String, byte[]> all(FileSystem fileSystem) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        collect(fileSystem.root(), "", files);
        return files;
    }

    private static void collect(Node directory, String prefix, TreeMap<String, byte[]> files) {
        for (DirectoryEntry entry : directory.list()) {
            Node node = directory.lookup(entry.name());
            if (entry.type() == FileType.DIRECTORY) {
                files.put(prefix + entry.name(), null);
                collect(node, prefix + entry.name() + "/", files);
            } else if (entry.type() == FileType.REGULAR) {
                files.put(prefix + entry.name(), read(node));
            }
        }
    }

    interface TarContents {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    static Path tar(Path file, int longFiles, TarContents contents) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(longFiles);
            tar.setBigNumberMode(longFiles == TarArchiveOutputStream.LONGFILE_GNU
                            ? TarArchiveOutputStream.BIGNUMBER_STAR : TarArchiveOutputStream.BIGNUMBER_POSIX);
            contents.write(tar);
        }
        return file;
    }

    static Path tar(Path file, TarContents contents) throws IOException {
        return tar(file, TarArchiveOutputStream.LONGFILE_POSIX, contents);
    }

    static void file(TarArchiveOutputStream tar, String path, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        entry.setMode(0640);
        entry.setModTime(FileTime.from(Instant.parse("2024-02-03T04:05:06.5Z")));
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    static void file(TarArchiveOutputStream tar, String path, String text) throws IOException {
        file(tar, path, text.getBytes(StandardCharsets.UTF_8));
    }

    static void special(TarArchiveOutputStream tar, String path, byte type, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
