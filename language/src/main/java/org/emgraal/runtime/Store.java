// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What all instances of one agent share (specification, "Store"; one agent runs on one thread at a time). A WebAssembly
 * thread has its own and shares only memories.
 */
public final class Store {

    private static final int MAX_IDLE_ROUNDS = 50;

    private final CallRegisters registers = new CallRegisters();
    private final ReentrantLock turn = new ReentrantLock();
    private final boolean specializesInterpreters;
    /** Which have to be asked to look at safepoints. */
    private final List<WasmInstance> instances = new CopyOnWriteArrayList<>();
    /** Calls from Java that have not returned. */
    private volatile int depth;
    /** Whether {@link SafepointTimer} knows the store. */
    private volatile boolean timed;
    private int idleRounds;

    public Store() {
        this(true);
    }

    /** @param specializesInterpreters whether interpreters are compiled once more for hot parts of their programs */
    public Store(boolean specializesInterpreters) {
        this.specializesInterpreters = specializesInterpreters;
    }

    public boolean specializesInterpreters() {
        return specializesInterpreters;
    }

    void add(WasmInstance instance) {
        instances.add(instance);
    }

    /** Guest code begins to run. Only one thread at a time does this. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void enter() {
        if (depth++ == 0) {
            if (timed) {
                SafepointTimer.wake();
            } else {
                timed = true;
                SafepointTimer.add(this);
            }
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void leave() {
        depth--;
    }

    boolean isActive() {
        return depth > 0;
    }

    /** Whether no guest code has run for so long that the timer need not look again. */
    boolean isIdleAgain() {
        return ++idleRounds > MAX_IDLE_ROUNDS;
    }

    void forgotten() {
        idleRounds = 0;
        timed = false;
        if (depth > 0) {
            timed = true;
            SafepointTimer.add(this);
        }
    }

    void requestPoll() {
        idleRounds = 0;
        for (WasmInstance instance : instances) {
            instance.pollAtEntry = true;
            instance.pollRequested = true;
        }
    }

    public CallRegisters registers() {
        return registers;
    }

    /** Runs something while no other thread runs this store's instances. The thread must be in a context. */
    public <T> T inTurn(Supplier<T> action) {
        CurrentSafepoint.block(ReentrantLock::lockInterruptibly, turn);
        try {
            return action.get();
        } finally {
            turn.unlock();
        }
    }

    /** Lets other threads have their turn while this one waits inside an instruction. */
    void outOfTurn(Runnable wait) {
        int entered = turn.getHoldCount();
        for (int i = 0; i < entered; i++) {
            turn.unlock();
        }
        try {
            wait.run();
        } finally {
            for (int i = 0; i < entered; i++) {
                turn.lock();
            }
        }
    }
}
