// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;

/**
 * Reads all headers of an uncompressed tar: ustar, pax and GNU long names. Nothing is copied but headers; the bytes
 * of every file are read once for their checksum.
 *
 * <p>Limitations: GNU sparse files and multi-volume archives are refused; owners, device numbers and extended
 * attributes are ignored.
 */
final class TarScanner {
    /** Longer than any path or pax header of use; a damaged length must not make us read gigabytes. */
    private static final int MAX_EXTENSION = 1 << 20;

    private static final int NANO_DIGITS = 9;

    private final Path archive;
    private final MemorySegment data;
    private final ArchiveIndexBuilder builder;
    private final Map<String, String> global = new HashMap<>();
    /** What the extension headers say about the next member only. */
    private final Map<String, String> next = new HashMap<>();

    private TarScanner(Path archive, MemorySegment data) {
        this.archive = archive;
        this.data = data;
        this.builder = new ArchiveIndexBuilder(archive);
    }

    /**
     * The tree of an archive's members.
     *
     * @throws CorruptArchiveException if a header is damaged or the archive is cut off
     */
    static ArchiveIndexBuilder scan(Path archive, MemorySegment data) throws CorruptArchiveException {
        TarScanner scanner = new TarScanner(archive, data);
        long at = 0;
        while (true) {
            if (at + TarHeader.BLOCK > data.byteSize()) {
                throw new CorruptArchiveException(archive, data.byteSize(),
                                "the archive is cut off: it has no end marker");
            }
            TarHeader header = new TarHeader(archive, data, at);
            if (header.isZero()) {
                return scanner.builder;
            }
            at = scanner.member(header, at);
        }
    }

    /** Takes in the member whose header is at {@code at}; returns where the next header is. */
    private long member(TarHeader header, long at) throws CorruptArchiveException {
        long start = at + TarHeader.BLOCK;
        switch (header.type()) {
            case TarHeader.PAX -> paxRecords(extension(start, header.size()), start, next);
            case TarHeader.PAX_GLOBAL -> paxRecords(extension(start, header.size()), start, global);
            case TarHeader.GNU_LONG_NAME -> next.put("path", cString(extension(start, header.size())));
            case TarHeader.GNU_LONG_LINK -> next.put("linkpath", cString(extension(start, header.size())));
            case TarHeader.GNU_VOLUME -> next.clear();
            case TarHeader.GNU_SPARSE, TarHeader.GNU_MULTI_VOLUME ->
                throw new CorruptArchiveException(archive, at,
                                header.path() + " is a GNU sparse or multi-volume member, which is not supported");
            default -> {
                return file(header, at, start);
            }
        }
        return end(start, header.size(), at);
    }

    private long file(TarHeader header, long at, long start) throws CorruptArchiveException {
        FileType type = fileType(header);
        String path = attribute("path", header.path());
        if (attribute("GNU.sparse.major", null) != null || attribute("GNU.sparse.map", null) != null) {
            throw new CorruptArchiveException(archive, at, path + " is a GNU sparse member, which is not supported");
        }
        boolean hardLink = header.type() == TarHeader.HARD_LINK;
        String target = hardLink || type == FileType.SYMBOLIC_LINK ? attribute("linkpath", header.linkTarget()) : null;
        long size = size(header, at);
        if (type != FileType.REGULAR) {
            size = 0; // Only regular files have bytes, whatever the size field says (POSIX).
        }
        long end = end(start, size, at);
        int checksum = hardLink ? 0 : checksum(data.asSlice(start, size));
        builder.add(new ArchiveMember(path, type, header.permissions(), modified(header, at), start, size, size, 0,
                        checksum, target, hardLink), at);
        next.clear();
        return end;
    }

    private static FileType fileType(TarHeader header) {
        return switch (header.type()) {
            case TarHeader.SYMBOLIC_LINK -> FileType.SYMBOLIC_LINK;
            case TarHeader.CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case TarHeader.BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case TarHeader.DIRECTORY -> FileType.DIRECTORY;
            case TarHeader.FIFO -> FileType.FIFO;
            // Before POSIX a directory was a regular file whose name ends in a slash.
            case TarHeader.OLD_REGULAR -> header.path().endsWith("/") ? FileType.DIRECTORY : FileType.REGULAR;
            default -> FileType.REGULAR;
        };
    }

    static int checksum(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        // A ByteBuffer holds at most 2 GiB.
        for (long at = 0; at < bytes.byteSize(); at += 1 << 30) {
            crc.update(bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer());
        }
        return (int) crc.getValue();
    }

    private long size(TarHeader header, long at) throws CorruptArchiveException {
        String size = attribute("size", null);
        try {
            return size == null ? header.size() : Long.parseUnsignedLong(size);
        } catch (NumberFormatException e) {
            throw new CorruptArchiveException(archive, at, "the pax size \"" + size + "\" is no number");
        }
    }

    private long modified(TarHeader header, long at) throws CorruptArchiveException {
        String time = attribute("mtime", null);
        try {
            BigDecimal seconds = time == null ? BigDecimal.valueOf(header.modifiedSeconds()) : new BigDecimal(time);
            return seconds.movePointRight(NANO_DIGITS).toBigInteger().longValueExact();
        } catch (NumberFormatException e) {
            throw new CorruptArchiveException(archive, at, "the pax mtime \"" + time + "\" is no number");
        } catch (ArithmeticException e) {
            return 0; // Outside 1677..2262, what nanoseconds since the epoch can express.
        }
    }

    private String attribute(String key, String otherwise) {
        return next.getOrDefault(key, global.getOrDefault(key, otherwise));
    }

    /** Where the header after {@code size} bytes of data begins. */
    private long end(long start, long size, long at) throws CorruptArchiveException {
        long available = data.byteSize() - start;
        if (size < 0 || size > available) {
            throw new CorruptArchiveException(archive, at, "the member's " + size
                            + " bytes reach past the end of the archive");
        }
        return start + Math.min(available, Math.ceilDiv(size, TarHeader.BLOCK) * (long) TarHeader.BLOCK);
    }

    private byte[] extension(long start, long size) throws CorruptArchiveException {
        if (size > MAX_EXTENSION) {
            throw new CorruptArchiveException(archive, start, "an extension header of " + size + " bytes");
        }
        end(start, size, start);
        return data.asSlice(start, size).toArray(ValueLayout.JAVA_BYTE);
    }

    private static String cString(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return GuestText.decode(Arrays.copyOf(bytes, length));
    }

    /** Records {@code LENGTH KEY=VALUE\n}; the length counts the whole record. */
    private void paxRecords(byte[] bytes, long start, Map<String, String> into) throws CorruptArchiveException {
        int at = 0;
        while (at < bytes.length) {
            int blank = indexOf(bytes, ' ', at, bytes.length);
            int length = 0;
            for (int i = at; i < blank; i++) {
                boolean digit = bytes[i] >= '0' && bytes[i] <= '9';
                length = digit && length < MAX_EXTENSION ? length * 10 + bytes[i] - '0' : Integer.MAX_VALUE;
            }
            int end = length > bytes.length - at ? -1 : at + length;
            int equals = end < 0 ? -1 : indexOf(bytes, '=', blank + 1, end);
            if (blank < 0 || equals < 0 || bytes[end - 1] != '\n') {
                throw new CorruptArchiveException(archive, start + at, "a malformed pax record");
            }
            String key = new String(bytes, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
            String value = GuestText.decode(Arrays.copyOfRange(bytes, equals + 1, end - 1));
            if (value.isEmpty()) {
                into.remove(key);
            } else {
                into.put(key, value);
            }
            at = end;
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
