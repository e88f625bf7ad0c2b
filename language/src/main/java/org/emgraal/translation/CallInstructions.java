// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.call.CallNode;
import org.emgraal.nodes.call.DirectCallNode;
import org.emgraal.nodes.call.ImportCallNode;
import org.emgraal.nodes.call.IndirectCallNode;
import org.emgraal.nodes.call.PassNode;
import org.emgraal.nodes.call.ReferenceCallNode;
import org.emgraal.nodes.call.TailCallNode;
import org.emgraal.nodes.call.TakeResultNode;
import org.emgraal.runtime.ModuleCode;

/** Translates {@code call…} and {@code return_call…}. */
final class CallInstructions {

    private static final Kind[] NO_VALUES = {};

    private final ModuleCode code;
    private final WasmModule module;
    private final int self;
    private final WasmReader reader;
    private final CodeBuilder builder;
    private final Kind[] locals;
    private boolean tailCalls;
    private boolean recursive;

    /** @param self index of the function that is translated */
    CallInstructions(ModuleCode code, int self, WasmReader reader, CodeBuilder builder, Kind[] locals) {
        this.code = code;
        this.module = code.module();
        this.self = self;
        this.reader = reader;
        this.builder = builder;
        this.locals = locals;
        this.recursive = code.recursionPoints().functions().contains(self);
    }

    /** Whether there was a tail call to another function. */
    boolean hasTailCalls() {
        return tailCalls;
    }

    /** Whether the function is one of the module's {@link org.emgraal.runtime.RecursionPoints}. */
    boolean isRecursive() {
        return recursive;
    }

    /** False if the opcode is none of these. The results are on the operand stack afterwards. */
    boolean translate(int opcode) {
        switch (opcode) {
            case Opcode.CALL -> callFunction(reader.readU32(), false);
            case Opcode.RETURN_CALL -> {
                int function = reader.readU32();
                if (function == self) {
                    restart();
                } else {
                    callFunction(function, true);
                }
            }
            case Opcode.CALL_INDIRECT, Opcode.RETURN_CALL_INDIRECT -> {
                int type = reader.readU32();
                int table = reader.readU32();
                boolean index64 = code.indexSpaces().tables()[table].index64();
                call(module.signature(type), true, opcode == Opcode.RETURN_CALL_INDIRECT,
                                (arguments, index) -> new IndirectCallNode(table, code.typeId(type), code.types(), index,
                                                index64, arguments));
            }
            case Opcode.CALL_REF, Opcode.RETURN_CALL_REF -> call(module.signature(reader.readU32()), true,
                            opcode == Opcode.RETURN_CALL_REF, (arguments, callee) -> new ReferenceCallNode(callee, arguments));
            default -> {
                return false;
            }
        }
        return true;
    }

    private interface CallFactory {
        CallNode create(PassNode[] arguments, ExpressionNode callee);
    }

    private void callFunction(int function, boolean tail) {
        recursive |= code.recursionPoints().checks().contains(function);
        call(module.functionType(function), false, tail, (arguments, callee) -> function < code.indexSpaces().importedFunctions()
                        ? new ImportCallNode(function, arguments)
                        : new DirectCallNode(function, arguments));
    }

    private void call(FunctionType type, boolean hasCallee, boolean tail, CallFactory factory) {
        int count = type.parameters().size();
        int operands = count + (hasCallee ? 1 : 0);
        int base = builder.height() - operands;
        // Arguments are written to registers as they are evaluated; a call among them would overwrite those.
        for (int i = 1; i < operands; i++) {
            if (builder.peek(operands - 1 - i).effects().calls()) {
                builder.spill(base + i);
            }
        }
        Operand callee = hasCallee ? builder.pop() : null;
        Effects effects = callee == null ? Effects.NONE : callee.effects();
        int height = callee == null ? 0 : callee.height();
        PassNode[] arguments = new PassNode[count];
        for (int i = count - 1; i >= 0; i--) {
            Operand argument = builder.pop();
            arguments[i] = PassNode.create(argument.kind(), i, argument.node());
            effects = argument.effects().and(effects);
            height = Math.max(height, argument.height());
        }
        CallNode node = factory.create(arguments, callee == null ? null : callee.node());
        effects = effects.and(Effects.CALLS);
        if (tail) {
            tailCalls = true;
            builder.emit(new TailCallNode(node), effects);
            builder.returnValues(NO_VALUES);
        } else {
            builder.call(node);
            pushResults(type, node, effects, height);
        }
    }

    private void pushResults(FunctionType type, CallNode node, Effects effects, int height) {
        switch (type.results().size()) {
            case 0 -> builder.emit(node, effects);
            case 1 -> builder.push(Operand.of(node, type.results().get(0).kind(), effects, height + 1));
            default -> {
                builder.emit(node, effects);
                for (int i = 0; i < type.results().size(); i++) {
                    Kind kind = type.results().get(i).kind();
                    int slot = builder.slots.temporary(builder.height(), kind);
                    builder.emit(new TakeResultNode(kind, i, slot), Effects.NONE.write(slot));
                    builder.pushTemporary(kind);
                }
            }
        }
    }

    /** A tail call of the function itself is a jump to its start with new locals. */
    private void restart() {
        int count = module.functionType(self).parameters().size();
        builder.spillTop(count);
        int base = builder.height() - count;
        builder.discard(0, base);
        for (int i = 0; i < locals.length; i++) {
            int slot = builder.slots.local(i);
            ExpressionNode value = i < count ? builder.peek(count - 1 - i).node() : VariableNodes.zero(locals[i]);
            Effects effects = i < count ? builder.peek(count - 1 - i).effects() : Effects.NONE;
            builder.emit(VariableNodes.set(locals[i], slot, value), effects.write(slot));
        }
        builder.truncate(base);
        builder.jump(builder.placed.get(0));
    }
}
