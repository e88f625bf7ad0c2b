// SPDX-License-Identifier: Apache-2.0
package org.emgraal.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.emgraal.EmgraalResources;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** Runs Python at build time, with the resources that the build has made. */
final class PythonRun {

    private static final String LANGUAGE = "emscripten-python";
    /** CPython recurses deeply. */
    private static final long STACK_SIZE = 512L << 20;

    private PythonRun() {
    }

    /**
     * Evaluates a source and gives its last expression as a number.
     *
     * @param folder of the host that Python works in, its real path; it sees no other
     * @param classes folder with the resources
     * @param resources which
     * @param variables what the source finds in its scope
     */
    static int run(Path folder, Path classes, String resources, String source, Map<String, String> variables, OutputStream output, OutputStream errors)
                    throws IOException {
        FutureTask<Integer> task = new FutureTask<>(() -> {
            try (URLClassLoader loader = new URLClassLoader(new URL[]{classes.toUri().toURL()}, PythonRun.class.getClassLoader())) {
                Thread.currentThread().setContextClassLoader(loader);
                return evaluate(folder, resources, source, variables, output, errors);
            }
        });
        Thread thread = new Thread(null, task, "python", STACK_SIZE);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Python was interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("Python failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static int evaluate(Path folder, String resources, String source, Map<String, String> variables, OutputStream output,
                    OutputStream errors) {
        try (Context context = EmgraalResources.contextBuilder(resources).allowAllAccess(true).currentWorkingDirectory(folder).option("engine.WarnInterpreterOnly", "false")
                        .out(output).err(errors).build()) {
            Value scope = context.getBindings(LANGUAGE);
            variables.forEach(scope::putMember);
            return context.eval(LANGUAGE, source).asInt();
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return e.getExitStatus();
            }
            throw e;
        }
    }
}
