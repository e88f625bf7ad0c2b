// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.emgraal.PythonContext;
import org.emgraal.python.HotFunction;
import org.emgraal.python.PythonApi;
import org.emgraal.python.TypeLayout;

/**
 * The Java objects Python holds. A Python proxy is an instance of {@code polyglot.ForeignObject} whose first word after the
 * header is the object's number here; it keeps the object alive until it is deallocated. While a proxy lives, its object
 * has no other, so Python's {@code is} is identity of the Java objects.
 */
final class ForeignObjects {

    /** {@code PyObject_HEAD}, the object's number, the list of weak references, the function that calls it. */
    static final int NUMBER = 8;
    static final int WEAK_REFERENCES = 12;
    static final int VECTORCALL = 16;
    static final int SIZE = 20;

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private static final Set<Trait> METHOD = Set.of(Trait.EXECUTABLE);

    private final PythonContext context;
    private final TruffleLanguage.Env env;
    private final List<Object> objects = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    /** Live proxies by the identity of their objects. */
    private final Map<Identity, Integer> proxies = new HashMap<>();
    /** Python classes by traits, and by Java class as a short cut. */
    private final Map<Set<Trait>, Integer> types = new HashMap<>();
    private final Map<Class<?>, Set<Trait>> shapes = new HashMap<>();
    private int methodType;
    private int baseType;
    private int exceptionType;
    private int exceptionMetaType;
    private int subclassType;
    /** Classes of Python values that stand for a foreign object. */
    private final Set<Integer> twoSidedTypes = new HashSet<>();
    private int makeType;
    private int makeException;
    private int makeValue;
    /** Functions that call proxies: of what can be executed, and of classes. */
    private int execute;
    private int instantiate;

    /** An object by its interop identity. */
    private record Identity(Object object, int hash) {

