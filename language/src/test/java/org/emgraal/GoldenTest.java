// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The programs of the folder {@code golden} print what they should, as JVM bytecode and as syntax trees. */
@Tag("slow")
class GoldenTest {

    private static final String LANGUAGE = EmscriptenPythonLanguage.ID;

    private final List<Engine> engines = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> programs() throws Exception {
        Path folder = Path.of(GoldenTest.class.getResource("golden").toURI());
        List<Path> programs;
        try (Stream<Path> files = Files.list(folder)) {
            programs = files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
        }
        assertFalse(programs.isEmpty());
        return Stream.of(true, false).flatMap(bytecode -> {
            Engine engine = Engine.newBuilder().allowExperimentalOptions(true).option(LANGUAGE + ".Bytecode", "" + bytecode).build();
            engines.add(engine);
            return programs.stream().map(program -> DynamicTest.dynamicTest(program.getFileName() + (bytecode ? " as bytecode" : " as trees"),
                            () -> assertEquals(expected(program), run(engine, program))));
        });
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    private static String expected(Path program) throws Exception {
        return Files.readString(program.resolveSibling(program.getFileName().toString().replace(".py", ".txt")));
    }

    private static String run(Engine engine, Path program) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        return DeepStack.call(() -> {
            try (Context context = Context.newBuilder(LANGUAGE).engine(engine).out(output).build()) {
                context.eval(LANGUAGE, Files.readString(program));
            }
            return output.toString(StandardCharsets.UTF_8);
        });
    }
}
