// SPDX-License-Identifier: Apache-2.0
package org.emgraal.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.interop.ExceptionType;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emgraal.module.DylinkInfo;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.Import;
import org.emgraal.module.WasmModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleDecoderTest {

    @Test
    void functionsCountImportsFirst() {
        WasmModule module = new BinaryModule().section(1, "02 60 00 00 60 00 01 7f").section(2, "01 01 61 01 62 00 01")
                        .section(3, "01 00").code(BinaryModule.parse("0b")).decode();
        assertEquals(List.of(new Import.Function("a", "b", 1)), module.imports());
        assertEquals("()->(i32)", module.functionType(0).toString());
        assertEquals("()->()", module.functionType(1).toString());
        assertEquals(1, module.bodies().length);
        int length = module.bytes().length;
        assertEquals(new FunctionBody(length - 2, length), module.bodies()[0]);
        assertNull(module.dylink());
    }

    @Test
    void readsDylink() {
        DylinkInfo dylink = new BinaryModule().custom("dylink.0", "01 05 81 01 02 03 00" + "02 06 01 04 6c 2e 73 6f"
                        + "03 05 01 01 74 80 02" + "04 06 01 01 6d 01 66 01" + "05 03 01 01 2f" + "7f 01 00").decode()
                        .dylink();
        assertEquals(new DylinkInfo(129, 2, 3, 0, List.of("l.so"), Set.of("t"), Set.of("m.f"), List.of("/")), dylink);
    }

    @Test
    void readsFunctionNamesAsFarAsTheyGo() {
        assertEquals(Map.of(0, "f", 3, "g"),
                        new BinaryModule().custom("name", "00 02 01 6d 01 07 02 00 01 66 03 01 67").decode()
                                        .functionNames());
        assertEquals(Map.of(0, "f"), new BinaryModule().custom("name", "01 05 02 00 01 66 03").decode()
                        .functionNames());
    }

    /** A few bytes that declare a billion of something must not make us allocate for them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13})
    void declaredCountsAreNotTrusted(int section) {
        assertThrows(MalformedModuleException.class, () -> new BinaryModule().section(section, "ff ff ff ff 07 00")
                        .decode());
    }

    @Test
    void enforcesLimits() {
        byte[] bytes = new BinaryModule().section(1, "02 60 00 00 60 00 00").bytes();
        assertEquals(2, ModuleDecoder.decode("test", bytes).types().size());
        MalformedModuleException e = assertThrows(MalformedModuleException.class,
                        () -> ModuleDecoder.decode("test", new BinaryModule().section(1, "01 60 e9 07"
                                        + "7f".repeat(1001) + "00").bytes()));
        assertTrue(e.getMessage().startsWith("too many parameters: 1001 (limit 1000)"), e.getMessage());
    }

    @Test
    void guestsSeeAParseError() throws InteropException {
        MalformedModuleException e = assertThrows(MalformedModuleException.class,
                        () -> ModuleDecoder.decode("test", new byte[]{1, 2, 3, 4, 5, 6, 7, 8}));
        assertEquals("magic header not detected at offset 0x0", e.getMessage());
        assertEquals(ExceptionType.PARSE_ERROR, InteropLibrary.getUncached().getExceptionType(e));
    }
}
