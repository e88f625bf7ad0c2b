// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/**
 * References to Python objects owned by Java objects. When a Java object is gone its reference waits in a queue until
 * the interpreter's next evaluation, because only the thread that runs Python may change reference counts.
 */
public final class PythonReferences {

    private static final class Owned extends PhantomReference<Object> {
        private final int pointer;

        Owned(Object owner, ReferenceQueue<Object> queue, int pointer) {
            super(owner, queue);
            this.pointer = pointer;
        }
    }

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final Set<Owned> owned = new HashSet<>();

    /** {@code owner} now owns a reference to {@code pointer}; called while holding the interpreter's lock. */
    public void own(Object owner, int pointer) {
        owned.add(new Owned(owner, queue, pointer));
    }

    /** Gives back what has lost its owner; called while holding the interpreter's lock. */
    public void release(PythonApi api) {
        while (queue.poll() instanceof Owned reference) {
            owned.remove(reference);
            api.decref(reference.pointer);
        }
    }
}
