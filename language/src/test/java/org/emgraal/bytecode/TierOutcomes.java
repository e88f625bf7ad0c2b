// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.emgraal.EngineState;
import org.emgraal.InsideEngine;
import org.emgraal.runtime.BytecodeRootNode;
import org.emgraal.runtime.GuestInvocation;
import org.emgraal.runtime.Instantiator;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.Vector128;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;
import org.graalvm.polyglot.Engine;

/** Runs functions in one tier, and says what can be observed. */
final class TierOutcomes implements AutoCloseable {

    private final boolean bytecode;
    private final Engine engine;

    TierOutcomes(boolean bytecode) {
        this.bytecode = bytecode;
        this.engine = Engine.newBuilder().allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false").build();
    }

    @Override
    public void close() {
        engine.close();
    }

    /**
     * Calls every function with every combination of operands.
     *
     * @param operands by function, by parameter, the values to try
     */
    List<String> of(InstructionModule module, List<List<List<Object>>> operands, FloatResult floats) {
        List<String> outcomes = new ArrayList<>();
        InsideEngine.run(engine, state -> run(state, module, operands, floats, outcomes));
        return outcomes;
    }

    private void run(EngineState state, InstructionModule module, List<List<List<Object>>> operands, FloatResult floats, List<String> outcomes) {
        ModuleCode code = state.module("instruction", module.bytes(), null, new EngineState.Translation(true, bytecode));
        Store store = new Store();
        WasmInstance instance = Instantiator.instantiate(code, store, (anImport, typeId) -> null);
        WasmMemory memory = (WasmMemory) instance.export("m");
        for (int i = 0; i < module.functions(); i++) {
            int index = i + InstructionModule.HELPERS;
            WasmFunction function = (WasmFunction) instance.export("f" + index);
            for (Object[] arguments : CornerValues.combinations(operands.get(i))) {
                String outcome = outcome(store, function, arguments, floats);
                outcomes.add("f%d%s = %s, memory %d %x".formatted(index, Arrays.toString(arguments), outcome, memory.size(), Arrays.hashCode(memory.bytes())));
            }
            assertEquals(bytecode, code.target(index).getRootNode() instanceof BytecodeRootNode);
        }
    }

    private static String outcome(Store store, WasmFunction function, Object[] arguments, FloatResult floats) {
        try {
            Object result = GuestInvocation.call(store.registers(), function, arguments);
            return function.type().results().size() > 1 ? format((Object[]) result, floats) : format(new Object[]{result}, floats);
        } catch (TrapException e) {
            return e.getMessage();
        } catch (WasmException e) {
            return "exception";
        }
    }

    private static String format(Object[] values, FloatResult floats) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            text.append(switch (value) {
                case Float number -> Integer.toHexString(floats.settle(Float.floatToRawIntBits(number)));
                case Double number -> Long.toHexString(floats.settle(Double.doubleToRawLongBits(number)));
                case Vector128 vector -> Long.toHexString(floats.settleLanes(vector.high)) + "." + Long.toHexString(floats.settleLanes(vector.low));
                case null, default -> String.valueOf(value);
            }).append(' ');
        }
        return text.toString();
    }
}
