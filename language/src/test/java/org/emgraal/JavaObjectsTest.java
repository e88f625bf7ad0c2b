// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Python can do with Java objects. */
@Tag("slow")
public class JavaObjectsTest extends PythonTest {

    /** Runs assertions written in Python. */
    private static void check(String source) {
        eval(source);
    }

    private static void put(String name, Object value) {
        context.getBindings(LANGUAGE).putMember(name, value);
    }

    /** For fields, static members, overloads, varargs. */
    public static class Sample implements AutoCloseable {
        public int number = 5;
        public final String fixed = "fixed";
        public static String shared = "static";
        public boolean closed;

        public String kind(int value) {
            return "int";
        }

        public String kind(String value) {
            return "String";
        }

        public String kind(double value) {
            return "double";
        }

        public String kind(List<?> value) {
            return "List";
        }

        public String join(String separator, Object... parts) {
            return String.join(separator, Arrays.stream(parts).map(String::valueOf).toList());
        }

        public static int twice(int value) {
            return 2 * value;
        }

        public String from() {
            return "from";
        }

        public String is() {
            return "keyword";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Not a generic interface: its parameter's type says what a Python function is converted to. */
    @FunctionalInterface
    public interface Runner {
        void run(Runnable action);
    }

    public record Point(int x, int y) {
    }

    @Test
    void classesAreFoundByName() {
        check("""
                        import java
                        ArrayList = java.type("java.util.ArrayList")
                        names = ArrayList()
                        names.add("a"); names.add("b")
                        assert names.size() == 2 and names.get(1) == "b"
                        assert java.is_symbol(ArrayList) and not java.is_symbol(names)
                        assert java.is_object(ArrayList) and java.is_object(names)
                        assert java.is_function(names.add) and java.instanceof(names, ArrayList)
                        assert isinstance(names, ArrayList) and isinstance(names, java.type("java.util.List"))
                        assert not isinstance(3, ArrayList) and issubclass(ArrayList, java.type("java.util.Collection"))
                        assert ArrayList.__name__ == "ArrayList" and repr(ArrayList) == "<foreign class 'java.util.ArrayList'>"
                        """);
        assertTrue(fails("java.type('java.util.Nothing')").getMessage().startsWith("KeyError"));
    }

    @Test
    void packagesAreImported() {
        check("""
                        import java.util.ArrayList
                        from java.util import ArrayList, HashMap as Map
                        import java.util.concurrent
                        import java
                        assert java.util.ArrayList == ArrayList and java.util.ArrayList is ArrayList
                        numbers = ArrayList()
                        numbers.add(1); numbers.add(12)
                        assert list(numbers) == [1, 12]
                        assert java.lang.Math.max(3, 4) == 4 and java.lang.Integer.MAX_VALUE == 2 ** 31 - 1
                        assert java.util.concurrent.TimeUnit.SECONDS.toMillis(2) == 2000
                        """);
        assertTrue(fails("from java.util import Nothing").getMessage().startsWith("ImportError"));
        assertTrue(fails("import java.nothing").getMessage().startsWith("ModuleNotFoundError"));
        assertTrue(fails("java.nothing").getMessage().startsWith("AttributeError"));
    }

    @Test
    void membersAreFieldsAndMethods() {
        Sample sample = new Sample();
        put("sample", sample);
        put("Sample", Sample.class);
        check("""
                        assert sample.number == 5
                        sample.number = 6
                        assert sample.number == 6 and sample.fixed == "fixed"
                        assert [sample.kind(v) for v in (1, "s", 1.5, [1])] == ["int", "String", "double", "List"]
                        assert sample.join("-", 1, "b", None) == "1-b-null" and sample.join("-") == ""
                        assert sample.is_() == "keyword" and getattr(sample, "is")() == "keyword"
                        assert sample.from_() == "from"
                        Static = Sample.static
                        assert Static.twice(4) == 8 and Static.shared == "static"
                        assert Static().number == 5
                        assert "number" in dir(sample) and "join" in dir(sample)
                        assert hasattr(sample, "kind") and not hasattr(sample, "absent")
                        import pydoc
                        assert "ForeignContextManager" in pydoc.render_doc(sample)
                        """);
        assertEquals(6, sample.number);
        assertTrue(fails("sample.absent").getMessage().contains("Sample' object has no attribute 'absent'"));
        assertTrue(fails("sample.fixed = 'x'").getMessage().startsWith("AttributeError"));
        assertTrue(fails("sample.twice(1, 2, 3)").getMessage().startsWith("AttributeError"));
        assertTrue(fails("sample.close(1)").getMessage().startsWith("TypeError"), fails("sample.close(1)").getMessage());
        assertTrue(fails("sample.kind(object())").getMessage().startsWith("TypeError"));
    }

    @Test
    void listsAndArraysBehaveAsLists() {
        List<Object> list = new ArrayList<>(List.of(3, 1, 2));
        put("jlist", list);
        put("array", new int[]{4, 5, 6});
        check("""
                        from collections import abc
                        assert isinstance(jlist, abc.MutableSequence) and len(jlist) == 3
                        assert jlist[0] == 3 and jlist[-1] == 2 and jlist[1:] == [1, 2] and jlist[::-1] == [2, 1, 3]
                        assert 1 in jlist and 7 not in jlist and jlist.index(1) == 1 and jlist.count(3) == 1
                        jlist.append(9); jlist.extend([8]); jlist.insert(0, 0)
                        assert jlist == [0, 3, 1, 2, 9, 8], list(jlist)
                        assert jlist.pop() == 8 and jlist.pop(0) == 0
                        jlist.sort(); assert list(jlist) == [1, 2, 3, 9]
                        jlist.reverse(); assert [n for n in jlist] == [9, 3, 2, 1]
                        del jlist[0]; del jlist[1:]; assert jlist == [3]
                        jlist[:] = [5, 6]; jlist[0] = 4; assert jlist + [7] == [4, 6, 7]
                        jlist += [1]; assert str(jlist) == "[4, 6, 1]" and sorted(jlist) == [1, 4, 6]
                        match jlist:
                            case [4, *rest]: assert rest == [6, 1]
                        assert len(array) == 3 and sum(array) == 15 and array[1] == 5
                        array[1] = 50; assert list(array) == [4, 50, 6] and max(array) == 50
                        assert jlist and not type(jlist).__bases__ == () and bool(array)
                        """);
        assertEquals(List.of(4, 6, 1), list);
        assertTrue(fails("array[3]").getMessage().startsWith("IndexError"));
        assertTrue(fails("jlist[7] = 1").getMessage().startsWith("IndexError"));
        assertTrue(fails("array.append(1)").getMessage().startsWith("TypeError"));
        assertTrue(fails("jlist['a']").getMessage().startsWith("TypeError"));
    }

    @Test
    void mapsAndSetsBehaveAsTheirs() {
        Map<Object, Object> map = new TreeMap<>(Map.of("a", 1, "b", 2));
        put("jmap", map);
        check("""
                        from collections import abc
                        assert isinstance(jmap, abc.MutableMapping) and len(jmap) == 2
                        assert jmap["a"] == 1 and "a" in jmap and "z" not in jmap and jmap.get("z", 0) == 0
                        assert list(jmap) == ["a", "b"] and list(jmap.keys()) == ["a", "b"] and list(jmap.values()) == [1, 2]
                        assert dict(jmap.items()) == {"a": 1, "b": 2} == dict(jmap) and jmap == {"a": 1, "b": 2}
                        jmap["c"] = 3; del jmap["a"]
                        assert jmap.pop("b") == 2 and jmap.setdefault("d", 4) == 4
                        jmap.update({"e": 5})
                        assert {**jmap} == {"c": 3, "d": 4, "e": 5}
                        match jmap:
                            case {"c": c}: assert c == 3
                        assert jmap.containsKey("c") and jmap.firstKey() == "c"
                        import java
                        members = java.util.HashSet([1, 2])
                        assert len(members) == 2 and 1 in members and 5 not in members and members == {1, 2}
                        members.add(3); members.discard(1)
                        assert members == {2, 3} and members | {9} == {2, 3, 9} and isinstance(members, abc.Set)
                        assert not java.util.ArrayList() and not java.util.HashMap() and not java.util.HashSet()
                        queue = java.util.ArrayDeque([1, 2]); assert len(queue) == 2 and 2 in queue and list(queue) == [1, 2]
                        """);
        assertEquals(Map.of("c", 3, "d", 4, "e", 5), map);
        assertTrue(fails("jmap['zz']").getMessage().equals("KeyError: 'zz'"), fails("jmap['zz']").getMessage());
        assertTrue(fails("del jmap['zz']").getMessage().startsWith("KeyError"));
    }

    @Test
    void identityAndEquality() {
        Object object = new Object();
        put("one", object);
        put("same", object);
        put("echo", (java.util.function.Function<Object, Object>) x -> x);
        check("""
                        assert one is same and one == same and hash(one) == one.hashCode()
                        mine = [1]
                        assert echo(mine) is mine and echo(one) is one
                        import java
                        assert java.util.List.of(1, 2) == java.util.ArrayList([1, 2]) and java.util.List.of(1) != java.util.List.of(2)
                        assert len({java.util.List.of(1), java.util.ArrayList([1])}) == 1
                        Duration = java.type("java.util.concurrent.TimeUnit")
                        assert Duration.SECONDS < Duration.MINUTES and Duration.SECONDS is Duration.SECONDS
                        assert sorted([Duration.DAYS, Duration.SECONDS])[0] is Duration.SECONDS
                        assert one != 1 and not one == "x"
                        """);
        assertSame(object, eval("one").asHostObject());
        assertTrue(fails("one < 1").getMessage().startsWith("TypeError"));
        assertTrue(fails("one < one").getMessage().startsWith("TypeError"));
    }

    @Test
    void javaExceptionsAreCaughtByClass() {
        check("""
                        import java
                        from java.lang import NumberFormatException, Integer
                        try:
                            Integer.parseInt("abc")
                            assert False
                        except java.lang.NumberFormatException as e:
                            assert isinstance(e, java.lang.IllegalArgumentException) and isinstance(e, Exception)
                            assert str(e) == 'For input string: "abc"' and e.getMessage() == str(e)
                            assert type(e) is NumberFormatException and type(e).__qualname__ == "NumberFormatException"
                            import traceback
                            text = "".join(traceback.format_exception(e))
                            assert "java.lang.Integer.parseInt" in text and "java.lang.NumberFormatException: For input" in text, text
                            caught = e
                        try:
                            java.util.ArrayList([1]).get(5)
                        except (KeyError, java.lang.IndexOutOfBoundsException) as e:
                            assert "5" in str(e)
                        try:
                            raise java.lang.IllegalStateException("mine", caught)
                        except java.lang.RuntimeException as e:
                            assert str(e) == "mine" and e.__cause__ is caught and e.getCause() is caught
                        class Own(java.lang.RuntimeException):
                            pass
                        try:
                            raise Own("own")
                        except java.lang.RuntimeException as e:
                            assert isinstance(e, Own) and str(e) == "own"
                        """);
    }

    @Test
    void exceptionsKeepTheirIdentity() {
        IllegalStateException original = new IllegalStateException("from Java");
        put("thrower", (Runnable) () -> {
            throw original;
        });
        PolyglotException passed = assertThrows(PolyglotException.class, () -> eval("def pass_on():\n    thrower()\npass_on()"));
        assertTrue(passed.isHostException());
        assertSame(original, passed.asHostException());
        Throwable python = Arrays.stream(original.getSuppressed()).filter(other -> "in Python".equals(other.getMessage())).findFirst().orElseThrow();
        assertEquals("pass_on", python.getStackTrace()[0].getMethodName());
        PolyglotException again = assertThrows(PolyglotException.class,
                        () -> eval("try:\n  thrower()\nexcept Exception as e:\n  kept = e\n  raise"));
        assertSame(original, again.asHostException());
        check("""
                        error = ValueError("from Python")
                        def fail(): raise error
                        def call(function):
                            try: runner(function)
                            except ValueError as e: assert e is error and e.__traceback__ is not None
                            else: assert False
                        """);
        put("runner", (Runner) Runnable::run);
        eval("call(fail)");
        PolyglotException guest = assertThrows(PolyglotException.class, () -> eval("runner(fail)"));
        assertTrue(guest.isGuestException());
        assertEquals("ValueError: from Python", guest.getMessage());
        PolyglotException raised = fails("import java\nraise java.lang.IllegalArgumentException('new')");
        assertInstanceOf(IllegalArgumentException.class, raised.asHostException());
    }

    @Test
    void closeablesAreContextManagers() {
        Sample sample = new Sample();
        put("resource", sample);
        check("with resource as r: assert r is resource and not r.closed\nassert resource.closed");
    }

    @Test
    void valuesAreBothPythonsAndJavas() {
        check("""
                        import java
                        BigInteger = java.type("java.math.BigInteger")
                        big = BigInteger.valueOf(42)
                        assert isinstance(big, int) and big + 1 == 43 and big == 42
                        assert big.shiftLeft(128) == 42 << 128
                        assert getattr(big, "not")() == -43
                        data = big.toByteArray()
                        assert len(data) == 1 and data[0] == 42
                        from decimal import Decimal
                        price = java.math.BigDecimal("1.10")
                        assert isinstance(price, Decimal) and price == Decimal("1.10") and price.scale() == 2
                        import datetime
                        day = java.time.LocalDate.of(2024, 2, 29)
                        assert isinstance(day, datetime.date) and day == datetime.date(2024, 2, 29)
                        assert day.plusDays(1) == datetime.date(2024, 3, 1) and day + datetime.timedelta(1) == datetime.date(2024, 3, 1)
                        assert java.time.Duration.ofMinutes(90) == datetime.timedelta(hours=1, minutes=30)
                        assert java.time.Instant.ofEpochSecond(0) == datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
                        assert java.time.LocalTime.of(1, 2) == datetime.time(1, 2)
                        moment = java.time.ZonedDateTime.parse("2024-07-01T12:00+02:00[Europe/Berlin]")
                        assert moment.utcoffset() == datetime.timedelta(hours=2) and moment.getZone().getId() == "Europe/Berlin"
                        zone = java.time.ZoneId.of("Europe/Berlin")
                        assert datetime.datetime(2024, 1, 1, tzinfo=zone).utcoffset() == datetime.timedelta(hours=1)
                        assert java.time.LocalDate.ofYearDay(2024, 60).equals(day)
                        assert java.time.Period.between(datetime.date(2024, 1, 1), day).getDays() == 28
                        maybe = java.util.Optional.of(3)
                        assert maybe and maybe.get() == 3 and not java.util.Optional.empty()
                        import pickle, copy
                        assert pickle.loads(pickle.dumps(day)) == day and type(copy.copy(big)) is int
                        large = big.shiftLeft(80)
                        assert pickle.loads(pickle.dumps(large)) == 42 << 80 and type(copy.deepcopy([large])[0]) is int
                        """);
        java.time.LocalDate today = java.time.LocalDate.of(2020, 1, 2);
        put("today", today);
        assertSame(today, eval("today").asHostObject());
        put("point", new Point(1, 2));
        check("assert point.x() == 1 and str(point) == 'Point[x=1, y=2]' and point == point");
    }

    @Test
    void pythonClassesExtendJavas() {
        check("""
                        import java
                        class Newest(java.util.Comparator):
                            def __init__(self): self.calls = 0
                            def compare(self, a, b):
                                self.calls += 1
                                return b - a
                        newest = Newest()
                        numbers = java.util.ArrayList([1, 3, 2])
                        java.util.Collections.sort(numbers, newest)
                        assert numbers == [3, 2, 1] and newest.calls > 0
                        assert isinstance(newest, Newest) and newest.reversed().compare(1, 2) == -1
                        class Task(java.util.concurrent.Callable):
                            def __init__(self, number, *, factor=1):
                                self.number = number * factor
                            def call(self):
                                return self.number ** 2
                        pool = java.util.concurrent.Executors.newSingleThreadExecutor()
                        try:
                            assert [future.get() for future in [pool.submit(Task(n, factor=2)) for n in range(3)]] == [0, 4, 16]
                        finally:
                            pool.shutdown()
                        class Bounded(java.util.ArrayList):
                            def __init__(self, capacity):
                                self.limit = 1
                        bounded = Bounded(10)
                        bounded.add("x")
                        assert bounded.limit == 1 and bounded.size() == 1
                        """);
    }

    @Test
    void accessIsGrantedByTheEmbedder() {
        try (Context closed = Context.newBuilder(LANGUAGE).option("engine.WarnInterpreterOnly", "false").build()) {
            PolyglotException denied = assertThrows(PolyglotException.class, () -> closed.eval(LANGUAGE, "import java; java.type('java.lang.System')"));
            assertTrue(denied.getMessage().startsWith("NotImplementedError"), denied.getMessage());
            assertTrue(assertThrows(PolyglotException.class, () -> closed.eval(LANGUAGE, "import java.lang")).getMessage().startsWith("ModuleNotFoundError"));
            closed.getBindings(LANGUAGE).putMember("hidden", new Sample());
            assertTrue(assertThrows(PolyglotException.class, () -> closed.eval(LANGUAGE, "hidden.number")).getMessage().startsWith("AttributeError"));
            assertTrue(assertThrows(PolyglotException.class, () -> closed.eval(LANGUAGE, "import polyglot; polyglot.import_value('x')"))
                            .getMessage().startsWith("PermissionError"));
        }
    }
}
