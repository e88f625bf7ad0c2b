// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode.support;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.Truffle;
import org.emgraal.module.ValueType.Kind;
import org.emgraal.nodes.FunctionRootNode;
import org.emgraal.nodes.control.InterpreterRegions;
import org.emgraal.runtime.CallRegisters;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.WasmInstance;

/**
 * Where an interpreter that runs as bytecode goes on in code that Graal has made for a hot region of its program
 * (docs/partial-evaluation-of-python.md). A piece and a region have one protocol: values in an array, and what is next.
 */
public final class Interpreters {

    /** So often an interpreter goes back in its program until its syntax tree, which regions are made of, is worth making. */
    private static final int JUMPS = 200_000;
    private static final boolean COMPILES = Truffle.getRuntime().getName().contains("Graal");

    private Interpreters() {
    }

    /** One interpreter in one instance. */
    private static final class State {
        private final int function;
        private int jumps;
        private boolean tried;
        /** Null if there are none. */
        private InterpreterRegions regions;
        /** Elements of the frame by position in the regions' values. */
        private int[] elements;
        private int address;

        State(int function) {
            this.function = function;
        }

        void prepare(ModuleCode code) {
            tried = true;
            FunctionRootNode root = tree(code, function);
            regions = root == null ? null : root.regions();
            if (regions != null) {
                address = regions.addressLocal() + 1;
                elements = regions.locals();
                for (int i = 0; i < elements.length; i++) {
                    elements[i]++;
                }
            }
        }
    }

    private static FunctionRootNode tree(ModuleCode code, int function) {
        RootCallTarget target = code.tree(function);
        return target.getRootNode() instanceof FunctionRootNode root ? root : null;
    }

    /** The element of the frame with the address of the instruction that is next; -1 if the function has no regions. */
    public static int addressElement(ModuleCode code, int function) {
        FunctionRootNode root = tree(code, function);
        InterpreterRegions regions = root == null ? null : root.regions();
        if (regions == null || code.module().functionType(function).results().size() > 1) {
            return -1;
        }
        for (int local : regions.locals()) {
            if (local >= root.localCount()) {
                // An operand lives at the header: the two tiers keep those in different places.
                return -1;
            }
        }
        return regions.addressLocal() < root.localCount() ? regions.addressLocal() + 1 : -1;
    }

    /**
     * The interpreter goes back in its program, to the header of its dispatch loop. The frame is complete.
     *
     * @param header code of the header
     * @return {@link InterpreterRegions#NOTHING} if the caller goes on, else what the piece returns
     */
    public static int jump(int header, long[] frame, int function, WasmInstance instance) {
        State state = state(function, instance);
        if (state.regions == null) {
            if (state.tried || ++state.jumps < JUMPS || !COMPILES) {
                return InterpreterRegions.NOTHING;
            }
            state.prepare(instance.code());
            if (state.regions == null) {
                return InterpreterRegions.NOTHING;
            }
        }
        return run(state, header, frame, instance);
    }

    private static State state(int function, WasmInstance instance) {
        Object known = instance.interpreter;
        if (known instanceof State state && state.function == function) {
            return state;
        }
        return find(function, instance);
    }

    private static State find(int function, WasmInstance instance) {
        Integer owner = function;
        State state = null;
        for (State other : instance.interpreters(State[]::new)) {
            state = other.function == owner ? other : state;
        }
        if (state == null) {
            state = new State(function);
            instance.addInterpreter(state);
        }
        instance.interpreter = state;
        return state;
    }

    private static int run(State state, int header, long[] frame, WasmInstance instance) {
        int[] elements = state.elements;
        long[] values = new long[elements.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = frame[elements[i]];
        }
        int result = state.regions.run((int) frame[state.address], values, instance);
        if (!state.regions.pays()) {
            state.regions = null;
        }
        if (result == InterpreterRegions.HEADER) {
            for (int i = 0; i < values.length; i++) {
                frame[elements[i]] = values[i];
            }
            return header;
        }
        if (result == InterpreterRegions.RETURNED) {
            frame[0] = result(instance.module().functionType(state.function).results().isEmpty() ? null
                            : instance.module().functionType(state.function).results().get(0).kind(), instance.registers());
        }
        return result;
    }

    private static long result(Kind kind, CallRegisters registers) {
        return kind == null ? 0 : switch (kind) {
            case I32 -> registers.getInt(0);
            case I64 -> registers.getLong(0);
            case F32 -> Float.floatToRawIntBits(registers.getFloat(0));
            case F64 -> Double.doubleToRawLongBits(registers.getDouble(0));
            case V128, REF -> throw new IllegalStateException("an interpreter that returns an object");
        };
    }
}
