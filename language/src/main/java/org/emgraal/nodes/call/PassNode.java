// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.module.ValueType;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.CallRegisters;

/** Evaluates an argument or result into its call register. */
public abstract class PassNode extends Node {

    protected final int register;
    @Child protected ExpressionNode value;

    private PassNode(int register, ExpressionNode value) {
        this.register = register;
        this.value = value;
    }

    public abstract void pass(VirtualFrame frame, Activation activation, CallRegisters registers);

    public static PassNode create(ValueType.Kind kind, int register, ExpressionNode value) {
        return switch (kind) {
            case I32 -> new I32(register, value);
            case I64 -> new I64(register, value);
            case F32 -> new F32(register, value);
            case F64 -> new F64(register, value);
            case V128 -> new V128(register, value);
            case REF -> new Ref(register, value);
        };
    }

    private static final class I32 extends PassNode {
        I32(int register, ExpressionNode value) {
            super(register, value);
        }

        @Override
        public void pass(VirtualFrame frame, Activation activation, CallRegisters registers) {
            registers.setInt(register, value.executeInt(frame, activation));
        }
    }

    private static final class I64 extends PassNode {
        I64(int register, ExpressionNode value) {
            super(register, value);
        }

        @Override
        public void pass(VirtualFrame frame, Activation activation, CallRegisters registers) {
            registers.setLong(register, value.executeLong(frame, activation));
        }
    }

    private static final class F32 extends PassNode {
        F32(int register, ExpressionNode value) {
            super(register, value);
        }

        @Override
        public void pass(VirtualFrame frame, Activation activation, CallRegisters registers) {
            registers.setFloat(register, value.executeFloat(frame, activation));
        }
    }

    private static final class F64 extends PassNode {
        F64(int register, ExpressionNode value) {
            super(register, value);
        }

        @Override
        public void pass(VirtualFrame frame, Activation activation, CallRegisters registers) {
            registers.setDouble(register, value.executeDouble(frame, activation));
        }
    }

    private static final class V128 extends PassNode {
        V128(int register, ExpressionNode value) {
            super(register, value);
        }

        @Override
        public void pass(VirtualFrame frame, Activation activation, CallRegisters registers) {
            registers.setReference(register, value.executeVector(frame, activation));
        }
    }

    private static final class Ref extends PassNode {
        Ref(int register, ExpressionNode value) {
            super(register, value);
        }

        @Override
        public void pass(VirtualFrame frame, Activation activation, CallRegisters registers) {
            registers.setReference(register, value.executeReference(frame, activation));
        }
    }
}
