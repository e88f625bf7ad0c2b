// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.emgraal.runtime.CurrentSafepoint;

/**
 * CPython's GIL as Java threads see it: one of them runs Python. A thread that Python has called into Java is
 * <em>outside</em>: it keeps its turn as long as nobody else wants one, which costs two atomic writes, and has to wait for the
 * next if somebody took it. So a Java method that waits for another thread's Python code cannot deadlock. Python code is
 * not interrupted for others: this CPython's own locks are made for one thread, which must not find them taken by itself.
 */
public final class InterpreterLock {

    private static final int INSIDE = 0;
    private static final int OUTSIDE = 1;
    private static final int TAKEN = 2;

    /** One thread's stays in the interpreter, each from its outermost entry to its return. */
    public static final class Turn {
        private final AtomicInteger state = new AtomicInteger(INSIDE);
        private int depth;
        private int identity;
        /** The guest's side of the thread; belongs to {@link GuestThreads}. */
        GuestThreads.GuestThread guest;
    }

    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private final ThreadLocal<Turn> turns = new ThreadLocal<>();
    private final GuestThreads guests;
    private final AtomicInteger known = new AtomicInteger();
    private volatile Turn holder;
    private volatile int waiting;

    public InterpreterLock(GuestThreads guests) {
        this.guests = guests;
    }

    /** Waits for the interpreter; cancelling the context ends the wait. {@link #exit} gives it back. */
    public boolean enter() {
        Turn turn = turns.get();
        if (turn == null) {
            turn = new Turn();
            turn.identity = known.getAndIncrement();
            turns.set(turn);
        }
        if (turn.depth == 0) {
            acquire(turn);
            guests.begin(turn);
            turn.depth = 1;
            return false;
        }
        boolean wasOutside = turn.state.get() != INSIDE;
        if (wasOutside) {
            comeBack(turn);
        }
        turn.depth++;
        return wasOutside;
    }

    /** @param wasOutside what the matching {@link #enter} has returned */
    public void exit(boolean wasOutside) {
        Turn turn = turns.get();
        if (--turn.depth == 0) {
            if (holder == turn) {
                release(turn);
            }
        } else if (wasOutside) {
            leave(turn);
        }
    }

    /** The turn of a thread that was cancelled while it waited to come back is another's already. */
    private void release(Turn turn) {
        try {
            guests.end(turn);
        } finally {
            mutex.lock();
            try {
                holder = null;
                changed.signal();
            } finally {
                mutex.unlock();
            }
        }
    }

    /** Whether the current thread has entered the interpreter, and may have left it for Java code. */
    public boolean isInside() {
        Turn turn = turns.get();
        return turn != null && turn.depth > 0;
    }

    /** A number of the current thread, which has entered; that of the first is 0. */
    public int identity() {
        return turns.get().identity;
    }

    /** Makes the current thread one with another, whose frames it helps to run. */
    public void setIdentity(int identity) {
        turns.get().identity = identity;
    }

    /** Python has called Java code that may take its time; {@link #comeBack} must follow. */
    public void leave() {
        leave(turns.get());
    }

    private void leave(Turn turn) {
        turn.state.set(OUTSIDE);
        if (waiting > 0) {
            mutex.lock();
            try {
                changed.signal();
            } finally {
                mutex.unlock();
            }
        }
    }

    public void comeBack() {
        comeBack(turns.get());
    }

    private void comeBack(Turn turn) {
        if (!turn.state.compareAndSet(OUTSIDE, INSIDE)) {
            acquire(turn);
            guests.resume(turn);
        }
    }

    private void acquire(Turn turn) {
        if (holder == null && mutex.tryLock()) {
            try {
                if (take(turn)) {
                    return;
                }
            } finally {
                mutex.unlock();
            }
        }
        CurrentSafepoint.block(this::await, turn);
    }

    private void await(Turn turn) throws InterruptedException {
        mutex.lockInterruptibly();
        waiting++;
        try {
            while (!take(turn)) {
                changed.await();
            }
        } finally {
            waiting--;
            mutex.unlock();
        }
    }

    /** Takes the turn if nobody has it or its holder is outside. */
    private boolean take(Turn turn) {
        Turn current = holder;
        if (current != null && !current.state.compareAndSet(OUTSIDE, TAKEN)) {
            return false;
        }
        turn.state.set(INSIDE);
        holder = turn;
        return true;
    }
}
