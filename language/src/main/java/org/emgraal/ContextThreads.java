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
    private final List<Thread> own = new ArrayList<>();

    ContextThreads(TruffleLanguage.Env env, InterpreterLock lock) {
        this.env = env;
        this.lock = lock;
    }

    public boolean mayStart() {
        return env.isCreateThreadAllowed();
    }

    /** Runs a callable of Python on a thread of its own, if the embedder allows threads. It must end before the context does. */
    public boolean start(Object body) {
        if (!mayStart()) {
            return false;
        }
        own.removeIf(thread -> !thread.isAlive());
        Thread thread = newThread("Python event loop", body);
        own.add(thread);
        thread.start();
        return true;
    }

    /** What Python takes the current thread for. */
    public int identity() {
        return lock.identity();
    }

    /** Lets Python take the current thread for another. */
    public void setIdentity(int identity) {
        lock.setIdentity(identity);
    }

    boolean hasOwn() {
        return !own.isEmpty();
    }

    /** Waits until the threads that were started, which have been told to, have ended; for the thread that runs Python. */
    public void join() {
        lock.leave();
        try {
            own.forEach(thread -> TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::join, thread));
        } finally {
            lock.comeBack();
        }
        own.clear();
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
