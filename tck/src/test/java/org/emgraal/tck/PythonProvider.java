// SPDX-License-Identifier: Apache-2.0
package org.emgraal.tck;

import static org.graalvm.polyglot.tck.TypeDescriptor.ANY;
import static org.graalvm.polyglot.tck.TypeDescriptor.ARRAY;
import static org.graalvm.polyglot.tck.TypeDescriptor.BOOLEAN;
import static org.graalvm.polyglot.tck.TypeDescriptor.DATE;
import static org.graalvm.polyglot.tck.TypeDescriptor.DURATION;
import static org.graalvm.polyglot.tck.TypeDescriptor.EXCEPTION;
import static org.graalvm.polyglot.tck.TypeDescriptor.HASH;
import static org.graalvm.polyglot.tck.TypeDescriptor.ITERABLE;
import static org.graalvm.polyglot.tck.TypeDescriptor.ITERATOR;
import static org.graalvm.polyglot.tck.TypeDescriptor.META_OBJECT;
import static org.graalvm.polyglot.tck.TypeDescriptor.NULL;
import static org.graalvm.polyglot.tck.TypeDescriptor.NUMBER;
import static org.graalvm.polyglot.tck.TypeDescriptor.OBJECT;
import static org.graalvm.polyglot.tck.TypeDescriptor.STRING;
import static org.graalvm.polyglot.tck.TypeDescriptor.TIME;
import static org.graalvm.polyglot.tck.TypeDescriptor.TIME_ZONE;
import static org.graalvm.polyglot.tck.TypeDescriptor.array;
import static org.graalvm.polyglot.tck.TypeDescriptor.executable;
import static org.graalvm.polyglot.tck.TypeDescriptor.hash;
import static org.graalvm.polyglot.tck.TypeDescriptor.instantiable;
import static org.graalvm.polyglot.tck.TypeDescriptor.intersection;
import static org.graalvm.polyglot.tck.TypeDescriptor.iterable;
import static org.graalvm.polyglot.tck.TypeDescriptor.iterator;
import static org.graalvm.polyglot.tck.TypeDescriptor.union;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.tck.LanguageProvider;
import org.graalvm.polyglot.tck.ResultVerifier;
import org.graalvm.polyglot.tck.Snippet;
import org.graalvm.polyglot.tck.TypeDescriptor;

/** Python for the polyglot compatibility tests: values, operators, statements and scripts, with the types they take and give. */
public final class PythonProvider implements LanguageProvider {

    private static final String ID = "emscripten-python";
    /** What arithmetic takes: True and False are integers. */
    private static final TypeDescriptor NUMERIC = union(NUMBER, BOOLEAN);

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Value createIdentityFunction(Context context) {
        return context.eval(ID, "lambda value: value");
    }

    // ---- values

    private static Snippet value(Context context, String id, String expression, TypeDescriptor type) {
        return Snippet.newBuilder(id, context.eval(ID, "lambda: " + expression), type).build();
    }

    @Override
    public Collection<? extends Snippet> createValueConstructors(Context context) {
        context.eval(ID, "import datetime, zoneinfo, array");
        List<Snippet> values = new ArrayList<>();
        values.add(value(context, "None", "None", NULL));
        values.add(value(context, "bool", "True", BOOLEAN));
        values.add(value(context, "int", "7", NUMBER));
        values.add(value(context, "int:long", "2 ** 40", NUMBER));
        values.add(value(context, "int:big", "2 ** 70 + 1", NUMBER));
        values.add(value(context, "float", "1.5", NUMBER));
        values.add(value(context, "str", "'text'", STRING));
        values.add(value(context, "list", "[1, 2]", intersection(OBJECT, array(NUMBER), iterable(NUMBER))));
        values.add(value(context, "tuple", "(1, 'a')", intersection(OBJECT, array(union(NUMBER, STRING)), iterable(union(NUMBER, STRING)))));
        values.add(value(context, "range", "range(3)", intersection(OBJECT, array(NUMBER), iterable(NUMBER))));
        values.add(value(context, "bytes", "b'xy'", intersection(OBJECT, array(NUMBER), iterable(NUMBER))));
        values.add(value(context, "array", "array.array('d', [1.5])", intersection(OBJECT, array(NUMBER), iterable(NUMBER))));
        values.add(value(context, "dict", "{'a': 1}", intersection(OBJECT, hash(STRING, NUMBER), iterable(STRING))));
        values.add(value(context, "set", "{1}", intersection(OBJECT, iterable(NUMBER))));
        values.add(value(context, "iterator", "iter([1])", intersection(OBJECT, iterator(NUMBER), iterable(NUMBER))));
        values.add(value(context, "generator", "(n for n in 'ab')", intersection(OBJECT, iterator(STRING), iterable(STRING))));
        values.add(value(context, "function", "lambda n: n", intersection(OBJECT, executable(ANY, ANY))));
        values.add(value(context, "class", "type('C', (), {})", intersection(OBJECT, META_OBJECT, executable(ANY), instantiable(ANY, false))));
        values.add(value(context, "object", "type('C', (), {})()", OBJECT));
        values.add(value(context, "exception", "ValueError('no')", intersection(OBJECT, EXCEPTION)));
        values.add(value(context, "date", "datetime.date(2026, 1, 2)", intersection(OBJECT, DATE)));
        values.add(value(context, "time", "datetime.time(1, 2)", intersection(OBJECT, TIME)));
        values.add(value(context, "datetime", "datetime.datetime(2026, 1, 2)", intersection(OBJECT, DATE, TIME)));
        values.add(value(context, "aware", "datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)", intersection(OBJECT, DATE, TIME, TIME_ZONE)));
        values.add(value(context, "zone", "datetime.timezone.utc", intersection(OBJECT, TIME_ZONE)));
        values.add(value(context, "timedelta", "datetime.timedelta(1)", intersection(OBJECT, DURATION)));
        return values;
    }

