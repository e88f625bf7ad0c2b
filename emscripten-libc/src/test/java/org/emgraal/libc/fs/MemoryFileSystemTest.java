// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.Test;

class MemoryFileSystemTest {

    private final MemoryFileSystem fileSystem = new MemoryFileSystem();

    private OpenFile file() {
        return fileSystem.root().create("f", FileType.REGULAR, 0644, 0).open(OpenFlags.O_RDWR);
    }

    /** Writes, truncations and reads at random, compared with a plain array. */
    @Test
    void behavesAsAnArrayOfBytes() {
        Random random = new Random(7);
        OpenFile file = file();
        byte[] expected = new byte[400_000];
        int size = 0;
        for (int step = 0; step < 3000; step++) {
            int offset = random.nextInt(300_000) >> random.nextInt(12);
            byte[] bytes = new byte[random.nextInt(100_000) >> random.nextInt(16)];
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    random.nextBytes(bytes);
                    if (bytes.length > 0) {
                        assertEquals(bytes.length, file.write(offset, ByteBuffer.wrap(bytes)));
                        System.arraycopy(bytes, 0, expected, offset, bytes.length);
                        size = Math.max(size, offset + bytes.length);
                    }
                }
                case 2 -> {
                    ByteBuffer target = ByteBuffer.wrap(bytes);
                    int count = Math.clamp(size - offset, 0, bytes.length);
                    assertEquals(count, file.read(offset, target));
                    byte[] part = Arrays.copyOfRange(expected, offset, offset + count);
                    assertArrayEquals(part, Arrays.copyOf(bytes, count));
                }
                default -> {
                    file.truncate(offset);
                    if (offset < size) {
                        Arrays.fill(expected, offset, size, (byte) 0);
                    }
                    size = offset;
                }
            }
            assertEquals(size, file.attributes().size());
        }
    }

    @Test
    void holesTakeNoRoom() {
        OpenFile file = file();
        long far = 5L << 30;
        file.write(far, ByteBuffer.wrap(new byte[] {42}));
        assertEquals(far + 1, file.attributes().size());
        assertTrue(file.attributes().blocks() * 512 < 1 << 20);
        ByteBuffer bytes = ByteBuffer.allocate(4);
        assertEquals(2, file.read(far - 1, bytes));
        assertEquals(0, bytes.get(0));
        assertEquals(42, bytes.get(1));
    }

    @Test
    void smallFilesTakeLittleRoom() {
        OpenFile file = file();
        file.write(0, ByteBuffer.wrap(new byte[10]));
        assertTrue(file.attributes().blocks() * 512 <= 512);
    }

    @Test
    void isTooBigAtSomePoint() {
        OpenFile file = file();
        ErrnoException failure = assertThrows(ErrnoException.class,
                        () -> file.write(Long.MAX_VALUE - 10, ByteBuffer.allocate(5)));
        assertEquals(Errno.EFBIG, failure.errno());
        assertEquals(Errno.EFBIG, assertThrows(ErrnoException.class, () -> file.truncate(Long.MAX_VALUE)).errno());
        assertEquals(0, file.attributes().size());
    }

    @Test
    void countsLinks() {
        MemoryDirectory root = fileSystem.root();
        assertEquals(2, root.attributes().links());
        Node directory = root.create("d", FileType.DIRECTORY, 0755, 0);
        assertEquals(3, root.attributes().links());
        Node file = root.create("f", FileType.REGULAR, 0644, 0);
        directory.link("g", file);
        assertEquals(2, file.attributes().links());
        root.unlink("f", file);
        assertEquals(1, file.attributes().links());
        directory.unlink("g", file);
        assertEquals(0, file.attributes().links());
        root.removeDirectory("d", directory);
        assertEquals(2, root.attributes().links());
        assertEquals(0, directory.attributes().links());
        assertThrows(ErrnoException.class, () -> directory.create("x", FileType.REGULAR, 0644, 0));
    }

    @Test
    void findsTheEndsOfData() {
        OpenFile file = file();
        file.write(0, ByteBuffer.wrap(new byte[10]));
        assertEquals(4, file.seek(4, 3));
        assertEquals(10, file.seek(4, 4));
        assertEquals(Errno.ENXIO, assertThrows(ErrnoException.class, () -> file.seek(10, 3)).errno());
    }
}
