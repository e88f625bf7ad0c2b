// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import org.emgraal.binary.Instruction;
import org.emgraal.binary.InstructionTable;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType.Kind;

/**
 * Translates loads, stores, {@code memory.size}, {@code memory.grow} and the bulk instructions. An access to memory 0, if
 * that is neither shared nor has 64-bit addresses, goes to the array in slot 0; any other names its memory.
 */
final class MemoryInstructions {

    private final IndexSpaces spaces;
    private final WasmReader reader;
    private final StackCodeBuilder builder;
    private final StackCode code;

    MemoryInstructions(IndexSpaces spaces, WasmReader reader, StackCodeBuilder builder) {
        this.spaces = spaces;
        this.reader = reader;
        this.builder = builder;
        this.code = builder.code;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.I64_STORE32) {
            access(opcode);
            return true;
        }
        switch (opcode) {
            case Opcode.MEMORY_SIZE -> {
                int memory = reader.readU32();
                builder.integer(memory);
                code.add(INSTANCE);
                builder.invoke(Support.BULK_MEMORY, is64(memory) ? "size64" : "size", "(I@)" + address(memory));
                builder.push(is64(memory) ? Kind.I64 : Kind.I32);
            }
            case Opcode.MEMORY_GROW -> {
                int memory = reader.readU32();
                builder.integer(memory);
                code.add(INSTANCE);
                builder.invoke(Support.BULK_MEMORY, "grow", "(" + address(memory) + "I@)" + address(memory));
                code.add(RELOAD);
            }
            case Opcode.MEMORY_FILL -> {
                int memory = reader.readU32();
                builder.integer(memory);
                code.add(INSTANCE);
                builder.invoke(Support.BULK_MEMORY, "fill", "(" + address(memory) + "I" + address(memory) + "I@)V");
                builder.pop(3);
            }
            case Opcode.MEMORY_COPY -> {
                int target = reader.readU32();
                int source = reader.readU32();
                builder.integer(target);
                builder.integer(source);
                code.add(INSTANCE);
                String length = is64(target) && is64(source) ? "J" : "I";
                builder.invoke(Support.BULK_MEMORY, "copy", "(" + address(target) + address(source) + length + "II@)V");
                builder.pop(3);
            }
            case Opcode.MEMORY_INIT -> {
                int segment = reader.readU32();
                int memory = reader.readU32();
                builder.integer(segment);
                builder.integer(memory);
                code.add(INSTANCE);
                builder.invoke(Support.BULK_MEMORY, "init", "(" + address(memory) + "IIII@)V");
                builder.pop(3);
            }
            case Opcode.DATA_DROP -> {
                builder.integer(reader.readU32());
                code.add(INSTANCE);
                builder.invoke(Support.BULK_MEMORY, "drop", "(I@)V");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean is64(int memory) {
        return spaces.memories()[memory].index64();
    }

    private String address(int memory) {
        return is64(memory) ? "J" : "I";
    }

    private void access(int opcode) {
        MemoryOperand operand = MemoryOperand.read(reader, spaces);
        long offset = operand.offset();
        Instruction instruction = InstructionTable.get(opcode);
        String types = instruction.types();
        boolean load = types.indexOf(':') == 1;
        Kind value = Kinds.ofLetter(load ? types.charAt(2) : types.charAt(1));
        String letter = Kinds.type(value).descriptorString();
        String name = instruction.name().substring(instruction.name().indexOf('.') + 1);
        if (operand.plain() && offset >= 0 && offset <= Integer.MAX_VALUE) {
            code.add(LOAD, 0);
            builder.integer((int) offset);
            builder.invoke(Support.MEMORY, name + letter, load ? "(I[BI)" + letter : "(I" + letter + "[BI)V");
        } else {
            code.addLong(LONG, offset);
            builder.integer(operand.memory());
            code.add(INSTANCE);
            builder.invoke(Support.ANY_MEMORY, name + letter, "(" + operand.letter() + (load ? "" : letter) + "JI@)" + (load ? letter : "V"));
        }
        builder.pop(load ? 1 : 2);
        if (load) {
            builder.push(value);
        }
    }
}
