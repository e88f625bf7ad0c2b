// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.emgraal.libc.LinearMemory;
import org.emgraal.module.Export;
import org.emgraal.module.ExternalKind;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.RecursionPoints;
import org.emgraal.runtime.StackGuard;
import org.emgraal.translation.CallScanner;

/**
 * Makes an exhausted Java stack Python's RecursionError. CPython compares its stack pointer with the thread state's
 * {@code c_stack_soft_limit}, and counts Python frames in {@code py_recursion_remaining} (Python/ceval.c); neither
 * knows of the Java stack. Where that is short, the limit is moved up to where the stack pointer stands and the
 * count to zero, and the running function's own check fails.
 *
 * <p>Limitation: versions before 3.14 count C calls and have no such limit; they are left alone.
 */
public final class RecursionLimit implements StackGuard.Listener {

    private static final String SET_PROTECTION = "PyUnstable_ThreadState_SetStackProtection";
    private static final Set<String> CHECKS = Set.of("_Py_CheckRecursiveCall", "_Py_ReachedRecursionLimitWithMargin");
    /** The evaluation loop counts frames, and deallocation puts off what it would free when the limit is near. */
    private static final Set<String> RECURSIVE = Set.of("_PyEval_EvalFrameDefault", "_Py_Dealloc");
    /** A function no larger is an inline function that was not inlined: its callers are those who check. */
    private static final int INLINE_FUNCTION = 80;
    /** CPython ignores limits it is far below of ({@code 2 * _PyOS_STACK_MARGIN_BYTES}). */
    private static final int ABOVE = 64;
    /** More than there are up to the limits in a thread state. */
    private static final int WORDS = 1024;
    private static final int TRIAL_SIZE = 1 << 20;
    private static final int FRAMES_FOR_ERRORS = 200;

    private final PythonApi api;
    private final LinearMemory memory;
    private int stackLimitOffset = -1;
    private int framesOffset;
    private int thread;
    private int normalStackLimit;
    private int framesTaken;

    private RecursionLimit(PythonApi api) {
        this.api = api;
        this.memory = api.memory();
    }

    /** Says what of CPython's code is to be watched; before anything of it runs. */
    public static void prepare(ModuleCode code) {
        if (code.recursionPoints() == RecursionPoints.NONE && !exports(code, Set.of(SET_PROTECTION)).isEmpty()) {
            Set<Integer> checks = new HashSet<>(exports(code, CHECKS));
            checks.addAll(new CallScanner(code.module(), code.indexSpaces().importedFunctions()).smallCallers(checks, INLINE_FUNCTION));
            code.setRecursionPoints(new RecursionPoints(checks, exports(code, RECURSIVE)));
        }
    }

    private static Set<Integer> exports(ModuleCode code, Set<String> names) {
        return code.module().exports().stream()
                        .filter(export -> export.kind() == ExternalKind.FUNCTION && names.contains(export.name()))
                        .map(Export::index).collect(Collectors.toSet());
    }

    /** Null for versions that are left alone. */
    static RecursionLimit watch(PythonApi api, StackGuard guard) {
        if (!api.exports(SET_PROTECTION)) {
            return null;
        }
        RecursionLimit limit = new RecursionLimit(api);
        guard.setListener(limit);
        return limit;
    }

    /** Lets Python call some functions more than its limit allows, to tell of an error; not where the Java stack is short. */
    <T> T withFrames(Supplier<T> action) {
        int current = api.call("PyThreadState_GetUnchecked");
        if (current == 0 || thread != 0) {
            return action.get();
        }
        if (stackLimitOffset < 0) {
            findFields(current);
        }
        memory.storeInt(current + framesOffset, memory.loadInt(current + framesOffset) + FRAMES_FOR_ERRORS);
        try {
            return action.get();
        } finally {
            memory.storeInt(current + framesOffset, memory.loadInt(current + framesOffset) - FRAMES_FOR_ERRORS);
        }
    }

    @Override
    public void stackIsShort() {
        returning();
        int current = api.call("PyThreadState_GetUnchecked");
        if (current == 0) {
            return;
        }
        if (stackLimitOffset < 0) {
            findFields(current);
        }
        thread = current;
        normalStackLimit = memory.loadInt(thread + stackLimitOffset);
        memory.storeInt(thread + stackLimitOffset, api.call("emscripten_stack_get_current") + ABOVE);
        framesTaken = memory.loadInt(thread + framesOffset);
        memory.storeInt(thread + framesOffset, 0);
    }

    @Override
    public void returning() {
        if (thread != 0) {
            memory.storeInt(thread + stackLimitOffset, normalStackLimit);
            memory.storeInt(thread + framesOffset, memory.loadInt(thread + framesOffset) + framesTaken);
            thread = 0;
        }
    }

    /**
     * Finds the fields by changing what they hold: setting a stack changes its top, its soft limit and its hard limit,
     * from high to low; setting the recursion limit changes the frames that remain, and behind it itself.
     */
    private void findFields(int state) {
        int[] before = words(state);
        int start = api.call("emscripten_stack_get_end") + Integer.BYTES;
        api.call(SET_PROTECTION, state, start, TRIAL_SIZE);
        int[] after = words(state);
        for (int i = 0, highest = 0; i < WORDS; i++) {
            if (after[i] != before[i] && after[i] != start + TRIAL_SIZE && after[i] > highest) {
                highest = after[i];
                stackLimitOffset = Integer.BYTES * i;
            }
        }
        int recursionLimit = api.call("Py_GetRecursionLimit");
        api.call("Py_SetRecursionLimit", recursionLimit + 1);
        int[] counting = words(state);
        for (int i = WORDS - 1; i >= 0; i--) {
            if (counting[i] != after[i]) {
                framesOffset = Integer.BYTES * i;
            }
        }
        api.call("Py_SetRecursionLimit", recursionLimit);
        for (int i = 0; i < WORDS; i++) {
            if (after[i] != before[i]) {
                memory.storeInt(state + Integer.BYTES * i, before[i]);
            }
        }
        if (stackLimitOffset < 0 || framesOffset == 0) {
            throw new IllegalStateException("CPython's thread state has no limits of recursion");
        }
    }

    private int[] words(int address) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = memory.loadInt(address + Integer.BYTES * i);
        }
        return words;
    }
}
