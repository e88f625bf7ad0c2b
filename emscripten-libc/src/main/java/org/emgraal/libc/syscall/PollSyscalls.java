// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.Readiness;
import org.emgraal.libc.process.GuestProcess;

/** Waiting for several files. */
public final class PollSyscalls {

    /** {@code struct pollfd}: fd, events, revents. */
    private static final int POLLFD_SIZE = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final GuestProcess process;

    public PollSyscalls(GuestProcess process) {
        this.process = process;
    }

    /**
     * {@code poll}: waits until one of the files is ready.
     *
     * @param timeout in milliseconds; negative waits without limit
     * @return how many are ready, 0 if time is over
     */
    public int poll(int entries, int count, int timeout) {
        if (count < 0 || count > FileDescriptorTable.LIMIT) {
            throw new ErrnoException(Errno.EINVAL);
        }
        Readiness readiness = process.readiness();
        long deadline = System.nanoTime() + timeout * NANOS_PER_MILLI;
        while (true) {
            long seen = readiness.changes();
            int ready = test(entries, count);
            long left = timeout < 0 ? -1 : Math.max(0, deadline - System.nanoTime());
            if (ready > 0 || left == 0) {
                return ready;
            }
            readiness.await(seen, left);
        }
    }

    private int test(int entries, int count) {
        LinearMemory memory = process.memory();
        int ready = 0;
        for (int i = 0; i < count; i++) {
            int entry = entries + i * POLLFD_SIZE;
            int fd = memory.loadInt(entry);
            int events = 0;
            if (fd >= 0) {
                OpenFile file = process.descriptors().find(fd);
                int asked = memory.loadShort(entry + EVENTS) | PollEvents.ALWAYS;
                events = file == null ? PollEvents.POLLNVAL : PollEvents.normal(file.readiness()) & asked;
            }
            memory.storeShort(entry + REVENTS, (short) events);
            ready += events != 0 ? 1 : 0;
        }
        return ready;
    }
}
