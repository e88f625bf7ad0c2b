// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tarfs;

import org.emgraal.libc.fs.FileType;

/**
 * What the headers of an archive say about one file.
 *
 * @param path as written in the archive, decoded by {@link org.emgraal.libc.fs.GuestText}
 * @param mode permission bits ({@code 07777})
 * @param modifiedNanos since the epoch
 * @param offset of the bytes (tar) or of the local header before them (zip)
 * @param storedSize bytes in the archive
 * @param size bytes of the file
 * @param method zip compression method; 0 is stored
 * @param checksum CRC-32C (tar) or CRC-32 (zip) of the file's bytes
 * @param target of a symbolic link in a tar, or the path of the file a hard link is another name of; else null
 * @param hardLink whether this is another name of an earlier member
 */
record ArchiveMember(String path, FileType type, int mode, long modifiedNanos, long offset, long storedSize, long size,
                int method, int checksum, String target, boolean hardLink) {
}
