// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;

/**
 * Where things are in a function's frame: the instance, its memory 0, the locals (parameters first), then the
 * translator's temporaries. Instance and memory stand in slots, not behind {@code getArguments()}, so that compiled
 * code keeps them in registers across calls and on-stack replacement copies them like any local.
 */
public final class FrameLayout {

    public static final int INSTANCE = 0;
    public static final int MEMORY = 1;
    public static final int FIRST_LOCAL = 2;

    private FrameLayout() {
    }

    public static WasmInstance instance(VirtualFrame frame) {
        return CompilerDirectives.castExact(frame.getObjectStatic(INSTANCE), WasmInstance.class);
    }

    /** Memory 0 of the instance. */
    public static WasmMemory memory(VirtualFrame frame) {
        return CompilerDirectives.castExact(frame.getObjectStatic(MEMORY), WasmMemory.class);
    }

    public static WasmMemory memory(VirtualFrame frame, int index) {
        return index == 0 ? memory(frame) : instance(frame).memory(index);
    }
}
