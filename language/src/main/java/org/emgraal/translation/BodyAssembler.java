// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.control.BasicBlockNode;
import org.emgraal.nodes.control.BlockDispatchNode;
import org.emgraal.nodes.control.Edge;
import org.emgraal.nodes.control.ExceptionHandler;
import org.emgraal.nodes.control.LiveSlots;
import org.emgraal.nodes.control.LoopNest;
import org.emgraal.nodes.control.RecordedProfile;

/** Turns the finished block graph into nodes: edges with the slots that die on them, handlers, the dispatch loop. */
final class BodyAssembler {

    private static final BitSet NONE = new BitSet();

    private final List<Block> blocks;
    private final FrameSlots slots;
    private Liveness liveness;
    private MemoryLiveness memory;
    private final Map<TryRegion, ExceptionHandler[]> handlers = new HashMap<>();
    private final Map<BitSet, int[][]> deadSlots = new HashMap<>();
    private final Map<BitSet, LiveSlots> liveSlots = new HashMap<>();
    private LoopNest nest;

    BodyAssembler(List<Block> blocks, FrameSlots slots) {
        this.blocks = blocks;
        this.slots = slots;
    }

    /** @param body the function in the module's bytes */
    BlockDispatchNode assemble(byte[] module, FunctionBody body) {
        liveness = Liveness.analyze(blocks, slots.count());
        memory = MemoryLiveness.analyze(blocks);
        nest = nest();
        int outerLoopSlot = nest.hasLoops() ? slots.add(Kind.I32) : -1;
        BasicBlockNode[] nodes = new BasicBlockNode[blocks.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = assemble(blocks.get(i));
        }
        return new BlockDispatchNode(nodes, memory.isLiveAt(blocks.get(0)), nest, outerLoopSlot,
                        RecordedProfile.find(module, body.start(), body.end(), nodes.length), new DispatchLoops(blocks, slots, nest).find());
    }

    private LoopNest nest() {
        int[] ends = new int[blocks.size()];
        Arrays.fill(ends, -1);
        for (Block block : blocks) {
            block.successors.stream().filter(to -> isBack(block, to)).forEach(to -> ends[to.number] = block.number);
        }
        return new LoopNest(ends);
    }

    private BasicBlockNode assemble(Block block) {
        return new BasicBlockNode(block.statements.toArray(new ExpressionNode[0]), block.terminator, block.condition,
                        edges(block), block.region == null ? null : handlers(block.region),
                        nest.hasLoops() ? liveSlots.computeIfAbsent(liveness.liveAt(block), slots::live) : null);
    }

    private Edge[] edges(Block block) {
        int count = block.successors.size();
        Set<Block> targets = count < RenamedSlots.MIN_TARGETS ? Set.of() : new HashSet<>(block.successors);
        boolean table = targets.size() >= RenamedSlots.MIN_TARGETS;
        Map<Block, Edge> shared = count <= 2 ? null : new HashMap<>();
        Edge[] edges = new Edge[count];
        for (int i = 0; i < count; i++) {
            Block target = block.successors.get(i);
            Edge known = shared == null ? null : shared.get(target);
            edges[i] = known == null ? edge(block, target, table) : known;
            if (shared != null) {
                shared.put(target, edges[i]);
            }
        }
        return edges;
    }

    private Edge edge(Block from, Block to, boolean table) {
        int[][] dead = deadSlots.computeIfAbsent(liveness.deadOnEdge(from, to), this::split);
        BitSet renamed = table ? RenamedSlots.usedNear(to) : NONE;
        return new Edge(to.number, isBack(from, to), memory.diesOnEdge(from, to), dead[0], dead[1],
                        slots.ofKind(renamed, Kind.I32), slots.ofKind(renamed, Kind.I64));
    }

    private static boolean isBack(Block from, Block to) {
        return to.number <= from.number;
    }

    /** Locals whose initial values the function reads. */
    BitSet liveAtEntry() {
        return liveness.liveAt(blocks.get(0));
    }

    private int[][] split(BitSet dead) {
        int[] numbers = dead.stream().filter(slot -> !slots.holdsReference(slot)).toArray();
        int[] references = dead.stream().filter(slots::holdsReference).toArray();
        return new int[][]{numbers, references};
    }

    private ExceptionHandler[] handlers(TryRegion region) {
        ExceptionHandler[] known = handlers.get(region);
        if (known == null) {
            List<TryRegion.Clause> clauses = region.reachableClauses();
            known = new ExceptionHandler[clauses.size()];
            for (int i = 0; i < known.length; i++) {
                TryRegion.Clause clause = clauses.get(i);
                known[i] = new ExceptionHandler(clause.tag(), clause.target().number, clause.exceptionSlot(),
                                clause.kinds(), clause.slots());
            }
            handlers.put(region, known);
        }
        return known;
    }
}
