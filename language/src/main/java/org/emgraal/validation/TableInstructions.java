// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.MalformedModuleException;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;

/** Instructions on whole tables, memories and segments. */
final class TableInstructions {

    private final ModuleContext context;
    private final WasmReader reader;
    private final OperandStack stack;
    private final Location location;

    TableInstructions(ModuleContext context, WasmReader reader, OperandStack stack, Location location) {
        this.context = context;
        this.reader = reader;
        this.stack = stack;
        this.location = location;
    }

    /** Validates an instruction; false if it is of another kind. */
    boolean validate(int opcode) {
        switch (opcode) {
            case Opcode.TABLE_GET -> {
                int table = readTable();
                stack.pop(context.tableAddresses[table]);
                stack.push(context.tableElements[table]);
            }
            case Opcode.TABLE_SET -> {
                int table = readTable();
                stack.pop(context.tableElements[table]);
                stack.pop(context.tableAddresses[table]);
            }
            case Opcode.TABLE_SIZE -> stack.push(context.tableAddresses[readTable()]);
            case Opcode.TABLE_GROW -> {
                int table = readTable();
                stack.pop(context.tableAddresses[table]);
                stack.pop(context.tableElements[table]);
                stack.push(context.tableAddresses[table]);
            }
            case Opcode.TABLE_FILL -> {
                int table = readTable();
                stack.pop(context.tableAddresses[table]);
                stack.pop(context.tableElements[table]);
                stack.pop(context.tableAddresses[table]);
            }
            case Opcode.TABLE_COPY -> {
                int target = readTable();
                int source = readTable();
                checkElements(context.tableElements[source], context.tableElements[target]);
                popCopy(context.tableAddresses[target], context.tableAddresses[source]);
            }
            case Opcode.TABLE_INIT -> {
                int segment = readElementSegment();
                int table = readTable();
                checkElements(context.elementSegments[segment], context.tableElements[table]);
                popInit(context.tableAddresses[table]);
            }
            case Opcode.ELEM_DROP -> readElementSegment();
            case Opcode.MEMORY_SIZE -> stack.push(context.memoryAddresses[readMemory()]);
            case Opcode.MEMORY_GROW -> {
                int address = context.memoryAddresses[readMemory()];
                stack.pop(address);
                stack.push(address);
            }
            case Opcode.MEMORY_FILL -> {
                int address = context.memoryAddresses[readMemory()];
                stack.pop(address);
                stack.pop(TypeCode.I32);
                stack.pop(address);
            }
            case Opcode.MEMORY_COPY -> {
                int target = readMemory();
                int source = readMemory();
                popCopy(context.memoryAddresses[target], context.memoryAddresses[source]);
            }
            case Opcode.MEMORY_INIT -> {
                readDataSegment();
                popInit(context.memoryAddresses[readMemory()]);
            }
            case Opcode.DATA_DROP -> readDataSegment();
            default -> {
                return false;
            }
        }
        return true;
    }

    int readTable() {
        int table = reader.readU32();
        location.checkIndex("table", table, context.tableElements.length);
        return table;
    }

    int readElementSegment() {
        int segment = reader.readU32();
        location.checkIndex("elem segment", segment, context.elementSegments.length);
        return segment;
    }

    /** Data comes behind the code, so a one-pass validator needs the data count section. */
    void readDataSegment() {
        int segment = reader.readU32();
        if (context.module.dataCount() < 0) {
            throw new MalformedModuleException("data count section required", location.offset());
        }
        location.checkIndex("data segment", segment, context.module.dataCount());
    }

    private int readMemory() {
        int memory = reader.readU32();
        location.checkIndex("memory", memory, context.memoryAddresses.length);
        return memory;
    }

    private void checkElements(int source, int target) {
        if (!context.types.matches(source, target)) {
            throw location.mismatch("elements of type " + TypeCode.toString(source) + " in a table of "
                            + TypeCode.toString(target));
        }
    }

    /** The length of a copy is limited by the smaller of both address types. */
    private void popCopy(int target, int source) {
        stack.pop(target == TypeCode.I64 ? source : target);
        stack.pop(source);
        stack.pop(target);
    }

    private void popInit(int target) {
        stack.pop(TypeCode.I32);
        stack.pop(TypeCode.I32);
        stack.pop(target);
    }
}
