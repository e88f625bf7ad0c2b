// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.binary.CastFlags;
import org.emgraal.binary.InstructionReader;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.bytecode.ControlFrame.Construct;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ModuleCode;

/**
 * Translates a validated function body to {@link StackCode}, in one pass. Both machines have an operand stack, so most
 * instructions become one operation. This class knows the control instructions; all others are in
 * {@link PlainInstructions}.
 */
final class BodyTranslator {

    /** Longer functions would not fit a class file. */
    private static final int MAX_LOCALS = 20_000;
    /** Longer tables would not fit a method. */
    private static final int MAX_TABLE = 12_000;

    private final WasmModule module;
    private final FunctionType type;
    private final WasmReader reader;
    private final StackCodeBuilder builder = new StackCodeBuilder();
    private final StackCode code = builder.code;
    private final PlainInstructions instructions;
    private final List<ControlFrame> control = new ArrayList<>();
    /** Blocks that return what a clause of {@code try_table} has caught. */
    private final List<Block> handlersThatReturn = new ArrayList<>();

    BodyTranslator(ModuleCode moduleCode, int function) {
        this.module = moduleCode.module();
        this.type = module.functionType(function);
        FunctionBody body = module.bodies()[function - moduleCode.indexSpaces().importedFunctions()];
        this.reader = new WasmReader(module.bytes(), body.start(), body.end());
        this.instructions = new PlainInstructions(moduleCode, function, reader, builder);
    }

    /** @throws UnsupportedFunctionException if the function is left to the syntax tree */
    StackCode translate() {
        readLocals();
        builder.place(builder.newBlock());
        code.add(RELOAD);
        control.add(new ControlFrame(Construct.FUNCTION, 0, List.of(), Kinds.of(type.results()), null));
        while (!control.isEmpty()) {
            if (builder.isReachable()) {
                translateInstruction(reader.readOpcode());
                builder.cutIfLong();
            } else {
                translateInstruction(InstructionReader.skipUnreachable(reader));
            }
        }
        builder.end();
        return code;
    }

    private void readLocals() {
        for (ValueType parameter : type.parameters()) {
            code.newSlot(parameter.kind());
        }
        for (int groups = reader.readU32(); groups > 0; groups--) {
            int count = reader.readU32();
            Kind kind = reader.readValueType().kind();
            if (count < 0 || code.slotCount() + count > MAX_LOCALS) {
                throw new UnsupportedFunctionException("more than " + MAX_LOCALS + " locals");
            }
            for (int i = 0; i < count; i++) {
                code.newSlot(kind);
            }
        }
        instructions.setLocals(code.slotCount() - 1);
    }

    private void translateInstruction(int opcode) {
        switch (opcode) {
            case Opcode.IF, Opcode.BR_IF, Opcode.SELECT, Opcode.SELECT_T, Opcode.I32_EQZ -> {
            }
            default -> builder.settle();
        }
        switch (opcode) {
            case Opcode.UNREACHABLE -> {
                builder.invoke(Support.EXCEPTIONS, "unreachable", "()Ljava/lang/RuntimeException;");
                code.add(THROW);
                builder.unreachable();
            }
            case Opcode.NOP -> {
            }
            case Opcode.BLOCK -> open(Construct.BLOCK);
            case Opcode.LOOP -> openLoop();
            case Opcode.IF -> openIf();
            case Opcode.ELSE -> {
                ControlFrame frame = label(0);
                if (builder.isReachable()) {
                    branch(frame);
                }
                startElse(frame);
            }
            case Opcode.TRY -> openRegion(Construct.TRY);
            case Opcode.TRY_TABLE -> openTryTable();
            case Opcode.CATCH -> openCatch(reader.readU32());
            case Opcode.CATCH_ALL -> openCatch(TryRegion.ALL);
            case Opcode.DELEGATE -> {
                ControlFrame delegate = label(reader.readU32() + 1);
                label(0).own.parent = regionInside(delegate);
                close();
            }
            case Opcode.END -> close();
            case Opcode.BR -> {
                branch(label(reader.readU32()));
                builder.unreachable();
            }
            case Opcode.BR_IF -> branchIf(builder.popCondition(), label(reader.readU32()));
            case Opcode.BR_TABLE -> branchTable();
            case Opcode.RETURN -> returnValues();
            case Opcode.THROW -> {
                instructions.throwException(reader.readU32());
                builder.unreachable();
            }
            case Opcode.RETHROW -> {
                code.add(LOAD, label(reader.readU32()).exceptionSlot);
                rethrow();
            }
            case Opcode.THROW_REF -> rethrow();
            case Opcode.BR_ON_NULL -> branchOnNull(label(reader.readU32()));
            case Opcode.BR_ON_NON_NULL -> branchOnNonNull(label(reader.readU32()));
            case Opcode.BR_ON_CAST -> branchOnCast(java.lang.classfile.Opcode.IFEQ);
            case Opcode.BR_ON_CAST_FAIL -> branchOnCast(java.lang.classfile.Opcode.IFNE);
            default -> instructions.translate(opcode);
        }
    }

