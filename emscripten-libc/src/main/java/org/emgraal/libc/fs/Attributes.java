// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.time.Instant;

/**
 * What {@code stat} tells about a file.
 *
 * @param device number of the file system
 * @param inode number of the file within it
 * @param mode type and permission bits, {@code st_mode}
 * @param links number of names
 * @param specialDevice number of the device a device file stands for, {@code st_rdev}
 * @param size in bytes
 * @param blocks allocated units of 512 bytes
 * @param accessed {@code st_atim}
 * @param modified {@code st_mtim}
 * @param changed {@code st_ctim}
 */
public record Attributes(long device, long inode, int mode, int links, int user, int group, long specialDevice,
                long size, long blocks, Instant accessed, Instant modified, Instant changed) {

    /** {@code st_blksize}: the preferred unit of transfer. */
    public static final int BLOCK_SIZE = 4096;

    public FileType type() {
        return FileType.ofMode(mode);
    }
}
