// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/** Python's calls of Java: as Truffle chooses the overload, and where it finds none as {@link HostOverloads} does. */
final class HostCalls {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final String TRUFFLE_HOST = "com.oracle.truffle.host.";

    private final TruffleLanguage.Env env;
    private final ForeignMessages messages;
    private final HostOverloads overloads;

    HostCalls(TruffleLanguage.Env env, ForeignMessages messages) {
        this.env = env;
        this.messages = messages;
        this.overloads = new HostOverloads(env);
    }

    private interface Call {
        Object run() throws InteropException;
    }

    private interface Choice {
        Object run() throws InteropException, HostOverloads.AmbiguousException;
    }

    Object execute(Object callable, Object... arguments) throws InteropException {
        if (callable instanceof ForeignMember member) {
            return attempt(() -> messages.execute(member, arguments), () -> overloads.invoke(member.receiver, member.name, arguments), arguments);
        }
        return messages.execute(callable, arguments);
    }

    Object instantiate(Object type, Object... arguments) throws InteropException {
        return attempt(() -> messages.instantiate(type, arguments), () -> overloads.instantiate(type, arguments), arguments);
    }

    private Object attempt(Call call, Choice choice, Object[] arguments) throws InteropException {
        // Truffle knows no sets: it takes one for a map of its attributes.
        if (Arrays.stream(arguments).anyMatch(HostArguments::isSet)) {
            Object result = choose(choice, arguments);
            if (result != null) {
                return result;
            }
        }
        try {
            return call.run();
        } catch (UnsupportedTypeException | ArityException refused) {
            Object result = choose(choice, arguments);
            if (result == null) {
                throw refused;
            }
            return result;
        } catch (ArrayIndexOutOfBoundsException failure) {
            Object result = isOfSelection(failure) ? choose(choice, arguments) : null;
            if (result == null) {
                throw failure;
            }
            return result;
        }
    }

    private static Object choose(Choice choice, Object[] arguments) throws InteropException {
        try {
            return choice.run();
        } catch (HostOverloads.AmbiguousException several) {
            throw UnsupportedTypeException.create(arguments, several.getMessage());
        }
    }

    /** Whether Truffle's own choice among overloads with a variable number of arguments has failed, as it does without any. */
    private static boolean isOfSelection(ArrayIndexOutOfBoundsException failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length == 0 || stack[0].getClassName().startsWith(TRUFFLE_HOST);
    }

    // ---- keyword arguments

    /** Whether keyword arguments may be passed as one last argument: not to methods of Java, unless the last is a map. */
    boolean takesKeywords(Object callable, int positional) {
        Object receiver = callable instanceof ForeignMember member ? member.receiver : callable;
        if (!env.isHostObject(receiver)) {
            return true;
        }
        Object host = env.asHostObject(receiver);
        Class<?> type = host instanceof Class<?> symbol && env.isHostSymbol(receiver) ? symbol : host.getClass();
        if (!(callable instanceof ForeignMember member)) {
            return false;
        }
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals(member.name) && parameters.length == positional + 1 && parameters[positional] == Map.class) {
                return true;
            }
        }
        return false;
    }

    /** What an error message calls it. */
    static String name(Object callable) throws UnsupportedMessageException {
        if (callable instanceof ForeignMember member) {
            return member.name + "()";
        }
        return INTEROP.isMetaObject(callable) ? INTEROP.asString(INTEROP.getMetaSimpleName(callable)) + "()" : "this object of Java";
    }
}
