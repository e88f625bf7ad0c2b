// SPDX-License-Identifier: Apache-2.0
package org.emgraal.bytecode;

import java.lang.constant.ClassDesc;
import org.emgraal.runtime.ModuleCode;

/**
 * The names of generated classes and methods: {@code wasm.pyodide_asm.F1234.PyDict_SetItem} in a Java stack trace is
 * function 1234 of module {@code pyodide.asm.wasm}.
 */
final class Names {

    /** All that is not a legal part of a JVM method name (JVMS 4.2.2), and what would be hard to read in a trace. */
    private static final String ILLEGAL = ".;[]/<>()\\:$ ";

    private final ModuleCode code;
    private final String prefix;

    Names(ModuleCode code) {
        this.code = code;
        this.prefix = "wasm." + packageName(code.module().name());
    }

    private static String packageName(String module) {
        String name = module.substring(module.lastIndexOf('/') + 1);
        String base = name.endsWith(".wasm") ? name.substring(0, name.length() - 5) : name;
        StringBuilder legal = new StringBuilder();
        base.codePoints().forEach(c -> legal.appendCodePoint(c < 128 && Character.isJavaIdentifierPart(c) ? c : '_'));
        // The signatures have a package of their own.
        boolean taken = ("wasm." + legal).equals(Signature.PACKAGE);
        return taken || legal.isEmpty() || !Character.isJavaIdentifierStart(legal.charAt(0)) ? "_" + legal : legal.toString();
    }

    /** The package of the module's classes. */
    String packageName() {
        return prefix;
    }

    ClassDesc function(int index) {
        return ClassDesc.of(prefix, "F" + index);
    }

    /** Number of functions that a factory makes code for. */
    static final int FACTORY_BITS = 7;

    ClassDesc factory(int index) {
        return ClassDesc.of(prefix, "Factory" + (index >>> FACTORY_BITS));
    }

    /** The static method that is a function's code. */
    String method(int index) {
        String name = code.functionName(index);
        StringBuilder legal = new StringBuilder();
        for (int i = 0; i < name.length() && i < 200; i++) {
            char c = name.charAt(i);
            legal.append(ILLEGAL.indexOf(c) >= 0 || c < ' ' || Character.isSurrogate(c) ? '_' : c);
        }
        return legal.isEmpty() ? "_" : legal.toString();
    }
}
