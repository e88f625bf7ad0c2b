// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.call;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TypeRegistry;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmTable;

/** {@code call_indirect}: bounds, null and type check, each with its own trap, then the inline cache. */
public final class IndirectCallNode extends CallNode {

    private final int table;
    private final int typeId;
    /** Whether only functions of this very type will do; asking for subtypes costs loops what {@link ColdCall} says. */
    private final boolean isFinal;
    private final TypeRegistry types;
    private final boolean index64;
    @Child private ExpressionNode index;
    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    /** {@code index} is an i32, or an i64 for a 64-bit table. */
    public IndirectCallNode(int table, int typeId, TypeRegistry types, ExpressionNode index, boolean index64,
                    PassNode[] arguments) {
        super(arguments);
        this.table = table;
        this.typeId = typeId;
        this.isFinal = types.isFinal(typeId);
        this.types = types;
        this.index = index;
        this.index64 = index64;
    }

    @Override
    protected WasmFunction callee(VirtualFrame frame, Activation activation) {
        return lookup(activation.instance().table(table), index64 ? index.executeLong(frame, activation)
                        : Integer.toUnsignedLong(index.executeInt(frame, activation)));
    }

    @Override
    protected void call(VirtualFrame frame, Activation activation) {
        dispatch.call(callee(frame, activation), activation.instance());
    }

    private WasmFunction lookup(WasmTable elements, long element) {
        if (element < 0 || element >= elements.size()) {
            throw Trap.UNDEFINED_ELEMENT.at(this);
        }
        Object function = elements.elements()[(int) element];
        if (function == null) {
            throw Trap.UNINITIALIZED_ELEMENT.at(this);
        }
        WasmFunction callee = CompilerDirectives.castExact(function, WasmFunction.class);
        if (callee.typeId() != typeId && (isFinal || !isSubtype(callee))) {
            throw Trap.INDIRECT_CALL_TYPE_MISMATCH.at(this);
        }
        return callee;
    }

    @TruffleBoundary
    private boolean isSubtype(WasmFunction callee) {
        return types.isSubtype(callee.typeId(), typeId);
    }
}
