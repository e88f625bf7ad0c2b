// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.GuestCalls;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.HostFunction.Arguments;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.process.GuestProcess;

/**
 * C++ exceptions that unwind through the host ({@code -fexceptions}): the part of libcxxabi that Emscripten's
 * libexceptions.js plays. Before each thrown object lies a header ({@code __cxa_exception}) with its type and state.
 * <p>
 * Whoever holds the exception owns a reference: the throw, which {@code __cxa_end_catch} gives back, a rethrow, and each
 * {@code exception_ptr}. Compilers since 3.1.7 count in the program itself; older ones are served by
 * {@link OldCxxExceptions}.
 */
final class CxxExceptions {

    private static final int TYPE = 4;
    private static final int DESTRUCTOR = 8;
    private static final int CAUGHT = 12;
    private static final int RETHROWN = 13;
    private static final int ADJUSTED_POINTER = 16;
    private static final int HEADER_SIZE = 24;

    private final GuestProcess process;
    private final List<Integer> caught = new ArrayList<>();
    private int uncaught;
    private int last;

    CxxExceptions(GuestProcess process) {
        this.process = process;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__cxa_throw", "viii", a -> {
                            throw raise(a.i32(0), a.i32(1), a.i32(2));
                        }),
                        new HostFunction("__cxa_rethrow", "v", a -> {
                            throw rethrow();
                        }),
                        new HostFunction("__cxa_rethrow_primary_exception", "vi", a -> {
                            if (a.i32(0) != 0) {
                                throw rethrow(a.i32(0));
                            }
                            return null;
                        }),
                        new HostFunction("__resumeException", "vi", a -> {
                            throw resume(a.i32(0));
                        }),
                        new HostFunction("__cxa_begin_catch", "ii", a -> beginCatch(a.i32(0))),
                        new HostFunction("__cxa_end_catch", "v", a -> {
                            endCatch();
                            return null;
                        }),
                        new HostFunction("__cxa_current_primary_exception", "i", a -> currentException()),
                        new HostFunction("__cxa_uncaught_exceptions", "i", a -> uncaught),
                        new HostFunction("__cxa_uncaught_exception", "i", a -> uncaught > 0 ? 1 : 0),
                        new HostFunction("__cxa_get_exception_ptr", "ii", a -> calls().callExport("__cxa_get_exception_ptr", a.i32(0))),
                        new HostFunction("llvm_eh_typeid_for", "ii", a -> a.i32(0)));
    }

    /** {@code __cxa_find_matching_catch_N}: the exception, and the type that catches it as second result. */
    int findMatchingCatch(Arguments types) {
        if (last == 0) {
            process.tempRet0().set(0);
            return 0;
        }
        int header = last - HEADER_SIZE;
        memory().storeInt(header + ADJUSTED_POINTER, last);
        int thrownType = memory().loadInt(header + TYPE);
        process.tempRet0().set(thrownType == 0 ? 0 : catchingType(types, thrownType, header + ADJUSTED_POINTER));
        return last;
    }

    private int catchingType(Arguments types, int thrownType, int adjustedPointer) {
        for (int i = 0; i < types.values().length; i++) {
            int type = types.i32(i);
            if (type == 0 || type == thrownType) {
                break;
            }
            if ((Integer) calls().callExport("__cxa_can_catch", type, thrownType, adjustedPointer) != 0) {
                return type;
            }
        }
        return thrownType;
    }

    private EmscriptenUnwind raise(int exception, int type, int destructor) {
        int header = exception - HEADER_SIZE;
        memory().storeInt(header + ADJUSTED_POINTER, 0);
        memory().storeInt(header + TYPE, type);
        memory().storeInt(header + DESTRUCTOR, destructor);
        memory().storeByte(header + CAUGHT, (byte) 0);
        memory().storeByte(header + RETHROWN, (byte) 0);
        increment(exception);
        uncaught++;
        return unwind(exception);
    }

    private RuntimeException rethrow() {
        return caught.isEmpty() ? new org.emgraal.libc.ProgramAbort("no exception to throw") : rethrow(caught.getLast());
    }

    private EmscriptenUnwind rethrow(int exception) {
        memory().storeByte(exception - HEADER_SIZE + RETHROWN, (byte) 1);
        memory().storeByte(exception - HEADER_SIZE + CAUGHT, (byte) 0);
        uncaught++;
        increment(exception);
        return unwind(exception);
    }

    private EmscriptenUnwind resume(int exception) {
        return unwind(last == 0 ? exception : last);
    }

    private EmscriptenUnwind unwind(int exception) {
        last = exception;
        return new EmscriptenUnwind(exception);
    }

    private int beginCatch(int exception) {
        int header = exception - HEADER_SIZE;
        if (memory().loadByte(header + CAUGHT) == 0) {
            memory().storeByte(header + CAUGHT, (byte) 1);
            uncaught--;
        }
        memory().storeByte(header + RETHROWN, (byte) 0);
        caught.add(exception);
        return (Integer) calls().callExport("__cxa_get_exception_ptr", exception);
    }

    private void endCatch() {
        calls().callExport("setThrew", 0, 0);
        int exception = caught.removeLast();
        calls().callExport("__cxa_decrement_exception_refcount", exception);
        last = 0;
    }

    private int currentException() {
        if (caught.isEmpty()) {
            return 0;
        }
        increment(caught.getLast());
        return caught.getLast();
    }

    private void increment(int exception) {
        calls().callExport("__cxa_increment_exception_refcount", exception);
    }

    private LinearMemory memory() {
        return process.memory();
    }

    private GuestCalls calls() {
        return process.calls();
    }
}
