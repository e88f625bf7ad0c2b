// SPDX-License-Identifier: Apache-2.0
package org.emgraal.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.emgraal.tarfs.Distribution;
import org.emgraal.tarfs.StdlibArchive;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/**
 * Precompiles the standard library with the CPython that will use it, translates its code to bytecode, and lets that CPython
 * leave the snapshot that others start from; the build runs this, which does what is not done yet. Until it has, CPython starts
 * from the zip of sources. Arguments: the distribution's folder, the jar to write code to, and a file it must not be older than.
 */
public final class BuildLibrary {

    private static final String LANGUAGE = "emscripten-python";

    private BuildLibrary() {
    }

    public static void main(String[] arguments) throws Exception {
        Distribution distribution = Distribution.at(Path.of(arguments[0]));
        if (!StdlibArchive.isCurrent(distribution)) {
            buildLibrary(distribution);
        }
        Path code = Path.of(arguments[1]);
        if (!Files.exists(code) || isNewer(Path.of(arguments[2]), code) || isNewer(distribution.wasm(), code)
                        || isNewer(distribution.directory().resolve(".origin"), code)) {
            System.out.println("Translating CPython to JVM bytecode ...");
            onGuestThread(() -> runPython(distribution, OutputStream.nullOutputStream(), Map.of(), Map.of("WriteCode", code.toString()), "-c", "pass"));
        } else {
            // A snapshot of other classes is replaced.
            onGuestThread(() -> runPython(distribution, OutputStream.nullOutputStream(), Map.of(), Map.of(), "-c", "pass"));
        }
    }

    private static boolean isNewer(Path file, Path than) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
    }

    private static void buildLibrary(Distribution distribution) throws IOException {
        Files.deleteIfExists(distribution.stdlibTarPath());
        System.out.println("Precompiling Python's standard library (once) ...");
        onGuestThread(() -> {
            StdlibArchive.Summary built = StdlibArchive.build(distribution,
                            (library, path, script, progress) -> compile(distribution, path, script, progress), System.out::println);
            System.out.printf("Built %s: %d of %d sources compiled, %d bytes%n", distribution.stdlibTarPath(), built.compiled(),
                            built.sources(), built.size());
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void onGuestThread(Action action) throws IOException {
        IOException[] failure = new IOException[1];
        GuestThread.run(() -> {
            try {
                action.run();
            } catch (IOException exception) {
                failure[0] = exception;
            }
        });
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /** Where no archive is, the sources are mounted at {@code path}: nothing more to do with the library. */
    private static Map<String, byte[]> compile(Distribution distribution, String path, String script, Consumer<String> progress)
                    throws IOException {
        Path output = Files.createTempDirectory("emgraal-library");
        try {
            runPython(distribution, new Lines(progress), Map.of("PYTHONHASHSEED", "0"), Map.of(), "-S", "-c", script, path, output.toString());
            return takeFiles(output);
        } finally {
            delete(output);
        }
    }

    /** @param options of the language, beside those that every such run has */
    private static void runPython(Distribution distribution, OutputStream output, Map<String, String> environment, Map<String, String> options,
                    String... arguments) throws IOException {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Context.Builder builder = Context.newBuilder().allowAllAccess(true).allowExperimentalOptions(true);
        options.forEach((name, value) -> builder.option(LANGUAGE + "." + name, value));
        try (Context context = builder.option(LANGUAGE + ".RunCommandLine", "true").option(LANGUAGE + ".Distribution", distribution.directory().toString())
                        .allowEnvironmentAccess(EnvironmentAccess.NONE).environment(environment).out(output).err(errors) //
                        .arguments(LANGUAGE, arguments).build()) {
            context.eval(Source.newBuilder(LANGUAGE, "", "<build library>").internal(true).buildLiteral());
            throw new IOException("Python did not end as a command does.");
        } catch (PolyglotException exception) {
            if (!exception.isExit() || exception.getExitStatus() != 0) {
                throw new IOException("Python failed to build the library: " + exception.getMessage() + " "
                                + errors.toString(StandardCharsets.UTF_8), exception);
            }
        }
    }

    private static Map<String, byte[]> takeFiles(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    /** Splits output into lines. */
    private static final class Lines extends OutputStream {
        private final Consumer<String> lines;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                lines.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
