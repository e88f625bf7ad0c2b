// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.emgraal.libc.LinearMemory;
import org.emgraal.python.PythonApi;

/**
 * Java's primitive arrays and interop buffers as Python buffers (PEP 3118). CPython can only address guest memory, so the
 * bytes are copied in when a view is requested. As long as any view of an object lives all share that copy; what was
 * written into it is copied back when a view is released.
 */
final class ForeignBuffer {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private static final int WRITABLE = 1;
    private static final int FORMAT = 4;
    private static final int STRIDES = 0x10;
    private static final int SHAPE = 8;

    /** Element types of arrays: format of the struct module and size. */
    private static final Map<Class<?>, Format> FORMATS = Map.of(byte[].class, new Format("b", 1), boolean[].class, new Format("?", 1),
                    short[].class, new Format("h", 2), char[].class, new Format("H", 2), int[].class, new Format("i", 4),
                    long[].class, new Format("q", 8), float[].class, new Format("f", 4), double[].class, new Format("d", 8));
    private static final Format BYTES = new Format("B", 1);
    /** Sizes of elements by the codes of the struct module. */
    private static final Map<String, Integer> SIZES = Map.of("b", 1, "h", 2, "i", 4, "q", 8, "f", 4, "d", 8);
    /** Formats with another name or sign than that of the Java type of their size. */
    private static final Map<String, String> CODES_OF_BUFFERS = Map.of("B", "b", "l", "i", "L", "i", "I", "i", "Q", "q", "c", "b",
                    "n", "i", "N", "i", "P", "i");

    private record Format(String code, int size) {
    }

    /** The copy that the views of one proxy share. */
    private static final class Copy {
        private final int address;
        private final int length;
        private int views;

        Copy(int address, int length) {
            this.address = address;
            this.length = length;
        }
    }

    private final TruffleLanguage.Env env;
    private final ForeignObjects objects;
    private final Map<Integer, Copy> copies = new HashMap<>();
    private final Map<Format, Integer> codes = new HashMap<>();

    ForeignBuffer(TruffleLanguage.Env env, ForeignObjects objects) {
        this.env = env;
        this.objects = objects;
    }

    /** Whether an object is a Java array of primitive elements that the embedder lets guests read. */
    static boolean isArray(TruffleLanguage.Env env, Object object) {
        return env.isHostObject(object) && FORMATS.containsKey(env.asHostObject(object).getClass()) && INTEROP.hasArrayElements(object);
    }

    private boolean isWritable(Object object) throws InteropException {
        return isArray(env, object) || INTEROP.isBufferWritable(part(object).buffer());
    }

    /** The bytes of an object that is no Java array. */
    private static TypedArray part(Object object) throws InteropException {
        return INTEROP.hasBufferElements(object) ? new TypedArray(object, 0, Math.toIntExact(INTEROP.getBufferSize(object)), BYTES.code)
                        : TypedArray.of(object);
    }

    private Format format(Object object) throws InteropException {
        if (isArray(env, object)) {
            Format format = FORMATS.get(env.asHostObject(object).getClass());
            // The view of Java's bytes is unsigned, as that of Python's own.
            return format.code.equals("b") ? BYTES : format;
        }
        String code = part(object).format();
        return new Format(code, SIZES.get(code.toLowerCase(java.util.Locale.ROOT)));
    }

    /** {@code bf_getbuffer}. */
    int getBuffer(PythonApi api, int proxy, int view, int flags) throws InteropException {
        Object object = objects.get(api, proxy);
        boolean array = isArray(env, object);
        Format format = format(object);
        boolean writable = isWritable(object);
        if ((flags & WRITABLE) != 0 && !writable) {
            throw ForeignErrors.error(api, "PyExc_BufferError", "the foreign buffer is read-only");
        }
        Copy copy = copies.get(proxy);
        if (copy == null) {
            byte[] bytes = array ? bytesOfArray(env.asHostObject(object), format) : bytesOf(part(object));
            int address = api.call("malloc", Math.max(1, bytes.length));
            if (address == 0) {
                throw ForeignErrors.error(api, "PyExc_MemoryError", "no room for %d bytes".formatted(bytes.length));
            }
            api.memory().write(address, bytes, 0, bytes.length);
            copy = new Copy(address, bytes.length);
            copies.put(proxy, copy);
        }
        copy.views++;
        fill(api.memory(), view, flags, copy, writable, api, proxy, format);
        return 0;
    }

