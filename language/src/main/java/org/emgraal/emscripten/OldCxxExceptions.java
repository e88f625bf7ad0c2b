// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.libc.GuestCalls;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.HostFunction.Arguments;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.ProgramAbort;
import org.emgraal.libc.process.GuestProcess;

/**
 * {@link CxxExceptions} for compilers up to 3.1.6, which leave references and allocation to the host as well, and
 * hand the program a <em>catch</em> instead of the exception: two words, the exception and its address as the catching
 * type sees it.
 */
final class OldCxxExceptions {

    private static final int REFERENCES = 0;
    private static final int TYPE = 4;
    private static final int DESTRUCTOR = 8;
    private static final int CAUGHT = 12;
    private static final int RETHROWN = 13;
    private static final int HEADER_SIZE = 16;

    private static final int CATCH_ADJUSTED_POINTER = 4;
    private static final int CATCH_SIZE = 8;

    private final GuestProcess process;
    private final List<Integer> caught = new ArrayList<>();
    private int uncaught;
    private int last;

    OldCxxExceptions(GuestProcess process) {
        this.process = process;
    }

    List<HostFunction> functions() {
        return List.of(
                        new HostFunction("__cxa_allocate_exception", "ii", a -> calls().malloc(a.i32(0) + HEADER_SIZE) + HEADER_SIZE),
                        new HostFunction("__cxa_free_exception", "vi", a -> {
                            calls().free(a.i32(0) - HEADER_SIZE);
                            return null;
                        }),
                        new HostFunction("__cxa_increment_exception_refcount", "vi", a -> {
                            if (a.i32(0) != 0) {
                                addReferences(a.i32(0), 1);
                            }
                            return null;
                        }),
                        new HostFunction("__cxa_decrement_exception_refcount", "vi", a -> {
                            if (a.i32(0) != 0) {
                                release(a.i32(0));
                            }
                            return null;
                        }),
                        new HostFunction("__cxa_throw", "viii", a -> {
                            throw raise(a.i32(0), a.i32(1), a.i32(2));
                        }),
                        new HostFunction("__cxa_rethrow", "v", a -> {
                            throw rethrow();
                        }),
                        new HostFunction("__cxa_rethrow_primary_exception", "vi", a -> {
                            if (a.i32(0) != 0) {
                                caught.add(newCatch(a.i32(0)));
                                memory().storeByte(a.i32(0) - HEADER_SIZE + RETHROWN, (byte) 1);
                                throw rethrow();
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
                        new HostFunction("__cxa_get_exception_ptr", "ii", a -> objectOf(a.i32(0))),
                        new HostFunction("__cxa_current_primary_exception", "i", a -> currentException()),
                        new HostFunction("__cxa_uncaught_exceptions", "i", a -> uncaught),
                        new HostFunction("__cxa_uncaught_exception", "i", a -> uncaught > 0 ? 1 : 0),
                        new HostFunction("llvm_eh_typeid_for", "ii", a -> a.i32(0)));
    }

    /** {@code __cxa_find_matching_catch_N}: a new catch, and the type that catches as second result. */
    int findMatchingCatch(Arguments types) {
        if (last == 0) {
            process.tempRet0().set(0);
            return 0;
        }
        int thrownType = memory().loadInt(last - HEADER_SIZE + TYPE);
        int aCatch = newCatch(last);
        memory().storeInt(aCatch + CATCH_ADJUSTED_POINTER, last);
        process.tempRet0().set(thrownType == 0 ? 0 : catchingType(types, thrownType, aCatch + CATCH_ADJUSTED_POINTER));
        return aCatch;
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

    private int newCatch(int exception) {
        int aCatch = calls().malloc(CATCH_SIZE);
        memory().storeInt(aCatch, exception);
        memory().storeInt(aCatch + CATCH_ADJUSTED_POINTER, 0);
        return aCatch;
    }

    private EmscriptenUnwind raise(int exception, int type, int destructor) {
        int header = exception - HEADER_SIZE;
        memory().storeInt(header + REFERENCES, 0);
        memory().storeInt(header + TYPE, type);
        memory().storeInt(header + DESTRUCTOR, destructor);
        memory().storeByte(header + CAUGHT, (byte) 0);
        memory().storeByte(header + RETHROWN, (byte) 0);
        last = exception;
        uncaught++;
        return new EmscriptenUnwind(exception);
    }

    private RuntimeException rethrow() {
        if (caught.isEmpty()) {
            return new ProgramAbort("no exception to throw");
        }
        int aCatch = caught.getLast();
        int exception = memory().loadInt(aCatch);
        int header = exception - HEADER_SIZE;
        if (memory().loadByte(header + RETHROWN) == 0) {
            memory().storeByte(header + RETHROWN, (byte) 1);
            memory().storeByte(header + CAUGHT, (byte) 0);
            uncaught++;
        } else {
            caught.removeLast();
            calls().free(aCatch);
        }
        last = exception;
        return new EmscriptenUnwind(exception);
    }

    private EmscriptenUnwind resume(int aCatch) {
        int exception = memory().loadInt(aCatch);
        if (last == 0) {
            last = exception;
        }
        calls().free(aCatch);
        return new EmscriptenUnwind(exception);
    }

    private int beginCatch(int aCatch) {
        int exception = memory().loadInt(aCatch);
        int header = exception - HEADER_SIZE;
        if (memory().loadByte(header + CAUGHT) == 0) {
            memory().storeByte(header + CAUGHT, (byte) 1);
            uncaught--;
        }
        memory().storeByte(header + RETHROWN, (byte) 0);
        caught.add(aCatch);
        addReferences(exception, 1);
        return objectOf(aCatch);
    }

    /** What the handler gets: the pointer thrown, or the object as the catching type sees it. */
    private int objectOf(int aCatch) {
        int exception = memory().loadInt(aCatch);
        int type = memory().loadInt(exception - HEADER_SIZE + TYPE);
        if ((Integer) calls().callExport("__cxa_is_pointer_type", type) != 0) {
            return memory().loadInt(exception);
        }
        int adjusted = memory().loadInt(aCatch + CATCH_ADJUSTED_POINTER);
        return adjusted != 0 ? adjusted : exception;
    }

    private void endCatch() {
        calls().callExport("setThrew", 0, 0);
        int aCatch = caught.removeLast();
        release(memory().loadInt(aCatch));
        calls().free(aCatch);
        last = 0;
    }

    private int currentException() {
        if (caught.isEmpty()) {
            return 0;
        }
        int exception = memory().loadInt(caught.getLast());
        addReferences(exception, 1);
        return exception;
    }

    private int addReferences(int exception, int change) {
        int count = memory().loadInt(exception - HEADER_SIZE + REFERENCES) + change;
        memory().storeInt(exception - HEADER_SIZE + REFERENCES, count);
        return count;
    }

    private void release(int exception) {
        int header = exception - HEADER_SIZE;
        if (addReferences(exception, -1) != 0 || memory().loadByte(header + RETHROWN) != 0) {
            return;
        }
        int destructor = memory().loadInt(header + DESTRUCTOR);
        if (destructor != 0) {
            calls().callPointer(destructor, exception);
        }
        calls().free(header);
    }

    private LinearMemory memory() {
        return process.memory();
    }

    private GuestCalls calls() {
        return process.calls();
    }
}
