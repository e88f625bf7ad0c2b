// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.Abi;
import org.emgraal.libc.abi.Fcntl;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.StatfsStruct;
import org.emgraal.libc.abi.Timespec;
import org.emgraal.libc.fs.Attributes;
import org.emgraal.libc.fs.FileSystemStatus;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.fs.MemoryLink;
import org.emgraal.libc.fs.NameSpace;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.Permissions;
import org.emgraal.libc.fs.Place;
import org.emgraal.libc.process.GuestProcess;

/** System calls on paths, each under its C name. They fail with an {@link ErrnoException}. */
public final class PathSyscalls {

    private static final int PERMISSIONS = 07777;

    private final GuestProcess process;
    private final NameSpace files;
    private Abi abi = Abi.CURRENT;
    private boolean resolvesLinks;
    private ChronoUnit timePrecision = ChronoUnit.NANOS;

    public PathSyscalls(GuestProcess process) {
        this.process = process;
        this.files = process.files();
    }

    /** Chooses the structures the program was compiled with. */
    public void setAbi(Abi generation) {
        abi = generation;
    }

    /** Whether {@code readlink} gives the absolute path a link of a file system in memory leads to, not its text. */
    public void setResolvesLinks(boolean resolves) {
        resolvesLinks = resolves;
    }

    /** How precise the times of {@code stat} are. */
    public void setTimePrecision(ChronoUnit precision) {
        timePrecision = precision;
    }

    public int openat(int directory, String path, int flags, int mode) {
        OpenFile file = files.open(start(directory, path), path, flags, mode & ~process.umask() & PERMISSIONS);
        return process.descriptors().add(file, (flags & OpenFlags.O_CLOEXEC) != 0);
    }

    // ---- stat

    public int fstat64(int fd, int buffer) {
        return store(process.descriptors().get(fd).attributes(), buffer);
    }

