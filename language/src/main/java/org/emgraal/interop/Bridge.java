// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import java.util.List;
import org.emgraal.PythonContext;
import org.emgraal.python.NativeDefinitions;
import org.emgraal.python.PythonApi;
import org.emgraal.python.PythonException;
import org.emgraal.python.PythonResource;

/**
 * Java objects in Python, the half of the bridge that Python asks for. Its Python code lies in built-in modules
 * ({@code polyglot}, {@code java}, {@code _pyodide_core} and others), so that an interpreter that needs none of it starts without.
 */
public final class Bridge {

    /**
     * Modules that packages import because the platform is Emscripten, and that need a browser: built-in ones are found before
     * the packages' own (docs/packages.md). The second is urllib3 inside pip.
     */
    private static final List<String> BROWSERS_TRANSPORTS = List.of("urllib3.contrib.emscripten", "pip._vendor.urllib3.contrib.emscripten");

    private final PythonContext context;
    private final ForeignObjects objects;
    private final ForeignSlots slots;
    private final HostFunctions functions;
    private final ForeignErrors errors;
    private int host;

    public Bridge(PythonContext context, TruffleLanguage.Env env, ForeignMessages messages) {
        errors = new ForeignErrors(context, env);
        this.context = context;
        this.objects = new ForeignObjects(context, env);
        this.slots = new ForeignSlots(context, env, messages, objects, errors);
        this.functions = new HostFunctions(context, env, objects, errors);
    }

    /** The Java exception that a Python exception stands for, or that exception itself. */
    public RuntimeException original(PythonException exception) {
        Object foreign = objects.unwrap(context.interpreter().api(), exception.object().pointer());
        return foreign == null ? exception : errors.original(foreign, exception.description());
    }

    /** Before the context is closed: ends the threads that run coroutines. */
    public void stopThreads() {
        context.python(api -> {
            int module = api.importModule("_foreign_waits");
            int result = module == 0 ? 0 : api.callMethod(module, "stop");
            if (result == 0) {
                throw context.raised();
            }
            api.decref(result);
            api.decref(module);
            return null;
        });
    }

    ForeignObjects objects() {
        return objects;
    }

    /** Adds the modules to CPython's table of built-in ones, before it is initialised. */
    public void addModules(NativeDefinitions definitions) {
        for (String name : List.of("polyglot", "_foreign_collections", "_foreign_subclasses", "java", "_pyodide_core", "_foreign_asyncio", "_foreign_waits", "pyodide", "pyodide_js")) {
            definitions.addModule(name, module -> execute(definitions, name, module));
        }
        for (String browsers : BROWSERS_TRANSPORTS) {
            definitions.addModule(browsers, module -> executeAlone("_urllib3_transport", module));
        }
    }

    private int executeAlone(String name, int module) {
        PythonApi api = context.interpreter().api();
        int result = PythonResource.execute(api, name + ".py", api.call("PyModule_GetDict", module));
        api.decref(result);
        return result == 0 ? -1 : 0;
    }

    private int execute(NativeDefinitions definitions, String name, int module) {
        PythonApi api = context.interpreter().api();
        int dictionary = api.call("PyModule_GetDict", module);
        if (host == 0) {
            host = functions.define(definitions, api);
        }
        api.setItem(dictionary, "_host", host);
        if (name.equals("polyglot")) {
            context.share();
            for (ForeignSlots.Named named : slots.define(definitions)) {
                api.setItem(dictionary, named.name(), named.type());
            }
        }
        int result = PythonResource.execute(api, name + ".py", dictionary);
        api.decref(result);
        return result == 0 ? -1 : 0;
    }
}
