// SPDX-License-Identifier: Apache-2.0
package org.emgraal.emscripten;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.emgraal.dylink.DynamicLinkException;
import org.emgraal.libc.HostFunction;
import org.emgraal.libc.LinearMemory;
import org.emgraal.libc.MemoryFault;
import org.emgraal.libc.process.GuestProcess;

/**
 * JavaScript in C source: {@code EM_ASM} blocks, {@code EM_JS} functions and {@code emscripten_run_script}. What is text
 * in memory runs where there is a language for it: not the blocks and functions of the main module, which are in its glue.
 * What does not run says so when it is called, with the code where it is known.
 */
final class JavaScriptImports {

    private static final int SHOWN = 80;
    /** Between the parameters as C declares them and the body in braces. */
    private static final String SEPARATOR = "<::>";

    private final GuestProcess process;
    private final EmscriptenProgram program;
    private final Scripts scripts;
    private final Map<Integer, HostFunction.Body> blocks = new HashMap<>();

    /** {@code scripts} is null where nobody runs JavaScript. */
    JavaScriptImports(GuestProcess process, EmscriptenProgram program, Scripts scripts) {
        this.process = process;
        this.program = program;
        this.scripts = scripts;
    }

    List<HostFunction> functions() {
        return List.of(block("emscripten_asm_const_int", "iiii"), block("emscripten_asm_const_ptr", "iiii"),
                        block("emscripten_asm_const_double", "diii"),
                        block("emscripten_asm_const_int_sync_on_main_thread", "iiii"),
                        block("emscripten_asm_const_double_sync_on_main_thread", "diii"),
                        block("emscripten_asm_const_async_on_main_thread", "viii"),
                        script("emscripten_run_script", "vi", "eval(UTF8ToString($0))"),
                        script("emscripten_run_script_int", "ii", "return eval(UTF8ToString($0))"),
                        script("emscripten_run_script_string", "ii", "return stringToNewUTF8(eval(UTF8ToString($0)))"));
    }

    /** {@code EM_JS}: a function of a library; {@code text} can be read when it is called. */
    HostFunction.Body function(String name, String signature, String library, Supplier<String> text) {
        if (scripts == null) {
            return arguments -> {
                throw new DynamicLinkException("function %s of %s is written in JavaScript (EM_JS), which this host does not run"
                                .formatted(name, library));
            };
        }
        HostFunction.Body[] compiled = new HostFunction.Body[1];
        return arguments -> {
            if (compiled[0] == null) {
                String[] parts = text.get().split(SEPARATOR, 2);
                compiled[0] = scripts.function(program, parameters(parts[0]), parts[1], signature);
            }
            return compiled[0].call(arguments);
        };
    }

    /** The names in a list of parameters of C, such as {@code (int a, char *b)}. */
    private static String parameters(String declared) {
        String list = declared.strip().replaceAll("^\\(|\\)$", "").strip();
        return list.isEmpty() || list.equals("void") ? ""
                        : Arrays.stream(list.split(",")).map(parameter -> parameter.strip().replaceFirst("^.*[\\s*]", ""))
                                        .collect(Collectors.joining(","));
    }

    /** {@code EM_ASM}: gets the address of the code, of letters for its arguments' types, and of the arguments. */
    private HostFunction block(String name, String signature) {
        return new HostFunction(name, signature, a -> {
            int address = a.i32(0);
            if (scripts == null || !program.isScript(address)) {
                throw unimplemented(name, address);
            }
            String types = process.string(a.i32(1));
            HostFunction.Body code = blocks.computeIfAbsent(address, key -> compile(key, signature.charAt(0) + types.replace('p', 'i')));
            return code.call(new HostFunction.Arguments(arguments(types, a.i32(2))));
        });
    }

    /** The arguments of a block are called {@code $0}, {@code $1} and so on. */
    private HostFunction.Body compile(int address, String signature) {
        String names = IntStream.range(0, signature.length() - 1).mapToObj(i -> "$" + i).collect(Collectors.joining(","));
        return scripts.function(program, names, "{" + process.string(address) + "}", signature);
    }

    private Object[] arguments(String types, int address) {
        LinearMemory memory = process.memory();
        List<Object> values = new ArrayList<>();
        int at = address;
        for (char type : types.toCharArray()) {
            boolean narrow = type == 'i' || type == 'p';
            int size = narrow ? Integer.BYTES : Long.BYTES;
            at = at + size - 1 & -size;
            values.add(narrow ? memory.loadInt(at) : type == 'j' ? memory.loadLong(at) : (Object) memory.loadDouble(at));
            at += size;
        }
        return values.toArray();
    }

    /** Text that the program has made; gets its address as {@code $0}. */
    private HostFunction script(String name, String signature, String code) {
        return new HostFunction(name, signature, a -> {
            if (scripts == null) {
                throw unimplemented(name, a.i32(0));
            }
            return scripts.function(program, "$0", "{" + code + "}", signature).call(a);
        });
    }

    private UnimplementedImportException unimplemented(String name, int address) {
        return new UnimplementedImportException("%s: this host does not run JavaScript (EM_ASM): %s".formatted(name, code(address)));
    }

    /** Compilers since 3.1 strip the text from the main module; its address remains. */
    private String code(int address) {
        try {
            String text = process.string(address).strip();
            if (!text.isEmpty() && text.chars().noneMatch(Character::isISOControl)) {
                return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
            }
        } catch (MemoryFault | org.emgraal.libc.ErrnoException noText) {
            // Only the address can be shown.
        }
        return "code at address " + address;
    }
}
