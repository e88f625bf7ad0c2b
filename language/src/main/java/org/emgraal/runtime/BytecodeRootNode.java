// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/** A function that runs as JVM bytecode, as Truffle sees it: arguments and results stay in the call registers. */
public final class BytecodeRootNode extends RootNode {

    private final int function;
    private final String name;
    private final String qualifiedName;
    private final SourceSection source;

    public BytecodeRootNode(TruffleLanguage<?> language, int function, String moduleName, String name, SourceSection source) {
        super(language);
        this.function = function;
        this.name = name;
        this.qualifiedName = moduleName + "." + name;
        this.source = source;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object argument = frame.getArguments()[0];
        if (argument instanceof RuntimeException exception) {
            // Only passes through (GuestFrames).
            throw exception;
        }
        run(CompilerDirectives.castExact(argument, WasmInstance.class));
        return null;
    }

    @TruffleBoundary(transferToInterpreterOnException = false)
    private void run(WasmInstance instance) {
        WasmFunction callee = instance.function(function);
        callee.code(instance).run();
    }

    /** Graal would compile no more than the call. */
    @Override
    protected boolean prepareForCompilation(boolean rootCompilation, int compilationTier, boolean lastTier) {
        return !rootCompilation;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getQualifiedName() {
        return qualifiedName;
    }

    @Override
    public SourceSection getSourceSection() {
        return source;
    }

    @Override
    public String toString() {
        return qualifiedName;
    }
}
