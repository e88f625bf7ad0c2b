// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/**
 * References to Python objects owned by Java objects. When a Java object is gone its reference waits in a queue until
 * the interpreter's next evaluation, because only the thread that runs Python may change reference counts.
 */
public final class PythonReferences {

    /** One reference; all that are owned form a ring, which keeps them reachable. */
    public static final class Owned extends PhantomReference<Object> {
        private final int pointer;
        private Owned next;
        private Owned previous;

        private Owned(Object owner, ReferenceQueue<Object> queue, int pointer) {
            super(owner, queue);
            this.pointer = pointer;
            this.next = this;
            this.previous = this;
        }

        private void insertAfter(Owned other) {
            previous = other;
            next = other.next;
            next.previous = this;
            other.next = this;
        }

        private void remove() {
            previous.next = next;
            next.previous = previous;
            next = this;
            previous = this;
        }
    }

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final Owned ring = new Owned(null, null, 0);
    private int count;

    /** {@code owner} now owns a reference to {@code pointer}; called while holding the interpreter's lock. */
    public Owned own(Object owner, int pointer) {
        Owned reference = new Owned(owner, queue, pointer);
        reference.insertAfter(ring);
        count++;
        return reference;
    }

    /** Gives a reference back before its owner is gone; called while holding the interpreter's lock. */
    public void disown(PythonApi api, Owned reference) {
        reference.clear();
        reference.remove();
        count--;
        api.decref(reference.pointer);
    }

    /** Gives back what has lost its owner; called while holding the interpreter's lock. */
    public void release(PythonApi api) {
        while (queue.poll() instanceof Owned reference) {
            disown(api, reference);
        }
    }

    /** How many references Java owns. */
    public int count() {
        return count;
    }
}
