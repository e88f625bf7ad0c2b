// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.call.CallNode;
import org.emgraal.nodes.call.PassNode;
import org.emgraal.nodes.call.ReturnNode;
import org.emgraal.nodes.control.BasicBlockNode.Terminator;
import org.emgraal.nodes.control.TargetNumberNode;
import org.emgraal.nodes.memory.MemoryArgument;

/**
 * Builds basic blocks from an abstract operand stack. Operands stay unevaluated expressions until something consumes
 * them; a statement first evaluates ("spills") the pending operands it could disturb, in stack order, so that effects
 * happen in the order of the specification. Everything that lives across a block border is in a slot.
 */
final class CodeBuilder {

    /** Expression trees higher than this are cut: each level is a Java frame while interpreting. */
    private static final int MAX_HEIGHT = 40;

    /** More operands than this do not stay unevaluated: every statement looks at them. */
    private static final int MAX_PENDING = 64;

    /** More statements than this are several blocks: compilation unrolls a block. */
    private static final int MAX_BLOCK = 4096;

    /** A function with more statements is refused; the largest body there may be has less. */
    private static final int MAX_STATEMENTS = 4_000_000;

    /** Longer {@code br_table}s look their target up. */
    private static final int MAX_COMPARISONS = 1024;

    final FrameSlots slots;
    final List<Block> placed = new ArrayList<>();
    private final List<Operand> stack = new ArrayList<>();
    /** Operands at positions below are values in their own slots, or constants: no statement disturbs them. */
    private int settled;
    private int statements;
    private Block current;
    private TryRegion region;
    private boolean hasHandlers;

    CodeBuilder(FrameSlots slots) {
        this.slots = slots;
    }

    // ---- blocks

    Block newBlock() {
        return new Block(region);
    }

    /** Code goes into {@code block} from now on. */
    void place(Block block) {
        block.number = placed.size();
        placed.add(block);
        current = block;
    }

    boolean isReachable() {
        return current != null;
    }

    TryRegion region() {
        return region;
    }

    void enterRegion(TryRegion newRegion) {
        region = newRegion;
        hasHandlers |= newRegion != null;
    }

    private void terminate(Terminator terminator, ExpressionNode condition, Block... successors) {
        current.terminator = terminator;
        current.condition = condition;
        current.successors.addAll(List.of(successors));
        current = null;
    }

    void jump(Block target) {
        terminate(Terminator.GOTO, null, target);
    }

    /** Ends the block; pending operands must have been spilled. */
    void branchIf(Operand condition, Block taken, Block notTaken) {
        Operand operand = inStatementIfThrowing(condition);
        current.record(operand.effects());
        terminate(Terminator.IF, operand.node(), taken, notTaken);
    }

    /** The last target is the default. */
    void branchTable(Operand index, List<Block> targets) {
        Operand operand = inStatementIfThrowing(index);
        current.record(operand.effects());
        if (targets.size() <= MAX_COMPARISONS) {
            terminate(Terminator.TABLE, operand.node(), targets.toArray(new Block[0]));
            return;
        }
        Map<Block, Integer> distinct = new LinkedHashMap<>();
        targets.forEach(target -> distinct.putIfAbsent(target, distinct.size()));
        int[] numbers = targets.stream().mapToInt(distinct::get).toArray();
        terminate(Terminator.TABLE, new TargetNumberNode(numbers, operand.node()), distinct.keySet().toArray(new Block[0]));
    }

    /** Notes an access to a memory, which comes behind all that was noted before. */
    void accessMemory(MemoryArgument argument) {
        if (argument.memory() == 0) {
            current.accessMemory();
        }
    }

    void call(CallNode call) {
        current.call(call);
    }

    void growMemory() {
        current.growMemory();
    }

    void unreachable() {
        terminate(Terminator.UNREACHABLE, null);
    }

    /** Handlers cover statements only: what may throw is evaluated in one. */
    private Operand inStatementIfThrowing(Operand operand) {
        if (region == null || !operand.effects().calls()) {
            return operand;
        }
        int slot = slots.temporary(stack.size(), operand.kind());
        append(VariableNodes.set(operand.kind(), slot, operand.node()), operand.effects().write(slot));
        return Operand.read(operand.kind(), slot);
    }

    /** Ends the block by returning the top {@code kinds.length} operands. */
    void returnValues(Kind[] kinds) {
        int base = stack.size() - kinds.length;
        discard(0, base);
        for (int i = 0; i < kinds.length; i++) {
            boolean calls = stack.get(base + i).effects().calls();
            if (calls && i > 0) {
                spill(base + i);
            }
        }
        PassNode[] results = new PassNode[kinds.length];
        Effects effects = Effects.NONE;
        for (int i = kinds.length - 1; i >= 0; i--) {
            Operand operand = pop();
            results[i] = PassNode.create(kinds[i], i, operand.node());
            effects = operand.effects().and(effects);
        }
        if (results.length > 0) {
            append(new ReturnNode(results), effects);
        }
        terminate(Terminator.RETURN, null);
    }

    // ---- operands

    int height() {
        return stack.size();
    }

