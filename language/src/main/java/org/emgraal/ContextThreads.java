// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.python.InterpreterLock;

/** Threads that a Python context makes for itself, and those of Java that call back into it. */
public final class ContextThreads {

    /** Python code needs more than a thread usually gets. */
    private static final long STACK = 64L << 20;

    private final TruffleLanguage.Env env;
    private final InterpreterLock lock;
    private final List<Thread> eventLoops = new ArrayList<>();

    ContextThreads(TruffleLanguage.Env env, InterpreterLock lock) {
        this.env = env;
        this.lock = lock;
    }

    /** Runs a callable of Python on a thread of its own until the context is closed, if the embedder allows threads. */
    public boolean startEventLoop(Object body) {
        if (!env.isCreateThreadAllowed()) {
            return false;
        }
        Thread thread = newThread("Python event loop", body);
        eventLoops.add(thread);
        thread.start();
        return true;
    }

    boolean hasEventLoops() {
        return !eventLoops.isEmpty();
    }

    /** Waits until the event loops, which have been told to, have ended. */
    void joinEventLoops() {
        eventLoops.forEach(thread -> TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::join, thread));
    }

    /**
     * Calls a callable of Python from any Java thread: here if it is one of the context's, else on a thread with the stack
     * that Python needs, if the embedder allows threads.
     */
    public void callFromAnywhere(Object callable, Object... arguments) {
        if (lock.isInside()) {
            call(callable, arguments);
        } else if (env.isCreateThreadAllowed()) {
            newThread("Python callback", callable, arguments).start();
        } else {
            Object previous = env.getContext().enter(null);
            try {
                call(callable, arguments);
            } finally {
                env.getContext().leave(null, previous);
            }
        }
    }

    private Thread newThread(String name, Object callable, Object... arguments) {
        Thread thread = env.newTruffleThreadBuilder(() -> call(callable, arguments)).stackSize(STACK).build();
        thread.setDaemon(true);
        thread.setName(name);
        return thread;
    }

    private static void call(Object callable, Object... arguments) {
        try {
            InteropLibrary.getUncached().execute(callable, arguments);
        } catch (InteropException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
