// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmFunction;

/**
 * A call: evaluates the arguments into the registers, calls, and takes result 0 out of its register. The translator
 * takes further results out with {@link TakeResultNode} in the statements behind.
 */
public abstract class CallNode extends ExpressionNode {

    @Children private final PassNode[] arguments;
    /** Whether code behind accesses memory 0 before the next call. */
    @CompilationFinal private boolean reloads;

    protected CallNode(PassNode[] arguments) {
        this.arguments = arguments;
    }

    /** To be called while translating, if code behind accesses memory 0 before the next call. */
    public final void setReloads() {
        reloads = true;
    }

    /** Finds the callee, evaluating what that takes. */
    protected abstract WasmFunction callee(VirtualFrame frame, Activation activation);

    /** Finds the callee and calls it; the arguments are in the registers. */
    protected abstract void call(VirtualFrame frame, Activation activation);

    @ExplodeLoop
    private CallRegisters passArguments(VirtualFrame frame, Activation activation) {
        CallRegisters registers = activation.instance().registers();
        for (PassNode argument : arguments) {
            argument.pass(frame, activation, registers);
        }
        return registers;
    }

    private CallRegisters invoke(VirtualFrame frame, Activation activation) {
        CallRegisters registers = passArguments(frame, activation);
        call(frame, activation);
        if (reloads) {
            activation.reload();
        } else {
            activation.release();
        }
        return registers;
    }

    /** Everything but the call itself, which is left to who called the function: see {@link TailCallNode}. */
    final void leaveToCaller(VirtualFrame frame, Activation activation) {
        CallRegisters registers = passArguments(frame, activation);
        registers.setTailCallee(callee(frame, activation));
    }

    @Override
    public final int executeInt(VirtualFrame frame, Activation activation) {
        return invoke(frame, activation).getInt(0);
    }

    @Override
    public final long executeLong(VirtualFrame frame, Activation activation) {
        return invoke(frame, activation).getLong(0);
    }

    @Override
    public final float executeFloat(VirtualFrame frame, Activation activation) {
        return invoke(frame, activation).getFloat(0);
    }

    @Override
    public final double executeDouble(VirtualFrame frame, Activation activation) {
        return invoke(frame, activation).getDouble(0);
    }

    @Override
    public final Vector128 executeVector(VirtualFrame frame, Activation activation) {
        return (Vector128) invoke(frame, activation).takeReference(0);
    }

    @Override
    public final Object executeReference(VirtualFrame frame, Activation activation) {
        return invoke(frame, activation).takeReference(0);
    }

    @Override
    public final void executeVoid(VirtualFrame frame, Activation activation) {
        invoke(frame, activation);
    }
}
