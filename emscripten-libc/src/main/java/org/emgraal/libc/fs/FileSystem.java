// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

/**
 * A tree of {@link Node}s that can be mounted. Used by one guest thread at a time. Failures are
 * {@link org.emgraal.libc.ErrnoException}s; names are Java strings as {@link GuestText} decodes them.
 */
public interface FileSystem extends AutoCloseable {

    /** The directory that appears at the mount point; always the same or an equal node. */
    Node root();

    /** Whether every change must fail with {@code EROFS}; asked before the file system is. */
    default boolean readOnly() {
        return false;
    }

    /** Whether its directories implement {@link Node#lookupAll}. */
    default boolean findsPaths() {
        return false;
    }

    /** What {@code statfs} reports for one of its nodes, which may be another file system of the host than another's. */
    default FileSystemStatus status(Node node) {
        return FileSystemStatus.UNKNOWN;
    }

    /** Releases what the file system holds of the host. Open files are closed before. */
    @Override
    default void close() {
    }
}
