// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Java's classes as Python code uses them: overloads chosen as javac does, subclasses in Python, collections as Python's own. */
class JavaClassesInPythonTest extends PythonTest {

    /** Overloads of every kind. */
    public static class Overloads {
        public String variable(String... texts) {
            return "texts " + texts.length;
        }

        public String variable(int number) {
            return "number";
        }

        public String variable(int number, String... texts) {
            return "number and texts " + texts.length;
        }

        public String function(Predicate<Object> one) {
            return "one " + one.test(1);
        }

        public String function(BiPredicate<Object, Object> two) {
            return "two " + two.test(1, 2);
        }

        public String collection(List<?> list) {
            return "list";
        }

        public String collection(Map<?, ?> map) {
            return "map";
        }

        public String collection(Set<?> set) {
            return "set " + new TreeSet<>(set);
        }

        public String number(long number) {
            return "long";
        }

        public String number(double number) {
            return "double";
        }

        public String number(java.math.BigDecimal number) {
            return "decimal " + number;
        }

        public String either(StringBuilder builder) {
            return "builder";
        }

        public String either(Thread thread) {
            return "thread";
        }

        public String options(String name, Map<String, Object> options) {
            return name + options.get("size");
        }
    }

    /** To be extended. */
    public abstract static class Shape {
        private final String name;
        public final List<String> log = new ArrayList<>();

        protected Shape(String name) {
            this.name = name;
        }

        public abstract double area();

        protected String unit() {
            return "m2";
        }

        public String scaled(int factor) {
            return name + factor;
        }

        public String scaled(String factor) {
            return name + "*" + factor;
        }

        public String describe() {
            return name + " " + area() + " " + unit();
        }

        @Override
        public String toString() {
            return "Shape " + name;
        }
    }

    @Test
    void inPython() throws IOException {
        runPythonTests("java_classes.py", 14);
    }

    @Test
    void setsAreSetsInJava() {
        Set<?> set = eval("{3, 1}").as(Set.class);
        assertEquals(Set.of(1, 3), Set.copyOf(set));
        assertEquals("[1, 3]", new TreeSet<>(set).toString());
        assertEquals(2, new ArrayList<>(set).size());
        assertEquals(4, ((Set<?>) eval("frozenset([4])").as(Set.class)).stream().mapToInt(x -> (Integer) x).sum());
    }

    /** The common pool clears thread locals between tasks. */
    @Test
    void commonPool() {
        assertEquals(50, eval("""
                        from java.util.concurrent import CompletableFuture
                        sum(CompletableFuture.supplyAsync(lambda: 1).get() for _ in range(50))""").asInt());
    }
}
