// SPDX-License-Identifier: Apache-2.0
package org.emgraal.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;

/** Loading of modules that export {@code run(i32) -> i32} and import nothing. */
final class Kernels {

    private Kernels() {
    }

    /** The {@code run} function of a module. */
    static Value load(Context context, Path module) throws IOException {
        Source source = Source.newBuilder("emscripten", ByteSequence.create(Files.readAllBytes(module)),
                        module.getFileName().toString()).build();
        return context.eval(source).getMember("run");
    }
}
