// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.CompositeType.ArrayType;
import org.emgraal.module.CompositeType.StructType;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.gc.ArrayNodes;
import org.emgraal.nodes.gc.ArrayRangeNodes;
import org.emgraal.nodes.gc.CastNodes;
import org.emgraal.nodes.gc.FieldNode;
import org.emgraal.nodes.gc.StructNodes;
import org.emgraal.nodes.numeric.ConstantNodes;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.ReferenceTest;
import org.emgraal.runtime.Storage;
import org.emgraal.runtime.StructLayout;

/** Translates the instructions on structures, arrays and scalars, and casts (garbage collection proposal). */
final class AggregateInstructions {

    /** An allocation is not repeated or moved across branches: what it makes has an identity. */
    private static final Effects ALLOCATE = Effects.of(Effects.TRAPS);
    private static final Effects READ = Effects.of(Effects.READS_GLOBAL | Effects.TRAPS);
    private static final Effects WRITE = Effects.of(Effects.READS_GLOBAL | Effects.WRITES_GLOBAL | Effects.TRAPS);
    private static final Effects TRAP = Effects.of(Effects.TRAPS);

    private final ModuleCode code;
    private final WasmReader reader;
    private final CodeBuilder builder;

    AggregateInstructions(ModuleCode code, WasmReader reader, CodeBuilder builder) {
        this.code = code;
        this.reader = reader;
        this.builder = builder;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        return structure(opcode) || array(opcode) || range(opcode) || reference(opcode);
    }