    // ---- frames

    private ControlFrame label(int depth) {
        return control.get(control.size() - 1 - depth);
    }

    /** The try region that code directly inside a frame is in. */
    private static TryRegion regionInside(ControlFrame frame) {
        return frame.own != null && frame.construct != Construct.CATCH ? frame.own : frame.outer;
    }

    private ControlFrame open(Construct construct) {
        FunctionType signature = reader.readBlockType(module);
        List<Kind> parameters = Kinds.of(signature.parameters());
        ControlFrame frame = new ControlFrame(construct, builder.height() - parameters.size(), parameters,
                        Kinds.of(signature.results()), builder.region());
        control.add(frame);
        return frame;
    }

    private void openLoop() {
        ControlFrame frame = open(Construct.LOOP);
        frame.target = builder.newBlock();
        frame.target.header = true;
        builder.jump(frame.target, builder.height(), 0);
        builder.place(frame.target);
        code.add(POLL);
    }

    private void openIf() {
        java.lang.classfile.Opcode condition = builder.popCondition();
        ControlFrame frame = open(Construct.IF);
        frame.otherwise = builder.newBlock();
        if (builder.height() == 0) {
            code.add(BRANCH, StackCodeBuilder.negate(condition).bytecode(), frame.otherwise.number);
        } else {
            int then = code.newLabel();
            code.add(BRANCH_LOCAL, condition.bytecode(), then);
            builder.jump(frame.otherwise, builder.height(), 0);
            code.add(LABEL, then);
        }
    }

    private void startElse(ControlFrame frame) {
        builder.truncate(frame.height);
        builder.push(frame.parameters);
        frame.construct = Construct.ELSE;
        builder.place(frame.otherwise);
        frame.otherwise = null;
    }

    private ControlFrame openRegion(Construct construct) {
        ControlFrame frame = open(construct);
        frame.own = new TryRegion(frame.outer);
        builder.enterRegion(frame.own);
        Block body = builder.newBlock();
        builder.jump(body, builder.height(), 0);
        builder.place(body);
        return frame;
    }

    private void openTryTable() {
        ControlFrame frame = openRegion(Construct.BLOCK);
        for (int clauses = reader.readU32(); clauses > 0; clauses--) {
            int clause = reader.readU8();
            int tag = clause < Opcode.CLAUSE_CATCH_ALL ? reader.readU32() : TryRegion.ALL;
            ControlFrame target = label(reader.readU32() + 1);
            boolean withReference = clause == Opcode.CLAUSE_CATCH_REF || clause == Opcode.CLAUSE_CATCH_ALL_REF;
            frame.own.add(clauseTo(target, tag, withReference));
        }
    }

    private TryRegion.Clause clauseTo(ControlFrame target, int tag, boolean withReference) {
        int[] slots = temporaries(target.height, instructions.tagKinds(tag));
        int exceptionSlot = withReference ? code.temporary(target.height + slots.length, Kind.REF) : -1;
        if (target.construct != Construct.FUNCTION) {
            return new TryRegion.Clause(tag, target(target), exceptionSlot, slots);
        }
        // A block that returns what was caught; it is placed when the function ends.
        Block returning = code.newBlock(null);
        handlersThatReturn.add(returning);
        return new TryRegion.Clause(tag, returning, exceptionSlot, slots);
    }

    private void openCatch(int tag) {
        ControlFrame frame = label(0);
        if (builder.isReachable()) {
            branch(frame);
        }
        builder.truncate(frame.height);
        frame.construct = Construct.CATCH;
        builder.enterRegion(frame.outer);
        if (frame.exceptionSlot < 0) {
            frame.exceptionSlot = code.newSlot(Kind.REF);
        }
        List<Kind> payload = instructions.tagKinds(tag);
        Block handler = builder.newBlock();
        frame.own.add(new TryRegion.Clause(tag, handler, frame.exceptionSlot, temporaries(frame.height, payload)));
        builder.push(payload);
        builder.place(handler);
    }

    private int[] temporaries(int base, List<Kind> kinds) {
        int[] slots = new int[kinds.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = code.temporary(base + i, kinds.get(i));
        }
        return slots;
    }

    private void close() {
        ControlFrame frame = label(0);
        if (frame.construct == Construct.IF) {
            // No else: where the condition was false, the parameters are the results.
            if (builder.isReachable()) {
                branch(frame);
            }
            startElse(frame);
        }
        control.remove(control.size() - 1);
        if (frame.construct == Construct.FUNCTION) {
            closeFunction(frame);
            return;
        }
        boolean leavesRegion = builder.region() != frame.outer;
        if (frame.construct == Construct.LOOP || frame.target == null && !leavesRegion) {
            if (!builder.isReachable()) {
                builder.truncate(frame.height);
            }
            return;
        }
        if (builder.isReachable()) {
            builder.jump(target(frame), frame.height, frame.results.size());
        }
        builder.enterRegion(frame.outer);
        builder.truncate(frame.height);
        builder.push(frame.results);
        if (frame.target != null) {
            builder.place(frame.target);
        } else {
            builder.unreachable();
        }
    }

