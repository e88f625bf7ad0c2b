// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** How well a value from Python fits a parameter of Java, and the conversions that Truffle does not know. */
final class HostArguments {

    static final int IMPOSSIBLE = -1;
    /** What fits anything: a parameter of type Object. */
    private static final int ANYTHING = 9;
    /** A conversion of {@link HostTargets}. */
    private static final int CONVERTED = 6;
    /** An object as a proxy of an interface with several methods. */
    private static final int PROXY = 7;

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(boolean.class, Boolean.class, byte.class, Byte.class, short.class, Short.class,
                    char.class, Character.class, int.class, Integer.class, long.class, Long.class, float.class, Float.class, double.class, Double.class);
    /** From the best to the worst for an integer. */
    private static final List<Class<?>> FOR_INTEGERS = List.of(Integer.class, Long.class, Double.class, Float.class, Short.class, Byte.class,
                    BigInteger.class, BigDecimal.class, Number.class);
    private static final List<Class<?>> FOR_FLOATS = List.of(Double.class, Float.class, BigDecimal.class, Number.class);

    private final TruffleLanguage.Env env;

    HostArguments(TruffleLanguage.Env env) {
        this.env = env;
    }

    /** Zero for the very type, more for others; {@link #IMPOSSIBLE} if it does not fit. */
    int cost(Object value, Class<?> parameter) {
        Class<?> type = BOXES.getOrDefault(parameter, parameter);
        try {
            if (INTEROP.isNull(value)) {
                return parameter.isPrimitive() ? IMPOSSIBLE : type == Object.class ? 0 : 1;
            }
            int cost = env.isHostObject(value) ? costOfHost(env.asHostObject(value), type) : costOfGuest(value, type);
            if (cost == IMPOSSIBLE && !env.isHostObject(value) && HostTargets.fits(value, type)) {
                return CONVERTED;
            }
            return cost != IMPOSSIBLE || !type.isAssignableFrom(Object.class) && type != Value.class ? cost : ANYTHING;
        } catch (InteropException changed) {
            return IMPOSSIBLE;
        }
    }

    private static int costOfHost(Object host, Class<?> type) {
        if (type == Object.class) {
            return ANYTHING;
        }
        if (type.isInstance(host)) {
            return type == host.getClass() ? 0 : 1;
        }
        if (host instanceof BigInteger integer) {
            return type == BigDecimal.class ? 3 : type == Double.class && new BigDecimal(integer).equals(new BigDecimal(integer.doubleValue())) ? 4 : IMPOSSIBLE;
        }
        return IMPOSSIBLE;
    }

