// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.emgraal.emscripten.WasmLinearMemory;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;
import org.emgraal.runtime.WasmMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each form that {@code struct dso} has had is told from the others. */
class LibraryHandleTest {

    private static final int STRUCT = 64;
    private static final int FILE = 1024;
    private static final int RTLD_NOW = 2;
    private static final int RTLD_GLOBAL = 0x100;

    private final WasmLinearMemory memory = new WasmLinearMemory(newMemory());

    private static WasmMemory newMemory() {
        return new WasmMemory(new MemoryType(new Limits(1, 1), false, false));
    }

    private LibraryHandle handle(int flagsAt, int nameAt, String name) {
        memory.storeInt(STRUCT + flagsAt, RTLD_NOW | RTLD_GLOBAL);
        byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
        memory.write(STRUCT + nameAt, text, 0, text.length);
        return LibraryHandle.at(memory, STRUCT);
    }

    @ParameterizedTest
    @CsvSource({"20,44", "8,32", "4,28", "4,36"})
    void nameAndFlagsAreWhereTheCompilerPutsThem(int flagsAt, int nameAt) {
        LibraryHandle handle = handle(flagsAt, nameAt, "/lib/libside.so");
        assertEquals("/lib/libside.so", handle.name());
        assertTrue(handle.isGlobal());
        assertNull(handle.file());
    }

    @Test
    void callbacksOfAnAsynchronousLoadComeFirstInOldPrograms() {
        memory.storeInt(STRUCT + 8, 17);
        memory.storeInt(STRUCT + 12, 18);
        assertEquals("libside.so", handle(20, 44, "libside.so").name());
    }

    @Test
    void theFileIsReadWhereTheProgramHasReadIt() {
        memory.storeInt(STRUCT + 28, FILE);
        memory.storeInt(STRUCT + 32, 3);
        memory.write(FILE, new byte[]{1, 2, 3}, 0, 3);
        LibraryHandle handle = handle(4, 36, "xxxxxxxx.so");
        assertEquals("xxxxxxxx.so", handle.name());
        assertArrayEquals(new byte[]{1, 2, 3}, handle.file());
    }
}
