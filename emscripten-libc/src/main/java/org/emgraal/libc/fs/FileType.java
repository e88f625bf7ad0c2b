// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/** The kinds of file, with their three encodings: {@code st_mode} bits, {@code d_type}, WASI {@code filetype}. */
public enum FileType {
    FIFO(0010000, 1, 0),
    CHARACTER_DEVICE(0020000, 2, 2),
    DIRECTORY(0040000, 4, 3),
    BLOCK_DEVICE(0060000, 6, 1),
    REGULAR(0100000, 8, 4),
    SYMBOLIC_LINK(0120000, 10, 7),
    SOCKET(0140000, 12, 6);

    /** {@code S_IFMT}: the bits of a mode that hold the type. */
    public static final int MASK = 0170000;

    private final int modeBits;
    private final int directoryEntryType;
    private final int wasiType;

    FileType(int modeBits, int directoryEntryType, int wasiType) {
        this.modeBits = modeBits;
        this.directoryEntryType = directoryEntryType;
        this.wasiType = wasiType;
    }

    /** The type bits of {@code mode}; null if they name no type. */
    public static FileType ofMode(int mode) {
        for (FileType type : values()) {
            if (type.modeBits == (mode & MASK)) {
                return type;
            }
        }
        return null;
    }

    /** {@code S_IFDIR} and its like. */
    public int modeBits() {
        return modeBits;
    }

    /** {@code DT_DIR} and its like. */
    public int directoryEntryType() {
        return directoryEntryType;
    }

    /** WASI's {@code filetype} number. */
    public int wasiType() {
        return wasiType;
    }
}
