// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The constants and the instruction table say the same. */
class OpcodeTest {

    @Test
    void everyConstantIsInTheTableUnderItsName() throws IllegalAccessException {
        Set<Integer> constants = new HashSet<>();
        for (Field field : Opcode.class.getFields()) {
            if (field.getName().startsWith("CLAUSE_")) {
                continue;
            }
            int opcode = field.getInt(null);
            Instruction instruction = InstructionTable.get(opcode);
            assertNotNull(instruction, field.getName());
            assertEquals(opcode, instruction.opcode());
            assertEquals(field.getName(), instruction.name().toUpperCase(Locale.ROOT).replace('.', '_'));
            constants.add(opcode);
        }
        for (int slot = 0; slot < InstructionTable.slots(); slot++) {
            Instruction instruction = InstructionTable.at(slot);
            if (instruction != null) {
                assertEquals(slot, InstructionTable.slot(instruction.opcode()));
                assertTrue(constants.contains(instruction.opcode()), instruction.name());
            }
        }
    }

    @Test
    void unknownOpcodesHaveNoInstruction() {
        assertNull(InstructionTable.get(0xFF));
        assertNull(InstructionTable.get(0xFD << 16 | 0x9A));
        assertNull(InstructionTable.get(0xFC << 16 | 0xFFFF));
        assertEquals("0xff", Opcode.name(0xFF));
    }
}