    void push(Operand operand) {
        stack.add(operand);
        if (operand.height() > MAX_HEIGHT) {
            spill(stack.size() - 1);
        }
        if (stack.size() - settled > MAX_PENDING) {
            spillBelow(stack.size() - MAX_PENDING / 2);
        }
    }

    void push(ExpressionNode node, Kind kind, Effects effects, Operand... operands) {
        int height = 0;
        Effects all = Effects.NONE;
        for (Operand operand : operands) {
            height = Math.max(height, operand.height());
            all = all.and(operand.effects());
        }
        push(Operand.of(node, kind, all.and(effects), height + 1));
    }

    void pushTemporary(Kind kind) {
        stack.add(Operand.read(kind, slots.temporary(stack.size(), kind)));
    }

    Operand pop() {
        settled = Math.min(settled, stack.size() - 1);
        return stack.remove(stack.size() - 1);
    }

    Operand peek(int fromTop) {
        return stack.get(stack.size() - 1 - fromTop);
    }

    /** Forgets operands of code that is not reachable. */
    void truncate(int height) {
        while (stack.size() > height) {
            pop();
        }
    }

    /** Appends a statement behind the pending operands it must not overtake. */
    void emit(ExpressionNode statement, Effects effects) {
        settle(stack.size(), effects);
        append(statement, effects);
    }

    void emit(ExpressionNode statement, Effects own, Operand... operands) {
        Effects all = own;
        for (Operand operand : operands) {
            all = all.and(operand.effects());
        }
        emit(statement, all);
    }

    private void append(ExpressionNode statement, Effects effects) {
        if (++statements > MAX_STATEMENTS) {
            throw new FunctionSizeException("more than " + MAX_STATEMENTS + " statements");
        }
        if (current.statements.size() == MAX_BLOCK) {
            Block next = new Block(current.region);
            // What was noted here may be executed there.
            current.accessMemory();
            next.accessMemory();
            jump(next);
            place(next);
        }
        current.add(statement, effects);
    }

    private void settle(int below, Effects effects) {
        for (int i = settled; i < below; i++) {
            if (stack.get(i).effects().mustPrecede(effects, hasHandlers)) {
                spill(i);
            }
        }
    }

    /** Evaluates the operand at a position into that position's temporary. */
    void spill(int position) {
        Operand operand = stack.get(position);
        int slot = slots.temporary(position, operand.kind());
        if (operand.slot() == slot) {
            return;
        }
        Effects effects = operand.effects().write(slot);
        settle(position, effects);
        append(VariableNodes.set(operand.kind(), slot, operand.node()), effects);
        stack.set(position, Operand.read(operand.kind(), slot));
    }

    /** Before a block border. Constants may stay pending: evaluating them later makes no difference. */
    void spillAll() {
        spillBelow(stack.size());
    }

    /** The operands at positions below {@code height} live on behind the block border. */
    void spillBelow(int height) {
        for (int i = settled; i < height; i++) {
            if (!stack.get(i).effects().isPure()) {
                spill(i);
            }
        }
        settled = Math.max(settled, height);
    }

    /** Puts the top {@code count} operands into their positions' temporaries, constants too. */
    void spillTop(int count) {
        for (int i = stack.size() - count; i < stack.size(); i++) {
            spill(i);
        }
    }

    /** Moves the top operands to the temporaries of positions {@code base…}, as a label there expects them. */
    void moveTop(int count, int base) {
        int from = stack.size() - count;
        for (int i = 0; i < count; i++) {
            Operand operand = stack.get(from + i);
            int slot = slots.temporary(base + i, operand.kind());
            if (operand.slot() != slot) {
                Effects effects = operand.effects().write(slot);
                settle(from + i, effects);
                // Later results cannot read this slot: an operand reads temporaries of its own position or higher.
                append(VariableNodes.set(operand.kind(), slot, operand.node()), effects);
                stack.set(from + i, Operand.read(operand.kind(), slot));
            }
        }
    }

    /** As {@link #moveTop} in a block beside the main path: the operands, all in temporaries, stay where they are. */
    void moveCopy(int count, int base) {
        int from = stack.size() - count;
        for (int i = 0; i < count; i++) {
            Operand operand = stack.get(from + i);
            int slot = slots.temporary(base + i, operand.kind());
            append(VariableNodes.set(operand.kind(), slot, VariableNodes.get(operand.kind(), operand.slot())),
                            Effects.read(operand.slot()).write(slot));
        }
    }

    /** Drops the top operand, keeping what it does. */
    void drop() {
        Operand operand = pop();
        if (operand.effects().isNeeded()) {
            emit(operand.node(), operand.effects());
        }
    }

    /** Evaluates for their effects the operands at positions {@code from…to-1}, which a branch leaves behind. */
    void discard(int from, int to) {
        for (int i = from; i < to; i++) {
            Operand operand = stack.get(i);
            if (operand.effects().isNeeded()) {
                settle(i, operand.effects());
                append(operand.node(), operand.effects());
                stack.set(i, Operand.of(null, operand.kind(), Effects.NONE, 0));
            }
        }
    }
}
