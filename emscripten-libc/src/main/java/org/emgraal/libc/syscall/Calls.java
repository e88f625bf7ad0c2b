// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc.syscall;

import org.emgraal.libc.Errno;
import org.emgraal.libc.ErrnoException;
import org.emgraal.libc.HostFunction.Arguments;
import org.emgraal.libc.HostFunction.Body;
import org.emgraal.libc.MemoryFault;
import org.emgraal.libc.process.GuestProcess;

/**
 * Where errors become numbers: the one place that turns {@link ErrnoException} and {@link MemoryFault} into what the
 * guest's C library expects.
 */
public final class Calls {

    private Calls() {
    }

    /** A system call with an {@code int} result. */
    @FunctionalInterface
    public interface Syscall {
        int call(Arguments arguments);
    }

    /** A WASI function, whose results go to memory. */
    @FunctionalInterface
    public interface Wasi {
        void call(Arguments arguments);
    }

    /** Fails as {@code __syscall_*} does: with −errno. */
    public static Body syscall(Syscall call) {
        return arguments -> {
            try {
                return call.call(arguments);
            } catch (ErrnoException failure) {
                return -failure.errno().number();
            } catch (MemoryFault fault) {
                return -Errno.EFAULT.number();
            }
        };
    }

    /** Fails as WASI does: with errno; 0 is success. */
    public static Body wasi(Wasi call) {
        return arguments -> {
            try {
                call.call(arguments);
                return 0;
            } catch (ErrnoException failure) {
                return failure.errno().number();
            } catch (MemoryFault fault) {
                return Errno.EFAULT.number();
            }
        };
    }

    /** Fails as a function of the C library does: with −1 and {@code errno}. */
    public static Body library(GuestProcess process, Syscall call) {
        return arguments -> {
            try {
                return call.call(arguments);
            } catch (ErrnoException failure) {
                process.setErrno(failure.errno());
            } catch (MemoryFault fault) {
                process.setErrno(Errno.EFAULT);
            }
            return -1;
        };
    }

    /** An i64 argument that an older Emscripten passes as two i32, low half first. */
    public static long pair(Arguments arguments, int index) {
        return Integer.toUnsignedLong(arguments.i32(index)) | (long) arguments.i32(index + 1) << 32;
    }
}
