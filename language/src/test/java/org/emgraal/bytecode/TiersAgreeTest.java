// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.emgraal.binary.BinaryModule;
import org.emgraal.binary.Instruction;
import org.emgraal.binary.InstructionTable;
import org.emgraal.bytecode.InstructionModule.Memory;
import org.emgraal.bytecode.WrittenForms.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Where an instruction is written twice, for the syntax tree and for bytecode, both must mean the same: both execute each
 * instruction with corner values, and results, traps and memories are compared. Instructions with plain types come from
 * {@link InstructionTable}, so a new one is tried too; the others are in {@link WrittenForms} and {@link AggregateForms}.
 */
@Tag("slow")
class TiersAgreeTest {

    private static TierOutcomes tree;
    private static TierOutcomes bytecode;

    @BeforeAll
    static void begin() {
        tree = new TierOutcomes(false);
        bytecode = new TierOutcomes(true);
    }

    @AfterAll
    static void end() {
        tree.close();
        bytecode.close();
    }

    @TestFactory
    Stream<DynamicTest> numbersAndVectors() {
        return withPlainTypes().filter(one -> !accessesMemory(one)).map(one -> test(one, Memory.PLAIN));
    }

    @TestFactory
    Stream<DynamicTest> memoryAccesses() {
        return withPlainTypes().filter(TiersAgreeTest::accessesMemory).flatMap(one -> Stream.of(Memory.values()).map(memory -> test(one, memory)));
    }

    @TestFactory
    Stream<DynamicTest> memories() {
        return Stream.of(Memory.values()).flatMap(memory -> WrittenForms.bulk(memory).stream().map(form -> test(form, memory)));
    }

    @TestFactory
    Stream<DynamicTest> controlVariablesAndTables() {
        return Stream.of(WrittenForms.CONTROL, WrittenForms.VARIABLES, WrittenForms.TABLES).flatMap(List::stream).map(form -> test(form, Memory.PLAIN));
    }

    @TestFactory
    Stream<DynamicTest> aggregates() {
        return AggregateForms.all().stream().map(form -> test(form, Memory.PLAIN));
    }

    @Test
    void noInstructionIsForgotten() {
        Set<String> all = instructions().map(Instruction::name).collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(Stream.concat(withPlainTypes().map(Instruction::name), WrittenForms.all().map(Form::instruction)).toList());
        assertEquals(Set.of(), all);
    }

    private static Stream<Instruction> instructions() {
        return IntStream.range(0, InstructionTable.slots()).mapToObj(InstructionTable::at).filter(one -> one != null);
    }

    private static Stream<Instruction> withPlainTypes() {
        return instructions().filter(one -> one.types() != null && one.types().length() > 1 && one.types().indexOf('*') < 0);
    }

    private static boolean accessesMemory(Instruction instruction) {
        return switch (instruction.immediate()) {
            case MEMORY, MEMORY_LANE, ATOMIC -> true;
            default -> false;
        };
    }

    private static DynamicTest test(Instruction instruction, Memory memory) {
        return DynamicTest.dynamicTest(instruction.name() + " " + memory, () -> {
            InstructionModule module = new InstructionModule(memory);
            compare(module, new InstructionForms(instruction, module).add(), FloatResult.of(instruction.name()));
        });
    }

    private static DynamicTest test(Form form, Memory memory) {
        return DynamicTest.dynamicTest(form.instruction() + " " + form.parameters() + " " + memory, () -> {
            InstructionModule module = new InstructionModule(memory);
            module.add(form.parameters(), form.results(), BinaryModule.parse(form.code()));
            List<List<Object>> operands = new ArrayList<>();
            for (char letter : form.parameters().toCharArray()) {
                operands.add(CornerValues.of(letter == 'a' && memory.isLong() ? 'A' : letter));
            }
            compare(module, List.of(operands), FloatResult.EXACT);
        });
    }

    /** @param operands by function, by parameter, the values to try */
    private static void compare(InstructionModule module, List<List<List<Object>>> operands, FloatResult floats) {
        List<String> expected = tree.of(module, operands, floats);
        assertTrue(expected.size() >= module.functions());
        assertEquals(expected, bytecode.of(module, operands, floats));
    }
}
