// SPDX-License-Identifier: Apache-2.0
package org.emgraal.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import org.emgraal.binary.BinaryModule;
import org.junit.jupiter.api.Test;

class ModuleValidatorTest {

    @Test
    void bodiesAreValidatedOneByOne() {
        // Imported function 0; function 1 is fine, function 2 leaves an i32 on the stack.
        ModuleValidator validator = ModuleValidator.validate(new BinaryModule().section(1, "01 60 00 00")
                        .section(2, "01 01 6d 01 66 00 00").section(3, "02 00 00")
                        .section(10, "02 02 00 0b 04 00 41 00 0b").decode());
        validator.validateFunction(0);
        InvalidModuleException e = assertThrows(InvalidModuleException.class, () -> validator.validateFunction(1));
        assertEquals(2, e.functionIndex());
        assertEquals(0x26, e.offset());
        assertEquals("type mismatch: 1 values remaining on stack at end of block in function 2 at offset 0x26",
                        e.getMessage());
        assertThrows(InvalidModuleException.class, validator::validateFunctions);
    }

    @Test
    void equalRecursionGroupsAreOneType() {
        // (rec (type $a (func (param (ref $b)))) (type $b (func (param (ref $a))))), twice; a function of type $a is
        // passed where the second group's is expected.
        String group = "4e 02 60 01 64 BB 00 60 01 64 AA 00";
        String types = "02" + group.replace("AA", "00").replace("BB", "01")
                        + group.replace("AA", "02").replace("BB", "03");
        BinaryModule same = new BinaryModule().section(1, types).section(3, "01 00")
                        .section(6, "01 64 02 00 d2 00 0b").code(BinaryModule.parse("0b"));
        ModuleValidator.validate(same.decode()).validateFunctions();
        BinaryModule other = new BinaryModule().section(1, types).section(3, "01 00")
                        .section(6, "01 64 03 00 d2 00 0b").code(BinaryModule.parse("0b"));
        InvalidModuleException e = assertThrows(InvalidModuleException.class,
                        () -> ModuleValidator.validate(other.decode()));
        assertTrue(e.getMessage().startsWith("type mismatch"), e.getMessage());
    }

    /** Each call leaves a thousand operands: two bytes of code must not cost kilobytes without end. */
    @Test
    void operandsAreLimited() {
        byte[] calls = new byte[10_000];
        for (int i = 0; i < calls.length; i += 2) {
            calls[i] = 0x10;
        }
        String thousand = String.join("", Collections.nCopies(1000, "7f"));
        InvalidModuleException e = assertThrows(InvalidModuleException.class,
                        () -> validate("01 60 00 e8 07" + thousand, calls));
        assertTrue(e.getMessage().startsWith("too many operands"), e.getMessage());
    }

    @Test
    void blocksAreLimited() {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int i = 0; i < 200_000; i++) {
            blocks.writeBytes(new byte[]{0x02, 0x40});
        }
        InvalidModuleException e = assertThrows(InvalidModuleException.class,
                        () -> validate("01 60 00 00", blocks.toByteArray()));
        assertTrue(e.getMessage().startsWith("too many nested blocks"), e.getMessage());
    }

    private static void validate(String types, byte[] code) {
        ModuleValidator.validate(new BinaryModule().section(1, types).section(3, "01 00").code(code).decode())
                        .validateFunctions();
    }
}
