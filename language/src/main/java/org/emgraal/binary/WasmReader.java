// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.emgraal.module.FunctionType;
import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType;
import org.emgraal.module.WasmModule;

/**
 * A cursor over a range of a module's bytes that reads the values of the binary format (specification, "Binary
 * Format / Values" and "/ Types"). Every method throws {@link MalformedModuleException} if the bytes end too early or
 * do not encode a value.
 */
public final class WasmReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    /**
     * @param start offset of the first byte to read
     * @param end offset behind the last byte that may be read
     */
    public WasmReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** Offset of the next byte. */
    public int position() {
        return position;
    }

    /** Offset behind the last byte. */
    public int end() {
        return end;
    }

    public boolean atEnd() {
        return position == end;
    }

    public void skip(int count) {
        require(count);
        position += count;
    }

    /** The next byte, unsigned, without moving on. */
    public int peekU8() {
        require(1);
        return bytes[position] & 0xFF;
    }

    /** One byte, unsigned. */
    public int readU8() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    /** An unsigned LEB128 number of up to 32 bits; compare with {@link Integer#compareUnsigned}. */
    public int readU32() {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at];
        }
        return (int) readUnsigned(32);
    }

    /** An unsigned LEB128 number of up to 64 bits. */
    public long readU64() {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at];
        }
        return readUnsigned(64);
    }

    /** A signed LEB128 number of up to 32 bits. */
    public int readS32() {
        int at = position;
        if (at < end && bytes[at] >= 0) {
            position = at + 1;
            return bytes[at] << 25 >> 25;
        }
        return (int) readSigned(32);
    }

    /** A signed LEB128 number of up to 33 bits: a type index where negative numbers mean something else. */
    public long readS33() {
        return readSigned(33);
    }

    /** A signed LEB128 number of up to 64 bits. */
    public long readS64() {
        return readSigned(64);
    }

    /** The raw bits of an f32. */
    public int readF32() {
        require(Integer.BYTES);
        int bits = (int) INT.get(bytes, position);
        position += Integer.BYTES;
        return bits;
    }

    /** The raw bits of an f64. */
    public long readF64() {
        require(Long.BYTES);
        long bits = (long) LONG.get(bytes, position);
        position += Long.BYTES;
        return bits;
    }

    /** The length of a vector. Every element takes at least a byte, so the length is at most what is left to read. */
    public int readCount() {
        int at = position;
        int count = readU32();
        if (Integer.compareUnsigned(count, end - position) > 0) {
            throw new MalformedModuleException("unexpected end", at);
        }
        return count;
    }

    /**
     * An index. Nothing has an index above 2³¹ − 1, so such a number becomes 2³¹ − 1: it is unknown as well, and
     * negative numbers stay free to mean "absent".
     */
    public int readIndex() {
        int index = readU32();
        return index >= 0 ? index : Integer.MAX_VALUE;
    }

    /** A length-prefixed UTF-8 string. */
    public String readName() {
        int at = position;
        int length = readU32();
        if (Integer.compareUnsigned(length, end - position) > 0) {
            throw new MalformedModuleException("length out of bounds", at);
        }
        int start = position;
        position += length;
        for (int i = start; i < position; i++) {
            if (bytes[i] < 0) {
                return decodeUtf8(start, length);
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    public ValueType readValueType() {
        int at = position;
        int code = readU8();
        ValueType type = TypeCodes.valueType(code);
        if (type != null) {
            return type;
        }
        if (code == TypeCodes.REF || code == TypeCodes.REF_NULL) {
            return ValueType.reference(code == TypeCodes.REF_NULL, readHeapType());
        }
        throw new MalformedModuleException("malformed value type", at);
    }

    public ValueType readReferenceType() {
        int at = position;
        ValueType type = readValueType();
        if (!type.isReference()) {
            throw new MalformedModuleException("malformed reference type", at);
        }
        return type;
    }

    public HeapType readHeapType() {
        int at = position;
        long code = readS33();
        if (code >= 0) {
            return HeapType.concrete((int) Math.min(code, Integer.MAX_VALUE));
        }
        HeapType type = position == at + 1 ? TypeCodes.heapType(code) : null;
        if (type == null) {
            throw new MalformedModuleException("malformed heap type", at);
        }
        return type;
    }

    /**
     * The type of a block: none, one result, or a function type by index.
     *
     * @param module where type indices are looked up; the module must be valid
     */
    public FunctionType readBlockType(WasmModule module) {
        int code = peekU8();
        FunctionType type = TypeCodes.blockType(code);
        if (type != null) {
            position++;
            return type;
        }
        if (TypeCodes.startsValueType(code)) {
            return new FunctionType(List.of(), List.of(readValueType()));
        }
        return module.signature(readTypeIndex());
    }

    void skipBlockType() {
        if (isAtTypeIndex()) {
            readTypeIndex();
        } else {
            readBlockType(null);
        }
    }

    /** Whether the block type that comes next is a type index. */
    public boolean isAtTypeIndex() {
        int code = peekU8();
        return TypeCodes.blockType(code) == null && !TypeCodes.startsValueType(code);
    }

    /** A block's type index. */
    public int readTypeIndex() {
        int at = position;
        long index = readS33();
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new MalformedModuleException("malformed block type", at);
        }
        return (int) index;
    }

    /** An opcode as in {@link Opcode}; there may be no such instruction. */
    public int readOpcode() {
        int at = position;
        int opcode = readU8();
        if (opcode < 0xFB || opcode == 0xFF) {
            return opcode;
        }
        int code = readU32();
        if (code >>> 16 != 0) {
            throw new MalformedModuleException("illegal opcode", at);
        }
        return opcode << 16 | code;
    }

    private void require(int count) {
        if (end - position < count) {
            throw new MalformedModuleException("unexpected end", end);
        }
    }

    private long readUnsigned(int bits) {
        int start = position;
        long value = 0;
        for (int shift = 0;; shift += 7) {
            int next = readU8();
            int left = bits - shift;
            if (left < 7) {
                if (next < 0x80 && next >>> left != 0) {
                    throw new MalformedModuleException("integer too large", start);
                } else if (next >= 0x80) {
                    throw new MalformedModuleException("integer representation too long", start);
                }
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private long readSigned(int bits) {
        int start = position;
        long value = 0;
        for (int shift = 0;; shift += 7) {
            int next = readU8();
            int left = bits - shift;
            if (left < 7) {
                if (next >= 0x80) {
                    throw new MalformedModuleException("integer representation too long", start);
                }
                // The unused bits must repeat the sign bit.
                int extension = next << 25 >> 25 + left - 1;
                if (extension != 0 && extension != -1) {
                    throw new MalformedModuleException("integer too large", start);
                }
            }
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                int used = shift + 7;
                return used < 64 ? value << 64 - used >> 64 - used : value;
            }
        }
    }

    private String decodeUtf8(int start, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedModuleException("malformed UTF-8 encoding", start);
        }
    }
}
