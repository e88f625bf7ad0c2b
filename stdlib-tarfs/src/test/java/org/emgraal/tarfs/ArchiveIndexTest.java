// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.emgraal.libc.fs.FileType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIndexTest {
    private static final int FILES = 20_000;

    @TempDir
    Path folder;

    private static ArchiveMember member(String path, long offset, long size) {
        return new ArchiveMember(path, FileType.REGULAR, 0644, 1_500_000_000L, offset, size, size, 0,
                        (int) offset * 31, null, false);
    }

    private static String path(int i) {
        return "a" + i % 3 + "/b" + i % 101 + "/ü" + i;
    }

    private static ArchiveIndex large() throws IOException {
        ArchiveIndexBuilder builder = new ArchiveIndexBuilder(Path.of("x.tar"));
        for (int i = 0; i < FILES; i++) {
            builder.add(member(path(i), i * 512L, i), i);
        }
        return builder.build(5L << 32, 123, new byte[ArchiveIndex.ORIGIN_SIZE]);
    }

    @Test
    void everyFileIsFoundAndNothingElse() throws IOException {
        ArchiveIndex index = large();
        for (int i = 0; i < FILES; i++) {
            int node = index.find(path(i));
            assertTrue(node > 0, path(i));
            assertEquals(i * 512L, index.offset(node));
            assertEquals(i, index.size(node));
            assertEquals(path(i), index.path(node));
            assertEquals(ArchiveIndex.ABSENT, index.find(path(i) + "x"));
        }
        assertEquals(ArchiveIndex.ROOT, index.find("/"));
        assertEquals(ArchiveIndex.ABSENT, index.find("a0/none/c"));
    }

    @Test
    void childrenAreNeighboursAndSorted() throws IOException {
        ArchiveIndex index = large();
        int directory = index.find("a1/b4");
        TreeSet<String> names = new TreeSet<>();
        String last = "";
        for (int i = 0; i < index.childCount(directory); i++) {
            String name = index.name(index.firstChild(directory) + i);
            assertTrue(last.compareTo(name) < 0);
            names.add(last = name);
        }
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 0; i < FILES; i++) {
            if (i % 3 == 1 && i % 101 == 4) {
                expected.add("ü" + i);
            }
        }
        assertEquals(expected, names);
    }

    @Test
    void survivesTheDisk() throws IOException {
        ArchiveIndex index = large();
        Path file = folder.resolve("x.tar.index");
        index.save(file);
        ArchiveIndex loaded = ArchiveIndex.load(file);
        assertEquals(FILES + 1 + 3 + 303, loaded.size());
        assertEquals(index.find(path(777)), loaded.find(path(777)));
        assertTrue(loaded.describes(5L << 32, 123));
        assertFalse(loaded.describes(5L << 32, 124));
        assertFalse(loaded.describes(5L << 31, 123));
        index.save(file);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "no temporary file stays behind");
        }
    }

    @Test
    void anOtherVersionIsRefused() throws IOException {
        Path file = folder.resolve("i");
        large().save(file);
        byte[] bytes = Files.readAllBytes(file);
        ArchiveIndex.littleEndian(bytes).putInt(ArchiveIndex.VERSION_AT, ArchiveIndex.VERSION + 1);
        ArchiveIndex.littleEndian(bytes).putInt(72, ArchiveIndex.checksum(bytes));
        Files.write(file, bytes);
        CorruptArchiveException e = assertThrows(CorruptArchiveException.class, () -> ArchiveIndex.load(file));
        assertTrue(e.getMessage().contains("version"), e.getMessage());
    }

    @Test
    void anEmptyArchive() throws IOException {
        ArchiveIndex index = new ArchiveIndexBuilder(Path.of("e")).build(0, 0, new byte[ArchiveIndex.ORIGIN_SIZE]);
        assertEquals(1, index.size());
        assertEquals(0, index.childCount(ArchiveIndex.ROOT));
        assertEquals(ArchiveIndex.ABSENT, index.find("x"));
        assertArrayEquals(new byte[ArchiveIndex.ORIGIN_SIZE], index.origin());
    }
}
