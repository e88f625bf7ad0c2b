// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.fs.PathWalker.Target;

/**
 * The files a program sees, by path: what POSIX requires of every file system (which error when, permissions, mount
 * boundaries), so that a {@link FileSystem} need not. {@code start} is where relative paths begin.
 */
public final class NameSpace {

    private final MountTable mounts;
    private final PathWalker walker;
    private final List<RenameListener> renameListeners = new CopyOnWriteArrayList<>();

    public NameSpace(FileSystem rootFileSystem) {
        mounts = new MountTable(rootFileSystem);
        walker = new PathWalker(mounts);
        onRename(mounts::renaming);
    }

    public MountTable mounts() {
        return mounts;
    }

    public Place root() {
        return mounts.root();
    }

    /** Somebody who keeps places and wants them to move with the directories they are in. */
    @FunctionalInterface
    public interface RenameListener {

        /** A directory is going to be renamed; the result is told its new place. */
        Consumer<Place> renaming(Place directory);
    }

    public void onRename(RenameListener listener) {
        renameListeners.add(listener);
    }

    /** The place at {@code path} in a directory that was renamed; {@code before} if there is nothing. */
    public Place follow(Place renamed, String path, Place before) {
        try {
            return path.isEmpty() ? renamed : walker.find(renamed, path, false);
        } catch (ErrnoException gone) {
            return before;
        }
    }

    public void mount(String path, FileSystem fileSystem, boolean readOnly) {
        mounts.mount(find(root(), path, true), fileSystem, readOnly);
    }

    public Place find(Place start, String path, boolean followLast) {
        return walker.find(start, path, followLast);
    }

    // ---- opening

    /**
     * {@code open}.
     *
     * @param mode permission bits of a new file, the umask already applied
     */
    public OpenFile open(Place start, String path, int flags, int mode) {
        boolean create = (flags & OpenFlags.O_CREAT) != 0;
        boolean exclusive = create && (flags & OpenFlags.O_EXCL) != 0;
        boolean follow = !exclusive && (flags & OpenFlags.O_NOFOLLOW) == 0;
        Target target = walker.walk(start, path, follow);
        Place place = target.found();
        if (place == null) {
            if (!create) {
                throw new ErrnoException(Errno.ENOENT);
            }
            if (target.slash()) {
                throw new ErrnoException(Errno.EISDIR);
            }
            requireChangeable(target.directory());
            OpenFile file = target.directory().node().createAndOpen(target.name(), mode & 07777, flags);
            file.setPlace(target.directory().child(target.name(), file.node()));
            return file;
        }
        if (exclusive) {
            throw new ErrnoException(Errno.EEXIST);
        }
        if (create && place.node().isDirectory()) {
            throw new ErrnoException(Errno.EISDIR);
        }
        return openExisting(place, flags);
    }

    private OpenFile openExisting(Place place, int flags) {
        Node node = place.node();
        FileType type = node.type();
        if ((flags & OpenFlags.O_DIRECTORY) != 0 && type != FileType.DIRECTORY) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if ((flags & OpenFlags.O_PATH) == 0 && type == FileType.SYMBOLIC_LINK) {
            throw new ErrnoException(Errno.ELOOP);
        }
        boolean truncate = (flags & OpenFlags.O_TRUNC) != 0;
        if (type == FileType.DIRECTORY && (OpenFlags.writable(flags) || truncate)) {
            throw new ErrnoException(Errno.EISDIR);
        }
        if (type == FileType.REGULAR && (OpenFlags.writable(flags) || truncate)) {
            requireWritable(place);
        }
        Permissions.require(node, (OpenFlags.readable(flags) ? Permissions.READ : 0) |
                        (OpenFlags.writable(flags) || truncate ? Permissions.WRITE : 0));
        boolean listed = type == FileType.DIRECTORY || (flags & OpenFlags.O_PATH) != 0;
        OpenFile file = listed ? new DirectoryFile(node, flags) : node.open(flags);
        file.setPlace(place);
        if (truncate && type == FileType.REGULAR) {
            if (file.writable()) {
                file.truncate(0);
            } else {
                node.truncate(0);
            }
        }
        return file;
    }

    // ---- names

    public Place makeDirectory(Place start, String path, int mode) {
        return create(absent(start, path), FileType.DIRECTORY, mode, 0);
    }