    private static int costOfGuest(Object value, Class<?> type) throws UnsupportedMessageException {
        if (INTEROP.isBoolean(value)) {
            return type == Boolean.class ? 0 : IMPOSSIBLE;
        }
        if (INTEROP.isString(value)) {
            return type == String.class ? 0 : type == CharSequence.class ? 1 : type == Character.class && INTEROP.asString(value).length() == 1 ? 2
                            : type.isAssignableFrom(String.class) && type != Object.class ? 4 : IMPOSSIBLE;
        }
        if (INTEROP.isNumber(value)) {
            return costOfNumber(value, type);
        }
        int cost = Math.max(costOfContents(value, type), costOfCallable(value, type));
        if (cost == IMPOSSIBLE && type.isInterface() && !Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type)
                        && functionOf(type) == null && INTEROP.hasMembers(value)) {
            return PROXY;
        }
        return cost;
    }

    private static int costOfNumber(Object value, Class<?> type) {
        boolean integer = !(value instanceof Double || value instanceof Float);
        int place = (integer ? FOR_INTEGERS : FOR_FLOATS).indexOf(type);
        if (place < 0 || integer && !fits(value, type)) {
            return IMPOSSIBLE;
        }
        return place;
    }

    private static boolean fits(Object value, Class<?> type) {
        return type == Integer.class ? INTEROP.fitsInInt(value) : type == Long.class ? INTEROP.fitsInLong(value)
                        : type == Short.class ? INTEROP.fitsInShort(value) : type == Byte.class ? INTEROP.fitsInByte(value)
                                        : type == Double.class ? INTEROP.fitsInDouble(value) : type != Float.class || INTEROP.fitsInFloat(value);
    }

    private static int costOfContents(Object value, Class<?> type) throws UnsupportedMessageException {
        if (INTEROP.isDate(value) || INTEROP.isTime(value) || INTEROP.isDuration(value) || INTEROP.isTimeZone(value)) {
            return type.getName().startsWith("java.time.") && convertible(value, type) ? 0 : IMPOSSIBLE;
        }
        if (INTEROP.hasArrayElements(value)) {
            return type == List.class ? 0 : type == Collection.class ? 1 : type == Iterable.class ? 2
                            : type.isArray() ? elementsFit(value, type.getComponentType()) ? 3 : IMPOSSIBLE : type == Map.class ? PROXY : IMPOSSIBLE;
        }
        if (INTEROP.hasHashEntries(value)) {
            return type == Map.class ? 0 : IMPOSSIBLE;
        }
        if (isSet(value)) {
            return type == Set.class ? 0 : type == Collection.class ? 1 : type == Iterable.class ? 2 : IMPOSSIBLE;
        }
        if (INTEROP.isIterator(value)) {
            return type == Iterator.class ? 0 : type == Iterable.class ? 1 : IMPOSSIBLE;
        }
        return INTEROP.hasIterator(value) && type == Iterable.class ? 0 : IMPOSSIBLE;
    }

    private static boolean elementsFit(Object array, Class<?> type) throws UnsupportedMessageException {
        try {
            if (INTEROP.getArraySize(array) == 0 || type == Object.class) {
                return true;
            }
            Object first = INTEROP.readArrayElement(array, 0);
            return costOfGuest(first, BOXES.getOrDefault(type, type)) != IMPOSSIBLE;
        } catch (InteropException changed) {
            return false;
        }
    }

    private static boolean convertible(Object value, Class<?> type) {
        try {
            return Context.getCurrent().asValue(value).as(type) != null;
        } catch (ClassCastException refused) {
            return false;
        }
    }

    static boolean isSet(Object value) {
        return value instanceof PythonObject object && JavaSetMethods.isSet(object);
    }

    private static int costOfCallable(Object value, Class<?> type) {
        Method function = INTEROP.isExecutable(value) ? functionOf(type) : null;
        if (function == null) {
            return IMPOSSIBLE;
        }
        // Of a function in Python nobody knows whether its result is meant for somebody: it always has one.
        int cost = function.getReturnType() == void.class ? 3 : 2;
        if (!(value instanceof PythonObject callable)) {
            return cost;
        }
        PythonSignature signature = PythonSignature.of(callable);
        // Better if it can do without its defaults.
        return !signature.takes(function.getParameterCount()) ? IMPOSSIBLE : signature.least() == function.getParameterCount() ? cost : cost + 2;
    }

    /** The one abstract method of a functional interface (JLS 9.8), or null. */
    static Method functionOf(Class<?> type) {
        if (!type.isInterface()) {
            return null;
        }
        Method found = null;
        for (Method method : type.getMethods()) {
            if (!Modifier.isAbstract(method.getModifiers()) || isOfObject(method)) {
                continue;
            }
            if (found != null && !(found.getName().equals(method.getName()) && Arrays.equals(found.getParameterTypes(), method.getParameterTypes()))) {
                return null;
            }
            found = method;
        }
        return found;
    }

    private static boolean isOfObject(Method method) {
        try {
            return Modifier.isPublic(Object.class.getMethod(method.getName(), method.getParameterTypes()).getModifiers());
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    // ---- conversions

    /**
     * The argument to pass for a parameter.
     *
     * @param exact whether it has to be of the parameter's type, so that Truffle takes the same constructor
     */
    Object convert(Object value, Class<?> parameter, boolean exact) {
        if (INTEROP.isNull(value)) {
            return value;
        }
        try {
            if (parameter == BigDecimal.class && INTEROP.isNumber(value) && !isHost(value, BigDecimal.class)) {
                return env.asGuestValue(INTEROP.fitsInBigInteger(value) ? new BigDecimal(INTEROP.asBigInteger(value))
                                : new BigDecimal(Double.toString(INTEROP.asDouble(value))));
            }
            if (parameter == BigInteger.class && INTEROP.fitsInBigInteger(value)) {
                return env.asGuestValue(INTEROP.asBigInteger(value));
            }
            if (isSet(value) && parameter.isAssignableFrom(LinkedHashSet.class) && parameter != Object.class) {
                return env.asGuestValue(new LinkedHashSet<>(elements(value)));
            }
            Object converted = env.isHostObject(value) ? null : HostTargets.value(value, parameter);
            if (converted != null) {
                return env.asGuestValue(converted);
            }
            if (exact && !env.isHostObject(value) && !parameter.isPrimitive() && parameter != Object.class && !BOXES.containsValue(parameter)
                            && parameter != String.class) {
                return env.asGuestValue(Context.getCurrent().asValue(value).as(parameter));
            }
        } catch (InteropException changed) {
            return value;
        }
        return value;
    }

    private boolean isHost(Object value, Class<?> type) {
        return env.isHostObject(value) && type.isInstance(env.asHostObject(value));
    }

    private static List<Object> elements(Object iterable) throws InteropException {
        List<Object> elements = new ArrayList<>();
        Object iterator = INTEROP.getIterator(iterable);
        while (INTEROP.hasIteratorNextElement(iterator)) {
            elements.add(Context.getCurrent().asValue(INTEROP.getIteratorNextElement(iterator)).as(Object.class));
        }
        return elements;
    }

    /** An array of Java with some elements. */
    Object array(Class<?> type, Object[] elements) {
        Object array = Array.newInstance(type, elements.length);
        for (int i = 0; i < elements.length; i++) {
            Array.set(array, i, Context.getCurrent().asValue(elements[i]).as(type));
        }
        return env.asGuestValue(array);
    }
}