    public int newfstatat(int directory, String path, int buffer, int flags) {
        if ((flags & ~(Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH | Fcntl.AT_NO_AUTOMOUNT)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (path.isEmpty() && (flags & Fcntl.AT_EMPTY_PATH) != 0 && directory != Fcntl.AT_FDCWD) {
            return fstat64(directory, buffer);
        }
        return store(place(directory, path, flags).node().attributes(), buffer);
    }

    private int store(Attributes attributes, int buffer) {
        abi.stat().store(process.memory(), buffer, attributes, timePrecision);
        return 0;
    }

    public int statfs64(String path, int size, int buffer) {
        return store(place(Fcntl.AT_FDCWD, path, 0), size, buffer);
    }

    public int fstatfs64(int fd, int size, int buffer) {
        return store(process.descriptors().get(fd).place(), size, buffer);
    }

    private int store(Place place, int size, int buffer) {
        boolean known = place != null && place.mount().fileSystem() != null;
        FileSystemStatus status = known ? place.mount().fileSystem().status(place.node()) : FileSystemStatus.UNKNOWN;
        StatfsStruct.store(process.memory(), buffer, size, status, status.readOnly() || known && place.mount().readOnly());
        return 0;
    }

    /** @param mode what is to be allowed: {@code R_OK} 4, {@code W_OK} 2, {@code X_OK} 1; 0 asks for existence */
    public int faccessat(int directory, String path, int mode, int flags) {
        if ((mode & ~7) != 0 || (flags & ~(Fcntl.AT_EACCESS | Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Place place = place(directory, path, flags);
        if (!place.node().accessible(mode)) {
            throw new ErrnoException(Errno.EACCES);
        }
        boolean stored = place.node().type() == FileType.REGULAR || place.node().isDirectory();
        if ((mode & Permissions.WRITE) != 0 && stored) {
            NameSpace.requireWritable(place);
        }
        return 0;
    }

    // ---- names

    public int mkdirat(int directory, String path, int mode) {
        files.makeDirectory(start(directory, path), path, mode & ~process.umask() & PERMISSIONS);
        return 0;
    }

    public int mknodat(int directory, String path, int mode, int device) {
        FileType type = (mode & FileType.MASK) == 0 ? FileType.REGULAR : FileType.ofMode(mode);
        if (type == null || type == FileType.SYMBOLIC_LINK) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (type == FileType.DIRECTORY) {
            throw new ErrnoException(Errno.EPERM);
        }
        int permissions = mode & ~process.umask() & PERMISSIONS;
        files.makeNode(start(directory, path), path, type, permissions, Integer.toUnsignedLong(device));
        return 0;
    }

    public int unlinkat(int directory, String path, int flags) {
        if ((flags & ~Fcntl.AT_REMOVEDIR) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (flags == Fcntl.AT_REMOVEDIR) {
            files.removeDirectory(start(directory, path), path);
        } else {
            files.unlink(start(directory, path), path);
        }
        return 0;
    }

    public int renameat(int oldDirectory, String oldPath, int newDirectory, String newPath) {
        files.rename(start(oldDirectory, oldPath), oldPath, start(newDirectory, newPath), newPath);
        return 0;
    }

    public int linkat(int oldDirectory, String oldPath, int newDirectory, String newPath, int flags) {
        if ((flags & ~(Fcntl.AT_SYMLINK_FOLLOW | Fcntl.AT_EMPTY_PATH)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        int nofollow = (flags & Fcntl.AT_SYMLINK_FOLLOW) == 0 ? Fcntl.AT_SYMLINK_NOFOLLOW : 0;
        Place existing = place(oldDirectory, oldPath, flags & Fcntl.AT_EMPTY_PATH | nofollow);
        files.link(existing, start(newDirectory, newPath), newPath);
        return 0;
    }

    public int symlinkat(String target, int directory, String path) {
        files.makeSymbolicLink(start(directory, path), path, target);
        return 0;
    }

    /** The number of bytes stored; no NUL. */
    public int readlinkat(int directory, String path, int buffer, int size) {
        if (size <= 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Place link = place(directory, path, Fcntl.AT_SYMLINK_NOFOLLOW);
        String text = link.node().readLink();
        byte[] target = GuestText.encode(resolvesLinks && link.node() instanceof MemoryLink && !text.startsWith("/")
                        ? resolve(link.parent().path(), text) : text);
        int count = Math.min(size, target.length);
        process.memory().write(buffer, target, 0, count);
        return count;
    }

    /** The normalised path of {@code relative} in {@code directory}. */
    private static String resolve(String directory, String relative) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (directory + "/" + relative).split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }

    // ---- working directory

    public int chdir(String path) {
        Place place = place(Fcntl.AT_FDCWD, path, 0);
        if (!place.node().isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (!Permissions.allow(place.node(), Permissions.EXECUTE)) {
            throw new ErrnoException(Errno.EACCES);
        }
        process.setWorkingDirectory(place);
        return 0;
    }

    /** The length of the path with its NUL. */
    public int getcwd(int buffer, int size) {
        if (size == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Place directory = process.workingDirectory();
        if (directory.node().attributes().links() == 0) {
            throw new ErrnoException(Errno.ENOENT);
        }
        byte[] path = GuestText.encode(directory.path());
        if (Integer.compareUnsigned(size, path.length + 1) < 0) {
            throw new ErrnoException(Errno.ERANGE);
        }
        LinearMemory memory = process.memory();
        memory.write(buffer, path, 0, path.length);
        memory.storeByte(buffer + path.length, (byte) 0);
        return path.length + 1;
    }

    // ---- attributes

    public int fchmodat2(int directory, String path, int mode, int flags) {
        if ((flags & ~(Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Place place = place(directory, path, flags);
        if (place.node().type() == FileType.SYMBOLIC_LINK) {
            throw new ErrnoException(Errno.ENOTSUP);
        }
        files.setMode(place, mode);
        return 0;
    }

    public int fchownat(int directory, String path, int user, int group, int flags) {
        if ((flags & ~(Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        files.setOwner(place(directory, path, flags), user, group);
        return 0;
    }

    public int truncate64(String path, long size) {
        if (size < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        files.truncate(place(Fcntl.AT_FDCWD, path, 0), size);
        return 0;
    }

    /**
     * @param path null for the file {@code directory} itself
     * @param times address of two {@code timespec}, access then modification; 0 is now
     */
    public int utimensat(int directory, String path, int times, int flags) {
        if ((flags & ~(Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Instant now = Instant.now();
        LinearMemory memory = process.memory();
        Timespec timespec = abi.timespec();
        Instant accessed = times == 0 ? now : timespec.load(memory, times, now);
        Instant modified = times == 0 ? now : timespec.load(memory, times + timespec.size(), now);
        Place place = path == null ? ofDescriptor(directory) : place(directory, path, flags);
        if (accessed != null || modified != null) {
            files.setTimes(place, accessed, modified);
        }
        return 0;
    }

    public int umask(int mask) {
        int before = process.umask();
        process.setUmask(mask);
        return before;
    }

    // ---- paths

    /** The file a path names; with {@code AT_EMPTY_PATH} and no path the one {@code directory} is. */
    private Place place(int directory, String path, int flags) {
        if (path.isEmpty() && (flags & Fcntl.AT_EMPTY_PATH) != 0) {
            return ofDescriptor(directory);
        }
        return files.find(start(directory, path), path, (flags & Fcntl.AT_SYMLINK_NOFOLLOW) == 0);
    }

    /** Where {@code path} starts: {@code directory} matters only to relative paths. */
    private Place start(int directory, String path) {
        if (directory == Fcntl.AT_FDCWD || path.startsWith("/")) {
            return process.workingDirectory();
        }
        Place place = ofDescriptor(directory);
        if (!place.node().isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        return place;
    }

    private Place ofDescriptor(int fd) {
        if (fd == Fcntl.AT_FDCWD) {
            return process.workingDirectory();
        }
        OpenFile file = process.descriptors().get(fd);
        return file.place() != null ? file.place() : Place.nameless(file.node());
    }
}
