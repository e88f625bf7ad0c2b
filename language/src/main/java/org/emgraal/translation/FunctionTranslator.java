// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.emgraal.binary.CastFlags;
import org.emgraal.binary.InstructionReader;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.control.BlockDispatchNode;
import org.emgraal.nodes.control.ExceptionHandler;
import org.emgraal.nodes.exception.ExceptionNodes;
import org.emgraal.nodes.gc.CastNodes;
import org.emgraal.nodes.table.ReferenceNodes;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.ReferenceTest;

/**
 * Translates a validated function body into blocks of expression trees: one pass over the instructions with a stack
 * of control frames here, a stack of operands in {@link CodeBuilder}. This class knows the control instructions; all
 * others are in {@link InstructionTranslator}.
 */
public final class FunctionTranslator {

    private final ModuleCode code;
    private final WasmModule module;
    private final FunctionType type;
    private final FunctionBody body;
    private final WasmReader reader;
    private final CodeBuilder builder;
    private final InstructionTranslator instructions;
    private final List<ControlFrame> control = new ArrayList<>();
    private final Kind[] locals;
    private BitSet liveAtEntry;

    public FunctionTranslator(ModuleCode code, int functionIndex) {
        this.code = code;
        this.module = code.module();
        this.type = module.functionType(functionIndex);
        this.body = module.bodies()[functionIndex - code.indexSpaces().importedFunctions()];
        this.reader = new WasmReader(module.bytes(), body.start(), body.end());
        this.locals = readLocals();
        this.builder = new CodeBuilder(new FrameSlots(locals));
        this.instructions = new InstructionTranslator(code, functionIndex, reader, builder, locals);
    }

    /**
     * Representations of parameters and declared locals; null for one whose first value nobody reads. Known once
     * translated.
     */
    public Kind[] initializedLocals() {
        Kind[] initialized = locals.clone();
        for (int i = 0; i < initialized.length; i++) {
            // A reference that is passed has to leave the call registers in any case, V128 is never null.
            if (!liveAtEntry.get(i) && locals[i] != Kind.REF && locals[i] != Kind.V128) {
                initialized[i] = null;
            }
        }
        return initialized;
    }

    public FrameSlots slots() {
        return builder.slots;
    }

    /** Whether the body leaves calls to {@link org.emgraal.nodes.call.TailCallRootNode}; known once translated. */
    public boolean hasTailCalls() {
        return instructions.hasTailCalls();
    }

    /** Whether calls of the function are to be watched by {@link org.emgraal.runtime.StackGuard}; known once translated. */
    public boolean isRecursive() {
        return instructions.isRecursive();
    }

    /** The body's nodes; call once. */
    public BlockDispatchNode translate() {
        builder.place(builder.newBlock());
        control.add(new ControlFrame(ControlFrame.Construct.FUNCTION, 0, new Kind[0], kinds(type.results()), null));
        while (!control.isEmpty()) {
            if (builder.isReachable()) {
                translateInstruction(reader.readOpcode());
            } else {
                translateInstruction(InstructionReader.skipUnreachable(reader));
            }
        }
        BodyAssembler assembler = new BodyAssembler(builder.placed, builder.slots);
        BlockDispatchNode nodes = assembler.assemble(module.bytes(), body);
        liveAtEntry = assembler.liveAtEntry();
        return nodes;
    }

    private Kind[] readLocals() {
        List<Kind> kinds = new ArrayList<>();
        type.parameters().forEach(parameter -> kinds.add(parameter.kind()));
        for (int groups = reader.readU32(); groups > 0; groups--) {
            int count = reader.readU32();
            Kind kind = reader.readValueType().kind();
            for (int i = 0; i < count; i++) {
                kinds.add(kind);
            }
        }
        return kinds.toArray(new Kind[0]);
    }

    static Kind[] kinds(List<ValueType> types) {
        return types.stream().map(ValueType::kind).toArray(Kind[]::new);
    }

