// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.memory.ByteArraySupport;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;

/**
 * An array over the Java array that its {@link Storage} asks for: {@code byte[]}, {@code short[]}, {@code int[]},
 * {@code long[]}, {@code float[]}, {@code double[]} or {@code Object[]}.
 */
public final class WasmArray extends HeapObject {

    private static final ByteArraySupport BYTES = ByteArraySupport.littleEndian();

    private final int length;
    private final Object elements;

    private WasmArray(int typeId, int length, Object elements) {
        super(typeId);
        this.length = length;
        this.elements = elements;
    }

    /**
     * An array of zeros or nulls.
     *
     * @param length unsigned
     * @throws TrapException if no Java array, or not the Java heap, can hold it
     */
    @TruffleBoundary
    public static WasmArray create(Node node, int typeId, Storage storage, int length) {
        if (length < 0) {
            throw tooLarge(node, length);
        }
        try {
            return new WasmArray(typeId, length, switch (storage) {
                case I8 -> new byte[length];
                case I16 -> new short[length];
                case I32 -> new int[length];
                case I64 -> new long[length];
                case F32 -> new float[length];
                case F64 -> new double[length];
                case V128 -> {
                    Object[] vectors = new Object[length];
                    Arrays.fill(vectors, Vector128.ZERO);
                    yield vectors;
                }
                case REF -> new Object[length];
            });
        } catch (OutOfMemoryError e) {
            throw tooLarge(node, length);
        }
    }

    private static TrapException tooLarge(Node node, int length) {
        return Trap.ARRAY_TOO_LARGE.at(node, Integer.toUnsignedString(length) + " elements");
    }

    public int length() {
        return length;
    }

    /** The Java array. */
    public Object elements() {
        return elements;
    }

    /** Checks a range of elements; all numbers unsigned. */
    public void check(Node node, long start, long count) {
        if (start + count > length) {
            throw Trap.OUT_OF_BOUNDS_ARRAY_ACCESS.at(node);
        }
    }

    /** Sets checked elements to a number, given as raw bits, or to an object. */
    @TruffleBoundary
    public void fill(Storage storage, int start, int count, long bits, Object object) {
        int end = start + count;
        switch (storage) {
            case I8 -> Arrays.fill((byte[]) elements, start, end, (byte) bits);
            case I16 -> Arrays.fill((short[]) elements, start, end, (short) bits);
            case I32 -> Arrays.fill((int[]) elements, start, end, (int) bits);
            case I64 -> Arrays.fill((long[]) elements, start, end, bits);
            case F32 -> Arrays.fill((float[]) elements, start, end, Float.intBitsToFloat((int) bits));
            case F64 -> Arrays.fill((double[]) elements, start, end, Double.longBitsToDouble(bits));
            case V128, REF -> Arrays.fill((Object[]) elements, start, end, object);
        }
    }

    /** Copies checked elements from an array of the same storage, which may be this one. */
    @TruffleBoundary
    public void copy(int start, WasmArray source, int sourceStart, int count) {
        System.arraycopy(source.elements, sourceStart, elements, start, count);
    }

    /** Bytes that elements take in a data segment. */
    public static int width(Storage storage) {
        return switch (storage) {
            case I8 -> Byte.BYTES;
            case I16 -> Short.BYTES;
            case I32, F32 -> Integer.BYTES;
            case I64, F64 -> Long.BYTES;
            case V128 -> 2 * Long.BYTES;
            case REF -> throw new IllegalArgumentException("references are not in data segments");
        };
    }

    /** Reads checked elements from little-endian bytes. */
    @TruffleBoundary
    public void read(Storage storage, int start, byte[] bytes, int from, int count) {
        int width = width(storage);
        for (int i = 0; i < count; i++) {
            int at = from + i * width;
            switch (storage) {
                case I8 -> ((byte[]) elements)[start + i] = bytes[at];
                case I16 -> ((short[]) elements)[start + i] = BYTES.getShort(bytes, at);
                case I32 -> ((int[]) elements)[start + i] = BYTES.getInt(bytes, at);
                case I64 -> ((long[]) elements)[start + i] = BYTES.getLong(bytes, at);
                case F32 -> ((float[]) elements)[start + i] = BYTES.getFloat(bytes, at);
                case F64 -> ((double[]) elements)[start + i] = BYTES.getDouble(bytes, at);
                case V128 -> ((Object[]) elements)[start + i] = new Vector128(BYTES.getLong(bytes, at), BYTES.getLong(bytes, at + Long.BYTES));
                case REF -> throw new IllegalArgumentException("references are not in data segments");
            }
        }
    }

    /** Copies checked elements from the references of an element segment. */
    @TruffleBoundary
    public void copy(int start, Object[] references, int from, int count) {
        System.arraycopy(references, from, elements, start, count);
    }
}
