// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.nodes.variable.LocalRead;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.AtomicArray;
import org.emgraal.runtime.MemoryArray;
import org.emgraal.runtime.WasmMemory;

/**
 * The address operand of a memory instruction together with its immediates. The class is final, so that asking for
 * the address is no virtual call while interpreting, and a base that is a local or a constant costs none at all.
 */
public final class AddressNode extends Node {

    private static final int NO_LOCAL = -1;

    private final MemoryArgument argument;
    /** Static offset, or the whole address if the base is a constant. */
    private final long offset;
    /** Slot of the local that is the i32 base, or {@link #NO_LOCAL}. */
    private final int slot;
    /** Null if the base is a constant or a local. */
    @Child private ExpressionNode base;

    public AddressNode(MemoryArgument argument, ExpressionNode base) {
        this.argument = argument;
        boolean constant = !argument.index64() && base instanceof ConstantNodes.I32;
        this.offset = constant ? argument.address(((ConstantNodes.I32) base).value()) : argument.offset();
        this.slot = !argument.index64() && base instanceof LocalRead local ? local.slot() : NO_LOCAL;
        this.base = constant || slot != NO_LOCAL ? null : base;
    }

    /** The effective address, not checked; -1 if it does not fit a long. */
    public long execute(VirtualFrame frame, Activation activation) {
        if (slot != NO_LOCAL) {
            return Integer.toUnsignedLong(frame.getIntStatic(slot)) + offset;
        }
        if (base == null) {
            return offset;
        }
        if (argument.index64()) {
            return argument.address(base.executeLong(frame, activation));
        }
        return Integer.toUnsignedLong(base.executeInt(frame, activation)) + offset;
    }

    /**
     * The array to access, which is still to be checked. That of a shared memory is longer than the memory, whose size is
     * checked here. To be called when all operands are evaluated: it may trap.
     */
    public byte[] array(Activation activation, long effective, int width) {
        if (argument.shared()) {
            memory(activation).checkShared(this, effective, width);
        }
        return argument.memory() == 0 ? activation.memory() : memory(activation).bytes();
    }

    /** The array, for an atomic access at {@code effective}, which must be aligned (checked first) and within bounds. */
    public byte[] atomic(Activation activation, long effective, int width) {
        AtomicArray.checkAlignment(this, effective, width);
        return MemoryArray.check(this, array(activation, effective, width), effective, width);
    }

    /** The memory that is accessed. */
    public WasmMemory memory(Activation activation) {
        return activation.instance().memory(argument.memory());
    }
}
