// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.control.InterpreterRegions;

/**
 * A piece of a large function. It is called with the code of the block to begin with, takes what is live there out of the
 * frame, and returns the code of the block that comes next, or -1 when the function has returned, with the result in
 * element 0 of the frame.
 */
final class PieceMethod extends MethodWriter {

    static final MethodTypeDesc TYPE = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_long.arrayType(),
                    ConstantDescs.CD_Object.arrayType(), Support.INSTANCE);
    private static final int RETURNED = -1;
    private static final int MANY_TARGETS = 4;

    private final PiecePlan plan;
    private final int number;
    private final List<Block> blocks;
    private final int frame;
    private final int objects;
    /** Slots that the piece reads or writes. */
    private final long[] used;
    /** By block of another piece, the label of the code that goes there. */
    private final Map<Block, Label> exits = new LinkedHashMap<>();
    /** By block, the slots that may have been written since the piece was entered, when it ends. */
    private final Map<Block, long[]> written;
    private final Map<Block, long[]> writtenAtExit = new LinkedHashMap<>();
    private Block current;
    private int resultLocal = -1;
    /** In the piece with an interpreter's dispatch, the local with the address it was at last; else -1. */
    private int last = -1;
    /** Where such a piece goes when its interpreter goes back in its program. */
    private Label back;
    private final long[] writtenAtBack;

    PieceMethod(FunctionSource source, CodeBuilder out, PiecePlan plan, int number) {
        super(source, out);
        this.plan = plan;
        this.number = number;
        this.blocks = plan.pieces.get(number);
        newLocal(1);
        this.frame = newLocal(1);
        this.objects = newLocal(1);
        this.instance = newLocal(1);
        this.used = newSet();
        this.writtenAtBack = newSet();
        for (Block block : blocks) {
            for (int i = block.start; i < block.end; i += WIDTH) {
                if (code.operations[i] == LOAD || code.operations[i] == STORE) {
                    Liveness.add(used, code.operations[i + 1]);
                }
            }
            for (Block handler : block.handlers) {
                // What a handler reads is saved when an exception goes there; so it has to be here.
                Liveness.addAll(used, handler.live);
            }
        }
        this.written = findWritten();
    }

    private long[] newSet() {
        return new long[code.slotCount() + 63 >>> 6];
    }

    private Map<Block, long[]> findWritten() {
        Map<Block, long[]> atStart = new LinkedHashMap<>();
        Map<Block, long[]> atEnd = new LinkedHashMap<>();
        blocks.forEach(block -> atStart.put(block, newSet()));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : blocks) {
                long[] set = atStart.get(block).clone();
                for (int i = block.start; i < block.end; i += WIDTH) {
                    if (code.operations[i] == STORE) {
                        Liveness.add(set, code.operations[i + 1]);
                    }
                }
                atEnd.put(block, set);
                changed |= pass(set, block.successors, atStart) | pass(set, block.handlers, atStart);
            }
        }
        return atEnd;
    }

    private boolean pass(long[] set, List<Block> targets, Map<Block, long[]> atStart) {
        boolean changed = false;
        for (Block target : targets) {
            long[] known = atStart.get(target);
            for (int i = 0; known != null && i < set.length; i++) {
                changed |= (set[i] & ~known[i]) != 0;
                known[i] |= set[i];
            }
        }
        return changed;
    }

    void write() {
        writeBudget(blocks);
        Block dispatch = plan.dispatches().isEmpty() ? null : plan.dispatches().get(0);
        if (plan.address() >= 0 && contains(dispatch) && Liveness.contains(used, plan.address())) {
            last = newLocal(1);
            out.aload(frame).loadConstant(plan.address()).laload().l2i().istore(last);
        }
        List<Block> entries = blocks.stream().filter(plan::isEntry).toList();
        if (entries.size() == 1) {
            enter(entries.get(0), blocks.get(0) == entries.get(0));
        } else {
            List<SwitchCase> cases = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                cases.add(SwitchCase.of(i, out.newLabel()));
            }
            out.iload(0).loadConstant((1 << PiecePlan.ENTRY_BITS) - 1).iand();
            out.tableswitch(0, cases.size() - 1, cases.get(0).target(), cases);
            for (int i = 0; i < cases.size(); i++) {
                out.labelBinding(cases.get(i).target());
                enter(entries.get(i), false);
            }
        }
        writeBlocks(blocks);
        exits.forEach(this::writeExit);
        if (back != null) {
            out.labelBinding(back);
            save(dispatch.live, writtenAtBack);
            Label nothing = out.newLabel();
            callRegion(dispatch, nothing);
            out.labelBinding(nothing);
            out.pop().goto_(label(dispatch.number));
        }
    }

    /** Within the piece that has the dispatch, going back in the program is noticed where it happens. */
    @Override
    void writeJump(Block from, int number) {
        if (last >= 0 && code.blocks.get(number) == plan.dispatches().get(0)) {
            back = back == null ? out.newLabel() : back;
            Liveness.addAll(writtenAtBack, written.get(from));
            load(plan.address());
            out.iload(last).invokestatic(ConstantDescs.CD_Integer, "compareUnsigned", MethodTypeDesc.ofDescriptor("(II)I")).ifle(back);
        }
        super.writeJump(from, number);
    }

    /** Takes what is live at an entry out of the frame. */
    private void enter(Block entry, boolean falls) {
        for (int slot = 1; slot < code.slotCount(); slot++) {
            if (Liveness.contains(entry.live, slot) && Liveness.contains(used, slot)) {
                readFrame(slot);
                store(slot);
            }
        }
        if (Liveness.contains(entry.live, 0)) {
            reload();
        }
        if (!falls) {
            out.goto_(label(entry.number));
        }
    }

    private void readFrame(int slot) {
        Kind kind = code.kind(slot);
        if (Kinds.isObject(kind)) {
            out.aload(objects).loadConstant(slot).aaload();
            if (kind == Kind.V128) {
                out.checkcast(Kinds.VECTOR);
            }
        } else {
            out.aload(frame).loadConstant(slot).laload();
            fromBits(kind);
        }
    }

    private void writeFrame(int slot) {
        if (Kinds.isObject(code.kind(slot))) {
            out.aload(objects).loadConstant(slot);
            load(slot);
            out.aastore();
        } else {
            out.aload(frame).loadConstant(slot);
            load(slot);
            toBits(out, code.kind(slot));
            out.lastore();
        }
    }

    static void toBits(CodeBuilder out, Kind kind) {
        switch (kind) {
            case I32 -> out.i2l();
            case F32 -> out.invokestatic(ConstantDescs.CD_Float, "floatToRawIntBits", MethodTypeDesc.ofDescriptor("(F)I")).i2l();
            case F64 -> out.invokestatic(ConstantDescs.CD_Double, "doubleToRawLongBits", MethodTypeDesc.ofDescriptor("(D)J"));
            default -> {
            }
        }
    }

    private void fromBits(Kind kind) {
        fromBits(out, kind);
    }

    static void fromBits(CodeBuilder out, Kind kind) {
        switch (kind) {
            case I32 -> out.l2i();
            case F32 -> out.l2i().invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", MethodTypeDesc.ofDescriptor("(I)F"));
            case F64 -> out.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", MethodTypeDesc.ofDescriptor("(J)D"));
            default -> {
            }
        }
    }

    /** Puts back what has been written and is read behind. */
    private void save(long[] live, long[] changed) {
        for (int slot = 1; slot < code.slotCount(); slot++) {
            if (Liveness.contains(live, slot) && changed != null && Liveness.contains(changed, slot)) {
                writeFrame(slot);
            }
        }
    }

    @Override
    boolean contains(Block block) {
        return plan.pieceOf(block) == number;
    }

    @Override
    Label exit(Block block) {
        Liveness.addAll(writtenAtExit.computeIfAbsent(block, key -> newSet()), written.get(current));
        return exits.computeIfAbsent(block, key -> out.newLabel());
    }

    @Override
    void begin(Block block) {
        current = block;
        if (last >= 0 && block == plan.dispatches().get(0)) {
            load(plan.address());
            out.istore(last);
        }
    }

    @Override
    Label handlerLabel(TryRegion.Clause clause) {
        if (contains(clause.target())) {
            return label(clause.target().number);
        }
        // Any block of the region may have thrown; the landing has written the clause's slots.
        long[] changed = writtenAtExit.computeIfAbsent(clause.target(), key -> newSet());
        Liveness.addAll(changed, used);
        return exits.computeIfAbsent(clause.target(), key -> out.newLabel());
    }

    private void writeExit(Block block, Label label) {
        out.labelBinding(label);
        int dispatch = plan.dispatches().indexOf(block);
        int comparison = dispatch < 0 ? -1 : compareAddress(block);
        save(block.live, writtenAtExit.get(block));
        if (comparison >= 0) {
            writeRegionEntry(block, comparison);
        }
        if (dispatch < 0) {
            out.loadConstant(plan.code(block)).ireturn();
            return;
        }
        writeDispatch(block);
        out.getstatic(source.names().function(source.index()), FunctionClass.dispatchField(dispatch), ConstantDescs.CD_int.arrayType());
        out.invokestatic(Support.PIECES, "select", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int.arrayType()));
        out.ireturn();
    }

    /** The work of a dispatch, with the index of the target left on the stack. */
    private void writeDispatch(Block block) {
        long[] stored = newSet();
        for (int i = block.start; i < block.end - WIDTH; i += WIDTH) {
            int slot = code.operations[i + 1];
            switch (code.operations[i]) {
                case LOAD -> {
                    if (slot == 0) {
                        // Not in a local for sure, as other pieces may have called.
                        out.aload(instance).invokevirtual(Support.INSTANCE, "memoryBytes", MethodTypeDesc.of(BYTES));
                    } else if (Liveness.contains(used, slot) || Liveness.contains(stored, slot)) {
                        load(slot);
                    } else {
                        readFrame(slot);
                    }
                }
                case STORE -> {
                    store(slot);
                    Liveness.add(stored, slot);
                }
                case POLL -> {
                    // Who calls the pieces looks at safepoints.
                }
                default -> write(block, i);
            }
        }
        long[] live = newSet();
        block.successors.forEach(target -> Liveness.addAll(live, target.live));
        save(live, stored);
    }

    /** Compares an interpreter's next address with its last; the local with the result, or -1 if the address is the same. */
    private int compareAddress(Block dispatch) {
        int address = plan.address();
        if (address < 0 || !Liveness.contains(writtenAtExit.get(dispatch), address) || !Liveness.contains(dispatch.live, address)) {
            return -1;
        }
        int comparison = newLocal(1);
        load(address);
        out.aload(frame).loadConstant(address).laload().l2i();
        out.invokestatic(ConstantDescs.CD_Integer, "compareUnsigned", MethodTypeDesc.ofDescriptor("(II)I")).istore(comparison);
        return comparison;
    }

    /** Going back in the program, a region may take over. */
    private void writeRegionEntry(Block dispatch, int comparison) {
        Label forward = out.newLabel();
        Label nothing = out.newLabel();
        out.iload(comparison).ifgt(forward);
        callRegion(dispatch, nothing);
        out.labelBinding(nothing);
        out.pop();
        out.labelBinding(forward);
    }

    /** Returns what is next, or goes to a label with one int to be dropped. */
    private void callRegion(Block dispatch, Label nothing) {
        out.loadConstant(plan.code(dispatch)).aload(frame).loadConstant(source.index()).aload(instance);
        out.invokestatic(Support.INTERPRETERS, "jump",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_long.arrayType(), ConstantDescs.CD_int, Support.INSTANCE));
        out.dup().loadConstant(InterpreterRegions.NOTHING).if_icmpeq(nothing);
        out.ireturn();
    }

    private int resultLocal(Kind result) {
        if (resultLocal < 0) {
            resultLocal = newLocal(Kinds.width(result));
        }
        return resultLocal;
    }

    @Override
    void writeReturn() {
        Kind result = source.signature().result();
        if (result != null) {
            int value = resultLocal(result);
            out.storeLocal(Kinds.typeKind(result), value);
            boolean object = Kinds.isObject(result);
            out.aload(object ? objects : frame).iconst_0().loadLocal(Kinds.typeKind(result), value);
            toBits(out, result);
            if (object) {
                out.aastore();
            } else {
                out.lastore();
            }
        }
        out.loadConstant(RETURNED).ireturn();
    }

    /** With many targets in other pieces, what any of them reads is saved once, before. */
    @Override
    void writeSwitch(Block block, int[] table) {
        List<Block> outside = Arrays.stream(table).distinct().mapToObj(code.blocks::get).filter(target -> !contains(target)).toList();
        if (outside.size() < MANY_TARGETS) {
            super.writeSwitch(block, table);
            return;
        }
        long[] live = newSet();
        outside.forEach(target -> Liveness.addAll(live, target.live));
        save(live, written.get(block));
        Map<Block, Label> labels = new LinkedHashMap<>();
        writeSwitch(Arrays.stream(table).mapToObj(code.blocks::get)
                        .map(target -> contains(target) ? label(target.number) : labels.computeIfAbsent(target, key -> out.newLabel())).toList());
        labels.forEach((target, label) -> {
            out.labelBinding(label);
            out.loadConstant(plan.code(target)).ireturn();
        });
    }
}