    /** {@code mknod}. */
    public Place makeNode(Place start, String path, FileType type, int mode, long specialDevice) {
        Target target = absent(start, path);
        if (target.slash()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        return create(target, type, mode, specialDevice);
    }

    public void makeSymbolicLink(Place start, String path, String content) {
        if (content.isEmpty()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        Target target = absent(start, path);
        if (target.slash()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        requireChangeable(target.directory());
        target.directory().node().createSymbolicLink(target.name(), content);
    }

    public void link(Place existing, Place start, String path) {
        Target target = absent(start, path);
        if (existing.node().isDirectory()) {
            throw new ErrnoException(Errno.EPERM);
        }
        if (target.slash()) {
            throw new ErrnoException(Errno.ENOENT);
        }
        if (existing.mount() != target.directory().mount()) {
            throw new ErrnoException(Errno.EXDEV);
        }
        requireChangeable(target.directory());
        target.directory().node().link(target.name(), existing.node());
    }

    public void unlink(Place start, String path) {
        Target target = walker.walk(start, path, false);
        Place place = target.existing();
        if (place.node().isDirectory()) {
            throw new ErrnoException(Errno.EISDIR);
        }
        requireChangeable(target.directory());
        target.directory().node().unlink(target.name(), place.node());
    }

    public void removeDirectory(Place start, String path) {
        Target target = walker.walk(start, path, false);
        Place place = target.existing();
        if (target.name().equals(".")) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (target.name().equals("..")) {
            throw new ErrnoException(Errno.ENOTEMPTY);
        }
        if (!place.node().isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (mounts.isMountRoot(place)) {
            throw new ErrnoException(Errno.EBUSY);
        }
        requireChangeable(target.directory());
        target.directory().node().removeDirectory(target.name(), place.node());
    }

    public void rename(Place oldStart, String oldPath, Place newStart, String newPath) {
        Target from = walker.walk(oldStart, oldPath, false);
        Target to = walker.walk(newStart, newPath, false);
        Place moved = from.existing();
        Place replaced = to.found();
        if (from.directory() == null || to.directory() == null || mounts.isMountRoot(moved) ||
                        replaced != null && mounts.isMountRoot(replaced)) {
            throw new ErrnoException(Errno.EBUSY);
        }
        if (from.directory().mount() != to.directory().mount()) {
            throw new ErrnoException(Errno.EXDEV);
        }
        Node node = moved.node();
        if (to.directory().isIn(node)) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (replaced == null && to.slash() && !node.isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (replaced != null) {
            if (replaced.node().equals(node)) {
                return;
            }
            if (from.directory().isIn(replaced.node())) {
                throw new ErrnoException(Errno.ENOTEMPTY);
            }
            if (node.isDirectory() != replaced.node().isDirectory()) {
                throw new ErrnoException(node.isDirectory() ? Errno.ENOTDIR : Errno.EISDIR);
            }
        }
        requireChangeable(from.directory());
        requireChangeable(to.directory());
        List<Consumer<Place>> followers = node.isDirectory()
                        ? renameListeners.stream().map(listener -> listener.renaming(moved)).toList() : List.of();
        from.directory().node().rename(from.name(), node, to.directory().node(), to.name(),
                        replaced == null ? null : replaced.node());
        if (node.isDirectory()) {
            Place now = walker.find(to.directory(), to.name(), false);
            followers.forEach(follower -> follower.accept(now));
        }
    }

    /** A name that does not exist, else {@code EEXIST}. */
    private Target absent(Place start, String path) {
        Target target = walker.walk(start, path, false);
        if (target.found() != null) {
            throw new ErrnoException(Errno.EEXIST);
        }
        return target;
    }

    private Place create(Target target, FileType type, int mode, long specialDevice) {
        requireChangeable(target.directory());
        Node node = target.directory().node().create(target.name(), type, mode & 07777, specialDevice);
        return target.directory().child(target.name(), node);
    }

    // ---- attributes

    public void truncate(Place place, long size) {
        if (place.node().isDirectory()) {
            throw new ErrnoException(Errno.EISDIR);
        }
        requireWritable(place);
        Permissions.require(place.node(), Permissions.WRITE);
        place.node().truncate(size);
    }

    public void setMode(Place place, int permissions) {
        requireWritable(place);
        place.node().setMode(permissions & 07777);
    }

    public void setOwner(Place place, int user, int group) {
        requireWritable(place);
        place.node().setOwner(user, group);
    }

    public void setTimes(Place place, Instant accessed, Instant modified) {
        requireWritable(place);
        place.node().setTimes(accessed, modified);
    }

    /** A directory in which names may be added and removed. */
    private static void requireChangeable(Place directory) {
        requireWritable(directory);
        Permissions.require(directory.node(), Permissions.WRITE | Permissions.EXECUTE);
    }

    public static void requireWritable(Place place) {
        if (place.mount().readOnly()) {
            throw new ErrnoException(Errno.EROFS);
        }
    }
}
