// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.emgraal.dylink.HostSymbols;
import org.emgraal.libc.HostFunction;
import org.emgraal.module.FunctionType;
import org.emgraal.nodes.TrampolineRootNode;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.WasmFunction;

/**
 * The functions a program and its side modules get from the host, by name and type: libc's, the Emscripten runtime's,
 * and the families whose members a compiler invents ({@code invoke_*}, {@code __cxa_find_matching_catch_*}). Asking
 * twice gives the same function, so that function pointers to it are equal.
 */
final class HostImports implements HostSymbols {

    private static final String FIND_MATCHING_CATCH = "__cxa_find_matching_catch_";

    private static final String RUNTIME_PREFIX = "emscripten_";

    private final HostFunctions code;
    private final CallRegisters registers;
    private final Map<String, HostFunction> functions = new HashMap<>();
    private final Map<String, FunctionType> types = new HashMap<>();
    private final Map<String, WasmFunction> bound = new HashMap<>();
    private final TrampolineRootNode.Binding trampoline;
    private final InvokeRootNode.Binding invoke;
    private final JavaScriptImports scripts;
    private HostFunction.Body findMatchingCatch;

    HostImports(HostFunctions code, CallRegisters registers, JavaScriptImports scripts) {
        this.code = code;
        this.scripts = scripts;
        this.registers = registers;
        this.trampoline = new TrampolineRootNode.Binding(registers);
        this.invoke = new InvokeRootNode.Binding(registers);
    }

    /** Adds functions; of two with the same name and signature the first stays. */
    void add(List<HostFunction> added) {
        for (HostFunction function : added) {
            functions.putIfAbsent(function.name() + ":" + function.signature(), function);
            types.putIfAbsent(function.name(), HostFunctions.type(function.signature()));
        }
    }

    /** JavaScript in C source. */
    JavaScriptImports scripts() {
        return scripts;
    }

    void setFindMatchingCatch(HostFunction.Body body) {
        findMatchingCatch = body;
    }

    TrampolineRootNode.Binding trampoline() {
        return trampoline;
    }

    InvokeRootNode.Binding invoke() {
        return invoke;
    }

    @Override
    public WasmFunction find(String name, FunctionType type) {
        WasmFunction function = bound.get(name + type);
        if (function == null) {
            function = bind(name, type);
            if (function != null) {
                bound.put(name + type, function);
                types.put(name, type);
            }
        }
        return function;
    }

    private WasmFunction bind(String name, FunctionType type) {
        if (name.equals("_PyEM_TrampolineCall_JS")) {
            return code.bindTrampoline(type, trampoline);
        }
        if (name.startsWith("invoke_")) {
            return code.bindInvoke(name, type, invoke);
        }
        if (name.startsWith(FIND_MATCHING_CATCH) && findMatchingCatch != null) {
            return bind(new HostFunction(name, "", findMatchingCatch), type);
        }
        String signature = HostFunctions.signature(type);
        HostFunction function = functions.get(name + ":" + signature);
        if (function == null && name.contains(RUNTIME_PREFIX)) {
            function = functions.get(otherSpelling(name) + ":" + signature);
        }
        return function == null ? null : bind(function, type);
    }

    /** Compilers disagree on which functions of their runtime begin with an underscore. */
    private static String otherSpelling(String name) {
        return name.startsWith("_") ? name.substring(1) : "_" + name;
    }

    @Override
    public WasmFunction find(String name) {
        FunctionType type = types.get(name);
        return type == null ? null : find(name, type);
    }

    /** A table element that is not known by name. */
    WasmFunction bind(HostFunction function) {
        return bind(function, HostFunctions.type(function.signature()));
    }

    private WasmFunction bind(HostFunction function, FunctionType type) {
        return code.bind(function.name(), type, function.body(), registers);
    }

    @Override
    public WasmFunction script(String name, FunctionType type, String library, Supplier<String> source) {
        return code.bind(name, type, scripts.function(name, HostFunctions.signature(type), library, source), registers);
    }

    @Override
    public WasmFunction lazy(String name, FunctionType type, Supplier<WasmFunction> search) {
        return code.bindLazily(name, type, search);
    }
}
