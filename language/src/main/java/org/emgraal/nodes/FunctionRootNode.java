// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.io.IOException;
import java.nio.file.Path;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.ValueType;
import org.emgraal.module.WasmModule;
import org.emgraal.nodes.call.TakeResultNode;
import org.emgraal.nodes.control.BlockDispatchNode;
import org.emgraal.nodes.control.InterpreterRegions;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.StackGuard;
import org.emgraal.runtime.WasmInstance;

/**
 * A function of a module: takes the parameters out of the call registers, zeroes the other locals and runs the body.
 * Results go back in the registers, so the root returns nothing. Argument 0 of the call is the instance.
 * The frame holds the locals, parameters first, then the translator's temporaries.
 */
public final class FunctionRootNode extends RootNode {

    private final TruffleLanguage<?> language;
    private final String name;
    private final String qualifiedName;
    private final int functionIndex;
    private final int parameterCount;
    @CompilationFinal(dimensions = 1) private final ValueType.Kind[] locals;
    private final BlockDispatchNode blocks;
    @Child private FunctionBodyNode body;
    private final boolean tailCalls;
    private final boolean recursive;
    private final SourceSection source;

    /**
     * @param locals the representations of parameters and declared locals; null for one whose first value nobody reads
     * @param tailCalls whether the body may leave a call to {@link org.emgraal.nodes.call.TailCallRootNode}
     * @param recursive whether {@link StackGuard} watches the function
     */
    public FunctionRootNode(TruffleLanguage<?> language, FrameDescriptor descriptor, String moduleName, String name,
                    int functionIndex, int parameterCount, ValueType.Kind[] locals, BlockDispatchNode blocks,
                    boolean tailCalls, boolean recursive, SourceSection source) {
        super(language, descriptor);
        this.language = language;
        this.name = name;
        this.qualifiedName = moduleName + "." + name;
        this.functionIndex = functionIndex;
        this.parameterCount = parameterCount;
        this.locals = locals;
        this.blocks = blocks;
        this.body = new FunctionBodyNode(blocks);
        this.tailCalls = tailCalls;
        this.recursive = recursive;
        this.source = source;
    }

    @Override
    protected boolean prepareForCompilation(boolean rootCompilation, int compilationTier, boolean lastTier) {
        return blocks.prepareForCompilation();
    }

    @Override
    public Object execute(VirtualFrame frame) {
        WasmInstance instance = CompilerDirectives.castExact(frame.getArguments()[0], WasmInstance.class);
        takeParameters(frame, instance.registers());
        zeroLocals(frame);
        if (recursive) {
            executeWatched(frame, instance, instance.registers().stackGuard());
        } else {
            body.execute(frame, instance);
        }
        return tailCalls ? instance.registers().takeTailCallee() : null;
    }

    private void executeWatched(VirtualFrame frame, WasmInstance instance, StackGuard guard) {
        boolean isShort = guard.enter();
        try {
            body.execute(frame, instance);
        } finally {
            guard.leave(isShort);
        }
    }

    @ExplodeLoop
    private void takeParameters(VirtualFrame frame, CallRegisters registers) {
        for (int i = 0; i < parameterCount; i++) {
            if (locals[i] != null) {
                TakeResultNode.take(frame, registers, locals[i], i, i);
            }
        }
    }

    /** A fresh frame's numbers are zero while interpreting; a virtual frame needs values of the right kind. */
    @ExplodeLoop
    private void zeroLocals(VirtualFrame frame) {
        for (int i = parameterCount; i < locals.length; i++) {
            if (locals[i] == null || CompilerDirectives.inInterpreter() && locals[i] != ValueType.Kind.V128) {
                continue;
            }
            switch (locals[i]) {
                case I32 -> frame.setIntStatic(i, 0);
                case I64 -> frame.setLongStatic(i, 0);
                case F32 -> frame.setFloatStatic(i, 0);
                case F64 -> frame.setDoubleStatic(i, 0);
                case V128 -> frame.setObjectStatic(i, org.emgraal.runtime.Vector128.ZERO);
                case REF -> frame.setObjectStatic(i, null);
            }
        }
    }

    /** Records how often its blocks ran: {@link BlockDispatchNode#record}. */
    public void recordProfile(Path folder, WasmModule module, FunctionBody code) throws IOException {
        blocks.record(folder, qualifiedName, module.bytes(), code.start(), code.end());
    }

    /** Its regions, if it is an interpreter; else null. */
    public InterpreterRegions regions() {
        return InterpreterRegions.of(blocks);
    }

    /** How many of the slots are parameters and declared locals. */
    public int localCount() {
        return locals.length;
    }

    /** Whether compiling it takes long: {@link BlockDispatchNode#isHuge}. */
    public boolean isHuge() {
        return blocks.isHuge();
    }

    /** For roots with parts of its code. */
    public TruffleLanguage<?> language() {
        return language;
    }

    /** Index in the module's function index space. */
    public int functionIndex() {
        return functionIndex;
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
