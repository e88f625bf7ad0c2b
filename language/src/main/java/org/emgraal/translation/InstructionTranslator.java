// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.exception.ExceptionNodes;
import org.emgraal.runtime.ModuleCode;

/** Translates the instructions without labels: variables, calls, tables, memory, numbers. */
final class InstructionTranslator {

    private final ModuleCode code;
    private final WasmModule module;
    private final WasmReader reader;
    private final CodeBuilder builder;
    private final Kind[] locals;
    private final CallInstructions calls;
    private final TableInstructions tables;
    private final MemoryInstructions memory;
    private final SimdInstructions vectors;
    private final AggregateInstructions aggregates;
    private final WideInstructions wide;

    InstructionTranslator(ModuleCode code, int functionIndex, WasmReader reader, CodeBuilder builder, Kind[] locals) {
        this.code = code;
        this.module = code.module();
        this.reader = reader;
        this.builder = builder;
        this.locals = locals;
        this.calls = new CallInstructions(code, functionIndex, reader, builder, locals);
        this.tables = new TableInstructions(code.indexSpaces(), reader, builder);
        this.memory = new MemoryInstructions(code.indexSpaces(), reader, builder);
        this.aggregates = new AggregateInstructions(code, reader, builder);
        this.wide = new WideInstructions(builder);
        this.vectors = new SimdInstructions(code.indexSpaces(), reader, builder);
    }

    boolean hasTailCalls() {
        return calls.hasTailCalls();
    }

    boolean isRecursive() {
        return calls.isRecursive();
    }

    void translate(int opcode) {
        switch (opcode) {
            case Opcode.DROP -> builder.drop();
            case Opcode.SELECT -> select();
            case Opcode.SELECT_T -> {
                for (int types = reader.readU32(); types > 0; types--) {
                    reader.readValueType();
                }
                select();
            }
            case Opcode.LOCAL_GET -> {
                int local = reader.readU32();
                builder.push(Operand.read(locals[local], builder.slots.local(local)));
            }
            case Opcode.LOCAL_SET -> {
                int local = reader.readU32();
                int slot = builder.slots.local(local);
                Operand value = builder.pop();
                builder.emit(VariableNodes.set(locals[local], slot, value.node()), value.effects().write(slot));
            }
            case Opcode.LOCAL_TEE -> {
                int local = reader.readU32();
                int slot = builder.slots.local(local);
                Operand value = builder.pop();
                builder.push(Operand.of(VariableNodes.tee(locals[local], slot, value.node()), locals[local],
                                value.effects().write(slot), value.height() + 1));
            }
            case Opcode.GLOBAL_GET -> {
                int global = reader.readU32();
                Kind kind = globalKind(global);
                builder.push(VariableNodes.globalGet(kind, global), kind, Effects.of(Effects.READS_GLOBAL));
            }
            case Opcode.GLOBAL_SET -> {
                int global = reader.readU32();
                Operand value = builder.pop();
                builder.emit(VariableNodes.globalSet(globalKind(global), global, value.node()),
                                Effects.of(Effects.WRITES_GLOBAL), value);
            }
            default -> {
                if (!numeric(opcode) && !calls.translate(opcode) && !memory.translate(opcode) && !tables.translate(opcode)
                                && !vectors.translate(opcode) && !aggregates.translate(opcode) && !wide.translate(opcode)) {
                    throw new UnsupportedInstructionException(opcode, reader.position());
                }
            }
        }
    }

    private Kind globalKind(int index) {
        return code.indexSpaces().globals()[index].type().kind();
    }

    private void select() {
        Operand condition = builder.pop();
        Operand second = builder.pop();
        Operand first = builder.pop();
        builder.push(VariableNodes.select(first.kind(), first.node(), second.node(), condition.node()), first.kind(),
                        Effects.NONE, first, second, condition);
    }

    private boolean numeric(int opcode) {
        if (ConstantInstructions.translate(opcode, reader, builder)) {
            return true;
        }
        NumericNodes.Operation operation = NumericNodes.operation(opcode);
        if (operation == null) {
            return false;
        }
        Effects effects = Effects.of(operation.mayTrap() ? Effects.TRAPS : 0);
        if (operation.isUnary()) {
            Operand operand = builder.pop();
            builder.push(NumericNodes.unary(opcode, operand.node()), operation.result(), effects, operand);
        } else {
            Operand right = builder.pop();
            Operand left = builder.pop();
            builder.push(NumericNodes.binary(opcode, left.node(), right.node()), operation.result(), effects, left, right);
        }
        return true;
    }

    /** Leaves the operand stack without the tag's arguments; the code behind is not reachable. */
    void emitThrow(int tag) {
        FunctionType type = module.signature(module.tagTypes()[tag]);
        int count = type.parameters().size();
        ExpressionNode[] values = new ExpressionNode[count];
        Kind[] kinds = new Kind[count];
        Effects effects = Effects.of(Effects.CALLS);
        for (int i = count - 1; i >= 0; i--) {
            Operand operand = builder.pop();
            values[i] = operand.node();
            kinds[i] = operand.kind();
            effects = operand.effects().and(effects);
        }
        builder.emit(new ExceptionNodes.Throw(tag, kinds, values), effects);
    }
}
