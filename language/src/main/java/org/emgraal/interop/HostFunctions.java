// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.emgraal.PythonContext;
import org.emgraal.python.NativeDefinitions;
import org.emgraal.python.PythonApi;
import org.emgraal.runtime.CurrentSafepoint;

/**
 * What the Python side of the bridge ({@code polyglot.py}, {@code java.py}) asks of Java: the object {@code _host} there, a
 * namespace of built-in functions.
 */
final class HostFunctions {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final PythonContext context;
    private final TruffleLanguage.Env env;
    private final ForeignObjects objects;
    private final ForeignErrors errors;
    private final Map<String, Function> functions = new LinkedHashMap<>();

    /** Arguments and result as interop values. */
    private interface Function {
        Object call(Object[] arguments) throws InteropException;
    }

    /** A result that is a new reference already. */
    private record Reference(int pointer) {
    }

    HostFunctions(PythonContext context, TruffleLanguage.Env env, ForeignObjects objects, ForeignErrors errors) {
        this.context = context;
        this.env = env;
        this.objects = objects;
        this.errors = errors;
        addClasses();
        addObjects();
        addThreads();
        addValues();
        addLanguages();
    }

    /** New reference to the namespace. */
    int define(NativeDefinitions definitions, PythonApi api) {
        int dictionary = api.call("PyDict_New");
        functions.forEach((name, function) -> set(api, dictionary, name, definitions.newFunction(name,
                        arguments -> errors.guard(0, current -> call(current, function, arguments)))));
        set(api, dictionary, "define", definitions.newFunction("define", arguments -> define(api, arguments)));
        set(api, dictionary, "define_two_sided", definitions.newFunction("define_two_sided", arguments -> {
            objects.defineTwoSided(api, api.call("PyTuple_GetItem", arguments, 0));
            return none(api);
        }));
        set(api, dictionary, "create_proxy", definitions.newFunction("create_proxy", arguments -> errors.guard(0,
                        current -> createProxy(current, arguments))));
        int types = api.importModule("types");
        int make = api.getAttribute(types, "SimpleNamespace");
        int namespace = api.callObject(make, dictionary);
        api.decref(types);
        api.decref(make);
        api.decref(dictionary);
        return namespace;
    }

    private static void set(PythonApi api, int dictionary, String name, int value) {
        api.setItem(dictionary, name, value);
        api.decref(value);
    }

    private static int none(PythonApi api) {
        api.incref(api.none);
        return api.none;
    }

    private int define(PythonApi api, int tuple) {
        int[] definitions = new int[api.call("PyTuple_Size", tuple)];
        Arrays.setAll(definitions, i -> api.call("PyTuple_GetItem", tuple, i));
        objects.define(api, definitions);
        return none(api);
    }

    /** Any object, whether its round trip is the proxy, whether a call destroys it. */
    private int createProxy(PythonApi api, int tuple) {
        int object = api.call("PyTuple_GetItem", tuple, 0);
        api.incref(object);
        PythonObject handle = new PythonObject(context, object);
        handle.setProxy(new PythonProxy(api.call("PyTuple_GetItem", tuple, 1) == api.trueObject,
                        api.call("PyTuple_GetItem", tuple, 2) == api.trueObject));
        return objects.wrap(api, handle);
    }

    private int call(PythonApi api, Function function, int tuple) throws InteropException {
        Object[] arguments = new Object[api.call("PyTuple_Size", tuple)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = PythonToJava.convertBorrowed(context, api, api.call("PyTuple_GetItem", tuple, i));
        }
        Object result = function.call(arguments);
        return result instanceof Reference reference ? reference.pointer
                        : JavaToPython.convert(context, api, result == null ? PythonNone.INSTANCE : result);
    }

    private PythonApi api() {
        return context.interpreter().api();
    }

    private ForeignErrors.PythonRaised error(String exceptionClass, String message) {
        return ForeignErrors.error(api(), exceptionClass, message);
    }

    private Reference tuple(Object... values) {
        return new Reference(api().newTuple(JavaToPython.convertAll(context, api(), values)));
    }

    // ---- classes

    private Class<?> hostClass(Object object) {
        return env.isHostObject(object) && env.asHostObject(object) instanceof Class<?> found ? found : null;
    }

