// SPDX-License-Identifier: Apache-2.0
package org.emgraal.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.nodes.call.FunctionDispatchNode;
import org.emgraal.bytecode.support.Calls;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.HostCode;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmTable;

/**
 * CPython's {@code _PyEM_TrampolineCall_JS(func, self, args, kw)} (Python/emscripten_trampoline.c): calls
 * {@code table[func]} whatever number of i32 parameters it declares. CPython makes every call of a C method through
 * it, so it is a node: as arguments travel in registers, a callee with fewer parameters just reads fewer.
 */
public final class TrampolineRootNode extends RootNode {

    /** What the call finds as argument 0: the table that {@code func} indexes. */
    public static final class Binding implements HostCode {
        private final CallRegisters registers;
        private WasmTable table;
        private WasmInstance instance;

        public Binding(CallRegisters registers) {
            this.registers = registers;
        }

        @Override
        public void run() {
            int pointer = registers.getInt(0);
            int result = Calls.callWith(pointer, registers.getInt(1), registers.getInt(2), registers.getInt(3), table, instance);
            registers.setInt(0, result);
        }

        /** Set once the instance that exports the table exists. */
        public void setTable(WasmTable newTable, WasmInstance newInstance) {
            table = newTable;
            instance = newInstance;
        }
    }

    @Child private FunctionDispatchNode dispatch = new FunctionDispatchNode();

    public TrampolineRootNode(TruffleLanguage<?> language) {
        super(language);
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Binding binding = CompilerDirectives.castExact(frame.getArguments()[0], Binding.class);
        CallRegisters registers = binding.registers;
        int pointer = registers.getInt(0);
        Object element = binding.table.get(this, Integer.toUnsignedLong(pointer));
        if (element == null) {
            throw Trap.UNINITIALIZED_ELEMENT.at(this);
        }
        WasmFunction function = CompilerDirectives.castExact(element, WasmFunction.class);
        registers.setLong(0, registers.getLong(1));
        registers.setLong(1, registers.getLong(2));
        registers.setLong(2, registers.getLong(3));
        dispatch.call(function);
        if (!function.hasResult()) {
            registers.setInt(0, 0);
        }
        return null;
    }

    @Override
    public String getName() {
        return "_PyEM_TrampolineCall_JS";
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
