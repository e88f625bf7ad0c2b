// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ByteSequence;

/**
 * One run of one sample program, laid out as {@code ../shared/samples/README.md} says: {@code NAME/VARIANT/p.wasm} with
 * {@code RUN.stdout} and {@code RUN.rc}.
 *
 * @param variant the folder of the program
 * @param run what the run is called
 */
record SampleRun(Path variant, String run) {

    /** What a run gave. */
    record Outcome(int status, byte[] output, String error) {
    }

    /** All runs below a folder of samples; those of other kinds have no {@code p.wasm}. */
    static List<SampleRun> all(Path samples) {
        try (Stream<Path> files = Files.find(samples, 3, (path, attributes) -> path.toString().endsWith(".stdout"))) {
            return files.filter(path -> Files.exists(path.resolveSibling("p.wasm"))).sorted().map(path -> new SampleRun(
                            path.getParent(), path.getFileName().toString().replaceFirst("\\.stdout$", ""))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sample() {
        return variant.getParent().getFileName().toString();
    }

    @Override
    public String toString() {
        return sample() + "/" + variant.getFileName() + " " + run;
    }

    private String[] arguments() {
        return switch (sample()) {
            case "args_env" -> new String[]{"one", "two words", "--three"};
            case "exitcodes" -> new String[]{run};
            default -> new String[0];
        };
    }

    private InputStream input() throws IOException {
        Path text = variant.resolveSibling("stdin.txt");
        return new ByteArrayInputStream(run.equals("run") && Files.exists(text) ? Files.readAllBytes(text) : new byte[0]);
    }

    int expectedStatus() throws IOException {
        return Integer.parseInt(Files.readString(variant.resolve(run + ".rc")).strip());
    }

    byte[] expectedOutput() throws IOException {
        return Files.readAllBytes(variant.resolve(run + ".stdout"));
    }

    /** The few programs of the oldest compiler that failed under Node as well have no status. */
    boolean failedUnderNode() {
        return !Files.exists(variant.resolve(run + ".rc"));
    }

    /** Runs the program in a context of its own. */
    Outcome execute(Engine engine) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = 0;
        String failure = "";
        try (Context context = Context.newBuilder("emscripten").engine(engine).allowAllAccess(true).in(input()).out(output).err(error)
                        .arguments("emscripten", arguments()).currentWorkingDirectory(variant.toAbsolutePath()).build()) {
            Path program = variant.resolve("p.wasm");
            context.eval(Source.newBuilder("emscripten", program.toFile()).content(ByteSequence.create(Files.readAllBytes(program)))
                            .mimeType("application/wasm").build());
        } catch (PolyglotException exception) {
            if (exception.isInternalError()) {
                throw exception;
            }
            status = exception.isExit() ? exception.getExitStatus() : 1;
            failure = exception.getMessage();
        }
        return new Outcome(status, output.toByteArray(), error + failure);
    }
}
