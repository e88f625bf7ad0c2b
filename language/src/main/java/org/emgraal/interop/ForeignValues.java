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
        return time(object);
    }

    private static Object[] time(Object object) throws UnsupportedMessageException {
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
            // The offset of this moment says all that Python's arithmetic needs.
            parts.add(INTEROP.isTimeZone(object) ? INTEROP.asTimeZone(object).getRules().getOffset(INTEROP.asInstant(object)).getTotalSeconds()
                            : PythonNone.INSTANCE);
        }
        return parts.toArray();
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
