// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import java.lang.constant.ConstantDescs;
import java.util.Locale;
import org.emgraal.binary.Instruction;
import org.emgraal.binary.InstructionTable;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.runtime.AtomicArray.Update;

/**
 * Translates the atomic instructions, whose names say what they do: {@code memory.atomic.wait32},
 * {@code i64.atomic.load16_u}, {@code i32.atomic.rmw8.cmpxchg_u}. An i64 instruction of 8, 16 or 32 bits is the i32 one
 * between conversions.
 */
final class AtomicInstructions {

    private static final int PREFIX = 0xFE;

    private final IndexSpaces spaces;
    private final WasmReader reader;
    private final StackCodeBuilder builder;
    private final StackCode code;

    AtomicInstructions(IndexSpaces spaces, WasmReader reader, StackCodeBuilder builder) {
        this.spaces = spaces;
        this.reader = reader;
        this.builder = builder;
        this.code = builder.code;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        if (opcode >>> 16 != PREFIX) {
            return false;
        }
        if (opcode == Opcode.ATOMIC_FENCE) {
            reader.readU8();
            builder.invoke(Support.ATOMICS, "fence", "()V");
            return true;
        }
        access(InstructionTable.get(opcode));
        if (opcode == Opcode.MEMORY_ATOMIC_WAIT32 || opcode == Opcode.MEMORY_ATOMIC_WAIT64) {
            // Other threads run the store's instances meanwhile, and may grow memory 0.
            code.add(RELOAD);
        }
        return true;
    }

    private void access(Instruction instruction) {
        MemoryOperand operand = MemoryOperand.read(reader, spaces);
        String[] words = instruction.name().split("\\.");
        int bits = 8 << instruction.width();
        boolean narrow = words[0].equals("i64") && bits < Long.SIZE;
        int operands = instruction.types().indexOf(':');
        int[] values = putAside(operands - 1, narrow);
        code.addLong(LONG, operand.offset());
        builder.invoke(Support.ATOMICS, "address", "(" + operand.letter() + "J)J");
        StringBuilder descriptor = new StringBuilder("(J");
        for (int value : values) {
            code.add(LOAD, value);
            descriptor.append(letter(code.kind(value)));
        }
        String name = methodOf(words, bits);
        if (name.startsWith("update")) {
            String update = words[words.length - 1].replace("_u", "").toUpperCase(Locale.ROOT);
            builder.integer(Update.valueOf(update).ordinal());
            descriptor.append('I');
        }
        builder.integer(operand.memory());
        code.add(INSTANCE);
        builder.pop(operands);
        if (operands + 1 == instruction.types().length()) {
            builder.invoke(Support.ATOMICS, name, descriptor + "I@)V");
            return;
        }
        Kind result = Kinds.ofLetter(instruction.types().charAt(operands + 1));
        builder.invoke(Support.ATOMICS, name, descriptor + "I@)" + (narrow ? "I" : letter(result)));
        if (narrow) {
            builder.invoke(ConstantDescs.CD_Integer, "toUnsignedLong", "(I)J");
        }
        builder.push(result);
    }

    /** Takes the operands off the address, which is to be added to first; their slots, the lowest first. */
    private int[] putAside(int count, boolean narrow) {
        if (!narrow) {
            return builder.putAsideAll(count);
        }
        int[] slots = new int[count];
        for (int depth = 0; depth < count; depth++) {
            slots[count - 1 - depth] = builder.putAsideNarrow(depth);
        }
        return slots;
    }

    private static String letter(Kind kind) {
        return Kinds.type(kind).descriptorString();
    }

    /** The method of {@code support.Atomics}. */
    private static String methodOf(String[] words, int bits) {
        String last = words[words.length - 1];
        if (words[0].equals("memory")) {
            return last.equals("notify") ? "wake" : last;
        }
        if (words[2].startsWith("rmw")) {
            return (last.startsWith("cmpxchg") ? "exchange" : "update") + bits;
        }
        return (last.startsWith("load") ? "load" : "store") + bits;
    }
}
