// SPDX-License-Identifier: Apache-2.0
package org.emgraal.dylink;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.function.Supplier;
import org.emgraal.nodes.call.FunctionDispatchNode;
import org.emgraal.runtime.WasmFunction;

/**
 * Stands in for a function that is not defined yet when a module importing it is instantiated, and looks for it when it
 * is first called. The arguments stay where they are, in the call registers.
 */
public final class LazySymbolRootNode extends RootNode {

    /** What the call finds as argument 0. */
    public static final class Binding {
        private final Supplier<WasmFunction> search;
        private WasmFunction found;

        /** {@code search} finds the function or fails with what is missing. */
        public Binding(Supplier<WasmFunction> search) {
            this.search = search;
        }

        @TruffleBoundary
        private WasmFunction search() {
            found = search.get();
            return found;
        }
    }

    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();
    private final String name;

    public LazySymbolRootNode(TruffleLanguage<?> language, String name) {
        super(language);
        this.name = name;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Binding binding = CompilerDirectives.castExact(frame.getArguments()[0], Binding.class);
        WasmFunction function = binding.found;
        dispatch.call(function != null ? function : binding.search());
        return null;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
