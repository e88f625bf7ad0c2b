// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.memory.ByteArraySupport;
import com.oracle.truffle.api.nodes.Node;

/**
 * The atomic accesses to the array of a {@link WasmMemory}, named by their width: 8, 16 and 32 bits are an i32, 64 bits an
 * i64; narrow results are zero-extended (threads proposal, "Load/Store"). The address has been checked.
 */
public final class AtomicArray {

    private static final ByteArraySupport BYTES = ByteArraySupport.littleEndian();

    private AtomicArray() {
    }

    /** What a read-modify-write instruction does with the old value and its operand. */
    public enum Update {
        ADD,
        SUB,
        AND,
        OR,
        XOR,
        XCHG
    }

    /** To be checked before the bounds. */
    public static void checkAlignment(Node node, long address, int width) {
        if (address >= 0 && (address & width - 1) != 0) {
            throw Trap.UNALIGNED_ATOMIC.at(node);
        }
    }

    public static int load8(byte[] array, long address) {
        return Byte.toUnsignedInt(BYTES.getByteVolatile(array, address));
    }

    public static int load16(byte[] array, long address) {
        return Short.toUnsignedInt(BYTES.getShortVolatile(array, address));
    }

    public static int load32(byte[] array, long address) {
        return BYTES.getIntVolatile(array, address);
    }

    public static long load64(byte[] array, long address) {
        return BYTES.getLongVolatile(array, address);
    }

    public static void store8(byte[] array, long address, int value) {
        BYTES.putByteVolatile(array, address, (byte) value);
    }

    public static void store16(byte[] array, long address, int value) {
        BYTES.putShortVolatile(array, address, (short) value);
    }

    public static void store32(byte[] array, long address, int value) {
        BYTES.putIntVolatile(array, address, value);
    }

    public static void store64(byte[] array, long address, long value) {
        BYTES.putLongVolatile(array, address, value);
    }

    /** Returns the old value, as all updates do. */
    public static int update8(Update update, byte[] array, long address, int value) {
        byte old = switch (update) {
            case ADD -> BYTES.getAndAddByte(array, address, (byte) value);
            case SUB -> BYTES.getAndAddByte(array, address, (byte) -value);
            case AND -> BYTES.getAndBitwiseAndByte(array, address, (byte) value);
            case OR -> BYTES.getAndBitwiseOrByte(array, address, (byte) value);
            case XOR -> BYTES.getAndBitwiseXorByte(array, address, (byte) value);
            case XCHG -> BYTES.getAndSetByte(array, address, (byte) value);
        };
        return Byte.toUnsignedInt(old);
    }

    public static int update16(Update update, byte[] array, long address, int value) {
        short old = switch (update) {
            case ADD -> BYTES.getAndAddShort(array, address, (short) value);
            case SUB -> BYTES.getAndAddShort(array, address, (short) -value);
            case AND -> BYTES.getAndBitwiseAndShort(array, address, (short) value);
            case OR -> BYTES.getAndBitwiseOrShort(array, address, (short) value);
            case XOR -> BYTES.getAndBitwiseXorShort(array, address, (short) value);
            case XCHG -> BYTES.getAndSetShort(array, address, (short) value);
        };
        return Short.toUnsignedInt(old);
    }

    public static int update32(Update update, byte[] array, long address, int value) {
        return switch (update) {
            case ADD -> BYTES.getAndAddInt(array, address, value);
            case SUB -> BYTES.getAndAddInt(array, address, -value);
            case AND -> BYTES.getAndBitwiseAndInt(array, address, value);
            case OR -> BYTES.getAndBitwiseOrInt(array, address, value);
            case XOR -> BYTES.getAndBitwiseXorInt(array, address, value);
            case XCHG -> BYTES.getAndSetInt(array, address, value);
        };
    }

    public static long update64(Update update, byte[] array, long address, long value) {
        return switch (update) {
            case ADD -> BYTES.getAndAddLong(array, address, value);
            case SUB -> BYTES.getAndAddLong(array, address, -value);
            case AND -> BYTES.getAndBitwiseAndLong(array, address, value);
            case OR -> BYTES.getAndBitwiseOrLong(array, address, value);
            case XOR -> BYTES.getAndBitwiseXorLong(array, address, value);
            case XCHG -> BYTES.getAndSetLong(array, address, value);
        };
    }

    /** Compare-exchange, which wraps the expected value before comparing (threads proposal, issue 195). */
    public static int exchange8(byte[] array, long address, int expected, int replacement) {
        return Byte.toUnsignedInt(BYTES.compareAndExchangeByte(array, address, (byte) expected, (byte) replacement));
    }

    public static int exchange16(byte[] array, long address, int expected, int replacement) {
        return Short.toUnsignedInt(BYTES.compareAndExchangeShort(array, address, (short) expected, (short) replacement));
    }

    public static int exchange32(byte[] array, long address, int expected, int replacement) {
        return BYTES.compareAndExchangeInt(array, address, expected, replacement);
    }

    public static long exchange64(byte[] array, long address, long expected, long replacement) {
        return BYTES.compareAndExchangeLong(array, address, expected, replacement);
    }
}
