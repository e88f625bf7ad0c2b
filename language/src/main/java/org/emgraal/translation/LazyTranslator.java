// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import java.io.IOException;
import java.nio.file.Path;
import org.emgraal.bytecode.CodeCache;
import org.emgraal.bytecode.CodeJar;
import org.emgraal.bytecode.CodeLoader;
import org.emgraal.runtime.BytecodeRootNode;
import org.emgraal.runtime.FunctionCode;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.emgraal.module.FunctionBody;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.nodes.ReplaceableRootNode;
import org.emgraal.nodes.call.TailCallRootNode;
import org.emgraal.nodes.control.BlockDispatchNode;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.validation.InvalidModuleException;
import org.emgraal.validation.ModuleValidator;

/**
 * Makes a function's code when it is first called: of CPython's 16,958 functions a varied program runs 2,627. A
 * module that was not validated as a whole is validated here, function by function, before anything of it runs.
 */
public final class LazyTranslator implements ModuleCode.Translator {

    private final TruffleLanguage<?> language;
    private final Source source;
    private final ModuleValidator validator;
    private final boolean bytecode;
    private final CodeCache cache;
    private final RootNode location;
    private volatile CodeLoader loader;

    /**
     * @param source shown to tools; byte N of the module is its line 1, column N
     * @param validator null if all functions have been validated
     * @param bytecode whether functions start as JVM bytecode
     * @param cache where bytecode is kept for later processes; null for nowhere
     */
    public LazyTranslator(TruffleLanguage<?> language, Source source, ModuleValidator validator, boolean bytecode, CodeCache cache) {
        this.bytecode = bytecode;
        this.cache = cache;
        this.location = new SafepointRootNode(language);
        this.language = language;
        this.source = source;
        this.validator = validator;
    }

    @Override
    public RootCallTarget translate(ModuleCode code, int functionIndex) {
        if (bytecode && loader(code).hasBytecode(functionIndex)) {
            return new BytecodeRootNode(language, functionIndex, code.module().name(), code.functionName(functionIndex),
                            section(code, functionIndex)).getCallTarget();
        }
        return translateTree(code, functionIndex);
    }

    @Override
    public RootCallTarget translateTree(ModuleCode code, int functionIndex) {
        validateIfNeeded(code, functionIndex);
        FunctionTranslator translator = new FunctionTranslator(code, functionIndex);
        BlockDispatchNode body;
        try {
            body = translator.translate();
        } catch (FunctionSizeException e) {
            throw tooLarge(code, functionIndex, e.getMessage());
        } catch (OutOfMemoryError e) {
            throw tooLarge(code, functionIndex, "it does not fit the Java heap");
        }
        Kind[] locals = translator.initializedLocals();
        SourceSection section = section(code, functionIndex);
        boolean tailCalls = translator.hasTailCalls();
        RootCallTarget target = new FunctionRootNode(language, translator.slots().descriptor(), code.module().name(),
                        code.functionName(functionIndex), functionIndex,
                        code.module().functionType(functionIndex).parameters().size(), locals, body,
                        tailCalls, translator.isRecursive(), section).getCallTarget();
        return tailCalls ? new TailCallRootNode(language, target).getCallTarget() : target;
    }

    private SourceSection section(ModuleCode code, int functionIndex) {
        FunctionBody bytes = code.module().bodies()[functionIndex - code.indexSpaces().importedFunctions()];
        return source.createSection(1, bytes.start(), 1, bytes.end());
    }

    private CodeLoader loader(ModuleCode code) {
        CodeLoader known = loader;
        if (known == null) {
            synchronized (this) {
                known = loader;
                if (known == null) {
                    known = new CodeLoader(code, function -> validateIfNeeded(code, function), cache);
                    loader = known;
                }
            }
        }
        return known;
    }

    @Override
    public FunctionCode bind(ModuleCode code, WasmFunction function, WasmInstance instance) {
        return loader(code).bind(function, instance);
    }

    @Override
    public boolean isLinked(int functionIndex) {
        CodeLoader known = loader;
        return known != null && known.isLinked(functionIndex);
    }

    @Override
    public void writeBytecode(ModuleCode code, Path jar) throws IOException {
        CodeJar.write(code, function -> validateIfNeeded(code, function), jar);
    }

    @Override
    public void save() {
        CodeLoader known = loader;
        if (known != null) {
            known.save();
        }
    }

    private void validateIfNeeded(ModuleCode code, int function) {
        if (validator != null) {
            validate(code, function);
        }
    }

    @Override
    public Node location() {
        return location;
    }

    private void validate(ModuleCode code, int functionIndex) {
        try {
            validator.validateFunction(functionIndex - code.indexSpaces().importedFunctions());
        } catch (InvalidModuleException e) {
            throw new InvalidModuleException(e, code.module().name());
        }
    }

    private static FunctionSizeException tooLarge(ModuleCode code, int functionIndex, String reason) {
        return new FunctionSizeException("function %s of module %s is too large: %s".formatted(code.functionName(functionIndex),
                        code.module().name(), reason));
    }

    @Override
    public RootCallTarget makeReplaceable(int functionIndex, RootCallTarget original) {
        return new ReplaceableRootNode(language, functionIndex, original).getCallTarget();
    }

    /** Only a place: it is never executed. */
    private static final class SafepointRootNode extends RootNode {

        SafepointRootNode(TruffleLanguage<?> language) {
            super(language);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            throw new IllegalStateException("a safepoint's location was called");
        }
    }
}
