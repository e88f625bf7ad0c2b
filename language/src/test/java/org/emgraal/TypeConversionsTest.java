// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every row of the tables in docs/type-conversions.md holds. */
@Tag("slow")
class TypeConversionsTest extends PythonTest {

    /** The Java expressions of the second table. */
    private static final Map<String, Supplier<Object>> EXPRESSIONS = new HashMap<>();
    /** What the first table calls a value, except what every object is. */
    private static final Map<String, Predicate<Value>> KINDS = new LinkedHashMap<>();

    static {
        EXPRESSIONS.put("null", () -> null);
        EXPRESSIONS.put("true", () -> true);
        EXPRESSIONS.put("(byte) 7", () -> (byte) 7);
        EXPRESSIONS.put("7L", () -> 7L);
        EXPRESSIONS.put("1.5f", () -> 1.5f);
        EXPRESSIONS.put("'c'", () -> 'c');
        EXPRESSIONS.put("\"text\"", () -> "text");
        EXPRESSIONS.put("BigInteger.TWO.pow(70)", () -> BigInteger.TWO.pow(70));
        EXPRESSIONS.put("new BigDecimal(\"1.10\")", () -> new BigDecimal("1.10"));
        EXPRESSIONS.put("new ArrayList<>(List.of(1, 2))", () -> new ArrayList<>(List.of(1, 2)));
        EXPRESSIONS.put("new HashMap<>(Map.of(\"a\", 1))", () -> new HashMap<>(Map.of("a", 1)));
        EXPRESSIONS.put("new HashSet<>(Set.of(1))", () -> new HashSet<>(Set.of(1)));
        EXPRESSIONS.put("new int[]{1, 2}", () -> new int[]{1, 2});
        EXPRESSIONS.put("List.of(1).iterator()", () -> List.of(1).iterator());
        EXPRESSIONS.put("(Function<Integer, Integer>) n -> n + 1", () -> (Function<Integer, Integer>) n -> n + 1);
        EXPRESSIONS.put("Optional.empty()", Optional::empty);
        EXPRESSIONS.put("LocalDate.of(2026, 1, 2)", () -> LocalDate.of(2026, 1, 2));
        EXPRESSIONS.put("Instant.EPOCH", () -> Instant.EPOCH);
        EXPRESSIONS.put("Duration.ofSeconds(90)", () -> Duration.ofSeconds(90));
        EXPRESSIONS.put("new IllegalStateException(\"no\")", () -> new IllegalStateException("no"));
        EXPRESSIONS.put("CompletableFuture.completedFuture(5)", () -> CompletableFuture.completedFuture(5));
        EXPRESSIONS.put("Thread.State.NEW", () -> Thread.State.NEW);
        EXPRESSIONS.put("new Object()", Object::new);

        KINDS.put("null", Value::isNull);
        KINDS.put("boolean", Value::isBoolean);
        KINDS.put("number", Value::isNumber);
        KINDS.put("string", Value::isString);
        KINDS.put("array", Value::hasArrayElements);
        KINDS.put("hash", Value::hasHashEntries);
        KINDS.put("buffer", Value::hasBufferElements);
        KINDS.put("iterator", Value::isIterator);
        KINDS.put("iterator source", Value::hasIterator);
        KINDS.put("executable", Value::canExecute);
        KINDS.put("instantiable", Value::canInstantiate);
        KINDS.put("class", Value::isMetaObject);
        KINDS.put("exception", Value::isException);
        KINDS.put("date", Value::isDate);
        KINDS.put("duration", Value::isDuration);
    }

    private static List<String[]> rows(String heading) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "type-conversions.md"));
        String section = text.substring(text.indexOf("## " + heading));
        List<String> lines = section.lines().skip(1).takeWhile(line -> !line.startsWith("##")).filter(line -> line.startsWith("| `")).toList();
        assertTrue(lines.size() > 20, heading);
        return lines.stream().map(line -> Arrays.stream(line.substring(1).split("(?<!\\\\)\\|")).map(TypeConversionsTest::text).toArray(String[]::new)).toList();
    }

    /** What a cell shows. */
    private static String text(String cell) {
        String text = cell.strip().replace("\\|", "|");
        return text.startsWith("`") ? text.substring(1, text.length() - 1) : text;
    }

    @Test
    void pythonToJava() throws IOException {
        assertAll(rows("Python to Java").stream().map(row -> (Executable) () -> {
            Value value = eval(row[0]);
            Set<String> kinds = KINDS.entrySet().stream().filter(kind -> kind.getValue().test(value)).map(Map.Entry::getKey)
                            .collect(Collectors.toCollection(TreeSet::new));
            Set<String> expected = Stream.of(row[1].split(", ")).filter(kind -> !kind.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(expected, kinds, row[0]);
            Object object = value.as(Object.class);
            assertEquals(row[2], object == null ? "null" : object.getClass().getSimpleName(), row[0]);
        }));
    }

    @Test
    void javaToPython() throws IOException {
        List<String[]> rows = rows("Java to Python");
        assertEquals(EXPRESSIONS.keySet(), rows.stream().map(row -> row[0]).collect(Collectors.toSet()));
        assertAll(rows.stream().map(row -> (Executable) () -> {
            context.getBindings(LANGUAGE).putMember("x", EXPRESSIONS.get(row[0]).get());
            assertEquals(row[1], eval("type(x).__name__").asString(), row[0]);
            assertTrue(eval("bool(" + row[2] + ")").asBoolean(), row[0] + ": " + row[2]);
        }));
    }

    @Test
    void objectsKeepTheirIdentity() {
        Object object = new Object();
        Value same = eval("lambda x: x");
        assertTrue(same.execute(object).asHostObject() == object);
        assertTrue(eval("thing = object()\nlambda x: x is thing").execute(eval("thing")).asBoolean());
    }
}
