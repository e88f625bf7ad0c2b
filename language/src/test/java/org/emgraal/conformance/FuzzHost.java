// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emgraal.EngineState;
import org.emgraal.libc.HostFunction;
import org.emgraal.module.Export;
import org.emgraal.module.FunctionType;
import org.emgraal.module.Import;
import org.emgraal.module.ValueType;
import org.emgraal.module.WasmModule;
import org.emgraal.runtime.GuestInvocation;
import org.emgraal.runtime.Instantiator;
import org.emgraal.runtime.LinkException;
import org.emgraal.runtime.ModuleCode;
import org.emgraal.runtime.Store;
import org.emgraal.runtime.Trap;
import org.emgraal.runtime.TrapException;
import org.emgraal.runtime.WasmException;
import org.emgraal.runtime.WasmFunction;
import org.emgraal.runtime.WasmGlobal;
import org.emgraal.runtime.WasmInstance;
import org.emgraal.runtime.WasmMemory;
import org.emgraal.runtime.WasmTable;
import org.emgraal.runtime.WasmTag;

/**
 * Runs one of binaryen's random modules and lists what can be observed, in the words of {@code ci/fuzz/host.mjs}, which
 * does the same on Node.
 */
final class FuzzHost {

    /** The last line of a run whose stack was exhausted: how deep it reaches is nobody's business. */
    static final String EXHAUSTED = "exhausted";

