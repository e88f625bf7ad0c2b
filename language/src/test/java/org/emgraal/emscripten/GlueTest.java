// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms in which compilers write down what minified names stand for. */
class GlueTest {

    @Test
    void readsTheImportMapOfOldCompilers() {
        Glue glue = Glue.read("var asmLibraryArg={\"d\":_emscripten_memcpy_big,\"c\":_fd_close};");
        assertEquals(Map.of("d", "emscripten_memcpy_big", "c", "fd_close"), glue.imports());
    }

    @Test
    void readsTheImportMapOfNewCompilers() {
        assertEquals(Map.of("d", "_emscripten_memcpy_js", "a", "fd_write", "e", "invoke_vi", "f", "memory"),
                        Glue.read("var wasmImports={d:__emscripten_memcpy_js,a:_fd_write,e:invoke_vi,f:wasmMemory};").imports());
    }

    @Test
    void readsMapsThatAreNotMinified() {
        assertEquals(Map.of("fd_close", "fd_close", "invoke_v", "invoke_v"), Glue.read("""
                        var wasmImports = {
                          /** @export */
                          fd_close: _fd_close,
                          // called through a table
                          invoke_v
                        };
                        """).imports());
    }

    @Test
    void readsExports() {
        assertEquals(Map.of("e", "main", "f", "__funcs_on_exit", "c", "memory", "d", "__wasm_call_ctors"), Glue.read(
                        "function initRuntime(){runtimeInitialized=true;wasmExports[\"d\"]()}function assign(){" +
                                        "_main=Module[\"_main\"]=wasmExports[\"e\"];___funcs_on_exit=wasmExports[\"f\"];" +
                                        "memory=wasmMemory=wasmExports[\"c\"]}").exports());
        assertEquals(Map.of("g", "main", "f", "__wasm_call_ctors"), Glue.read(
                        "addOnInit(Module[\"asm\"][\"f\"]);var _main=Module[\"_main\"]=function(){" +
                                        "return(_main=Module[\"_main\"]=Module[\"asm\"][\"g\"]).apply(null,arguments)};").exports());
    }

    @Test
    void tellsProgramsThatUseHostFiles() {
        assertTrue(Glue.read("var NODERAWFS={};").usesHostFiles());
        assertFalse(Glue.read("var MEMFS={};").usesHostFiles());
    }
}
