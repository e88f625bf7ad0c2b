// SPDX-License-Identifier: Apache-2.0
package org.emgraal.python;

import java.util.HashMap;
import java.util.Map;

/** Methods of a built-in type that have been replaced, and the original ones. */
final class ReplacedMethods {

    /** The new method: new reference, or 0 with the error set. Its arguments are borrowed; the last belong to the names. */
    interface Body {
        int call(int self, int[] arguments, int names);
    }

    private final PythonApi api;
    private final NativeDefinitions definitions;
    private final int type;
    private final Map<String, Integer> originals = new HashMap<>();

    /** @param type borrowed, lives as long as the interpreter */
    ReplacedMethods(PythonApi api, NativeDefinitions definitions, int type) {
        this.api = api;
        this.definitions = definitions;
        this.type = type;
    }

    /** Replaces a method, if this version has it. */
    ReplacedMethods with(String name, Body body) {
        if (keep(name)) {
            definitions.setMethod(type, name, body);
        }
        return this;
    }

    /** Remembers a method that is called and not replaced; false if this version does not have it. */
    boolean keep(String name) {
        int original = api.getAttribute(type, name);
        if (original == 0) {
            api.clearError();
            return false;
        }
        originals.put(name, original);
        return true;
    }

    /** Calls the original method. */
    int original(String name, int self, int... arguments) {
        return original(name, self, arguments, 0);
    }

    int original(String name, int self, int[] arguments, int names) {
        int[] all = new int[arguments.length + 1];
        all[0] = self;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return api.callObject(originals.get(name), all, names);
    }
}