    private void translateInstruction(int opcode) {
        switch (opcode) {
            case Opcode.UNREACHABLE -> {
                builder.discard(0, builder.height());
                builder.unreachable();
            }
            case Opcode.NOP -> {
            }
            case Opcode.BLOCK -> open(ControlFrame.Construct.BLOCK);
            case Opcode.LOOP -> openLoop();
            case Opcode.IF -> openIf();
            case Opcode.ELSE -> openElse();
            case Opcode.TRY -> openTry();
            case Opcode.TRY_TABLE -> openTryTable();
            case Opcode.CATCH -> openCatch(reader.readU32());
            case Opcode.CATCH_ALL -> openCatch(ExceptionHandler.ALL);
            case Opcode.DELEGATE -> {
                ControlFrame delegate = label(reader.readU32() + 1);
                top().innerRegion.parent = delegate.innerRegion;
                close();
            }
            case Opcode.END -> close();
            case Opcode.BR -> jump(label(reader.readU32()));
            case Opcode.BR_IF -> branchIf(builder.pop(), label(reader.readU32()));
            case Opcode.BR_TABLE -> branchTable();
            case Opcode.RETURN -> builder.returnValues(kinds(type.results()));
            case Opcode.THROW -> {
                instructions.emitThrow(reader.readU32());
                builder.unreachable();
            }
            case Opcode.RETHROW -> {
                int slot = label(reader.readU32()).exceptionSlot;
                builder.emit(new ExceptionNodes.Rethrow(slot), Effects.read(slot).and(Effects.CALLS));
                builder.unreachable();
            }
            case Opcode.THROW_REF -> {
                Operand exception = builder.pop();
                builder.emit(new ExceptionNodes.ThrowRef(exception.node()), Effects.of(Effects.CALLS), exception);
                builder.unreachable();
            }
            case Opcode.BR_ON_NULL, Opcode.BR_ON_NON_NULL, Opcode.BR_ON_CAST, Opcode.BR_ON_CAST_FAIL ->
                branchOnReference(opcode);
            default -> instructions.translate(opcode);
        }
    }

    // ---- frames

    private ControlFrame top() {
        return control.get(control.size() - 1);
    }

    private ControlFrame label(int depth) {
        return control.get(control.size() - 1 - depth);
    }

    private ControlFrame open(ControlFrame.Construct construct) {
        FunctionType signature = reader.readBlockType(module);
        Kind[] parameters = kinds(signature.parameters());
        ControlFrame frame = new ControlFrame(construct, builder.height() - parameters.length, parameters,
                        kinds(signature.results()), builder.region());
        control.add(frame);
        return frame;
    }

    private void openLoop() {
        ControlFrame frame = open(ControlFrame.Construct.LOOP);
        builder.spillAll();
        builder.spillTop(frame.parameters.length);
        frame.target = builder.newBlock();
        builder.jump(frame.target);
        builder.place(frame.target);
    }

    private void openIf() {
        Operand condition = builder.pop();
        ControlFrame frame = open(ControlFrame.Construct.IF);
        builder.spillAll();
        builder.spillTop(frame.parameters.length);
        Block then = builder.newBlock();
        frame.elseBlock = builder.newBlock();
        branch(condition, then, frame.elseBlock);
        builder.place(then);
    }

    private void openElse() {
        ControlFrame frame = top();
        if (builder.isReachable()) {
            jump(frame);
        }
        frame.construct = ControlFrame.Construct.ELSE;
        startElse(frame);
    }

    private void startElse(ControlFrame frame) {
        builder.truncate(frame.height);
        builder.place(frame.elseBlock);
        frame.elseBlock = null;
        for (Kind parameter : frame.parameters) {
            builder.pushTemporary(parameter);
        }
    }

    private void openTry() {
        ControlFrame frame = open(ControlFrame.Construct.TRY);
        startRegion(frame);
    }

