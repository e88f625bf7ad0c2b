// SPDX-License-Identifier: Apache-2.0
package org.emgraal.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Guest memory over an array, with the checks the interface demands. */
public final class ArrayMemory implements LinearMemory {

    private final long limit;
    private byte[] bytes;
    private ByteBuffer view;

    public ArrayMemory(int size, long limit) {
        this.limit = limit;
        resize(new byte[size]);
    }

    private void resize(byte[] newBytes) {
        bytes = newBytes;
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int check(int address, int length) {
        long start = Integer.toUnsignedLong(address);
        if (length < 0 || start + length > bytes.length) {
            throw new MemoryFault(start, length);
        }
        return address;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean growTo(long newSize) {
        if (newSize > limit) {
            return false;
        }
        if (newSize > bytes.length) {
            resize(Arrays.copyOf(bytes, (int) newSize));
        }
        return true;
    }

    @Override
    public byte loadByte(int address) {
        return view.get(check(address, 1));
    }

    @Override
    public short loadShort(int address) {
        return view.getShort(check(address, 2));
    }

    @Override
    public int loadInt(int address) {
        return view.getInt(check(address, 4));
    }

    @Override
    public long loadLong(int address) {
        return view.getLong(check(address, 8));
    }

    @Override
    public float loadFloat(int address) {
        return view.getFloat(check(address, 4));
    }

    @Override
    public double loadDouble(int address) {
        return view.getDouble(check(address, 8));
    }

    @Override
    public void storeByte(int address, byte value) {
        view.put(check(address, 1), value);
    }

    @Override
    public void storeShort(int address, short value) {
        view.putShort(check(address, 2), value);
    }

    @Override
    public void storeInt(int address, int value) {
        view.putInt(check(address, 4), value);
    }

    @Override
    public void storeLong(int address, long value) {
        view.putLong(check(address, 8), value);
    }

    @Override
    public void storeFloat(int address, float value) {
        view.putFloat(check(address, 4), value);
    }

    @Override
    public void storeDouble(int address, double value) {
        view.putDouble(check(address, 8), value);
    }

    @Override
    public void read(int address, byte[] target, int offset, int length) {
        System.arraycopy(bytes, check(address, length), target, offset, length);
    }

    @Override
    public void write(int address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, check(address, length), length);
    }

    @Override
    public void fill(int address, byte value, int length) {
        int start = check(address, length);
        Arrays.fill(bytes, start, start + length, value);
    }

    @Override
    public ByteBuffer slice(int address, int length) {
        return ByteBuffer.wrap(bytes, check(address, length), length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
