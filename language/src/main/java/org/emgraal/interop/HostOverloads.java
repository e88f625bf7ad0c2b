// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Chooses a method or constructor of Java where Truffle finds none that fits, or several that fit alike: as javac does it for
 * arguments of such shapes (JLS 15.12.2). A callable fits an interface whose one method passes as many arguments as it
 * takes, and better if that method returns something; a list fits List better than an array. Arguments that Truffle
 * converts to no such type are converted by {@link HostArguments}.
 */
final class HostOverloads {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private final TruffleLanguage.Env env;
    private final HostArguments arguments;

    HostOverloads(TruffleLanguage.Env env) {
        this.env = env;
        this.arguments = new HostArguments(env);
    }

    /** One way to call, with what each argument costs to convert; the cheaper the better. */
    private record Candidate(Executable executable, boolean spread, int[] costs) {

        Class<?> type(int argument) {
            Class<?>[] types = executable.getParameterTypes();
            return spread && argument >= types.length - 1 ? types[types.length - 1].getComponentType() : types[argument];
        }

        boolean isBetterThan(Candidate other) {
            boolean better = false;
            for (int i = 0; i < costs.length; i++) {
                if (costs[i] > other.costs[i]) {
                    return false;
                }
                better |= costs[i] < other.costs[i];
            }
            return better;
        }

        /** Whether each parameter's type is that of the other's, or one that extends it. */
        boolean isMoreSpecificThan(Candidate other) {
            boolean differs = false;
            for (int i = 0; i < costs.length; i++) {
                if (!other.type(i).isAssignableFrom(type(i))) {
                    return false;
                }
                differs |= other.type(i) != type(i);
            }
            return differs;
        }
    }

    /** Thrown if several are left; its message names them. */
    static final class AmbiguousException extends Exception {
        private static final long serialVersionUID = 1L;

        AmbiguousException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Calls a method of a Java object or class.
     *
     * @return null if there is none that fits
     */
    Object invoke(Object receiver, String name, Object[] values) throws InteropException, AmbiguousException {
        Object host = hostOf(receiver);
        if (host == null) {
            return null;
        }
        boolean symbol = env.isHostSymbol(receiver);
        Class<?> type = symbol ? (Class<?>) host : host.getClass();
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            String member = signature(method);
            if (method.getName().equals(name) && !method.isBridge() && (!symbol || Modifier.isStatic(method.getModifiers()))
                            && INTEROP.isMemberInvocable(receiver, member)) {
                methods.putIfAbsent(member, method);
            }
        }
        Candidate chosen = choose(name, new ArrayList<>(methods.values()), values);
        return chosen == null ? null : INTEROP.invokeMember(receiver, signature((Method) chosen.executable), converted(chosen, values, false));
    }

    /** Makes an object of a Java class; null if no constructor fits. */
    Object instantiate(Object receiver, Object[] values) throws InteropException, AmbiguousException {
        if (!(hostOf(receiver) instanceof Class<?> type) || !env.isHostSymbol(receiver)) {
            return null;
        }
        Candidate chosen = choose(type.getSimpleName(), Arrays.asList(type.getConstructors()), values);
        return chosen == null ? null : INTEROP.instantiate(receiver, converted(chosen, values, true));
    }

    private Object hostOf(Object receiver) {
        return env.isHostObject(receiver) ? env.asHostObject(receiver) : null;
    }

    /** What Truffle calls a method among those of its name. */
    private static String signature(Method method) {
        return method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getTypeName).collect(Collectors.joining(",", "(", ")"));
    }

    private Candidate choose(String name, List<? extends Executable> executables, Object[] values) throws AmbiguousException {
        List<Candidate> candidates = new ArrayList<>();
        executables.forEach(executable -> add(candidates, executable, false, values));
        if (candidates.isEmpty()) {
            executables.stream().filter(Executable::isVarArgs).forEach(executable -> add(candidates, executable, true, values));
        }
        List<Candidate> best = candidates.stream().filter(one -> candidates.stream().noneMatch(other -> other.isBetterThan(one))).toList();
        if (best.size() > 1) {
            List<Candidate> all = best;
            List<Candidate> specific = all.stream().filter(one -> all.stream().noneMatch(other -> other.isMoreSpecificThan(one))).toList();
            best = specific.isEmpty() ? best : specific;
        }
        if (best.size() > 1 && best.stream().allMatch(Candidate::spread)) {
            // Of those that take any number, the one that names most of the arguments.
            int named = best.stream().mapToInt(one -> one.executable.getParameterCount()).max().orElse(0);
            best = best.stream().filter(one -> one.executable.getParameterCount() == named).toList();
        }
        if (best.size() > 1) {
            throw ambiguous(name, best);
        }
        return best.isEmpty() ? null : best.get(0);
    }

    private static AmbiguousException ambiguous(String name, List<Candidate> best) {
        List<String> signatures = best.stream().map(Candidate::executable).sorted(Comparator.comparing(Executable::toString))
                        .map(one -> one instanceof Method method ? signature(method) : one.toString()).toList();
        String example = best.get(0).executable instanceof Constructor<?> ? "" : "; pick one with getattr(x, \"%s\")(...)".formatted(signatures.get(0));
        return new AmbiguousException("several overloads of %s fit the arguments: %s%s".formatted(name, String.join(", ", signatures), example));
    }

    private void add(List<Candidate> candidates, Executable executable, boolean spread, Object[] values) {
        int parameters = executable.getParameterCount();
        if (spread ? values.length < parameters - 1 : values.length != parameters) {
            return;
        }
        Candidate candidate = new Candidate(executable, spread, new int[values.length]);
        for (int i = 0; i < values.length; i++) {
            int cost = arguments.cost(values[i], candidate.type(i));
            if (cost == HostArguments.IMPOSSIBLE) {
                return;
            }
            candidate.costs[i] = cost;
        }
        candidates.add(candidate);
    }

    private Object[] converted(Candidate chosen, Object[] values, boolean exact) {
        Object[] converted = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = arguments.convert(values[i], chosen.type(i), exact);
        }
        if (!chosen.spread) {
            return converted;
        }
        // Passed as an array, for Truffle would look for the number of arguments again.
        int named = chosen.executable.getParameterCount() - 1;
        Object[] passed = Arrays.copyOf(converted, named + 1);
        passed[named] = arguments.array(chosen.type(named), Arrays.copyOfRange(converted, named, values.length));
        return passed;
    }
}