    private boolean structure(int opcode) {
        switch (opcode) {
            case Opcode.STRUCT_NEW -> {
                int type = reader.readU32();
                StructLayout layout = layout(type);
                Operand[] operands = pop(layout.fieldCount());
                FieldNode[] fields = new FieldNode[operands.length];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = new FieldNode(layout.storage(i), operands[i].node());
                }
                builder.push(new StructNodes.New(code.typeId(type), layout, fields), Kind.REF, ALLOCATE, operands);
            }
            case Opcode.STRUCT_NEW_DEFAULT -> {
                int type = reader.readU32();
                builder.push(new StructNodes.NewDefault(code.typeId(type), layout(type)), Kind.REF, ALLOCATE);
            }
            case Opcode.STRUCT_GET, Opcode.STRUCT_GET_S, Opcode.STRUCT_GET_U -> {
                StructLayout layout = layout(reader.readU32());
                int field = reader.readU32();
                Operand struct = builder.pop();
                builder.push(new StructNodes.Get(layout, field, opcode == Opcode.STRUCT_GET_S, struct.node()),
                                kind(layout.storage(field)), READ, struct);
            }
            case Opcode.STRUCT_SET -> {
                StructLayout layout = layout(reader.readU32());
                int field = reader.readU32();
                Operand value = builder.pop();
                Operand struct = builder.pop();
                builder.emit(new StructNodes.Set(layout.position(field), struct.node(),
                                new FieldNode(layout.storage(field), value.node())), WRITE, struct, value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean array(int opcode) {
        switch (opcode) {
            case Opcode.ARRAY_NEW -> {
                int type = reader.readU32();
                Operand length = builder.pop();
                Operand value = builder.pop();
                builder.push(new ArrayNodes.New(code.typeId(type), new FieldNode(storage(type), value.node()), length.node()),
                                Kind.REF, ALLOCATE, value, length);
            }
            case Opcode.ARRAY_NEW_DEFAULT -> {
                int type = reader.readU32();
                Operand length = builder.pop();
                builder.push(new ArrayNodes.NewDefault(code.typeId(type), storage(type), length.node()), Kind.REF, ALLOCATE, length);
            }
            case Opcode.ARRAY_NEW_FIXED -> newFixed(reader.readU32(), reader.readU32());
            case Opcode.ARRAY_GET, Opcode.ARRAY_GET_S, Opcode.ARRAY_GET_U -> {
                Storage storage = storage(reader.readU32());
                Operand index = builder.pop();
                Operand array = builder.pop();
                builder.push(new ArrayNodes.Get(storage, opcode == Opcode.ARRAY_GET_S, array.node(), index.node()), kind(storage),
                                READ, array, index);
            }
            case Opcode.ARRAY_SET -> {
                Storage storage = storage(reader.readU32());
                Operand value = builder.pop();
                Operand index = builder.pop();
                Operand array = builder.pop();
                builder.emit(new ArrayNodes.Set(array.node(), index.node(), new FieldNode(storage, value.node())), WRITE, array,
                                index, value);
            }
            case Opcode.ARRAY_LEN -> {
                Operand array = builder.pop();
                builder.push(new ArrayNodes.Length(array.node()), Kind.I32, TRAP, array);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** An array of zeros in a slot of its own, then a statement for each element. */
    private void newFixed(int type, int count) {
        Storage storage = storage(type);
        builder.spillTop(count);
        int array = builder.slots.add(Kind.REF);
        builder.emit(VariableNodes.set(Kind.REF, array, new ArrayNodes.NewDefault(code.typeId(type), storage,
                        new ConstantNodes.I32(count))), ALLOCATE.write(array));
        Operand[] elements = pop(count);
        for (int i = 0; i < count; i++) {
            builder.emit(new ArrayNodes.Initialize(array, i, new FieldNode(storage, elements[i].node())),
                            elements[i].effects().and(Effects.read(array)));
        }
        builder.push(Operand.read(Kind.REF, array));
        builder.spillTop(1);
    }

    private boolean range(int opcode) {
        switch (opcode) {
            case Opcode.ARRAY_NEW_DATA, Opcode.ARRAY_NEW_ELEM -> {
                int type = reader.readU32();
                int segment = reader.readU32();
                Operand length = builder.pop();
                Operand start = builder.pop();
                builder.push(new ArrayRangeNodes.NewFromSegment(code.typeId(type), storage(type), segment, start.node(),
                                length.node()), Kind.REF, READ, start, length);
            }
            case Opcode.ARRAY_INIT_DATA, Opcode.ARRAY_INIT_ELEM -> {
                Storage storage = storage(reader.readU32());
                int segment = reader.readU32();
                Operand[] operands = pop(4);
                builder.emit(new ArrayRangeNodes.InitFromSegment(storage, segment, operands[0].node(), operands[1].node(),
                                operands[2].node(), operands[3].node()), WRITE, operands);
            }
            case Opcode.ARRAY_FILL -> {
                Storage storage = storage(reader.readU32());
                Operand[] operands = pop(4);
                builder.emit(new ArrayRangeNodes.Fill(operands[0].node(), operands[1].node(),
                                new FieldNode(storage, operands[2].node()), operands[3].node()), WRITE, operands);
            }
            case Opcode.ARRAY_COPY -> {
                reader.readU32();
                reader.readU32();
                Operand[] operands = pop(5);
                builder.emit(new ArrayRangeNodes.Copy(operands[0].node(), operands[1].node(), operands[2].node(),
                                operands[3].node(), operands[4].node()), WRITE, operands);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean reference(int opcode) {
        switch (opcode) {
            case Opcode.REF_TEST, Opcode.REF_TEST_NULL -> {
                ReferenceTest test = new ReferenceTest(code, reader.readHeapType(), opcode == Opcode.REF_TEST_NULL);
                unary(new CastNodes.Test(test, builder.peek(0).node()), Kind.I32, Effects.NONE);
            }
            case Opcode.REF_CAST, Opcode.REF_CAST_NULL -> {
                ReferenceTest test = new ReferenceTest(code, reader.readHeapType(), opcode == Opcode.REF_CAST_NULL);
                unary(new CastNodes.Cast(test, builder.peek(0).node()), Kind.REF, TRAP);
            }
            case Opcode.REF_EQ -> {
                Operand right = builder.pop();
                Operand left = builder.pop();
                builder.push(new CastNodes.Equal(left.node(), right.node()), Kind.I32, Effects.NONE, left, right);
            }
            case Opcode.REF_I31 -> unary(new CastNodes.NewI31(builder.peek(0).node()), Kind.REF, Effects.NONE);
            case Opcode.I31_GET_S, Opcode.I31_GET_U ->
                unary(new CastNodes.GetI31(opcode == Opcode.I31_GET_S, builder.peek(0).node()), Kind.I32, TRAP);
            case Opcode.ANY_CONVERT_EXTERN, Opcode.EXTERN_CONVERT_ANY -> {
                // Both sides have the same representation.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void unary(ExpressionNode node, Kind kind, Effects effects) {
        Operand operand = builder.pop();
        builder.push(node, kind, effects, operand);
    }

    private Operand[] pop(int count) {
        Operand[] operands = new Operand[count];
        for (int i = count - 1; i >= 0; i--) {
            operands[i] = builder.pop();
        }
        return operands;
    }

    private StructLayout layout(int type) {
        return new StructLayout((StructType) code.module().types().get(type).composite());
    }

    private Storage storage(int type) {
        return Storage.of(((ArrayType) code.module().types().get(type).composite()).element());
    }

    private static Kind kind(Storage storage) {
        return switch (storage) {
            case I8, I16 -> Kind.I32;
            default -> Kind.valueOf(storage.name());
        };
    }
}
