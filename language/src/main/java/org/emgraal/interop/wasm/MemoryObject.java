// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidBufferOffsetException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.emgraal.runtime.WasmMemory;

/** A linear memory as a buffer; it grows only from within. */
@ExportLibrary(InteropLibrary.class)
@SuppressWarnings("static-method")
final class MemoryObject implements TruffleObject {

    private final WasmMemory memory;

    MemoryObject(WasmMemory memory) {
        this.memory = memory;
    }

    WasmMemory memory() {
        return memory;
    }

    /** The bytes at an offset, if there are so many. */
    @TruffleBoundary
    private ByteBuffer at(ByteOrder order, long offset, long length) throws InvalidBufferOffsetException {
        if (offset < 0 || length < 0 || offset > memory.size() - length) {
            throw InvalidBufferOffsetException.create(offset, length);
        }
        return ByteBuffer.wrap(memory.bytes(), (int) offset, (int) length).order(order);
    }

    @ExportMessage
    boolean hasBufferElements() {
        return true;
    }

    @ExportMessage
    long getBufferSize() {
        return memory.size();
    }

    @ExportMessage
    boolean isBufferWritable() {
        return true;
    }

    @ExportMessage
    void readBuffer(long offset, byte[] target, int targetOffset, int length) throws InvalidBufferOffsetException {
        at(ByteOrder.LITTLE_ENDIAN, offset, length).get(target, targetOffset, length);
    }

    @ExportMessage
    byte readBufferByte(long offset) throws InvalidBufferOffsetException {
        return at(ByteOrder.LITTLE_ENDIAN, offset, Byte.BYTES).get();
    }

    @ExportMessage
    short readBufferShort(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return at(order, offset, Short.BYTES).getShort();
    }

    @ExportMessage
    int readBufferInt(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return at(order, offset, Integer.BYTES).getInt();
    }

    @ExportMessage
    long readBufferLong(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return at(order, offset, Long.BYTES).getLong();
    }

    @ExportMessage
    float readBufferFloat(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return at(order, offset, Float.BYTES).getFloat();
    }

    @ExportMessage
    double readBufferDouble(ByteOrder order, long offset) throws InvalidBufferOffsetException {
        return at(order, offset, Double.BYTES).getDouble();
    }

    @ExportMessage
    void writeBufferByte(long offset, byte value) throws InvalidBufferOffsetException {
        at(ByteOrder.LITTLE_ENDIAN, offset, Byte.BYTES).put(value);
    }

    @ExportMessage
    void writeBufferShort(ByteOrder order, long offset, short value) throws InvalidBufferOffsetException {
        at(order, offset, Short.BYTES).putShort(value);
    }

    @ExportMessage
    void writeBufferInt(ByteOrder order, long offset, int value) throws InvalidBufferOffsetException {
        at(order, offset, Integer.BYTES).putInt(value);
    }

    @ExportMessage
    void writeBufferLong(ByteOrder order, long offset, long value) throws InvalidBufferOffsetException {
        at(order, offset, Long.BYTES).putLong(value);
    }

    @ExportMessage
    void writeBufferFloat(ByteOrder order, long offset, float value) throws InvalidBufferOffsetException {
        at(order, offset, Float.BYTES).putFloat(value);
    }

    @ExportMessage
    void writeBufferDouble(ByteOrder order, long offset, double value) throws InvalidBufferOffsetException {
        at(order, offset, Double.BYTES).putDouble(value);
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return "memory of " + memory.size() + " bytes";
    }
}
