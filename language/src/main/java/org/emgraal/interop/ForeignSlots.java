// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import java.util.List;
import java.util.Set;
import org.emgraal.PythonContext;
import org.emgraal.python.HotFunction;
import org.emgraal.python.NativeDefinitions;
import org.emgraal.python.NativeDefinitions.Offsets;
import org.emgraal.python.NativeDefinitions.Slot;
import org.emgraal.python.PythonApi;

/**
 * The built-in classes that the classes of foreign objects derive from: one with what every object has, and one per kind of
 * operation. Their slots are interop messages. Python's own attributes are found before foreign members, as in GraalPy and
 * Pyodide.
 */
final class ForeignSlots {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    /** Slot numbers of Include/typeslots.h. */
    private static final int BF_GETBUFFER = 1;
    private static final int BF_RELEASEBUFFER = 2;
    private static final int MP_ASS_SUBSCRIPT = 3;
    private static final int MP_LENGTH = 4;
    private static final int MP_SUBSCRIPT = 5;
    private static final int NB_BOOL = 9;
    private static final int SQ_CONTAINS = 41;
    private static final int TP_CALL = 50;
    /** Of a vectorcall's count of arguments: the caller lends the word before them (PEP 590). */
    private static final int ARGUMENTS_OFFSET = 1 << 31;
    private static final int TP_DEALLOC = 52;
    private static final int TP_GETATTRO = 58;
    private static final int TP_HASH = 59;
    private static final int TP_ITER = 62;
    private static final int TP_ITERNEXT = 63;
    private static final int TP_REPR = 66;
    private static final int TP_RICHCOMPARE = 67;
    private static final int TP_SETATTRO = 69;

    private static final int LT = 0;
    private static final int LE = 1;
    private static final int EQ = 2;
    private static final int NE = 3;
    private static final int GT = 4;
    private static final int GE = 5;

