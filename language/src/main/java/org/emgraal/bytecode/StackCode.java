// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.module.ValueType.Kind;

/**
 * A function between WebAssembly and the JVM: basic blocks of operations on an operand stack and on slots. An operation is
 * three ints, its code and two arguments. Slot 0 is the array of memory 0, then come the parameters and locals, then one
 * slot for each position of the operand stack and kind of value that is live at a block's border.
 */
final class StackCode {

    /** Operations; the comments name the arguments. */
    static final int
                    /** slot. */
                    LOAD = 0,
                    /** slot. */
                    STORE = 1,
                    /** value. */
                    INT = 2,
                    /** index into {@link #longs}. */
                    LONG = 3,
                    /** bits. */
                    FLOAT = 4,
                    /** index into {@link #longs}. */
                    DOUBLE = 5,
                    /** a JVM opcode without operands. */
                    PLAIN = 6,
                    /** index into {@link #methods}. */
                    INVOKE = 7,
                    /** function index. */
                    CALL = 8,
                    /** type index, table index. */
                    CALL_INDIRECT = 9,
                    /** The instance is pushed. */
                    INSTANCE = 10,
                    /** The array of memory 0 is fetched into slot 0, if somebody reads it. */
                    RELOAD = 11,
                    /** block. */
                    JUMP = 12,
                    /** JVM branch opcode, block. */
                    BRANCH = 13,
                    /** index into {@link #tables} of blocks. */
                    SWITCH = 14,
                    RETURN = 15,
                    /** JVM branch opcode, local label. */
                    BRANCH_LOCAL = 16,
                    /** local label. */
                    GOTO_LOCAL = 17,
                    /** local label. */
                    LABEL = 18,
                    /** index into {@link #tables} of local labels. */
                    SWITCH_LOCAL = 19,
                    /** A throwable is thrown. */
                    THROW = 20,
                    /** Safepoints are looked at. */
                    POLL = 21,
                    NULL = 22,
                    /** index into {@link #dynamics}. */
                    INVOKE_DYNAMIC = 23;

    /** Ints of all operations. */
    private static final int MAX_SIZE = 1 << 22;

    /** Pairs of a block and a handler of its exceptions: more takes too long to look at. */
    private static final int MAX_HANDLER_LINKS = 50_000;

    /** Ints of an operation. */
    static final int WIDTH = 3;

    /**
     * Call sites that are linked each by itself. HotSpot numbers a class's with 16 bits, and does not notice that there are more
     * (it calls another site's method, or crashes).
     */
    private static final int MAX_DYNAMICS = 30_000;

    /** Bytes of all methods together. */
    private static final int MAX_BYTES = 8 << 20;

    /** A static method that is called. */
    record Method(ClassDesc owner, String name, MethodTypeDesc type) {
    }

    /** A call site that is linked once, by {@code InstructionLinker}: an instruction's opcode and immediates. */
    record Dynamic(int opcode, String immediates, MethodTypeDesc type) {
    }

    int[] operations = new int[768];
    int size;
    private long[] longs = new long[8];
    private int longCount;
    private final List<int[]> tables = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final Map<Method, Integer> methodNumbers = new HashMap<>();
    private final List<Dynamic> dynamics = new ArrayList<>();
    /** By number. */
    final List<Block> blocks = new ArrayList<>();
    /** Those that can be reached, in the order of the code. */
    final List<Block> placed = new ArrayList<>();
    private Kind[] slots = new Kind[32];
    private int slotCount = 1;
    private final Map<Integer, Integer> temporaries = new HashMap<>();
    private int labelCount;
    /** Whether the function calls others. */
    boolean calls;
    /** Whether a tail call is left to the caller. */
    boolean tailCalls;

    void add(int operation, int first, int second) {
        if (size + WIDTH > operations.length) {
            if (size > MAX_SIZE) {
                throw new UnsupportedFunctionException("more operations than a class file holds");
            }
            operations = Arrays.copyOf(operations, operations.length * 2);
        }
        operations[size] = operation;
        operations[size + 1] = first;
        operations[size + 2] = second;
        size += WIDTH;
    }

    void add(int operation, int first) {
        add(operation, first, 0);
    }

    void add(int operation) {
        add(operation, 0, 0);
    }

