// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.classfile.Opcode;
import java.util.List;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ModuleCode;

/** Translates the instructions without labels: constants, variables, exceptions that are thrown; others do the rest. */
final class PlainInstructions {

    private final WasmModule module;
    private final ModuleCode moduleCode;
    private final WasmReader reader;
    private final StackCodeBuilder builder;
    private final StackCode code;
    private final NumericInstructions numbers;
    private final MemoryInstructions memory;
    private final WideInstructions wide;
    private final AtomicInstructions atomics;
    private final AggregateInstructions aggregates;
    private final CallInstructions calls;
    private final OtherInstructions others;

    PlainInstructions(ModuleCode moduleCode, int function, WasmReader reader, StackCodeBuilder builder) {
        this.moduleCode = moduleCode;
        this.module = moduleCode.module();
        this.reader = reader;
        this.builder = builder;
        this.code = builder.code;
        this.numbers = new NumericInstructions(builder);
        this.memory = new MemoryInstructions(moduleCode.indexSpaces(), reader, builder);
        this.wide = new WideInstructions(builder);
        this.atomics = new AtomicInstructions(moduleCode.indexSpaces(), reader, builder);
        this.aggregates = new AggregateInstructions(module, reader, builder);
        this.calls = new CallInstructions(moduleCode, function, reader, builder);
        this.others = new OtherInstructions(moduleCode, reader, builder);
    }

    void setLocals(int count) {
        calls.setLocals(count);
    }

    void translate(int opcode) {
        switch (opcode) {
            case org.emgraal.binary.Opcode.DROP -> builder.drop();
            case org.emgraal.binary.Opcode.SELECT -> select();
            case org.emgraal.binary.Opcode.SELECT_T -> {
                for (int types = reader.readU32(); types > 0; types--) {
                    reader.readValueType();
                }
                select();
            }
            case org.emgraal.binary.Opcode.LOCAL_GET -> {
                int slot = reader.readU32() + 1;
                code.add(LOAD, slot);
                builder.push(code.kind(slot));
            }
            case org.emgraal.binary.Opcode.LOCAL_SET -> {
                code.add(STORE, reader.readU32() + 1);
                builder.pop(1);
            }
            case org.emgraal.binary.Opcode.LOCAL_TEE -> {
                int slot = reader.readU32() + 1;
                builder.plain(Kinds.isWide(code.kind(slot)) ? Opcode.DUP2 : Opcode.DUP);
                code.add(STORE, slot);
            }
            case org.emgraal.binary.Opcode.GLOBAL_GET -> {
                int global = reader.readU32();
                Kind kind = globalKind(global);
                builder.integer(global);
                code.add(INSTANCE);
                builder.invoke(Support.GLOBALS, "get" + name(kind), "(I@)" + Kinds.type(kind).descriptorString());
                builder.push(kind);
            }
            case org.emgraal.binary.Opcode.GLOBAL_SET -> {
                int global = reader.readU32();
                Kind kind = globalKind(global);
                builder.integer(global);
                code.add(INSTANCE);
                builder.invoke(Support.GLOBALS, "set" + name(kind), "(" + Kinds.type(kind).descriptorString() + "I@)V");
                builder.pop(1);
            }
            case org.emgraal.binary.Opcode.I32_CONST -> {
                builder.integer(reader.readS32());
                builder.push(Kind.I32);
            }
            case org.emgraal.binary.Opcode.I64_CONST -> {
                code.addLong(LONG, reader.readS64());
                builder.push(Kind.I64);
            }
            case org.emgraal.binary.Opcode.F32_CONST -> {
                code.add(FLOAT, reader.readF32());
                builder.push(Kind.F32);
            }
            case org.emgraal.binary.Opcode.F64_CONST -> {
                code.addLong(DOUBLE, reader.readF64());
                builder.push(Kind.F64);
            }
            default -> {
                if (!numbers.translate(opcode) && !memory.translate(opcode) && !calls.translate(opcode) && !others.translate(opcode)
                                && !atomics.translate(opcode) && !aggregates.translate(opcode) && !wide.translate(opcode)) {
                    throw new UnsupportedFunctionException("instruction " + Integer.toHexString(opcode));
                }
            }
        }
    }

    /** On the JVM's stack, a reference becomes 1 if it is of a type, or 0. */
    void testReference(HeapType type, boolean nullable) {
        aggregates.test(type, nullable);
    }

    static String name(Kind kind) {
        return switch (kind) {
            case I32 -> "Int";
            case I64 -> "Long";
            case F32 -> "Float";
            case F64 -> "Double";
            case V128 -> "Vector";
            case REF -> "Reference";
        };
    }

    private Kind globalKind(int index) {
        return moduleCode.indexSpaces().globals()[index].type().kind();
    }

    private void select() {
        Opcode condition = builder.popCondition();
        boolean wide = Kinds.isWide(builder.peek(0));
        int end = code.newLabel();
        code.add(BRANCH_LOCAL, condition.bytecode(), end);
        if (wide) {
            builder.plain(Opcode.DUP2_X2);
            builder.plain(Opcode.POP2);
        } else {
            builder.plain(Opcode.SWAP);
        }
        code.add(LABEL, end);
        builder.plain(wide ? Opcode.POP2 : Opcode.POP);
        builder.pop(1);
    }

    /** What a tag carries. */
    List<Kind> tagKinds(int tag) {
        return tag == TryRegion.ALL ? List.of() : Kinds.of(module.signature(module.tagTypes()[tag]).parameters());
    }

    /** Several results go to the call registers; a single one stays on the stack. The operands stay known. */
    void storeResults(List<Kind> results) {
        if (results.size() > 1) {
            calls.storeInRegisters(results);
        }
    }

    void throwException(int tag) {
        List<Kind> values = tagKinds(tag);
        calls.storeInRegisters(values);
        builder.pop(values.size());
        builder.integer(tag);
        code.add(INSTANCE);
        builder.invoke(Support.EXCEPTIONS, "create", "(I@)Ljava/lang/RuntimeException;");
        code.add(THROW);
    }
}
