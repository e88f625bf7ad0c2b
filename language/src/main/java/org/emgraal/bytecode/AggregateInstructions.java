// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.emgraal.bytecode.StackCode.*;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.CompositeType.ArrayType;
import org.emgraal.module.CompositeType.StructType;
import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.ReferenceTest;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.StructLayout;

/**
 * Translates the instructions on structures, arrays and scalars, and casts (garbage collection proposal), to calls of
 * {@code support.Aggregates}. A field or element is passed as the raw bits that are stored, or as an object.
 */
final class AggregateInstructions {

    private final WasmModule module;
    private final WasmReader reader;
    private final StackCodeBuilder builder;
    private final StackCode code;
    private final FieldValues values;

    AggregateInstructions(WasmModule module, WasmReader reader, StackCodeBuilder builder) {
        this.module = module;
        this.reader = reader;
        this.builder = builder;
        this.code = builder.code;
        this.values = new FieldValues(builder);
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        return structure(opcode) || array(opcode) || range(opcode) || reference(opcode);
    }

    // ---- structures

    private StructLayout layout(int type) {
        return new StructLayout((StructType) module.types().get(type).composite());
    }

    private boolean structure(int opcode) {
        switch (opcode) {
            case Opcode.STRUCT_NEW -> newStruct(reader.readU32());
            case Opcode.STRUCT_NEW_DEFAULT -> {
                int type = reader.readU32();
                zeroStruct(type, layout(type));
                builder.push(Kind.REF);
            }
            case Opcode.STRUCT_GET, Opcode.STRUCT_GET_S, Opcode.STRUCT_GET_U -> {
                StructLayout layout = layout(reader.readU32());
                int field = reader.readU32();
                Storage storage = layout.storage(field);
                builder.integer(layout.position(field));
                builder.invoke(Support.AGGREGATES, values.getter(storage), "(*I)" + FieldValues.letter(storage));
                builder.pop(1);
                values.take(storage, opcode == Opcode.STRUCT_GET_S);
            }
            case Opcode.STRUCT_SET -> {
                StructLayout layout = layout(reader.readU32());
                int field = reader.readU32();
                values.pass(layout.storage(field));
                setField(layout, field);
                builder.pop(2);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void newStruct(int type) {
        StructLayout layout = layout(type);
        int[] fields = builder.putAsideAll(layout.fieldCount());
        zeroStruct(type, layout);
        for (int i = 0; i < fields.length; i++) {
            builder.plain(java.lang.classfile.Opcode.DUP);
            code.add(LOAD, fields[i]);
            values.pass(layout.storage(i));
            setField(layout, i);
        }
        builder.pop(fields.length);
        builder.push(Kind.REF);
    }

    private void zeroStruct(int type, StructLayout layout) {
        int objects = 0;
        for (int i = 0; i < layout.fieldCount(); i++) {
            objects += layout.storage(i).isObject() ? 1 : 0;
        }
        builder.integer(layout.fieldCount() - objects);
        builder.integer(objects);
        builder.integer(type);
        code.add(INSTANCE);
        builder.invoke(Support.AGGREGATES, "newStruct", "(III@)*");
        for (int i = 0; i < layout.fieldCount(); i++) {
            if (layout.storage(i) == Storage.V128) {
                builder.plain(java.lang.classfile.Opcode.DUP);
                builder.invoke(Support.AGGREGATES, "zeroVector", "()*");
                setField(layout, i);
            }
        }
    }

    private void setField(StructLayout layout, int field) {
        builder.integer(layout.position(field));
        builder.invoke(Support.AGGREGATES, "setField", "(*" + FieldValues.parameter(layout.storage(field)) + "I)V");
    }

    // ---- arrays

    private Storage storage(int type) {
        return Storage.of(((ArrayType) module.types().get(type).composite()).element());
    }

    private boolean array(int opcode) {
        switch (opcode) {
            case Opcode.ARRAY_NEW -> {
                int type = reader.readU32();
                Storage storage = storage(type);
                int length = builder.putAside(0);
                values.pass(storage);
                code.add(LOAD, length);
                makeArray("newArray", FieldValues.parameter(storage) + "I", type);
                builder.pop(2);
                builder.push(Kind.REF);
            }
            case Opcode.ARRAY_NEW_DEFAULT -> {
                makeArray("newArray", "I", reader.readU32());
                builder.pop(1);
                builder.push(Kind.REF);
            }
            case Opcode.ARRAY_NEW_FIXED -> newFixed(reader.readU32(), reader.readU32());
            case Opcode.ARRAY_GET, Opcode.ARRAY_GET_S, Opcode.ARRAY_GET_U -> {
                Storage storage = storage(reader.readU32());
                builder.integer(storage.ordinal());
                builder.invoke(Support.AGGREGATES, values.getter(storage), "(*II)" + FieldValues.letter(storage));
                builder.pop(2);
                values.take(storage, opcode == Opcode.ARRAY_GET_S);
            }
            case Opcode.ARRAY_SET -> {
                Storage storage = storage(reader.readU32());
                values.pass(storage);
                setElement(storage);
                builder.pop(3);
            }
            case Opcode.ARRAY_LEN -> {
                builder.invoke(Support.AGGREGATES, "length", "(*)I");
                builder.pop(1);
                builder.push(Kind.I32);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @param parameters what stands on the stack */
    private void makeArray(String method, String parameters, int type) {
        builder.integer(storage(type).ordinal());
        builder.integer(type);
        code.add(INSTANCE);
        builder.invoke(Support.AGGREGATES, method, "(" + parameters + "II@)*");
    }

    private void setElement(Storage storage) {
        builder.integer(storage.ordinal());
        builder.invoke(Support.AGGREGATES, "setElement", "(*I" + FieldValues.parameter(storage) + "I)V");
    }

    private void newFixed(int type, int count) {
        Storage storage = storage(type);
        int[] elements = builder.putAsideAll(count);
        builder.integer(count);
        makeArray("newArray", "I", type);
        for (int i = 0; i < count; i++) {
            builder.plain(java.lang.classfile.Opcode.DUP);
            builder.integer(i);
            code.add(LOAD, elements[i]);
            values.pass(storage);
            setElement(storage);
        }
        builder.pop(count);
        builder.push(Kind.REF);
    }

    private boolean range(int opcode) {
        switch (opcode) {
            case Opcode.ARRAY_NEW_DATA, Opcode.ARRAY_NEW_ELEM -> {
                int type = reader.readU32();
                builder.integer(reader.readU32());
                makeArray("newFromSegment", "III", type);
                builder.pop(2);
                builder.push(Kind.REF);
            }
            case Opcode.ARRAY_INIT_DATA, Opcode.ARRAY_INIT_ELEM -> {
                Storage storage = storage(reader.readU32());
                builder.integer(reader.readU32());
                builder.integer(storage.ordinal());
                code.add(INSTANCE);
                builder.invoke(Support.AGGREGATES, "initFromSegment", "(*IIIII@)V");
                builder.pop(4);
            }
            case Opcode.ARRAY_FILL -> {
                Storage storage = storage(reader.readU32());
                int length = builder.putAside(0);
                values.pass(storage);
                code.add(LOAD, length);
                builder.integer(storage.ordinal());
                builder.invoke(Support.AGGREGATES, "fill", "(*I" + FieldValues.parameter(storage) + "II)V");
                builder.pop(4);
            }
            case Opcode.ARRAY_COPY -> {
                reader.readU32();
                reader.readU32();
                builder.invoke(Support.AGGREGATES, "copy", "(*I*II)V");
                builder.pop(5);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    // ---- references

    private boolean reference(int opcode) {
        switch (opcode) {
            case Opcode.REF_TEST, Opcode.REF_TEST_NULL -> {
                test(reader.readHeapType(), opcode == Opcode.REF_TEST_NULL);
                builder.pop(1);
                builder.push(Kind.I32);
            }
            case Opcode.REF_CAST, Opcode.REF_CAST_NULL -> check("cast", reader.readHeapType(), opcode == Opcode.REF_CAST_NULL, "*");
            case Opcode.REF_EQ -> {
                builder.invoke(Support.AGGREGATES, "equal", "(**)I");
                builder.pop(2);
                builder.push(Kind.I32);
            }
            case Opcode.REF_I31 -> {
                builder.invoke(Support.AGGREGATES, "newScalar", "(I)*");
                builder.pop(1);
                builder.push(Kind.REF);
            }
            case Opcode.I31_GET_S, Opcode.I31_GET_U -> {
                builder.invoke(Support.AGGREGATES, opcode == Opcode.I31_GET_S ? "scalarSigned" : "scalarUnsigned", "(*)I");
                builder.pop(1);
                builder.push(Kind.I32);
            }
            case Opcode.ANY_CONVERT_EXTERN, Opcode.EXTERN_CONVERT_ANY -> {
                // Both sides have the same representation.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** On the JVM's stack, a reference becomes 1 if it is of a type, or 0. */
    void test(HeapType type, boolean nullable) {
        check("test", type, nullable, "I");
    }

    private void check(String method, HeapType type, boolean nullable, String result) {
        builder.integer(nullable ? 1 : 0);
        builder.integer(ReferenceTest.Kind.of(type).ordinal());
        builder.integer(type.typeIndex());
        code.add(INSTANCE);
        builder.invoke(Support.AGGREGATES, method, "(*III@)" + result);
    }
}
