// SPDX-License-Identifier: Apache-2.0
package org.emgraal.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.emgraal.EngineState;
import org.emgraal.binary.MalformedModuleException;
import org.emgraal.conformance.SpecSuite.Command;
import org.emgraal.conformance.SpecSuite.Script;
import org.emgraal.module.Import;
import org.emgraal.module.ValueType;
import org.emgraal.runtime.CallRegisters;
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
import org.emgraal.validation.InvalidModuleException;

/**
 * Executes one script of the specification's test suite. What a command should not have thrown counts as its failure,
 * and the next command runs.
 */
final class ScriptRunner {

    /** What later proposals (reference types, multi-memory) made valid; the threads proposal's tests are older. */
    static final Set<String> SUPERSEDED = Set.of("multiple tables", "multiple memories");

    private static final String ASSERTION_PREFIX = "assert_";

    private final EngineState engine;
    private final EngineState.Translation translation;
    private final Tally tally;
    private final Store store = new Store();
    private final Map<String, Function<String, Object>> registered = new HashMap<>();
    private final Map<String, WasmInstance> instances = new HashMap<>();
    private final Map<String, ModuleCode> definitions = new HashMap<>();
    private ModuleCode definition;
    private WasmInstance current;

    ScriptRunner(EngineState engine, EngineState.Translation translation, Tally tally) {
        this.engine = engine;
        this.translation = translation;
        this.tally = tally;
        this.registered.put("spectest", Spectest.exports(engine, store)::get);
    }

    void run(Script script) {
        script.commands().forEach(this::run);
    }

    private void run(Command command) {
        String problem;
        try {
            if (command.isText()) {
                tally.skip("text format");
                return;
            }
            if (command.text() != null && SUPERSEDED.contains(command.text())) {
                tally.skip("superseded by a later proposal");
                return;
            }
            problem = execute(command);
        } catch (Throwable unexpected) {
            problem = unexpected.toString();
        }
        if (problem != null) {
            tally.fail(command.where(), command.type() + ": " + problem);
        } else if (command.type().startsWith(ASSERTION_PREFIX)) {
            tally.pass();
        }
    }

    /** Null if all is well, else what is not. */
    private String execute(Command command) {
        switch (command.type()) {
            case "module" -> {
                current = null;
                current = instantiate(load(command));
                name(command.name("name"), current);
                return null;
            }
            case "module_definition" -> {
                definition = load(command);
                definitions.put(command.name("name"), definition);
                return null;
            }
            case "module_instance" -> {
                String module = command.name("module");
                current = instantiate(module == null ? definition : definitions.get(module));
                name(command.name("instance"), current);
                return null;
            }
            case "register" -> {
                registered.put(command.name("as"), instance(command.name("name"))::export);
                return null;
            }
            case "action" -> {
                perform(command.action());
                return null;
            }
            case "assert_return" -> {
                return compare(command.expected(), perform(command.action()));
            }
            case "assert_trap", "assert_exhaustion" -> {
                return trap(command.text(), () -> perform(command.action()));
            }
            case "assert_uninstantiable" -> {
                ModuleCode code = load(command);
                return trap(command.text(), () -> instantiate(code));
            }
            case "assert_exception" -> {
                try {
                    return "no exception, but " + perform(command.action());
                } catch (WasmException expected) {
                    return null;
                }
            }
            case "assert_unlinkable" -> {
                ModuleCode code = load(command);
                try {
                    instantiate(code);
                    return "linked, not " + command.text();
                } catch (LinkException e) {
                    return agrees(command.text(), e.getMessage());
                }
            }
            case "assert_malformed" -> {
                try {
                    load(command);
                    return "accepted, not " + command.text();
                } catch (MalformedModuleException e) {
                    return null;
                }
            }
            case "assert_invalid" -> {
                try {
                    load(command);
                    return "accepted, not " + command.text();
                } catch (InvalidModuleException e) {
                    return null;
                }
            }
            case Command.UNREADABLE -> {
                return command.text();
            }
            default -> {
                return "unknown command";
            }
        }
    }

