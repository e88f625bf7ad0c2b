// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.util.ArrayList;
import java.util.List;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.FunctionType;
import org.emgraal.module.TypeDefinition;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ModuleCode;

/** Translates {@code call…} and {@code return_call…}. */
final class CallInstructions {

    private final WasmModule module;
    private final ModuleCode moduleCode;
    private final int self;
    private final WasmReader reader;
    private final StackCodeBuilder builder;
    private final StackCode code;
    private int locals;

    CallInstructions(ModuleCode moduleCode, int self, WasmReader reader, StackCodeBuilder builder) {
        this.moduleCode = moduleCode;
        this.module = moduleCode.module();
        this.self = self;
        this.reader = reader;
        this.builder = builder;
        this.code = builder.code;
    }

    /** @param count how many slots from 1 on are parameters and locals */
    void setLocals(int count) {
        locals = count;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        switch (opcode) {
            case Opcode.CALL -> {
                int function = reader.readU32();
                Signature signature = Signature.of(definition(module.functionTypes()[function]));
                code.add(INSTANCE);
                code.add(CALL, function);
                called(signature, signature.parameters().size());
            }
            case Opcode.CALL_INDIRECT -> {
                int type = reader.readU32();
                int table = reader.readU32();
                narrowIndex(table);
                Signature signature = Signature.of(definition(type));
                code.add(INSTANCE);
                code.add(CALL_INDIRECT, type, table);
                called(signature, signature.parameters().size() + 1);
            }
            case Opcode.CALL_REF -> {
                Signature signature = Signature.of(definition(reader.readU32()));
                code.add(INSTANCE);
                code.addInvoke(new Method(signature.desc(), "callReference", signature.byReference()));
                called(signature, signature.parameters().size() + 1);
            }
            case Opcode.RETURN_CALL -> {
                int function = reader.readU32();
                if (function == self) {
                    restart();
                } else {
                    builder.integer(function);
                    code.add(INSTANCE);
                    builder.invoke(Support.CALLS, "function", "(I@)" + Support.FUNCTION.descriptorString());
                    leaveToCaller(module.functionType(function));
                }
            }
            case Opcode.RETURN_CALL_INDIRECT -> {
                int type = reader.readU32();
                int table = reader.readU32();
                narrowIndex(table);
                builder.integer(table);
                builder.integer(type);
                code.add(INSTANCE);
                builder.invoke(Support.CALLS, "element", "(III@)" + Support.FUNCTION.descriptorString());
                builder.pop(1);
                leaveToCaller(module.signature(type));
            }
            case Opcode.RETURN_CALL_REF -> {
                int type = reader.readU32();
                builder.invoke(Support.CALLS, "nonNull", "(*)" + Support.FUNCTION.descriptorString());
                builder.pop(1);
                leaveToCaller(module.signature(type));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private TypeDefinition definition(int type) {
        return module.types().get(type);
    }

    /** The index of a 64-bit table becomes an i32; one that does not fit becomes one that no table has. */
    private void narrowIndex(int table) {
        if (moduleCode.indexSpaces().tables()[table].index64()) {
            builder.invoke(Support.TABLES, "narrow", "(J)I");
        }
    }

    private void called(Signature signature, int operands) {
        code.calls = true;
        code.add(RELOAD);
        builder.pop(operands);
        List<Kind> results = signature.results();
        if (results.size() > 1) {
            for (int i = 0; i < results.size(); i++) {
                builder.integer(i);
                code.add(INSTANCE);
                builder.invoke(Support.CALLS, "take" + PlainInstructions.name(results.get(i)),
                                "(I@)" + Kinds.type(results.get(i)).descriptorString());
            }
        }
        builder.push(results);
    }

    /** Puts the topmost operands of the JVM's stack into the call registers; what is known of the stack stays. */
    void storeInRegisters(List<Kind> kinds) {
        for (int i = kinds.size() - 1; i >= 0; i--) {
            builder.integer(i);
            code.add(INSTANCE);
            builder.invoke(Support.CALLS, "pass" + PlainInstructions.name(kinds.get(i)),
                            "(" + Kinds.type(kinds.get(i)).descriptorString() + "I@)V");
        }
    }

    /** The callee is on top of the JVM's stack, above its arguments. */
    private void leaveToCaller(FunctionType type) {
        code.tailCalls = true;
        code.calls = true;
        code.add(INSTANCE);
        builder.invoke(Support.CALLS, "leaveToCaller", "(" + Support.FUNCTION.descriptorString() + "@)V");
        List<Kind> parameters = Kinds.of(type.parameters());
        storeInRegisters(parameters);
        builder.pop(parameters.size());
        List<Kind> results = Kinds.of(module.functionType(self).results());
        if (results.size() == 1) {
            pushDefault(results.get(0));
        }
        code.add(RETURN);
        builder.unreachable();
    }

    private void pushDefault(Kind kind) {
        switch (kind) {
            case I32 -> builder.integer(0);
            case I64 -> code.addLong(LONG, 0);
            case F32 -> code.add(FLOAT, 0);
            case F64 -> code.addLong(DOUBLE, 0);
            case V128 -> builder.invoke(Support.NUMBERS, "zeroVector", "()#");
            case REF -> code.add(NULL);
        }
    }

    /** A tail call of the function itself is a jump to its start with new locals. */
    private void restart() {
        List<Kind> parameters = new ArrayList<>(Kinds.of(module.functionType(self).parameters()));
        for (int i = parameters.size() - 1; i >= 0; i--) {
            code.add(STORE, i + 1);
        }
        builder.pop(parameters.size());
        for (int slot = parameters.size() + 1; slot <= locals; slot++) {
            pushDefault(code.kind(slot));
            code.add(STORE, slot);
        }
        code.add(POLL);
        builder.jump(code.placed.get(0), 0, 0);
        builder.unreachable();
    }
}
