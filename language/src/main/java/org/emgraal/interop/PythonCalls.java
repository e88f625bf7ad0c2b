// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;

/** Java calling Python. */
final class PythonCalls {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private PythonCalls() {
    }

    static Object call(PythonObject owner, PythonApi api, int callable, Object... arguments) {
        int[] objects = JavaToPython.convertAll(owner.context, api, arguments);
        try {
            return owner.result(api, api.callObject(callable, objects));
        } finally {
            release(api, objects);
        }
    }

    private static void release(PythonApi api, int[] objects) {
        for (int object : objects) {
            api.decref(object);
        }
    }

    /** The last argument holds the keyword arguments. */
    static Object callWithKeywords(PythonObject callable, Object... arguments) throws UnsupportedMessageException {
        if (arguments.length == 0) {
            return callable.execute(arguments);
        }
        Map<String, Object> keywords = keywords(arguments[arguments.length - 1]);
        PythonContext context = callable.context;
        return callable.python(api -> {
            int positional = arguments.length - 1;
            int[] objects = new int[positional + keywords.size()];
            int[] names = new int[keywords.size()];
            for (int i = 0; i < positional; i++) {
                objects[i] = JavaToPython.convert(context, api, arguments[i]);
            }
            int next = 0;
            for (Map.Entry<String, Object> keyword : keywords.entrySet()) {
                names[next] = api.newString(keyword.getKey());
                objects[positional + next++] = JavaToPython.convert(context, api, keyword.getValue());
            }
            int tuple = api.newTuple(names);
            try {
                return callable.result(api, api.callObject(callable.pointer, objects, tuple));
            } finally {
                release(api, objects);
                api.decref(tuple);
            }
        });
    }

    private static Map<String, Object> keywords(Object holder) throws UnsupportedMessageException {
        Map<String, Object> keywords = new LinkedHashMap<>();
        try {
            if (INTEROP.hasHashEntries(holder)) {
                Object entries = INTEROP.getHashEntriesIterator(holder);
                while (INTEROP.hasIteratorNextElement(entries)) {
                    Object entry = INTEROP.getIteratorNextElement(entries);
                    keywords.put(INTEROP.asString(INTEROP.readArrayElement(entry, 0)), INTEROP.readArrayElement(entry, 1));
                }
            } else {
                Object names = INTEROP.getMembers(holder);
                for (long i = 0; i < INTEROP.getArraySize(names); i++) {
                    String name = INTEROP.asString(INTEROP.readArrayElement(names, i));
                    keywords.put(name, INTEROP.readMember(holder, name));
                }
            }
        } catch (UnsupportedMessageException e) {
            throw e;
        } catch (InteropException e) {
            throw UnsupportedMessageException.create(e);
        }
        return keywords;
    }
}
