// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs something that evaluates Python, for example a class's tests, on a thread with the stack CPython wants. */
final class DeepStack implements InvocationInterceptor {

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

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> invocationContext,
                    ExtensionContext extensionContext) throws Throwable {
        call(() -> {
            try {
                return invocation.proceed();
            } catch (Exception | Error failure) {
                throw failure;
            } catch (Throwable failure) {
                throw new AssertionError(failure);
            }
        });
    }
}