        static Identity of(Object object) {
            try {
                return INTEROP.hasIdentity(object) ? new Identity(object, INTEROP.identityHashCode(object)) : null;
            } catch (UnsupportedMessageException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity && (object == identity.object || INTEROP.isIdentical(object, identity.object, INTEROP));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    ForeignObjects(PythonContext context, TruffleLanguage.Env env) {
        this.context = context;
        this.env = env;
    }

    /** Called by {@code polyglot.py} with its classes and factories, all borrowed from that module. */
    void define(PythonApi api, int[] definitions) {
        for (int object : definitions) {
            api.incref(object);
        }
        baseType = definitions[0];
        exceptionType = definitions[1];
        exceptionMetaType = definitions[2];
        subclassType = definitions[3];
        makeType = definitions[4];
        makeException = definitions[5];
        makeValue = definitions[6];
    }

    /** Called with the functions, of signature {@code vectorcallfunc}, before the first proxy is made. */
    void setCalls(int executeFunction, int instantiateFunction) {
        execute = executeFunction;
        instantiate = instantiateFunction;
    }

    /** Adds a class of Python values whose attribute {@code __foreign__} is the object they stand for; borrowed. */
    void defineTwoSided(PythonApi api, int type) {
        api.incref(type);
        twoSidedTypes.add(type);
    }

    private void require(PythonApi api) {
        if (baseType == 0) {
            int module = api.importModule("polyglot");
            if (module == 0) {
                throw context.raised();
            }
            api.decref(module);
        }
    }

    // ---- Java to Python

    /** New reference to what stands for a foreign object in Python. */
    int wrap(PythonApi api, Object foreign) {
        require(api);
        Object object = throwableOf(foreign);
        Set<Trait> traits = traits(object);
        int proxy = proxy(api, object, traits);
        if (traits.contains(Trait.EXCEPTION)) {
            return replace(api, proxy, makeException);
        }
        if (traits.contains(Trait.NUMBER) || traits.contains(Trait.TIME)) {
            return replace(api, proxy, makeValue);
        }
        return proxy;
    }

    /** Java's exceptions are shown as the Throwables they carry. */
    private Object throwableOf(Object object) {
        return object instanceof Throwable exception && env.isHostException(exception)
                        ? env.asGuestValue(env.asHostException(exception)) : object;
    }

    private int replace(PythonApi api, int proxy, int factory) {
        int made = api.callObject(factory, proxy);
        api.decref(proxy);
        if (made == 0) {
            throw context.raised();
        }
        return made;
    }

    /** New reference to the proxy itself. */
    private int proxy(PythonApi api, Object object, Set<Trait> traits) {
        Identity identity = object instanceof ForeignMember ? null : Identity.of(object);
        Integer known = identity == null ? null : proxies.get(identity);
        if (known != null) {
            api.incref(known);
            return known;
        }
        int proxy = api.call(HotFunction.ALLOCATE, type(api, traits), 0);
        if (proxy == 0) {
            throw context.raised();
        }
        Integer number = free.poll();
        if (number == null) {
            number = objects.size();
            objects.add(object);
        } else {
            objects.set(number, object);
        }
        api.memory().storeInt(proxy + NUMBER, number);
        api.memory().storeInt(proxy + VECTORCALL, traits.contains(Trait.INSTANTIABLE) ? instantiate : traits.contains(Trait.EXECUTABLE) ? execute : 0);
        if (identity != null) {
            proxies.put(identity, proxy);
        }
        return proxy;
    }

    private Set<Trait> traits(Object object) {
        if (object instanceof ForeignMember member && env.isHostFunction(member.value)) {
            return METHOD;
        }
        if (!env.isHostObject(object) || env.isHostSymbol(object)) {
            return Trait.of(env, object);
        }
        return shapes.computeIfAbsent(env.asHostObject(object).getClass(), hostClass -> Trait.of(env, object));
    }

    private int type(PythonApi api, Set<Trait> traits) {
        if (traits == METHOD && methodType != 0) {
            return methodType;
        }
        Integer known = types.get(traits);
        if (known == null) {
            int[] names = traits.stream().mapToInt(trait -> api.newString(trait.name())).toArray();
            known = api.callObject(makeType, names);
            for (int name : names) {
                api.decref(name);
            }
            if (known == 0) {
                throw context.raised();
            }
            types.put(Set.copyOf(traits), known);
        }
        if (traits == METHOD) {
            methodType = known;
        }
        return known;
    }

    // ---- Python to Java

    /** The foreign object that a Python object stands for, or null. */
    Object unwrap(PythonApi api, int object) {
        if (baseType == 0) {
            return null;
        }
        int type = api.typeOf(object);
        if (api.types().derives(type, baseType)) {
            return objects.get(api.memory().loadInt(object + NUMBER));
        }
        if (type == exceptionMetaType) {
            return attribute(api, object, "__foreign_class__");
        }
        boolean standsForOne = twoSidedTypes.contains(type) || isSubclass(api, type) || isForeignException(api, object);
        return standsForOne ? attribute(api, object, "__foreign__") : null;
    }

    /** Python classes may have several bases, of which the layout's is only one. */
    private boolean isSubclass(PythonApi api, int type) {
        return api.types().has(type, TypeLayout.HEAP) && api.call("PyType_IsSubtype", type, subclassType) != 0;
    }

    /** The object of the proxy that is an attribute of another object; null if that has none. */
    private Object attribute(PythonApi api, int object, String name) {
        int proxy = api.findAttribute(object, name);
        api.clearError();
        Object foreign = proxy == 0 || !api.types().derives(api.typeOf(proxy), baseType) ? null : get(api, proxy);
        api.decref(proxy);
        return foreign;
    }

    private boolean isForeignException(PythonApi api, int object) {
        return api.types().has(api.typeOf(object), TypeLayout.EXCEPTION_SUBCLASS)
                        && api.call("PyType_IsSubtype", api.typeOf(object), exceptionType) != 0;
    }

    /** The object of a proxy that is certainly one. */
    Object get(PythonApi api, int proxy) {
        return objects.get(api.memory().loadInt(proxy + NUMBER));
    }

    /** {@code tp_dealloc}. */
    void deallocate(PythonApi api, int proxy) {
        if (api.memory().loadInt(proxy + WEAK_REFERENCES) != 0) {
            api.call("PyObject_ClearWeakRefs", proxy);
        }
        int number = api.memory().loadInt(proxy + NUMBER);
        Object object = objects.set(number, null);
        free.push(number);
        if (!(object instanceof ForeignMember)) {
            proxies.remove(Identity.of(object), proxy);
        }
        int type = api.typeOf(proxy);
        // What tp_free does: the classes made by polyglot.py have garbage collection, the built-in ones do not.
        if (api.types().has(type, TypeLayout.HAVE_GC)) {
            api.call(HotFunction.DELETE, proxy);
        } else {
            api.call("PyObject_Free", proxy);
        }
        api.decref(type);
    }

    /** How many foreign objects Python holds. */
    int count() {
        return objects.size() - free.size();
    }

    TruffleLanguage.Env env() {
        return env;
    }

}