    /** {@code Py_buffer}: buf, obj, len, itemsize, readonly, ndim, format, shape, strides, suboffsets, internal. */
    private void fill(LinearMemory memory, int view, int flags, Copy copy, boolean writable, PythonApi api, int proxy, Format format) {
        api.incref(proxy);
        int dimensions = api.call("malloc", 8);
        memory.storeInt(dimensions, copy.length / format.size);
        memory.storeInt(dimensions + 4, format.size);
        int code = codes.computeIfAbsent(format, made -> api.newCString(made.code));
        int[] words = {copy.address, proxy, copy.length, format.size, writable ? 0 : 1, 1, (flags & FORMAT) != 0 ? code : 0,
                        (flags & SHAPE) != 0 ? dimensions : 0, (flags & STRIDES) != 0 ? dimensions + 4 : 0, 0, dimensions};
        for (int i = 0; i < words.length; i++) {
            memory.storeInt(view + Integer.BYTES * i, words[i]);
        }
    }

    /** {@code bf_releasebuffer}. */
    int releaseBuffer(PythonApi api, int proxy, int view) throws InteropException {
        Copy copy = copies.get(proxy);
        Object object = objects.get(api, proxy);
        if (isWritable(object)) {
            byte[] bytes = new byte[copy.length];
            api.memory().read(copy.address, bytes, 0, bytes.length);
            if (isArray(env, object)) {
                storeArray(env.asHostObject(object), bytes);
            } else {
                store(part(object), bytes);
            }
        }
        api.free(api.memory().loadInt(view + Integer.BYTES * 10));
        if (--copy.views == 0) {
            copies.remove(proxy);
            api.free(copy.address);
        }
        return 0;
    }

    private static byte[] bytesOf(TypedArray part) throws UnsupportedMessageException, InvalidBufferOffsetException {
        byte[] bytes = new byte[part.length()];
        INTEROP.readBuffer(part.buffer(), part.offset(), bytes, 0, bytes.length);
        return bytes;
    }

    private static void store(TypedArray part, byte[] bytes) throws UnsupportedMessageException, InvalidBufferOffsetException {
        int i = 0;
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            INTEROP.writeBufferLong(part.buffer(), ByteOrder.LITTLE_ENDIAN, part.offset() + i, words.getLong(i));
        }
        for (; i < bytes.length; i++) {
            INTEROP.writeBufferByte(part.buffer(), part.offset() + i, bytes[i]);
        }
    }

    /** A Java array of the type that a format of Python's struct module names; bytes where Java has none. */
    static Object newArray(String format, byte[] bytes) {
        for (Map.Entry<Class<?>, Format> type : FORMATS.entrySet()) {
            if (CODES_OF_BUFFERS.getOrDefault(format, format).equals(type.getValue().code)) {
                Object array = java.lang.reflect.Array.newInstance(type.getKey().componentType(), bytes.length / type.getValue().size);
                storeArray(array, bytes);
                return array;
            }
        }
        return bytes;
    }

    private static byte[] bytesOfArray(Object array, Format format) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(java.lang.reflect.Array.getLength(array), format.size)).order(ByteOrder.LITTLE_ENDIAN);
        switch (array) {
            case byte[] values -> bytes.put(values);
            case short[] values -> bytes.asShortBuffer().put(values);
            case char[] values -> bytes.asCharBuffer().put(values);
            case int[] values -> bytes.asIntBuffer().put(values);
            case long[] values -> bytes.asLongBuffer().put(values);
            case float[] values -> bytes.asFloatBuffer().put(values);
            case double[] values -> bytes.asDoubleBuffer().put(values);
            case boolean[] values -> {
                for (boolean value : values) {
                    bytes.put((byte) (value ? 1 : 0));
                }
            }
            default -> throw new IllegalArgumentException(array.getClass().getName());
        }
        return bytes.array();
    }

    private static void storeArray(Object array, byte[] source) {
        ByteBuffer bytes = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
        switch (array) {
            case byte[] values -> bytes.get(values);
            case short[] values -> bytes.asShortBuffer().get(values);
            case char[] values -> bytes.asCharBuffer().get(values);
            case int[] values -> bytes.asIntBuffer().get(values);
            case long[] values -> bytes.asLongBuffer().get(values);
            case float[] values -> bytes.asFloatBuffer().get(values);
            case double[] values -> bytes.asDoubleBuffer().get(values);
            case boolean[] values -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes.get() != 0;
                }
            }
            default -> throw new IllegalArgumentException(array.getClass().getName());
        }
    }
}