    private void startRegion(ControlFrame frame) {
        builder.spillAll();
        builder.spillTop(frame.parameters.length);
        frame.innerRegion = new TryRegion(frame.outerRegion);
        builder.enterRegion(frame.innerRegion);
        Block body = builder.newBlock();
        builder.jump(body);
        builder.place(body);
    }

    private void openTryTable() {
        ControlFrame frame = open(ControlFrame.Construct.BLOCK);
        startRegion(frame);
        for (int clauses = reader.readU32(); clauses > 0; clauses--) {
            int clause = reader.readU8();
            int tag = clause < Opcode.CLAUSE_CATCH_ALL ? reader.readU32() : ExceptionHandler.ALL;
            ControlFrame target = label(reader.readU32() + 1);
            Kind[] payload = tag == ExceptionHandler.ALL ? new Kind[0] : tagKinds(tag);
            int[] slots = temporaries(target.height, payload);
            boolean withReference = clause == Opcode.CLAUSE_CATCH_REF || clause == Opcode.CLAUSE_CATCH_ALL_REF;
            int exceptionSlot = withReference ? builder.slots.temporary(target.height + payload.length, Kind.REF) : -1;
            frame.innerRegion.add(new TryRegion.Clause(tag, target(target), exceptionSlot, payload, slots));
        }
    }

    private void openCatch(int tag) {
        ControlFrame frame = top();
        TryRegion region = frame.construct == ControlFrame.Construct.TRY ? frame.innerRegion : frame.catchRegion;
        if (builder.isReachable()) {
            jump(frame);
        }
        builder.truncate(frame.height);
        frame.construct = ControlFrame.Construct.CATCH;
        frame.catchRegion = region;
        frame.innerRegion = frame.outerRegion;
        builder.enterRegion(frame.outerRegion);
        if (frame.exceptionSlot < 0) {
            frame.exceptionSlot = builder.slots.add(Kind.REF);
        }
        Kind[] payload = tag == ExceptionHandler.ALL ? new Kind[0] : tagKinds(tag);
        Block handler = builder.newBlock();
        region.add(new TryRegion.Clause(tag, handler, frame.exceptionSlot, payload, temporaries(frame.height, payload)));
        builder.place(handler);
        for (Kind kind : payload) {
            builder.pushTemporary(kind);
        }
    }

    private Kind[] tagKinds(int tag) {
        return kinds(module.signature(module.tagTypes()[tag]).parameters());
    }

