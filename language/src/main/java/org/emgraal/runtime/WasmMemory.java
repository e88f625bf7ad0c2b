// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.util.Arrays;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;

/**
 * A linear memory over one {@code byte[]}, little-endian. Measured (docs/performance.md): a heap array is as fast as
 * unchecked off-heap memory and twice as fast as a native {@code MemorySegment}, and it cannot crash the JVM.
 * <p>
 * Addresses are non-negative effective addresses: base plus static offset, already zero-extended. The array's length
 * is the memory's size, so one comparison is the whole bounds check.
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

    /** Memory 0 of an instance that has none. */
    static final WasmMemory NONE = new WasmMemory(new MemoryType(new Limits(0, 0), false, false));

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

    /** What an access to a shared memory does before the check of its array. */
    public void checkShared(Node node, long address, long length) {
        if (address < 0 || address > sharedSize - length) {
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
