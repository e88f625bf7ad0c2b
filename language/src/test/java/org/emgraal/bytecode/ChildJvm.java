// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;

/** A JVM of its own that calls the export {@code f} of a module with 21. */
final class ChildJvm {

    private final Process process;
    private final Path output;
    private final Path classes;

    /**
     * @param name of the module
     * @param cache folder of generated code, or off
     * @param jar put on the class path; may be missing
     */
    ChildJvm(Path folder, String name, Path module, String cache, Path jar) throws IOException {
        this(folder, name, module, cache, jar, List.of());
    }

    /** @param prefix a command that runs the one behind it */
    ChildJvm(Path folder, String name, Path module, String cache, Path jar, List<String> prefix) throws IOException {
        output = Files.createTempFile(folder, "output", ".txt");
        classes = Files.createTempFile(folder, "classes", ".txt");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", path + File.pathSeparator + jar,
                        "-Xlog:class+load:file=" + classes, "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", ChildJvm.class.getName(), name, module.toString(), cache));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** What the JVM has printed, when it has ended. */
    String output() throws Exception {
        int status = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, status, text);
        return text.strip();
    }

    /** Lines about the classes of functions that the JVM has loaded. */
    List<String> functionClasses(String module) throws IOException {
        try (var lines = Files.lines(classes)) {
            return lines.filter(line -> line.contains("wasm." + module + ".F")).toList();
        }
    }

    public static void main(String[] arguments) throws IOException {
        try (Context context = Context.newBuilder("emscripten").option("engine.WarnInterpreterOnly", "false")
                        .option("emscripten.CodeCache", arguments[2]).build()) {
            byte[] module = Files.readAllBytes(Path.of(arguments[1]));
            System.out.println(context.eval(Source.newBuilder("emscripten", ByteSequence.create(module), arguments[0]).build())
                            .invokeMember("f", 21).asInt());
        }
    }
}
