// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is found, and the message names the file and the place. */
class TarCorruptionTest {
    @TempDir
    Path folder;
    private Path tar;

    @BeforeEach
    void writeTar() throws IOException {
        tar = Trees.tar(folder.resolve("lib.tar"), out -> {
            Trees.file(out, "first.py", "first = 1\n");
            Trees.special(out, "dir/", TarConstants.LF_DIR, "");
            Trees.file(out, "dir/second.py", "second = 2\n");
        });
    }

    private CorruptArchiveException refused(Path file) {
        CorruptArchiveException e = assertThrows(CorruptArchiveException.class, () -> TarFileSystem.open(file));
        assertTrue(e.getMessage().startsWith(file + " is corrupt at offset " + e.offset() + ": "), e.getMessage());
        return e;
    }

    private Path changed(int at, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(tar);
        bytes[at] = (byte) value;
        return Files.write(folder.resolve("changed" + at + ".tar"), bytes);
    }

    @Test
    void headerChecksum() throws IOException {
        int second = indexOf("dir/second.py") / 512 * 512;
        CorruptArchiveException e = refused(changed(second + 4, 'S'));
        assertEquals(second, e.offset());
        assertTrue(e.getMessage().contains("checksum"), e.getMessage());
    }

    @Test
    void cutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(tar);
        int marker = bytes.length;
        while (bytes[marker - 1] == 0) {
            marker--;
        }
        marker = Math.ceilDiv(marker, 512) * 512;
        for (int length = 0; length < marker + 512; length += 97) {
            Path cut = Files.write(folder.resolve("cut" + length + ".tar"), Arrays.copyOf(bytes, length));
            assertTrue(refused(cut).offset() <= length);
        }
    }

    @Test
    void contentsChecksum() throws IOException {
        TarFileSystem.open(tar);
        int at = indexOf("second = 2");
        byte[] bytes = Files.readAllBytes(tar);
        bytes[at] ^= 1;
        // Same size, same time, an index that fits: only the bytes themselves tell.
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("lib.tar");
        Files.write(copy, bytes);
        Files.setLastModifiedTime(copy, Files.getLastModifiedTime(tar));
        Files.copy(TarFileSystem.indexPath(tar), TarFileSystem.indexPath(copy));
        TarFileSystem files = TarFileSystem.open(copy);
        assertEquals("first = 1\n", Trees.text(files, "first.py"));
        assertEquals(Errno.EIO, assertThrows(ErrnoException.class,
                        () -> Trees.find(files, "dir/second.py").open(0)).errno());
        CorruptArchiveException e = assertThrows(CorruptArchiveException.class, files::verify);
        assertTrue(e.getMessage().contains("dir/second.py"), e.getMessage());
        assertEquals(at, e.offset());
    }

    @Test
    void anyDamageToTheIndexIsFoundAndRepaired() throws IOException {
        TarFileSystem.open(tar);
        Path index = TarFileSystem.indexPath(tar);
        byte[] good = Files.readAllBytes(index);
        for (int at = 0; at < good.length; at += 3) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(index, bad);
            CorruptArchiveException e = assertThrows(CorruptArchiveException.class, () -> ArchiveIndex.load(index));
            assertTrue(e.getMessage().startsWith(index.toString()), e.getMessage());
        }
        for (int length = 0; length < good.length; length += 11) {
            Files.write(index, Arrays.copyOf(good, length));
            assertThrows(CorruptArchiveException.class, () -> ArchiveIndex.load(index));
        }
        // Under another name, so that this process has it not open yet.
        Path copy = Files.copy(tar, folder.resolve("copy.tar"));
        Files.write(TarFileSystem.indexPath(copy), Arrays.copyOf(good, 90));
        assertEquals("first = 1\n", Trees.text(TarFileSystem.open(copy), "first.py"));
        assertTrue(ArchiveIndex.load(TarFileSystem.indexPath(copy)).find("dir/second.py") > 0);
    }

    @Test
    void anIndexOfAnotherArchiveIsReplaced() throws IOException {
        TarFileSystem before = TarFileSystem.open(tar);
        FileTime time = Files.getLastModifiedTime(tar);
        Trees.tar(tar, out -> Trees.file(out, "third.py", "third = 3\n"));
        Files.setLastModifiedTime(tar, FileTime.fromMillis(time.toMillis() + 5000));
        TarFileSystem after = TarFileSystem.open(tar);
        assertNotSame(before, after);
        assertEquals("third = 3\n", Trees.text(after, "third.py"));
        assertEquals(ArchiveIndex.ABSENT, ArchiveIndex.load(TarFileSystem.indexPath(tar)).find("first.py"));
    }

    @Test
    void namesThatLeaveTheArchive() throws IOException {
        for (String name : List.of("../up", "a/../../b", "..")) {
            CorruptArchiveException e = refused(RawTar.write(folder.resolve("up" + name.length() + ".tar"),
                            RawTar.sum(RawTar.header(name, '0', 0))));
            assertTrue(e.getMessage().contains(name), e.getMessage());
        }
    }

    @Test
    void contradictions() throws IOException {
        byte[] file = RawTar.sum(RawTar.header("a", '0', 0));
        byte[] below = RawTar.sum(RawTar.header("a/b", '0', 0));
        assertEquals(512, refused(RawTar.write(folder.resolve("below.tar"), file, below)).offset());
        assertEquals(512, refused(RawTar.write(folder.resolve("above.tar"), below, file)).offset());
        assertEquals(0, refused(RawTar.write(folder.resolve("root.tar"),
                        RawTar.sum(RawTar.header("./", '2', 0)))).offset());
        byte[] link = RawTar.header("l", '1', 0);
        RawTar.put(link, 157, "nothing");
        assertTrue(refused(RawTar.write(folder.resolve("link.tar"),
                        RawTar.sum(link))).getMessage().contains("nothing"));
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() throws IOException {
        for (char type : "SM".toCharArray()) {
            CorruptArchiveException e = refused(RawTar.write(folder.resolve(type + ".tar"),
                            RawTar.sum(RawTar.header("holes", type, 0))));
            assertTrue(e.getMessage().contains("holes"), e.getMessage());
        }
        assertEquals(0, refused(Files.writeString(folder.resolve("no.tar"), "hello".repeat(1000))).offset());
        assertThrows(IOException.class, () -> TarFileSystem.open(folder.resolve("absent.tar")));
    }

    @Test
    void paxRecordsThatLie() throws IOException {
        for (String record : List.of("99 path=x\n", "0 path=x\n", "path=x\n", "10 path=xy", "8 pathx\n", "-9 path=x\n",
                        "999999999999 path=x\n", "20 size=notanumber!\n", "13 mtime=now\n")) {
            byte[] block = Arrays.copyOf(record.getBytes(StandardCharsets.US_ASCII), 512);
            Path file = RawTar.write(folder.resolve("pax.tar"),
                            RawTar.sum(RawTar.header("pax", 'x', record.length())), block,
                            RawTar.sum(RawTar.header("f", '0', 0)));
            assertTrue(refused(file).offset() >= 512, record);
        }
        byte[] huge = RawTar.sum(RawTar.header("pax", 'x', 1 << 29));
        refused(RawTar.write(folder.resolve("huge.tar"), huge));
    }

    /** No single wrong byte in a header causes anything but a clear refusal or, outside headers, a detectable file. */
    @Test
    void everyByteFlipped() throws IOException {
        byte[] good = Files.readAllBytes(tar);
        int refused = 0;
        for (int at = 0; at < 6 * 512; at += 5) {
            byte[] bad = good.clone();
            bad[at] ^= 0x21;
            Path file = Files.write(folder.resolve("flip.tar"), bad);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * at));
            Files.deleteIfExists(TarFileSystem.indexPath(file));
            try {
                assertFalse(Trees.all(TarFileSystem.open(file)).isEmpty());
            } catch (CorruptArchiveException e) {
                refused++;
            }
        }
        assertTrue(refused > 200, "refused " + refused);
    }

    private int indexOf(String text) throws IOException {
        return new String(Files.readAllBytes(tar), StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
