// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.function.Supplier;

/**
 * What a Java thread needs inside CPython while another one is there too: a {@code PyThreadState} and a C stack of its own,
 * because the other's frames still lie on the first. The thread that is alone uses the interpreter's main ones. Called by the
 * thread that holds the {@link InterpreterLock}.
 */
public final class GuestThreads {

    private static final int STACK = 256 << 10;
    /** Of that, the lowest part holds the arguments of calls from Java. */
    private static final int ARGUMENTS = 16 << 10;
    /** What CPython wants to have left when it finds that the stack is at its end. */
    private static final int MARGIN = 8 << 10;
    /** More than {@code sizeof(PyThreadState)}, up to which the stack's limits are looked for. */
    private static final int MAX_STATE_SIZE = 1 << 10;

    /** One thread of CPython: what must be put back when it continues. */
    static final class GuestThread {
        /** Its own; 0 for the main thread. */
        private int threadState;
        /** What was attached when it was left: 0 within a system call, where CPython detaches it. */
        private int attached;
        private int stackPointer;
        private int stack;
        private PythonApi.ArgumentStack arguments;
    }

    private final Supplier<PythonApi> interpreter;
    private GuestThread main;
    private boolean mainInUse;
    /** Whose state CPython has at hand. */
    private GuestThread loaded;
    /** Offset of {@code c_stack_top} in a thread state; -1 where there is none. */
    private int limitsOffset;

    /** @param interpreter null until CPython is initialised; until then there is only one thread */
    public GuestThreads(Supplier<PythonApi> interpreter) {
        this.interpreter = interpreter;
    }

    void begin(InterpreterLock.Turn turn) {
        PythonApi api = interpreter.get();
        if (!mainInUse) {
            mainInUse = true;
            if (main == null) {
                main = new GuestThread();
                loaded = main;
            }
            turn.guest = main;
            load(api, main);
        } else {
            if (limitsOffset == 0) {
                limitsOffset = findLimits(api);
            }
            turn.guest = create(api);
            load(api, turn.guest);
            limit(api, turn.guest);
        }
    }

    void resume(InterpreterLock.Turn turn) {
        load(interpreter.get(), turn.guest);
    }

    void end(InterpreterLock.Turn turn) {
        if (turn.guest == main) {
            mainInUse = false;
            return;
        }
        PythonApi api = interpreter.get();
        api.call("PyThreadState_Clear", turn.guest.threadState);
        // The next thread's state is loaded first, so that this one's stack is free.
        load(api, main);
        api.call("PyThreadState_Delete", turn.guest.threadState);
        api.free(turn.guest.stack);
    }

    private static GuestThread create(PythonApi api) {
        GuestThread thread = new GuestThread();
        // The thread that waits in a system call has none attached.
        thread.threadState = api.call("PyThreadState_New", api.call("PyInterpreterState_Main"));
        thread.attached = thread.threadState;
        thread.stack = api.call("malloc", STACK);
        thread.stackPointer = thread.stack + STACK & -16;
        thread.arguments = new PythonApi.ArgumentStack(thread.stack, ARGUMENTS);
        return thread;
    }

    /**
     * Since 3.14 a thread state has {@code c_stack_top}, {@code c_stack_soft_limit} and {@code c_stack_hard_limit}
     * (Include/internal/pycore_tstate.h), at an offset that depends on the version: the main thread's lie on the main stack.
     */
    private static int findLimits(PythonApi api) {
        int base = api.call("emscripten_stack_get_base") + MARGIN;
        int end = api.call("emscripten_stack_get_end");
        int state = api.call("PyInterpreterState_ThreadHead", api.call("PyInterpreterState_Main"));
        for (int offset = Integer.BYTES; offset < MAX_STATE_SIZE; offset += Integer.BYTES) {
            int top = api.memory().loadInt(state + offset);
            int soft = api.memory().loadInt(state + offset + 4);
            int hard = api.memory().loadInt(state + offset + 8);
            if (top <= base && soft < top && hard < soft && hard >= end) {
                return offset;
            }
        }
        return -1;
    }

    /** CPython takes every thread's stack for the main one's neighbour. */
    private void limit(PythonApi api, GuestThread thread) {
        if (limitsOffset > 0) {
            int bottom = thread.stack + ARGUMENTS;
            api.memory().storeInt(thread.threadState + limitsOffset, thread.stack + STACK);
            api.memory().storeInt(thread.threadState + limitsOffset + 4, bottom + 2 * MARGIN);
            api.memory().storeInt(thread.threadState + limitsOffset + 8, bottom + MARGIN);
        }
    }

    private void load(PythonApi api, GuestThread next) {
        if (loaded == next) {
            return;
        }
        loaded.stackPointer = api.call("emscripten_stack_get_current");
        loaded.arguments = api.arguments();
        loaded.attached = api.call("PyThreadState_Swap", next.attached);
        api.call("_emscripten_stack_restore", next.stackPointer);
        api.use(next.arguments);
        loaded = next;
    }
}
