// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import java.util.Map;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.FileType;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.process.GuestProcess;

/**
 * {@code epoll}, which Emscripten itself lacks. Edge-triggered files are reported like level-triggered ones, which a
 * program written for edges cannot tell from spurious ones.
 */
public final class EpollSyscalls {

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int EPOLLONESHOT = 1 << 30;
    private static final int EVENT_MASK = 0xFFFF;

    /** {@code struct epoll_event}: events, data. */
    private static final int EVENT_SIZE = 16;
    private static final int DATA = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final GuestProcess process;
    private final FileDescriptorTable descriptors;

    public EpollSyscalls(GuestProcess process) {
        this.process = process;
        this.descriptors = process.descriptors();
    }

    public int create(int flags) {
        if ((flags & ~OpenFlags.O_CLOEXEC) != 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return descriptors.add(new EpollFile(), (flags & OpenFlags.O_CLOEXEC) != 0);
    }

    private EpollFile set(int descriptor) {
        if (descriptors.get(descriptor) instanceof EpollFile set) {
            return set;
        }
        throw new ErrnoException(Errno.EINVAL);
    }

    /** {@code epoll_ctl}. */
    public int control(int epoll, int operation, int descriptor, int event) {
        EpollFile set = set(epoll);
        OpenFile file = descriptors.get(descriptor);
        forgetClosed(set);
        boolean known = set.members().containsKey(descriptor);
        switch (operation) {
            case EPOLL_CTL_ADD -> {
                if (file == set) {
                    throw new ErrnoException(Errno.EINVAL);
                }
                if (known) {
                    throw new ErrnoException(Errno.EEXIST);
                }
                if (file.node().type() == FileType.REGULAR || file.node().isDirectory()) {
                    throw new ErrnoException(Errno.EPERM);
                }
                if (file instanceof EpollFile inner && inner.contains(set)) {
                    throw new ErrnoException(Errno.ELOOP);
                }
                set.members().put(descriptor, member(file, event));
            }
            case EPOLL_CTL_MOD -> {
                requireKnown(known);
                set.members().put(descriptor, member(file, event));
            }
            case EPOLL_CTL_DEL -> {
                requireKnown(known);
                set.members().remove(descriptor);
            }
            default -> throw new ErrnoException(Errno.EINVAL);
        }
        return 0;
    }

    private static void requireKnown(boolean known) {
        if (!known) {
            throw new ErrnoException(Errno.ENOENT);
        }
    }

    private EpollFile.Member member(OpenFile file, int event) {
        LinearMemory memory = process.memory();
        return new EpollFile.Member(file, memory.loadInt(event), memory.loadLong(event + DATA));
    }

    /** Closing a descriptor removes its file from all sets. */
    private void forgetClosed(EpollFile set) {
        set.members().entrySet().removeIf(entry -> descriptors.find(entry.getKey()) != entry.getValue().file());
    }

    /**
     * {@code epoll_pwait}.
     *
     * @param timeout in milliseconds; negative waits without limit
     * @return the number of events stored
     */
    public int await(int epoll, int events, int maxEvents, int timeout) {
        EpollFile set = set(epoll);
        if (maxEvents <= 0 || maxEvents > Integer.MAX_VALUE / EVENT_SIZE) {
            throw new ErrnoException(Errno.EINVAL);
        }
        forgetClosed(set);
        PollSet poll = new PollSet(descriptors, 1);
        poll.add(0, set, PollEvents.POLLIN);
        if (poll.await(process.readiness(), timeout < 0 ? -1 : timeout * NANOS_PER_MILLI) == 0) {
            return 0;
        }
        LinearMemory memory = process.memory();
        int stored = 0;
        for (Map.Entry<Integer, EpollFile.Member> entry : set.members().entrySet()) {
            EpollFile.Member member = entry.getValue();
            int found = member.found() & EVENT_MASK;
            if (found != 0 && stored < maxEvents) {
                memory.storeInt(events + stored * EVENT_SIZE, found);
                memory.storeLong(events + stored * EVENT_SIZE + DATA, member.data());
                stored++;
                if ((member.events() & EPOLLONESHOT) != 0) {
                    entry.setValue(new EpollFile.Member(member.file(), 0, member.data()));
                }
            }
        }
        return stored;
    }
}
