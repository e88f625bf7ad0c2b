// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Methods that Java finds on Python objects beside their attributes, which come first; named as those of Pyodide's PyProxy.
 * <ul>
 * <li>{@code callKwargs} of what can be called: interop has positional arguments only, the last argument here holds the
 * keyword arguments as hash entries or members;</li>
 * <li>{@code toString}: {@code str(object)}, also where Java sees the object as an interface;</li>
 * <li>{@code destroy}: gives the Python object back without waiting for the garbage collector;</li>
 * <li>{@code then}, {@code catch}, {@code finally} and those of {@link CompletionStage} and {@link Future} of what can be awaited,
 * so that {@code value.as(CompletionStage.class)} is one;</li>
 * <li>{@code next} of iterators and {@code return} of generators, asynchronous ones too, as JavaScript's protocol has them:
 * each answers an object with members {@code done} and {@code value}, or a CompletionStage of one; so does {@code throw} of
 * asynchronous generators;</li>
 * <li>{@code subscribe} of what {@code async for} takes, so that {@code value.as(Flow.Publisher.class)} is one.</li>
 * </ul>
 */
final class HandleMethods {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final String CALL = "callKwargs";
    private static final String DESTROY = "destroy";
    private static final String TO_STRING = "toString";
    private static final String OVERRIDES = "_Overrides";
    /** Methods that Python's objects have if their types have one of these attributes. */
    private static final Map<String, List<String>> PROTOCOLS = Map.of("next", List.of("__next__", "__anext__"),
                    "return", List.of("gi_frame", "ag_frame"), "throw", List.of("ag_frame"), "subscribe", List.of("__aiter__"));
    private static final Set<String> PROMISE = Set.of("then", "catch", "finally");
    private static final Set<String> STAGE = Stream.of(CompletionStage.class, Future.class)
                    .flatMap(type -> Arrays.stream(type.getMethods())).map(Method::getName).collect(Collectors.toSet());

    private HandleMethods() {
    }

    static boolean has(PythonObject object, String member) {
        return switch (member) {
            case CALL -> object.isExecutable();
            case DESTROY -> true;
            // What a Python class overrides says by attributes alone what Java's own method is to be replaced by.
            case TO_STRING -> !object.python(api -> api.types().name(api.typeOf(object.pointer)).equals(OVERRIDES));
            default -> PROTOCOLS.containsKey(member) ? PROTOCOLS.get(member).stream().anyMatch(attribute -> typeHas(object, attribute))
                            : (PROMISE.contains(member) || STAGE.contains(member)) && typeHas(object, "__await__");
        };
    }

    /** Whether a member is a method that JavaScript's protocols read before they call it. */
    static boolean isOfProtocol(PythonObject object, String member) {
        return (PROMISE.contains(member) || PROTOCOLS.containsKey(member)) && has(object, member);
    }

    private static boolean typeHas(PythonObject object, String attribute) {
        return object.python(api -> {
            int found = api.findAttribute(api.typeOf(object.pointer), attribute);
            api.clearError();
            api.decref(found);
            return found != 0;
        });
    }

    static Object invoke(PythonObject object, String member, Object[] arguments)
                    throws UnsupportedMessageException, ArityException, UnsupportedTypeException, UnknownIdentifierException {
        return switch (member) {
            case CALL -> PythonCalls.callWithKeywords(object, arguments);
            case DESTROY -> {
                object.destroy();
                yield PythonNone.INSTANCE;
            }
            case TO_STRING -> object.toString();
            default -> {
                if (PROTOCOLS.containsKey(member) || PROMISE.contains(member)) {
                    yield ask(object, member + "_", arguments);
                }
                yield INTEROP.invokeMember(ask(object, "stage"), member, arguments);
            }
        };
    }

    /** Calls a function of {@code _foreign_asyncio} with the object and the arguments. */
    private static Object ask(PythonObject object, String function, Object... arguments) {
        return object.python(api -> {
            int module = api.importModule("_foreign_asyncio");
            int callable = module == 0 ? 0 : api.getAttribute(module, function);
            api.decref(module);
            if (callable == 0) {
                throw object.context.raised();
            }
            Object[] all = new Object[arguments.length + 1];
            all[0] = object;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            try {
                return PythonCalls.call(object, api, callable, all);
            } finally {
                api.decref(callable);
            }
        });
    }
}
