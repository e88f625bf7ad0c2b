// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.module.ValueType;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.CallRegisters;

/** Moves a call register to a frame slot: parameters in a prologue, results of a call with several of them. */
public final class TakeResultNode extends ExpressionNode.Statement {

    private final ValueType.Kind kind;
    private final int register;
    private final int slot;

    public TakeResultNode(ValueType.Kind kind, int register, int slot) {
        this.kind = kind;
        this.register = register;
        this.slot = slot;
    }

    @Override
    public void executeVoid(VirtualFrame frame, Activation activation) {
        take(frame, activation.instance().registers(), kind, register, slot);
    }

    /** {@code kind}, {@code register} and {@code slot} must be partial-evaluation constants. */
    public static void take(VirtualFrame frame, CallRegisters registers, ValueType.Kind kind, int register, int slot) {
        switch (kind) {
            case I32 -> frame.setIntStatic(slot, registers.getInt(register));
            case I64 -> frame.setLongStatic(slot, registers.getLong(register));
            case F32 -> frame.setFloatStatic(slot, registers.getFloat(register));
            case F64 -> frame.setDoubleStatic(slot, registers.getDouble(register));
            case V128, REF -> frame.setObjectStatic(slot, registers.takeReference(register));
        }
    }
}
