// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.emgraal.emscripten.FatalErrorException;

/**
 * What a trap says of where it happened: the WebAssembly functions it passed, and behind each activation of CPython's
 * evaluation loop the Python functions that it was running.
 */
final class FatalFrames {

    private static final String EVALUATION_LOOP = "_PyEval_EvalFrameDefault";

    private FatalFrames() {
    }

    static RuntimeException add(TruffleLanguage<?> language, PythonApi api,
                    BiFunction<String, Integer, SourceSection> sections, RuntimeException failure) {
        List<ErrorDescription.Frame> frames = new ArrayList<>();
        Iterator<List<ErrorDescription.Frame>> activations = FrameWalker.frames(api).iterator();
        List<String> functions = functions(failure);
        for (String function : functions) {
            frames.add(new ErrorDescription.Frame(null, 0, function));
            if (function.equals(EVALUATION_LOOP) && activations.hasNext()) {
                frames.addAll(activations.next());
            }
        }
        activations.forEachRemaining(frames::addAll);
        String message = functions.isEmpty() ? failure.getMessage() : failure.getMessage() + ", in WebAssembly function " + functions.getFirst();
        return PythonFrames.throwThrough(language, frames.reversed(), (file, line) -> file == null ? null : sections.apply(file, line),
                        location -> new FatalErrorException(message, failure, location));
    }

    /** Innermost first. */
    private static List<String> functions(RuntimeException failure) {
        List<String> names = new ArrayList<>();
        List<TruffleStackTraceElement> trace = failure instanceof AbstractTruffleException ? TruffleStackTrace.getStackTrace(failure) : null;
        if (trace != null) {
            for (TruffleStackTraceElement element : trace) {
                if (!element.getTarget().getRootNode().isInternal()) {
                    names.add(String.valueOf(element.getTarget().getRootNode().getName()));
                }
            }
        }
        return names;
    }
}
