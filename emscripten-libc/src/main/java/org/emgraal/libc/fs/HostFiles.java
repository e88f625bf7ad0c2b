// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One directory of the host and what is below it, for {@link HostFileSystem}. The embedder implements it, and thereby
 * decides what the program may do.
 * <p>
 * Paths are relative to the directory: names joined by {@code /}, none of them {@code .} or {@code ..}; empty is the
 * directory itself. An implementation must not follow symbolic links in any component, the last included, so that no
 * path leads out of the directory, even while others change it. Failures are the exceptions of {@link java.nio.file}.
 */
public interface HostFiles extends AutoCloseable {

    /** Whether a file can have this name, a {@link GuestText}, or a link this target. */
    default boolean holds(String name) {
        return GuestText.isText(name);
    }

    /** Attributes of the file itself, a symbolic link's if it is one. */
    Attributes attributes(String path) throws IOException;

    /** What is in a directory; a file that vanishes meanwhile is not. */
    List<DirectoryEntry> list(String path) throws IOException;

    /**
     * Opens or creates a regular file.
     *
     * @param options of {@link java.nio.file.StandardOpenOption}
     * @param mode permission bits if the file is created
     */
    SeekableByteChannel open(String path, Set<OpenOption> options, int mode) throws IOException;

    void createDirectory(String path, int mode) throws IOException;

    void createSymbolicLink(String path, String target) throws IOException;

    /** Gives {@code existing} the further name {@code path}. */
    void createLink(String path, String existing) throws IOException;

    String readSymbolicLink(String path) throws IOException;

    /** Renames in one step, replacing what has the new name, as {@code rename(2)}. */
    void rename(String from, String to) throws IOException;

    /** Removes a name, or an empty directory. */
    void delete(String path) throws IOException;

    void setMode(String path, int permissions) throws IOException;

    /** −1 leaves owner or group as it is. */
    void setOwner(String path, int user, int group) throws IOException;

    /** null leaves a time as it is. */
    void setTimes(String path, Instant accessed, Instant modified) throws IOException;

    /** Whether the host lets this process read (4), write (2) or execute (1) the file. */
    boolean isAccessible(String path, int wanted) throws IOException;

    /**
     * Opens a regular file once more, only to lock it against other processes.
     *
     * @param writable whether to write, as exclusive locks need it, or to read, as shared ones do
     * @return null if the host cannot lock it
     */
    default FileChannel openForLocks(String path, boolean writable) throws IOException {
        return null;
    }

    /** Capacity of the host's file system that a file is on. */
    default FileSystemStatus status(String path) throws IOException {
        return FileSystemStatus.UNKNOWN;
    }

    @Override
    default void close() {
    }
}
