// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import java.util.Arrays;
import org.emgraal.module.GlobalType;
import org.emgraal.module.MemoryType;

/**
 * What an instance holds in numbers while none of its functions runs: its memory and the values of its own mutable
 * globals. References (tables, reference globals) are not part of it: who restores a state must have made them alike.
 * Immutable; shared by threads.
 *
 * @param pages size of the memory
 * @param blocks what of the memory is not zero, in blocks of {@link #BLOCK} bytes: number of the first and count, repeated
 * @param content the blocks' bytes, one after the other
 * @param globals the mutable globals' bits, in order of their indices
 */
public record InstanceState(int pages, int[] blocks, byte[] content, long[] globals) {

    static final int BLOCK = 4096;
    private static final byte[] ZERO = new byte[BLOCK];

    /** @throws IllegalStateException if the instance has more state than this can hold */
    public static InstanceState of(WasmInstance instance) {
        byte[] memory = memory(instance).bytes();
        int[] blocks = new int[memory.length / BLOCK + 1];
        int length = 0;
        int used = 0;
        for (int block = 0; block < memory.length / BLOCK; block++) {
            int start = block * BLOCK;
            if (!Arrays.equals(memory, start, start + BLOCK, ZERO, 0, BLOCK)) {
                if (length == 0 || blocks[length - 2] + blocks[length - 1] != block) {
                    blocks[length] = block;
                    length += 2;
                }
                blocks[length - 1]++;
                used++;
            }
        }
        byte[] content = new byte[used * BLOCK];
        int position = 0;
        for (int i = 0; i < length; i += 2) {
            int size = blocks[i + 1] * BLOCK;
            System.arraycopy(memory, blocks[i] * BLOCK, content, position, size);
            position += size;
        }
        long[] globals = Arrays.stream(mutableGlobals(instance)).mapToLong(WasmGlobal::getLong).toArray();
        return new InstanceState(memory.length / MemoryType.PAGE_SIZE, Arrays.copyOf(blocks, length), content, globals);
    }

    /**
     * Makes an instance of the same module what this one was.
     *
     * @return false if it has no room for the memory
     */
    public boolean restore(WasmInstance instance) {
        WasmMemory memory = memory(instance);
        if (memory.pages() < pages && memory.grow(pages - memory.pages()) < 0) {
            return false;
        }
        byte[] bytes = memory.bytes();
        int end = 0;
        int position = 0;
        for (int i = 0; i < blocks.length; i += 2) {
            int start = blocks[i] * BLOCK;
            int size = blocks[i + 1] * BLOCK;
            Arrays.fill(bytes, end, start, (byte) 0);
            System.arraycopy(content, position, bytes, start, size);
            position += size;
            end = start + size;
        }
        Arrays.fill(bytes, end, bytes.length, (byte) 0);
        WasmGlobal[] own = mutableGlobals(instance);
        for (int i = 0; i < globals.length; i++) {
            own[i].setLong(globals[i]);
        }
        return true;
    }

    private static WasmMemory memory(WasmInstance instance) {
        if (instance.memoryCount() != 1 || instance.memory0().waiting() != null) {
            throw new IllegalStateException("only an instance with one unshared memory can be saved");
        }
        return instance.memory0();
    }

    private static WasmGlobal[] mutableGlobals(WasmInstance instance) {
        WasmGlobal[] all = instance.globals;
        int imported = all.length - instance.module().globals().size();
        WasmGlobal[] mutable = Arrays.stream(all, imported, all.length).filter(global -> global.type().mutable()).toArray(WasmGlobal[]::new);
        for (WasmGlobal global : mutable) {
            GlobalType type = global.type();
            if (type.type().isReference() || global.getReference() != null) {
                throw new IllegalStateException("a global of type " + type + " cannot be saved");
            }
        }
        return mutable;
    }
}
