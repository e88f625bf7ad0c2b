// SPDX-License-Identifier: Apache-2.0
package org.emgraal.interop;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import org.emgraal.PythonContext;
import org.emgraal.python.PythonApi;
import org.emgraal.python.PythonException;

/**
 * Values of the embedder for Python: null, booleans, numbers and strings are converted, a Python object is itself
 * again, everything else becomes a proxy (docs/type-conversions.md).
 */
public final class JavaToPython {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private JavaToPython() {
    }

    /** New reference. */
    public static int convert(PythonContext context, PythonApi api, Object value) {
        if (value instanceof PythonException exception) {
            return convert(context, api, exception.object());
        }
        if (value instanceof PythonView view) {
            return convert(context, api, view.value);
        }
        if (value instanceof PythonValue object && object.context() == context) {
            object.checkAlive();
            if (object.proxy() != null && object.proxy().roundTrip()) {
                return context.bridge().objects().wrap(api, object);
            }
            api.incref(object.pointer);
            return object.pointer;
        }
        if (value instanceof String text) {
            return api.newString(text);
        }
        if (value instanceof Integer || value instanceof Long) {
            return api.newLong(((Number) value).longValue());
        }
        if (value instanceof Boolean truth) {
            int object = truth ? api.trueObject : api.falseObject;
            api.incref(object);
            return object;
        }
        if (value instanceof Double || value instanceof Float) {
            return api.newFloat(((Number) value).doubleValue());
        }
        try {
            return convertForeign(context, api, value);
        } catch (UnsupportedMessageException e) {
            throw new IllegalStateException(value + " does not keep what it promises", e);
        }
    }

    private static int convertForeign(PythonContext context, PythonApi api, Object value) throws UnsupportedMessageException {
        if (INTEROP.isNull(value)) {
            api.incref(api.none);
            return api.none;
        }
        if (INTEROP.isBoolean(value)) {
            return convert(context, api, INTEROP.asBoolean(value));
        }
        if (INTEROP.isString(value)) {
            return api.newString(INTEROP.asString(value));
        }
        if (value instanceof Number) {
            return api.newLong(((Number) value).longValue());
        }
        if (value instanceof PythonBigInteger number) {
            return api.newLong(number.asBigInteger());
        }
        return context.bridge().objects().wrap(api, value);
    }

    /** New references to all of them. */
    static int[] convertAll(PythonContext context, PythonApi api, Object... values) {
        int[] objects = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            objects[i] = convert(context, api, values[i]);
        }
        return objects;
    }
}