    private void closeFunction(ControlFrame frame) {
        if (builder.isReachable()) {
            returnValues();
        }
        builder.enterRegion(null);
        for (Block block : handlersThatReturn) {
            builder.truncate(0);
            builder.push(frame.results);
            builder.place(block);
            returnValues();
        }
    }

    // ---- branches

    private Block target(ControlFrame frame) {
        if (frame.target == null) {
            frame.target = code.newBlock(frame.outer);
        }
        return frame.target;
    }

    /** Goes to a label; what is known of the stack stays. */
    private void branch(ControlFrame frame) {
        if (frame.construct == Construct.FUNCTION) {
            instructions.storeResults(frame.results);
            code.add(RETURN);
        } else {
            builder.jump(target(frame), frame.height, frame.labelKinds().size());
        }
    }

    private boolean isDirect(ControlFrame frame) {
        return builder.height() == 0 && frame.construct != Construct.FUNCTION;
    }

    private void branchIf(java.lang.classfile.Opcode condition, ControlFrame frame) {
        if (isDirect(frame)) {
            code.add(BRANCH, condition.bytecode(), target(frame).number);
        } else {
            int next = code.newLabel();
            code.add(BRANCH_LOCAL, StackCodeBuilder.negate(condition).bytecode(), next);
            branch(frame);
            code.add(LABEL, next);
        }
    }

    private void branchTable() {
        builder.pop(1);
        ControlFrame[] frames = readTable();
        int count = frames.length;
        boolean direct = true;
        for (ControlFrame frame : frames) {
            direct &= isDirect(frame);
        }
        int[] table = new int[count];
        if (direct) {
            for (int i = 0; i < count; i++) {
                table[i] = target(frames[i]).number;
            }
            code.addTable(SWITCH, table);
        } else {
            Map<ControlFrame, Integer> labels = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                table[i] = labels.computeIfAbsent(frames[i], frame -> code.newLabel());
            }
            code.addTable(SWITCH_LOCAL, table);
            labels.forEach((frame, label) -> {
                code.add(LABEL, label);
                branch(frame);
            });
        }
        builder.unreachable();
    }

    /** The labels of a table, the default last; those before it that are the same need no entry. */
    private ControlFrame[] readTable() {
        ControlFrame[] frames = new ControlFrame[reader.readU32() + 1];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = label(reader.readU32());
        }
        int count = frames.length;
        while (count > 1 && frames[count - 2] == frames[count - 1]) {
            count--;
        }
        if (count > MAX_TABLE) {
            throw new UnsupportedFunctionException("a table of " + count + " labels");
        }
        return Arrays.copyOf(frames, count);
    }

    private void branchOnNull(ControlFrame frame) {
        int next = code.newLabel();
        builder.plain(java.lang.classfile.Opcode.DUP);
        code.add(BRANCH_LOCAL, java.lang.classfile.Opcode.IFNONNULL.bytecode(), next);
        builder.plain(java.lang.classfile.Opcode.POP);
        builder.pop(1);
        branch(frame);
        code.add(LABEL, next);
        builder.push(Kind.REF);
    }

    private void branchOnNonNull(ControlFrame frame) {
        int isNull = code.newLabel();
        builder.plain(java.lang.classfile.Opcode.DUP);
        code.add(BRANCH_LOCAL, java.lang.classfile.Opcode.IFNULL.bytecode(), isNull);
        branch(frame);
        code.add(LABEL, isNull);
        builder.drop();
    }

    /** @param otherwise the JVM's branch, by the test's result, to what comes next */
    private void branchOnCast(java.lang.classfile.Opcode otherwise) {
        int flags = reader.readU8();
        ControlFrame frame = label(reader.readU32());
        reader.readHeapType();
        builder.plain(java.lang.classfile.Opcode.DUP);
        instructions.testReference(reader.readHeapType(), (flags & CastFlags.TO_NULLABLE) != 0);
        int next = code.newLabel();
        code.add(BRANCH_LOCAL, otherwise.bytecode(), next);
        branch(frame);
        code.add(LABEL, next);
    }

    private void returnValues() {
        instructions.storeResults(Kinds.of(type.results()));
        code.add(RETURN);
        builder.unreachable();
    }

    private void rethrow() {
        builder.invoke(Support.EXCEPTIONS, "rethrow", "(*)Ljava/lang/RuntimeException;");
        code.add(THROW);
        builder.unreachable();
    }
}
