// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

/**
 * A call of a function while it runs (the specification's activation, without the locals): its instance, and the array of
 * memory 0, which it need not fetch before each access. In compiled code an activation is virtual, so that the array and
 * what is known of it stay in registers across stores and merges (docs/performance.md, "Memory").
 * <p>
 * Law: behind whatever may grow the memory, a call or {@code memory.grow}, stands {@link #reload}, or {@link #release} if
 * nothing accesses memory before the next. Until the first reload there is no array.
 */
public final class Activation {

    private final WasmInstance instance;
    private byte[] memory;

    public Activation(WasmInstance instance) {
        this.instance = instance;
    }

    public WasmInstance instance() {
        return instance;
    }

    /** What memory 0 consists of; null if the translator found that nobody asks. */
    public byte[] memory() {
        return memory;
    }

    /** Fetches what others may have replaced. */
    public void reload() {
        memory = instance.memory0().bytes();
    }

    /** {@code memory.grow} of any of the instance's memories, which may be memory 0 by another name. */
    public long grow(int index, long pages) {
        long old = instance.memory(index).grow(pages);
        reload();
        return old;
    }

    /** Lets go of the array: compiled code need not keep a register for it. */
    public void release() {
        memory = null;
    }
}
