// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.DirectoryEntry;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.Node;
import org.emgraal.libc.fs.OpenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarFileSystemTest {
    @TempDir
    Path folder;

    @Test
    void filesDirectoriesAndAttributes() throws IOException {
        Path tar = Trees.tar(folder.resolve("a.tar"), out -> {
            Trees.special(out, "empty/", TarConstants.LF_DIR, "");
            Trees.file(out, "pkg/sub/module.py", "print(1)\n");
            Trees.file(out, "./pkg/zero", "");
        });
        TarFileSystem files = TarFileSystem.open(tar);
        assertTrue(files.readOnly());
        assertEquals("print(1)\n", Trees.text(files, "pkg/sub/module.py"));
        assertEquals("", Trees.text(files, "pkg/zero"));
        assertEquals(List.of(), Trees.find(files, "empty").list());
        assertEquals(List.of("empty", "pkg"), files.root().list().stream().map(DirectoryEntry::name).toList());
        assertEquals(List.of(FileType.DIRECTORY, FileType.REGULAR),
                        Trees.find(files, "pkg").list().stream().map(DirectoryEntry::type).toList());
        assertNull(files.root().lookup("nothing"));
        Attributes attributes = Trees.find(files, "pkg/sub/module.py").attributes();
        assertEquals(FileType.REGULAR.modeBits() | 0640, attributes.mode());
        assertEquals(9, attributes.size());
        assertEquals(Instant.parse("2024-02-03T04:05:06.5Z"), attributes.modified());
        assertEquals(Trees.find(files, "pkg").list().get(0).inode(), Trees.find(files, "pkg/sub").attributes().inode());
        assertEquals(Errno.ENOTDIR, assertThrows(ErrnoException.class,
                        () -> Trees.find(files, "pkg/zero").lookup("x")).errno());
        assertEquals(Errno.EINVAL, assertThrows(ErrnoException.class, () -> files.root().readLink()).errno());
    }

    @Test
    void everyChangeFails() throws IOException {
        TarFileSystem files = TarFileSystem.open(Trees.tar(folder.resolve("a.tar"),
                        out -> Trees.file(out, "d/f", "x")));
        Node directory = Trees.find(files, "d");
        Node file = Trees.find(files, "d/f");
        List<Runnable> changes = List.of(
                () -> directory.create("n", FileType.REGULAR, 0644, 0),
                () -> directory.createSymbolicLink("n", "f"),
                () -> directory.link("n", file),
                () -> directory.unlink("f", file),
                () -> files.root().removeDirectory("d", directory),
                () -> directory.rename("f", file, directory, "g", null),
                () -> file.truncate(0),
                () -> file.setMode(0),
                () -> file.setOwner(1, 1),
                () -> file.setTimes(Instant.EPOCH, Instant.EPOCH));
        for (Runnable change : changes) {
            assertEquals(Errno.EROFS, assertThrows(ErrnoException.class, change::run).errno());
        }
        OpenFile open = file.open(OpenFlags.O_RDONLY);
        assertThrows(ErrnoException.class, () -> open.write(ByteBuffer.wrap(new byte[1])));
        assertThrows(ErrnoException.class, () -> open.truncate(0));
    }

    @Test
    void seekingAndReadingAtOffsets() throws IOException {
        TarFileSystem files = TarFileSystem.open(Trees.tar(folder.resolve("a.tar"),
                        out -> Trees.file(out, "f", "0123456789")));
        OpenFile open = Trees.find(files, "f").open(OpenFlags.O_RDONLY);
        ByteBuffer direct = ByteBuffer.allocateDirect(4);
        assertEquals(4, open.read(3, direct));
        assertEquals('3', direct.get(0));
        assertEquals(8, open.seek(-2, 2));
        byte[] memory = new byte[6];
        assertEquals(2, open.read(ByteBuffer.wrap(memory, 1, 5)));
        assertArrayEquals(new byte[] {0, '8', '9', 0, 0, 0}, memory);
        assertEquals(0, open.read(ByteBuffer.allocate(1)));
        assertEquals(0, open.read(1L << 40, ByteBuffer.allocate(1)));
    }

    @Test
    void longNamesInAllThreeEncodings() throws IOException {
        String directory = "d".repeat(60);
        // 121 characters: ustar splits them into prefix and name, which the writing library never does.
        String prefixed = directory + "/" + "f".repeat(60);
        String deep = (directory + "/").repeat(6) + "long-" + "n".repeat(200) + ".py";
        for (int mode : new int[] {TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.LONGFILE_GNU}) {
            TarFileSystem files = TarFileSystem.open(Trees.tar(folder.resolve(mode + ".tar"), mode, out -> {
                Trees.file(out, prefixed, "one");
                Trees.file(out, deep, "two");
                Trees.special(out, "link", TarConstants.LF_SYMLINK, deep);
                Trees.file(out, "short", "three");
            }));
            assertEquals("one", Trees.text(files, prefixed));
            assertEquals("two", Trees.text(files, deep));
            assertEquals("three", Trees.text(files, "short"));
            assertEquals(deep, Trees.find(files, "link").readLink());
            assertEquals(3, files.root().list().size());
        }
        byte[] header = RawTar.header("f".repeat(60), '0', 0);
        RawTar.put(header, 345, directory);
        TarFileSystem files = TarFileSystem.open(RawTar.write(folder.resolve("prefix.tar"), RawTar.sum(header)));
        assertEquals("", Trees.text(files, prefixed));
    }

    @Test
    void namesThatAreNotText() throws IOException {
        byte[] header = RawTar.header("x", '0', 0);
        header[0] = (byte) 0xE9;
        TarFileSystem files = TarFileSystem.open(RawTar.write(folder.resolve("latin.tar"), RawTar.sum(header)));
        assertEquals("\uDCE9", files.root().list().get(0).name());
        assertEquals("", Trees.text(files, "\uDCE9"));
        TarFileSystem unicode = TarFileSystem.open(Trees.tar(folder.resolve("unicode.tar"),
                        out -> Trees.file(out, "fünf/\uD83D\uDC0D.py", "snake")));
        assertEquals("snake", Trees.text(unicode, "fünf/\uD83D\uDC0D.py"));
    }

    @Test
    void linksAndDevices() throws IOException {
        TarFileSystem files = TarFileSystem.open(Trees.tar(folder.resolve("a.tar"), out -> {
            Trees.file(out, "bin/python3.14", "elf");
            Trees.special(out, "bin/python", TarConstants.LF_SYMLINK, "python3.14");
            Trees.special(out, "other/name", TarConstants.LF_LINK, "bin/python3.14");
            Trees.special(out, "pipe", TarConstants.LF_FIFO, "");
        }));
        assertEquals("python3.14", Trees.find(files, "bin/python").readLink());
        assertEquals(10, Trees.find(files, "bin/python").attributes().size());
        Node first = Trees.find(files, "bin/python3.14");
        Node second = Trees.find(files, "other/name");
        assertEquals("elf", Trees.text(files, "other/name"));
        assertEquals(first, second);
        assertEquals(first.hashCode(), second.hashCode());
        assertEquals(first.attributes().inode(), second.attributes().inode());
        assertEquals(2, second.attributes().links());
        assertNotEquals(first, Trees.find(files, "bin/python"));
        assertEquals(FileType.FIFO, Trees.find(files, "pipe").type());
        assertThrows(ErrnoException.class, () -> Trees.find(files, "pipe").open(0));
    }

    @Test
    void theLaterOfTwoMembersCounts() throws IOException {
        TarFileSystem files = TarFileSystem.open(Trees.tar(folder.resolve("a.tar"), out -> {
            Trees.file(out, "f", "old");
            Trees.special(out, "g", TarConstants.LF_LINK, "f");
            Trees.file(out, "f", "new!");
        }));
        assertEquals("new!", Trees.text(files, "f"));
        assertEquals("old", Trees.text(files, "g"));
        assertNotEquals(Trees.find(files, "f"), Trees.find(files, "g"));
        assertEquals(1, Trees.find(files, "f").attributes().links());
    }

    @Test
    void binaryNumbersOfGnu() throws IOException {
        byte[] header = RawTar.header("f", '0', 0);
        // Size 5 and time -1, each as 12 bytes of two's complement with the top bit set.
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) 0x80;
        header[135] = 5;
        Arrays.fill(header, 136, 148, (byte) 0xFF);
        byte[] data = Arrays.copyOf("12345".getBytes(StandardCharsets.US_ASCII), 512);
        TarFileSystem files = TarFileSystem.open(RawTar.write(folder.resolve("gnu.tar"), RawTar.sum(header), data));
        assertEquals("12345", Trees.text(files, "f"));
        assertEquals(Instant.ofEpochSecond(-1), Trees.find(files, "f").attributes().modified());
    }

    @Test
    void oneInstancePerProcess() throws IOException {
        Path tar = Trees.tar(folder.resolve("a.tar"), out -> Trees.file(out, "f", "1"));
        TarFileSystem files = TarFileSystem.open(tar);
        assertSame(files, TarFileSystem.open(folder.resolve(".").resolve("a.tar")));
        files.close();
        assertEquals("1", Trees.text(files, "f"), "closing one context leaves the others alone");
    }

    @Test
    void manyReadersAtOnce() throws Exception {
        Random random = new Random(7);
        Map<String, byte[]> contents = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(5000)];
            random.nextBytes(bytes);
            contents.put("d" + i % 17 + "/f" + i, bytes);
        }
        Path tar = Trees.tar(folder.resolve("many.tar"), out -> {
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                Trees.file(out, file.getKey(), file.getValue());
            }
        });
        List<Callable<Integer>> readers = new ArrayList<>();
        for (int reader = 0; reader < 8; reader++) {
            readers.add(() -> {
                TarFileSystem files = TarFileSystem.open(tar);
                for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                    assertArrayEquals(file.getValue(), Trees.read(Trees.find(files, file.getKey())), file.getKey());
                }
                return Trees.all(files).size();
            });
        }
        try (var threads = Executors.newFixedThreadPool(readers.size())) {
            for (Future<Integer> count : threads.invokeAll(readers)) {
                assertEquals(contents.size() + 17, count.get());
            }
        }
    }

    @Test
    void theIndexIsKeptAndEqualForEqualArchives() throws IOException {
        Trees.TarContents contents = out -> {
            for (int i = 0; i < 100; i++) {
                Trees.file(out, "d" + i % 7 + "/f" + i, "x".repeat(i));
            }
        };
        Path tar = Trees.tar(folder.resolve("a.tar"), contents);
        Path same = Files.createDirectory(folder.resolve("other")).resolve("a.tar");
        Trees.tar(same, contents);
        Files.setLastModifiedTime(same, Files.getLastModifiedTime(tar));
        TarFileSystem.open(tar);
        TarFileSystem.open(same);
        assertArrayEquals(Files.readAllBytes(TarFileSystem.indexPath(tar)),
                        Files.readAllBytes(TarFileSystem.indexPath(same)));
    }

    @Test
    void aFolderThatCannotBeWrittenIsFine() throws IOException {
        Path tar = Trees.tar(folder.resolve("a.tar"), out -> Trees.file(out, "f", "1"));
        Files.createDirectory(TarFileSystem.indexPath(tar));
        Files.createFile(TarFileSystem.indexPath(tar).resolve("in the way"));
        // The index's name is taken by a directory that is not empty: it can be neither read nor replaced.
        assertThrows(IOException.class, () -> ArchiveIndex.load(TarFileSystem.indexPath(tar)));
        assertEquals("1", Trees.text(TarFileSystem.open(tar), "f"));
    }

    @Test
    void aDirectoryEntryAfterItsFiles() throws IOException {
        TarFileSystem files = TarFileSystem.open(Trees.tar(folder.resolve("a.tar"), out -> {
            Trees.file(out, "d/f", "1");
            TarArchiveEntry entry = new TarArchiveEntry("d/", TarConstants.LF_DIR);
            entry.setMode(0700);
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }));
        assertEquals("1", Trees.text(files, "d/f"));
        assertEquals(FileType.DIRECTORY.modeBits() | 0700, Trees.find(files, "d").attributes().mode());
    }
}
