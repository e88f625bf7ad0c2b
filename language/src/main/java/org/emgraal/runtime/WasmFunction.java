// SPDX-License-Identifier: Apache-2.0
package org.emgraal.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import org.emgraal.module.FunctionType;

/**
 * A function of an instance or of the host: what tables, function references and exports hold. Arguments and results
 * travel in {@link CallRegisters}; the call itself passes only {@link #arguments}, whose element 0 is what the code
 * needs to reach its state.
 */
public final class WasmFunction {

    private final FunctionType type;
    private final int typeId;
    private final Object environment;
    private final Object[] arguments;
    private final int index;
    private final boolean hasResult;
    private CallTarget target;
    private CallTarget body;

    /** A host function: {@code environment} is what its root node finds as argument 0. */
    public WasmFunction(FunctionType type, int typeId, CallTarget target, Object environment) {
        this.type = type;
        this.typeId = typeId;
        this.target = target;
        this.environment = environment;
        this.arguments = new Object[]{environment};
        this.index = -1;
        this.hasResult = !type.results().isEmpty();
    }

    /** A function of a module; its code is translated when first called. */
    WasmFunction(WasmInstance instance, int index) {
        this.type = instance.module().functionType(index);
        this.typeId = instance.code().typeId(instance.module().functionTypes()[index]);
        this.environment = instance;
        this.arguments = instance.arguments();
        this.index = index;
        this.hasResult = !type.results().isEmpty();
    }

    public FunctionType type() {
        return type;
    }

    public boolean hasResult() {
        return hasResult;
    }

    /** The type's id in the {@link TypeRegistry}: equal ids mean equal types. */
    public int typeId() {
        return typeId;
    }

    /** What a call passes: {@code {instance}} or {@code {environment}}. */
    public Object[] arguments() {
        return arguments;
    }

    /** What its code finds as argument 0: its instance, or what a host function was made with. */
    public Object environment() {
        return environment;
    }

    /** The instance, or null for a host function. */
    public WasmInstance instance() {
        return environment instanceof WasmInstance instance ? instance : null;
    }

    /** Function index in the instance's module, or -1 for a host function. */
    public int index() {
        return index;
    }

    /** The code, translated now if it has not been called before. */
    public CallTarget target() {
        CallTarget code = target;
        return code != null ? code : resolveTarget();
    }

    /** The code, or null if it has not been called before. */
    public CallTarget knownTarget() {
        return target;
    }

    @TruffleBoundary
    private CallTarget resolveTarget() {
        target = ((WasmInstance) environment).code().target(index);
        return target;
    }

    /** The code up to a tail call: it returns the function to call next, or null; see {@link TailCalling}. */
    public CallTarget body() {
        CallTarget code = body;
        return code != null ? code : resolveBody();
    }

    @TruffleBoundary
    private CallTarget resolveBody() {
        CallTarget code = target();
        boolean tailCalling = code instanceof RootCallTarget root && root.getRootNode() instanceof TailCalling;
        body = tailCalling ? ((TailCalling) ((RootCallTarget) code).getRootNode()).body() : code;
        return body;
    }

    /** The export or section name, or {@code func[N]}. */
    public String name() {
        WasmInstance instance = instance();
        return instance == null ? ((RootCallTarget) target).getRootNode().getName()
                        : instance.code().functionName(index);
    }

    @Override
    public String toString() {
        return name() + type;
    }
}
