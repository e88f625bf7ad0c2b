// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CallTarget;
import org.emgraal.runtime.WasmInstance;

/**
 * The regions of an interpreter whose function runs as bytecode. Regions are made of the function's syntax tree, which nobody
 * executes otherwise; what lives at the header of its dispatch loop comes and goes in an array.
 */
public final class InterpreterRegions {

    /** No region was executed. */
    public static final int NOTHING = -2;
    /** The function has returned. */
    public static final int RETURNED = -1;
    /** The dispatch loop goes on. */
    public static final int HEADER = 0;

    /**
     * Calls in a hundred steps beyond which a region does not pay: from Graal's code to bytecode a call takes ten times as long
     * as from bytecode (docs/tiers.md).
     */
    private static final int MAX_CALLS = 5;

    private final RegionEntryNode entry;

    private InterpreterRegions(RegionEntryNode entry) {
        this.entry = entry;
    }

    /** Null if the function is no interpreter, or has parts that regions cannot have. */
    public static InterpreterRegions of(BlockDispatchNode function) {
        RegionEntryNode entry = function.regionEntry();
        if (entry == null) {
            return null;
        }
        entry.maximumCalls = MAX_CALLS;
        return new InterpreterRegions(entry);
    }

    /** Whether what was recorded so far was worth compiling. */
    public boolean pays() {
        return entry.pays();
    }

    /** The local variable with the address of the instruction that is next. */
    public int addressLocal() {
        return entry.loop.key[0];
    }

    /** The locals whose values a call passes, and finds changed. */
    public int[] locals() {
        return entry.blocks[entry.loop.header].live.numbers();
    }

    /**
     * Runs the region that begins with the instruction at an address.
     *
     * @param values of {@link #locals}, as bits
     */
    public int run(int address, long[] values, WasmInstance instance) {
        Regions regions = (Regions) instance.attachment(entry);
        if (regions == null) {
            regions = (Regions) instance.attach(entry, new Regions(entry, instance.store().specializesInterpreters()));
        }
        Region region = regions.find(address);
        CallTarget target = region == null ? null : region.code().choose();
        if (target == null) {
            return NOTHING;
        }
        Object result = target.call(values, instance);
        if (result == RegionRootNode.Result.NOTHING) {
            region.code().interpreted(target);
            return NOTHING;
        }
        region.use();
        return result == RegionRootNode.Result.RETURNED ? RETURNED : HEADER;
    }
}
