// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;

/**
 * Reads the central directory of a zip archive (PKWARE's APPNOTE; section numbers below are its own), Zip64
 * included. Bytes before the archive, as in a self-extracting one, are allowed.
 *
 * <p>Limitations: stored and deflated files only, no encryption, no archive in several parts; names are taken as
 * UTF-8 whatever the archive says, since that is what Python's wheels hold; MS-DOS times are taken as UTC.
 */
final class ZipScanner {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
                    .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL_HEADER = 0x04034B50;
    private static final int LOCAL_HEADER_SIZE = 30;
    private static final int CENTRAL_HEADER = 0x02014B50;
    private static final int CENTRAL_HEADER_SIZE = 46;
    private static final int END_RECORD = 0x06054B50;
    private static final int END_RECORD_SIZE = 22;
    private static final int END_LOCATOR_64 = 0x07064B50;
    private static final int END_LOCATOR_64_SIZE = 20;
    private static final int END_RECORD_64 = 0x06064B50;
    private static final int END_RECORD_64_SIZE = 56;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;

    private static final int EXTRA_ZIP64 = 0x0001;
    private static final int EXTRA_TIME = 0x5455;
    private static final int ENCRYPTED = 1;
    private static final int HOST_UNIX = 3;

    private final Path archive;
    private final MemorySegment data;
    /** What has to be added to the archive's own offsets, because of bytes before it. */
    private long shift;

    private ZipScanner(Path archive, MemorySegment data) {
        this.archive = archive;
        this.data = data;
    }

    /** @throws CorruptArchiveException if the directory is damaged or uses unsupported features */
    static ArchiveIndexBuilder scan(Path archive, MemorySegment data) throws CorruptArchiveException {
        return new ZipScanner(archive, data).directory();
    }

    /** Where the bytes of a member begin whose local header (4.3.7) is at {@code header}. */
    static long dataOffset(Path archive, MemorySegment data, long header, long size) throws CorruptArchiveException {
        if (header < 0 || header + LOCAL_HEADER_SIZE > data.byteSize() || data.get(INT, header) != LOCAL_HEADER) {
            throw new CorruptArchiveException(archive, header, "there is no local file header");
        }
        long start = header + LOCAL_HEADER_SIZE + unsigned(data.get(SHORT, header + 26))
                        + unsigned(data.get(SHORT, header + 28));
        if (size < 0 || start > data.byteSize() || size > data.byteSize() - start) {
            throw new CorruptArchiveException(archive, header, "the member's " + size
                            + " bytes reach past the end of the archive");
        }
        return start;
    }

    private ArchiveIndexBuilder directory() throws CorruptArchiveException {
        long end = endRecord();
        long entries = u16(end + 10);
        long size = u32(end + 12);
        long offset = u32(end + 16);
        long directoryEnd = end;
        long locator = end - END_LOCATOR_64_SIZE;
        if (locator >= 0 && data.get(INT, locator) == END_LOCATOR_64) {
            directoryEnd = endRecord64(locator);
            entries = data.get(LONG, directoryEnd + 32);
            size = data.get(LONG, directoryEnd + 40);
            offset = data.get(LONG, directoryEnd + 48);
        }
        long at = directoryEnd - size;
        shift = at - offset;
        if (size < 0 || offset < 0 || shift < 0) {
            throw new CorruptArchiveException(archive, end, "a central directory of " + size + " bytes at " + offset
                            + " does not fit before its end record");
        }
        ArchiveIndexBuilder builder = new ArchiveIndexBuilder(archive);
        for (long i = 0; i < entries; i++) {
            at = entry(at, directoryEnd, builder);
        }
        return builder;
    }

    /** The end of central directory record (4.3.16), which may be followed by a comment. */
    private long endRecord() throws CorruptArchiveException {
        long last = data.byteSize() - END_RECORD_SIZE;
        for (long at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
            if (data.get(INT, at) == END_RECORD && at + END_RECORD_SIZE + u16(at + 20) <= data.byteSize()) {
                return at;
            }
        }
        throw new CorruptArchiveException(archive, data.byteSize(),
                        "not a zip archive, or cut off: it has no end record");
    }

    /** The Zip64 end record (4.3.14), found where its locator (4.3.15) says or directly before the locator. */
    private long endRecord64(long locator) throws CorruptArchiveException {
        for (long at : new long[] {data.get(LONG, locator + 8), locator - END_RECORD_64_SIZE}) {
            if (at >= 0 && at <= locator - END_RECORD_64_SIZE && data.get(INT, at) == END_RECORD_64) {
                return at;
            }
        }
        throw new CorruptArchiveException(archive, locator, "the Zip64 end record is missing");
    }

