// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.control.DispatchLoop;
import org.emgraal.nodes.control.LoopNest;

/**
 * Finds the dispatch loop of a function that is an interpreter: a loop around a {@code br_table} with many targets whose
 * index comes from memory, from an address that changes each time round. The index may have been loaded before the loop
 * goes round: CPython's opcodes load the next one, and split it into opcode and argument.
 * <p>
 * A mistake here costs time, not correctness: who uses the slots that are found compares their values.
 */
final class DispatchLoops {

    /** A {@code switch} with fewer cases is taken for something else. */
    private static final int MIN_TARGETS = 32;
    /** Slots times blocks and expressions to look through, under a second; CPython's evaluation loop has a fiftieth. */
    private static final long MAX_WORK = 1 << 26;

    private final List<Block> blocks;
    private final FrameSlots slots;
    private final LoopNest nest;

    DispatchLoops(List<Block> blocks, FrameSlots slots, LoopNest nest) {
        this.blocks = blocks;
        this.slots = slots;
        this.nest = nest;
    }

    /** That of the {@code br_table} with most targets, or null. */
    DispatchLoop find() {
        Block widest = null;
        int most = MIN_TARGETS - 1;
        for (Block block : blocks) {
            int targets = block.successors.size() > most ? new HashSet<>(block.successors).size() : 0;
            if (targets > most) {
                widest = block;
                most = targets;
            }
        }
        return widest == null ? null : around(widest);
    }

    private DispatchLoop around(Block table) {
        int header = nest.innermostAround(table.number);
        if (header < 0) {
            return null;
        }
        List<Block> loop = blocks.subList(header, nest.end(header) + 1);
        BitSet ints = intsAt(header);
        if (ints.cardinality() * loop.stream().mapToLong(block -> 1 + block.effects.size()).sum() > MAX_WORK) {
            return null;
        }
        BitSet index = new BitSet();
        boolean loadedInside = addSources(header, table.number, index);
        index.and(ints);
        LoopDefinitions definitions = new LoopDefinitions(loop);
        int address = loadedInside ? mostOftenSet(index, definitions) : mostLoadedFrom(index, ints, definitions);
        if (address < 0 || definitions.reaching(address).isEmpty()) {
            return null;
        }
        BitSet key = (BitSet) index.clone();
        key.set(address);
        if (!loadedInside) {
            setTogether(index, ints, definitions).stream().filter(slot -> isSetWith(index, definitions.reaching(slot))).forEach(key::set);
        }
        key.clear(address);
        int[] others = key.stream().toArray();
        int[] all = new int[others.length + 1];
        all[0] = address;
        System.arraycopy(others, 0, all, 1, others.length);
        return new DispatchLoop(header, all);
    }

    private BitSet intsAt(int header) {
        BitSet ints = new BitSet();
        for (int slot : slots.ofKind(blocks.get(header).liveIn, Kind.I32)) {
            ints.set(slot);
        }
        return ints;
    }

    /** Adds the slots that the condition of block {@code last} is made of, as seen at {@code first}; whether memory is read between. */
    private boolean addSources(int first, int last, BitSet sources) {
        List<Effects> condition = blocks.get(last).effects;
        Arrays.stream(condition.get(condition.size() - 1).reads()).forEach(sources::set);
        boolean loaded = condition.get(condition.size() - 1).readsMemory();
        for (int i = last; i >= first; i--) {
            List<Effects> effects = blocks.get(i).effects;
            for (int j = effects.size() - 1; j >= 0; j--) {
                Effects expression = effects.get(j);
                if (Arrays.stream(expression.writes()).anyMatch(sources::get)) {
                    Arrays.stream(expression.reads()).forEach(sources::set);
                    loaded |= expression.readsMemory();
                }
            }
        }
        return loaded;
    }

    private static int mostOftenSet(BitSet candidates, LoopDefinitions definitions) {
        return candidates.stream().boxed().max(Comparator.comparing(slot -> definitions.reaching(slot).size())).orElse(-1);
    }

    /** The slot from which, as an address, the index was loaded in at least a quarter of the cases; -1 if there is none. */
    private static int mostLoadedFrom(BitSet index, BitSet candidates, LoopDefinitions definitions) {
        Map<Integer, Integer> counts = new HashMap<>();
        int total = 0;
        for (int slot : index.stream().toArray()) {
            for (Effects expression : definitions.reaching(slot)) {
                total++;
                if (expression.readsMemory()) {
                    Arrays.stream(expression.reads()).filter(candidates::get).forEach(read -> counts.merge(read, 1, Integer::sum));
                }
            }
        }
        int enough = Math.max(1, total / 4);
        return counts.entrySet().stream().filter(count -> count.getValue() >= enough)
                        .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(-1);
    }

    /** The slots that some expression sets which sets one of {@code index} too. */
    private static BitSet setTogether(BitSet index, BitSet candidates, LoopDefinitions definitions) {
        BitSet together = new BitSet();
        for (int slot : index.stream().toArray()) {
            definitions.reaching(slot).forEach(expression -> Arrays.stream(expression.writes()).forEach(together::set));
        }
        together.and(candidates);
        return together;
    }

    /** Whether the expressions that set a slot set, nearly all, one of {@code index} too: the argument beside the opcode. */
    private static boolean isSetWith(BitSet index, List<Effects> expressions) {
        long together = expressions.stream().filter(expression -> Arrays.stream(expression.writes()).anyMatch(index::get)).count();
        return together > 0 && together >= expressions.size() - expressions.size() / 8;
    }
}
