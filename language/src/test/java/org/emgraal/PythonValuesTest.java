// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.TypeLiteral;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Java can do with Python objects. */
@Tag("slow")
class PythonValuesTest extends PythonTest {

    @Test
    void attributesAreMembers() {
        Value point = eval("""
                        class Point:
                            def __init__(self, x, y): self.x, self.y = x, y
                            def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
                            @property
                            def sum(self): return self.x + self.y
                        Point(3, 4)""");
        assertTrue(point.hasMembers());
        assertEquals(3, point.getMember("x").asInt());
        assertEquals(7, point.getMember("sum").asInt());
        assertEquals(5.0, point.invokeMember("norm").asDouble());
        assertTrue(point.canInvokeMember("norm"));
        assertFalse(point.canInvokeMember("x"));
        assertFalse(point.hasMember("z"));
        assertEquals(null, point.getMember("z"));
        point.putMember("z", 5);
        assertEquals(5, point.getMember("z").asInt());
        assertTrue(point.removeMember("z"));
        assertFalse(point.removeMember("z"));
        assertEquals(Set.of("x", "y", "norm", "sum"), point.getMemberKeys());
        PolyglotException refused = assertThrows(PolyglotException.class, () -> point.putMember("sum", 1));
        assertTrue(refused.getMessage().startsWith("AttributeError: property 'sum'"), refused.getMessage());
        assertThrows(UnsupportedOperationException.class, () -> eval("[]").putMember("no_dict", 1));
        assertEquals(1, eval("import types; types.SimpleNamespace(a=1)").as(Map.class).get("a"));
    }

    @Test
    void slotsCanBeWritten() {
        Value slotted = eval("class Slotted: __slots__ = 'a',\ns = Slotted(); s.a = 1; s");
        slotted.putMember("a", 2);
        assertEquals(2, slotted.getMember("a").asInt());
        assertThrows(UnsupportedOperationException.class, () -> slotted.putMember("b", 2));
    }

