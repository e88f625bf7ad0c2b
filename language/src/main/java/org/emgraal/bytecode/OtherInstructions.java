// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.emgraal.binary.Instruction;
import org.emgraal.binary.Instruction.Immediate;
import org.emgraal.binary.InstructionTable;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.runtime.ModuleCode;

/** Translates references, tables and vectors. */
final class OtherInstructions {

    private final IndexSpaces spaces;
    private final WasmReader reader;
    private final StackCodeBuilder builder;
    private final StackCode code;

    OtherInstructions(ModuleCode moduleCode, WasmReader reader, StackCodeBuilder builder) {
        this.spaces = moduleCode.indexSpaces();
        this.reader = reader;
        this.builder = builder;
        this.code = builder.code;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        return reference(opcode) || table(opcode) || vector(opcode);
    }

    private boolean reference(int opcode) {
        switch (opcode) {
            case Opcode.REF_NULL -> {
                reader.readHeapType();
                code.add(NULL);
                builder.push(Kind.REF);
            }
            case Opcode.REF_IS_NULL -> {
                builder.pop(1);
                builder.compared(java.lang.classfile.Opcode.IFNULL);
            }
            case Opcode.REF_FUNC -> {
                builder.integer(reader.readU32());
                code.add(INSTANCE);
                builder.invoke(Support.CALLS, "reference", "(I@)*");
                builder.push(Kind.REF);
            }
            case Opcode.REF_AS_NON_NULL -> builder.invoke(Support.TABLES, "asNonNull", "(*)*");
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean table(int opcode) {
        switch (opcode) {
            case Opcode.TABLE_GET -> call(1, Kind.REF, "get", reader.readU32(), "%s", "*");
            case Opcode.TABLE_SET -> call(2, null, "set", reader.readU32(), "%s*", "V");
            case Opcode.TABLE_SIZE -> {
                int table = reader.readU32();
                call(0, index(table), is64(table) ? "size64" : "size", table, "", "%s");
            }
            case Opcode.TABLE_GROW -> {
                int table = reader.readU32();
                call(2, index(table), "grow", table, "*%s", "%s");
            }
            case Opcode.TABLE_FILL -> call(3, null, "fill", reader.readU32(), "%s*%s", "V");
            case Opcode.TABLE_COPY -> {
                int target = reader.readU32();
                int source = reader.readU32();
                builder.integer(target);
                builder.integer(source);
                code.add(INSTANCE);
                String count = is64(target) && is64(source) ? "J" : "I";
                builder.invoke(Support.TABLES, "copy", "(" + letter(target) + letter(source) + count + "II@)V");
                builder.pop(3);
            }
            case Opcode.TABLE_INIT -> {
                int segment = reader.readU32();
                int table = reader.readU32();
                builder.integer(segment);
                builder.integer(table);
                code.add(INSTANCE);
                builder.invoke(Support.TABLES, "init", "(" + letter(table) + "IIII@)V");
                builder.pop(3);
            }
            case Opcode.ELEM_DROP -> {
                builder.integer(reader.readU32());
                code.add(INSTANCE);
                builder.invoke(Support.TABLES, "drop", "(I@)V");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean is64(int table) {
        return spaces.tables()[table].index64();
    }

    private String letter(int table) {
        return is64(table) ? "J" : "I";
    }

    private Kind index(int table) {
        return is64(table) ? Kind.I64 : Kind.I32;
    }

    /** {@code %s} in the descriptors stands for the table's index type. */
    private void call(int operands, Kind result, String name, int table, String parameters, String returned) {
        builder.integer(table);
        code.add(INSTANCE);
        builder.invoke(Support.TABLES, name, ("(" + parameters + "I@)" + returned).replace("%s", letter(table)));
        builder.pop(operands);
        if (result != null) {
            builder.push(result);
        }
    }

    private boolean vector(int opcode) {
        if (opcode >>> 16 != 0xFD) {
            return false;
        }
        Instruction instruction = InstructionTable.get(opcode);
        String types = instruction.types();
        Immediate immediate = instruction.immediate();
        if (immediate == Immediate.MEMORY || immediate == Immediate.MEMORY_LANE) {
            vectorAccess(opcode);
            return true;
        }
        if (types == null) {
            return false;
        }
        StringBuilder immediates = new StringBuilder();
        int count = switch (immediate) {
            case LANE -> 1;
            case SHUFFLE, V128 -> 16;
            default -> 0;
        };
        for (int i = 0; i < count; i++) {
            immediates.append((char) reader.readU8());
        }
        int colon = types.indexOf(':');
        List<ClassDesc> parameters = new ArrayList<>();
        for (int i = 0; i < colon; i++) {
            parameters.add(Kinds.type(Kinds.ofLetter(types.charAt(i))));
        }
        Kind result = colon + 1 < types.length() ? Kinds.ofLetter(types.charAt(colon + 1)) : null;
        ClassDesc returned = result == null ? ConstantDescs.CD_void : Kinds.type(result);
        code.addDynamic(new Dynamic(opcode, immediates.toString(), MethodTypeDesc.of(returned, parameters)));
        builder.pop(parameters.size());
        if (result != null) {
            builder.push(result);
        }
        return true;
    }

    private void vectorAccess(int opcode) {
        MemoryOperand operand = MemoryOperand.read(reader, spaces);
        switch (opcode) {
            case Opcode.V128_LOAD -> vectorAccess("load", operand, true, false);
            case Opcode.V128_LOAD8X8_S -> vectorAccess("loadExtend", operand, true, false, 8, 1);
            case Opcode.V128_LOAD8X8_U -> vectorAccess("loadExtend", operand, true, false, 8, 0);
            case Opcode.V128_LOAD16X4_S -> vectorAccess("loadExtend", operand, true, false, 16, 1);
            case Opcode.V128_LOAD16X4_U -> vectorAccess("loadExtend", operand, true, false, 16, 0);
            case Opcode.V128_LOAD32X2_S -> vectorAccess("loadExtend", operand, true, false, 32, 1);
            case Opcode.V128_LOAD32X2_U -> vectorAccess("loadExtend", operand, true, false, 32, 0);
            case Opcode.V128_LOAD8_SPLAT -> vectorAccess("loadSplat", operand, true, false, 8);
            case Opcode.V128_LOAD16_SPLAT -> vectorAccess("loadSplat", operand, true, false, 16);
            case Opcode.V128_LOAD32_SPLAT -> vectorAccess("loadSplat", operand, true, false, 32);
            case Opcode.V128_LOAD64_SPLAT -> vectorAccess("loadSplat", operand, true, false, 64);
            case Opcode.V128_LOAD32_ZERO -> vectorAccess("loadZero", operand, true, false, 32);
            case Opcode.V128_LOAD64_ZERO -> vectorAccess("loadZero", operand, true, false, 64);
            case Opcode.V128_STORE -> vectorAccess("store", operand, false, true);
            case Opcode.V128_LOAD8_LANE -> vectorAccess("loadLane", operand, true, true, 8, reader.readU8());
            case Opcode.V128_LOAD16_LANE -> vectorAccess("loadLane", operand, true, true, 16, reader.readU8());
            case Opcode.V128_LOAD32_LANE -> vectorAccess("loadLane", operand, true, true, 32, reader.readU8());
            case Opcode.V128_LOAD64_LANE -> vectorAccess("loadLane", operand, true, true, 64, reader.readU8());
            case Opcode.V128_STORE8_LANE -> vectorAccess("storeLane", operand, false, true, 8, reader.readU8());
            case Opcode.V128_STORE16_LANE -> vectorAccess("storeLane", operand, false, true, 16, reader.readU8());
            case Opcode.V128_STORE32_LANE -> vectorAccess("storeLane", operand, false, true, 32, reader.readU8());
            case Opcode.V128_STORE64_LANE -> vectorAccess("storeLane", operand, false, true, 64, reader.readU8());
            default -> throw new UnsupportedFunctionException("instruction " + Integer.toHexString(opcode));
        }
    }

    /**
     * @param loads whether the result is a vector, or there is none
     * @param hasVector whether a vector stands on the address
     */
    private void vectorAccess(String name, MemoryOperand operand, boolean loads, boolean hasVector, int... immediates) {
        for (int immediate : immediates) {
            builder.integer(immediate);
        }
        code.addLong(LONG, operand.offset());
        builder.integer(operand.memory());
        code.add(INSTANCE);
        builder.invoke(Support.VECTORS, name, "(" + operand.letter() + (hasVector ? "#" : "") + "I".repeat(immediates.length) + "JI@)" + (loads ? "#" : "V"));
        builder.pop(hasVector ? 2 : 1);
        if (loads) {
            builder.push(Kind.V128);
        }
    }
}