    /** Names that cannot be written after a dot; one underscore is appended to them, as in Pyodide. */
    private static final Set<String> KEYWORDS = Set.of("False", "None", "True", "and", "as", "assert", "async", "await", "break",
                    "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
                    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield");

    private final PythonContext context;
    private final TruffleLanguage.Env env;
    private final ForeignObjects objects;
    private final ForeignErrors errors;
    private final ForeignMessages messages;
    private final ForeignBuffer buffers;
    private final HostCalls hostCalls;
    private final HostValues values;

    ForeignSlots(PythonContext context, TruffleLanguage.Env env, ForeignMessages messages, ForeignObjects objects, ForeignErrors errors) {
        this.messages = messages;
        this.context = context;
        this.env = env;
        this.objects = objects;
        this.errors = errors;
        this.buffers = new ForeignBuffer(env, objects);
        this.values = new HostValues(env);
        this.hostCalls = new HostCalls(env, messages);
    }

    /** An operation on a foreign object; {@code a} are the slot's arguments after the first. */
    private interface Operation {
        int run(PythonApi api, Object object, int[] a) throws InteropException;
    }

    private Slot slot(int number, String signature, int failure, Operation operation) {
        return new Slot(number, signature,
                        arguments -> errors.guard(failure, api -> operation.run(api, objects.get(api, arguments[0]), arguments)));
    }

    /** New references to the classes, by the names {@code polyglot.py} gives them. */
    List<Named> define(NativeDefinitions definitions) {
        objects.setCalls(call(definitions, "execute", hostCalls::execute), call(definitions, "instantiate", hostCalls::instantiate));
        int base = definitions.newType("polyglot.ForeignObject", "An object of Java or of another language.", 0,
                        ForeignObjects.SIZE, new Offsets(ForeignObjects.WEAK_REFERENCES, 0), List.of(
                                        new Slot(TP_DEALLOC, "vi", arguments -> {
                                            objects.deallocate(context.interpreter().api(), arguments[0]);
                                            return 0;
                                        }),
                                        slot(TP_GETATTRO, "iii", 0, this::getAttribute),
                                        slot(TP_SETATTRO, "iiii", -1, this::setAttribute),
                                        slot(TP_REPR, "ii", 0, (api, object, a) -> api.newString(INTEROP.asString(INTEROP.toDisplayString(object)))),
                                        slot(TP_HASH, "ii", -1, (api, object, a) -> hash(object)),
                                        slot(TP_RICHCOMPARE, "iiii", 0, this::compare),
                                        slot(NB_BOOL, "ii", -1, (api, object, a) -> isTrue(object) ? 1 : 0)));
        return List.of(new Named("ForeignObject", base),
                        callable(definitions, base, "ForeignExecutable", "A foreign object that can be called."),
                        callable(definitions, base, "ForeignInstantiable", "A foreign class."),
                        named(definitions, base, "ForeignIterable", "A foreign object that can be iterated over.",
                                        slot(TP_ITER, "ii", 0, this::iterate)),
                        named(definitions, base, "ForeignIterator", "A foreign iterator.",
                                        slot(TP_ITER, "ii", 0, (api, object, a) -> self(api, a)),
                                        slot(TP_ITERNEXT, "ii", 0, (api, object, a) -> next(api, object))),
                        named(definitions, base, "ForeignSized", "A foreign object with a length.",
                                        slot(MP_LENGTH, "ii", -1, (api, object, a) -> Math.toIntExact(size(object)))),
                        named(definitions, base, "ForeignContainer", "A foreign object with elements or entries.",
                                        slot(MP_SUBSCRIPT, "iii", 0, this::getItem),
                                        slot(MP_ASS_SUBSCRIPT, "iiii", -1, this::setItem)),
                        named(definitions, base, "ForeignMembership", "A foreign object that knows what it contains.",
                                        slot(SQ_CONTAINS, "iii", -1, (api, object, a) -> contains(object, toForeign(api, a[1])) ? 1 : 0)),
                        named(definitions, base, "ForeignBuffer", "A foreign object with bytes.",
                                        slot(BF_GETBUFFER, "iiii", -1, (api, object, a) -> buffers.getBuffer(api, a[0], a[1], a[2])),
                                        slot(BF_RELEASEBUFFER, "vii", 0, (api, object, a) -> buffers.releaseBuffer(api, a[0], a[1]))));
    }

    /** A new reference to a class. */
    record Named(String name, int type) {
    }

    private static Named named(NativeDefinitions definitions, int base, String name, String doc, Slot... slots) {
        return new Named(name, definitions.newType("polyglot." + name, doc, base, ForeignObjects.SIZE, Offsets.INHERITED, List.of(slots)));
    }

    /** A class whose instances are called by {@code vectorcall}: see {@link ForeignObjects#VECTORCALL}. */
    private static Named callable(NativeDefinitions definitions, int base, String name, String doc) {
        Slot call = new Slot(TP_CALL, "iiii", a -> definitions.call("PyVectorcall_Call", a));
        return new Named(name, definitions.newType("polyglot." + name, doc, base, ForeignObjects.SIZE,
                        new Offsets(0, ForeignObjects.VECTORCALL), List.of(call)));
    }

    private static int self(PythonApi api, int[] a) {
        api.incref(a[0]);
        return a[0];
    }

    private int toPython(PythonApi api, Object value) {
        return JavaToPython.convert(context, api, value);
    }

    private Object toForeign(PythonApi api, int object) {
        return PythonToJava.convertBorrowed(context, api, object);
    }

    // ---- calls

    /** What calls an object of Java. */
    private interface Call {
        Object run(Object callable, Object[] arguments) throws InteropException;
    }

    private int call(NativeDefinitions definitions, String name, Call call) {
        return definitions.address("polyglot " + name, "iiiii", a -> errors.guard(0, api -> {
            Object callable = objects.get(api, a[0]);
            Object[] arguments = arguments(api, a, callable);
            return toPython(api, context.outside(() -> call.run(callable, arguments)));
        }));
    }

    /** Arguments of a vectorcall. Keyword arguments become one last argument, a dict, as in Pyodide; Java's methods have none. */
    private Object[] arguments(PythonApi api, int[] a, Object callable) throws InteropException {
        int count = a[2] & ~ARGUMENTS_OFFSET;
        int keywords = a[3] == 0 ? 0 : api.call("PyTuple_Size", a[3]);
        if (keywords > 0 && !hostCalls.takesKeywords(callable, count)) {
            throw ForeignErrors.error(api, "PyExc_TypeError", "%s takes no keyword arguments".formatted(HostCalls.name(callable)));
        }
        Object[] arguments = new Object[count + (keywords > 0 ? 1 : 0)];
        for (int i = 0; i < count; i++) {
            arguments[i] = values.toHost(api, toForeign(api, argument(api, a, i)));
        }
        if (keywords > 0) {
            int dictionary = api.call("PyDict_New");
            for (int i = 0; i < keywords; i++) {
                api.call("PyDict_SetItem", dictionary, api.call("PyTuple_GetItem", a[3], i), argument(api, a, count + i));
            }
            arguments[count] = PythonToJava.convert(context, api, dictionary);
        }
        return arguments;
    }

    private static int argument(PythonApi api, int[] a, int index) {
        return api.memory().loadInt(a[1] + Integer.BYTES * index);
    }

    // ---- attributes

    private static String memberName(Object object, String attribute) {
        boolean escaped = attribute.endsWith("_") && KEYWORDS.contains(attribute.substring(0, attribute.length() - 1));
        return escaped && !INTEROP.isMemberReadable(object, attribute) ? attribute.substring(0, attribute.length() - 1) : attribute;
    }

    private int getAttribute(PythonApi api, Object object, int[] a) throws InteropException {
        int own = api.call(HotFunction.GENERIC_GET_ATTRIBUTE, a[0], a[1], 0, 1);
        if (own != 0) {
            return own;
        }
        if (api.hasError()) {
            throw new ForeignErrors.PythonRaised();
        }
        String attribute = api.toName(a[1]);
        String member = memberName(object, attribute);
        Object value = messages.read(object, member);
        if (value != null) {
            return value instanceof ForeignMember ? objects.wrap(api, value) : toPython(api, value);
        }
        throw ForeignErrors.error(api, "PyExc_AttributeError", "%s has no attribute '%s'".formatted(describe(object), attribute));
    }

    private static String describe(Object object) throws UnsupportedMessageException {
        if (INTEROP.isMetaObject(object)) {
            return "foreign class '%s'".formatted(INTEROP.asString(INTEROP.getMetaQualifiedName(object)));
        }
        return INTEROP.hasMetaObject(object)
                        ? "'%s' object".formatted(INTEROP.asString(INTEROP.getMetaQualifiedName(INTEROP.getMetaObject(object)))) : "foreign object";
    }

    private int setAttribute(PythonApi api, Object object, int[] a) throws InteropException {
        String attribute = api.toName(a[1]);
        String member = memberName(object, attribute);
        boolean possible = a[2] == 0 ? INTEROP.isMemberRemovable(object, member) : INTEROP.isMemberWritable(object, member);
        if (!possible) {
            throw ForeignErrors.error(api, "PyExc_AttributeError", "attribute '%s' of %s cannot be %s".formatted(attribute,
                            describe(object), a[2] == 0 ? "deleted" : "set"));
        }
        if (a[2] == 0) {
            INTEROP.removeMember(object, member);
        } else {
            INTEROP.writeMember(object, member, values.toHost(api, toForeign(api, a[2])));
        }
        return 0;
    }

    // ---- values

    /** Java's {@code hashCode}, if Python may call it; -1 is reserved for errors. */
    private static int hash(Object object) throws InteropException {
        Object code = INTEROP.isMemberInvocable(object, "hashCode") ? INTEROP.invokeMember(object, "hashCode")
                        : INTEROP.hasIdentity(object) ? INTEROP.identityHashCode(object) : System.identityHashCode(object);
        int hash = code instanceof Integer number ? number : code.hashCode();
        return hash == -1 ? -2 : hash;
    }

    private static boolean equal(Object object, Object other) throws InteropException {
        if (INTEROP.isIdentical(object, other, INTEROP)) {
            return true;
        }
        return INTEROP.isMemberInvocable(object, "equals") && INTEROP.invokeMember(object, "equals", other) instanceof Boolean equal && equal;
    }

    private int compare(PythonApi api, Object object, int[] a) throws InteropException {
        boolean foreign = objects.unwrap(api, a[1]) != null;
        if (a[2] == EQ || a[2] == NE) {
            if (!foreign) {
                return notImplemented(api);
            }
            return toPython(api, equal(object, toForeign(api, a[1])) == (a[2] == EQ));
        }
        if (!foreign || !INTEROP.isMemberInvocable(object, "compareTo")) {
            return notImplemented(api);
        }
        int order = INTEROP.asInt(INTEROP.invokeMember(object, "compareTo", toForeign(api, a[1])));
        return toPython(api, switch (a[2]) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> throw new IllegalArgumentException("comparison " + a[2]);
        });
    }

