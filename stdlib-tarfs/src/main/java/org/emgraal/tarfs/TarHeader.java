// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import org.emgraal.libc.fs.GuestText;

/** One 512-byte header block of a tar (POSIX pax, "ustar Interchange Format", and GNU's binary numbers). */
final class TarHeader {
    static final int BLOCK = 512;

    // Type flags. Any other one means a regular file (POSIX).
    static final char OLD_REGULAR = '\0';
    static final char REGULAR = '0';
    static final char HARD_LINK = '1';
    static final char SYMBOLIC_LINK = '2';
    static final char CHARACTER_DEVICE = '3';
    static final char BLOCK_DEVICE = '4';
    static final char DIRECTORY = '5';
    static final char FIFO = '6';
    static final char PAX = 'x';
    static final char PAX_GLOBAL = 'g';
    static final char GNU_LONG_NAME = 'L';
    static final char GNU_LONG_LINK = 'K';
    static final char GNU_SPARSE = 'S';
    static final char GNU_VOLUME = 'V';
    static final char GNU_MULTI_VOLUME = 'M';

    private static final int NAME_AT = 0;
    private static final int NAME_SIZE = 100;
    private static final int MODE_AT = 100;
    private static final int MODE_SIZE = 8;
    private static final int SIZE_AT = 124;
    private static final int TIME_AT = 136;
    private static final int NUMBER_SIZE = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_SIZE = 8;
    private static final int TYPE_AT = 156;
    private static final int LINK_AT = 157;
    private static final int MAGIC_AT = 257;
    private static final byte[] POSIX_MAGIC = {'u', 's', 't', 'a', 'r', 0};
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_SIZE = 155;

    private final Path archive;
    private final long at;
    private final byte[] block;

    /** @throws CorruptArchiveException if the block's checksum is wrong */
    TarHeader(Path archive, MemorySegment data, long at) throws CorruptArchiveException {
        this.archive = archive;
        this.at = at;
        block = data.asSlice(at, BLOCK).toArray(ValueLayout.JAVA_BYTE);
        if (!isZero()) {
            verify();
        }
    }

    /** Whether this is one of the blocks that end an archive. */
    boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    char type() {
        return (char) (block[TYPE_AT] & 0xFF);
    }

    /** The member's path, the ustar prefix included. */
    String path() {
        String name = text(NAME_AT, NAME_SIZE);
        // GNU's old format, with "ustar  " as magic, keeps other things where POSIX has the prefix.
        boolean posix = Arrays.equals(block, MAGIC_AT, MAGIC_AT + POSIX_MAGIC.length, POSIX_MAGIC, 0,
                        POSIX_MAGIC.length);
        String prefix = posix ? text(PREFIX_AT, PREFIX_SIZE) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    String linkTarget() {
        return text(LINK_AT, NAME_SIZE);
    }

    int permissions() throws CorruptArchiveException {
        return (int) number(MODE_AT, MODE_SIZE, "mode") & 07777;
    }

    /** Bytes after the header, before padding. */
    long size() throws CorruptArchiveException {
        long size = number(SIZE_AT, NUMBER_SIZE, "size");
        if (size < 0) {
            throw corrupt("negative size " + size);
        }
        return size;
    }

    long modifiedSeconds() throws CorruptArchiveException {
        return number(TIME_AT, NUMBER_SIZE, "modification time");
    }

    private CorruptArchiveException corrupt(String reason) {
        return new CorruptArchiveException(archive, at, reason);
    }

    /** The sum of all bytes, those of the checksum field taken as blanks; some old writers summed signed bytes. */
    private void verify() throws CorruptArchiveException {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_SIZE ? (byte) ' ' : block[i];
            unsigned += b & 0xFF;
            signed += b;
        }
        long stored = number(CHECKSUM_AT, CHECKSUM_SIZE, "checksum");
        if (stored != unsigned && stored != signed) {
            throw corrupt("the header's checksum is " + stored + " but its bytes add up to " + unsigned);
        }
    }

    private String text(int from, int size) {
        int length = 0;
        while (length < size && block[from + length] != 0) {
            length++;
        }
        return GuestText.decode(Arrays.copyOfRange(block, from, from + length));
    }

    /** Octal digits between blanks, or big-endian binary marked by the top bit (GNU). */
    private long number(int from, int size, String what) throws CorruptArchiveException {
        if ((block[from] & 0x80) != 0) {
            return binary(from, size, what);
        }
        long value = 0;
        int i = from;
        int end = from + size;
        while (i < end && block[i] == ' ') {
            i++;
        }
        while (i < end && block[i] >= '0' && block[i] <= '7') {
            value = value << 3 | block[i++] - '0';
        }
        while (i < end && (block[i] == ' ' || block[i] == 0)) {
            i++;
        }
        if (i < end) {
            throw corrupt("the header's " + what + " is not an octal number");
        }
        return value;
    }

    private long binary(int from, int size, String what) throws CorruptArchiveException {
        boolean negative = (block[from] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < size; i++) {
            int b = i == 0 ? block[from] & 0x3F | (negative ? 0xC0 : 0) : block[from + i] & 0xFF;
            long next = value << 8 | b;
            if (next >> 8 != value) {
                throw corrupt("the header's " + what + " does not fit 64 bits");
            }
            value = next;
        }
        return value;
    }
}
