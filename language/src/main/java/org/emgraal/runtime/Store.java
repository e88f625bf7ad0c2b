// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.TruffleSafepoint;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What all instances of one agent share (specification, "Store"; one agent runs on one thread at a time). A WebAssembly
 * thread has its own and shares only memories.
 */
public final class Store {

    private final CallRegisters registers = new CallRegisters();
    private final ReentrantLock turn = new ReentrantLock();
    private final boolean specializesInterpreters;

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

    public CallRegisters registers() {
        return registers;
    }

    /** Runs something while no other thread runs this store's instances. The thread must be in a context. */
    public <T> T inTurn(Supplier<T> action) {
        TruffleSafepoint.setBlockedThreadInterruptible(null, ReentrantLock::lockInterruptibly, turn);
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
