// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.process.GuestProcess;

/** {@code mmap} of files, {@code msync} and {@code munmap}. Memory without a file the program maps itself. */
public final class MappingSyscalls {

    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = FileMapping.MAP_PRIVATE;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_FAILED = -1;
    private static final int MREMAP_MAYMOVE = 1;
    /** Emscripten's page size, to which mappings are aligned. */
    private static final int ALIGNMENT = 65536;

    private final GuestProcess process;
    private final List<FileMapping> mappings = new ArrayList<>();

    public MappingSyscalls(GuestProcess process) {
        this.process = process;
    }

    /** Maps a part of a file; its address. The program frees that memory itself after {@link #munmap}. */
    public int mmap(int length, int protection, int flags, int fd, long offset) {
        OpenFile file = process.descriptors().get(fd);
        int sharing = flags & (MAP_SHARED | MAP_PRIVATE);
        boolean shared = (sharing & MAP_PRIVATE) == 0;
        boolean writes = (protection & FileMapping.PROT_WRITE) != 0;
        if (length <= 0 || sharing == 0 || offset < 0) {
            throw new ErrnoException(length < 0 ? Errno.ENOMEM : Errno.EINVAL);
        }
        if (!file.readable() || shared && writes && !file.writable()) {
            throw new ErrnoException(Errno.EACCES);
        }
        if (file.node().type() != FileType.REGULAR) {
            throw new ErrnoException(Errno.ENODEV);
        }
        int address = allocate(length);
        FileMapping mapping = new FileMapping(address, length, file, offset, protection, flags);
        mapping.load(process.memory());
        file.retain();
        mappings.add(mapping);
        return address;
    }

    private int allocate(int length) {
        if (!process.calls().hasExport("emscripten_builtin_memalign")) {
            throw new ErrnoException(Errno.ENOSYS);
        }
        int size = Math.ceilDiv(length, ALIGNMENT) * ALIGNMENT;
        int address = size < length ? 0 : (Integer) process.calls().callExport("emscripten_builtin_memalign",
                        ALIGNMENT, size);
        if (address == 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        return address;
    }

    /** Writes a range of a shared mapping back to its file. */
    public int msync(int address, int length) {
        find(address, length).store(process.memory(), address, length);
        return 0;
    }

    /** Ends a mapping, after writing it back if it is shared. */
    public int munmap(int address, int length) {
        FileMapping mapping = find(address, length);
        mappings.remove(mapping);
        try {
            mapping.store(process.memory(), mapping.address(), mapping.length());
        } finally {
            mapping.file().release();
        }
        return 0;
    }

    /**
     * {@code mremap}: a mapping of another length with the same contents. It always moves, because the program keeps the
     * lengths of its mappings and tells us only of files; without leave to move that is {@code ENOMEM}.
     */
    public int mremap(int address, int length, int newLength, int flags) {
        if ((flags & ~MREMAP_MAYMOVE) != 0 || newLength == 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        if (newLength == length) {
            return address;
        }
        if (newLength < 0 || (flags & MREMAP_MAYMOVE) == 0) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        process.memory().slice(address, length);
        FileMapping mapping = mappings.stream().filter(each -> each.address() == address).findFirst().orElse(null);
        int moved = mapping == null ? map(newLength, PROT_READ_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) : mapAgain(mapping, newLength);
        int kept = Math.min(length, newLength);
        process.memory().slice(moved, kept).put(process.memory().slice(address, kept));
        process.calls().callExport("munmap", address, length);
        return moved;
    }

    private int mapAgain(FileMapping mapping, int length) {
        mapping.store(process.memory(), mapping.address(), mapping.length());
        int fd = process.descriptors().add(mapping.file(), true);
        try {
            return map(length, mapping.protection(), mapping.flags(), fd, mapping.offset());
        } finally {
            process.descriptors().close(fd);
        }
    }

    /** As the program itself maps memory, which remembers it for {@code munmap}. */
    private int map(int length, int protection, int flags, int fd, long offset) {
        int address = (Integer) process.calls().callExport("mmap", 0, length, protection, flags, fd, offset);
        if (address == MAP_FAILED) {
            throw new ErrnoException(Errno.ENOMEM);
        }
        return address;
    }

    private FileMapping find(int address, int length) {
        return mappings.stream().filter(mapping -> mapping.contains(address, length)).findFirst()
                        .orElseThrow(() -> new ErrnoException(Errno.EINVAL));
    }

    /** Writes back and ends all mappings, as the end of a process does. */
    public void close() {
        ErrnoException first = null;
        for (FileMapping mapping : List.copyOf(mappings)) {
            try {
                munmap(mapping.address(), mapping.length());
            } catch (ErrnoException failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
