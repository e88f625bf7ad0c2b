// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.emgraal.PythonContext;
import org.emgraal.libc.LinearMemory;
import org.emgraal.python.PythonApi;

/**
 * The bytes of a Python object that exports a contiguous buffer (PEP 3118). Every access reads or writes the object's
 * own memory; the buffer is held only during the access, so the object stays free to change its size.
 */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
abstract class PythonBuffer extends PythonValue implements TruffleObject {

    private static final int SIMPLE = 0;
    private static final int WRITABLE = 1;

    /** {@code Py_buffer} (Include/pybuffer.h): {@code buf} at 0, {@code len} at 8. */
    private static final int STRUCT_SIZE = 44;
    private static final int LENGTH = 8;

    PythonBuffer(PythonContext context, int pointer) {
        super(context, pointer);
    }

    /** Runs an access on the bytes as they are in memory; null if the object does not lend them. */
    @TruffleBoundary
    private <T> T access(int flags, Function<ByteBuffer, T> action) {
        return python(api -> {
            if (!api.types().hasBuffer(api.typeOf(pointer))) {
                return null;
            }
            int view = api.call("malloc", STRUCT_SIZE);
            try {
                if (api.call("PyObject_GetBuffer", pointer, view, flags) != 0) {
                    api.clearError();
                    return null;
                }
                LinearMemory memory = api.memory();
                T result = action.apply(memory.slice(memory.loadInt(view), memory.loadInt(view + LENGTH)));
                api.call("PyBuffer_Release", view);
                return result;
            } finally {
                api.free(view);
            }
        });
    }

    private interface Access<T> {
        T at(ByteBuffer bytes, int offset);
    }

    private <T> T access(int flags, ByteOrder order, long offset, int size, Access<T> access)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        Object[] outside = new Object[1];
        T result = access(flags, bytes -> {
            if (offset < 0 || size < 0 || offset > bytes.limit() - size) {
                outside[0] = bytes.limit();
                return null;
            }
            return access.at(bytes.order(order), (int) offset);
        });
        if (outside[0] != null) {
            throw InvalidBufferOffsetException.create(offset, size);
        }
        require(result != null);
        return result;
    }

    private <T> T read(ByteOrder order, long offset, int size, Access<T> access)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        return access(SIMPLE, order, offset, size, access);
    }

    private void write(ByteOrder order, long offset, int size, Access<ByteBuffer> access)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        access(WRITABLE, order, offset, size, access);
    }

    @ExportMessage
    boolean hasBufferElements() {
        return access(SIMPLE, bytes -> true) != null;
    }

    @ExportMessage
    boolean isBufferWritable() throws UnsupportedMessageException {
        require(hasBufferElements());
        return access(WRITABLE, bytes -> true) != null;
    }

    @ExportMessage
    long getBufferSize() throws UnsupportedMessageException {
        Integer size = access(SIMPLE, ByteBuffer::limit);
        require(size != null);
        return size;
    }

    @ExportMessage
    void readBuffer(long byteOffset, byte[] destination, int destinationOffset, int length)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        read(ByteOrder.LITTLE_ENDIAN, byteOffset, length, (bytes, at) -> bytes.get(at, destination, destinationOffset, length));
    }

    @ExportMessage
    byte readBufferByte(long byteOffset) throws UnsupportedMessageException, InvalidBufferOffsetException {
        return read(ByteOrder.LITTLE_ENDIAN, byteOffset, 1, ByteBuffer::get);
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long byteOffset) throws UnsupportedMessageException, InvalidBufferOffsetException {
        return read(order, byteOffset, Short.BYTES, ByteBuffer::getShort);
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long byteOffset) throws UnsupportedMessageException, InvalidBufferOffsetException {
        return read(order, byteOffset, Integer.BYTES, ByteBuffer::getInt);
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long byteOffset) throws UnsupportedMessageException, InvalidBufferOffsetException {
        return read(order, byteOffset, Long.BYTES, ByteBuffer::getLong);
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long byteOffset) throws UnsupportedMessageException, InvalidBufferOffsetException {
        return read(order, byteOffset, Float.BYTES, ByteBuffer::getFloat);
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long byteOffset) throws UnsupportedMessageException, InvalidBufferOffsetException {
        return read(order, byteOffset, Double.BYTES, ByteBuffer::getDouble);
    }

    @ExportMessage
    void writeBufferByte(long byteOffset, byte value) throws UnsupportedMessageException, InvalidBufferOffsetException {
        write(ByteOrder.LITTLE_ENDIAN, byteOffset, 1, (bytes, at) -> bytes.put(at, value));
    }

    @ExportMessage
    void writeBufferShort(ByteOrder order, long byteOffset, short value)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        write(order, byteOffset, Short.BYTES, (bytes, at) -> bytes.putShort(at, value));
    }

    @ExportMessage
    void writeBufferInt(ByteOrder order, long byteOffset, int value)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        write(order, byteOffset, Integer.BYTES, (bytes, at) -> bytes.putInt(at, value));
    }

    @ExportMessage
    void writeBufferLong(ByteOrder order, long byteOffset, long value)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        write(order, byteOffset, Long.BYTES, (bytes, at) -> bytes.putLong(at, value));
    }

    @ExportMessage
    void writeBufferFloat(ByteOrder order, long byteOffset, float value)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        write(order, byteOffset, Float.BYTES, (bytes, at) -> bytes.putFloat(at, value));
    }

    @ExportMessage
    void writeBufferDouble(ByteOrder order, long byteOffset, double value)
                    throws UnsupportedMessageException, InvalidBufferOffsetException {
        write(order, byteOffset, Double.BYTES, (bytes, at) -> bytes.putDouble(at, value));
    }
}
