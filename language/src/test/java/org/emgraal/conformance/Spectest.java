// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.emgraal.EngineState;
import org.emgraal.emscripten.HostFunctions;
import org.emgraal.libc.HostFunction;
import org.emgraal.module.GlobalType;
import org.emgraal.module.Limits;
import org.emgraal.module.MemoryType;
import org.emgraal.module.TableType;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmMemory;
import org.emgraal.runtime.WasmTable;

/** The host module that the suite's scripts import (specification repository, {@code interpreter/host/spectest.ml}). */
final class Spectest {

    private static final List<HostFunction> FUNCTIONS = List.of(ignore("print", "v"), ignore("print_i32", "vi"),
                    ignore("print_i64", "vj"), ignore("print_f32", "vf"), ignore("print_f64", "vd"),
                    ignore("print_i32_f32", "vif"), ignore("print_f64_f64", "vdd"));

    private Spectest() {
    }

    private static HostFunction ignore(String name, String signature) {
        return new HostFunction(name, signature, arguments -> null);
    }

    /** Fresh exports, by name. */
    static Map<String, Object> exports(EngineState engine, Store store) {
        Map<String, Object> exports = new HashMap<>();
        for (HostFunction function : FUNCTIONS) {
            exports.put(function.name(), engine.hostFunctions().bind(function.name(), HostFunctions.type(function.signature()),
                            function.body(), store.registers()));
        }
        exports.put("global_i32", global(ValueType.I32, 666));
        exports.put("global_i64", global(ValueType.I64, 666));
        exports.put("global_f32", global(ValueType.F32, Float.floatToRawIntBits(666.6f)));
        exports.put("global_f64", global(ValueType.F64, Double.doubleToRawLongBits(666.6)));
        exports.put("table", new WasmTable(new TableType(ValueType.FUNCREF, new Limits(10, 20), false), null));
        exports.put("table64", new WasmTable(new TableType(ValueType.FUNCREF, new Limits(10, 20), true), null));
        exports.put("memory", new WasmMemory(new MemoryType(new Limits(1, 2), false, false)));
        exports.put("shared_memory", new WasmMemory(new MemoryType(new Limits(1, 2), true, false)));
        return exports;
    }

    private static WasmGlobal global(ValueType type, long bits) {
        return new WasmGlobal(new GlobalType(type, false), bits, null);
    }
}
