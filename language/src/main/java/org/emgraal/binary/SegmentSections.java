// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import java.util.Arrays;
import org.emgraal.module.ConstantExpression;
import org.emgraal.module.DataSegment;
import org.emgraal.module.ElementSegment;
import org.emgraal.module.ElementSegment.Mode;
import org.emgraal.module.HeapType;
import org.emgraal.module.ValueType;

/** Entries of the element and data sections, whose flags say which of their fields are present. */
final class SegmentSections {

    /** Element flags (specification, "Binary Format / Element Section"). */
    private static final int NOT_ACTIVE = 1;
    /** Active: a table index follows; otherwise: declarative instead of passive. */
    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;

    private static final int FUNCTION_ELEMENTS = 0;
    private static final int FIRST_CAPACITY = 64;

    private SegmentSections() {
    }

    static ElementSegment readElement(WasmReader reader, ModuleLimits limits) {
        int at = reader.position();
        int flags = reader.readU32();
        if (flags >>> 3 != 0) {
            throw new MalformedModuleException("malformed elements segment kind", at);
        }
        boolean active = (flags & NOT_ACTIVE) == 0;
        boolean explicit = (flags & EXPLICIT) != 0;
        boolean hasExpressions = (flags & EXPRESSIONS) != 0;
        Mode mode = active ? Mode.ACTIVE : explicit ? Mode.DECLARATIVE : Mode.PASSIVE;
        int table = active ? explicit ? reader.readIndex() : 0 : -1;
        ConstantExpression offset = active ? InstructionReader.readConstantExpression(reader) : null;
        ValueType type = ValueType.reference(hasExpressions, HeapType.FUNC);
        if (!active || explicit) {
            int typeAt = reader.position();
            if (hasExpressions) {
                type = reader.readReferenceType();
            } else if (reader.readU8() != FUNCTION_ELEMENTS) {
                throw new MalformedModuleException("malformed element kind", typeAt);
            }
        }
        int count = reader.readCount();
        ModuleLimits.check("elements", count, limits.tableElements(), at);
        return hasExpressions
                        ? new ElementSegment(mode, type, table, offset, null, readExpressions(reader, count))
                        : new ElementSegment(mode, type, table, offset, readIndices(reader, count), null);
    }

    static DataSegment readData(WasmReader reader) {
        int at = reader.position();
        int flags = reader.readU32();
        int memory = switch (flags) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> reader.readIndex();
            default -> throw new MalformedModuleException("malformed data segment kind", at);
        };
        ConstantExpression offset = memory >= 0 ? InstructionReader.readConstantExpression(reader) : null;
        int length = reader.readCount();
        int start = reader.position();
        reader.skip(length);
        return new DataSegment(memory, offset, start, length);
    }

    private static int[] readIndices(WasmReader reader, int count) {
        int[] indices = new int[Math.min(count, FIRST_CAPACITY)];
        for (int i = 0; i < count; i++) {
            if (i == indices.length) {
                indices = Arrays.copyOf(indices, Math.min(count, 2 * i));
            }
            indices[i] = reader.readIndex();
        }
        return indices;
    }

    private static ConstantExpression[] readExpressions(WasmReader reader, int count) {
        ConstantExpression[] expressions = new ConstantExpression[Math.min(count, FIRST_CAPACITY)];
        for (int i = 0; i < count; i++) {
            if (i == expressions.length) {
                expressions = Arrays.copyOf(expressions, Math.min(count, 2 * i));
            }
            expressions[i] = InstructionReader.readConstantExpression(reader);
        }
        return expressions;
    }
}
