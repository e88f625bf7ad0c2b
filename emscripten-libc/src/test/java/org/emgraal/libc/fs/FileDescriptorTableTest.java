// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.junit.jupiter.api.Test;

class FileDescriptorTableTest {

    private final FileDescriptorTable table = new FileDescriptorTable();
    private final Node node = new MemoryFileSystem().root().create("f", FileType.REGULAR, 0644, 0);
    private int closed;

    private OpenFile file() {
        return new RegularFile(node, OpenFlags.O_RDWR, new FileContent() {
            @Override
            public long size() {
                return 0;
            }

            @Override
            public int read(long offset, ByteBuffer target) {
                return 0;
            }

            @Override
            public void close() {
                closed++;
            }
        });
    }

    @Test
    void givesTheLowestFreeNumber() {
        for (int i = 0; i < 40; i++) {
            assertEquals(i, table.add(file(), false));
        }
        table.close(3);
        table.close(30);
        table.close(7);
        assertEquals(3, table.add(file(), false));
        assertEquals(7, table.add(file(), false));
        assertEquals(30, table.add(file(), false));
        assertEquals(40, table.add(file(), false));
        assertEquals(100, table.add(file(), 100, true));
        assertEquals(101, table.add(file(), 100, false));
        assertTrue(table.closesOnExec(100));
        assertFalse(table.closesOnExec(101));
        assertEquals(41, table.add(file(), false));
    }

    @Test
    void closesWithTheLastReference() {
        int first = table.add(file(), false);
        int second = table.add(table.get(first), false);
        table.close(first);
        assertEquals(0, closed);
        table.close(second);
        assertEquals(1, closed);
        assertEquals(Errno.EBADF, assertThrows(ErrnoException.class, () -> table.close(second)).errno());
        assertEquals(Errno.EBADF, assertThrows(ErrnoException.class, () -> table.get(-1)).errno());
    }

    @Test
    void replacesAndClosesWhatWasThere() {
        int first = table.add(file(), false);
        int second = table.add(file(), false);
        table.replace(second, table.get(first), false);
        assertEquals(1, closed);
        assertEquals(table.get(first), table.get(second));
    }

    @Test
    void hasALimit() {
        for (int i = 0; i < FileDescriptorTable.LIMIT; i++) {
            table.add(file(), false);
        }
        assertEquals(Errno.EMFILE, assertThrows(ErrnoException.class, () -> table.add(file(), false)).errno());
        assertEquals(1, closed, "the file that got no descriptor is closed");
        List<Integer> open = new ArrayList<>();
        table.forEach(open::add);
        assertEquals(FileDescriptorTable.LIMIT, open.size());
    }

    @Test
    void survivesManyCycles() {
        for (int i = 0; i < 100_000; i++) {
            assertEquals(0, table.add(file(), false));
            table.close(0);
        }
        assertEquals(100_000, closed);
    }
}
