// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives an exception the frames of the functions that run as bytecode. Truffle notes a frame where an exception leaves a
 * call target; bytecode calls bytecode without one. So the Java stack is read, and the exception is thrown through the call
 * target of each function on it, which lets Truffle note what it would have noted.
 */
public final class GuestFrames {

    /** Deeper stacks are cut off, as Java's are. */
    private static final int MAX_FRAMES = 1024;

    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    /** By package. */
    private static final Map<String, WeakReference<ModuleCode>> MODULES = new ConcurrentHashMap<>();

    private record Activation(ModuleCode code, int function) {
    }

    private GuestFrames() {
    }

    /** The classes of a package are the functions {@code F<index>} of a module. */
    public static void register(String packageName, ModuleCode code) {
        MODULES.put(packageName, new WeakReference<>(code));
    }

    /**
     * Adds the frames between here and the call target by which the bytecode was called; Truffle adds that one itself.
     */
    public static void addTo(AbstractTruffleException exception) {
        List<Activation> activations = WALKER.walk(frames -> {
            List<Activation> found = new ArrayList<>();
            frames.takeWhile(frame -> frame.getDeclaringClass() != BytecodeRootNode.class).limit(MAX_FRAMES * 4L).forEach(frame -> {
                Activation activation = activation(frame);
                if (activation != null && found.size() < MAX_FRAMES) {
                    found.add(activation);
                }
            });
            return found;
        });
        for (int i = 0; i < activations.size() - 1; i++) {
            Activation activation = activations.get(i);
            RootCallTarget target = activation.code.target(activation.function);
            if (!(target.getRootNode() instanceof BytecodeRootNode)) {
                continue;
            }
            try {
                target.call(exception);
            } catch (AbstractTruffleException passed) {
                if (passed != exception) {
                    // An interrupt, say.
                    throw passed;
                }
            }
        }
    }

    private static Activation activation(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        if (!type.getPackageName().startsWith("wasm.") || !type.getSimpleName().matches("F\\d+")) {
            return null;
        }
        WeakReference<ModuleCode> known = MODULES.get(type.getPackageName());
        ModuleCode code = known == null ? null : known.get();
        // Methods with a $ in their names are parts of the one without.
        boolean whole = frame.getMethodName().indexOf('$') < 0 && !frame.getMethodName().equals("call") || frame.getMethodName().equals("runBody");
        if (code == null || !whole) {
            return null;
        }
        int function = Integer.parseInt(type.getSimpleName().substring(1));
        return function < code.indexSpaces().importedFunctions() ? null : new Activation(code, function);
    }
}
