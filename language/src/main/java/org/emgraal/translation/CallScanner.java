// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import java.util.HashSet;
import java.util.Set;
import org.emgraal.binary.InstructionReader;
import org.emgraal.binary.Opcode;
import org.emgraal.binary.WasmReader;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.WasmModule;

/** Finds out which functions call others, without translating them. */
public final class CallScanner {

    private final WasmModule module;
    private final int importedFunctions;

    /** @param importedFunctions how many function indices are imports' */
    public CallScanner(WasmModule module, int importedFunctions) {
        this.module = module;
        this.importedFunctions = importedFunctions;
    }

    /** The functions whose body takes at most {@code size} bytes and calls one of {@code callees}. */
    public Set<Integer> smallCallers(Set<Integer> callees, int size) {
        Set<Integer> callers = new HashSet<>();
        FunctionBody[] bodies = module.bodies();
        for (int i = 0; i < bodies.length; i++) {
            if (bodies[i].end() - bodies[i].start() <= size && calls(bodies[i], callees)) {
                callers.add(importedFunctions + i);
            }
        }
        return callers;
    }

    private boolean calls(FunctionBody body, Set<Integer> callees) {
        WasmReader reader = new WasmReader(module.bytes(), body.start(), body.end());
        for (int groups = reader.readU32(); groups > 0; groups--) {
            reader.readU32();
            reader.readValueType();
        }
        while (reader.position() < body.end()) {
            int opcode = reader.readOpcode();
            if (opcode == Opcode.CALL) {
                if (callees.contains(reader.readU32())) {
                    return true;
                }
            } else {
                InstructionReader.skipImmediates(reader, opcode);
            }
        }
        return false;
    }
}
