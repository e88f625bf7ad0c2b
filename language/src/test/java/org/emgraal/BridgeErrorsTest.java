// SPDX-License-Identifier: Apache-2.0
package org.emgraal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;

/** What both sides of the bridge do with what they should not have got, and that nothing is lost by it. */
class BridgeErrorsTest extends PythonTest {

    private static String message(Runnable failing) {
        return assertThrows(PolyglotException.class, failing::run).getMessage();
    }

    @Test
    void wrongArgumentsAreTypeErrorsOfTheSideThatCalls() {
        Value add = eval("def add(a, b=1): return a + b\nadd");
        assertTrue(message(add::executeVoid).startsWith("TypeError: add() missing 1 required positional argument"));
        assertTrue(message(() -> add.execute(1, 2, 3)).startsWith("TypeError: add() takes from 1 to 2 positional arguments"));
        assertTrue(message(() -> add.execute(1, "x")).startsWith("TypeError: unsupported operand"));
        assertThrows(UnsupportedOperationException.class, () -> eval("7").execute());
        assertThrows(UnsupportedOperationException.class, () -> eval("object()").getArrayElement(0));
        assertEquals(3, add.execute(2).asInt());
        eval("""
                        from java.util import ArrayList
                        items = ArrayList()
                        def refused(action):
                            try:
                                action()
                            except TypeError:
                                return True""");
        assertTrue(eval("refused(lambda: items.add())").asBoolean());
        assertTrue(eval("refused(lambda: items.add(1, 2, 3))").asBoolean());
        assertTrue(eval("refused(lambda: items.get('x'))").asBoolean());
        assertTrue(eval("refused(lambda: ArrayList(object()))").asBoolean());
        assertEquals(0, eval("len(items)").asInt());
    }

    @Test
    void exceptionsOfCallbacksInCallbacksStayTheSame() {
        IllegalStateException thrown = new IllegalStateException("innermost");
        Callable<Object> innermost = () -> {
            throw thrown;
        };
        Value call = eval("def call(function, *arguments): return function(*arguments)\ncall");
        Function<Object, Object> between = function -> call.execute(function).as(Object.class);
        PolyglotException exception = assertThrows(PolyglotException.class, () -> call.execute(between, innermost));
        assertTrue(exception.isHostException());
        assertSame(thrown, exception.asHostException());
        assertTrue(Arrays.stream(thrown.getSuppressed()).flatMap(suppressed -> Arrays.stream(suppressed.getStackTrace()))
                        .anyMatch(frame -> frame.getMethodName().equals("call")), () -> Arrays.deepToString(thrown.getSuppressed()));

        eval("class Refused(Exception): pass\nrefused = Refused('no')");
        Value raise = eval("def fail(): raise refused\nfail");
        Value same = eval("""
                        def same(function, inner):
                            try:
                                function(inner)
                            except Refused as error:
                                return error is refused
                        same""");
        assertTrue(same.execute(between, raise).asBoolean());
        PolyglotException python2 = assertThrows(PolyglotException.class, () -> call.execute(between, raise));
        assertTrue(python2.isGuestException());
        assertEquals(eval("refused"), python2.getGuestObject());
    }

    @Test
    void objectsOfAnotherContextWorkUntilItIsClosed() {
        Context first = newContext();
        try (Context second = newContext()) {
            Value thing = first.eval(LANGUAGE, """
                            class Thing:
                                name = 'first'
                                def twice(self, n): return 2 * n
                                def fail(self): raise KeyError('gone')
                            thing = Thing()
                            thing.items = [1, 2, 3]
                            thing""");
            Value use = second.eval(LANGUAGE, """
                            def use(thing):
                                assert thing is thing and thing == thing
                                try:
                                    thing.fail()
                                except Exception as error:
                                    assert 'KeyError' in str(error), error
                                return thing.name, thing.twice(21), sum(thing.items), thing
                            use""");
            Value results = use.execute(thing);
            assertEquals("first", results.getArrayElement(0).asString());
            assertEquals(42, results.getArrayElement(1).asInt());
            assertEquals(6, results.getArrayElement(2).asInt());
            assertEquals("first", results.getArrayElement(3).getMember("name").asString());
            first.close();
            assertFalse(message(() -> use.execute(thing)).isEmpty());
            assertEquals(2, second.eval(LANGUAGE, "1 + 1").asInt());
        }
    }

    @Test
    void closedContextsSaySo() {
        Context closed = newContext();
        Value function = closed.eval(LANGUAGE, "def f(x): return x\nf");
        @SuppressWarnings("unchecked")
        Function<Object, Object> asFunction = function.as(Function.class);
        closed.close();
        assertThrows(IllegalStateException.class, () -> function.execute(1));
        assertThrows(IllegalStateException.class, () -> function.getMember("__name__"));
        assertThrows(IllegalStateException.class, () -> asFunction.apply(1));
        assertThrows(IllegalStateException.class, () -> closed.eval(LANGUAGE, "1"));
    }
}