    private static final Map<ValueType.Kind, List<Object>> ARGUMENTS = Map.of(
                    ValueType.Kind.I32, List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65536, 42, -7),
                    ValueType.Kind.I64, List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 42L, -7L),
                    ValueType.Kind.F32, List.of(0f, -0f, 1.5f, -1.5f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e10f, -7f),
                    ValueType.Kind.F64, List.of(0d, -0d, 1.5, -1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e10, -7d));

    private static final Set<Trap> OVERFLOWS = Set.of(Trap.INTEGER_OVERFLOW, Trap.INVALID_CONVERSION_TO_INTEGER);
    private static final Set<Trap> TABLE_BOUNDS = Set.of(Trap.OUT_OF_BOUNDS_TABLE_ACCESS, Trap.UNDEFINED_ELEMENT);
    private static final Set<Trap> INDIRECT = Set.of(Trap.UNINITIALIZED_ELEMENT, Trap.INDIRECT_CALL_TYPE_MISMATCH);

    private static final String HANG_LIMIT = "hangLimitInitializer";

    private final EngineState engine;
    private final Store store = new Store();
    private final List<String> lines = new ArrayList<>();
    private final WasmTag wasmTag;
    private final WasmTag javascriptTag;
    private WasmModule module;
    private WasmInstance instance;
    /** While the start function runs JavaScript has no exports yet. */
    private boolean started;
    private int calls;

    /** A run that must not be compared any further. */
    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    FuzzHost(EngineState engine) {
        this.engine = engine;
        this.wasmTag = tag(ValueType.I32);
        this.javascriptTag = tag(ValueType.EXTERNREF);
        store.registers().require(64);
    }

    private WasmTag tag(ValueType parameter) {
        FunctionType type = new FunctionType(List.of(parameter), List.of());
        return new WasmTag(type, engine.types().idOf(type));
    }

    /** What the module does, line by line. */
    List<String> run(ModuleCode code) {
        module = code.module();
        try {
            instance = Instantiator.instantiate(code, store, this::resolve);
            Instantiator.start(instance);
            started = true;
        } catch (LinkException e) {
            return with("unlinkable");
        } catch (TrapException | WasmException e) {
            return with(isExhausted(e) ? EXHAUSTED : "start " + failure(e));
        } catch (Exhausted e) {
            return with(EXHAUSTED);
        }
        try {
            for (Export export : module.exports()) {
                if (instance.export(export.name()) instanceof WasmFunction function && isCallable(function.type()) && !export.name().equals(HANG_LIMIT)) {
                    call(export.name(), function);
                }
            }
        } catch (Exhausted e) {
            return with(EXHAUSTED);
        }
        for (Export export : module.exports()) {
            if (instance.export(export.name()) instanceof WasmGlobal global && canReceive(global.type().type())) {
                lines.add("global %s %s".formatted(export.name(), format(global.type().type(), value(global))));
            } else if (instance.export(export.name()) instanceof WasmMemory memory) {
                lines.add("memory %s %d %s".formatted(export.name(), memory.size(), hash(memory)));
            }
        }
        return lines;
    }

    private List<String> with(String last) {
        lines.add(last);
        return lines;
    }

    private void call(String name, WasmFunction function) {
        if (instance.export(HANG_LIMIT) instanceof WasmFunction hangLimit) {
            GuestInvocation.call(store.registers(), hangLimit);
        }
        String outcome;
        try {
            Object result = invoke(function);
            List<ValueType> types = function.type().results();
            Object[] values = types.size() > 1 ? (Object[]) result : new Object[]{result};
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < types.size(); i++) {
                text.append(' ').append(format(types.get(i), values[i]));
            }
            outcome = text.toString();
        } catch (TrapException | WasmException e) {
            outcome = " " + failure(e);
        }
        lines.add("call " + name + outcome);
    }

    private Object invoke(WasmFunction function) {
        List<ValueType> parameters = function.type().parameters();
        int call = calls++;
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            List<Object> values = ARGUMENTS.get(parameters.get(i).kind());
            arguments[i] = values == null ? null : values.get((call * 5 + i * 3) % values.size());
        }
        return GuestInvocation.call(store.registers(), function, arguments);
    }

    // ---- imports

    private Object resolve(Import anImport, int typeId) {
        if (anImport instanceof Import.Global global) {
            return new WasmGlobal(global.type(), 0, new Object());
        }
        if (anImport instanceof Import.Tag) {
            return anImport.name().equals("wasmtag") ? wasmTag : anImport.name().equals("jstag") ? javascriptTag : null;
        }
        if (!(anImport instanceof Import.Function function)) {
            return null;
        }
        FunctionType type = module.signature(function.typeIndex());
        HostFunction.Body body = body(anImport.name(), type);
        if (body == null) {
            return null;
        }
        // As in the JS API a host function is of whatever type the import declares; its code sees references only.
        FunctionType erased = new FunctionType(erase(type.parameters()), erase(type.results()));
        WasmFunction bound = engine.hostFunctions().bind(anImport.name(), erased, body, store.registers());
        return new WasmFunction(type, typeId, bound.target(), bound.arguments()[0]);
    }

    private static List<ValueType> erase(List<ValueType> types) {
        return types.stream().map(type -> type.isReference() ? ValueType.EXTERNREF : type).toList();
    }

    private HostFunction.Body body(String name, FunctionType type) {
        return switch (name) {
            case "log-i32", "log-i64", "log-f32", "log-f64", "log-anyref", "log-funcref", "log-externref", "log-exnref", "log-v128" ->
                            a -> log(type.parameters().get(0), a.values()[0]);
            case "throw" -> a -> raise(a.i32(0));
            case "table-get" -> a -> table(a.values()[0]).get(null, index(a.values()[0]));
            case "table-set" -> a -> {
                table(a.values()[0]).set(null, index(a.values()[0]), a.ref(1));
                return null;
            };
            case "call-export" -> a -> ignore(invoke(callable(a.i32(0))));
            case "call-export-catch" -> a -> caught(callable(a.i32(0)));
            case "call-ref" -> a -> ignore(invoke(reference(a.ref(0))));
            case "call-ref-catch" -> a -> caught(reference(a.ref(0)));
            case "sleep" -> a -> a.i32(1);
            default -> null;
        };
    }

    private Object log(ValueType type, Object value) {
        if (type.kind() == ValueType.Kind.V128) {
            // JavaScript cannot receive one: the JS API says TypeError.
            throw javascriptError();
        }
        lines.add("log " + format(type, value));
        return null;
    }

    private Object raise(int which) {
        throw which == 0 ? javascriptError() : new WasmException(wasmTag, new long[]{which}, null);
    }

    private static Object ignore(Object result) {
        return null;
    }

    /** As the JS API: accesses out of bounds and exports that are missing are errors of JavaScript, not traps. */
    private WasmException javascriptError() {
        return new WasmException(javascriptTag, new long[1], new Object[]{"host"});
    }

    private WasmTable table(Object index) {
        // A table of 64-bit indices wants a BigInt.
        if (started && instance.export("table") instanceof WasmTable table && table.type().index64() == index instanceof Long && index(index) < table.size()) {
            return table;
        }
        throw javascriptError();
    }

    private static long index(Object value) {
        return value instanceof Integer small ? Integer.toUnsignedLong(small) : (Long) value;
    }

    private WasmFunction callable(int index) {
        List<WasmFunction> functions = module.exports().stream().map(export -> instance.export(export.name()))
                        .filter(one -> one instanceof WasmFunction function && isCallable(function.type())).map(WasmFunction.class::cast).toList();
        if (!started || functions.isEmpty()) {
            throw javascriptError();
        }
        return functions.get(Integer.remainderUnsigned(index, functions.size()));
    }

    private WasmFunction reference(Object value) {
        if (value instanceof WasmFunction function && isCallable(function.type())) {
            return function;
        }
        throw javascriptError();
    }

    private int caught(WasmFunction function) {
        try {
            invoke(function);
            return 0;
        } catch (TrapException | WasmException e) {
            failure(e);
            return 1;
        }
    }

    // ---- outcomes

    private static boolean isExhausted(RuntimeException failure) {
        return failure instanceof TrapException trap && trap.trap() == Trap.CALL_STACK_EXHAUSTED;
    }

    private static String failure(RuntimeException failure) {
        if (isExhausted(failure)) {
            throw new Exhausted();
        }
        return failure instanceof TrapException trap ? "trap " + name(trap.trap()) : "exception";
    }

    /** V8 does not tell some of the specification's traps apart. */
    private static String name(Trap trap) {
        if (OVERFLOWS.contains(trap)) {
            return Trap.INTEGER_OVERFLOW.message();
        }
        if (TABLE_BOUNDS.contains(trap)) {
            return Trap.OUT_OF_BOUNDS_TABLE_ACCESS.message();
        }
        if (INDIRECT.contains(trap)) {
            return "indirect call";
        }
        if (trap == Trap.ARRAY_TOO_LARGE) {
            return "array too large";
        }
        return trap.name().startsWith("NULL_") ? Trap.NULL_REFERENCE.message() : trap.message();
    }

    /** What JavaScript can pass without knowing the module's types, and what it can receive. */
    private static boolean isCallable(FunctionType type) {
        return type.parameters().stream().allMatch(one -> ARGUMENTS.containsKey(one.kind()) || one.isReference() && one.nullable() && !isException(one))
                        && type.results().stream().allMatch(FuzzHost::canReceive);
    }

    private static boolean canReceive(ValueType type) {
        return type.kind() != ValueType.Kind.V128 && !isException(type);
    }

    private static boolean isException(ValueType type) {
        return type.isReference() && type.heap().isAbstract() && type.heap().name().endsWith("exn");
    }

    private static Object value(WasmGlobal global) {
        return switch (global.type().type().kind()) {
            case I32 -> global.getInt();
            case I64 -> global.getLong();
            case F32 -> global.getFloat();
            case F64 -> global.getDouble();
            case V128, REF -> global.getReference();
        };
    }

    private static String format(ValueType type, Object value) {
        return switch (type.kind()) {
            case I32 -> "i32:" + value;
            case I64 -> "i64:" + value;
            case F32 -> "f32:" + (((Float) value).isNaN() ? "nan" : Integer.toHexString(Float.floatToRawIntBits((Float) value)));
            case F64 -> "f64:" + (((Double) value).isNaN() ? "nan" : Long.toHexString(Double.doubleToRawLongBits((Double) value)));
            case V128, REF -> value == null ? "null" : value instanceof WasmFunction ? "func" : "ref";
        };
    }

    private static String hash(WasmMemory memory) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Arrays.copyOf(memory.bytes(), (int) memory.size())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
