// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import org.emgraal.binary.Instruction.Immediate;
import org.emgraal.module.ConstantExpression;

/** Passes over instructions without interpreting them. */
public final class InstructionReader {

    private static final int V128_BYTES = 16;

    private InstructionReader() {
    }

    /**
     * Passes over the immediates of an instruction.
     *
     * @param opcode the opcode that was just read
     * @throws MalformedModuleException if there is no such instruction or its immediates are cut short
     */
    public static void skipImmediates(WasmReader reader, int opcode) {
        Instruction instruction = InstructionTable.get(opcode);
        if (instruction == null) {
            throw illegalOpcode(reader.position(), opcode);
        }
        Immediate immediate = instruction.immediate();
        switch (immediate) {
            case NONE -> {
            }
            case BLOCK -> reader.skipBlockType();
            case INDEX -> reader.readU32();
            case TWO_INDICES -> {
                reader.readU32();
                reader.readU32();
            }
            case LABELS -> {
                for (int labels = reader.readCount(); labels >= 0; labels--) {
                    reader.readU32();
                }
            }
            case VALUE_TYPES -> {
                for (int types = reader.readCount(); types > 0; types--) {
                    reader.readValueType();
                }
            }
            case HEAP_TYPE -> reader.readHeapType();
            case CAST -> {
                reader.readU8();
                reader.readU32();
                reader.readHeapType();
                reader.readHeapType();
            }
            case TRY_TABLE -> skipTryTable(reader);
            case MEMORY, ATOMIC, MEMORY_LANE -> skipMemory(reader, immediate);
            case LANE, ZERO -> reader.readU8();
            case SHUFFLE, V128 -> reader.skip(V128_BYTES);
            case S32 -> reader.readS32();
            case S64 -> reader.readS64();
            case F32 -> reader.skip(Float.BYTES);
            case F64 -> reader.skip(Double.BYTES);
            default -> throw new AssertionError(immediate);
        }
    }

    /**
     * Passes over code that is not executed, behind an unconditional branch, up to what ends or splits the construct that is
     * open: {@code end}, {@code else}, {@code catch}, {@code catch_all} or {@code delegate}, whose opcode is returned.
     */
    public static int skipUnreachable(WasmReader reader) {
        int depth = 0;
        while (true) {
            int opcode = reader.readOpcode();
            switch (opcode) {
                case Opcode.BLOCK, Opcode.LOOP, Opcode.IF, Opcode.TRY, Opcode.TRY_TABLE -> depth++;
                case Opcode.ELSE, Opcode.CATCH, Opcode.CATCH_ALL -> {
                    if (depth == 0) {
                        return opcode;
                    }
                }
                case Opcode.END, Opcode.DELEGATE -> {
                    if (depth == 0) {
                        return opcode;
                    }
                    depth--;
                }
                default -> {
                }
            }
            skipImmediates(reader, opcode);
        }
    }

    /** Reads the range of the expression that starts here, up to the {@code end} that closes it. */
    static ConstantExpression readConstantExpression(WasmReader reader) {
        int start = reader.position();
        int depth = 1;
        while (depth > 0) {
            int opcode = reader.readOpcode();
            switch (opcode) {
                case Opcode.BLOCK, Opcode.LOOP, Opcode.IF, Opcode.TRY, Opcode.TRY_TABLE -> depth++;
                case Opcode.END, Opcode.DELEGATE -> depth--;
                default -> {
                }
            }
            skipImmediates(reader, opcode);
        }
        return new ConstantExpression(start, reader.position());
    }

    /** The error for an opcode that no instruction has. */
    public static MalformedModuleException illegalOpcode(int offset, int opcode) {
        return new MalformedModuleException("illegal opcode " + (opcode >>> 16 == 0 ? Integer.toHexString(opcode)
                        : Integer.toHexString(opcode >>> 16) + " " + Integer.toHexString(opcode & 0xFFFF)), offset);
    }

    private static void skipTryTable(WasmReader reader) {
        reader.skipBlockType();
        for (int clauses = reader.readCount(); clauses > 0; clauses--) {
            int clause = reader.readU8();
            if (clause == Opcode.CLAUSE_CATCH || clause == Opcode.CLAUSE_CATCH_REF) {
                reader.readU32();
            } else if (clause > Opcode.CLAUSE_CATCH_ALL_REF) {
                throw new MalformedModuleException("malformed catch clause", reader.position() - 1);
            }
            reader.readU32();
        }
    }

    private static void skipMemory(WasmReader reader, Immediate immediate) {
        if (reader.readU32() >>> 6 == 1) {
            reader.readU32();
        }
        reader.readU64();
        if (immediate == Immediate.MEMORY_LANE) {
            reader.readU8();
        }
    }
}
