// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Gives a Python exception the Python program's frames. Truffle collects stack traces from the calls an exception
 * passes, which would show the interpreter's WebAssembly functions. So the exception is thrown once more from a chain
 * of calls that has one root per Python frame, with that frame's function, file and line.
 */
final class PythonFrames {

    /** CPython's tracebacks of runaway recursion repeat; the outermost and innermost frames say it all. */
    private static final int MAX_FRAMES = 200;

    /** Makes the exception at its innermost frame. */
    interface Thrower {
        RuntimeException create(Node location);
    }

    private PythonFrames() {
    }

    static RuntimeException throwThrough(TruffleLanguage<?> language, List<ErrorDescription.Frame> frames,
                    BiFunction<String, Integer, SourceSection> sections, Thrower thrower) {
        if (frames.isEmpty()) {
            return thrower.create(null);
        }
        CallTarget callee = null;
        int innermost = frames.size() - 1;
        for (int i = innermost; i >= 0; i--) {
            if (frames.size() > MAX_FRAMES && i >= MAX_FRAMES / 2 && i < frames.size() - MAX_FRAMES / 2) {
                continue;
            }
            ErrorDescription.Frame frame = frames.get(i);
            Step step = callee == null ? new Raise(sections.apply(frame.file(), frame.line()), thrower)
                            : new Call(sections.apply(frame.file(), frame.line()), callee);
            callee = new FrameRoot(language, frame.function(), step).getCallTarget();
        }
        try {
            callee.call();
        } catch (RuntimeException exception) {
            return exception;
        }
        throw new IllegalStateException("the innermost frame did not throw");
    }

    private static final class FrameRoot extends RootNode {
        private final String name;
        @Child private Step step;

        FrameRoot(TruffleLanguage<?> language, String name, Step step) {
            super(language);
            this.name = name;
            this.step = step;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return step.execute();
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public SourceSection getSourceSection() {
            return step.getSourceSection();
        }
    }

    /** A frame's current line. */
    private abstract static class Step extends Node {
        private final SourceSection section;

        Step(SourceSection section) {
            this.section = section;
        }

        abstract Object execute();

        @Override
        public SourceSection getSourceSection() {
            return section;
        }
    }

    private static final class Call extends Step {
        @Child private DirectCallNode call;

        Call(SourceSection section, CallTarget callee) {
            super(section);
            this.call = DirectCallNode.create(callee);
        }

        @Override
        Object execute() {
            return call.call();
        }
    }

    private static final class Raise extends Step {
        private final Thrower thrower;

        Raise(SourceSection section, Thrower thrower) {
            super(section);
            this.thrower = thrower;
        }

        @Override
        Object execute() {
            throw thrower.create(this);
        }
    }
}