    private void addClasses() {
        functions.put("lookup_allowed", a -> env.isHostLookupAllowed());
        functions.put("lookup", a -> lookup((String) a[0]));
        functions.put("has_package", a -> env.isHostLookupAllowed() && HostPackages.exists((String) a[0]));
        functions.put("class_of", a -> env.asGuestValue(hostClass(a[0])));
        functions.put("symbol", a -> INTEROP.isMemberReadable(a[0], "static") ? INTEROP.readMember(a[0], "static") : lookup(hostClass(a[0]).getName()));
        functions.put("is_throwable", a -> hostClass(a[0]) != null && Throwable.class.isAssignableFrom(hostClass(a[0])));
        functions.put("is_symbol", a -> hostClass(a[0]) != null && env.isHostSymbol(a[0]));
        functions.put("is_object", a -> env.isHostObject(a[0]));
        functions.put("is_java_list", a -> env.isHostObject(a[0]) && env.asHostObject(a[0]) instanceof java.util.List);
        functions.put("is_function", a -> INTEROP.isExecutable(a[0]));
        functions.put("is_instance", a -> INTEROP.isMetaObject(a[0]) && INTEROP.isMetaInstance(a[0], a[1]));
        functions.put("is_subclass", a -> isSubclass(a[0], a[1]));
        functions.put("simple_name", a -> INTEROP.getMetaSimpleName(a[0]));
        functions.put("qualified_name", a -> INTEROP.getMetaQualifiedName(a[0]));
        functions.put("parents", a -> INTEROP.hasMetaParents(a[0]) ? elements(INTEROP.getMetaParents(a[0])) : tuple());
        functions.put("instance_methods", a -> tuple((Object[]) HostMembers.instanceMethods(hostClass(a[0]))));
        functions.put("implements", a -> tuple(Arrays.stream(a, 1, a.length).map(name -> HostMembers.isA(hostClass(a[0]), (String) name)).toArray()));
        functions.put("extend", env::createHostAdapter);
        functions.put("is_interface", a -> hostClass(a[0]) != null && hostClass(a[0]).isInterface());
        functions.put("add_to_classpath", a -> {
            if (!env.isHostLookupAllowed()) {
                throw error("PyExc_PermissionError", "looking up Java classes is not allowed in this context");
            }
            env.addToHostClassPath(env.getPublicTruffleFile((String) a[0]));
            return null;
        });
    }

    private Object lookup(String name) {
        if (!env.isHostLookupAllowed()) {
            return null;
        }
        try {
            return env.lookupHostSymbol(name);
        } catch (RuntimeException unknown) {
            // Truffle says so whether the class does not exist or may not be seen.
            return null;
        }
    }

    private boolean isSubclass(Object ancestor, Object cls) throws InteropException {
        if (hostClass(ancestor) != null && hostClass(cls) != null) {
            return hostClass(ancestor).isAssignableFrom(hostClass(cls));
        }
        if (INTEROP.isIdentical(ancestor, cls, INTEROP)) {
            return true;
        }
        if (!INTEROP.isMetaObject(cls) || !INTEROP.hasMetaParents(cls)) {
            return false;
        }
        Object parents = INTEROP.getMetaParents(cls);
        for (long i = 0; i < INTEROP.getArraySize(parents); i++) {
            if (isSubclass(ancestor, INTEROP.readArrayElement(parents, i))) {
                return true;
            }
        }
        return false;
    }

    // ---- objects

    private Reference elements(Object array) throws InteropException {
        Object[] values = new Object[Math.toIntExact(INTEROP.getArraySize(array))];
        for (int i = 0; i < values.length; i++) {
            values[i] = INTEROP.readArrayElement(array, i);
        }
        return tuple(values);
    }

    private void addObjects() {
        functions.put("members", a -> INTEROP.hasMembers(a[0]) ? elements(INTEROP.getMembers(a[0])) : tuple());
        functions.put("meta", a -> INTEROP.hasMetaObject(a[0]) ? INTEROP.getMetaObject(a[0]) : null);
        functions.put("read", a -> INTEROP.readMember(a[0], (String) a[1]));
        functions.put("invoke", a -> context.outside(() -> INTEROP.invokeMember(a[0], (String) a[1], Arrays.copyOfRange(a, 2, a.length))));
        functions.put("append", a -> {
            try {
                INTEROP.writeArrayElement(a[0], INTEROP.getArraySize(a[0]), a[1]);
            } catch (InvalidArrayIndexException | UnsupportedMessageException fixed) {
                throw error("PyExc_TypeError", "this foreign array cannot grow");
            }
            return null;
        });
        functions.put("has_entry", a -> INTEROP.isHashEntryReadable(a[0], a[1]));
        functions.put("message", a -> INTEROP.hasExceptionMessage(a[0]) ? INTEROP.getExceptionMessage(a[0]) : null);
        functions.put("cause", a -> INTEROP.hasExceptionCause(a[0]) ? INTEROP.getExceptionCause(a[0]) : null);
        functions.put("object_count", a -> objects.count());
        functions.put("destroy", a -> {
            ((PythonValue) a[0]).destroy();
            return null;
        });
        functions.put("unwrap", a -> {
            PythonValue handle = (PythonValue) a[0];
            handle.checkAlive();
            api().incref(handle.pointer);
            return new Reference(handle.pointer);
        });
        functions.put("new", a -> env.asGuestValue(switch ((String) a[0]) {
            case "list" -> new ArrayList<>();
            case "map" -> new LinkedHashMap<>();
            case "set" -> new LinkedHashSet<>();
            case "future" -> new CompletableFuture<>();
            case "gate" -> new Semaphore(0);
            default -> throw new IllegalArgumentException((String) a[0]);
        }));
        functions.put("array", a -> env.asGuestValue(ForeignBuffer.newArray((String) a[1], bytes(a[0]))));
        functions.put("when_complete", a -> {
            stage(env.asHostObject(a[0])).whenComplete((value, failure) -> context.threads().callFromAnywhere(a[1], env.asGuestValue(value),
                            env.asGuestValue(failure)));
            return null;
        });
    }

