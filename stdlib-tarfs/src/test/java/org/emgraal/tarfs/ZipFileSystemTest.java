// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.FileType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipFileSystemTest {
    private static final Instant TIME = Instant.parse("2024-02-03T04:05:06Z");

    @TempDir
    Path folder;

    private interface ZipContents {
        void write(ZipArchiveOutputStream zip) throws IOException;
    }

    private Path zip(String name, ZipContents contents) throws IOException {
        Path file = folder.resolve(name);
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            contents.write(zip);
        }
        return file;
    }

    private static void add(ZipArchiveOutputStream zip, String path, int mode, int method, String text)
                    throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        entry.setUnixMode(mode);
        entry.setMethod(method);
        entry.setLastModifiedTime(FileTime.from(TIME));
        entry.setSize(bytes.length);
        if (method == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setCrc(crc.getValue());
        }
        zip.putArchiveEntry(entry);
        zip.write(bytes);
        zip.closeArchiveEntry();
    }

    private Path wheel(String name) throws IOException {
        return zip(name, zip -> {
            add(zip, "pkg/__init__.py", 0100644, ZipEntry.DEFLATED, "value = 1\n".repeat(100));
            add(zip, "pkg/data/stored.bin", 0100600, ZipEntry.STORED, "stored bytes");
            add(zip, "pkg/tool", 0100755, ZipEntry.DEFLATED, "#!/bin/sh\n");
            add(zip, "pkg/link", 0120777, ZipEntry.STORED, "data/stored.bin");
            add(zip, "pkg/empty/", 040755, ZipEntry.STORED, "");
            add(zip, "pkg/nothing", 0100644, ZipEntry.DEFLATED, "");
        });
    }

    private static void checkWheel(ZipFileSystem files) {
        assertEquals("value = 1\n".repeat(100), Trees.text(files, "pkg/__init__.py"));
        assertEquals("stored bytes", Trees.text(files, "pkg/data/stored.bin"));
        assertEquals("", Trees.text(files, "pkg/nothing"));
        assertEquals("data/stored.bin", Trees.find(files, "pkg/link").readLink());
        assertEquals(List.of(), Trees.find(files, "pkg/empty").list());
        Attributes tool = Trees.find(files, "pkg/tool").attributes();
        assertEquals(FileType.REGULAR.modeBits() | 0755, tool.mode());
        assertEquals(10, tool.size());
        assertEquals(TIME, tool.modified());
        assertEquals(FileType.SYMBOLIC_LINK, Trees.find(files, "pkg/link").type());
    }

    @Test
    void aWheel() throws IOException {
        checkWheel(ZipFileSystem.open(wheel("pkg-1.0-py3-none-any.whl")));
    }

    @Test
    void bytesBeforeAndACommentAfter() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("#!/usr/bin/env python\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(Files.readAllBytes(wheel("plain.zip")));
        checkWheel(ZipFileSystem.open(Files.write(folder.resolve("prefixed.zip"), bytes.toByteArray())));
        Path commented = folder.resolve("comment.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(commented))) {
            zip.setComment("a comment with a PK\5\6 in it");
            zip.putNextEntry(new ZipEntry("f"));
            zip.write('x');
            zip.closeEntry();
        }
        assertEquals("x", Trees.text(ZipFileSystem.open(commented), "f"));
    }

    @Test
    void zip64() throws IOException {
        checkWheel(ZipFileSystem.open(zip("64.zip", zip -> {
            zip.setUseZip64(Zip64Mode.Always);
            add(zip, "pkg/__init__.py", 0100644, ZipEntry.DEFLATED, "value = 1\n".repeat(100));
            add(zip, "pkg/data/stored.bin", 0100600, ZipEntry.STORED, "stored bytes");
            add(zip, "pkg/tool", 0100755, ZipEntry.DEFLATED, "#!/bin/sh\n");
            add(zip, "pkg/link", 0120777, ZipEntry.STORED, "data/stored.bin");
            add(zip, "pkg/empty/", 040755, ZipEntry.STORED, "");
            add(zip, "pkg/nothing", 0100644, ZipEntry.DEFLATED, "");
        })));
        // More entries than 16 bits can count.
        ZipFileSystem many = ZipFileSystem.open(zip("many.zip", zip -> {
            for (int i = 0; i < 70_000; i++) {
                add(zip, i % 100 + "/" + i, 0100644, ZipEntry.STORED, "");
            }
        }));
        assertEquals(700, Trees.find(many, "99").list().size());
        assertEquals(0, Trees.find(many, "99/69999").attributes().size());
    }

    @Test
    void agreesWithJavaOnTheStandardLibrary() throws Exception {
        Distribution distribution = distribution();
        TreeMap<String, byte[]> files = Trees.all(ZipFileSystem.open(distribution.stdlibZip()));
        int regular = 0;
        try (ZipFile zip = new ZipFile(distribution.stdlibZip().toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    assertArrayEquals(zip.getInputStream(entry).readAllBytes(), files.get(entry.getName()),
                                    entry.getName());
                    regular++;
                }
            }
        }
        assertEquals(regular, files.values().stream().filter(bytes -> bytes != null).count());
    }

    static Distribution distribution() {
        try {
            return Distribution.locate();
        } catch (DistributionException e) {
            Assumptions.abort("SKIPPED: " + e.getMessage());
            return null;
        }
    }

    @Test
    void manyReadersAtOnce() throws Exception {
        Random random = new Random(3);
        TreeMap<String, String> contents = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            contents.put("d" + i % 7 + "/f" + i, Integer.toString(i).repeat(random.nextInt(3000)));
        }
        Path zip = zip("many.zip", out -> {
            for (var file : contents.entrySet()) {
                add(out, file.getKey(), 0100644, file.getKey().hashCode() % 3 == 0 ? ZipEntry.STORED
                                : ZipEntry.DEFLATED, file.getValue());
            }
        });
        List<Callable<Void>> readers = new ArrayList<>();
        for (int reader = 0; reader < 8; reader++) {
            readers.add(() -> {
                ZipFileSystem files = ZipFileSystem.open(zip);
                contents.forEach((path, text) -> assertEquals(text, Trees.text(files, path)));
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(readers.size())) {
            for (Future<Void> reader : threads.invokeAll(readers)) {
                reader.get();
            }
        }
    }

    @Test
    void damagedContents() throws IOException {
        Path good = wheel("good.zip");
        byte[] bytes = Files.readAllBytes(good);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("stored bytes")] = 'S';
        ZipFileSystem files = ZipFileSystem.open(Files.write(folder.resolve("bad.zip"), bytes));
        assertEquals("#!/bin/sh\n", Trees.text(files, "pkg/tool"));
        assertEquals(Errno.EIO, assertThrows(ErrnoException.class,
                        () -> Trees.find(files, "pkg/data/stored.bin").open(0)).errno());
        CorruptArchiveException e = assertThrows(CorruptArchiveException.class, files::verify);
        assertTrue(e.getMessage().startsWith(folder.toRealPath().resolve("bad.zip") + " is corrupt at offset "),
                        e.getMessage());
        assertTrue(e.getMessage().endsWith("pkg/data/stored.bin"), e.getMessage());
    }

    @Test
    void cutOffAnywhere() throws IOException {
        byte[] bytes = Files.readAllBytes(wheel("good.zip"));
        for (int length = 0; length < bytes.length; length += 7) {
            Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, length));
            assertThrows(CorruptArchiveException.class, () -> ZipFileSystem.open(cut), "after " + length + " bytes");
        }
    }

    /** A wrong byte anywhere leads to a clear refusal, a damaged file named as such, or a harmless difference. */
    @Test
    void everyByteFlipped() throws IOException {
        byte[] good = Files.readAllBytes(wheel("good.zip"));
        int refused = 0;
        int damaged = 0;
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x41;
            Path file = Files.write(folder.resolve("flip.zip"), bad);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * at));
            ZipFileSystem files;
            try {
                files = ZipFileSystem.open(file);
            } catch (CorruptArchiveException e) {
                refused++;
                continue;
            }
            try {
                files.verify();
                Trees.all(files);
            } catch (CorruptArchiveException e) {
                damaged++;
            }
        }
        assertTrue(refused > 30 && damaged > 100, refused + " refused, " + damaged + " damaged");
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() throws IOException {
        byte[] bytes = Files.readAllBytes(wheel("good.zip"));
        int central = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        byte[] encrypted = bytes.clone();
        encrypted[central + 8] |= 1;
        byte[] lzma = bytes.clone();
        lzma[central + 10] = 14;
        for (byte[] bad : List.of(encrypted, lzma)) {
            Path file = Files.write(folder.resolve("unsupported" + bad[central + 10] + ".zip"), bad);
            CorruptArchiveException e = assertThrows(CorruptArchiveException.class, () -> ZipFileSystem.open(file));
            assertTrue(e.getMessage().contains("pkg/__init__.py"), e.getMessage());
            assertEquals(central, e.offset());
        }
    }

    @Test
    void pathsThatLeaveTheArchive() throws IOException {
        Path bad = zip("up.zip", zip -> add(zip, "a/../../etc/passwd", 0100644, ZipEntry.STORED, "x"));
        assertThrows(CorruptArchiveException.class, () -> ZipFileSystem.open(bad));
    }

    /** A size the directory claims but the archive cannot hold must not be allocated or read. */
    @Test
    void aSizeThatLies() throws IOException {
        byte[] bytes = Files.readAllBytes(wheel("good.zip"));
        int central = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, 100_000_000);
        ZipFileSystem files = ZipFileSystem.open(Files.write(folder.resolve("size.zip"), bytes));
        assertThrows(ErrnoException.class, () -> Trees.find(files, "pkg/__init__.py").open(0));
        assertFalse(Trees.text(files, "pkg/tool").isEmpty());
    }
}
