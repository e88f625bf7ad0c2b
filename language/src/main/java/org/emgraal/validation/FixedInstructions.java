// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.Instruction;
import org.emgraal.binary.Instruction.Immediate;
import org.emgraal.binary.InstructionReader;
import org.emgraal.binary.InstructionTable;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.binary.MemoryImmediate;
import org.emgraal.binary.WasmReader;

/** Instructions whose operand and result types follow from the opcode: numbers, vectors and memory accesses. */
final class FixedInstructions {

    /** By instruction slot: operand types from the last to the first, below them two result types, four bits each. */
    private static final int[] SIGNATURES = new int[InstructionTable.slots()];
    private static final Instruction[] INSTRUCTIONS = new Instruction[InstructionTable.slots()];

    private static final int TYPE_BITS = 4;
    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;
    private static final int RESULT_BITS = 2 * TYPE_BITS;
    private static final int RESULT_MASK = (1 << RESULT_BITS) - 1;
    /** Stands for the address type of the memory that is accessed. */
    private static final int ADDRESS = 6;
    /** The type letters of the instruction table; positions are {@link TypeCode}s and {@link #ADDRESS}. */
    private static final String LETTERS = "_ilfdva";

    private static final int SHUFFLE_LANES = 16;

    static {
        for (int slot = 0; slot < SIGNATURES.length; slot++) {
            Instruction instruction = InstructionTable.at(slot);
            if (instruction != null && instruction.types() != null) {
                INSTRUCTIONS[slot] = instruction;
                SIGNATURES[slot] = signature(instruction.types());
            }
        }
    }

    private final ModuleContext context;
    private final WasmReader reader;
    private final OperandStack stack;
    private final Location location;
    private final MemoryImmediate memory = new MemoryImmediate();

    FixedInstructions(ModuleContext context, WasmReader reader, OperandStack stack, Location location) {
        this.context = context;
        this.reader = reader;
        this.stack = stack;
        this.location = location;
    }

    /** Validates an instruction; false if its types are not fixed. */
    boolean validate(int opcode) {
        int slot = InstructionTable.slot(opcode);
        Instruction instruction = slot < 0 ? null : INSTRUCTIONS[slot];
        if (instruction == null) {
            return false;
        }
        int address = TypeCode.I32;
        switch (instruction.immediate()) {
            case NONE -> {
            }
            case MEMORY, ATOMIC -> address = memory(instruction);
            case MEMORY_LANE -> {
                address = memory(instruction);
                lane(reader.readU8(), Long.BYTES * 2 >> instruction.width());
            }
            case LANE -> lane(reader.readU8(), instruction.width());
            case SHUFFLE -> {
                for (int i = 0; i < SHUFFLE_LANES; i++) {
                    lane(reader.readU8(), 2 * SHUFFLE_LANES);
                }
            }
            case ZERO -> {
                if (reader.readU8() != 0) {
                    throw new MalformedModuleException("zero byte expected", reader.position() - 1);
                }
            }
            default -> InstructionReader.skipImmediates(reader, opcode);
        }
        int signature = SIGNATURES[slot];
        for (int operands = signature >>> RESULT_BITS; operands != 0; operands >>>= TYPE_BITS) {
            int type = operands & TYPE_MASK;
            stack.pop(type == ADDRESS ? address : type);
        }
        for (int results = signature & RESULT_MASK; results != 0; results >>>= TYPE_BITS) {
            stack.push(results & TYPE_MASK);
        }
        return true;
    }

    /** Reads and checks a memarg; returns the memory's address type. */
    private int memory(Instruction instruction) {
        memory.read(reader);
        location.checkIndex("memory", memory.memory(), context.memoryAddresses.length);
        int address = context.memoryAddresses[memory.memory()];
        if (memory.alignment() > instruction.width()) {
            throw location.invalid("alignment must not be larger than natural");
        }
        if (instruction.immediate() == Immediate.ATOMIC && memory.alignment() != instruction.width()) {
            throw location.invalid("atomic alignment must be natural");
        }
        if (address == TypeCode.I32 && memory.offset() >>> Integer.SIZE != 0) {
            throw location.invalid("offset out of range");
        }
        return address;
    }

    private void lane(int lane, int lanes) {
        if (lane >= lanes) {
            throw location.invalid("invalid lane index " + lane);
        }
    }

    private static int signature(String types) {
        int colon = types.indexOf(':');
        int operands = 0;
        for (int i = 0; i < colon; i++) {
            operands = operands << TYPE_BITS | LETTERS.indexOf(types.charAt(i));
        }
        int results = 0;
        for (int i = types.length() - 1; i > colon; i--) {
            results = results << TYPE_BITS | LETTERS.indexOf(types.charAt(i));
        }
        return operands << RESULT_BITS | results;
    }
}
