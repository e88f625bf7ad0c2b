// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.IndexSpaces;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.ExpressionNode;
import org.emgraal.nodes.memory.BulkMemoryNodes;
import org.emgraal.nodes.memory.MemoryArgument;
import org.emgraal.nodes.memory.WaitNodes;

/** Translates loads, stores, atomics and the bulk memory instructions. */
final class MemoryInstructions {

    private static final Effects READ = Effects.of(Effects.READS_MEMORY | Effects.TRAPS);
    private static final Effects WRITE = Effects.of(Effects.WRITES_MEMORY | Effects.TRAPS);
    private static final Effects BOTH = Effects.of(Effects.READS_MEMORY | Effects.WRITES_MEMORY | Effects.TRAPS);

    private final IndexSpaces spaces;
    private final WasmReader reader;
    private final CodeBuilder builder;

    MemoryInstructions(IndexSpaces spaces, WasmReader reader, CodeBuilder builder) {
        this.spaces = spaces;
        this.reader = reader;
        this.builder = builder;
    }

    /** False if the opcode is none of these. */
    boolean translate(int opcode) {
        MemoryNodes.Operation access = MemoryNodes.operation(opcode);
        if (access != null) {
            access(opcode, access);
            return true;
        }
        AtomicNodes.Operation atomic = AtomicNodes.operation(opcode);
        if (atomic != null) {
            atomic(atomic);
            if (opcode == Opcode.MEMORY_ATOMIC_WAIT32 || opcode == Opcode.MEMORY_ATOMIC_WAIT64) {
                builder.growMemory();
            }
            return true;
        }
        return bulk(opcode);
    }

    /** The memory argument behind a load, store or atomic opcode. */
    static MemoryArgument readArgument(WasmReader reader, IndexSpaces spaces) {
        int flags = reader.readU32();
        int memory = (flags & 0x40) != 0 ? reader.readU32() : 0;
        return MemoryArgument.of(spaces.memories()[memory], memory, reader.readU64());
    }

    private void access(int opcode, MemoryNodes.Operation operation) {
        MemoryArgument argument = readArgument(reader, spaces);
        builder.accessMemory(argument);
        if (operation.isLoad()) {
            Operand base = builder.pop();
            builder.push(MemoryNodes.load(opcode, argument, base.node()), operation.value(), READ, base);
        } else {
            Operand value = builder.pop();
            Operand base = builder.pop();
            builder.emit(MemoryNodes.store(opcode, argument, base.node(), value.node()), WRITE, base, value);
        }
    }

    private void atomic(AtomicNodes.Operation operation) {
        MemoryArgument argument = readArgument(reader, spaces);
        builder.accessMemory(argument);
        int count = operation.operands().size();
        Operand[] operands = new Operand[count + 1];
        ExpressionNode[] nodes = new ExpressionNode[count];
        for (int i = count; i >= 0; i--) {
            operands[i] = builder.pop();
            if (i > 0) {
                nodes[i - 1] = operands[i].node();
            }
        }
        ExpressionNode node = operation.node().create(argument, operands[0].node(), nodes);
        // Other threads see the order of atomics, so they stay where they are, as calls do.
        Effects effects = Effects.of(Effects.CALLS);
        if (operation.result() == null) {
            builder.emit(node, effects, operands);
        } else {
            builder.push(node, operation.result(), effects, operands);
        }
    }

    private boolean bulk(int opcode) {
        switch (opcode) {
            case Opcode.ATOMIC_FENCE -> {
                reader.readU8();
                builder.emit(new WaitNodes.Fence(), Effects.of(Effects.CALLS));
            }
            case Opcode.MEMORY_SIZE -> {
                int memory = reader.readU32();
                Effects effects = Effects.of(Effects.READS_MEMORY);
                if (is64(memory)) {
                    builder.push(new BulkMemoryNodes.Size64(memory), Kind.I64, effects);
                } else {
                    builder.push(new BulkMemoryNodes.Size(memory), Kind.I32, effects);
                }
            }
            case Opcode.MEMORY_GROW -> {
                int memory = reader.readU32();
                Operand delta = builder.pop();
                builder.growMemory();
                if (is64(memory)) {
                    builder.push(new BulkMemoryNodes.Grow64(memory, delta.node()), Kind.I64, BOTH, delta);
                } else {
                    builder.push(new BulkMemoryNodes.Grow(memory, delta.node()), Kind.I32, BOTH, delta);
                }
            }
            case Opcode.MEMORY_FILL -> {
                int memory = reader.readU32();
                Operand length = builder.pop();
                Operand value = builder.pop();
                Operand address = builder.pop();
                builder.emit(new BulkMemoryNodes.Fill(memory, is64(memory), address.node(), value.node(), length.node()),
                                WRITE, address, value, length);
            }
            case Opcode.MEMORY_COPY -> {
                int target = reader.readU32();
                int source = reader.readU32();
                Operand length = builder.pop();
                Operand from = builder.pop();
                Operand to = builder.pop();
                builder.emit(new BulkMemoryNodes.Copy(target, is64(target), source, is64(source), to.node(), from.node(),
                                length.node()), BOTH, to, from, length);
            }
            case Opcode.MEMORY_INIT -> {
                int segment = reader.readU32();
                int memory = reader.readU32();
                Operand length = builder.pop();
                Operand offset = builder.pop();
                Operand address = builder.pop();
                builder.emit(new BulkMemoryNodes.Init(memory, is64(memory), segment, address.node(), offset.node(),
                                length.node()), BOTH, address, offset, length);
            }
            case Opcode.DATA_DROP -> builder.emit(new BulkMemoryNodes.Drop(reader.readU32()), BOTH);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean is64(int memory) {
        return spaces.memories()[memory].index64();
    }
}
