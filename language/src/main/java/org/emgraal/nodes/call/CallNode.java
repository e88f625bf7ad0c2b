// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmFunction;
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

    /** Finds the callee, evaluating what that takes. */
    protected abstract WasmFunction callee(VirtualFrame frame, WasmInstance instance);

    /** Finds the callee and calls it; the arguments are in the registers. */
    protected abstract void call(VirtualFrame frame, WasmInstance instance);

    @ExplodeLoop
    private CallRegisters passArguments(VirtualFrame frame, WasmInstance instance) {
        CallRegisters registers = instance.registers();
        for (PassNode argument : arguments) {
            argument.pass(frame, instance, registers);
        }
        return registers;
    }

    private CallRegisters invoke(VirtualFrame frame, WasmInstance instance) {
        CallRegisters registers = passArguments(frame, instance);
        call(frame, instance);
        return registers;
    }

    /** Everything but the call itself, which is left to who called the function: see {@link TailCallNode}. */
    final void leaveToCaller(VirtualFrame frame, WasmInstance instance) {
        CallRegisters registers = passArguments(frame, instance);
        registers.setTailCallee(callee(frame, instance));
    }

    @Override
    public final int executeInt(VirtualFrame frame, WasmInstance instance) {
        return invoke(frame, instance).getInt(0);
    }

    @Override
    public final long executeLong(VirtualFrame frame, WasmInstance instance) {
        return invoke(frame, instance).getLong(0);
    }

    @Override
    public final float executeFloat(VirtualFrame frame, WasmInstance instance) {
        return invoke(frame, instance).getFloat(0);
    }

    @Override
    public final double executeDouble(VirtualFrame frame, WasmInstance instance) {
        return invoke(frame, instance).getDouble(0);
    }

    @Override
    public final Vector128 executeVector(VirtualFrame frame, WasmInstance instance) {
        return (Vector128) invoke(frame, instance).takeReference(0);
    }

    @Override
    public final Object executeReference(VirtualFrame frame, WasmInstance instance) {
        return invoke(frame, instance).takeReference(0);
    }

    @Override
    public final void executeVoid(VirtualFrame frame, WasmInstance instance) {
        invoke(frame, instance);
    }
}
