// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.emgraal.binary.BinaryModule;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An interpreter in WebAssembly whose programs are compiled ({@code RegionRootNode}), where it runs as a syntax tree and where it
 * runs as bytecode: whatever they do, they do the same as interpreted by {@link #expected}. An instruction is an opcode byte and
 * an operand byte.
 */
@Tag("slow")
@ParameterizedClass(name = "bytecode: {0}")
@ValueSource(booleans = {false, true})
class InterpreterRegionsTest {

    private static final String LANGUAGE = "emscripten";
    private static final int OPCODES = 40;

    private static final int RETURN = 0;
    /** Adds the counter to the accumulator. */
    private static final int ADD_COUNTER = 1;
    private static final int DECREMENT = 2;
    /** Goes by its operand, signed, unless the counter is zero. */
    private static final int LOOP = 3;
    /** Writes the accumulator's low bit into its own operand's address. */
    private static final int POKE = 4;
    /** Grows the memory by a page and writes the accumulator to its end. */
    private static final int GROW = 5;
    /** Loads from the accumulator as an address. */
    private static final int LOAD = 6;
    /** Runs the program at its operand, with the counter's low 4 bits, and adds what it returns. */
    private static final int CALL = 7;
    private static final int TRAP = 8;
    /** This and higher ones: multiplies the accumulator by the opcode and adds the operand. */
    private static final int MULTIPLY = 9;

    /** Makes the function so large that its bytecode is cut into pieces, out of which regions are entered. */
    private static final String PADDING = "2002 4100 6a 2102".repeat(20);

    @Parameter boolean bytecode;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Context context;
    private Value module;

    @BeforeEach
    void open() throws Exception {
        open(true);
    }

    private void open(boolean specialize) throws Exception {
        context = Context.newBuilder(LANGUAGE).allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false")
                        .option("engine.BackgroundCompilation", "false").option("engine.TraceCompilation", "true").logHandler(log)
                        .option("emscripten.SpecializeInterpreters", String.valueOf(specialize)).option("emscripten.Bytecode", String.valueOf(bytecode)).build();
        module = context.eval(Source.newBuilder(LANGUAGE, ByteSequence.create(module()), "interpreter").build());
    }

    @AfterEach
    void close() {
        context.close();
    }

    // ---- the module

    private static byte[] module() {
        String run = body("01 017f" + cases());
        String poke = body("00 2000 2001 3a0000 0b");
        return new BinaryModule().section(1, "02 60027f7f017f 60027f7f00").section(3, "02 00 01").section(5, "01 01 01 7f")
                        .section(7, "02 03 72756e 00 00 04 706f6b65 00 01").section(10, "02" + run + poke).bytes();
    }

    private static String body(String hex) {
        int length = BinaryModule.parse(hex).length;
        return "%02x %02x %s".formatted(length & 0x7f | 0x80, length >> 7, hex);
    }

    /** {@code int run(int pc, int counter)}, with the accumulator in local 2. */
    private static String cases() {
        StringBuilder code = new StringBuilder("0340").append("0240".repeat(OPCODES + 1)).append("2000 2d0000 0e").append(hex(OPCODES));
        for (int opcode = 0; opcode <= OPCODES; opcode++) {
            code.append(hex(opcode));
        }
        code.append("0b");
        for (int opcode = 0; opcode < OPCODES; opcode++) {
            // Of the blocks opened, opcode + 1 are closed; behind them is the loop.
            code.append(meaning(opcode)).append(opcode > MULTIPLY ? PADDING : "").append(opcode == LOOP ? "" : "2000 4102 6a 2100").append("0c").append(hex(OPCODES - opcode)).append("0b");
        }
        return code.append("00 0b 00 0b").toString();
    }

    private static String meaning(int opcode) {
        String operand = "2000 2d0001";
        return switch (opcode) {
            case RETURN -> "2002 0f";
            case ADD_COUNTER -> "2002 2001 6a 2102";
            case DECREMENT -> "2001 4101 6b 2101";
            case LOOP -> "2000 2000 2c0001 4102 2001 1b 6a 2100";
            case POKE -> operand + "2002 4101 71 3a0000";
            case GROW -> "4101 4000 4110 74 2002 360200";
            case LOAD -> "2002 280200 2102";
            case CALL -> "2002" + operand + "2001 410f 71 1000 6a 2102";
            case TRAP -> "00";
            default -> "2002 41" + hex(opcode) + "6c" + operand + "6a 2102";
        };
    }

    private static String hex(int number) {
        return "%02x ".formatted(number);
    }

    // ---- programs

    /** The same in Java; memory is the program and what it pokes into. */
    private static int expected(byte[] memory, int start, int startCounter) {
        int pc = start;
        int counter = startCounter;
        int accumulator = 0;
        while (true) {
            int operand = memory[pc + 1] & 0xff;
            switch (memory[pc]) {
                case RETURN -> {
                    return accumulator;
                }
                case ADD_COUNTER -> accumulator += counter;
                case DECREMENT -> counter--;
                case LOOP -> pc += counter != 0 ? (byte) operand - 2 : 0;
                case POKE -> memory[operand] = (byte) (accumulator & 1);
                case GROW -> {
                }
                case CALL -> accumulator += expected(memory, operand, counter & 15);
                default -> accumulator = accumulator * memory[pc] + operand;
            }
            pc += 2;
        }
    }

    private byte[] load(int... program) {
        return loadAt(0, program);
    }

    private byte[] loadAt(int address, int... program) {
        byte[] memory = new byte[4096];
        for (int i = 0; i < program.length; i++) {
            memory[address + i] = (byte) program[i];
            module.invokeMember("poke", address + i, program[i]);
        }
        return memory;
    }

    private int run(int start, int counter) {
        return module.invokeMember("run", start, counter).asInt();
    }

    private boolean regionIsCompiled(int address) {
        return log.toString(StandardCharsets.UTF_8).lines().anyMatch(line -> line.contains("opt done") && line.contains("|Tier 2|")
                        && line.contains("run@" + Integer.toHexString(address) + " "));
    }

    private void runUntilCompiled(byte[] memory, int counter) {
        runUntilCompiled(memory, 0, counter);
    }

    private void runUntilCompiled(byte[] memory, int address, int counter) {
        assumeTrue(context.getEngine().getImplementationName().contains("Graal"), "no Graal compiler here");
        int result = expected(memory, address, counter);
        for (int i = 0; i < 1000 && !regionIsCompiled(address); i++) {
            assertEquals(result, run(address, counter));
        }
        assertTrue(regionIsCompiled(address), "no region was compiled");
    }

    private static final int[] SUM = {ADD_COUNTER, 0, 31, 7, 17, 200, DECREMENT, 0, LOOP, -8, RETURN, 0};

    @Test
    void computesTheSame() {
        byte[] memory = load(SUM);
        runUntilCompiled(memory, 5000);
        for (int counter : new int[]{1, 2, 5000, 100_001}) {
            assertEquals(expected(memory, 0, counter), run(0, counter));
        }
    }

    @Test
    void regionsThatAreNotUsedMakeRoom() {
        for (int address = 0; address < 34 * 16; address += 16) {
            runUntilCompiled(loadAt(address, SUM), address, 5000);
        }
    }

    @Test
    void canBeTurnedOff() throws Exception {
        context.close();
        open(false);
        byte[] memory = load(SUM);
        for (int i = 0; i < 50; i++) {
            assertEquals(expected(memory, 0, 5000), run(0, 5000));
        }
        assertFalse(regionIsCompiled(0), "a region was compiled");
    }

    @Test
    void seesThatTheProgramHasChanged() {
        byte[] memory = load(SUM);
        runUntilCompiled(memory, 5000);
        memory[2] = 33;
        module.invokeMember("poke", 2, 33);
        memory[5] = 1;
        module.invokeMember("poke", 5, 1);
        for (int i = 0; i < 20; i++) {
            assertEquals(expected(memory, 0, 5000 + i), run(0, 5000 + i));
        }
    }

    @Test
    void changesItself() {
        byte[] memory = load(ADD_COUNTER, 0, 13, 7, POKE, 7, 31, 0, DECREMENT, 0, LOOP, -10, RETURN, 0);
        runUntilCompiled(memory.clone(), 5000);
        module.invokeMember("poke", 7, 0);
        assertEquals(expected(memory.clone(), 0, 777), run(0, 777));
    }

    /** So rarely that it pays from bytecode too (docs/tiers.md). */
    @Test
    void callsItself() {
        int[] program = new int[96];
        program[1] = 7;
        program[2] = CALL;
        program[3] = 60;
        for (int i = 4; i < 52; i += 2) {
            program[i] = MULTIPLY + i % 28;
            program[i + 1] = i;
        }
        program[0] = ADD_COUNTER;
        program[52] = DECREMENT;
        program[54] = LOOP;
        program[55] = -54;
        program[56] = RETURN;
        System.arraycopy(RECURSION, 0, program, 60, RECURSION.length);
        byte[] memory = load(program);
        runUntilCompiled(memory, 3000);
        assertEquals(expected(memory, 0, 1234), run(0, 1234));
    }

    /** Down to 0, by way of the program at 60. */
    private static final int[] RECURSION = {DECREMENT, 0, LOOP, 4, RETURN, 0, ADD_COUNTER, 0, CALL, 60, 19, 1, RETURN, 0};

    /** From bytecode no region is made then; the result is the same. */
    @Test
    void callsItselfOften() {
        int[] program = new int[96];
        System.arraycopy(new int[]{ADD_COUNTER, 0, CALL, 60, 17, 3, DECREMENT, 0, LOOP, -8, RETURN, 0}, 0, program, 0, 12);
        System.arraycopy(RECURSION, 0, program, 60, RECURSION.length);
        byte[] memory = load(program);
        if (!bytecode) {
            runUntilCompiled(memory, 3000);
        }
        int result = expected(memory, 0, 3000);
        for (int i = 0; i < 200; i++) {
            assertEquals(result, run(0, 3000));
        }
        assertEquals(expected(memory, 0, 1234), run(0, 1234));
    }

    @Test
    void seesTheMemoryThatHasGrown() {
        byte[] memory = load(ADD_COUNTER, 0, 31, 7, DECREMENT, 0, LOOP, -6, GROW, 0, 29, 1, RETURN, 0);
        runUntilCompiled(memory, 5000);
        for (int i = 0; i < 10; i++) {
            assertEquals(expected(memory, 0, 9), run(0, 9));
        }
    }

    @Test
    void trapsNameTheFunctionOnce() {
        byte[] memory = load(SUM);
        runUntilCompiled(memory, 5000);
        module.invokeMember("poke", SUM.length - 2, TRAP);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> run(0, 5000));
        assertTrue(trap.getMessage().contains("unreachable"), trap.getMessage());
        long frames = java.util.stream.StreamSupport.stream(trap.getPolyglotStackTrace().spliterator(), false)
                        .filter(frame -> frame.isGuestFrame() && frame.getRootName().startsWith("run")).count();
        assertEquals(1, frames, "frames of run");
        module.invokeMember("poke", SUM.length - 2, RETURN);
        assertEquals(expected(memory, 0, 5000), run(0, 5000));
    }

    @Test
    void accessesOutOfBoundsTrap() {
        byte[] memory = load(ADD_COUNTER, 0, 31, 7, DECREMENT, 0, LOOP, -6, RETURN, 0, 0, 0);
        runUntilCompiled(memory, 5000);
        module.invokeMember("poke", 8, LOAD);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> run(0, 5000));
        assertTrue(trap.getMessage().contains("out of bounds"), trap.getMessage());
    }
}