    /** Takes in the central directory header (4.3.12) at {@code at}; returns where the next one is. */
    private long entry(long at, long limit, ArchiveIndexBuilder builder) throws CorruptArchiveException {
        if (at + CENTRAL_HEADER_SIZE > limit || data.get(INT, at) != CENTRAL_HEADER) {
            throw new CorruptArchiveException(archive, at, "there is no central directory header");
        }
        int nameLength = u16(at + 28);
        long name = at + CENTRAL_HEADER_SIZE;
        long extra = name + nameLength;
        long next = extra + u16(at + 30) + u16(at + 32);
        if (next > limit) {
            throw new CorruptArchiveException(archive, at, "a central directory header reaches past the directory");
        }
        String path = GuestText.decode(data.asSlice(name, nameLength).toArray(ValueLayout.JAVA_BYTE));
        int method = u16(at + 10);
        if ((u16(at + 8) & ENCRYPTED) != 0) {
            throw new CorruptArchiveException(archive, at, path + " is encrypted, which is not supported");
        }
        if (method != STORED && method != DEFLATED) {
            throw new CorruptArchiveException(archive, at, path + " uses compression method " + method
                            + "; only stored (0) and deflated (8) are supported");
        }
        Extras extras = new Extras(u32(at + 24), u32(at + 20), u32(at + 42), dosTime(u16(at + 14), u16(at + 12)));
        extras.read(at, extra, extra + u16(at + 30));
        int mode = mode(at, path);
        builder.add(new ArchiveMember(path, FileType.ofMode(mode), mode & ~FileType.MASK,
                        extras.seconds * 1_000_000_000L, extras.offset + shift, extras.storedSize, extras.size, method,
                        data.get(INT, at + 16), null, false), at);
        return next;
    }

    /** Unix keeps {@code st_mode} in the upper half of the external attributes. */
    private int mode(long at, String path) {
        int mode = (data.get(ValueLayout.JAVA_BYTE, at + 5) & 0xFF) == HOST_UNIX ? u16(at + 40) : 0;
        boolean link = FileType.ofMode(mode) == FileType.SYMBOLIC_LINK;
        FileType type = path.endsWith("/") ? FileType.DIRECTORY : link ? FileType.SYMBOLIC_LINK : FileType.REGULAR;
        int permissions = mode & ~FileType.MASK;
        return type.modeBits() | (permissions != 0 ? permissions : type == FileType.DIRECTORY ? 0755 : 0644);
    }

    /** Seconds since the epoch; 0 for the impossible dates some writers leave. */
    private static long dosTime(int date, int time) {
        try {
            return LocalDateTime.of(1980 + (date >> 9), date >> 5 & 0xF, date & 0x1F,
                            time >> 11, time >> 5 & 0x3F, (time & 0x1F) * 2).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private int u16(long at) {
        return unsigned(data.get(SHORT, at));
    }

    private long u32(long at) {
        return Integer.toUnsignedLong(data.get(INT, at));
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    /** The fields that an extra field (4.5) may replace. */
    private final class Extras {
        long size;
        long storedSize;
        long offset;
        long seconds;

        Extras(long size, long storedSize, long offset, long seconds) {
            this.size = size;
            this.storedSize = storedSize;
            this.offset = offset;
            this.seconds = seconds;
        }

        void read(long header, long from, long to) throws CorruptArchiveException {
            long at = from;
            // Up to three bytes of padding occur in the wild.
            while (at + 4 <= to) {
                long end = at + 4 + u16(at + 2);
                if (end > to) {
                    throw new CorruptArchiveException(archive, at, "an extra field reaches past its header");
                }
                if (u16(at) == EXTRA_ZIP64) {
                    zip64(header, at + 4, end);
                } else if (u16(at) == EXTRA_TIME && end >= at + 9
                                && (data.get(ValueLayout.JAVA_BYTE, at + 4) & 1) != 0) {
                    seconds = data.get(INT, at + 5);
                }
                at = end;
            }
        }

        /** Only those of the three numbers are there that did not fit the header (4.5.3). */
        private void zip64(long header, long from, long end) throws CorruptArchiveException {
            int wanted = (size == IN_ZIP64 ? 1 : 0) + (storedSize == IN_ZIP64 ? 1 : 0) + (offset == IN_ZIP64 ? 1 : 0);
            if (from + wanted * (long) Long.BYTES > end) {
                throw new CorruptArchiveException(archive, header, "the Zip64 extra field is too short");
            }
            long at = from;
            if (size == IN_ZIP64) {
                size = data.get(LONG, at);
                at += Long.BYTES;
            }
            if (storedSize == IN_ZIP64) {
                storedSize = data.get(LONG, at);
                at += Long.BYTES;
            }
            if (offset == IN_ZIP64) {
                offset = data.get(LONG, at);
            }
        }
    }
}
