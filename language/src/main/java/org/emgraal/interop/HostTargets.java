// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/** Types of Java's parameters for which the polyglot API has no conversion, and what Python has for them. */
final class HostTargets {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private static final Map<Class<?>, Conversion> CONVERSIONS = Map.ofEntries(
                    Map.entry(OffsetDateTime.class, value -> isMoment(value) ? convert(value, ZonedDateTime.class).toOffsetDateTime() : null),
                    Map.entry(OffsetTime.class, HostTargets::offsetTime),
                    Map.entry(UUID.class, value -> isA(value, "UUID", "hex") ? UUID.fromString(value.toString()) : null),
                    Map.entry(ByteBuffer.class, HostTargets::bytes),
                    Map.entry(Optional.class, value -> Optional.of(convert(value, Object.class))),
                    Map.entry(OptionalInt.class, value -> INTEROP.fitsInInt(value) ? OptionalInt.of(INTEROP.asInt(value)) : null),
                    Map.entry(OptionalLong.class, value -> INTEROP.fitsInLong(value) ? OptionalLong.of(INTEROP.asLong(value)) : null),
                    Map.entry(OptionalDouble.class, value -> INTEROP.fitsInDouble(value) ? OptionalDouble.of(INTEROP.asDouble(value)) : null),
                    Map.entry(CompletableFuture.class, value -> INTEROP.isMemberInvocable(value, "toCompletableFuture")
                                    ? convert(value, CompletionStage.class).toCompletableFuture() : null),
                    Map.entry(Collection.class, HostTargets::collection));

    private HostTargets() {
    }

    private interface Conversion {
        /** Null if the value is not of a kind that becomes this type. */
        Object apply(Object value) throws InteropException;
    }

    /** Whether {@link #value} answers something; the question begins no coroutine. */
    static boolean fits(Object value, Class<?> type) throws InteropException {
        return type == CompletableFuture.class ? INTEROP.isMemberInvocable(value, "toCompletableFuture") : value(value, type) != null;
    }

    /** An object of the type, or null where there is no conversion. */
    static Object value(Object value, Class<?> type) throws InteropException {
        Conversion conversion = CONVERSIONS.get(type);
        return conversion == null ? null : conversion.apply(value);
    }

    private static <T> T convert(Object value, Class<T> type) {
        return Context.getCurrent().asValue(value).as(type);
    }

    private static boolean isMoment(Object value) {
        return INTEROP.isDate(value) && INTEROP.isTime(value) && INTEROP.isTimeZone(value);
    }

    /** A {@code datetime.time} has an offset where its zone knows one without a date. */
    private static OffsetTime offsetTime(Object value) throws InteropException {
        if (!INTEROP.isTime(value) || INTEROP.isDate(value) || !INTEROP.isMemberInvocable(value, "utcoffset")) {
            return null;
        }
        Object offset = INTEROP.invokeMember(value, "utcoffset");
        return INTEROP.isDuration(offset) && INTEROP.asDuration(offset).getNano() == 0
                        ? INTEROP.asTime(value).atOffset(ZoneOffset.ofTotalSeconds((int) INTEROP.asDuration(offset).toSeconds())) : null;
    }

    private static boolean isA(Object value, String type, String member) throws InteropException {
        return value instanceof PythonObject && INTEROP.isMemberReadable(value, member)
                        && INTEROP.asString(INTEROP.getMetaSimpleName(INTEROP.getMetaObject(value))).equals(type);
    }

    /** A copy: the guest's memory moves when it grows. */
    private static ByteBuffer bytes(Object value) throws InteropException {
        if (!INTEROP.hasBufferElements(value)) {
            return null;
        }
        byte[] bytes = new byte[Math.toIntExact(INTEROP.getBufferSize(value))];
        INTEROP.readBuffer(value, 0, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes);
    }

    /** The elements of a view such as {@code dict.values()}; never those of an iterator, which asking would use up. */
    private static Collection<Object> collection(Object value) throws InteropException {
        if (!(value instanceof PythonObject) || INTEROP.isIterator(value) || !INTEROP.hasIterator(value) || INTEROP.hasArrayElements(value)
                        || INTEROP.hasHashEntries(value) || HostArguments.isSet(value) || !INTEROP.isMemberInvocable(value, "__len__")) {
            return null;
        }
        List<Object> elements = new ArrayList<>();
        Value iterator = Context.getCurrent().asValue(value).getIterator();
        while (iterator.hasIteratorNextElement()) {
            elements.add(iterator.getIteratorNextElement().as(Object.class));
        }
        return elements;
    }
}
