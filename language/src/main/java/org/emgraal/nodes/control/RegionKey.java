// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One instruction of an interpreted program: the values that the key slots of its interpreter's {@link DispatchLoop} have
 * when it is next, and the blocks that ran until the time after.
 */
final class RegionKey extends Node {

    /** Position among the region's keys. */
    final int number;
    /** By key slot; the first is the address of the instruction. */
    @CompilationFinal(dimensions = 1) private final int[] values;
    /** One array, replaced as a whole: the compiler may be reading it. */
    @Children private RegionBlock[] blocks = {};
    /** Likely next instructions at higher addresses. */
    @CompilationFinal(dimensions = 1) RegionKey[] successors = {};
    /** All instructions that came next. */
    final Set<RegionKey> followers = new LinkedHashSet<>();
    /** How often it ran while the region was recorded. */
    int count;
    /** Whether it is worth being part of the code. */
    boolean chosen;

    RegionKey(int number, int[] values) {
        this.number = number;
        this.values = values;
    }

    int address() {
        return values[0];
    }

    boolean isBefore(RegionKey other) {
        return Integer.compareUnsigned(address(), other.address()) < 0;
    }

    /** How much is known of it: blocks that ran and instructions that came next. */
    int size() {
        return blocks.length + followers.size();
    }

    RegionBlock[] blocks() {
        return blocks;
    }

    /** The copy of a block; null if this instruction has not run it. */
    @ExplodeLoop
    RegionBlock find(int block) {
        for (RegionBlock candidate : blocks) {
            if (candidate.number == block) {
                return candidate;
            }
        }
        return null;
    }

    /** The copy of a block, made if need be. */
    RegionBlock block(int index, BasicBlockNode original) {
        RegionBlock block = find(index);
        if (block == null) {
            block = new RegionBlock(index, original);
            RegionBlock[] extended = Arrays.copyOf(blocks, blocks.length + 1);
            extended[blocks.length] = insert(block);
            blocks = extended;
        }
        return block;
    }

    @ExplodeLoop
    boolean matches(VirtualFrame frame, DispatchLoop loop) {
        for (int i = 0; i < values.length; i++) {
            if (frame.getIntStatic(loop.key[i]) != values[i]) {
                return false;
            }
        }
        return true;
    }

    /** Tells the compiler what {@link #matches} has found out. */
    @ExplodeLoop
    void assume(VirtualFrame frame, DispatchLoop loop) {
        for (int i = 0; i < values.length; i++) {
            frame.setIntStatic(loop.key[i], values[i]);
        }
    }
}
