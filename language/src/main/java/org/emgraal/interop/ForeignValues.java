// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/** Foreign numbers and times taken apart for the Python classes that show them. */
final class ForeignValues {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    /** Limits of Python's datetime module. */
    private static final int MAX_YEAR = 9999;
    private static final long MAX_DAYS = 999_999_999;
    private static final int NANOS_PER_MICRO = 1000;

    private ForeignValues() {
    }

    /** A kind, then the arguments of the Python class; kind "none" is a value that Python's class cannot hold. */
    static Object[] parts(TruffleLanguage.Env env, Object object) throws UnsupportedMessageException {
        if (env.isHostObject(object) && env.asHostObject(object) instanceof BigDecimal decimal) {
            return new Object[]{"decimal", decimal.toString()};
        }
        if (INTEROP.isNumber(object)) {
            return INTEROP.fitsInBigInteger(object) ? new Object[]{"int", new PythonBigInteger(INTEROP.asBigInteger(object))}
                            : new Object[]{"float", INTEROP.asDouble(object)};
        }
        if (INTEROP.isDuration(object)) {
            Duration duration = INTEROP.asDuration(object);
            return Math.abs(duration.toDays()) >= MAX_DAYS ? new Object[]{"none"}
                            : new Object[]{"duration", duration.getSeconds(), duration.getNano() / NANOS_PER_MICRO};
        }
        if (!INTEROP.isDate(object) && !INTEROP.isTime(object)) {
            ZoneId zone = INTEROP.asTimeZone(object);
            return new Object[]{"zone", zone.getId(), zone instanceof ZoneOffset offset ? offset.getTotalSeconds() : PythonNone.INSTANCE};
        }
        return time(env, object);
    }

    private static Object[] time(TruffleLanguage.Env env, Object object) throws UnsupportedMessageException {
        boolean date = INTEROP.isDate(object);
        boolean time = INTEROP.isTime(object);
        List<Object> parts = new ArrayList<>();
        parts.add(date && time ? "datetime" : date ? "date" : "time");
        if (date) {
            LocalDate day = INTEROP.asDate(object);
            if (day.getYear() < 1 || day.getYear() > MAX_YEAR) {
                return new Object[]{"none"};
            }
            parts.addAll(List.of(day.getYear(), day.getMonthValue(), day.getDayOfMonth()));
        }
        if (time) {
            LocalTime clock = INTEROP.asTime(object);
            parts.addAll(List.of(clock.getHour(), clock.getMinute(), clock.getSecond(), clock.getNano() / NANOS_PER_MICRO));
        }
        if (date && time) {
            addZone(env, object, parts);
        }
        return parts.toArray();
    }

    /** The offset of this moment, which says all that Python's arithmetic needs, and PEP 495's fold. */
    private static void addZone(TruffleLanguage.Env env, Object object, List<Object> parts) throws UnsupportedMessageException {
        if (!INTEROP.isTimeZone(object)) {
            parts.addAll(List.of(PythonNone.INSTANCE, 0));
            return;
        }
        ZoneRules rules = INTEROP.asTimeZone(object).getRules();
        // Interop's asInstant takes the earlier of two moments with the same local time to be the only one.
        ZoneOffset offset = env.isHostObject(object) && env.asHostObject(object) instanceof ZonedDateTime zoned ? zoned.getOffset()
                        : rules.getOffset(INTEROP.asInstant(object));
        ZoneOffsetTransition change = rules.getTransition(LocalDateTime.of(INTEROP.asDate(object), INTEROP.asTime(object)));
        parts.addAll(List.of(offset.getTotalSeconds(), change != null && change.isOverlap() && offset.equals(change.getOffsetAfter()) ? 1 : 0));
    }

    /** The offset in seconds of the local time in arguments 1 to 6 in the zone that is argument 0; argument 7 is PEP 495's fold. */
    static int offset(Object[] arguments) throws UnsupportedMessageException {
        ZoneRules rules = INTEROP.asTimeZone(arguments[0]).getRules();
        LocalDateTime local = dateTime(arguments);
        ZoneOffsetTransition change = rules.getTransition(local);
        ZoneOffset offset = change == null ? rules.getOffset(local) : INTEROP.asInt(arguments[7]) == 0 ? change.getOffsetBefore() : change.getOffsetAfter();
        return offset.getTotalSeconds();
    }

    /** The offset in seconds of the universal time in arguments 1 to 6, and the fold of the local time that it is. */
    static Object[] offsetOfUniversal(Object[] arguments) throws UnsupportedMessageException {
        ZoneRules rules = INTEROP.asTimeZone(arguments[0]).getRules();
        ZoneOffset offset = rules.getOffset(dateTime(arguments).toInstant(ZoneOffset.UTC));
        ZoneOffsetTransition change = rules.getTransition(dateTime(arguments).plusSeconds(offset.getTotalSeconds()));
        return new Object[]{offset.getTotalSeconds(), change != null && offset.equals(change.getOffsetAfter()) ? 1 : 0};
    }

    /** Arguments 1 to 6: year, month, day, hour, minute, second. */
    static LocalDateTime dateTime(Object[] arguments) throws UnsupportedMessageException {
        int[] fields = new int[6];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = INTEROP.asInt(arguments[i + 1]);
        }
        return LocalDateTime.of(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }
}