    // ---- expressions

    private static Snippet function(Context context, String code, TypeDescriptor result, TypeDescriptor... parameters) {
        Value function = context.eval(ID, "lambda %s: %s".formatted(parameters.length == 1 ? "a" : "a, b", code));
        return Snippet.newBuilder(code, function, result).parameterTypes(parameters).build();
    }

    @Override
    public Collection<? extends Snippet> createExpressions(Context context) {
        List<Snippet> expressions = new ArrayList<>();
        for (String code : List.of("a + b", "a - b")) {
            expressions.add(function(context, code, NUMBER, NUMERIC, NUMERIC));
        }
        // The same id again: what else the operator takes.
        expressions.add(function(context, "-a", NUMBER, NUMERIC));
        expressions.add(function(context, "-a", DURATION, DURATION));
        expressions.add(function(context, "a < b", BOOLEAN, NUMERIC, NUMERIC));
        expressions.add(function(context, "a == b", BOOLEAN, ANY, ANY));
        for (String code : List.of("a is None", "not a", "callable(a)", "isinstance(a, type(a))", "hash(id(a)) == hash(id(a))")) {
            expressions.add(function(context, code, BOOLEAN, ANY));
        }
        expressions.add(function(context, "repr(a)", STRING, ANY));
        expressions.add(function(context, "str(a)", STRING, ANY));
        expressions.add(function(context, "type(a)", META_OBJECT, ANY));
        expressions.add(function(context, "[a]", intersection(ARRAY, ITERABLE, OBJECT), ANY));
        expressions.add(function(context, "list(a)", intersection(ARRAY, ITERABLE, OBJECT), union(ITERABLE, HASH, ITERATOR, STRING)));
        return expressions;
    }

    // ---- statements

    private static Snippet statement(Context context, String id, String body, TypeDescriptor result, TypeDescriptor... parameters) {
        context.eval(ID, "def statement(%s):\n%s".formatted(parameters.length == 0 ? "" : "a", body.indent(4)));
        return Snippet.newBuilder(id, context.eval(ID, "statement"), result).parameterTypes(parameters).build();
    }

    @Override
    public Collection<? extends Snippet> createStatements(Context context) {
        return List.of(statement(context, "if", "if a:\n    return 1\nelse:\n    return 0", NUMBER, ANY),
                        statement(context, "while", "while a:\n    return True\nreturn False", BOOLEAN, ANY),
                        statement(context, "for", "n = 0\nfor item in a:\n    n += 1\nreturn n", NUMBER, union(ITERABLE, HASH, ITERATOR, STRING)),
                        statement(context, "assign", "x = a\nreturn x", ANY, ANY),
                        statement(context, "except", "try:\n    raise a\nexcept BaseException as error:\n    if error is not a:\n        raise\n    return True", BOOLEAN, EXCEPTION),
                        statement(context, "try", "try:\n    return a.no_such_member\nexcept AttributeError:\n    return None", NULL, ANY),
                        statement(context, "return", "return None", NULL),
                        statement(context, "yield", "yield a", intersection(OBJECT, ITERATOR, ITERABLE), ANY));
    }

    // ---- scripts

    @Override
    public Collection<? extends Snippet> createScripts(Context context) {
        Source primes = Source.create(ID, """
                        def primes(limit):
                            found = []
                            for n in range(2, limit):
                                if all(n % p for p in found):
                                    found.append(n)
                            return found
                        primes
                        """);
        Source account = Source.create(ID, """
                        class Account:
                            def __init__(self):
                                self.balance = 0
                            def pay(self, amount):
                                self.balance += amount
                                return self.balance
                        def script():
                            account = Account()
                            account.pay(3)
                            return account.pay(4)
                        script
                        """);
        Value found = context.eval(primes);
        return List.of(Snippet.newBuilder("primes", context.eval(ID, "lambda: primes(30)"), intersection(OBJECT, array(NUMBER), iterable(NUMBER)))
                        .resultVerifier(run -> check(run, found.getSourceLocation() != null && run.getResult().getArraySize() == 10)).build(),
                        Snippet.newBuilder("account", context.eval(account), NUMBER)
                                        .resultVerifier(run -> check(run, run.getResult().asInt() == 7)).build());
    }

    private static void check(ResultVerifier.SnippetRun run, boolean holds) {
        ResultVerifier.getDefaultResultVerifier().accept(run);
        if (!holds) {
            throw new AssertionError("unexpected result " + run.getResult());
        }
    }

    @Override
    public Collection<? extends Source> createInvalidSyntaxScripts(Context context) {
        return List.of(Source.create(ID, "def"), Source.create(ID, "x = (1,"), Source.create(ID, "if True:\npass"), Source.create(ID, "'open"));
    }
}
