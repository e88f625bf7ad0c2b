// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.FrameLayout;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmInstance;

/**
 * A call: evaluates the arguments into the registers, calls, and takes result 0 out of its register. The translator
 * takes further results out with {@link TakeResultNode} in the statements behind.
 */
public abstract class CallNode extends ExpressionNode {

    @Children private final PassNode[] arguments;

    protected CallNode(PassNode[] arguments) {
        this.arguments = arguments;
    }

    /** Finds the callee (evaluating what that takes) and calls it; the arguments are in the registers. */
    protected abstract void call(VirtualFrame frame, WasmInstance instance);

    @ExplodeLoop
    private CallRegisters invoke(VirtualFrame frame) {
        WasmInstance instance = FrameLayout.instance(frame);
        CallRegisters registers = instance.registers();
        for (PassNode argument : arguments) {
            argument.pass(frame, registers);
        }
        call(frame, instance);
        return registers;
    }

    @Override
    public final int executeInt(VirtualFrame frame) {
        return invoke(frame).getInt(0);
    }

    @Override
    public final long executeLong(VirtualFrame frame) {
        return invoke(frame).getLong(0);
    }

    @Override
    public final float executeFloat(VirtualFrame frame) {
        return invoke(frame).getFloat(0);
    }

    @Override
    public final double executeDouble(VirtualFrame frame) {
        return invoke(frame).getDouble(0);
    }

    @Override
    public final Vector128 executeVector(VirtualFrame frame) {
        return (Vector128) invoke(frame).takeReference(0);
    }

    @Override
    public final Object executeReference(VirtualFrame frame) {
        return invoke(frame).takeReference(0);
    }

    @Override
    public final void executeVoid(VirtualFrame frame) {
        invoke(frame);
    }
}