    private int[] temporaries(int base, Kind[] kinds) {
        int[] slots = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            slots[i] = builder.slots.temporary(base + i, kinds[i]);
        }
        return slots;
    }

    private void close() {
        ControlFrame frame = top();
        if (frame.construct == ControlFrame.Construct.IF) {
            // No else: where the condition was false, the parameters are the results.
            if (builder.isReachable()) {
                jump(frame);
            }
            startElse(frame);
        }
        control.remove(control.size() - 1);
        if (frame.construct == ControlFrame.Construct.FUNCTION) {
            closeFunction(frame);
            return;
        }
        boolean leavesRegion = builder.region() != frame.outerRegion;
        builder.enterRegion(frame.outerRegion);
        if (frame.construct == ControlFrame.Construct.LOOP || frame.target == null && !leavesRegion) {
            if (!builder.isReachable()) {
                builder.truncate(frame.height);
            }
            return;
        }
        if (builder.isReachable()) {
            jumpTo(frame, target(frame));
        }
        builder.truncate(frame.height);
        if (frame.target != null) {
            builder.place(frame.target);
            for (Kind result : frame.results) {
                builder.pushTemporary(result);
            }
        }
    }

    private void closeFunction(ControlFrame frame) {
        if (builder.isReachable()) {
            builder.returnValues(frame.results);
        }
        if (frame.target != null) {
            builder.truncate(0);
            builder.place(frame.target);
            for (Kind result : frame.results) {
                builder.pushTemporary(result);
            }
            builder.returnValues(frame.results);
        }
    }

    // ---- branches

    private Block target(ControlFrame frame) {
        if (frame.target == null) {
            TryRegion inner = builder.region();
            builder.enterRegion(frame.outerRegion);
            frame.target = builder.newBlock();
            builder.enterRegion(inner);
        }
        return frame.target;
    }

    private void jump(ControlFrame frame) {
        if (frame.construct == ControlFrame.Construct.FUNCTION) {
            builder.returnValues(frame.results);
        } else {
            jumpTo(frame, target(frame));
        }
    }

    private void jumpTo(ControlFrame frame, Block target) {
        int count = frame.labelKinds().length;
        builder.spillBelow(frame.height);
        builder.discard(frame.height, builder.height() - count);
        builder.moveTop(count, frame.height);
        builder.jump(target);
    }

    private void branchIf(Operand condition, ControlFrame frame) {
        int count = frame.labelKinds().length;
        builder.spillAll();
        builder.spillTop(count);
        Block next = builder.newBlock();
        Block taken = landing(frame, count);
        branch(condition, taken, next);
        placeLanding(frame, taken, count);
        builder.place(next);
    }

    /** Where a conditional branch goes: the label itself, or a block that first moves its values into place. */
    private Block landing(ControlFrame frame, int count) {
        return count == 0 || builder.height() - count == frame.height ? target(frame) : builder.newBlock();
    }

    private void placeLanding(ControlFrame frame, Block landing, int count) {
        if (landing != frame.target) {
            builder.place(landing);
            builder.moveCopy(count, frame.height);
            builder.jump(target(frame));
        }
    }

    /** {@code eqz} costs nothing here: the successors change places. */
    private void branch(Operand condition, Block taken, Block notTaken) {
        builder.branchIf(condition, taken, notTaken);
    }

    private void branchTable() {
        Operand index = builder.pop();
        int count = reader.readU32() + 1;
        ControlFrame[] frames = new ControlFrame[count];
        for (int i = 0; i < count; i++) {
            frames[i] = label(reader.readU32());
        }
        int values = frames[0].labelKinds().length;
        builder.spillAll();
        builder.spillTop(values);
        java.util.Map<ControlFrame, Block> landings = new java.util.LinkedHashMap<>();
        List<Block> targets = new ArrayList<>(count);
        for (ControlFrame frame : frames) {
            targets.add(landings.computeIfAbsent(frame, f -> landing(f, values)));
        }
        builder.branchTable(index, targets);
        landings.forEach((frame, block) -> placeLanding(frame, block, values));
        builder.truncate(top().height);
    }

    private void branchOnReference(int opcode) {
        boolean cast = opcode == Opcode.BR_ON_CAST || opcode == Opcode.BR_ON_CAST_FAIL;
        int flags = cast ? reader.readU8() : 0;
        ControlFrame frame = label(reader.readU32());
        builder.spillAll();
        builder.spillTop(1);
        int slot = builder.peek(0).slot();
        ExpressionNode reference = VariableNodes.get(Kind.REF, slot);
        ExpressionNode condition;
        if (cast) {
            reader.readHeapType();
            condition = new CastNodes.Test(new ReferenceTest(code, reader.readHeapType(), (flags & CastFlags.TO_NULLABLE) != 0),
                            reference);
        } else {
            condition = new ReferenceNodes.IsNull(reference);
        }
        boolean negated = opcode == Opcode.BR_ON_CAST_FAIL || opcode == Opcode.BR_ON_NON_NULL;
        Operand test = Operand.of(negated ? NumericNodes.unary(Opcode.I32_EQZ, condition) : condition, Kind.I32, Effects.read(slot), 2);
        if (opcode == Opcode.BR_ON_NULL) {
            builder.pop();
        }
        branchIf(test, frame);
        if (opcode == Opcode.BR_ON_NULL) {
            builder.push(Operand.read(Kind.REF, slot));
        } else if (opcode == Opcode.BR_ON_NON_NULL) {
            builder.pop();
        }
    }
}
