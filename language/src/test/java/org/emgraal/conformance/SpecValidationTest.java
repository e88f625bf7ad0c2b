// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.binary.ModuleDecoder;
import org.emgraal.conformance.SpecSuite.Command;
import org.emgraal.conformance.SpecSuite.Script;
import org.emgraal.module.WasmModule;
import org.emgraal.validation.InvalidModuleException;
import org.emgraal.validation.ModuleValidator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decoding and validation against the specification's test suite: what is valid, invalid and malformed. */
class SpecValidationTest {

    @TestFactory
    Stream<DynamicTest> folders() throws IOException {
        return SpecSuite.load().entrySet().stream()
                        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> run(e.getKey(), e.getValue())));
    }

    private static void run(String folder, List<Script> scripts) {
        Tally tally = new Tally();
        for (Script script : scripts) {
            for (Command command : script.commands()) {
                run(command, tally);
            }
        }
        System.out.println(folder + ": " + tally);
        Assumptions.assumeFalse(SpecSuite.UNSUPPORTED.contains(folder),
                        () -> "skipped: proposal that Emscripten does not emit; " + tally);
        assertTrue(tally.passed() > 0, "no command was run");
        assertEquals(List.of(), tally.failures());
    }

    private static void run(Command command, Tally tally) {
        if (command.isText()) {
            tally.skip("text format");
            return;
        }
        if (command.module() == null) {
            // An action or an assertion about one: for the execution test.
            return;
        }
        String outcome = outcome(command);
        boolean superseded = command.text() != null && ScriptRunner.SUPERSEDED.contains(command.text());
        String expected = superseded ? "valid" : switch (command.type()) {
            case "assert_malformed" -> "malformed";
            case "assert_invalid" -> "invalid";
            default -> "valid";
        };
        if (outcome.startsWith(expected)) {
            tally.pass();
        } else {
            tally.fail(command.where(), "expected " + expected + " (" + command.text() + ") but was " + outcome);
        }
    }

    private static String outcome(Command command) {
        try {
            WasmModule module = ModuleDecoder.decode(command.where(), command.module());
            ModuleValidator.validate(module).validateFunctions();
            return "valid";
        } catch (MalformedModuleException e) {
            return "malformed: " + e.getMessage();
        } catch (InvalidModuleException e) {
            return "invalid: " + e.getMessage();
        }
    }
}
