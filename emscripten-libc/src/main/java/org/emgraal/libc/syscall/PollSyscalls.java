// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.PollEvents;
import org.emgraal.libc.fs.FileDescriptorTable;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.process.GuestProcess;

/** Waiting for several files: {@code poll} and {@code select}. */
public final class PollSyscalls {

    /** {@code struct pollfd}: fd, events, revents. */
    private static final int POLLFD_SIZE = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** {@code FD_SETSIZE}. */
    private static final int FD_SETSIZE = 1024;
    private static final int MICROS = 1_000_000;
    /** More than anybody waits, and no overflow in nanoseconds. */
    private static final long MAX_SECONDS = 1L << 32;
    /** What makes a descriptor readable, writable and exceptional to {@code select} (Linux fs/select.c). */
    private static final int[] SET_EVENTS = {PollEvents.POLLIN | PollEvents.POLLHUP | PollEvents.POLLERR,
                    PollEvents.POLLOUT | PollEvents.POLLERR, PollEvents.POLLPRI};

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
        LinearMemory memory = process.memory();
        PollSet set = new PollSet(process.descriptors(), count);
        for (int i = 0; i < count; i++) {
            int entry = entries + i * POLLFD_SIZE;
            int descriptor = memory.loadInt(entry);
            if (descriptor >= 0) {
                set.add(i, descriptor, memory.loadShort(entry + EVENTS) | PollEvents.ALWAYS);
            }
        }
        int ready = set.await(process.readiness(), timeout < 0 ? -1 : timeout * NANOS_PER_MILLI);
        for (int i = 0; i < count; i++) {
            process.memory().storeShort(entries + i * POLLFD_SIZE + REVENTS, (short) set.result(i));
        }
        return ready;
    }

    /**
     * {@code select}: waits until one of the files is ready, and leaves those in the sets that are.
     *
     * @param sets addresses of the sets of files to read, to write and with exceptions; 0 for none
     * @param timeout address of a time limit; 0 waits without limit
     * @param seconds bytes of its seconds, which microseconds in an i32 follow: 4 or 8
     * @return the number of members left
     */
    public int select(int count, int[] sets, int timeout, int seconds) {
        if (count < 0 || count > FD_SETSIZE) {
            throw new ErrnoException(Errno.EINVAL);
        }
        PollSet files = new PollSet(process.descriptors(), count);
        for (int descriptor = 0; descriptor < count; descriptor++) {
            int events = 0;
            for (int kind = 0; kind < sets.length; kind++) {
                events |= contains(sets[kind], descriptor) ? SET_EVENTS[kind] : 0;
            }
            if (events != 0) {
                OpenFile file = process.descriptors().get(descriptor);
                files.add(descriptor, file, events);
            }
        }
        files.await(process.readiness(), timeout == 0 ? -1 : nanoseconds(timeout, seconds));
        int members = 0;
        for (int kind = 0; kind < sets.length; kind++) {
            members += sets[kind] == 0 ? 0 : keepReady(sets[kind], count, files, SET_EVENTS[kind]);
        }
        return members;
    }

    private boolean contains(int set, int descriptor) {
        return set != 0 && (process.memory().loadByte(set + descriptor / 8) >> descriptor % 8 & 1) != 0;
    }

    private int keepReady(int set, int count, PollSet files, int events) {
        LinearMemory memory = process.memory();
        int members = 0;
        for (int first = 0; first < count; first += 8) {
            int byteOfSet = memory.loadByte(set + first / 8);
            for (int descriptor = first; descriptor < Math.min(first + 8, count); descriptor++) {
                if ((files.result(descriptor) & events) == 0) {
                    byteOfSet &= ~(1 << descriptor % 8);
                }
            }
            memory.storeByte(set + first / 8, (byte) byteOfSet);
            members += Integer.bitCount(byteOfSet & 0xFF);
        }
        return members;
    }

    private long nanoseconds(int timeout, int sizeOfSeconds) {
        LinearMemory memory = process.memory();
        long seconds = sizeOfSeconds == Long.BYTES ? memory.loadLong(timeout) : memory.loadInt(timeout);
        long microseconds = memory.loadInt(timeout + sizeOfSeconds);
        if (seconds < 0 || microseconds < 0) {
            throw new ErrnoException(Errno.EINVAL);
        }
        return (Math.min(seconds, MAX_SECONDS) * MICROS + microseconds) * 1000;
    }
}
