// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;

/** Writes blocks of {@link StackCode} into a JVM method. Subclasses say what the method begins with and how it ends. */
abstract class MethodWriter {

    static final ClassDesc BYTES = ConstantDescs.CD_byte.arrayType();

    /** By number. */
    private static final CodeElement[] PLAIN_INSTRUCTIONS = new CodeElement[256];
    private static final Opcode[] BRANCHES = new Opcode[256];

    private static final DirectMethodHandleDesc LINKER = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC,
                    ClassDesc.of("org.emgraal.bytecode.support.InstructionLinker"), "link",
                    MethodTypeDesc.ofDescriptor("(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                                    + "ILjava/lang/String;)Ljava/lang/invoke/CallSite;"));

    static {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.bytecode() < 256) {
                PLAIN_INSTRUCTIONS[opcode.bytecode()] = switch (opcode.kind()) {
                    case OPERATOR -> OperatorInstruction.of(opcode);
                    case STACK -> StackInstruction.of(opcode);
                    case CONVERT -> ConvertInstruction.of(opcode);
                    default -> PLAIN_INSTRUCTIONS[opcode.bytecode()];
                };
                if (opcode.kind() == Opcode.Kind.BRANCH) {
                    BRANCHES[opcode.bytecode()] = opcode;
                }
            }
        }
    }

    final FunctionSource source;
    final StackCode code;
    final CodeBuilder out;
    private final int[] locals;
    private final Label[] blockLabels;
    private final Label[] localLabels;
    private final Map<TryRegion, Label> landings = new LinkedHashMap<>();
    int instance;
    /** Counts down at the only back edges of loops; -1 if there are none. */
    private int budget = -1;
    private int nextLocal;
    private Block following;

    MethodWriter(FunctionSource source, CodeBuilder out) {
        this.source = source;
        this.code = source.code();
        this.out = out;
        this.locals = new int[code.slotCount()];
        Arrays.fill(locals, -1);
        this.blockLabels = new Label[code.blocks.size()];
        this.localLabels = new Label[code.labelCount()];
    }

    // ---- what subclasses say

    /** Whether the method has a block's code. */
    abstract boolean contains(Block block);

    /** The label that a jump to a block of another method goes to. */
    abstract Label exit(Block block);

    /** The result, if there is one, is on the stack. */
    abstract void writeReturn();

    // ---- locals

    int newLocal(int width) {
        int local = nextLocal;
        nextLocal += width;
        return local;
    }

    int local(int slot) {
        if (locals[slot] < 0) {
            locals[slot] = newLocal(slot == 0 ? 1 : Kinds.width(code.kind(slot)));
        }
        return locals[slot];
    }

    void load(int slot) {
        if (slot == 0) {
            out.aload(local(0));
        } else {
            out.loadLocal(Kinds.typeKind(code.kind(slot)), local(slot));
        }
    }

    void store(int slot) {
        out.storeLocal(Kinds.typeKind(code.kind(slot)), local(slot));
    }

    void zero(int slot) {
        switch (code.kind(slot)) {
            case I32 -> out.iconst_0();
            case I64 -> out.lconst_0();
            case F32 -> out.fconst_0();
            case F64 -> out.dconst_0();
            case V128 -> out.getstatic(Kinds.VECTOR, "ZERO", Kinds.VECTOR);
            case REF -> out.aconst_null();
        }
        store(slot);
    }

    void reload() {
        out.aload(instance).invokevirtual(Support.INSTANCE, "memoryBytes", MethodTypeDesc.of(BYTES)).astore(local(0));
    }

    private void writePoll() {
        writePoll("poll");
    }

    /** @param method of {@code Safepoints} */
    void writePoll(String method) {
        out.aload(instance).invokestatic(Support.SAFEPOINTS, method, MethodTypeDesc.of(ConstantDescs.CD_void, Support.INSTANCE));
    }

    /** Rounds of a loop until it looks at safepoints. */
    static final int ROUNDS = 1000;

    /**
     * Whether a loop counts down at its back edge, which HotSpot makes a counted loop of. With several back edges that costs
     * more than looking at a field at the header (docs/tiers.md).
     */
    private boolean countsDown(Block header) {
        return header.backEdges == 1 && contains(header);
    }

    /** To be called at the method's beginning. */
    void writeBudget(List<Block> blocks) {
        if (blocks.stream().anyMatch(block -> block.header && countsDown(block))) {
            budget = newLocal(1);
            out.loadConstant(ROUNDS).istore(budget);
        }
    }

    void writeJump(Block from, int number) {
        Block target = code.blocks.get(number);
        if (target.isBehind(from) && countsDown(target)) {
            out.iinc(budget, -1).iload(budget).ifgt(label(target));
            writePoll();
            out.loadConstant(ROUNDS).istore(budget);
        }
        out.goto_(label(target));
    }

    private void writeBranch(Block from, Opcode condition, int number) {
        Block target = code.blocks.get(number);
        if (target.isBehind(from) && countsDown(target)) {
            Label next = out.newLabel();
            out.branch(StackCodeBuilder.negate(condition), next);
            writeJump(from, number);
            out.labelBinding(next);
        } else {
            out.branch(condition, label(target));
        }
    }

    // ---- labels

    private Label label(Block block) {
        if (!contains(block)) {
            return exit(block);
        }
        Label label = blockLabels[block.number];
        if (label == null) {
            label = out.newLabel();
            blockLabels[block.number] = label;
        }
        return label;
    }

    Label label(int block) {
        return label(code.blocks.get(block));
    }

    private Label localLabel(int number) {
        Label label = localLabels[number];
        if (label == null) {
            label = out.newLabel();
            localLabels[number] = label;
        }
        return label;
    }

    // ---- code

    void writeBlocks(List<Block> blocks) {
        TryRegion open = null;
        Label start = null;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            out.labelBinding(label(block));
            if (block.region != open) {
                protect(open, start);
                open = block.region;
                if (open != null) {
                    start = out.newBoundLabel();
                    // The JVM allows no empty range, and a block may have no code.
                    out.nop();
                }
            }
            following = i + 1 < blocks.size() ? blocks.get(i + 1) : null;
            write(block);
        }
        protect(open, start);
        landings.forEach(this::writeLanding);
    }

    /** The code since {@code start} is that of a try region. */
    private void protect(TryRegion region, Label start) {
        if (region != null && !region.handlers().isEmpty()) {
            Label end = out.newBoundLabel();
            out.exceptionCatchAll(start, end, landings.computeIfAbsent(region, key -> out.newLabel()));
        }
    }

    /** Where an exception arrives that was thrown in a region. */
    private void writeLanding(TryRegion region, Label label) {
        out.labelBinding(label);
        int exception = newLocal(1);
        out.invokestatic(Support.EXCEPTIONS, "caught", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Throwable));
        out.astore(exception);
        for (TryRegion.Clause clause : region.handlers()) {
            Label next = out.newLabel();
            boolean all = clause.tag() == TryRegion.ALL;
            if (!all) {
                out.aload(exception).loadConstant(clause.tag()).aload(instance);
                out.invokestatic(Support.EXCEPTIONS, "hasTag",
                                MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_int, Support.INSTANCE));
                out.ifeq(next);
            }
            long[] live = clause.target().live;
            if (clause.exceptionSlot() >= 0 && Liveness.contains(live, clause.exceptionSlot())) {
                out.aload(exception);
                store(clause.exceptionSlot());
            }
            for (int i = 0; i < clause.slots().length; i++) {
                int slot = clause.slots()[i];
                if (Liveness.contains(live, slot)) {
                    Kind kind = code.kind(slot);
                    out.aload(exception).loadConstant(i);
                    out.invokestatic(Support.EXCEPTIONS, "get" + PlainInstructions.name(kind),
                                    MethodTypeDesc.of(Kinds.type(kind), ConstantDescs.CD_Object, ConstantDescs.CD_int));
                    store(slot);
                }
            }
            if (Liveness.contains(live, 0) && contains(clause.target())) {
                reload();
            }
            out.goto_(handlerLabel(clause));
            if (all) {
                return;
            }
            out.labelBinding(next);
        }
        out.aload(exception);
        out.invokestatic(Support.EXCEPTIONS, "rethrow", MethodTypeDesc.of(Support.RUNTIME_EXCEPTION, ConstantDescs.CD_Object));
        out.athrow();
    }

    /** Where the code of a clause is. */
    Label handlerLabel(TryRegion.Clause clause) {
        return label(clause.target());
    }

    /** A block's code begins. */
    void begin(Block block) {
    }

    private void write(Block block) {
        begin(block);
        for (int i = block.start; i < block.end; i += WIDTH) {
            write(block, i);
        }
    }

    void write(Block block, int at) {
        int first = code.operations[at + 1];
        int second = code.operations[at + 2];
        switch (code.operations[at]) {
            case LOAD -> load(first);
            case STORE -> store(first);
            case INT -> out.loadConstant(first);
            case LONG -> out.loadConstant(code.longAt(first));
            case FLOAT -> writeFloat(first);
            case DOUBLE -> writeDouble(code.longAt(first));
            case PLAIN -> out.with(PLAIN_INSTRUCTIONS[first]);
            case INVOKE -> {
                Method method = code.method(first);
                out.invokestatic(method.owner(), method.name(), method.type());
            }
            case INVOKE_DYNAMIC -> {
                Dynamic dynamic = code.dynamic(first);
                out.invokedynamic(DynamicCallSiteDesc.of(LINKER, "instruction", dynamic.type(), dynamic.opcode(), dynamic.immediates()));
            }
            case CALL -> out.invokestatic(source.names().function(first), source.names().method(first), source.signature(first).direct());
            case CALL_INDIRECT -> {
                Signature signature = source.signatureOfType(first);
                out.loadConstant(second).loadConstant(first).invokestatic(signature.desc(), "callIndirect", signature.indirect());
            }
            case INSTANCE -> out.aload(instance);
            case RELOAD -> {
                if (isMemoryRead(block, at)) {
                    reload();
                }
            }
            case JUMP -> {
                // A jump among the last operations may be one of several.
                if (at + WIDTH < block.end || following == null || following.number != first) {
                    writeJump(block, first);
                }
            }
            case POLL -> {
                if (!block.header || !countsDown(block)) {
                    writePoll();
                }
            }
            case BRANCH -> writeBranch(block, BRANCHES[first], second);
            case BRANCH_LOCAL -> out.branch(BRANCHES[first], localLabel(second));
            case GOTO_LOCAL -> out.goto_(localLabel(first));
            case LABEL -> out.labelBinding(localLabel(first));
            case SWITCH -> writeSwitch(block, code.table(first));
            case SWITCH_LOCAL -> writeSwitch(Arrays.stream(code.table(first)).mapToObj(this::localLabel).toList());
            case RETURN -> writeReturn();
            case THROW -> out.athrow();
            case NULL -> out.aconst_null();
            default -> throw new IllegalStateException("operation " + code.operations[at]);
        }
    }

    /** A constant pool has one NaN only. */
    private void writeFloat(int bits) {
        if (Float.isNaN(Float.intBitsToFloat(bits))) {
            out.loadConstant(bits).invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", MethodTypeDesc.ofDescriptor("(I)F"));
        } else {
            out.loadConstant(Float.intBitsToFloat(bits));
        }
    }

    private void writeDouble(long bits) {
        if (Double.isNaN(Double.longBitsToDouble(bits))) {
            out.loadConstant(bits).invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", MethodTypeDesc.ofDescriptor("(J)D"));
        } else {
            out.loadConstant(Double.longBitsToDouble(bits));
        }
    }

    /** Whether memory is accessed before it is fetched again. */
    private boolean isMemoryRead(Block block, int reload) {
        for (int i = reload + WIDTH; i < block.end; i += WIDTH) {
            switch (code.operations[i]) {
                case LOAD -> {
                    if (code.operations[i + 1] == 0) {
                        return true;
                    }
                }
                case RELOAD -> {
                    return mayLeaveBetween(block, reload, i);
                }
                default -> {
                }
            }
        }
        return isMemoryLiveBehind(block);
    }

    /** Whether control may leave a block between two operations, to where memory is accessed. */
    private boolean mayLeaveBetween(Block block, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            switch (code.operations[i]) {
                case JUMP, BRANCH, SWITCH -> {
                    return isMemoryLiveBehind(block);
                }
                default -> {
                }
            }
        }
        return false;
    }

    private static boolean isMemoryLiveBehind(Block block) {
        for (Block successor : block.successors) {
            if (Liveness.contains(successor.live, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Subclasses may do it otherwise. */
    void writeSwitch(Block block, int[] table) {
        List<Label> labels = new ArrayList<>();
        for (int target : table) {
            labels.add(label(target));
        }
        writeSwitch(labels);
    }

    final void writeSwitch(List<Label> labels) {
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 0; i < labels.size() - 1; i++) {
            cases.add(SwitchCase.of(i, labels.get(i)));
        }
        if (cases.isEmpty()) {
            out.pop().goto_(labels.getLast());
        } else {
            out.tableswitch(0, cases.size() - 1, labels.getLast(), cases);
        }
    }
}
