// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.fs;

import java.nio.ByteBuffer;
import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.abi.Ioctl;
import org.emgraal.libc.abi.OpenFlags;
import org.emgraal.libc.abi.PollEvents;

/**
 * An open file description: what {@code open} makes and {@code dup} shares. Reading and writing block unless
 * {@link #nonBlocking}; a blocked call ends with {@code EINTR} when its thread is interrupted. The defaults are those
 * of a file that has no such operation.
 */
public abstract class OpenFile {

    private final Node node;
    private int flags;
    private int references;
    private Place place;

    /** @param node what {@code fstat} describes */
    protected OpenFile(Node node, int flags) {
        this.node = node;
        this.flags = flags & ~OpenFlags.CREATION_FLAGS;
        node.keep();
    }

    public final Node node() {
        return node;
    }

    /** Where it was opened; null for pipes, sockets and the like. */
    public final Place place() {
        return place;
    }

    public final void setPlace(Place newPlace) {
        place = newPlace;
    }

    /** Access mode and status flags, as {@code F_GETFL} reports them. */
    public final int flags() {
        return flags;
    }

    /** {@code F_SETFL}: only {@code O_APPEND}, {@code O_NONBLOCK} and the like can change. */
    public void setStatusFlags(int newFlags) {
        flags = flags & ~OpenFlags.CHANGEABLE | newFlags & OpenFlags.CHANGEABLE;
    }

    public final boolean nonBlocking() {
        return (flags & OpenFlags.O_NONBLOCK) != 0;
    }

    public final boolean readable() {
        return OpenFlags.readable(flags);
    }

    public final boolean writable() {
        return OpenFlags.writable(flags);
    }

    // ---- sequential transfer

    /** Reads up to {@code target.remaining()} bytes; 0 at the end. */
    public abstract int read(ByteBuffer target);

    /** Writes up to {@code source.remaining()} bytes. */
    public abstract int write(ByteBuffer source);

    // ---- files with offsets

    public int read(long offset, ByteBuffer target) {
        throw new ErrnoException(Errno.ESPIPE);
    }

    public int write(long offset, ByteBuffer source) {
        throw new ErrnoException(Errno.ESPIPE);
    }

    /**
     * Moves the file offset.
     *
     * @param whence 0 from the start, 1 from the current offset, 2 from the end
     * @return the new offset
     */
    public long seek(long offset, int whence) {
        throw new ErrnoException(Errno.ESPIPE);
    }

    public void truncate(long size) {
        throw new ErrnoException(Errno.EINVAL);
    }

    /** {@code posix_fallocate}: extends the file to hold the range. */
    public void allocate(long offset, long length) {
        throw new ErrnoException(Errno.ESPIPE);
    }

    public void sync() {
        throw new ErrnoException(Errno.EINVAL);
    }

    public Attributes attributes() {
        return node.attributes();
    }

    // ---- locks

    /**
     * Takes a lock for a process, or gives it up.
     *
     * @param process stands for it; closing any descriptor of the file it loses its locks
     * @return false if another process has a lock that excludes this one; files that no other process can open have none
     */
    public boolean lock(Object process, RecordLock lock) {
        return true;
    }

    /** A lock of another process that excludes this one; null if there is none. */
    public RecordLock excluding(Object process, RecordLock lock) {
        return null;
    }

    // ---- waiting

    /** The {@link PollEvents} that hold now: what would not block. Regular files are always ready. */
    public int readiness() {
        return PollEvents.POLLIN | PollEvents.POLLOUT;
    }

    /**
     * Says which events a thread is about to wait for, 0 when it no longer does. A file that nobody announces to
     * {@link Readiness} by itself, such as a socket, sees to it here.
     */
    public void expect(int events) {
    }

    // ---- devices

    /** Whether this is a terminal. */
    public boolean isTerminal() {
        return false;
    }

    /**
     * A device control; result as the system call's.
     *
     * @param argument the guest address given as third argument
     */
    public int control(int request, int argument, LinearMemory memory) {
        int available = request == Ioctl.FIONREAD ? available() : -1;
        if (available < 0) {
            throw new ErrnoException(Errno.ENOTTY);
        }
        memory.storeInt(argument, available);
        return 0;
    }

    /** Bytes that can be read without blocking, for {@code FIONREAD}; −1 if the file cannot tell. */
    protected int available() {
        return -1;
    }

    // ---- life

    /** One more descriptor refers to this. */
    public final void retain() {
        references++;
    }

    /** One descriptor less; the last one closes. */
    public final void release() {
        if (--references == 0) {
            close();
        }
    }

    /** Called once, when no descriptor refers to this any more. */
    protected void close() {
    }
}
