// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.emgraal.module.MemoryType;

/**
 * A linear memory over one {@code byte[]}, little-endian. Measured (docs/performance.md): a heap array is as fast as
 * unchecked off-heap memory and twice as fast as a native {@code MemorySegment}, and it cannot crash the JVM.
 * <p>
 * Accesses take effective addresses, base plus static offset, as ints: no array contains a negative one, so whoever
 * adds makes one of what does not fit. The array's length is the memory's size, so that the JVM's own bounds check is
 * the only one; compiled code turns it into a guard instead of a branch with a trap behind it.
 * <p>
 * A shared memory's array must not change under other threads, so it is allocated for the maximum size at once, at
 * most {@link #MAX_SHARED_PAGES}; the memory's size stands beside it, and accesses call {@link #checkShared} first.
 * <p>
 * Limitations: a Java array ends below 2 GiB, so growth past {@link #MAX_PAGES} fails as growth past a maximum does.
 */
public final class WasmMemory {

    /** The most pages one Java array holds. */
    public static final long MAX_PAGES = Integer.MAX_VALUE / MemoryType.PAGE_SIZE;

    /** The most pages reserved for a shared memory, unless its minimum is more: 1 GiB. */
    public static final long MAX_SHARED_PAGES = (1 << 30) / MemoryType.PAGE_SIZE;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    static {
        // Links every access: compiled code cannot fold one that was never made before.
        byte[] array = new byte[Long.BYTES];
        SHORT.set(array, 0, (short) SHORT.get(array, 0));
        INT.set(array, 0, (int) INT.get(array, 0));
        LONG.set(array, 0, (long) LONG.get(array, 0));
        FLOAT.set(array, 0, (float) FLOAT.get(array, 0));
        DOUBLE.set(array, 0, (double) DOUBLE.get(array, 0));
    }

    private final MemoryType type;
    private byte[] bytes;
    /** Size of a shared memory in bytes; only grows. Unused otherwise. */
    private volatile long sharedSize;
    private final WaitQueues waiting;

    /** @throws LinkException if a Java array or the Java heap cannot hold the initial size */
    public WasmMemory(MemoryType type) {
        this.type = type;
        long minimum = type.limits().minimum();
        if (type.shared()) {
            this.bytes = allocate(Math.max(minimum, Math.min(declaredMaximum(), MAX_SHARED_PAGES)), minimum);
            this.sharedSize = minimum * MemoryType.PAGE_SIZE;
            this.waiting = new WaitQueues();
        } else {
            this.bytes = allocate(minimum, minimum);
            this.waiting = null;
        }
    }

    /** An array of {@code pages}, or of half as many while the heap is too small, down to {@code minimum}. */
    private static byte[] allocate(long pages, long minimum) {
        if (minimum < 0 || minimum > MAX_PAGES) {
            throw new LinkException("memory of %s pages exceeds what the JVM can address (%d pages)".formatted(
                            Long.toUnsignedString(minimum), MAX_PAGES));
        }
        long wanted = pages;
        while (true) {
            try {
                return new byte[(int) (wanted * MemoryType.PAGE_SIZE)];
            } catch (OutOfMemoryError e) {
                if (wanted == minimum) {
                    throw new LinkException("memory of %d pages does not fit the Java heap".formatted(minimum));
                }
                wanted = Math.max(minimum, wanted / 2);
            }
        }
    }

    /** The declared type; its minimum is the size at creation. */
    public MemoryType type() {
        return type;
    }

    /** Size in bytes. */
    public long size() {
        return waiting == null ? bytes.length : sharedSize;
    }

    public int pages() {
        return (int) (size() / MemoryType.PAGE_SIZE);
    }

    /** The backing array; replaced by {@link #grow}, or longer than the memory if it is shared. */
    public byte[] bytes() {
        return bytes;
    }

    /** The waiting threads of a shared memory, null for an unshared one. */
    public WaitQueues waiting() {
        return waiting;
    }

    private long declaredMaximum() {
        return type.limits().hasMaximum() ? Math.min(type.limits().maximum(), MAX_PAGES) : MAX_PAGES;
    }

    /** Most pages this memory can have: its maximum, or what a Java array holds or was reserved. */
    public long maximumPages() {
        return waiting == null ? declaredMaximum() : bytes.length / MemoryType.PAGE_SIZE;
    }

