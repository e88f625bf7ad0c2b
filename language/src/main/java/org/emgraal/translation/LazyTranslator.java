// SPDX-License-Identifier: Apache-2.0
package org.emgraal.translation;

import com.oracle.truffle.api.RootCallTarget;
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

    /**
     * @param source shown to tools; byte N of the module is its line 1, column N
     * @param validator null if all functions have been validated
     */
    public LazyTranslator(TruffleLanguage<?> language, Source source, ModuleValidator validator) {
        this.language = language;
        this.source = source;
        this.validator = validator;
    }

    @Override
    public RootCallTarget translate(ModuleCode code, int functionIndex) {
        if (validator != null) {
            validate(code, functionIndex);
        }
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
        FunctionBody bytes = code.module().bodies()[functionIndex - code.indexSpaces().importedFunctions()];
        SourceSection section = source.createSection(1, bytes.start(), 1, bytes.end());
        boolean tailCalls = translator.hasTailCalls();
        RootCallTarget target = new FunctionRootNode(language, translator.slots().descriptor(), code.module().name(),
                        code.functionName(functionIndex), functionIndex,
                        code.module().functionType(functionIndex).parameters().size(), locals, body,
                        tailCalls, translator.isRecursive(), section).getCallTarget();
        return tailCalls ? new TailCallRootNode(language, target).getCallTarget() : target;
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
}