    // ---- modules

    private ModuleCode load(Command command) {
        if (command.module() == null) {
            throw new IllegalArgumentException(command.fields().get("filename") + " is missing");
        }
        return engine.module(command.where(), command.module(), null, translation);
    }

    private WasmInstance instantiate(ModuleCode code) {
        WasmInstance instance = Instantiator.instantiate(code, store, (Import anImport, int typeId) -> {
            Function<String, Object> exports = registered.get(anImport.module());
            return exports == null ? null : exports.apply(anImport.name());
        });
        Instantiator.start(instance);
        return instance;
    }

    private void name(String name, WasmInstance instance) {
        if (name != null) {
            instances.put(name, instance);
        }
    }

    private WasmInstance instance(Object name) {
        WasmInstance instance = name == null ? current : instances.get(name);
        if (instance == null) {
            throw new IllegalArgumentException("there is no instance " + (name == null ? "" : name));
        }
        return instance;
    }

    // ---- actions

    /** The results: numbers as {@link Long} bits, else vectors and references. */
    @SuppressWarnings("unchecked")
    private List<Object> perform(Map<String, Object> action) {
        WasmInstance instance = instance(action.get("module"));
        Object export = instance.export((String) action.get("field"));
        switch ((String) action.get("type")) {
            case "get": {
                WasmGlobal global = (WasmGlobal) export;
                List<Object> value = new ArrayList<>();
                value.add(isNumber(global.type().type()) ? (Object) global.getLong() : global.getReference());
                return value;
            }
            case "invoke":
                if (export instanceof WasmFunction function) {
                    return invoke(function, (List<Map<String, Object>>) action.get("args"));
                }
                throw new IllegalArgumentException("there is no function " + action.get("field"));
            default:
                throw new IllegalArgumentException("unknown action " + action.get("type"));
        }
    }

    private List<Object> invoke(WasmFunction function, List<Map<String, Object>> arguments) {
        if (arguments.size() != function.type().parameters().size()) {
            throw new IllegalArgumentException(function + " called with " + arguments.size() + " arguments");
        }
        CallRegisters registers = store.registers();
        registers.require(Math.max(arguments.size(), function.type().results().size()));
        for (int i = 0; i < arguments.size(); i++) {
            if (SpecValue.parse(arguments.get(i)) instanceof Long bits) {
                registers.setLong(i, bits);
            } else {
                registers.setReference(i, SpecValue.parse(arguments.get(i)));
            }
        }
        GuestInvocation.invoke(function);
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < function.type().results().size(); i++) {
            boolean number = isNumber(function.type().results().get(i));
            results.add(number ? (Object) registers.getLong(i) : registers.takeReference(i));
        }
        return results;
    }

    private static boolean isNumber(ValueType type) {
        return type.kind() != ValueType.Kind.REF && type.kind() != ValueType.Kind.V128;
    }

    // ---- outcomes

    private static String compare(List<Map<String, Object>> expected, List<Object> actual) {
        boolean same = expected.size() == actual.size();
        for (int i = 0; same && i < actual.size(); i++) {
            same = SpecValue.matches(expected.get(i), actual.get(i));
        }
        return same ? null : "expected " + expected + " but was " + actual;
    }

    private String trap(String text, Runnable action) {
        try {
            action.run();
            return "did not trap with " + text;
        } catch (TrapException e) {
            return (e.trap() == Trap.CALL_STACK_EXHAUSTED) == text.equals(Trap.CALL_STACK_EXHAUSTED.message())
                            ? agrees(text, e.getMessage()) : e.getMessage() + ", not " + text;
        }
    }

    /** The suite's texts begin as the actual ones do; some have a detail behind, as have ours. */
    private static String agrees(String text, String message) {
        return message.startsWith(text) || text.startsWith(message) ? null : message + ", not " + text;
    }
}