    /** {@code memory.grow}: the old size in pages, or -1 if the maximum or the Java heap forbids it. */
    @TruffleBoundary
    public long grow(long delta) {
        return waiting == null ? growArray(delta) : growShared(delta);
    }

    private synchronized long growShared(long delta) {
        int old = pages();
        if (delta < 0 || delta > maximumPages() - old) {
            return -1;
        }
        sharedSize = (old + delta) * MemoryType.PAGE_SIZE;
        return old;
    }

    private long growArray(long delta) {
        int old = pages();
        if (delta < 0 || delta > maximumPages() - old) {
            return -1;
        }
        if (delta > 0) {
            try {
                bytes = Arrays.copyOf(bytes, (int) ((old + delta) * MemoryType.PAGE_SIZE));
            } catch (OutOfMemoryError e) {
                return -1;
            }
        }
        return old;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /** What an access to a shared memory does before the check of its array. */
    public void checkShared(Node node, int address, int length) {
        if (address < 0 || address > sharedSize - length) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    /** The array for an atomic access of {@code length} bytes, which must be aligned (threads proposal). */
    public byte[] checkAtomic(Node node, int address, int length) {
        byte[] array = bytes;
        if (address >= 0 && (address & length - 1) != 0) {
            throw Trap.UNALIGNED_ATOMIC.at(node);
        }
        if (address < 0 || address > array.length - length) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
        return array;
    }

    public byte loadByte(Node node, int address) {
        try {
            return bytes[address];
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public short loadShort(Node node, int address) {
        try {
            return (short) SHORT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public int loadInt(Node node, int address) {
        try {
            return (int) INT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public long loadLong(Node node, int address) {
        try {
            return (long) LONG.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public float loadFloat(Node node, int address) {
        try {
            return (float) FLOAT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public double loadDouble(Node node, int address) {
        try {
            return (double) DOUBLE.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public Vector128 loadVector(Node node, int address) {
        byte[] array = bytes;
        try {
            Objects.checkFromIndexSize(address, Vector128.BYTES, array.length);
            return new Vector128((long) LONG.get(array, address), (long) LONG.get(array, address + Long.BYTES));
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeByte(Node node, int address, byte value) {
        try {
            bytes[address] = value;
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeShort(Node node, int address, short value) {
        try {
            SHORT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeInt(Node node, int address, int value) {
        try {
            INT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeLong(Node node, int address, long value) {
        try {
            LONG.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeFloat(Node node, int address, float value) {
        try {
            FLOAT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeDouble(Node node, int address, double value) {
        try {
            DOUBLE.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    public void storeVector(Node node, int address, Vector128 value) {
        byte[] array = bytes;
        try {
            Objects.checkFromIndexSize(address, Vector128.BYTES, array.length);
            LONG.set(array, address, value.low);
            LONG.set(array, address + Long.BYTES, value.high);
        } catch (IndexOutOfBoundsException e) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
    }

    /** {@code memory.fill}. */
    public void fill(Node node, long address, byte value, long length) {
        byte[] array = checkRange(node, address, length);
        fillBoundary(array, (int) address, value, (int) length);
    }

    /** {@code memory.copy} from {@code source}, which may be this memory. */
    public void copy(Node node, long address, WasmMemory source, long sourceAddress, long length) {
        byte[] from = source.checkRange(node, sourceAddress, length);
        byte[] to = checkRange(node, address, length);
        System.arraycopy(from, (int) sourceAddress, to, (int) address, (int) length);
    }

    /** {@code memory.init}: copies a range of a data segment that was already checked against the segment. */
    public void init(Node node, long address, byte[] source, int sourceStart, long length) {
        byte[] array = checkRange(node, address, length);
        System.arraycopy(source, sourceStart, array, (int) address, (int) length);
    }

    private byte[] checkRange(Node node, long address, long length) {
        long size = size();
        if (address < 0 || length < 0 || length > size || address > size - length) {
            throw Trap.OUT_OF_BOUNDS_MEMORY_ACCESS.at(node);
        }
        return bytes;
    }

    @TruffleBoundary
    private static void fillBoundary(byte[] array, int from, byte value, int length) {
        Arrays.fill(array, from, from + length, value);
    }
}
