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
 * @param files inodes in total
 * @param freeFiles inodes unallocated
 */
public record FileSystemStatus(int type, int blockSize, long blocks, long freeBlocks, long availableBlocks, long files,
                long freeFiles) {

    /** The figures Emscripten's own file systems report, having no real ones. */
    public static final FileSystemStatus UNKNOWN = new FileSystemStatus(0, 4096, 1_000_000, 500_000, 500_000, 1_000_000,
                    500_000);
}
