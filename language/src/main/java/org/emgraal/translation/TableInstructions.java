// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.table.IndexNode;
import org.emgraal.nodes.table.ReferenceNodes;
import org.emgraal.nodes.table.TableNodes;

/** Translates the table and basic reference instructions. */
final class TableInstructions {

    private static final Effects READ = Effects.of(Effects.READS_GLOBAL | Effects.TRAPS);
    private static final Effects WRITE = Effects.of(Effects.READS_GLOBAL | Effects.WRITES_GLOBAL | Effects.TRAPS);

    private final IndexSpaces spaces;
    private final WasmReader reader;
    private final CodeBuilder builder;

    TableInstructions(IndexSpaces spaces, WasmReader reader, CodeBuilder builder) {
        this.spaces = spaces;
        this.reader = reader;
        this.builder = builder;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        switch (opcode) {
            case Opcode.REF_NULL -> {
                reader.readHeapType();
                builder.push(new ReferenceNodes.Null(), Kind.REF, Effects.NONE);
            }
            case Opcode.REF_FUNC -> builder.push(new ReferenceNodes.Function(reader.readU32()), Kind.REF, Effects.NONE);
            case Opcode.REF_IS_NULL -> {
                Operand value = builder.pop();
                builder.push(new ReferenceNodes.IsNull(value.node()), Kind.I32, Effects.NONE, value);
            }
            case Opcode.REF_AS_NON_NULL -> {
                Operand value = builder.pop();
                builder.push(new ReferenceNodes.AsNonNull(value.node()), Kind.REF, Effects.of(Effects.TRAPS), value);
            }
            case Opcode.TABLE_GET -> {
                int table = reader.readU32();
                Operand index = builder.pop();
                builder.push(new TableNodes.Get(table, widen(table, index)), Kind.REF, READ, index);
            }
            case Opcode.TABLE_SET -> {
                int table = reader.readU32();
                Operand value = builder.pop();
                Operand index = builder.pop();
                builder.emit(new TableNodes.Set(table, widen(table, index), value.node()), WRITE, index, value);
            }
            case Opcode.TABLE_SIZE -> {
                int table = reader.readU32();
                pushIndex(table, new TableNodes.Size(table), Effects.of(Effects.READS_GLOBAL));
            }
            case Opcode.TABLE_GROW -> {
                int table = reader.readU32();
                Operand delta = builder.pop();
                Operand value = builder.pop();
                pushIndex(table, new TableNodes.Grow(table, value.node(), widen(table, delta)), WRITE, value, delta);
            }
            case Opcode.TABLE_FILL -> {
                int table = reader.readU32();
                Operand count = builder.pop();
                Operand value = builder.pop();
                Operand start = builder.pop();
                builder.emit(new TableNodes.Fill(table, widen(table, start), value.node(), widen(table, count)), WRITE,
                                start, value, count);
            }
            case Opcode.TABLE_COPY -> {
                int target = reader.readU32();
                int source = reader.readU32();
                Operand count = builder.pop();
                Operand from = builder.pop();
                Operand to = builder.pop();
                boolean wideCount = is64(target) && is64(source);
                builder.emit(new TableNodes.Copy(target, source, widen(target, to), widen(source, from),
                                wideCount ? count.node() : new IndexNode.Widen(count.node())), WRITE, to, from, count);
            }
            case Opcode.TABLE_INIT -> {
                int segment = reader.readU32();
                int table = reader.readU32();
                Operand count = builder.pop();
                Operand from = builder.pop();
                Operand to = builder.pop();
                builder.emit(new TableNodes.Init(table, segment, widen(table, to), new IndexNode.Widen(from.node()),
                                new IndexNode.Widen(count.node())), WRITE, to, from, count);
            }
            case Opcode.ELEM_DROP -> builder.emit(new TableNodes.DropElement(reader.readU32()), WRITE);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean is64(int table) {
        return spaces.tables()[table].index64();
    }

    private ExpressionNode widen(int table, Operand index) {
        return is64(table) ? index.node() : new IndexNode.Widen(index.node());
    }

    private void pushIndex(int table, ExpressionNode node, Effects effects, Operand... operands) {
        if (is64(table)) {
            builder.push(node, Kind.I64, effects, operands);
        } else {
            builder.push(new IndexNode.Narrow(node), Kind.I32, effects, operands);
        }
    }
}
