// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/** What a foreign object can do; its Python class derives from one class per trait ({@code polyglot.py}). */
enum Trait {
    DOUBLE_PROXY,
    CLASS,
    EXECUTABLE,
    INSTANTIABLE,
    BUFFER,
    LIST,
    DICT,
    SET,
    COLLECTION,
    ITERATOR,
    GENERATOR,
    ITERABLE,
    ASYNC_GENERATOR,
    ASYNC_ITERABLE,
    CONTEXT_MANAGER,
    AWAITABLE,
    EXCEPTION,
    NUMBER,
    TIME;

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    static Set<Trait> of(TruffleLanguage.Env env, Object object) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (object instanceof PythonValue value && value.proxy() != null) {
            // Python sees the proxy and not the object, of which it knows only whether it can be called.
            add(traits, DOUBLE_PROXY, true);
            add(traits, EXECUTABLE, INTEROP.isExecutable(object));
            return traits;
        }
        add(traits, CLASS, INTEROP.isMetaObject(object));
        add(traits, EXECUTABLE, INTEROP.isExecutable(object));
        add(traits, INSTANTIABLE, INTEROP.isInstantiable(object));
        add(traits, LIST, INTEROP.hasArrayElements(object));
        add(traits, DICT, INTEROP.hasHashEntries(object));
        add(traits, ITERATOR, INTEROP.isIterator(object));
        add(traits, ITERABLE, INTEROP.hasIterator(object));
        add(traits, EXCEPTION, INTEROP.isException(object));
        add(traits, BUFFER, INTEROP.hasBufferElements(object) || ForeignBuffer.isArray(env, object));
        add(traits, NUMBER, INTEROP.isNumber(object) || env.isHostObject(object) && env.asHostObject(object) instanceof java.math.BigDecimal);
        add(traits, TIME, INTEROP.isDate(object) || INTEROP.isTime(object) || INTEROP.isTimeZone(object) || INTEROP.isDuration(object));
        if (env.isHostObject(object)) {
            Object host = env.asHostObject(object);
            boolean collection = host instanceof Collection && !traits.contains(LIST) && INTEROP.isMemberInvocable(object, "size");
            add(traits, SET, collection && host instanceof Set);
            add(traits, COLLECTION, collection && !(host instanceof Set));
            add(traits, CONTEXT_MANAGER, host instanceof AutoCloseable && INTEROP.isMemberInvocable(object, "close"));
            add(traits, AWAITABLE, host instanceof CompletionStage || host instanceof Future);
            add(traits, ASYNC_ITERABLE, host instanceof Flow.Publisher && INTEROP.isMemberInvocable(object, "subscribe"));
        } else if (!(object instanceof ForeignMember) && INTEROP.hasMembers(object)) {
            addByMembers(traits, object);
        }
        return traits;
    }

    /** What interop has no messages for is known by its methods, as in Pyodide: JavaScript's promises, generators, sets and typed arrays. */
    private static void addByMembers(Set<Trait> traits, Object object) {
        add(traits, AWAITABLE, INTEROP.isMemberInvocable(object, "then"));
        boolean iterable = traits.contains(ITERABLE);
        boolean next = INTEROP.isMemberInvocable(object, "next");
        boolean generator = next && INTEROP.isMemberInvocable(object, "return") && INTEROP.isMemberInvocable(object, "throw");
        add(traits, ITERATOR, iterable && next);
        add(traits, GENERATOR, iterable && generator);
        // Its asynchronous iterator has a symbol for a name, which interop does not show.
        add(traits, ASYNC_GENERATOR, !iterable && generator);
        add(traits, SET, iterable && !traits.contains(DICT) && INTEROP.isMemberInvocable(object, "has") && INTEROP.isMemberReadable(object, "size"));
        add(traits, BUFFER, TypedArray.is(object));
    }

    private static void add(Set<Trait> traits, Trait trait, boolean present) {
        if (present) {
            traits.add(trait);
        }
    }
}