    private static int notImplemented(PythonApi api) {
        int object = api.symbol("_Py_NotImplementedStruct");
        api.incref(object);
        return object;
    }

    /** Empty containers and an empty Optional are false. */
    private boolean isTrue(Object object) throws InteropException {
        if (INTEROP.hasArrayElements(object) || INTEROP.hasHashEntries(object)) {
            return size(object) != 0;
        }
        if (env.isHostObject(object)) {
            Object host = env.asHostObject(object);
            String empty = host instanceof java.util.Collection || host instanceof java.util.Optional<?> ? "isEmpty" : null;
            if (empty != null && INTEROP.isMemberInvocable(object, empty)) {
                return !(Boolean) INTEROP.invokeMember(object, empty);
            }
        }
        return true;
    }

    // ---- containers

    private static long size(Object object) throws InteropException {
        if (INTEROP.hasArrayElements(object)) {
            return INTEROP.getArraySize(object);
        }
        if (INTEROP.hasHashEntries(object)) {
            return INTEROP.getHashSize(object);
        }
        return INTEROP.asLong(INTEROP.isMemberInvocable(object, "size") ? INTEROP.invokeMember(object, "size") : INTEROP.readMember(object, "size"));
    }

    private int iterate(PythonApi api, Object object, int[] a) throws InteropException {
        if (INTEROP.hasHashEntries(object)) {
            return toPython(api, INTEROP.getHashKeysIterator(object));
        }
        // Some arrays, as a Map.Entry of Java, have elements but no iterator: Python's own counts.
        return INTEROP.hasIterator(object) ? toPython(api, INTEROP.getIterator(object)) : api.call("PySeqIter_New", a[0]);
    }

