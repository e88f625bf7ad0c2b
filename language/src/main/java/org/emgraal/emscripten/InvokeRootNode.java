// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.RootNode;
import org.emgraal.libc.process.TempRet0;
import org.emgraal.module.FunctionType;
import org.emgraal.module.ValueType;
import org.emgraal.nodes.call.FunctionDispatchNode;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmTable;

/**
 * {@code invoke_SIG(pointer, arguments…)}: calls a function pointer and catches what it throws, for programs whose C++
 * exceptions and {@code longjmp} unwind through the host (Emscripten src/lib/libcore.js and tools/js_manipulation.py).
 * After a catch the stack is as before and {@code setThrew(1, 0)} tells the caller.
 * <p>
 * A program compiled without i64 at its boundary passes each {@code j} of SIG as two i32, low half first.
 */
final class InvokeRootNode extends RootNode {

    /** One program's part, found as argument 0; complete once the program is instantiated. */
    static final class Binding {
        private final CallRegisters registers;
        private WasmTable table;
        private ProgramCalls calls;
        private TempRet0 tempRet0;
        private WasmFunction stackSave;
        private WasmFunction stackRestore;
        private WasmFunction setThrew;

        Binding(CallRegisters registers) {
            this.registers = registers;
        }

        void require(int parameters) {
            registers.require(parameters);
        }

        void attach(WasmTable programTable, ProgramCalls programCalls, TempRet0 programTempRet0) {
            table = programTable;
            calls = programCalls;
            tempRet0 = programTempRet0;
            stackSave = calls.findFirst("emscripten_stack_get_current", "stackSave");
            stackRestore = calls.findFirst("_emscripten_stack_restore", "stackRestore");
            setThrew = calls.find("setThrew");
        }
    }

    private final String name;
    /** What the callee is declared as. */
    private final FunctionType type;
    private final int typeId;
    @CompilationFinal(dimensions = 1) private final ValueType.Kind[] kinds;
    /** Whether an i64 comes and goes as two i32. */
    private final boolean legalized;

    @Child private FunctionDispatchNode callee = new FunctionDispatchNode();
    @Child private FunctionDispatchNode save = new FunctionDispatchNode();
    @Child private FunctionDispatchNode restore = new FunctionDispatchNode();
    @Child private FunctionDispatchNode threw = new FunctionDispatchNode();

    InvokeRootNode(TruffleLanguage<?> language, String name, FunctionType imported, FunctionType callee, int calleeTypeId) {
        super(language);
        this.name = name;
        this.type = callee;
        this.typeId = calleeTypeId;
        this.kinds = callee.parameters().stream().map(ValueType::kind).toArray(ValueType.Kind[]::new);
        this.legalized = imported.parameters().size() - 1 != kinds.length || !imported.results().equals(callee.results());
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Binding binding = CompilerDirectives.castExact(frame.getArguments()[0], Binding.class);
        CallRegisters registers = binding.registers;
        int pointer = registers.getInt(0);
        long[] arguments = takeArguments(registers);
        save.call(binding.stackSave);
        int stack = registers.getInt(0);
        try {
            WasmFunction function = function(binding, pointer);
            if (function.typeId() == typeId) {
                passArguments(registers, arguments);
                callee.call(function);
            } else {
                callMismatched(binding, pointer, arguments);
            }
            if (legalized && !type.results().isEmpty() && type.results().get(0).kind() == ValueType.Kind.I64) {
                splitResult(binding, registers.getLong(0));
            }
        } catch (EmscriptenUnwind unwind) {
            registers.setInt(0, stack);
            restore.call(binding.stackRestore);
            registers.setInt(0, 1);
            registers.setInt(1, 0);
            threw.call(binding.setThrew);
            // What the caller reads as a result; it looks at the flag first.
            registers.setLong(0, 0);
        }
        return null;
    }

    private WasmFunction function(Binding binding, int pointer) {
        Object element = binding.table.get(this, Integer.toUnsignedLong(pointer));
        if (element == null) {
            throw Trap.UNINITIALIZED_ELEMENT.at(this);
        }
        return (WasmFunction) element;
    }

    @ExplodeLoop
    private long[] takeArguments(CallRegisters registers) {
        long[] arguments = new long[kinds.length];
        int register = 1;
        for (int i = 0; i < kinds.length; i++) {
            if (legalized && kinds[i] == ValueType.Kind.I64) {
                arguments[i] = Integer.toUnsignedLong(registers.getInt(register)) | (long) registers.getInt(register + 1) << 32;
                register += 2;
            } else {
                arguments[i] = registers.getLong(register++);
            }
        }
        return arguments;
    }

    @ExplodeLoop
    private void passArguments(CallRegisters registers, long[] arguments) {
        for (int i = 0; i < kinds.length; i++) {
            registers.setLong(i, arguments[i]);
        }
    }

    @TruffleBoundary
    private static void splitResult(Binding binding, long result) {
        int low = binding.tempRet0.split(result);
        binding.registers.setInt(0, low);
    }

    /** A cast function pointer: the host passes what it has and the callee takes what it wants. */
    @TruffleBoundary
    private void callMismatched(Binding binding, int pointer, long[] arguments) {
        Object[] boxed = new Object[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            boxed[i] = switch (kinds[i]) {
                case I32 -> (int) arguments[i];
                case I64 -> arguments[i];
                case F32 -> Float.intBitsToFloat((int) arguments[i]);
                case F64 -> Double.longBitsToDouble(arguments[i]);
                case V128, REF -> throw new IllegalStateException(name + " has no such parameters");
            };
        }
        Object result = binding.calls.callPointer(pointer, boxed);
        if (!type.results().isEmpty()) {
            Number number = result instanceof Number value ? value : 0;
            switch (type.results().get(0).kind()) {
                case I32 -> binding.registers.setInt(0, number.intValue());
                case I64 -> binding.registers.setLong(0, number.longValue());
                case F32 -> binding.registers.setFloat(0, number.floatValue());
                case F64 -> binding.registers.setDouble(0, number.doubleValue());
                case V128, REF -> throw new IllegalStateException(name + " has no such result");
            }
        }
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
