// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes.control;

import com.oracle.truffle.api.frame.VirtualFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The instructions that ran while a region was recorded, and what of them is to be compiled. */
final class RegionRecording {

    static final int MAX_KEYS = 800;
    /** Some ten seconds of the compiler's time. */
    private static final int MAX_BLOCKS = 1_500;
    /** An instruction that had less than one in 2^12 of the steps is left out. */
    private static final int RARE_SHIFT = 12;
    /** Beginnings: a loop, the loops around it, the functions they are in. */
    private static final int MAX_ENTRIES = 4;
    /** An instruction with more successors, a return, looks for the next among all. */
    private static final int MAX_SUCCESSORS = 4;

    private static final Comparator<RegionKey> MOST_FREQUENT =
                    Comparator.comparingInt((RegionKey key) -> -key.count).thenComparingInt(key -> key.number);

    private final DispatchLoop loop;
    private final Map<List<Integer>, RegionKey> known = new HashMap<>();
    private final Set<Integer> entries = new HashSet<>();
    /** What was chosen last to be looked for where jumps, calls and returns lead. */
    private Set<RegionKey> targets = Set.of();
    private boolean isFull;

    RegionRecording(DispatchLoop loop) {
        this.loop = loop;
    }

    /** Whether there was more to choose than is compiled at once: recording more would change nothing. */
    boolean isFull() {
        return isFull;
    }

    boolean contains(int address) {
        return known.values().stream().anyMatch(key -> key.address() == address);
    }

    /** Calls of functions that were made in a hundred steps. */
    int callsInHundredSteps() {
        long calls = 0;
        long steps = 1;
        for (RegionKey key : known.values()) {
            steps += key.count;
            for (RegionBlock block : key.blocks()) {
                calls += block.calls();
            }
        }
        return (int) (calls * 100 / steps);
    }

    /** False if there are too many already. */
    boolean addEntry(int address) {
        return entries.contains(address) || entries.size() < MAX_ENTRIES && entries.add(address);
    }

    /** Whether what was chosen last can begin at an address. */
    boolean beginsAt(int address) {
        return targets.stream().anyMatch(key -> key.address() == address);
    }

    /** The instruction that is next; a new one if it was not known; null if there are too many. */
    RegionKey next(VirtualFrame frame) {
        List<Integer> values = new ArrayList<>();
        for (int slot : loop.key) {
            values.add(frame.getIntStatic(slot));
        }
        RegionKey key = known.get(values);
        if (key == null && known.size() < MAX_KEYS) {
            key = new RegionKey(known.size(), values.stream().mapToInt(Integer::intValue).toArray());
            known.put(values, key);
        }
        return key;
    }

    /**
     * Chooses the instructions to compile and the ways between them. Only ways to higher addresses are direct: all others
     * lead through one place, so that the code's loops have one entry each, whatever the program does.
     *
     * @return those to look for at that place, most frequent first
     */
    RegionKey[] choose() {
        int enough = Math.max(1, known.values().stream().mapToInt(key -> key.count).sum() >>> RARE_SHIFT);
        int blocks = 0;
        for (RegionKey key : known.values().stream().filter(key -> key.chosen || key.count >= enough).sorted(MOST_FREQUENT).toList()) {
            blocks += key.blocks().length;
            key.chosen = blocks <= MAX_BLOCKS;
        }
        isFull = blocks > MAX_BLOCKS;
        targets = new HashSet<>();
        for (RegionKey key : known.values()) {
            if (key.chosen) {
                settleBlocks(key);
                settleSuccessors(key);
            }
        }
        return targets.stream().sorted(MOST_FREQUENT).toArray(RegionKey[]::new);
    }

    private void settleBlocks(RegionKey key) {
        for (RegionBlock block : key.blocks()) {
            Edge[] edges = block.code.edges;
            boolean table = block.code.terminator == BasicBlockNode.Terminator.TABLE;
            block.settle(table ? IntStream.range(0, edges.length - 1).filter(n -> loop.hasRun(key, edges[n])).toArray() : new int[0]);
        }
    }

    private void settleSuccessors(RegionKey key) {
        RegionKey[] forward = key.followers.stream().filter(next -> next.chosen && key.isBefore(next)).toArray(RegionKey[]::new);
        if (forward.length > MAX_SUCCESSORS) {
            targets.addAll(Arrays.asList(forward));
            forward = new RegionKey[0];
        }
        key.successors = forward;
        key.followers.stream().filter(next -> next.chosen && !key.isBefore(next)).forEach(targets::add);
        if (entries.contains(key.address())) {
            targets.add(key);
        }
    }
}
