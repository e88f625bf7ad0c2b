// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Types of Java's parameters for which the polyglot API has no conversion, and local times that a zone has twice. */
class JavaTargetsTest extends PythonTest {

    /** Methods with one parameter each. */
    public static class Targets {
        public String moment(OffsetDateTime moment) {
            return moment.toString();
        }

        public String clock(OffsetTime clock) {
            return clock.toString();
        }

        public String id(UUID id) {
            return id.toString();
        }

        public int bytes(ByteBuffer bytes) {
            return bytes.remaining() + bytes.get(0);
        }

        public String optional(Optional<Object> value) {
            return String.valueOf(value);
        }

        public String numbers(OptionalInt first, OptionalLong second, OptionalDouble third) {
            return first.getAsInt() + " " + second.getAsLong() + " " + third.getAsDouble();
        }

        public Object completed(CompletableFuture<Object> future) throws Exception {
            return future.get();
        }

        public Object future(Future<Object> future) throws Exception {
            return future.get();
        }

        public String collection(Collection<Object> values) {
            return values.size() + " " + values.contains(2);
        }

        public ZonedDateTime twice(boolean later) {
            ZonedDateTime time = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, zone());
            return later ? time.withLaterOffsetAtOverlap() : time.withEarlierOffsetAtOverlap();
        }

        public ZoneId zone() {
            return ZoneId.of("Europe/Berlin");
        }
    }

    @BeforeEach
    void bind() {
        context.getBindings(EmscriptenPythonLanguage.ID).putMember("targets", new Targets());
        eval("import datetime, uuid\nutc = datetime.timezone.utc");
    }

    private void assertPython(String expected, String expression) {
        assertEquals(expected, eval("str(" + expression + ")").asString(), expression);
    }

    @Test
    void times() {
        assertPython("2026-01-02T03:04:05Z", "targets.moment(datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=utc))");
        assertPython("01:02:03+02:00", "targets.clock(datetime.time(1, 2, 3, tzinfo=datetime.timezone(datetime.timedelta(hours=2))))");
        eval("""
                        def refused(call, value):
                            try:
                                call(value)
                            except TypeError:
                                return True""");
        assertPython("True", "refused(targets.moment, datetime.datetime(2026, 1, 2)) and refused(targets.clock, datetime.time(1))");
        assertPython("True", "refused(targets.completed, 5) and refused(targets.id, '5')");
    }

    /** PEP 495. */
    @Test
    void fold() {
        assertPython("(0, 1)", "(targets.twice(False).fold, targets.twice(True).fold)");
        assertPython("3600.0", "targets.twice(True).timestamp() - targets.twice(False).timestamp()");
        eval("local = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=targets.zone())");
        assertPython("(2, 1)", "tuple(local.replace(fold=fold).utcoffset().seconds // 3600 for fold in (0, 1))");
        assertPython("(0, 1)", "tuple(datetime.datetime(2026, 10, 25, hour, 30, tzinfo=utc).astimezone(targets.zone()).fold for hour in (0, 1))");
        // A local time that does not exist: fold chooses the offset before or after the change.
        assertPython("(1, 2)", "tuple(datetime.datetime(2026, 3, 29, 2, 30, tzinfo=targets.zone(), fold=fold).utcoffset().seconds // 3600 for fold in (0, 1))");
        assertPython("0", "datetime.datetime(2026, 3, 29, 1, 30, tzinfo=utc).astimezone(targets.zone()).fold");
    }

    @Test
    void values() {
        assertPython("12345678-1234-5678-1234-567812345678", "targets.id(uuid.UUID('12345678123456781234567812345678'))");
        assertPython("(99, 99)", "(targets.bytes(b'ab'), targets.bytes(bytearray(b'ab')))");
        assertPython("('Optional[1]', 'Optional[text]', 'null')", "(targets.optional(1), targets.optional('text'), targets.optional(None))");
        assertPython("1 1099511627776 1.5", "targets.numbers(1, 2 ** 40, 1.5)");
        assertPython("('2 true', '1 true', '1 true')", "(targets.collection({1: 1, 3: 2}.values()), targets.collection({2}), targets.collection([2]))");
    }

    @Test
    void futures() {
        eval("async def five():\n    return 5");
        assertPython("(5, 5)", "(targets.completed(five()), targets.future(five()))");
    }
}