    void addLong(int operation, long value) {
        if (longCount == longs.length) {
            longs = Arrays.copyOf(longs, longCount * 2);
        }
        longs[longCount] = value;
        add(operation, longCount++);
    }

    void addInvoke(Method method) {
        add(INVOKE, methodNumbers.computeIfAbsent(method, key -> {
            methods.add(key);
            return methods.size() - 1;
        }));
    }

    void addDynamic(Dynamic dynamic) {
        if (dynamics.size() == MAX_DYNAMICS) {
            throw new UnsupportedFunctionException("more than " + MAX_DYNAMICS + " vector instructions");
        }
        dynamics.add(dynamic);
        add(INVOKE_DYNAMIC, dynamics.size() - 1);
    }

    void addTable(int operation, int[] table) {
        tables.add(table);
        add(operation, tables.size() - 1);
    }

    long longAt(int index) {
        return longs[index];
    }

    int[] table(int index) {
        return tables.get(index);
    }

    Method method(int index) {
        return methods.get(index);
    }

    Dynamic dynamic(int index) {
        return dynamics.get(index);
    }

    // ---- slots and labels

    int newSlot(Kind kind) {
        if (slotCount == slots.length) {
            slots = Arrays.copyOf(slots, slotCount * 2);
        }
        slots[slotCount] = kind;
        return slotCount++;
    }

    /** The slot of a position of the operand stack, for values of a kind. */
    int temporary(int position, Kind kind) {
        return temporaries.computeIfAbsent(position * Kind.values().length + kind.ordinal(), key -> newSlot(kind));
    }

    int slotCount() {
        return slotCount;
    }

    /** What a slot holds; null for slot 0. */
    Kind kind(int slot) {
        return slots[slot];
    }

    int newLabel() {
        return labelCount++;
    }

    int labelCount() {
        return labelCount;
    }

    Block newBlock(TryRegion region) {
        Block block = new Block(blocks.size(), region);
        blocks.add(block);
        return block;
    }

    // ---- once complete

    /** About how many bytes of bytecode an operation becomes. */
    private int bytes(int at) {
        return switch (operations[at]) {
            case LOAD, STORE, PLAIN, THROW, NULL, RETURN -> operations[at] == PLAIN ? 1 : 2;
            case INT, LONG, FLOAT, DOUBLE, INSTANCE, INVOKE, CALL, BRANCH, BRANCH_LOCAL, JUMP, GOTO_LOCAL -> 3;
            case RELOAD, INVOKE_DYNAMIC, POLL -> 6;
            case CALL_INDIRECT -> 8;
            case SWITCH, SWITCH_LOCAL -> 14 + 4 * table(operations[at + 1]).length;
            default -> 0;
        };
    }

    /** Finds how large the blocks will be; the sum. */
    int measure() {
        int all = 0;
        for (Block block : placed) {
            for (int i = block.start; i < block.end; i += WIDTH) {
                block.size += bytes(i);
            }
            if (block.region != null) {
                block.size += 2;
            }
            all += block.size;
            if (all > MAX_BYTES) {
                throw new UnsupportedFunctionException("more than " + MAX_BYTES + " bytes of code");
            }
        }
        return all;
    }

    /** Finds the blocks' successors and predecessors. */
    void connect() {
        int links = 0;
        for (Block block : placed) {
            for (int i = block.start; i < block.end; i += WIDTH) {
                switch (operations[i]) {
                    case JUMP -> connect(block, operations[i + 1]);
                    case BRANCH -> connect(block, operations[i + 2]);
                    case SWITCH -> Arrays.stream(table(operations[i + 1])).distinct().forEach(target -> {
                        connect(block, target);
                        // No jump that could count.
                        blocks.get(target).backEdges++;
                    });
                    default -> {
                    }
                }
            }
            if (block.region != null) {
                links += block.region.handlers().size();
                if (links > MAX_HANDLER_LINKS) {
                    throw new UnsupportedFunctionException("too many handlers of too many blocks");
                }
                block.region.handlers().stream().map(TryRegion.Clause::target).filter(target -> target.placed).forEach(block::addHandler);
            }
        }
    }

    private void connect(Block block, int number) {
        Block target = blocks.get(number);
        block.addSuccessor(target);
        if (target.isBehind(block)) {
            target.backEdges++;
        }
    }
}
