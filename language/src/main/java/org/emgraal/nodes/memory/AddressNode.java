// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.nodes.variable.LocalRead;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmInstance;
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
    public long execute(VirtualFrame frame, WasmInstance instance) {
        if (slot != NO_LOCAL) {
            return Integer.toUnsignedLong(frame.getIntStatic(slot)) + offset;
        }
        if (base == null) {
            return offset;
        }
        if (argument.index64()) {
            return argument.address(base.executeLong(frame, instance));
        }
        return Integer.toUnsignedLong(base.executeInt(frame, instance)) + offset;
    }

    /**
     * The memory to access, which checks the address itself. The array of a shared memory is longer than the memory,
     * so for one the size is checked here. To be called when all operands are evaluated: it may trap.
     */
    public WasmMemory memory(WasmInstance instance, long effective, int width) {
        WasmMemory memory = argument.memory() == 0 ? instance.memory0() : instance.memory(argument.memory());
        if (argument.shared()) {
            memory.checkShared(this, effective, width);
        }
        return memory;
    }

    /** As {@link #memory}, for an atomic access, which must be aligned; that is checked first (threads proposal). */
    public WasmMemory atomicMemory(WasmInstance instance, long effective, int width) {
        if (effective >= 0 && (effective & width - 1) != 0) {
            throw Trap.UNALIGNED_ATOMIC.at(this);
        }
        return memory(instance, effective, width);
    }

    /** The array of the memory, for an atomic access at {@code effective}, which is checked and must be aligned. */
    public byte[] atomic(WasmInstance instance, long effective, int width) {
        return atomicMemory(instance, effective, width).check(this, effective, width);
    }
}
