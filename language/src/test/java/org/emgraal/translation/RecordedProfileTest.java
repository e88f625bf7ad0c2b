// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.module.Export;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.control.BlockDispatchNode;
import org.emgraal.nodes.control.RecordedProfile;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.TypeRegistry;
import org.emgraal.tarfs.Distribution;
import org.junit.jupiter.api.Test;

/** The profile that ships is that of the default distribution's evaluation loop; if not, benchmarks/profile.sh is due. */
class RecordedProfileTest {

    @Test
    void fitsTheEvaluationLoop() throws Exception {
        byte[] bytes = Files.readAllBytes(Distribution.locate().wasm());
        WasmModule module = ModuleDecoder.decode("pyodide", bytes);
        ModuleCode code = new ModuleCode(module, new TypeRegistry(), null);
        int function = module.exports().stream().filter(export -> export.name().equals("_PyEval_EvalFrameDefault"))
                        .mapToInt(Export::index).findFirst().getAsInt();
        FunctionBody body = module.bodies()[function - code.indexSpaces().importedFunctions()];
        BlockDispatchNode nodes = new FunctionTranslator(code, function).translate();

        RecordedProfile profile = RecordedProfile.find(module.bytes(), body.start(), body.end(), nodes.blocks());
        assertNotNull(profile, "no profile for " + nodes.blocks() + " blocks: run benchmarks/profile.sh");
        assertEquals(nodes.blocks(), profile.entries().length);
        assertTrue(profile.entries()[0] > 0, "the first block was entered");
        for (int i = 0; i < nodes.blocks(); i++) {
            assertTrue(profile.taken()[i] <= profile.entries()[i], "block " + i);
        }
        assertNull(RecordedProfile.find(module.bytes(), body.start(), body.end(), nodes.blocks() + 1), "another translation");
        assertNull(RecordedProfile.find(module.bytes(), body.start(), body.end() - 1, nodes.blocks()), "another function");
    }
}
