// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import org.emgraal.runtime.Activation;
import org.emgraal.runtime.WasmInstance;

/**
 * Where an interpreter leaves its dispatch loop for code that was compiled for a hot region of its program
 * (docs/partial-evaluation-of-python.md). The interpreter's function is shared by all its instances; the regions belong to
 * one each.
 */
final class RegionEntryNode extends Node {

    /** So often a block goes on to an earlier instruction before regions are looked for behind it. */
    private static final int JUMPS = 8;

    /** Refused regions until no more are recorded. */
    private static final int MAX_REFUSED = 2;

    final DispatchLoop loop;
    /** Calls in a hundred steps of a region that pays. */
    int maximumCalls = Integer.MAX_VALUE;
    private int refused;
    @CompilationFinal(dimensions = 1) final BasicBlockNode[] blocks;
    private final LiveSlots live;
    /** By block, how often the interpreter saw it go on to an instruction before the last, or to the first of an activation. */
    private final int[] jumps;
    /** By block, whether these were many; seen by code that is compiled afterwards. */
    @CompilationFinal(dimensions = 1) private final boolean[] jumping;
    @Child private IndirectCallNode call = IndirectCallNode.create();

    private RegionEntryNode(DispatchLoop loop, BasicBlockNode[] blocks) {
        this.loop = loop;
        this.blocks = blocks;
        this.live = blocks[loop.header].live;
        this.jumps = new int[blocks.length];
        this.jumping = new boolean[blocks.length];
    }

    /** Null if the function is no interpreter, or has parts that regions cannot have. */
    static RegionEntryNode create(DispatchLoop loop, BasicBlockNode[] blocks) {
        if (loop == null || blocks[loop.header].live.hasReferences()) {
            return null;
        }
        for (BasicBlockNode block : blocks) {
            if (block.handlers != null) {
                return null;
            }
        }
        return new RegionEntryNode(loop, blocks);
    }

    /** A region turned out to call too much. */
    void refuse() {
        refused++;
    }

    boolean pays() {
        return refused < MAX_REFUSED;
    }

    /** Whether an edge leads to instructions where regions may begin. */
    boolean isEntry(int from, Edge edge) {
        return edge.target == loop.header && jumping[from];
    }

    /** The interpreter goes on to an instruction by way of block {@code from}; {@code last} is the address before. */
    void observe(int from, VirtualFrame frame, int last) {
        if (Integer.compareUnsigned(loop.address(frame), last) <= 0 && ++jumps[from] == JUMPS) {
            jumping[from] = true;
        }
    }

    /** Runs the region that begins with the instruction that is next, if there is one. Whether the function has returned. */
    boolean execute(VirtualFrame frame, Activation activation) {
        WasmInstance instance = activation.instance();
        Regions regions = (Regions) instance.attachment(this);
        if (regions == null) {
            CompilerDirectives.transferToInterpreter();
            regions = (Regions) instance.attach(this, new Regions(this, instance.store().specializesInterpreters()));
        }
        Region region = regions.find(loop.address(frame));
        CallTarget target = region == null ? null : region.code().choose();
        if (target == null) {
            return false;
        }
        long[] values = live.save(frame);
        Object result = call.call(target, values, instance);
        if (result == RegionRootNode.Result.NOTHING) {
            region.code().interpreted(target);
            return false;
        }
        region.use();
        activation.reload();
        if (result == RegionRootNode.Result.HEADER) {
            live.restore(frame, values);
        }
        return result == RegionRootNode.Result.RETURNED;
    }
}