    private int next(PythonApi api, Object iterator) throws InteropException {
        Object value = context.outside(() -> INTEROP.isIterator(iterator) ? INTEROP.hasIteratorNextElement(iterator)
                        ? INTEROP.getIteratorNextElement(iterator) : null : nextOfProtocol(iterator));
        return value == null ? 0 : toPython(api, value);
    }

    /** JavaScript's own protocol, which its generators keep. */
    private static Object nextOfProtocol(Object iterator) throws InteropException {
        Object result = INTEROP.invokeMember(iterator, "next");
        return INTEROP.asBoolean(INTEROP.readMember(result, "done")) ? null : INTEROP.readMember(result, "value");
    }

    private static boolean contains(Object object, Object value) throws InteropException {
        if (INTEROP.hasHashEntries(object)) {
            return INTEROP.isHashEntryReadable(object, value);
        }
        String method = INTEROP.isMemberInvocable(object, "contains") ? "contains" : "has";
        try {
            return INTEROP.invokeMember(object, method, value) instanceof Boolean found && found;
        } catch (UnsupportedTypeException otherType) {
            return false;
        }
    }

    private static long index(PythonApi api, Object object, int key) throws InteropException {
        int integer = api.call("PyNumber_Index", key);
        if (integer == 0) {
            throw new ForeignErrors.PythonRaised();
        }
        Object number = api.toNumber(integer);
        api.decref(integer);
        if (number instanceof java.math.BigInteger) {
            throw ForeignErrors.error(api, "PyExc_IndexError", "index out of range");
        }
        long index = ((Number) number).longValue();
        return index < 0 ? index + INTEROP.getArraySize(object) : index;
    }

    /** Slices are handled by {@code polyglot.py}. */
    private int getItem(PythonApi api, Object object, int[] a) throws InteropException {
        if (INTEROP.hasHashEntries(object)) {
            Object key = toForeign(api, a[1]);
            if (!INTEROP.isHashEntryReadable(object, key)) {
                throw keyError(api, a[1]);
            }
            return toPython(api, INTEROP.readHashValue(object, key));
        }
        return toPython(api, INTEROP.readArrayElement(object, index(api, object, a[1])));
    }

    private static ForeignErrors.PythonRaised keyError(PythonApi api, int key) {
        api.call("PyErr_SetObject", api.memory().loadInt(api.symbol("PyExc_KeyError")), key);
        return new ForeignErrors.PythonRaised();
    }

    private int setItem(PythonApi api, Object object, int[] a) throws InteropException {
        boolean delete = a[2] == 0;
        if (INTEROP.hasHashEntries(object)) {
            Object key = toForeign(api, a[1]);
            if (delete && !INTEROP.isHashEntryExisting(object, key)) {
                throw keyError(api, a[1]);
            }
            if (delete) {
                INTEROP.removeHashEntry(object, key);
            } else {
                INTEROP.writeHashEntry(object, key, values.toHost(api, toForeign(api, a[2])));
            }
        } else {
            long index = index(api, object, a[1]);
            if (index < 0 || index >= INTEROP.getArraySize(object)) {
                throw ForeignErrors.error(api, "PyExc_IndexError", "assignment index out of range");
            }
            if (delete) {
                INTEROP.removeArrayElement(object, index);
            } else {
                INTEROP.writeArrayElement(object, index, values.toHost(api, toForeign(api, a[2])));
            }
        }
        return 0;
    }
}
