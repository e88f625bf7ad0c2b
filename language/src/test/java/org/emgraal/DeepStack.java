// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something that evaluates Python on a thread with the stack CPython wants. */
final class DeepStack {

    private DeepStack() {
    }

    static <T> T call(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        new Thread(null, task, "python", 512L << 20).start();
        try {
            return task.get();
        } catch (ExecutionException exception) {
            if (exception.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) exception.getCause();
        }
    }
}
