// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.memory.ByteArraySupport;
import com.oracle.truffle.api.nodes.Node;

/**
 * Loads and stores in the array of a {@link WasmMemory}, little-endian. Addresses are effective addresses: base plus
 * static offset, already zero-extended; negative ones are out of bounds.
 */
public final class MemoryArray {

    private static final ByteArraySupport BYTES = ByteArraySupport.littleEndian();

    private MemoryArray() {
    }

    /** The array, which has {@code length} bytes at {@code address}. */
    public static byte[] check(Node node, byte[] array, long address, long length) {
        if (address < 0 || address > array.length - length) {
            // An exit, not a branch: as a guard it costs large functions, which have thousands, little code.
            CompilerDirectives.transferToInterpreter();
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
        return array;
    }

    public static byte loadByte(Node node, byte[] array, long address) {
        return BYTES.getByte(check(node, array, address, 1), address);
    }

    public static short loadShort(Node node, byte[] array, long address) {
        return BYTES.getShort(check(node, array, address, 2), address);
    }

    public static int loadInt(Node node, byte[] array, long address) {
        return BYTES.getInt(check(node, array, address, 4), address);
    }

    public static long loadLong(Node node, byte[] array, long address) {
        return BYTES.getLong(check(node, array, address, 8), address);
    }

    public static float loadFloat(Node node, byte[] array, long address) {
        return BYTES.getFloat(check(node, array, address, 4), address);
    }

    public static double loadDouble(Node node, byte[] array, long address) {
        return BYTES.getDouble(check(node, array, address, 8), address);
    }

    public static Vector128 loadVector(Node node, byte[] array, long address) {
        check(node, array, address, 16);
        return new Vector128(BYTES.getLong(array, address), BYTES.getLong(array, address + 8));
    }

    public static void storeByte(Node node, byte[] array, long address, byte value) {
        BYTES.putByte(check(node, array, address, 1), address, value);
    }

    public static void storeShort(Node node, byte[] array, long address, short value) {
        BYTES.putShort(check(node, array, address, 2), address, value);
    }

    public static void storeInt(Node node, byte[] array, long address, int value) {
        BYTES.putInt(check(node, array, address, 4), address, value);
    }

    public static void storeLong(Node node, byte[] array, long address, long value) {
        BYTES.putLong(check(node, array, address, 8), address, value);
    }

    public static void storeFloat(Node node, byte[] array, long address, float value) {
        BYTES.putFloat(check(node, array, address, 4), address, value);
    }

    public static void storeDouble(Node node, byte[] array, long address, double value) {
        BYTES.putDouble(check(node, array, address, 8), address, value);
    }

    public static void storeVector(Node node, byte[] array, long address, Vector128 value) {
        check(node, array, address, 16);
        BYTES.putLong(array, address, value.low);
        BYTES.putLong(array, address + 8, value.high);
    }
}
