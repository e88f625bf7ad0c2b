// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import org.emgraal.nodes.gc.ArrayNodes;
import org.emgraal.nodes.gc.ArrayRangeNodes.Segment;
import org.emgraal.nodes.gc.CastNodes;
import org.emgraal.nodes.gc.StructNodes;
import org.emgraal.runtime.I31Reference;
import org.emgraal.runtime.ReferenceTest;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmArray;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmStruct;

/**
 * Structures, arrays, scalars and casts. Numbers are the raw bits that are stored; {@code storage} is the ordinal of a
 * {@link Storage}, {@code type} an index of the module's types. Indices and lengths are unsigned.
 */
public final class Aggregates {

    private static final Storage[] STORAGES = Storage.values();
    private static final ReferenceTest.Kind[] KINDS = ReferenceTest.Kind.values();

    private Aggregates() {
    }

    // ---- structures

    public static Object newStruct(int numbers, int objects, int type, WasmInstance instance) {
        return new WasmStruct(instance.code().typeId(type), new long[numbers], new Object[objects]);
    }

    public static Object zeroVector() {
        return Vector128.ZERO;
    }

    public static void setField(Object struct, long bits, int position) {
        StructNodes.nonNull(null, struct).numbers[position] = bits;
    }

    public static void setField(Object struct, Object value, int position) {
        StructNodes.nonNull(null, struct).objects[position] = value;
    }

    public static long getBits(Object struct, int position) {
        return StructNodes.nonNull(null, struct).numbers[position];
    }

    public static Object getReference(Object struct, int position) {
        return StructNodes.nonNull(null, struct).objects[position];
    }

    public static Vector128 getVector(Object struct, int position) {
        return (Vector128) getReference(struct, position);
    }

    // ---- arrays

    public static Object newArray(int length, int storage, int type, WasmInstance instance) {
        return WasmArray.create(null, instance.code().typeId(type), STORAGES[storage], length);
    }

    public static Object newArray(long bits, int length, int storage, int type, WasmInstance instance) {
        return filled(bits, null, length, storage, type, instance);
    }

    public static Object newArray(Object value, int length, int storage, int type, WasmInstance instance) {
        return filled(0, value, length, storage, type, instance);
    }

    private static Object filled(long bits, Object value, int length, int storage, int type, WasmInstance instance) {
        WasmArray array = WasmArray.create(null, instance.code().typeId(type), STORAGES[storage], length);
        array.fill(STORAGES[storage], 0, length, bits, value);
        return array;
    }

    public static int length(Object array) {
        return ArrayNodes.nonNull(null, array).length();
    }

    private static WasmArray checked(Object reference, int index) {
        WasmArray array = ArrayNodes.nonNull(null, reference);
        ArrayNodes.check(null, array, index);
        return array;
    }

    public static void setElement(Object array, int index, long bits, int storage) {
        ArrayNodes.store(STORAGES[storage], checked(array, index), index, bits, null);
    }

    public static void setElement(Object array, int index, Object value, int storage) {
        ArrayNodes.store(STORAGES[storage], checked(array, index), index, 0, value);
    }

    public static long getBits(Object array, int index, int storage) {
        Object elements = checked(array, index).elements();
        return switch (STORAGES[storage]) {
            case I8 -> ((byte[]) elements)[index] & 0xFF;
            case I16 -> ((short[]) elements)[index] & 0xFFFF;
            case I32 -> ((int[]) elements)[index];
            case I64 -> ((long[]) elements)[index];
            case F32 -> Float.floatToRawIntBits(((float[]) elements)[index]);
            case F64 -> Double.doubleToRawLongBits(((double[]) elements)[index]);
            case V128, REF -> throw new IllegalArgumentException("an object's bits");
        };
    }

    public static Object getReference(Object array, int index, int storage) {
        return ((Object[]) checked(array, index).elements())[index];
    }

    public static Vector128 getVector(Object array, int index, int storage) {
        return (Vector128) getReference(array, index, storage);
    }

    public static void fill(Object array, int start, long bits, int count, int storage) {
        fill(array, start, bits, null, count, storage);
    }

    public static void fill(Object array, int start, Object value, int count, int storage) {
        fill(array, start, 0, value, count, storage);
    }

    private static void fill(Object reference, int start, long bits, Object value, int count, int storage) {
        WasmArray array = ArrayNodes.nonNull(null, reference);
        array.check(null, Integer.toUnsignedLong(start), Integer.toUnsignedLong(count));
        array.fill(STORAGES[storage], start, count, bits, value);
    }

    public static void copy(Object to, int start, Object from, int sourceStart, int count) {
        WasmArray target = ArrayNodes.nonNull(null, to);
        WasmArray source = ArrayNodes.nonNull(null, from);
        target.check(null, Integer.toUnsignedLong(start), Integer.toUnsignedLong(count));
        source.check(null, Integer.toUnsignedLong(sourceStart), Integer.toUnsignedLong(count));
        target.copy(start, source, sourceStart, count);
    }

    public static Object newFromSegment(int start, int count, int segment, int storage, int type, WasmInstance instance) {
        return new Segment(segment, STORAGES[storage]).newArray(null, instance.code().typeId(type), instance, start, count);
    }

    public static void initFromSegment(Object array, int index, int start, int count, int segment, int storage, WasmInstance instance) {
        new Segment(segment, STORAGES[storage]).init(null, ArrayNodes.nonNull(null, array), index, instance, start, count);
    }

    // ---- references

    public static int test(Object reference, int nullable, int kind, int type, WasmInstance instance) {
        return isOf(reference, nullable, kind, type, instance) ? 1 : 0;
    }

    public static Object cast(Object reference, int nullable, int kind, int type, WasmInstance instance) {
        if (!isOf(reference, nullable, kind, type, instance)) {
            throw Trap.CAST_FAILURE.at(null);
        }
        return reference;
    }

    private static boolean isOf(Object reference, int nullable, int kind, int type, WasmInstance instance) {
        int id = type < 0 ? -1 : instance.code().typeId(type);
        return reference == null ? nullable != 0 : KINDS[kind].contains(reference, id, instance.code().types());
    }

    public static int equal(Object left, Object right) {
        return CastNodes.areEqual(left, right) ? 1 : 0;
    }

    public static Object newScalar(int value) {
        return I31Reference.of(value);
    }

    public static int scalarSigned(Object scalar) {
        return CastNodes.nonNull(null, scalar).signed();
    }

    public static int scalarUnsigned(Object scalar) {
        return CastNodes.nonNull(null, scalar).bits();
    }
}
