// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(arguments);
    }

    @Test
    void polyglotOptionsComeFirst() {
        CommandLine line = parse("--engine.TraceCompilation", "--log.level=FINE", "-c", "print(1)", "--engine.X=1");
        assertEquals(Map.of("engine.TraceCompilation", "true", "log.level", "FINE"), line.options());
        assertEquals(List.of("-c", "print(1)", "--engine.X=1"), line.python());
    }

    @Test
    void cpythonsLongOptionsAreItsOwn() {
        assertEquals(List.of("--version"), parse("--version").python());
        assertEquals(List.of("--help-xoptions"), parse("--help-xoptions").python());
    }

    @Test
    void leadingWheelsGoOnThePath() {
        CommandLine line = parse("--emscripten-python.Path=given", "a.whl", "b/c.whl", "script.py", "data.whl");
        assertEquals(Map.of("emscripten-python.Path", String.join(java.io.File.pathSeparator, "a.whl", "b/c.whl", "given")), line.options());
        assertEquals(List.of("script.py", "data.whl"), line.python());
    }

    @Test
    void nothingIsReadFromStandardInput() {
        assertEquals(List.of(), parse().python());
    }
}
