// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/**
 * Capacity of a file system, for {@code statfs}.
 *
 * @param type magic number as of Linux {@code statfs(2)}, 0 if there is none
 * @param blockSize unit of the three block counts, in bytes
 * @param blocks in total
 * @param freeBlocks unallocated
 * @param availableBlocks unallocated and ours to use
 * @param files inodes in total; 0 if that is not known, as of file systems that make them on demand
 * @param freeFiles inodes unallocated
 * @param readOnly whether the host has mounted it so
 */
public record FileSystemStatus(int type, int blockSize, long blocks, long freeBlocks, long availableBlocks, long files,
                long freeFiles, boolean readOnly) {

    /** The figures Emscripten's own file systems report, having no real ones. */
    public static final FileSystemStatus UNKNOWN = new FileSystemStatus(0, 4096, 1_000_000, 500_000, 500_000, 1_000_000,
                    500_000, false);

    /** Of a file system of the host, which tells sizes in bytes and nothing of inodes; all sizes at least 0. */
    public static FileSystemStatus ofBytes(long blockSize, long total, long free, long available, boolean readOnly) {
        // A unit of more than 31 bits, or none, could not be told.
        int unit = blockSize > 0 && blockSize <= Integer.MAX_VALUE ? (int) blockSize : UNKNOWN.blockSize;
        return new FileSystemStatus(0, unit, total / unit, free / unit, available / unit, 0, 0, readOnly);
    }
}
