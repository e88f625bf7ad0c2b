// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.abi.FlockStruct;
import org.emgraal.libc.abi.Whence;
import org.emgraal.libc.fs.OpenFile;
import org.emgraal.libc.fs.RecordLock;
import org.emgraal.libc.fs.RecordLock.Kind;
import org.emgraal.libc.process.GuestProcess;

/** {@code F_SETLK}, {@code F_SETLKW} and {@code F_GETLK} of {@code fcntl}. <em>Limit</em>: deadlocks are not found. */
final class LockSyscalls {

    /** Nobody tells that a lock has become free. */
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private final GuestProcess process;

    LockSyscalls(GuestProcess process) {
        this.process = process;
    }

    /** Takes or gives up a lock. */
    void set(OpenFile file, int address, boolean waits) {
        RecordLock lock = lock(file, new FlockStruct(process.memory(), address));
        if (lock.kind() == Kind.SHARED && !file.readable() || lock.kind() == Kind.EXCLUSIVE && !file.writable()) {
            throw new ErrnoException(Errno.EBADF);
        }
        while (!file.lock(process.descriptors(), lock)) {
            if (!waits) {
                throw new ErrnoException(Errno.EAGAIN);
            }
            process.readiness().sleep(LOOK_AGAIN_NANOS);
        }
    }

    /** Says what excludes a lock. */
    void find(OpenFile file, int address) {
        FlockStruct flock = new FlockStruct(process.memory(), address);
        RecordLock wanted = lock(file, flock);
        if (wanted.kind() == Kind.NONE) {
            throw new ErrnoException(Errno.EINVAL);
        }
        RecordLock other = file.excluding(process.descriptors(), wanted);
        if (other == null) {
            flock.storeFree();
        } else {
            flock.store(other.kind() == Kind.SHARED ? FlockStruct.F_RDLCK : FlockStruct.F_WRLCK, other.start(),
                            other.end() == Long.MAX_VALUE ? 0 : other.end() - other.start() + 1);
        }
    }

    /** A length of 0 is to the end, a negative one before the start (POSIX {@code fcntl}). */
    private static RecordLock lock(OpenFile file, FlockStruct flock) {
        Kind kind = switch (flock.type()) {
            case FlockStruct.F_RDLCK -> Kind.SHARED;
            case FlockStruct.F_WRLCK -> Kind.EXCLUSIVE;
            case FlockStruct.F_UNLCK -> Kind.NONE;
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        long base = switch (flock.whence()) {
            case Whence.SEEK_SET -> 0;
            case Whence.SEEK_CUR -> file.seek(0, Whence.SEEK_CUR);
            case Whence.SEEK_END -> file.attributes().size();
            default -> throw new ErrnoException(Errno.EINVAL);
        };
        try {
            long start = Math.addExact(base, flock.start());
            long beyond = Math.addExact(start, flock.length());
            long first = Math.min(start, beyond);
            if (first < 0) {
                throw new ErrnoException(Errno.EINVAL);
            }
            return new RecordLock(kind, first, flock.length() == 0 ? Long.MAX_VALUE : Math.max(start, beyond) - 1);
        } catch (ArithmeticException tooFar) {
            throw new ErrnoException(Errno.EOVERFLOW);
        }
    }
}
