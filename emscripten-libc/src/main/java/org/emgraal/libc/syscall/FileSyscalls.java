// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.DirentStruct;
import org.emgraal.libc.abi.Fcntl;
import org.emgraal.libc.abi.Ioctl;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.fs.DirectoryEntry;
import org.emgraal.libc.fs.DirectoryFile;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.GuestText;
import org.emgraal.libc.fs.MemoryFileSystem;
import org.emgraal.libc.fs.NameSpace;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.Pipe;
import org.emgraal.libc.fs.Place;
import org.emgraal.libc.process.GuestProcess;

/** System calls on file descriptors, each under its C name. They fail with an {@link ErrnoException}. */
public final class FileSyscalls {

    private final GuestProcess process;
    private final FileDescriptorTable descriptors;
    private final LockSyscalls locks;
    private final MemoryFileSystem pipes = new MemoryFileSystem();

    public FileSyscalls(GuestProcess process) {
        this.process = process;
        this.descriptors = process.descriptors();
        this.locks = new LockSyscalls(process);
    }

    public int dup(int fd) {
        return descriptors.add(descriptors.get(fd), false);
    }

    public int dup3(int fd, int newFd, int flags) {
        if (fd == newFd || (flags & ~OpenFlags.O_CLOEXEC) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return dup2(fd, newFd, (flags & OpenFlags.O_CLOEXEC) != 0);
    }

    private int dup2(int fd, int newFd, boolean closeOnExec) {
        descriptors.replace(newFd, descriptors.get(fd), closeOnExec);
        return newFd;
    }

    public int pipe2(int fds, int flags) {
        if ((flags & ~(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK)) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        LinearMemory memory = process.memory();
        memory.slice(fds, 8);
        boolean closeOnExec = (flags & OpenFlags.O_CLOEXEC) != 0;
        OpenFile[] ends = Pipe.create(pipes, flags);
        int reading = descriptors.add(ends[0], closeOnExec);
        try {
            int writing = descriptors.add(ends[1], closeOnExec);
            memory.storeInt(fds, reading);
            memory.storeInt(fds + 4, writing);
        } catch (ErrnoException full) {
            descriptors.close(reading);
            throw full;
        }
        return 0;
    }

    /** {@code arguments} is the address of the variadic arguments. */
    public int fcntl(int fd, int command, int arguments) {
        OpenFile file = descriptors.get(fd);
        LinearMemory memory = process.memory();
        switch (command) {
            case Fcntl.F_DUPFD, Fcntl.F_DUPFD_CLOEXEC -> {
                int from = memory.loadInt(arguments);
                if (from < 0 || from >= FileDescriptorTable.LIMIT) {
                    throw new ErrnoException(Errno.EINVAL);
                }
                return descriptors.add(file, from, command == Fcntl.F_DUPFD_CLOEXEC);
            }
            case Fcntl.F_GETFD -> {
                return descriptors.closesOnExec(fd) ? Fcntl.FD_CLOEXEC : 0;
            }
            case Fcntl.F_SETFD -> descriptors.setCloseOnExec(fd, (memory.loadInt(arguments) & Fcntl.FD_CLOEXEC) != 0);
            case Fcntl.F_GETFL -> {
                return file.flags();
            }
            case Fcntl.F_SETFL -> file.setStatusFlags(memory.loadInt(arguments));
            case Fcntl.F_GETLK -> locks.find(file, memory.loadInt(arguments));
            case Fcntl.F_SETLK, Fcntl.F_SETLKW -> locks.set(file, memory.loadInt(arguments), command == Fcntl.F_SETLKW);
            case Fcntl.F_SETOWN -> {
            }
            case Fcntl.F_GETPIPE_SZ -> {
                if (file.node().type() != FileType.FIFO) {
                    throw new ErrnoException(Errno.EBADF);
                }
                return Pipe.CAPACITY;
            }
            default -> throw new ErrnoException(Errno.EINVAL);
        }
        return 0;
    }

    /** {@code arguments} is the address of the variadic arguments. */
    public int ioctl(int fd, int request, int arguments) {
        OpenFile file = descriptors.get(fd);
        LinearMemory memory = process.memory();
        switch (request) {
            case Ioctl.FIOCLEX -> descriptors.setCloseOnExec(fd, true);
            case Ioctl.FIONCLEX -> descriptors.setCloseOnExec(fd, false);
            case Ioctl.FIONBIO -> {
                boolean nonBlocking = memory.loadInt(memory.loadInt(arguments)) != 0;
                file.setStatusFlags(file.flags() & ~OpenFlags.O_NONBLOCK | (nonBlocking ? OpenFlags.O_NONBLOCK : 0));
            }
            default -> {
                return file.control(request, arguments == 0 ? 0 : memory.loadInt(arguments), memory);
            }
        }
        return 0;
    }

    public int getdents64(int fd, int buffer, int size) {
        if (!(descriptors.get(fd) instanceof DirectoryFile directory)) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        if (Integer.compareUnsigned(size, DirentStruct.SIZE) < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        List<DirectoryEntry> listing = directory.listing();
        LinearMemory memory = process.memory();
        long index = directory.offset() / DirentStruct.SIZE;
        int at = buffer;
        for (int left = size; left >= DirentStruct.SIZE && index < listing.size() + 2; left -= DirentStruct.SIZE) {
            DirectoryEntry entry = entry(directory, listing, (int) index);
            index++;
            DirentStruct.store(memory, at, entry.inode(), index * DirentStruct.SIZE, entry.type().directoryEntryType(),
                            GuestText.encode(entry.name()));
            at += DirentStruct.SIZE;
        }
        if (at != buffer) {
            directory.seek(index * DirentStruct.SIZE, 0);
        }
        return at - buffer;
    }

    private static DirectoryEntry entry(DirectoryFile directory, List<DirectoryEntry> listing, int index) {
        if (index >= 2) {
            return listing.get(index - 2);
        }
        Place place = directory.place();
        boolean parent = index == 1 && place.parent() != null;
        long inode = (parent ? place.parent().node() : directory.node()).attributes().inode();
        return new DirectoryEntry(index == 0 ? "." : "..", FileType.DIRECTORY, inode);
    }

    public int ftruncate64(int fd, long size) {
        OpenFile file = descriptors.get(fd);
        if (size < 0 || !file.writable()) {
            throw new ErrnoException(Errno.EINVAL);
        }
        file.truncate(size);
        return 0;
    }

    public int fallocate(int fd, int mode, long offset, long length) {
        OpenFile file = descriptors.get(fd);
        if (mode != 0) {
            throw new ErrnoException(Errno.ENOTSUP);
        }
        if (offset < 0 || length <= 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (!file.writable()) {
            throw new ErrnoException(Errno.EBADF);
        }
        file.allocate(offset, length);
        return 0;
    }

    /** Advice is not needed: everything is in memory or in the host's cache. */
    public int fadvise64(int fd, long offset, long length, int advice) {
        OpenFile file = descriptors.get(fd);
        if (file.node().type() == FileType.FIFO) {
            throw new ErrnoException(Errno.ESPIPE);
        }
        if (advice < 0 || advice > 5 || length < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return 0;
    }

    public int fdatasync(int fd) {
        descriptors.get(fd).sync();
        return 0;
    }

    public int fchdir(int fd) {
        OpenFile file = descriptors.get(fd);
        if (!file.node().isDirectory()) {
            throw new ErrnoException(Errno.ENOTDIR);
        }
        process.setWorkingDirectory(file.place());
        return 0;
    }

    public int fchmod(int fd, int mode) {
        OpenFile file = changeable(fd);
        file.node().setMode(mode & 07777);
        return 0;
    }

    public int fchown32(int fd, int user, int group) {
        changeable(fd).node().setOwner(user, group);
        return 0;
    }

    private OpenFile changeable(int fd) {
        OpenFile file = descriptors.get(fd);
        if ((file.flags() & OpenFlags.O_PATH) != 0) {
            throw new ErrnoException(Errno.EBADF);
        }
        if (file.place() != null) {
            NameSpace.requireWritable(file.place());
        }
        return file;
    }
}
