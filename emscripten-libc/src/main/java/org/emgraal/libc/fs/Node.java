// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.time.Instant;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;

/**
 * A file of any kind, apart from its name. Two nodes are {@link #equals} if they are the same file. The defaults are
 * those of a node that cannot do it: a file that is no directory has no names in it, a read-only file cannot change.
 * So a read-only file system implements {@link #type}, {@link #attributes}, {@link #lookup}, {@link #list},
 * {@link #readLink} and {@link #open}. Callers have checked permissions, name lengths and mount boundaries; names
 * given here are neither empty nor {@code .} nor {@code ..} and contain no slash.
 */
public abstract class Node {

    protected Node() {
    }

    public abstract FileType type();

    public abstract Attributes attributes();

    /** Permission bits ({@code 07777}) and type, as {@link Attributes#mode}. */
    public int mode() {
        return attributes().mode();
    }

    /** Whether {@code access} grants all of {@code wanted}, a sum of the constants of {@link Permissions}. */
    public boolean accessible(int wanted) {
        return Permissions.allow(this, wanted);
    }

    /** This node outlives the system call that found it: what was remembered only for that call is forgotten. */
    public void keep() {
    }

    public final boolean isDirectory() {
        return type() == FileType.DIRECTORY;
    }

    // ---- directories

    /** The file of this name; null if there is none. */
    public Node lookup(String name) {
        throw new ErrnoException(Errno.ENOTDIR);
    }

    /**
     * The files a path of these names leads to, one for each name, if they can be found in fewer steps than by
     * {@link #lookup} and none but the last is a symbolic link; null if not, whatever the reason.
     */
    public List<Node> lookupAll(List<String> names) {
        return null;
    }

    /** All names but {@code .} and {@code ..}, as of now. */
    public List<DirectoryEntry> list() {
        throw new ErrnoException(Errno.ENOTDIR);
    }

    /**
     * Makes a regular file, directory, FIFO, device or socket of a name that does not exist.
     *
     * @param mode permission bits, the umask already applied
     * @param specialDevice {@code st_rdev} of a device, else 0
     */
    public Node create(String name, FileType type, int mode, long specialDevice) {
        throw cannotChange();
    }

    /** Makes a regular file of a name that does not exist, and opens it whatever its mode. */
    public OpenFile createAndOpen(String name, int mode, int flags) {
        return create(name, FileType.REGULAR, mode, 0).open(flags);
    }

    public Node createSymbolicLink(String name, String target) {
        throw cannotChange();
    }

    /** Gives a file of this file system that is no directory a further name, which does not exist. */
    public void link(String name, Node file) {
        throw cannotChange();
    }

    /** Removes the name of {@code file}, no directory; the file lives on while it is open or has other names. */
    public void unlink(String name, Node file) {
        throw cannotChange();
    }

    /** Removes an empty directory, else {@code ENOTEMPTY}. */
    public void removeDirectory(String name, Node directory) {
        throw cannotChange();
    }

    /**
     * Moves {@code file} from this directory to {@code newName} in {@code newParent}, a directory of this file
     * system that does not lie in {@code file}. {@code replaced} is what has that name now, or null; its type fits,
     * and if it is a directory that is not empty this fails with {@code ENOTEMPTY}.
     */
    public void rename(String name, Node file, Node newParent, String newName, Node replaced) {
        throw cannotChange();
    }

    // ---- symbolic links

    public String readLink() {
        throw new ErrnoException(Errno.EINVAL);
    }

    /** Where a link leads that leads to a file rather than a path, as those in {@code /proc/self/fd} do; else null. */
    public Place linkedPlace() {
        return null;
    }

    // ---- contents

    /**
     * Opens the file. Creation, permissions, {@code O_EXCL}, {@code O_DIRECTORY} and {@code O_NOFOLLOW} are already
     * dealt with and {@code O_TRUNC} is left to the caller; directories and symbolic links are never opened.
     *
     * @param flags as in {@link org.emgraal.libc.abi.OpenFlags}
     */
    public OpenFile open(int flags) {
        throw new ErrnoException(Errno.ENXIO);
    }

    // ---- attributes

    /** Sets the length of a regular file; new bytes are zero. */
    public void truncate(long size) {
        if (type() == FileType.REGULAR) {
            throw cannotChange();
        }
        throw new ErrnoException(isDirectory() ? Errno.EISDIR : Errno.EINVAL);
    }

    /** Replaces the permission bits ({@code 07777}). */
    public void setMode(int permissions) {
        throw cannotChange();
    }

    /** Replaces owner and group; −1 leaves one as it is. */
    public void setOwner(int user, int group) {
        throw cannotChange();
    }

    /** Replaces the times; null leaves one as it is. */
    public void setTimes(Instant accessed, Instant modified) {
        throw cannotChange();
    }

    private static ErrnoException cannotChange() {
        return new ErrnoException(Errno.EROFS);
    }
}
