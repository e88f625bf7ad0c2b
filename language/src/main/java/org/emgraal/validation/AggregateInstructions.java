// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import org.emgraal.binary.ModuleLimits;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.validation.TypeSpace.Fields;

/** Structure and array instructions (garbage collection proposal). */
final class AggregateInstructions {

    private static final int ARRAYREF = TypeCode.reference(true, TypeCode.ARRAY);

    private final ModuleContext context;
    private final WasmReader reader;
    private final OperandStack stack;
    private final Location location;
    private final TableInstructions segments;

    AggregateInstructions(ModuleContext context, WasmReader reader, OperandStack stack, Location location,
                    TableInstructions segments) {
        this.context = context;
        this.reader = reader;
        this.stack = stack;
        this.location = location;
        this.segments = segments;
    }

    /** Validates an instruction; false if it is of another kind. */
    boolean validate(int opcode) {
        switch (opcode) {
            case Opcode.STRUCT_NEW, Opcode.STRUCT_NEW_DEFAULT -> newStructure(opcode == Opcode.STRUCT_NEW_DEFAULT);
            case Opcode.STRUCT_GET, Opcode.STRUCT_GET_S, Opcode.STRUCT_GET_U -> {
                int type = readStructure();
                int field = readField(type);
                stack.pop(reference(type));
                get(context.types.structure(type), field, opcode != Opcode.STRUCT_GET);
            }
            case Opcode.STRUCT_SET -> {
                int type = readStructure();
                int field = readField(type);
                Fields fields = context.types.structure(type);
                if (!fields.isMutable(field)) {
                    throw location.invalid("immutable field " + field);
                }
                stack.pop(fields.types()[field]);
                stack.pop(reference(type));
            }
            case Opcode.ARRAY_NEW, Opcode.ARRAY_NEW_DEFAULT -> {
                int type = readArray();
                stack.pop(TypeCode.I32);
                if (opcode == Opcode.ARRAY_NEW) {
                    stack.pop(element(type));
                } else {
                    checkDefaultable(element(type));
                }
                pushNew(type);
            }
            case Opcode.ARRAY_NEW_FIXED -> {
                int type = readArray();
                int at = reader.position();
                int count = reader.readU32();
                ModuleLimits.check("array elements", Integer.toUnsignedLong(count), context.limits.arrayElements(), at);
                for (int i = 0; i < count; i++) {
                    stack.pop(element(type));
                }
                pushNew(type);
            }
            case Opcode.ARRAY_NEW_DATA -> {
                int type = readArray();
                segments.readDataSegment();
                checkNumeric(type);
                popRange();
                pushNew(type);
            }
            case Opcode.ARRAY_NEW_ELEM -> {
                int type = readArray();
                checkElements(type, segments.readElementSegment());
                popRange();
                pushNew(type);
            }
            case Opcode.ARRAY_GET, Opcode.ARRAY_GET_S, Opcode.ARRAY_GET_U -> {
                int type = readArray();
                stack.pop(TypeCode.I32);
                stack.pop(reference(type));
                get(context.types.array(type), 0, opcode != Opcode.ARRAY_GET);
            }
            case Opcode.ARRAY_SET -> {
                int type = readMutableArray();
                stack.pop(element(type));
                stack.pop(TypeCode.I32);
                stack.pop(reference(type));
            }
            case Opcode.ARRAY_LEN -> {
                stack.pop(ARRAYREF);
                stack.push(TypeCode.I32);
            }
            case Opcode.ARRAY_FILL -> {
                int type = readMutableArray();
                stack.pop(TypeCode.I32);
                stack.pop(element(type));
                stack.pop(TypeCode.I32);
                stack.pop(reference(type));
            }
            case Opcode.ARRAY_COPY -> {
                int target = readMutableArray();
                int source = readArray();
                TypeSpace types = context.types;
                if (!types.storageMatches(types.array(source), 0, types.array(target), 0)) {
                    throw location.invalid("array types do not match");
                }
                popRange();
                stack.pop(reference(source));
                stack.pop(TypeCode.I32);
                stack.pop(reference(target));
            }
            case Opcode.ARRAY_INIT_DATA -> {
                int type = readMutableArray();
                segments.readDataSegment();
                checkNumeric(type);
                popInitialization(type);
            }
            case Opcode.ARRAY_INIT_ELEM -> {
                int type = readMutableArray();
                checkElements(type, segments.readElementSegment());
                popInitialization(type);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void newStructure(boolean byDefault) {
        int type = readStructure();
        int[] fields = context.types.structure(type).types();
        if (byDefault) {
            for (int field : fields) {
                checkDefaultable(field);
            }
        } else {
            stack.popAll(fields);
        }
        pushNew(type);
    }

    private void get(Fields fields, int field, boolean withSign) {
        if (fields.isPacked(field) != withSign) {
            throw location.mismatch(withSign ? "field is not packed" : "field is packed");
        }
        stack.push(fields.types()[field]);
    }

    private int readStructure() {
        int type = readType();
        if (context.types.structure(type) == null) {
            throw location.mismatch("type " + type + " is no structure");
        }
        return type;
    }

    private int readField(int type) {
        int field = reader.readU32();
        location.checkIndex("field", field, context.types.structure(type).length());
        return field;
    }

    private int readArray() {
        int type = readType();
        if (context.types.array(type) == null) {
            throw location.mismatch("type " + type + " is no array");
        }
        return type;
    }

    private int readMutableArray() {
        int type = readArray();
        if (!context.types.array(type).isMutable(0)) {
            throw location.invalid("immutable array");
        }
        return type;
    }

    private int readType() {
        int type = reader.readU32();
        location.checkIndex("type", type, context.types.size());
        return type;
    }

    private int element(int type) {
        return context.types.array(type).types()[0];
    }

    private int reference(int type) {
        return TypeCode.reference(true, context.types.canonical(type));
    }

    private void pushNew(int type) {
        stack.push(TypeCode.reference(false, context.types.canonical(type)));
    }

    /** Pops the length and start of a range of a segment or array. */
    private void popRange() {
        stack.pop(TypeCode.I32);
        stack.pop(TypeCode.I32);
    }

    private void popInitialization(int type) {
        popRange();
        stack.pop(TypeCode.I32);
        stack.pop(reference(type));
    }

    private void checkDefaultable(int type) {
        if (!TypeCode.isDefaultable(type)) {
            throw location.mismatch(TypeCode.toString(type) + " has no default value");
        }
    }

    private void checkNumeric(int type) {
        if (TypeCode.isReference(element(type))) {
            throw location.invalid("array type is not numeric or vector");
        }
    }

    private void checkElements(int type, int segment) {
        if (!context.types.matches(context.elementSegments[segment], element(type))) {
            throw location.mismatch("segment of " + TypeCode.toString(context.elementSegments[segment])
                            + " for an array of " + TypeCode.toString(element(type)));
        }
    }
}
