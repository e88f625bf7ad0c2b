// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.emgraal.conformance.SharedFiles;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.junit.jupiter.api.Test;

/** Contexts of one engine start, import extension modules and compute on threads of their own at the same time. */
class ContextsOnThreadsTest {

    private static final String PROGRAM = """
                    import spam, vec
                    values = vec.Vec([1, 2, 3])
                    for step in range(40):
                        spam.add(step, 1)
                        values = values + vec.Vec([step, 0, 0])
                    f'{spam.noargs()} {list(values)} {spam.callback(lambda n: n * n, 4)}'
                    """;

    @Test
    void shareCodeAndNothingElse() throws Exception {
        String modules = SharedFiles.require("samples/pyext/314-605").toRealPath().toString();
        List<FutureTask<String>> results = new ArrayList<>();
        try (Engine engine = Engine.newBuilder("emscripten-python").option("engine.WarnInterpreterOnly", "false").build()) {
            CyclicBarrier start = new CyclicBarrier(3);
            for (int i = 0; i < start.getParties(); i++) {
                FutureTask<String> task = new FutureTask<>(() -> {
                    try (Context context = Context.newBuilder("emscripten-python").engine(engine).allowAllAccess(true)
                                    .option("emscripten-python.Path", modules).build()) {
                        start.await();
                        return context.eval("emscripten-python", PROGRAM).asString();
                    }
                });
                results.add(task);
                new Thread(null, task, "python", 512L << 20).start();
            }
            for (FutureTask<String> result : results) {
                assertEquals("40 [781.0, 2.0, 3.0] [0, 1, 4, 9]", result.get());
            }
        }
    }
}
