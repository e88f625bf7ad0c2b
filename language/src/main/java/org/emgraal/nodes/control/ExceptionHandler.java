// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmInstance;

/**
 * One {@code catch} clause of either exception proposal, seen from the blocks it protects.
 */
public final class ExceptionHandler {

    /** {@link #tag} of {@code catch_all}. */
    public static final int ALL = -1;

    final int tag;
    final int target;
    /** Where the exception itself is kept for {@code rethrow} or as an exnref, or -1. */
    private final int exceptionSlot;
    @CompilationFinal(dimensions = 1) private final ValueType.Kind[] kinds;
    @CompilationFinal(dimensions = 1) private final int[] slots;

    /**
     * @param tag tag index or {@link #ALL}
     * @param target block that handles it
     * @param kinds the tag's parameters
     * @param slots where they go
     */
    public ExceptionHandler(int tag, int target, int exceptionSlot, ValueType.Kind[] kinds, int[] slots) {
        this.tag = tag;
        this.target = target;
        this.exceptionSlot = exceptionSlot;
        this.kinds = kinds;
        this.slots = slots;
    }

    /** {@code exception} is a {@link WasmException} or, for {@code catch_all} only, a host exception. */
    boolean matches(WasmInstance instance, Throwable exception) {
        return tag == ALL || exception instanceof WasmException wasm && wasm.tag() == instance.tag(tag);
    }

    /** Puts the exception and its values where the handling block expects them. */
    @ExplodeLoop
    void store(VirtualFrame frame, Throwable exception) {
        if (exceptionSlot >= 0) {
            frame.setObjectStatic(exceptionSlot, exception);
        }
        for (int i = 0; i < slots.length; i++) {
            WasmException wasm = (WasmException) exception;
            switch (kinds[i]) {
                case I32 -> frame.setIntStatic(slots[i], (int) wasm.numbers()[i]);
                case I64 -> frame.setLongStatic(slots[i], wasm.numbers()[i]);
                case F32 -> frame.setFloatStatic(slots[i], Float.intBitsToFloat((int) wasm.numbers()[i]));
                case F64 -> frame.setDoubleStatic(slots[i], Double.longBitsToDouble(wasm.numbers()[i]));
                case V128 -> frame.setObjectStatic(slots[i], (Vector128) wasm.references()[i]);
                case REF -> frame.setObjectStatic(slots[i], wasm.references()[i]);
            }
        }
    }
}
