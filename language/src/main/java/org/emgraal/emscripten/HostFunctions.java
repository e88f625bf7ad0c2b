// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.emgraal.dylink.LazySymbolRootNode;
import org.emgraal.libc.HostFunction;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType;
import org.emgraal.nodes.HostFunctionRootNode;
import org.emgraal.nodes.TrampolineRootNode;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.TypeRegistry;
import org.emgraal.runtime.WasmFunction;

/** The code through which WebAssembly calls Java, shared by the contexts of an engine. */
public final class HostFunctions {

    private final TruffleLanguage<?> language;
    private final TypeRegistry types;
    private final Map<String, CallTarget> targets = new ConcurrentHashMap<>();

    public HostFunctions(TruffleLanguage<?> language, TypeRegistry types) {
        this.language = language;
        this.types = types;
    }

    /** A function for one context. */
    public WasmFunction bind(String name, FunctionType type, HostFunction.Body body, CallRegisters registers) {
        registers.require(type.parameters().size());
        CallTarget target = targets.computeIfAbsent(name + type,
                        key -> new HostFunctionRootNode(language, name, type).getCallTarget());
        return new WasmFunction(type, types.idOf(type), target, new HostFunctionRootNode.Binding(name, type, body, registers));
    }

    /** CPython's call trampoline as a node of its own. */
    WasmFunction bindTrampoline(FunctionType type, TrampolineRootNode.Binding binding) {
        CallTarget target = targets.computeIfAbsent("trampoline", key -> new TrampolineRootNode(language).getCallTarget());
        return new WasmFunction(type, types.idOf(type), target, binding);
    }

    /** {@code invoke_SIG}; null if the name and the imported type do not go together. */
    WasmFunction bindInvoke(String name, FunctionType imported, InvokeRootNode.Binding binding) {
        FunctionType callee = invoked(name.substring("invoke_".length()), imported);
        if (callee == null) {
            return null;
        }
        binding.require(callee.parameters().size());
        CallTarget target = targets.computeIfAbsent(name + imported,
                        key -> new InvokeRootNode(language, name, imported, callee, types.idOf(callee)).getCallTarget());
        return new WasmFunction(imported, types.idOf(imported), target, binding);
    }

    /** The callee's type: that of the import without the pointer, with i64 where SIG has {@code j}. */
    private static FunctionType invoked(String signature, FunctionType imported) {
        if (!signature.matches("[vijfdp][ijfdp]*")) {
            return null;
        }
        FunctionType callee = type(signature);
        java.util.List<ValueType> passed = new java.util.ArrayList<>(java.util.List.of(ValueType.I32));
        passed.addAll(callee.parameters());
        boolean asDeclared = imported.equals(new FunctionType(passed, callee.results()));
        return asDeclared || imported.equals(legalized(signature)) ? callee : null;
    }

    private static FunctionType legalized(String signature) {
        String parameters = signature.substring(1).replace("j", "ii");
        return type((signature.charAt(0) == 'j' ? 'i' : signature.charAt(0)) + "i" + parameters);
    }

    /** Code that looks for a function when it is first called. */
    public WasmFunction bindLazily(String name, FunctionType type, Supplier<WasmFunction> search) {
        CallTarget target = targets.computeIfAbsent("lazy:" + name + type,
                        key -> new LazySymbolRootNode(language, name).getCallTarget());
        return new WasmFunction(type, types.idOf(type), target, new LazySymbolRootNode.Binding(search));
    }

    /** A type in {@link HostFunction#signature} notation; null for one that has no such notation. */
    static String signature(FunctionType type) {
        StringBuilder signature = new StringBuilder();
        if (type.results().size() > 1) {
            return null;
        }
        signature.append(type.results().isEmpty() ? 'v' : letter(type.results().get(0)));
        for (ValueType parameter : type.parameters()) {
            signature.append(letter(parameter));
        }
        return signature.toString();
    }

    /** The type a {@link HostFunction#signature} stands for. */
    public static FunctionType type(String signature) {
        java.util.List<ValueType> parameters = signature.chars().skip(1).mapToObj(letter -> value((char) letter)).toList();
        return new FunctionType(parameters, signature.charAt(0) == 'v' ? java.util.List.of()
                        : java.util.List.of(value(signature.charAt(0))));
    }

    private static char letter(ValueType type) {
        return switch (type.kind()) {
            case I32 -> 'i';
            case I64 -> 'j';
            case F32 -> 'f';
            case F64 -> 'd';
            case V128 -> 'V';
            case REF -> 'e';
        };
    }

    private static ValueType value(char letter) {
        return switch (letter) {
            case 'i', 'p' -> ValueType.I32;
            case 'j' -> ValueType.I64;
            case 'f' -> ValueType.F32;
            case 'd' -> ValueType.F64;
            case 'e' -> ValueType.EXTERNREF;
            default -> throw new IllegalArgumentException("signature letter " + letter);
        };
    }
}
