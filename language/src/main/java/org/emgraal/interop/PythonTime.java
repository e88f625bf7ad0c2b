// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.emgraal.python.PythonApi;

/** Instances of {@code datetime}'s classes as java.time values. */
final class PythonTime {

    enum Kind {
        NONE(null, false, false),
        DATE("datetime.date", true, false),
        DATETIME("datetime.datetime", true, true),
        TIME("datetime.time", false, true),
        DURATION("datetime.timedelta", false, false),
        ZONE("datetime.tzinfo", false, false);

        private final String typeName;
        final boolean hasDate;
        final boolean hasTime;

        Kind(String typeName, boolean hasDate, boolean hasTime) {
            this.typeName = typeName;
            this.hasDate = hasDate;
            this.hasTime = hasTime;
        }
    }

    private PythonTime() {
    }

    @TruffleBoundary
    static Kind kind(PythonValue value) {
        return value.python(api -> {
            int type = api.typeOf(value.pointer);
            for (Kind kind : Kind.values()) {
                if (kind.typeName != null && isBuiltIn(api, type, kind)) {
                    return kind;
                }
            }
            return Kind.NONE;
        });
    }

    private static boolean isBuiltIn(PythonApi api, int type, Kind kind) {
        String name = api.types().builtInName(type);
        return name.equals(kind.typeName) || kind == Kind.ZONE && name.equals("datetime.timezone");
    }

    private static int field(PythonApi api, PythonValue value, String name) {
        int attribute = api.getAttribute(value.pointer, name);
        if (attribute == 0) {
            throw value.context.raised();
        }
        int number = (Integer) api.toNumber(attribute);
        api.decref(attribute);
        return number;
    }

    @TruffleBoundary
    static LocalDate date(PythonValue value) {
        return value.python(api -> LocalDate.of(field(api, value, "year"), field(api, value, "month"), field(api, value, "day")));
    }

    @TruffleBoundary
    static LocalTime time(PythonValue value) {
        return value.python(api -> LocalTime.of(field(api, value, "hour"), field(api, value, "minute"),
                        field(api, value, "second"), 1000 * field(api, value, "microsecond")));
    }

    @TruffleBoundary
    static Duration duration(PythonValue value) {
        return value.python(api -> duration(api, value));
    }

    private static Duration duration(PythonApi api, PythonValue value) {
        return Duration.ofDays(field(api, value, "days")).plusSeconds(field(api, value, "seconds"))
                        .plusNanos(1000L * field(api, value, "microseconds"));
    }

    /** The zone of an aware datetime, or the zone a tzinfo is; null where there is none that java.time can name. */
    @TruffleBoundary
    static ZoneId zone(PythonValue value) {
        return switch (kind(value)) {
            case DATETIME -> value.python(api -> {
                ZoneId named = field(api, value, "fold") == 0 ? namedZone(api, value.pointer, "tzinfo") : null;
                return named != null ? named : offset(api, value, api.callMethod(value.pointer, "utcoffset"));
            });
            case ZONE -> value.python(api -> {
                ZoneId named = namedZone(api, value.pointer, null);
                return named != null ? named : offset(api, value, api.callMethod(value.pointer, "utcoffset", api.none));
            });
            default -> null;
        };
    }

    /** The {@code key} of a zoneinfo.ZoneInfo. */
    private static ZoneId namedZone(PythonApi api, int object, String attribute) {
        int zone = object;
        if (attribute == null) {
            api.incref(zone);
        } else {
            zone = api.getAttribute(object, attribute);
        }
        int key = api.findAttribute(zone, "key");
        api.decref(zone);
        if (key == 0) {
            api.clearError();
            return null;
        }
        try {
            return api.typeOf(key) == api.unicodeType ? ZoneId.of(api.toString(key)) : null;
        } catch (DateTimeException unknown) {
            return null;
        } finally {
            api.decref(key);
        }
    }

    /** Java's offsets have whole seconds; a finer one has no zone. */
    private static ZoneId offset(PythonApi api, PythonValue value, int delta) {
        if (delta == 0) {
            throw value.context.raised();
        }
        if (delta == api.none) {
            api.decref(delta);
            return null;
        }
        Duration offset = duration(api, new PythonObject(value.context, delta));
        try {
            return offset.getNano() == 0 ? ZoneOffset.ofTotalSeconds((int) offset.toSeconds()) : null;
        } catch (DateTimeException outside) {
            return null;
        }
    }
}