    @Test
    void sequencesHaveElements() {
        Value list = eval("numbers = [1, 'two', 3.5]; numbers");
        assertTrue(list.hasArrayElements());
        assertFalse(list.hasHashEntries());
        assertEquals(3, list.getArraySize());
        assertEquals("two", list.getArrayElement(1).asString());
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> list.getArrayElement(3));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> list.getArrayElement(-1));
        list.setArrayElement(0, 10);
        list.setArrayElement(3, "appended");
        assertTrue(list.removeArrayElement(1));
        assertEquals("[10, 3.5, 'appended']", eval("repr(numbers)").asString());
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> list.setArrayElement(7, 1));

        Value tuple = eval("(1, 2)");
        assertEquals(2, tuple.getArraySize());
        assertThrows(UnsupportedOperationException.class, () -> tuple.setArrayElement(0, 1));
        assertThrows(UnsupportedOperationException.class, () -> tuple.removeArrayElement(0));
        assertEquals(9, eval("range(0, 10, 3)").getArrayElement(3).asInt());
        assertEquals(98, eval("b'abc'").getArrayElement(1).asInt());
        assertEquals("s", eval("class Own:\n  def __len__(self): return 1\n  def __getitem__(self, i): return 's'[i]\nOwn()")
                        .getArrayElement(0).asString());
        assertFalse(eval("{1, 2}").hasArrayElements());
        assertFalse(eval("object()").hasArrayElements());
    }

    @Test
    void mappingsHaveEntries() {
        Value dict = eval("ages = {'ann': 41, 2: 'two', (1, 2): None}; ages");
        assertTrue(dict.hasHashEntries());
        assertFalse(dict.hasArrayElements());
        assertEquals(3, dict.getHashSize());
        assertEquals(41, dict.getHashValue("ann").asInt());
        assertEquals("two", dict.getHashValue(2).asString());
        assertTrue(dict.getHashValue(eval("(1, 2)")).isNull());
        assertEquals(null, dict.getHashValue("bob"));
        assertFalse(dict.hasHashEntry("bob"));
        assertFalse(dict.hasHashEntry(eval("[]")));
        dict.putHashEntry("bob", 7);
        assertTrue(dict.removeHashEntry("ann"));
        assertFalse(dict.removeHashEntry("ann"));
        assertEquals("{2: 'two', (1, 2): None, 'bob': 7}", eval("repr(ages)").asString());
        Value iterator = dict.getHashEntriesIterator();
        assertEquals(2, iterator.getIteratorNextElement().getArrayElement(0).asInt());
        Value keys = dict.getHashKeysIterator();
        assertEquals(2, keys.getIteratorNextElement().asInt());
        assertTrue(eval("import os; os.environ").hasHashEntries());
        assertThrows(UnsupportedOperationException.class,
                        () -> eval("import types; types.MappingProxyType({})").putHashEntry(1, 2));
    }

    @Test
    void iterablesIterate() {
        List<Integer> squares = new ArrayList<>();
        Value iterator = eval("(n * n for n in range(4))");
        assertTrue(iterator.isIterator());
        while (iterator.hasIteratorNextElement()) {
            squares.add(iterator.getIteratorNextElement().asInt());
        }
        assertEquals(List.of(0, 1, 4, 9), squares);
        assertThrows(java.util.NoSuchElementException.class, iterator::getIteratorNextElement);
        Value set = eval("{7}");
        assertTrue(set.hasIterator());
        assertEquals(7, set.getIterator().getIteratorNextElement().asInt());
        assertFalse(eval("object()").hasIterator());
        PolyglotException error = assertThrows(PolyglotException.class,
                        () -> eval("(1 // n for n in [0])").getIteratorNextElement());
        assertTrue(error.getMessage().startsWith("ZeroDivisionError"));
    }

    @Test
    void callablesExecute() {
        Value function = eval("def f(a, b=2, *rest, c=3): return [a, b, *rest, c]\nf");
        assertTrue(function.canExecute());
        assertEquals("[1, 2, 3]", function.execute(1).toString());
        assertEquals("[1, 'b', 5, 6, 3]", function.execute(1, "b", 5, 6).toString());
        assertEquals("[1, 2, 9]", function.invokeMember("callKwargs", 1, ProxyObject.fromMap(Map.of("c", 9))).toString());
        assertEquals("[0, 2, 4]", function.invokeMember("callKwargs", eval("{'c': 4, 'a': 0}")).toString());
        PolyglotException missing = assertThrows(PolyglotException.class, function::execute);
        assertTrue(missing.getMessage().contains("missing 1 required positional argument: 'a'"), missing.getMessage());
        assertFalse(eval("3.5").canExecute());
        assertEquals(20, eval("lambda *a: len(a)").execute((Object[]) new Integer[20]).asInt());
    }

    @Test
    void classesAreMetaObjectsAndInstantiable() {
        Value type = eval("class Base: pass\nclass Derived(Base):\n  def __init__(self, v): self.v = v\nDerived");
        assertTrue(type.canInstantiate());
        Value instance = type.newInstance(5);
        assertEquals(5, instance.getMember("v").asInt());
        assertTrue(type.isMetaObject());
        assertTrue(type.isMetaInstance(instance));
        assertTrue(eval("Base").isMetaInstance(instance));
        assertFalse(type.isMetaInstance(5));
        assertTrue(eval("int").isMetaInstance(5));
        assertEquals(type, instance.getMetaObject());
        assertEquals("Derived", type.getMetaQualifiedName());
        assertEquals("collections.OrderedDict", eval("import collections; collections.OrderedDict").getMetaQualifiedName());
        assertEquals("OrderedDict", eval("collections.OrderedDict").getMetaSimpleName());
        assertEquals("list", eval("[]").getMetaObject().getMetaQualifiedName());
        assertEquals(eval("Base"), type.getMetaParents().getArrayElement(0));
        assertEquals("int", eval("5").getMetaObject().getMetaSimpleName());
    }

    @Test
    void numbersAreExact() {
        assertEquals(BigInteger.TEN.pow(40), eval("10 ** 40").asBigInteger());
        assertFalse(eval("2 ** 63").fitsInLong());
        assertEquals(Long.MIN_VALUE, eval("-2 ** 63").asLong());
        assertFalse(eval("2 ** 53 + 1").fitsInDouble());
        assertTrue(eval("2 ** 53").fitsInDouble());
        Value wrapped = eval("import enum\nclass Colour(enum.IntEnum): RED = 7\nColour.RED");
        assertTrue(wrapped.isNumber());
        assertEquals(7, wrapped.asInt());
        assertEquals("RED", wrapped.getMember("name").asString());
        assertEquals(1.5, eval("class F(float): pass\nF(1.5)").asDouble());
        assertEquals("text", eval("class S(str): pass\nS('text')").asString());
        assertTrue(eval("x = float('nan'); x").asDouble() != eval("x").asDouble());
        context.getBindings(LANGUAGE).putMember("big", BigInteger.TWO.pow(200));
        assertTrue(eval("big == 2 ** 200 and big + 1 == 2 ** 200 + 1").asBoolean());
    }

    @Test
    void timesAreTimes() {
        eval("import datetime as d");
        assertEquals(LocalDate.of(2024, 2, 29), eval("d.date(2024, 2, 29)").asDate());
        assertEquals(LocalTime.of(1, 2, 3, 4000), eval("d.time(1, 2, 3, 4)").asTime());
        Value naive = eval("d.datetime(2024, 2, 29, 1, 2, 3)");
        assertTrue(naive.isDate() && naive.isTime() && !naive.isTimeZone() && !naive.isInstant());
        Value aware = eval("d.datetime(2024, 2, 29, 12, tzinfo=d.timezone(d.timedelta(hours=2)))");
        assertEquals(Instant.parse("2024-02-29T10:00:00Z"), aware.asInstant());
        assertEquals(ZoneOffset.ofHours(2), aware.asTimeZone());
        assertEquals(Duration.ofDays(-1).plusNanos(5000), eval("d.timedelta(days=-1, microseconds=5)").asDuration());
        assertEquals(ZoneOffset.UTC, eval("d.timezone.utc").asTimeZone());
        assertEquals(LocalDate.of(2020, 1, 1), eval("class Day(d.date): pass\nDay(2020, 1, 1)").asDate());
        assertFalse(eval("object()").isDate());
        assertEquals(LocalDate.of(2024, 2, 29), eval("d.date(2024, 2, 29)").as(LocalDate.class));
    }

    @Test
    void buffersAreSharedMemory() {
        Value bytes = eval("b'\\x01\\x02\\x03\\x04'");
        assertTrue(bytes.hasBufferElements());
        assertFalse(bytes.isBufferWritable());
        assertEquals(4, bytes.getBufferSize());
        assertEquals(0x04030201, bytes.readBufferInt(ByteOrder.LITTLE_ENDIAN, 0));
        assertEquals(0x0102, bytes.readBufferShort(ByteOrder.BIG_ENDIAN, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.readBufferInt(ByteOrder.BIG_ENDIAN, 1));
        assertThrows(UnsupportedOperationException.class, () -> bytes.writeBufferByte(0, (byte) 1));
        Value array = eval("data = bytearray(16); data");
        assertTrue(array.isBufferWritable());
        array.writeBufferDouble(ByteOrder.LITTLE_ENDIAN, 8, 2.5);
        assertEquals(2.5, eval("import struct; struct.unpack('<d', data[8:])[0]").asDouble());
        eval("data.append(7)");
        assertEquals(17, array.getBufferSize());
        byte[] copy = new byte[3];
        eval("array = __import__('array').array('H', [1, 2, 3]); array").readBuffer(2, copy, 1, 2);
        assertArrayEquals(new byte[]{0, 2, 0}, copy);
        assertTrue(eval("memoryview(data)[2:]").hasBufferElements());
        assertFalse(eval("memoryview(data)[::2]").hasBufferElements());
        assertFalse(eval("[1]").hasBufferElements());
    }

    @Test
    void identityIsPythons() {
        eval("one = []; other = []");
        assertEquals(eval("one"), eval("one"));
        assertEquals(eval("one").hashCode(), eval("one").hashCode());
        assertNotEquals(eval("one"), eval("other"));
        Value one = eval("one");
        assertTrue(eval("lambda x: x is one").execute(one).asBoolean());
        assertEquals(one, eval("lambda x: x").execute(one));
    }

    @Test
    void textIsRepr() {
        assertEquals("['a']", eval("['a']").toString());
        assertEquals("<shown>", eval("class Shown:\n  def __repr__(self): return '<shown>'\nShown()").toString());
    }

    @Test
    void exceptionsHaveCauseAndFrames() {
        PolyglotException error = fails("""
                        class Failure(Exception):
                            code = 7
                        def work():
                            try:
                                {}['key']
                            except KeyError as cause:
                                raise Failure('it broke') from cause
                        work()""");
        assertEquals("Failure: it broke", error.getMessage());
        Value object = error.getGuestObject();
        assertTrue(object.isException());
        assertEquals(7, object.getMember("code").asInt());
        assertEquals("Failure", object.getMetaObject().getMetaQualifiedName());
        assertEquals("work", error.getPolyglotStackTrace().iterator().next().getRootName());
        Value exception = eval("failed = None\ntry: 1 / 0\nexcept Exception as e: failed = e\nfailed");
        assertTrue(exception.isException());
        PolyglotException thrown = assertThrows(PolyglotException.class, exception::throwException);
        assertEquals("ZeroDivisionError: division by zero", thrown.getMessage());
        assertTrue(eval("lambda e: e is failed").execute(exception).asBoolean());
    }

    @Test
    void valuesBecomeJavaTypes() {
        assertEquals(List.of(1, 2, 3), eval("[1, 2, 3]").as(new TypeLiteral<List<Integer>>() { }));
        assertEquals(Map.of("a", 1), Map.copyOf(eval("{'a': 1}").as(new TypeLiteral<Map<String, Integer>>() { })));
        assertArrayEquals(new int[]{4, 5}, eval("[4, 5]").as(int[].class));
        assertEquals(3, eval("lambda a, b: a + b").as(IntBinaryOperator.class).applyAsInt(1, 2));
        Function<Object, Object> twice = eval("lambda v: v * 2").as(new TypeLiteral<Function<Object, Object>>() { });
        assertEquals("abab", twice.apply("ab"));
        CharSequence text = eval("""
                        class Text:
                            def length(self): return 2
                            def charAt(self, i): return 'hi'[i]
                            def toString(self): return 'hi'
                        Text()""").as(CharSequence.class);
        assertEquals(2, text.length());
        assertEquals('i', text.charAt(1));
        List<Object> live = eval("live = [1]; live").as(new TypeLiteral<List<Object>>() { });
        live.add("more");
        assertEquals("[1, 'more']", eval("live").toString());
    }

    @Test
    void bindingsAreMain() {
        Value main = context.getBindings(LANGUAGE);
        main.putMember("given", 6);
        assertEquals(42, eval("given * 7").asInt());
        assertTrue(main.hasMember("given"));
        assertTrue(main.removeMember("given"));
        assertTrue(fails("given").getMessage().startsWith("NameError"));
        eval("def twice(x): return 2 * x");
        assertEquals(8, main.invokeMember("twice", 4).asInt());
        assertTrue(main.getMemberKeys().contains("twice"));
    }

    @Test
    void functionsKnowTheirSource() throws Exception {
        Source source = Source.newBuilder(LANGUAGE, "\n\ndef here():\n    return 1\nhere", "place.py").build();
        Value function = context.eval(source);
        assertEquals(3, function.getSourceLocation().getStartLine());
        assertEquals("place.py", function.getSourceLocation().getSource().getName());
        assertEquals(null, eval("len").getSourceLocation());
    }

    @Test
    void sourcesWithoutNamesAreToldApart() {
        Value first = eval("def first():\n    raise ValueError('of the first')\nfirst");
        assertEquals("ValueError: of the second", fails("x = 1\nraise ValueError('of the second')").getMessage());
        PolyglotException error = assertThrows(PolyglotException.class, first::execute);
        assertEquals("    raise ValueError('of the first')", error.getPolyglotStackTrace().iterator().next().getSourceLocation().getCharacters());
        assertEquals(1, first.getSourceLocation().getStartLine());
        assertTrue(first.getSourceLocation().getCharacters().toString().startsWith("def first"));
    }

    @Test
    void zonesHaveNames() {
        assertEquals(ZoneId.of("Europe/Berlin"), eval("""
                        import datetime
                        class Zone(datetime.tzinfo):
                            key = 'Europe/Berlin'
                            def utcoffset(self, when): return datetime.timedelta(hours=1)
                        Zone()""").asTimeZone());
    }
}
