// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.memory.ByteArraySupport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.MemoryFault;
import org.emgraal.module.MemoryType;
import org.emgraal.runtime.WasmMemory;

/** libc's view of a {@link WasmMemory}. */
public final class WasmLinearMemory implements LinearMemory {

    private static final ByteArraySupport BYTES = ByteArraySupport.littleEndian();

    private final WasmMemory memory;

    public WasmLinearMemory(WasmMemory memory) {
        this.memory = memory;
    }

    private int check(int address, int length) {
        long start = Integer.toUnsignedLong(address);
        if (length < 0 || start + length > memory.size()) {
            throw new MemoryFault(start, length);
        }
        return address;
    }

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public boolean growTo(long bytes) {
        long delta = Math.ceilDiv(bytes - memory.size(), MemoryType.PAGE_SIZE);
        return delta <= 0 || memory.grow(delta) >= 0;
    }

    @Override
    public byte loadByte(int address) {
        return memory.bytes()[check(address, 1)];
    }

    @Override
    public short loadShort(int address) {
        return BYTES.getShort(memory.bytes(), check(address, 2));
    }

    @Override
    public int loadInt(int address) {
        return BYTES.getInt(memory.bytes(), check(address, 4));
    }

    @Override
    public long loadLong(int address) {
        return BYTES.getLong(memory.bytes(), check(address, 8));
    }

    @Override
    public float loadFloat(int address) {
        return BYTES.getFloat(memory.bytes(), check(address, 4));
    }

    @Override
    public double loadDouble(int address) {
        return BYTES.getDouble(memory.bytes(), check(address, 8));
    }

    @Override
    public void storeByte(int address, byte value) {
        memory.bytes()[check(address, 1)] = value;
    }

    @Override
    public void storeShort(int address, short value) {
        BYTES.putShort(memory.bytes(), check(address, 2), value);
    }

    @Override
    public void storeInt(int address, int value) {
        BYTES.putInt(memory.bytes(), check(address, 4), value);
    }

    @Override
    public void storeLong(int address, long value) {
        BYTES.putLong(memory.bytes(), check(address, 8), value);
    }

    @Override
    public void storeFloat(int address, float value) {
        BYTES.putFloat(memory.bytes(), check(address, 4), value);
    }

    @Override
    public void storeDouble(int address, double value) {
        BYTES.putDouble(memory.bytes(), check(address, 8), value);
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        System.arraycopy(memory.bytes(), check(address, length), target, offset, length);
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, memory.bytes(), check(address, length), length);
    }

    @Override
    public void fill(int address, byte value, int length) {
        int start = check(address, length);
        Arrays.fill(memory.bytes(), start, start + length, value);
    }

    @Override
    public ByteBuffer slice(int address, int length) {
        return ByteBuffer.wrap(memory.bytes(), check(address, length), length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public byte[] readCString(int address) {
        byte[] bytes = memory.bytes();
        int start = check(address, 0);
        long size = memory.size();
        int end = start;
        while (true) {
            if (end >= size) {
                throw new MemoryFault(Integer.toUnsignedLong(address), end - start);
            }
            if (bytes[end] == 0) {
                return Arrays.copyOfRange(bytes, start, end);
            }
            end++;
        }
    }
}
