// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.binary.ModuleLimits;
import org.emgraal.conformance.SpecSuite.Command;
import org.emgraal.module.WasmModule;
import org.emgraal.validation.InvalidModuleException;
import org.emgraal.validation.ModuleValidator;
import org.junit.jupiter.api.Test;

/** Broken modules are rejected with one of the two exceptions made for that, whatever is broken. */
class MutationTest {

    private static final int MUTATIONS = Integer.getInteger("emgraal.mutations", 20_000);
    private static final int LARGEST = 10_000;

    @Test
    void mutatedModulesAreValidOrRejected() throws IOException {
        List<byte[]> modules = SpecSuite.load().values().stream().flatMap(List::stream)
                        .flatMap(script -> script.commands().stream()).map(Command::module).filter(Objects::nonNull)
                        .filter(module -> module.length > 8 && module.length < LARGEST).toList();
        long seed = Long.getLong("emgraal.seed", 1);
        Random random = new Random(seed);
        int rejected = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = Mutation.of(modules.get(random.nextInt(modules.size())), random);
            try {
                if (!isValid(mutant)) {
                    rejected++;
                }
            } catch (RuntimeException | Error e) {
                fail("mutation " + i + " of seed " + seed + ": " + HexFormat.of().formatHex(mutant), e);
            }
        }
        assertTrue(rejected > MUTATIONS / 4 && rejected < MUTATIONS, "rejected " + rejected + " of " + MUTATIONS);
    }

    private static boolean isValid(byte[] bytes) {
        try {
            WasmModule module = ModuleDecoder.decode("mutant", bytes, ModuleLimits.DEFAULT);
            ModuleValidator.validate(module).validateFunctions();
            return true;
        } catch (MalformedModuleException | InvalidModuleException e) {
            return false;
        }
    }
}