    private void addThreads() {
        functions.put("may_start_threads", a -> context.threads().mayStart());
        functions.put("start_thread", a -> context.threads().start(a[0]));
        functions.put("join_threads", a -> {
            context.threads().join();
            return null;
        });
        functions.put("open_gate", a -> {
            ((Semaphore) env.asHostObject(a[0])).release();
            return null;
        });
        functions.put("pass_gate", a -> context.outside(() -> passes((Semaphore) env.asHostObject(a[0]), (Integer) a[1])));
        functions.put("identity", a -> {
            int[] keys = context.locals().keys(api());
            return tuple(context.threads().identity(), keys[0], keys[1]);
        });
        functions.put("set_identity", a -> {
            context.threads().setIdentity((Integer) a[0]);
            context.locals().set(api(), (Integer) a[1], (Integer) a[2]);
            return null;
        });
        functions.put("subscribe", a -> env.asGuestValue(new FlowItems((Flow.Publisher<?>) env.asHostObject(a[0]))));
        functions.put("next_item", a -> env.asGuestValue(((FlowItems) env.asHostObject(a[0])).next()));
        functions.put("refuse", a -> {
            Flow.Subscriber<?> subscriber = (Flow.Subscriber<?>) env.asHostObject(a[0]);
            stage(env.asHostObject(a[1])).whenComplete((value, failure) -> subscriber.onError(
                            failure instanceof CompletionException wrapper ? wrapper.getCause() : failure));
            return null;
        });
        functions.put("cancel_subscription", a -> {
            ((FlowItems) env.asHostObject(a[0])).cancel();
            return null;
        });
    }

    /** @param milliseconds -1 for any time */
    private static boolean passes(Semaphore gate, int milliseconds) {
        boolean[] passed = new boolean[1];
        CurrentSafepoint.block(opened -> {
            if (milliseconds < 0) {
                opened.acquire();
                passed[0] = true;
            } else {
                passed[0] = opened.tryAcquire(milliseconds, TimeUnit.MILLISECONDS);
            }
        }, gate);
        return passed[0];
    }

    private static byte[] bytes(Object buffer) throws InteropException {
        byte[] bytes = new byte[Math.toIntExact(INTEROP.getBufferSize(buffer))];
        INTEROP.readBuffer(buffer, 0, bytes, 0, bytes.length);
        return bytes;
    }

    /** Something to be told when a future is done. Only a CompletionStage has that; for others a thread waits. */
    private static CompletionStage<?> stage(Object future) {
        return future instanceof CompletionStage<?> stage ? stage : CompletableFuture.supplyAsync(() -> {
            try {
                return ((Future<?>) future).get();
            } catch (InterruptedException | ExecutionException failure) {
                throw new CompletionException(failure instanceof ExecutionException ? failure.getCause() : failure);
            }
        });
    }

    // ---- numbers and times

    private void addValues() {
        functions.put("value", a -> tuple(ForeignValues.parts(env, a[0])));
        functions.put("zone_offset", ForeignValues::offset);
        functions.put("zone_offset_utc", a -> tuple(ForeignValues.offsetOfUniversal(a)));
    }

    // ---- languages

    private Object bindings() {
        if (!env.isPolyglotBindingsAccessAllowed()) {
            throw error("PyExc_PermissionError", "polyglot bindings are not accessible in this context (allowPolyglotAccess)");
        }
        return env.getPolyglotBindings();
    }

    private void addLanguages() {
        functions.put("import_value", a -> {
            Object bindings = bindings();
            if (!INTEROP.isMemberReadable(bindings, (String) a[0])) {
                throw error("PyExc_KeyError", (String) a[0]);
            }
            return INTEROP.readMember(bindings, (String) a[0]);
        });
        functions.put("export_value", a -> {
            INTEROP.writeMember(bindings(), (String) a[0], a[1]);
            return null;
        });
        functions.put("eval", a -> evaluate((String) a[0], (String) a[1], (String) a[2]));
    }

    private Object evaluate(String language, String text, String path) throws InteropException {
        if (!env.isPolyglotEvalAllowed(null)) {
            throw error("PyExc_PermissionError", "evaluating other languages is not allowed in this context (allowPolyglotAccess)");
        }
        try {
            Source source = path.isEmpty() ? Source.newBuilder(known(language), text, "<eval>").build() : file(language, path);
            return context.outside(() -> env.parsePublic(source).call());
        } catch (IOException unreadable) {
            throw error("PyExc_OSError", unreadable.getMessage());
        }
    }

    private Source file(String language, String path) throws IOException {
        TruffleFile file = env.getPublicTruffleFile(path);
        String detected = language.isEmpty() ? Source.findLanguage(file) : language;
        return Source.newBuilder(known(detected == null ? "" : detected), file).build();
    }

    private String known(String language) {
        if (!env.getPublicLanguages().containsKey(language)) {
            throw error("PyExc_ValueError", "polyglot language '%s' not found; there are %s".formatted(language,
                            String.join(", ", env.getPublicLanguages().keySet())));
        }
        return language;
    }
}
